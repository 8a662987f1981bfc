//! Passages being put together: which part text belongs to, what is marked in it, where a passage ends.

use std::ops::Range;

use crate::text::{OPAQUE, Span};

use super::pen::Pen;
use super::{Comment, Link, Part, Passage, Reading, Unread};

/// What can be marked within a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marking {
    Link,
    Struck,
    Quote,
}

/// A marking that is open, and where it begins in the passage that is being written.
struct Mark {
    marking: Marking,
    target: String,
    start: Option<usize>,
}

/// A block that is open.
struct Context {
    part: Part,
    quoted: bool,
    fenced: bool,
}

/// Collects the passages of one text.
pub(super) struct Draft<'t> {
    text: &'t str,
    passages: Vec<Passage>,
    comments: Vec<Comment>,
    unread: Vec<Unread>,
    pen: Option<Pen<'t>>,
    /// Alternative texts and attributes being written while the passage around them is open.
    asides: Vec<Pen<'t>>,
    contexts: Vec<Context>,
    marks: Vec<Mark>,
    section: u32,
    tables: u32,
    /// How many elements are open whose content is not copy.
    pub(super) muted: usize,
}

impl<'t> Draft<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            passages: vec![],
            comments: vec![],
            unread: vec![],
            pen: None,
            asides: vec![],
            contexts: vec![],
            marks: vec![],
            section: 0,
            tables: 0,
            muted: 0,
        }
    }

    /// Begins a block. A paragraph in an item, a cell or the like is that item's text.
    pub(super) fn enter(&mut self, part: Part) {
        self.close();
        let (around, quoted, fenced) = match self.contexts.last() {
            Some(context) => (Some(&context.part), context.quoted, context.fenced),
            None => (None, false, false),
        };
        let part = match (part, around) {
            (Part::Paragraph, Some(around)) => around.clone(),
            (part, _) => part,
        };
        if matches!(part, Part::Heading(_)) && self.muted == 0 {
            self.section += 1;
        }
        self.contexts.push(Context { part, quoted, fenced });
    }

    /// Begins a block quotation.
    pub(super) fn enter_quote(&mut self) {
        self.enter(Part::Paragraph);
        if let Some(context) = self.contexts.last_mut() {
            context.quoted = true;
        }
    }

    /// Begins a code block that holds prose.
    pub(super) fn enter_fence(&mut self) {
        self.enter(Part::Paragraph);
        if let Some(context) = self.contexts.last_mut() {
            context.fenced = true;
        }
    }

    /// Ends the innermost block.
    pub(super) fn leave(&mut self) {
        self.close();
        self.contexts.pop();
    }

    /// The number of the next table.
    pub(super) fn table(&mut self) -> u32 {
        self.close();
        self.tables += 1;
        self.tables - 1
    }

    /// Begins a marking.
    pub(super) fn mark(&mut self, marking: Marking, target: &str) {
        self.marks.push(Mark { marking, target: target.to_owned(), start: None });
    }

    /// Ends the innermost marking of a kind.
    pub(super) fn unmark(&mut self, marking: Marking) {
        if let Some(at) = self.marks.iter().rposition(|m| m.marking == marking) {
            let mark = self.marks.remove(at);
            if let (Some(start), Some(pen)) = (mark.start, &mut self.pen) {
                let range = start..pen.passage.text.len();
                note(&mut pen.passage, &mark, range);
            }
        }
    }

    /// Whether text stands in a link.
    pub(super) fn in_link(&self) -> bool {
        self.marks.iter().any(|m| m.marking == Marking::Link)
    }

    /// Writes source text, its white space collapsed.
    pub(super) fn verbatim(&mut self, span: Span) {
        let text = self.text.get(span.range()).unwrap_or("");
        let (mut at, base) = (0, span.start());
        while at < text.len() {
            let rest = text.get(at..).unwrap_or("");
            let blank = rest.len() - rest.trim_start_matches(is_blank).len();
            if blank > 0 {
                self.blank(Span::new(base + at, base + at + blank));
                at += blank;
                continue;
            }
            let words = words_end(rest);
            if let Some(pen) = self.ready() {
                pen.words(Span::new(base + at, base + at + words));
            }
            at += words;
        }
    }

    /// Writes text that other bytes stand for.
    pub(super) fn replaced(&mut self, text: &str, span: Span) {
        if text.chars().all(is_blank) {
            return self.blank(span);
        }
        let flat = text.replace(is_blank, " ");
        if let Some(pen) = self.ready() {
            pen.replaced(&flat, span);
        }
    }

    /// Writes one mark for bytes that are not copy.
    pub(super) fn opaque(&mut self, span: Span) {
        if let Some(pen) = self.ready() {
            pen.opaque(span);
        }
    }

    /// Parts words: a line break, an image.
    pub(super) fn blank(&mut self, span: Span) {
        if let Some(pen) = self.asides.last_mut().or(self.pen.as_mut()).filter(|_| self.muted == 0) {
            pen.blank(span);
        }
    }

    /// The pen that text goes to, with the white space that is due written and markings begun.
    fn ready(&mut self) -> Option<&mut Pen<'t>> {
        if self.muted > 0 {
            return None;
        }
        if !self.asides.is_empty() {
            return self.asides.last_mut();
        }
        if self.pen.is_none() {
            self.pen = Some(Pen::new(self.text, self.blank_passage(None)));
        }
        let pen = self.pen.as_mut()?;
        let start = pen.ready();
        for mark in self.marks.iter_mut().rev().take_while(|m| m.start.is_none()) {
            mark.start = Some(start);
        }
        Some(pen)
    }

    fn blank_passage(&self, part: Option<Part>) -> Passage {
        let context = self.contexts.last();
        let part = part.or_else(|| context.map(|c| c.part.clone())).unwrap_or(Part::Paragraph);
        let mut passage = Passage::new(part);
        passage.section = self.section;
        passage.quoted = context.is_some_and(|c| c.quoted);
        passage.fenced = context.is_some_and(|c| c.fenced);
        passage
    }

    /// Begins text that stands beside the passage: an alternative text, a title.
    pub(super) fn begin_aside(&mut self, part: Part) {
        self.asides.push(Pen::new(self.text, self.blank_passage(Some(part))));
    }

    /// Ends it. An image in a link is that link's text.
    pub(super) fn end_aside(&mut self) {
        let Some(pen) = self.asides.pop() else { return };
        let mut passage = pen.passage;
        let link = self.marks.iter().rev().find(|m| m.marking == Marking::Link);
        if let (Part::AltText, Some(link)) = (&passage.part, link) {
            let whole = Link { range: 0..passage.text.len(), target: link.target.clone() };
            passage.links.push(whole);
        }
        self.keep(passage);
    }

    /// Ends the passage that is being written; open markings go on in the next.
    pub(super) fn close(&mut self) {
        let Some(mut pen) = self.pen.take() else { return };
        let end = pen.passage.text.len();
        // A link that goes on behind this passage holds several: a card, not a button.
        let goes_on = self.marks.iter().any(|m| m.marking == Marking::Link);
        for mark in &mut self.marks {
            if let Some(start) = mark.start.take() {
                note(&mut pen.passage, mark, start..end);
            }
        }
        let mut passage = pen.passage;
        let whole = 0..end;
        passage.quoted |= passage.marked_quotes == [whole.clone()];
        if passage.part == Part::Paragraph
            && !goes_on
            && matches!(passage.links.as_slice(), [link] if link.range == whole)
            && passage.text.contains(char::is_alphanumeric)
        {
            passage.part = Part::Button;
        }
        self.keep(passage);
    }

    /// Keeps a passage unless nothing of it can be read.
    fn keep(&mut self, mut passage: Passage) {
        let empty = passage.text.chars().all(|c| c == OPAQUE || c.is_whitespace());
        if !empty || !passage.links.is_empty() && !passage.text.is_empty() {
            passage.links.sort_by_key(|l| (l.range.start, l.range.end));
            passage.struck.sort_by_key(|r| (r.start, r.end));
            passage.marked_quotes.sort_by_key(|r| (r.start, r.end));
            self.passages.push(passage);
        }
    }

    /// Keeps a remark.
    pub(super) fn comment(&mut self, text: &str, span: Span) {
        self.comments.push(Comment { text: text.trim().to_owned(), span, before: 0 });
    }

    /// Tells what was not read.
    pub(super) fn unread(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.unread.push(Unread { code, span, message, help: help.to_owned() });
    }

    /// The passages in the order of their places.
    pub(super) fn finish(mut self) -> Reading {
        self.close();
        while !self.asides.is_empty() {
            self.end_aside();
        }
        let start = |p: &Passage| p.map.runs().first().map_or(0, |r| r.source.start());
        self.passages.sort_by_key(start);
        for comment in &mut self.comments {
            let at = comment.span.start();
            comment.before = self.passages.partition_point(|p| start(p) < at);
        }
        Reading { passages: self.passages, comments: self.comments, unread: self.unread, settings: None }
    }
}

fn note(passage: &mut Passage, mark: &Mark, range: Range<usize>) {
    match mark.marking {
        Marking::Link => passage.links.push(Link { range, target: mark.target.clone() }),
        Marking::Struck => passage.struck.push(range),
        Marking::Quote => passage.marked_quotes.push(range),
    }
}

/// White space that a browser collapses. A no-break space is not.
/// Where the words end that a text begins with, one blank between them: there nothing is to be collapsed.
fn words_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let blank = |at: usize| bytes.get(at).is_none_or(|b| is_blank(char::from(*b)));
    let stops = |at: &usize| blank(*at) && (bytes.get(*at) != Some(&b' ') || blank(*at + 1));
    (0..bytes.len()).find(stops).unwrap_or(bytes.len())
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}
