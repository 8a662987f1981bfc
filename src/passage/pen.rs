//! Writes one passage: text and map grow together.

use crate::text::{OPAQUE, RunKind, Span};

use super::Passage;

/// A passage that is being written. White space is collapsed as a browser does it: a run of it is one blank, and there is
/// none at either end.
pub(super) struct Pen<'t> {
    text: &'t str,
    pub(super) passage: Passage,
    /// White space that has been read but not written, because the passage may end here.
    blank: Option<Span>,
}

impl<'t> Pen<'t> {
    /// A pen for an empty passage whose spans point into `text`.
    pub(super) fn new(text: &'t str, passage: Passage) -> Self {
        Self { text, passage, blank: None }
    }

    /// Remembers white space, or something that parts words as white space does.
    pub(super) fn blank(&mut self, span: Span) {
        self.blank = Some(self.blank.map_or(span, |b| b.to(span)));
    }

    /// Writes the white space that is due. Gives the length of the text.
    pub(super) fn ready(&mut self) -> usize {
        if let Some(span) = self.blank.take()
            && !self.passage.text.is_empty()
        {
            let same = self.text.get(span.range()) == Some(" ");
            self.push(" ", span, if same { RunKind::Verbatim } else { RunKind::Synthetic });
        }
        self.passage.text.len()
    }

    /// Writes words that stand in the source as they are, with one blank between them.
    pub(super) fn words(&mut self, span: Span) {
        self.ready();
        let text = self.text;
        self.push(text.get(span.range()).unwrap_or(""), span, RunKind::Verbatim);
    }

    /// Writes text that other bytes stand for.
    pub(super) fn replaced(&mut self, text: &str, span: Span) {
        self.ready();
        self.push(text, span, RunKind::Replaced);
    }

    /// Writes one mark for bytes that are not copy, as far as they were not written before.
    pub(super) fn opaque(&mut self, span: Span) {
        let written = self.passage.map.runs().iter().rev().find(|r| r.kind != RunKind::Synthetic);
        let span = Span::new(span.start().max(written.map_or(0, |r| r.source.end())), span.end());
        if !span.is_empty() {
            self.ready();
            self.push(OPAQUE.encode_utf8(&mut [0; 4]), span, RunKind::Opaque);
        }
    }

    fn push(&mut self, text: &str, span: Span, kind: RunKind) {
        self.passage.text.push_str(text);
        self.passage.map.push(text.len(), span, kind);
    }
}
