//! Copy in attributes: alternative texts, titles, placeholders, labels, descriptions for search and sharing.

use crate::syntax::html::{Attribute, Start};
use crate::syntax::yaml::{Entry, Node, Scalar, Style, Value};
use crate::text::Span;

use super::Part;
use super::reader::{Piece, Reader, raw_pieces};

/// Attributes of components (`<Hero headline="...">`) whose values are copy.
const COMPONENT: &[&str] = &[
    "title",
    "subtitle",
    "headline",
    "heading",
    "subheading",
    "subheadline",
    "description",
    "tagline",
    "eyebrow",
    "text",
    "body",
    "content",
    "label",
    "caption",
    "cta",
    "quote",
    "question",
    "answer",
    "summary",
    "lede",
];

impl Reader<'_> {
    /// Reads the copy in the attributes of an element; `custom` for components and custom elements.
    pub(super) fn attributes(&mut self, start: &Start, custom: bool) {
        let name = if custom { "" } else { start.name.as_str() };
        if name == "meta" {
            return self.meta(start);
        }
        for attribute in &start.attributes {
            let part = match attribute.name.as_str() {
                "alt" => Part::AltText,
                "placeholder" | "aria-label" | "aria-description" => Part::LinkTitle,
                "title" if !custom => Part::LinkTitle,
                "label" if matches!(name, "option" | "optgroup") => Part::ListItem,
                "value" if name == "input" && is_button(start) => Part::Button,
                key if custom && COMPONENT.contains(&key) => Part::Meta(key.to_owned()),
                _ => continue,
            };
            self.attribute(part, attribute);
        }
    }

    fn meta(&mut self, start: &Start) {
        let Some(content) = start.get("content") else { return };
        let key = start.get("name").or(start.get("property")).or(start.get("itemprop"));
        match key.map_or("", |a| a.value.as_str()).to_ascii_lowercase().as_str() {
            "refrain" => {
                let settings = self.settings(content);
                self.settings = Some(settings);
            }
            key @ ("description"
            | "og:title"
            | "og:description"
            | "og:image:alt"
            | "twitter:title"
            | "twitter:description"
            | "twitter:image:alt"
            | "abstract"
            | "headline") => {
                self.attribute(Part::Meta(key.to_owned()), content);
            }
            _ => {}
        }
    }

    /// Writes the value of an attribute as a passage of its own.
    fn attribute(&mut self, part: Part, attribute: &Attribute) {
        let raw = self.running().get(attribute.span.range()).unwrap_or("");
        if attribute.value.trim().is_empty() || self.in_tag && raw.starts_with('{') {
            return;
        }
        let mut pieces = raw_pieces(raw, attribute.span.start());
        let decoded: String = pieces
            .iter()
            .map(|p| p.text.as_deref().unwrap_or_else(|| self.running().get(p.span.range()).unwrap_or("")))
            .collect();
        // In attributes a reference without `;` may stand for itself. Then the value is told as one replaced run.
        if decoded.replace("\r\n", "\n") != attribute.value {
            pieces = vec![Piece { span: attribute.span, text: Some(attribute.value.clone()) }];
        }
        self.draft.begin_aside(part);
        self.write(&pieces);
        self.draft.end_aside();
    }

    /// `stage=why-stay; personas=ops-manager,owner` as the tree that front matter has under `refrain`.
    fn settings(&mut self, content: &Attribute) -> Node {
        let text = self.text;
        let scalar = |span: Span| {
            let text = text.get(span.range()).unwrap_or("").to_owned();
            Scalar { text, style: Style::Plain, span }
        };
        let mut entries: Vec<Entry> = vec![];
        for part in split(text, content.span, ';') {
            let mut sides = split(text, part, '=');
            let (Some(key), Some(value), None) = (sides.next(), sides.next(), sides.next()) else {
                self.draft.unread(
                    "html/settings",
                    part,
                    format!("`{}` is not a setting", text.get(part.range()).unwrap_or("")),
                    "write `name=value`, several parted by `;`: `stage=why-stay; team=success`",
                );
                continue;
            };
            let values: Vec<Node> = split(text, value, ',')
                .map(|span| Node { span, value: Value::Scalar(scalar(span)) })
                .collect();
            let several = values.len() != 1;
            let node = match values.into_iter().next() {
                Some(one) if !several => one,
                _ => Node {
                    span: value,
                    value: Value::List(
                        split(text, value, ',')
                            .map(|span| Node { span, value: Value::Scalar(scalar(span)) })
                            .collect(),
                    ),
                },
            };
            entries.push(Entry { key: scalar(key), value: node });
        }
        Node { span: content.span, value: Value::Map(entries) }
    }
}

/// The trimmed parts of a span that are not empty.
fn split(text: &str, span: Span, by: char) -> impl Iterator<Item = Span> {
    let inside = text.get(span.range()).unwrap_or("");
    let mut at = span.start();
    inside.split(by).filter_map(move |part| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + by.len_utf8();
        let part = part.trim();
        (!part.is_empty()).then(|| Span::new(start, start + part.len()))
    })
}

fn is_button(start: &Start) -> bool {
    start
        .get("type")
        .is_some_and(|t| ["submit", "button", "reset"].iter().any(|k| t.value.eq_ignore_ascii_case(k)))
}
