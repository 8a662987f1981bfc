//! The way back: which bytes of a source a derived text came from, run by run.

use std::ops::Range;

use super::Span;

/// How the text of a run relates to the bytes of its source span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// The very same bytes: a fix may edit them.
    Verbatim,
    /// Other bytes for the same text: an entity (`&amp;`), an escape (`\n`).
    Replaced,
    /// Text that no byte stands for: the blank between two lines of a paragraph.
    Synthetic,
    /// One U+FFFC in the text for bytes that are not copy: code, a URL, a template tag.
    Opaque,
}

/// The character that stands for an opaque run in derived text.
pub const OPAQUE: char = '\u{FFFC}';

/// One stretch of derived text and the source bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First byte in the derived text.
    pub at: u32,
    /// Length in the derived text, in bytes.
    pub len: u32,
    /// The bytes in the source; for a synthetic run the (maybe empty) span it replaces.
    pub source: Span,
    /// How the two relate.
    pub kind: RunKind,
}

/// A derived text's map back to its source: runs in order that cover the text without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    runs: Vec<Run>,
}

/// Where a range of derived text stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The pieces in the source, in order, adjacent ones joined; at least one unless the map is empty.
    pub spans: Vec<Span>,
    /// Whether the pieces hold exactly the range and nothing else.
    pub exact: bool,
    /// Whether every piece is verbatim, so that a fix may edit it.
    pub verbatim: bool,
}

impl Map {
    /// Adds a run at the end. `len` is the length of its derived text in bytes.
    pub fn push(&mut self, len: usize, source: Span, kind: RunKind) {
        if len == 0 {
            return;
        }
        let at = self.len();
        if let Some(last) = self.runs.last_mut()
            && last.kind == RunKind::Verbatim
            && kind == RunKind::Verbatim
            && last.source.end() == source.start()
        {
            last.len += len as u32;
            last.source = last.source.to(source);
            return;
        }
        self.runs.push(Run { at: at as u32, len: len as u32, source, kind });
    }

    /// The length of the derived text, in bytes.
    pub fn len(&self) -> usize {
        self.runs.last().map_or(0, |r| (r.at + r.len) as usize)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Where a range of the derived text stands in the source.
    pub fn locate(&self, range: Range<usize>) -> Located {
        let mut located = Located { spans: vec![], exact: true, verbatim: true };
        let first = self.runs.partition_point(|r| (r.at + r.len) as usize <= range.start);
        for run in self.runs.iter().skip(first) {
            let (start, end) = (run.at as usize, (run.at + run.len) as usize);
            if start >= range.end && !(range.is_empty() && start == range.start) {
                break;
            }
            let (from, to) = (range.start.max(start), range.end.min(end).max(range.start.max(start)));
            let span = match run.kind {
                RunKind::Verbatim => {
                    Span::new(run.source.start() + from - start, run.source.start() + to - start)
                }
                RunKind::Synthetic => {
                    located.verbatim = false;
                    continue;
                }
                RunKind::Replaced | RunKind::Opaque => {
                    located.verbatim = false;
                    located.exact &= from == start && to == end;
                    run.source
                }
            };
            match located.spans.last_mut() {
                Some(last) if last.end() == span.start() => *last = last.to(span),
                _ => located.spans.push(span),
            }
        }
        if located.spans.is_empty() {
            located.exact = false;
            let near = self.runs.get(first.min(self.runs.len().saturating_sub(1)));
            located.spans.extend(near.map(|r| r.source));
        }
        located
    }

    /// This map, seen through `outer`: `self` maps text C to text B, `outer` maps B to source A; gives C to A.
    #[must_use]
    pub fn through(&self, outer: &Map) -> Map {
        let mut map = Map::default();
        for run in &self.runs {
            if run.kind == RunKind::Verbatim {
                let (start, end) = (run.source.start(), run.source.end());
                let first = outer.runs.partition_point(|r| (r.at + r.len) as usize <= start);
                for o in outer.runs.iter().skip(first).take_while(|o| (o.at as usize) < end) {
                    let (from, to) = (start.max(o.at as usize), end.min((o.at + o.len) as usize));
                    let source = match o.kind {
                        RunKind::Verbatim => Span::new(
                            o.source.start() + from - o.at as usize,
                            o.source.start() + to - o.at as usize,
                        ),
                        _ => o.source,
                    };
                    map.push(to - from, source, o.kind);
                }
            } else {
                let located = outer.locate(run.source.range());
                let source = located.spans.iter().copied().reduce(Span::to).unwrap_or_default();
                map.push(run.len as usize, source, run.kind);
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(runs: &[(usize, usize, usize, RunKind)]) -> Map {
        let mut map = Map::default();
        for &(len, start, end, kind) in runs {
            map.push(len, Span::new(start, end), kind);
        }
        map
    }

    #[test]
    fn a_match_across_markup_has_several_spans() {
        // source: `slot **re**fill`, text: `slot refill`
        let m = map(&[
            (5, 0, 5, RunKind::Verbatim),
            (2, 7, 9, RunKind::Verbatim),
            (4, 11, 15, RunKind::Verbatim),
        ]);
        let located = m.locate(0..11);
        assert_eq!(located.spans, [Span::new(0, 5), Span::new(7, 9), Span::new(11, 15)]);
        assert!(located.exact && located.verbatim);
    }

    #[test]
    fn half_an_entity_is_not_exact() {
        let m = map(&[(1, 0, 1, RunKind::Verbatim), (2, 1, 7, RunKind::Replaced)]);
        let located = m.locate(0..2);
        assert!(!located.exact && !located.verbatim);
        assert_eq!(located.spans, [Span::new(0, 7)]);
    }

    #[test]
    fn maps_compose() {
        let outer = map(&[
            (4, 10, 14, RunKind::Verbatim),
            (1, 14, 16, RunKind::Replaced),
            (4, 16, 20, RunKind::Verbatim),
        ]);
        let inner = map(&[(3, 2, 5, RunKind::Verbatim)]);
        let m = inner.through(&outer);
        assert_eq!(m.locate(0..3).spans, [Span::new(12, 16)]);
        assert!(!m.locate(0..3).verbatim);
    }
}
