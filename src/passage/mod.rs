//! Passages: the stretches of copy that are read as one, with the way back to their file.
//!
//! Here text becomes passages, whatever file it stands in: a mail has an HTML body, an item of the messaging holds
//! Markdown, a slide holds lines. [`markdown`], [`html`] and [`lines`] read a text; a `Pen` writes a passage's
//! text and its map together, so that a place is never searched for.
//!
//! Not copy, and so left out without a word:
//!
//! * code spans and code blocks with a language, `<pre>`, `<code>`, `<kbd>`, `<samp>`; scripts, styles, JSON-LD;
//! * `<template>`, drawings (`<svg>`, `<math>`), frames, elements that are `hidden` or `aria-hidden`, comments;
//! * template tags with their parameters, MDX modules and expressions, web and mail addresses;
//! * front-matter values under other keys than the known ones, all TOML front matter, the addresses at the top of a mail.
//!
//! All else that is not read is an [`Unread`].

mod attributes;
mod draft;
mod elements;
mod front;
mod grid;
mod html;
mod lines;
mod markdown;
mod pen;
mod reader;
mod urls;

use std::ops::Range;
use std::sync::Arc;

use crate::finding::Fault;
use crate::syntax::yaml;
use crate::text::{Map, Place, Source, Span};

pub use front::{Front, front_matter};
pub use html::html;
pub use lines::lines;
pub use markdown::{markdown, markdown_passages};

/// A text as passages, with offsets into that text.
#[derive(Debug, Default)]
pub struct Reading {
    /// The passages, in reading order.
    pub passages: Vec<Passage>,
    /// Remarks, in order.
    pub comments: Vec<Comment>,
    /// What was not read although it may be copy.
    pub unread: Vec<Unread>,
    /// What a `<meta name="refrain">` says.
    pub settings: Option<yaml::Node>,
}

impl Reading {
    /// The same for a text that stands in another: `outer` leads from this text to that one.
    #[must_use]
    pub fn through(mut self, outer: &Map) -> Self {
        let place =
            |span: Span| outer.locate(span.range()).spans.into_iter().reduce(Span::to).unwrap_or_default();
        for passage in &mut self.passages {
            passage.map = passage.map.through(outer);
        }
        for comment in &mut self.comments {
            comment.span = place(comment.span);
        }
        for unread in &mut self.unread {
            unread.span = place(unread.span);
        }
        self
    }
}

/// Something that was not read, in a text that may stand in another.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The fault's code: `html/depth`.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong: a lowercase phrase.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Unread {
    /// As a fault of the file that holds the text.
    pub fn fault(self, source: &Arc<Source>) -> Fault {
        Fault::new(self.code, Place::new(source, self.span), self.message, self.help)
    }
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

impl Part {
    /// Whether somebody who reads the piece reads it: neither front matter nor what only machines and screen readers see.
    pub fn is_body(&self) -> bool {
        !matches!(self, Self::Meta(_) | Self::Title | Self::AltText | Self::LinkTitle)
    }
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
