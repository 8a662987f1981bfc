//! Spans, values with a span, and places: one or more spans of one source.

use std::ops::Range;
use std::sync::Arc;

use super::{Position, Source};

/// A range of bytes in the decoded text of a source. Eight bytes; cheap to copy.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span of byte offsets; an end before the start counts as an empty span at the start.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of offsets.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written, in the source its owner names.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its span.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: serde::Serialize> serde::Serialize for Spanned<T> {
    /// Written as the bare value: readers of JSON and templates do not see places.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// Where something stands: one source and at least one span in it.
///
/// A match across `**bold**` has several spans, one for each piece.
#[derive(Clone, Debug)]
pub struct Place {
    source: Arc<Source>,
    first: Span,
    more: Vec<Span>,
    exact: bool,
    inside: Option<Arc<str>>,
}

impl Place {
    /// A place of one exact span.
    pub fn new(source: &Arc<Source>, span: Span) -> Self {
        Self { source: Arc::clone(source), first: span, more: vec![], exact: true, inside: None }
    }

    /// A place of several spans, in order; without any, the start of the source.
    pub fn pieces(source: &Arc<Source>, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        spans.dedup();
        let first = if spans.is_empty() { Span::default() } else { spans.remove(0) };
        Self { more: spans, ..Self::new(source, first) }
    }

    /// Says that the spans only hold what is meant, because exact ones cannot be had.
    #[must_use]
    pub fn approximate(mut self) -> Self {
        self.exact = false;
        self
    }

    /// Adds a place in the format's own terms: `slide 3, notes`.
    #[must_use]
    pub fn inside(mut self, words: impl Into<Arc<str>>) -> Self {
        self.inside = Some(words.into());
        self
    }

    /// The same place in another text of the same shape.
    #[must_use]
    pub fn standing_in(&self, source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), ..self.clone() }
    }

    /// The source.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The file's name.
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.first
    }

    /// All spans, in order.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// From the first byte of the first span to the last of the last.
    pub fn whole(&self) -> Span {
        self.spans().fold(self.first, Span::to)
    }

    /// Whether the spans are exactly what is meant, or only hold it.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// The place in the format's own terms, if the file is not plain text.
    pub fn words(&self) -> Option<&str> {
        self.inside.as_deref()
    }

    /// Where it begins.
    pub fn start(&self) -> Position {
        self.source.position(self.first.start())
    }

    /// Where it ends.
    pub fn end(&self) -> Position {
        self.source.position(self.whole().end())
    }

    /// The text of the spans, one after the other.
    pub fn text(&self) -> String {
        self.spans().map(|s| self.source.slice(s)).collect()
    }
}
