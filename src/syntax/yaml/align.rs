//! The way back from a scalar's decoded text to the bytes it was written with.
//!
//! The text is already known, so nothing is decoded a second time: raw bytes and text are walked side by side, and what
//! does not agree gives no map at all rather than a wrong one.

use super::Style;
use crate::text::{Map, RunKind, Span};

/// Aligns the raw bytes of a scalar (quotes and block indicator included), which begin at byte `base` of the source,
/// with its decoded text. Nothing where the two do not agree.
pub(super) fn align(raw: &str, base: usize, text: &str, style: Style) -> Option<Map> {
    let inner = |quote| raw.strip_prefix(quote)?.strip_suffix(quote);
    match style {
        Style::Plain => Walk::new(raw, base, text).flow(style),
        Style::Single => Walk::new(inner('\'')?, base + 1, text).flow(style),
        Style::Double => Walk::new(inner('"')?, base + 1, text).flow(style),
        Style::Literal | Style::Folded => {
            let header = raw.find(['\n', '\r']).map_or(raw.len(), |at| at + break_length(raw, at));
            Walk::new(raw.get(header..)?, base + header, text).block(style == Style::Folded)
        }
    }
}

/// How far both sides have been read.
struct Walk<'a> {
    raw: &'a str,
    base: usize,
    read: usize,
    text: &'a str,
    told: usize,
    map: Map,
}

impl<'a> Walk<'a> {
    fn new(raw: &'a str, base: usize, text: &'a str) -> Self {
        Self { raw, base, read: 0, text, told: 0, map: Map::default() }
    }

    fn rest(&self) -> &'a str {
        self.raw.get(self.read..).unwrap_or("")
    }

    fn wanted(&self) -> &'a str {
        self.text.get(self.told..).unwrap_or("")
    }

    /// Pairs the next `raw` bytes with the next `text` bytes.
    fn pair(&mut self, raw: usize, text: usize, kind: RunKind) {
        let start = self.base + self.read;
        self.map.push(text, Span::new(start, start + raw), kind);
        self.read += raw;
        self.told += text;
    }

    /// Pairs bytes that must be the same on both sides.
    fn same(&mut self, length: usize) -> Option<()> {
        let here = self.rest().get(..length)?;
        self.wanted().starts_with(here).then(|| self.pair(length, length, RunKind::Verbatim))
    }

    /// Pairs a line break with the `\n` that stands for it, if one is wanted here; else passes over it.
    fn line_break(&mut self) {
        let length = break_length(self.raw, self.read);
        if !self.wanted().starts_with('\n') {
            self.read += length;
        } else if self.rest().starts_with('\n') {
            self.pair(length, 1, RunKind::Verbatim);
        } else {
            self.pair(length, 1, RunKind::Replaced);
        }
    }

    fn done(self) -> Option<Map> {
        (self.told == self.text.len()).then_some(self.map)
    }

    /// Plain and quoted scalars: blanks around a line break vanish, one break is a blank, more are one fewer.
    fn flow(mut self, style: Style) -> Option<Map> {
        while let Some(first) = self.rest().bytes().next() {
            match first {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    let gap = length_of(self.rest(), |b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
                    let blanks = length_of(self.rest(), |b| matches!(b, b' ' | b'\t'));
                    if blanks == gap { self.same(gap)? } else { self.fold(gap)? }
                }
                b'\'' if style == Style::Single => {
                    self.rest().starts_with("''").then_some(())?;
                    self.wanted().starts_with('\'').then(|| self.pair(2, 1, RunKind::Replaced))?;
                }
                b'\\' if style == Style::Double => self.escape()?,
                _ => {
                    let stop = |b: u8| {
                        matches!(b, b' ' | b'\t' | b'\n' | b'\r')
                            || (b == b'\'' && style == Style::Single)
                            || (b == b'\\' && style == Style::Double)
                    };
                    self.same(length_of(self.rest(), |b| !stop(b)))?;
                }
            }
        }
        self.done()
    }

    /// White space that holds at least one line break.
    fn fold(&mut self, gap: usize) -> Option<()> {
        if count_breaks(self.rest().get(..gap)?) == 1 {
            self.wanted().starts_with(' ').then(|| self.pair(gap, 1, RunKind::Synthetic))
        } else {
            self.breaks_after_the_first(gap)
        }
    }

    /// Passes over the first line break of a gap; every further one stands for `\n`.
    fn breaks_after_the_first(&mut self, gap: usize) -> Option<()> {
        let end = self.read + gap;
        let mut first = true;
        while self.read < end {
            match self.rest().bytes().next() {
                Some(b' ' | b'\t') => self.read += 1,
                _ if first => {
                    self.read += break_length(self.raw, self.read);
                    first = false;
                }
                _ => {
                    self.wanted().starts_with('\n').then_some(())?;
                    self.line_break();
                }
            }
        }
        Some(())
    }

    /// One escape is one character of text, but for an escaped line break, which is none.
    fn escape(&mut self) -> Option<()> {
        let rest = self.rest();
        let hex = |from: usize| u32::from_str_radix(rest.get(from..from + 4)?, 16).ok();
        let length = match rest.as_bytes().get(1)? {
            b'x' => 4,
            b'u' if hex(2).is_some_and(|unit| (0xD800..0xDC00).contains(&unit)) => 12,
            b'u' => 6,
            b'U' => 10,
            b'\n' | b'\r' => {
                self.read += 1;
                let gap = length_of(self.rest(), |b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
                return self.breaks_after_the_first(gap);
            }
            _ => 2,
        };
        rest.get(..length)?;
        let character = self.wanted().chars().next()?;
        self.pair(length, character.len_utf8(), RunKind::Replaced);
        Some(())
    }

    /// Literal and folded blocks, line by line. Which breaks are kept is told by the text.
    fn block(mut self, folded: bool) -> Option<Map> {
        let indent = indent(self.raw, self.text);
        self.read += indent_of(self.rest(), indent);
        while !self.rest().is_empty() {
            self.same(length_of(self.rest(), |b| !matches!(b, b'\n' | b'\r')))?;
            if self.rest().is_empty() {
                break;
            }
            let length = break_length(self.raw, self.read);
            let next = self.rest().get(length..).unwrap_or("");
            let stripped = indent_of(next, indent);
            let goes_on = next.get(stripped..).is_some_and(|l| !l.starts_with([' ', '\t', '\n', '\r']));
            if folded && goes_on && self.wanted().starts_with(' ') {
                self.pair(length + stripped, 1, RunKind::Synthetic);
            } else {
                self.line_break();
                self.read += stripped;
            }
        }
        // The file's last line may lack the break that its text has.
        if self.wanted() == "\n" {
            self.pair(0, 1, RunKind::Synthetic);
        }
        self.done()
    }
}

fn length_of(text: &str, holds: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|b| !holds(b)).unwrap_or(text.len())
}

fn break_length(text: &str, at: usize) -> usize {
    if text.get(at..).is_some_and(|t| t.starts_with("\r\n")) { 2 } else { 1 }
}

fn count_breaks(gap: &str) -> usize {
    gap.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() - gap.matches("\r\n").count()
}

/// How many blanks of a line are its block's indentation.
fn indent_of(line: &str, indent: usize) -> usize {
    length_of(line, |b| b == b' ').min(indent)
}

/// The indentation of a block: how much deeper its first visible character stands in the file than in the text. (The
/// indicator in the header counts from the parent, which is not known here.)
fn indent(raw: &str, text: &str) -> usize {
    let column = |t: &str| {
        let at = t.find(|c| !matches!(c, ' ' | '\n' | '\r'))?;
        Some(at - t.get(..at)?.rfind(['\n', '\r']).map_or(0, |b| b + 1))
    };
    let widest = |t: &str| t.split(['\n', '\r']).map(str::len).max().unwrap_or(0);
    match (column(raw), column(text)) {
        (Some(raw), Some(text)) => raw.saturating_sub(text),
        _ => widest(raw).saturating_sub(widest(text)),
    }
}
