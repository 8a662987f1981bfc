//! Real copy, whatever it was written in, as plain passages with the way back to their file.
//!
//! Knows no rule and no messaging. Every verbatim run of a passage equals the bytes its span points to. One file per
//! format; [`FORMATS`] is their registry.

mod html;
mod markdown;
mod text;

use std::sync::Arc;

use crate::finding::Fault;
use crate::limits::COPY_BYTES;
use crate::passage::{Front, Reading, front_matter};
use crate::syntax::yaml;
use crate::text::{Place, Source, Span};

pub use crate::passage::{Cell, Comment, Link, Part, Passage, markdown_passages};

/// One reader of one file format.
pub struct Format {
    /// The name used in settings and reports: `markdown`.
    pub name: &'static str,
    /// File name endings without the dot, lower case.
    pub extensions: &'static [&'static str],
    /// Reads a source. Never fails: what cannot be read is a fault in the result.
    pub read: fn(&Arc<Source>) -> Copy,
}

/// All formats, in the order of their names.
pub static FORMATS: &[&Format] = &[&html::FORMAT, &markdown::FORMAT, &text::FORMAT];

/// The format for a path, by its extension.
pub fn format_of(path: &str) -> Option<&'static Format> {
    let name = path.rsplit('/').next()?;
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    FORMATS.iter().copied().find(|f| f.extensions.contains(&extension.as_str()))
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// One piece of copy: a file's passages in reading order.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The file.
    pub source: Arc<Source>,
    /// The format's name.
    pub format: &'static str,
    /// Front matter as a tree, with places in the same file.
    pub front_matter: Option<yaml::Node>,
    /// The passages, in reading order.
    pub passages: Vec<Passage>,
    /// HTML comments, for remarks to the checker.
    pub comments: Vec<Comment>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Copy {
    /// A piece of copy that says nothing.
    pub fn empty(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            format: "",
            front_matter: None,
            passages: vec![],
            comments: vec![],
            faults: vec![],
        }
    }

    /// A text file's copy: its front matter, then what `read` finds from an offset on. A file over the limit is not read.
    fn with_front_matter(
        source: &Arc<Source>,
        format: &'static str,
        read: impl FnOnce(usize) -> Reading,
    ) -> Self {
        let mut copy = Self { format, ..Self::empty(source) };
        let size = source.text().len();
        if size > COPY_BYTES {
            let message = format!("the file has {size} bytes, more than the {COPY_BYTES} that are read");
            let place = Place::new(source, Span::default());
            copy.faults.push(Fault::new(
                "copy/size",
                place,
                message,
                "split the file, or leave it out of the copy",
            ));
            return copy;
        }
        let Front { node, passages, faults, body } = front_matter(source);
        let reading = read(body);
        let before = passages.len();
        copy.passages = passages;
        copy.passages.extend(reading.passages);
        copy.comments = reading.comments;
        for comment in &mut copy.comments {
            comment.before += before;
        }
        copy.faults = faults;
        copy.faults.extend(reading.unread.into_iter().map(|u| u.fault(source)));
        copy.front_matter = with_settings(node, reading.settings);
        copy
    }
}

/// Puts the settings of a `<meta name="refrain">` where front matter has them; front matter that has its own wins.
fn with_settings(node: Option<yaml::Node>, settings: Option<yaml::Node>) -> Option<yaml::Node> {
    let Some(settings) = settings else { return node };
    let key = yaml::Scalar { text: "refrain".to_owned(), style: yaml::Style::Plain, span: settings.span };
    let span = settings.span;
    let mut root = node.unwrap_or(yaml::Node { span, value: yaml::Value::Map(vec![]) });
    if let yaml::Value::Map(entries) = &mut root.value
        && entries.iter().all(|e| e.key.text != "refrain")
    {
        entries.push(yaml::Entry { key, value: settings });
    }
    Some(root)
}
