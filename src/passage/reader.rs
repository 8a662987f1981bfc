//! What all readers share: running text is cut at template tags and addresses, and tags are met in their order.

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
            beside: false,
        }
    }
}

impl Reader<'_> {
    /// Takes note of all tags that begin before an offset: remarks are kept, JSX elements opened and closed.
    pub(super) fn advance(&mut self, to: usize) {
        if self.beside {
            return;
        }
        while let Some(&tag) = self.tags.get(self.next_tag).filter(|t| t.span.start() < to) {
            self.next_tag += 1;
            let inside = self.text.get(tag.span.range()).unwrap_or("");
            match tag.kind {
                Kind::Comment => {
                    let remark =
                        inside.trim_matches(['{', '}', '%', '#', '/', '*', '!', '-', '~', ' ', '\n', '\r']);
                    self.draft.comment(remark, tag.span);
                }
                Kind::Element => {
                    let plain = tags::jsx_as_html(inside);
                    for token in html::tokens(&plain, tag.span.start()) {
                        self.token(&token, true, !tag.shown);
                    }
                }
                Kind::Value | Kind::Block | Kind::Attributes | Kind::Module => {}
            }
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
        let cuts = self.cuts(hull);
        let mut cuts = cuts.iter().peekable();
        let mut written = hull.start();
        for piece in pieces {
            let mut at = piece.span.start().max(written);
            while at < piece.span.end() {
                while cuts.next_if(|(span, _)| span.end() <= at).is_some() {}
                let next = cuts.peek().map_or(usize::MAX, |(span, _)| span.start());
                let until = piece.span.end().min(next);
                if at < until {
                    match &piece.text {
                        Some(text) if at == piece.span.start() => self.draft.replaced(text, piece.span),
                        Some(_) => {}
                        None => self.draft.verbatim(Span::new(at, until)),
                    }
                    at = if piece.text.is_some() { piece.span.end() } else { until };
                } else if let Some((span, cut)) = cuts.next() {
                    self.cut(*span, cut);
                    at = span.end();
                }
            }
            written = written.max(at);
        }
        self.advance(hull.end());
    }

    /// The tags and addresses in a span, in order and apart. An address holds the tags in it.
    fn cuts(&self, hull: Span) -> Vec<(Span, Cut)> {
        let running = self.masked.get(hull.range()).unwrap_or("");
        let addresses = urls::find(running);
        let mut cuts: Vec<(Span, Cut)> = addresses
            .into_iter()
            .map(|r| (Span::new(hull.start() + r.start, hull.start() + r.end), Cut::Address))
            .collect();
        let first = self.tags.partition_point(|t| t.span.end() <= hull.start());
        let inside =
            self.tags.iter().enumerate().skip(first).take_while(|(_, t)| t.span.start() < hull.end());
        let found = cuts.len();
        for (index, tag) in inside {
            let near =
                cuts.get(..found).unwrap_or(&[]).partition_point(|(span, _)| span.end() <= tag.span.start());
            if !cuts.get(..found).and_then(|c| c.get(near)).is_some_and(|(span, _)| span.overlaps(tag.span)) {
                cuts.push((tag.span, Cut::Tag(index)));
            }
        }
        cuts.sort_by_key(|(span, _)| *span);
        cuts
    }

    fn cut(&mut self, span: Span, cut: &Cut) {
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
