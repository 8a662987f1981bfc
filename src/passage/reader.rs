//! What all readers share: running text is cut at template tags and addresses, and tags are met in their order.

use std::ops::Range;

use crate::syntax::html;
use crate::syntax::tags::{self, Dialect, Kind, Tag};
use crate::syntax::yaml;
use crate::text::Span;

use super::draft::{Draft, Marking};
use super::elements::Elements;
use super::urls;

/// A stretch of source text: as it stands, or other text for it.
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) text: Option<String>,
}

/// Something in running text that is not copy.
enum Cut {
    Tag(usize),
    Address,
}

/// A text being read.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// The same text at the same length, without template tags.
    pub(super) masked: &'t str,
    pub(super) draft: Draft<'t>,
    pub(super) elements: Elements,
    /// Settings found in a `<meta name="refrain">`.
    pub(super) settings: Option<yaml::Node>,
    tags: &'t [Tag],
    next_tag: usize,
    /// The end of the last cut.
    cut_until: usize,
    /// Whether a JSX tag is being read: it is masked itself, but its attributes may hold copy.
    pub(super) in_tag: bool,
    /// Whether text is being written that stands elsewhere, so that tags are not met in their order.
    beside: bool,
}

/// A text and its tags, found before it is read.
pub(super) struct Prepared {
    tags: Vec<Tag>,
    masked: String,
}

impl Prepared {
    /// Finds the tags of a text.
    pub(super) fn new(text: &str, dialect: Dialect) -> Self {
        let tags = tags::find(text, dialect);
        let masked = tags::mask(text, &tags);
        Self { tags, masked }
    }

    /// A reader of the text.
    pub(super) fn reader<'t>(&'t self, text: &'t str) -> Reader<'t> {
        Reader {
            text,
            masked: &self.masked,
            draft: Draft::new(text),
            elements: Elements::default(),
            settings: None,
            tags: &self.tags,
            next_tag: 0,
            cut_until: 0,
            in_tag: false,
            beside: false,
        }
    }
}

impl Reader<'_> {
    /// Takes note of all tags that begin before an offset: remarks are kept, JSX elements opened and closed.
    pub(super) fn advance(&mut self, to: usize) {
        if self.beside || self.in_tag {
            return;
        }
        while let Some(&tag) = self.tags.get(self.next_tag).filter(|t| t.span.start() < to) {
            self.next_tag += 1;
            let inside = self.text.get(tag.span.range()).unwrap_or("");
            match tag.kind {
                Kind::Comment => self.draft.comment(tags::remark(inside), tag.span),
                Kind::Element if inside == "<>" || inside == "</>" => {}
                Kind::Element => {
                    self.in_tag = true;
                    let plain = tags::jsx_as_html(inside);
                    for token in html::tokens(&plain, tag.span.start()) {
                        self.token(&token, true, !tag.shown);
                    }
                    self.in_tag = false;
                }
                Kind::Value | Kind::Block | Kind::Attributes | Kind::Module => {}
            }
        }
    }

    /// Leaves out the tags that begin before an offset: they stand in code or in an address.
    pub(super) fn skip(&mut self, to: usize) {
        while self.tags.get(self.next_tag).is_some_and(|t| t.span.start() < to) {
            self.next_tag += 1;
        }
    }

    /// Writes text that stands out of order: the title of a link that is defined elsewhere.
    pub(super) fn write_beside(&mut self, pieces: &[Piece]) {
        self.beside = true;
        self.write(pieces);
        self.beside = false;
    }

    /// Writes running text. The pieces are in order, and nothing but marks of the format stands between them.
    pub(super) fn write(&mut self, pieces: &[Piece]) {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let hull = first.span.to(last.span);
        self.advance(hull.start());
        let cuts = self.cuts(hull, pieces);
        let mut cuts = cuts.iter().peekable();
        let mut written = hull.start();
        for piece in pieces {
            let mut at = piece.span.start().max(written);
            while at < piece.span.end() {
                while cuts.next_if(|(span, _)| span.end() <= at).is_some() {}
                let next = cuts.peek().map_or(usize::MAX, |(span, _)| span.start());
                // An escape or reference that an address begins or ends in belongs to it as a whole.
                let whole = piece.text.is_some() && next < piece.span.end();
                let until = if whole { at } else { piece.span.end().min(next) };
                if at < until {
                    match &piece.text {
                        Some(text) if at == piece.span.start() => self.draft.replaced(text, piece.span),
                        Some(_) => {}
                        None => self.draft.verbatim(Span::new(at, until)),
                    }
                    at = if piece.text.is_some() { piece.span.end() } else { until };
                } else if let Some((span, cut)) = cuts.next() {
                    let span =
                        if whole { span.to(Span::new(at, span.end().max(piece.span.end()))) } else { *span };
                    self.cut(span, cut);
                    at = span.end();
                }
            }
            written = written.max(at);
        }
        self.advance(hull.end());
    }

    /// The tags and addresses in a span, in order and apart. An address holds the values in it; other tags end
    /// it, and so does a reference that stands for a blank.
    fn cuts(&self, hull: Span, pieces: &[Piece]) -> Vec<(Span, Cut)> {
        let first = self.tags.partition_point(|t| t.span.end() <= hull.start());
        let tags: &[Tag] = if self.in_tag { &[] } else { self.tags.get(first..).unwrap_or(&[]) };
        let tags: Vec<_> = tags.iter().enumerate().take_while(|(_, t)| t.span.start() < hull.end()).collect();
        let mut cuts: Vec<(Span, Cut)> = vec![];
        let mut from = hull.start();
        let value = |t: &Tag| matches!(t.kind, Kind::Value | Kind::Block);
        let parting = |text: &str| text.contains(|c: char| c.is_whitespace() || "\"<>".contains(c));
        let written = pieces.iter().filter(|p| p.text.as_deref().is_some_and(parting)).map(|p| p.span);
        let mut ends: Vec<Span> = tags.iter().filter(|(_, t)| !value(t)).map(|(_, t)| t.span).collect();
        ends.extend(written);
        ends.sort_unstable();
        for end in ends {
            cuts.extend(self.addresses(from..end.start()));
            from = from.max(end.end());
        }
        cuts.extend(self.addresses(from..hull.end()));
        let found = cuts.len();
        for (index, tag) in tags {
            let known = cuts.get(..found).unwrap_or(&[]);
            let near = known.partition_point(|(span, _)| span.end() <= tag.span.start());
            match cuts.get_mut(near).filter(|(span, _)| near < found && span.overlaps(tag.span)) {
                Some((address, _)) => *address = address.to(tag.span),
                None => cuts.push((tag.span, Cut::Tag(first + index))),
            }
        }
        cuts.sort_by_key(|(span, _)| *span);
        cuts
    }

    fn addresses(&self, within: Range<usize>) -> impl Iterator<Item = (Span, Cut)> {
        let base = within.start;
        let running = self.running().get(within).unwrap_or("");
        urls::find(running).into_iter().map(move |r| (Span::new(base + r.start, base + r.end), Cut::Address))
    }

    fn cut(&mut self, span: Span, cut: &Cut) {
        // A tag may reach over the end of one stretch of text into the next; it counts once.
        if !self.beside && span.start() < self.cut_until {
            return;
        }
        self.cut_until = self.cut_until.max(if self.beside { 0 } else { span.end() });
        match cut {
            Cut::Address => {
                let target = self.text.get(span.range()).unwrap_or("");
                if self.draft.in_link() {
                    self.draft.opaque(span);
                } else {
                    self.draft.mark(Marking::Link, target);
                    self.draft.opaque(span);
                    self.draft.unmark(Marking::Link);
                }
            }
            Cut::Tag(index) => {
                self.advance(span.end());
                let value = |t: &&Tag| t.shown && matches!(t.kind, Kind::Value | Kind::Block);
                if self.tags.get(*index).filter(value).is_some() {
                    self.draft.opaque(span);
                }
            }
        }
    }

    /// The text without tags; within a JSX tag the text itself.
    pub(super) fn running(&self) -> &str {
        if self.in_tag { self.text } else { self.masked }
    }

    /// The tags that overlap a span, in order.
    pub(super) fn tags_in(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.tags.partition_point(|t| t.span.end() <= span.start());
        self.tags.iter().skip(first).map(|t| t.span).take_while(move |t| t.start() < span.end())
    }

    /// Writes raw HTML text: character references become text.
    pub(super) fn write_raw(&mut self, span: Span) {
        let raw = self.masked.get(span.range()).unwrap_or("");
        let pieces = raw_pieces(raw, span.start());
        self.write(&pieces);
    }
}

/// Raw HTML text as pieces.
pub(super) fn raw_pieces(raw: &str, base: usize) -> Vec<Piece> {
    html::decode(raw)
        .into_iter()
        .map(|(range, text)| Piece { span: Span::new(base + range.start, base + range.end), text })
        .collect()
}
