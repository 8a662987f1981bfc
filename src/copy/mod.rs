//! Real copy, whatever it was written in, as plain passages with the way back to their file.
//!
//! Knows no rule and no messaging. Every verbatim run of a passage equals the bytes its span points to. One file per
//! format; [`FORMATS`] is their registry.

mod html;
mod markdown;
mod text;

pub use markdown::passages as markdown_passages;

use std::ops::Range;
use std::sync::Arc;

use crate::finding::Fault;
use crate::syntax::yaml;
use crate::text::{Map, Place, Source, Span};

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

/// One piece of copy: a file's passages in reading order.
#[derive(Debug)]
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

/// A comment in copy: `<!-- refrain-ignore ... -->`.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Its text, without the marks around it.
    pub text: String,
    /// Where it stands, marks included.
    pub span: Span,
    /// How many passages stand before it.
    pub before: usize,
}

/// What part of a piece of copy a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A document title (`<title>`, front-matter `title`).
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    Cell(Cell),
    /// The text of a button or of a link that stands alone in its block.
    Button,
    /// A caption of a figure or table.
    Caption,
    /// An image's alternative text.
    AltText,
    /// A link's or image's title, a placeholder, an aria label.
    LinkTitle,
    /// A front-matter or meta value, by its key (`description`).
    Meta(String),
    /// The subject line of a mail.
    Subject,
    /// A field of a messaging item, by its path (`steps.document-results`).
    Field(String),
}

/// Where a table cell stands; all counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The table in its file.
    pub table: u32,
    /// The row, header rows included.
    pub row: u32,
    /// The column.
    pub column: u32,
    /// Whether it is a header cell.
    pub header: bool,
}

/// A link in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the passage's text that are the link.
    pub range: Range<usize>,
    /// Its target, as written.
    pub target: String,
}

/// A stretch of copy that is read as one: a paragraph, a heading, a cell.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is.
    pub part: Part,
    /// Its text; markup is gone, code, URLs and template tags are one U+FFFC each.
    pub text: String,
    /// The way back to the file.
    pub map: Map,
    /// The number of the section it stands in: each heading begins one; 0 before the first.
    pub section: u32,
    /// Whether it stands in a block quotation (`>`, `<blockquote>`, `<q>` alone).
    pub quoted: bool,
    /// Whether it stands in a code block that holds prose (a fenced block without a language or with `text`).
    pub fenced: bool,
    /// Links, in order.
    pub links: Vec<Link>,
    /// Ranges of the text that are struck through.
    pub struck: Vec<Range<usize>>,
    /// Ranges of the text within inline quotation markup (`<q>`).
    pub marked_quotes: Vec<Range<usize>>,
}

impl Passage {
    /// An empty passage of a part, to be filled.
    pub fn new(part: Part) -> Self {
        Self {
            part,
            text: String::new(),
            map: Map::default(),
            section: 0,
            quoted: false,
            fenced: false,
            links: vec![],
            struck: vec![],
            marked_quotes: vec![],
        }
    }

    /// The place of a range of the passage's text.
    pub fn place(&self, source: &Arc<Source>, range: Range<usize>) -> Place {
        let located = self.map.locate(range);
        let place = Place::pieces(source, located.spans);
        if located.exact { place } else { place.approximate() }
    }
}
