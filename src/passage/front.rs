//! Front matter: settings and copy at the very start of a file, between `---` lines.

use std::sync::Arc;

use crate::finding::Fault;
use crate::syntax::tags::Dialect;
use crate::syntax::yaml::{self, Node, Scalar, Value};
use crate::text::{Map, Place, RunKind, Source, Span};

use super::reader::{Piece, Prepared};
use super::{Part, Passage};

/// A file's front matter, and where the text behind it begins.
#[derive(Debug, Default)]
pub struct Front {
    /// The tree.
    pub node: Option<Node>,
    /// The values that are copy.
    pub passages: Vec<Passage>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// The first byte behind it; 0 without front matter.
    pub body: usize,
}

/// Keys whose values are copy, at any depth, in lower case and with `_` for `-`.
const KEYS: &[&str] = &[
    "abstract",
    "alt",
    "answer",
    "blurb",
    "body",
    "button",
    "button_text",
    "caption",
    "content",
    "cta",
    "cta_text",
    "deck",
    "description",
    "excerpt",
    "eyebrow",
    "heading",
    "headline",
    "intro",
    "introduction",
    "kicker",
    "label",
    "lead",
    "lede",
    "meta_description",
    "meta_title",
    "og_description",
    "og_title",
    "preheader",
    "preview",
    "preview_text",
    "question",
    "quote",
    "seo_description",
    "seo_title",
    "sidebar_label",
    "social_description",
    "social_title",
    "standfirst",
    "subheading",
    "subheadline",
    "subject",
    "subject_line",
    "subtitle",
    "summary",
    "tagline",
    "teaser",
    "text",
    "title",
    "twitter_description",
    "twitter_title",
];

/// Cuts off and reads the front matter of a source. TOML front matter (`+++`) is cut off and holds no copy.
pub fn front_matter(source: &Arc<Source>) -> Front {
    let text = source.text();
    let fence = text.split('\n').next().unwrap_or("").trim_end();
    if fence != "---" && fence != "+++" {
        return Front::default();
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let end = line.trim_end();
        if end == fence || (fence == "---" && end == "...") {
            let body = at + line.len();
            if fence == "---" && !has_keys(text.get(start..at).unwrap_or("")) {
                return Front::default();
            }
            let within = Span::new(start, at);
            return if fence == "---" {
                read(source, within, body)
            } else {
                Front { body, ..Front::default() }
            };
        }
        at += line.len();
    }
    unclosed(source, start)
}

fn read(source: &Arc<Source>, within: Span, body: usize) -> Front {
    let tree = yaml::read(source, within);
    let mut front = Front { node: tree.root, passages: vec![], faults: tree.faults, body };
    if let Some(node) = &front.node {
        let mut path = vec![];
        collect(source, node, &mut path, &mut front.passages);
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            let place = Place::new(source, node.span);
            let message = "the front matter is not a list of `key: value` lines, so it was not checked";
            front.faults.push(Fault::new(
                "front-matter/shape",
                place,
                message,
                "write each value as `key: value`",
            ));
        }
    }
    front
}

/// Whether lines between rules are front matter and no prose: the first that says something is a key, a brace, a dash.
fn has_keys(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.next().is_none_or(|line| {
        line.starts_with(['{', '-', '[', '"', '\'', '&', '?', '%'])
            || line.split_once(':').is_some_and(|(key, value)| {
                key.len() <= 64 && (value.is_empty() || value.starts_with([' ', '\t']))
            })
    })
}

/// A first line `---` without a last one is a rule, unless a key follows.
fn unclosed(source: &Arc<Source>, start: usize) -> Front {
    let second = source.text().get(start..).unwrap_or("").split('\n').next().unwrap_or("").trim_end();
    let key = second.split_once(':').is_some_and(|(key, value)| {
        let name = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        !key.is_empty() && key.bytes().all(name) && (value.is_empty() || value.starts_with(' '))
    });
    let mut front = Front::default();
    if key {
        let place = Place::new(source, Span::new(0, start.saturating_sub(1)));
        let message = "the front matter that begins here never ends, so it was read as text";
        front.faults.push(Fault::new("front-matter/unclosed", place, message, "end it with a line `---`"));
    }
    front
}

/// Finds the values that are copy. `refrain` holds settings.
fn collect<'n>(source: &Source, node: &'n Node, path: &mut Vec<&'n str>, passages: &mut Vec<Passage>) {
    match &node.value {
        Value::Null => {}
        Value::Map(entries) => {
            for entry in entries {
                if path.is_empty() && entry.key.text == "refrain" {
                    continue;
                }
                path.push(&entry.key.text);
                collect(source, &entry.value, path, passages);
                path.pop();
            }
        }
        Value::List(items) => {
            for item in items {
                collect(source, item, path, passages);
            }
        }
        Value::Scalar(scalar) => {
            let key = path.last().map_or(String::new(), |k| k.to_ascii_lowercase().replace('-', "_"));
            if !KEYS.contains(&key.as_str()) {
                return;
            }
            let part = match (key.as_str(), path.len()) {
                ("title", 1) => Part::Title,
                ("subject" | "subject_line", 1) => Part::Subject,
                _ => Part::Meta(path.join(".")),
            };
            passages.extend(value(source, scalar, part));
        }
    }
}

/// The text of a scalar as a passage.
fn value(source: &Source, scalar: &Scalar, part: Part) -> Vec<Passage> {
    let mut outer = scalar.map(source);
    if outer.len() != scalar.text.len() {
        outer = Map::default();
        outer.push(scalar.text.len(), scalar.span, RunKind::Replaced);
    }
    let prepared = Prepared::new(&scalar.text, Dialect::Text);
    let mut reader = prepared.reader(&scalar.text);
    reader.draft.enter(part);
    reader.write(&[Piece { span: Span::new(0, scalar.text.len()), text: None }]);
    reader.draft.finish().through(&outer).passages
}
