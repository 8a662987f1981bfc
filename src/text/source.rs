//! One file's decoded text, with its line index and four ways to count columns.

use std::sync::{Arc, OnceLock};

use super::Span;
use super::columns::{Columns, Marks};

/// How the bytes of a file were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark, which is not part of the text.
    Utf8Bom,
    /// UTF-16, little endian, told by its byte order mark.
    Utf16Le,
    /// UTF-16, big endian, told by its byte order mark.
    Utf16Be,
}

/// A piece of a file that is not text: a bad byte sequence or a NUL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where it stands in the decoded text.
    pub span: Span,
    /// What is wrong there, as a lowercase phrase.
    pub what: String,
}

/// A position in a source: the line and the column in four units, all counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes of UTF-8, from 1.
    pub byte: usize,
    /// The column in UTF-16 code units, from 1 (SARIF, editors).
    pub utf16: usize,
    /// The column in Unicode scalar values, from 1.
    pub scalar: usize,
    /// The column in what a reader calls characters, from 1.
    pub grapheme: usize,
}

/// One file's name and its decoded text.
///
/// Line ends stay as they are in the file; a byte order mark is not part of the text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    encoding: Encoding,
    line_starts: Vec<u32>,
    /// Made when a column far along a line is first asked for.
    marks: OnceLock<Marks>,
}

impl Source {
    /// A source from text that is already decoded. `path` is relative to the project, with `/`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::with_encoding(path.into(), text.into(), Encoding::Utf8)
    }

    /// Decodes `bytes`. Nothing fails: what is not text becomes U+FFFD and is told as [`Damage`].
    pub fn decode(path: impl Into<String>, bytes: &[u8]) -> (Arc<Self>, Vec<Damage>) {
        let path = path.into();
        let (encoding, body) = match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8Bom, rest),
            [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
            [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
            _ => (Encoding::Utf8, bytes),
        };
        let (text, mut damage) = match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => decode_utf8(body),
            Encoding::Utf16Le => decode_utf16(body, u16::from_le_bytes),
            Encoding::Utf16Be => decode_utf16(body, u16::from_be_bytes),
        };
        damage.extend(text.match_indices('\0').map(|(at, _)| Damage {
            span: Span::new(at, at + 1),
            what: "a NUL byte, so this is not a text file".to_owned(),
        }));
        damage.sort_by_key(|d| d.span);
        (Self::with_encoding(path, text, encoding), damage)
    }

    fn with_encoding(path: String, text: String, encoding: Encoding) -> Arc<Self> {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        Arc::new(Self { path, text, encoding, line_starts, marks: OnceLock::new() })
    }

    /// The same file with blanks in place of some spans: every other place and every line stays where it is.
    #[must_use]
    pub fn blanked(&self, spans: &[Span]) -> Arc<Self> {
        let mut text = String::with_capacity(self.text.len());
        let mut spans: Vec<Span> = spans.to_vec();
        spans.sort_unstable();
        for span in spans {
            let at = text.len();
            text.push_str(self.text.get(at..span.start()).unwrap_or(""));
            let hidden = self.text.get(text.len()..span.end()).unwrap_or("");
            for c in hidden.chars() {
                match c {
                    '\n' | '\r' => text.push(c),
                    c => text.extend(std::iter::repeat_n(' ', c.len_utf8())),
                }
            }
        }
        text.push_str(self.text.get(text.len()..).unwrap_or(""));
        Self::with_encoding(self.path.clone(), text, self.encoding)
    }

    /// The bytes of another text in the encoding of this file. Of its own text they are those that were decoded, unless
    /// there was damage.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Bom => ["\u{FEFF}".as_bytes(), text.as_bytes()].concat(),
            Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        }
    }

    /// The file's name: relative to the project, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file was encoded, for writing it back.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The text of a span, or nothing where the span is not in this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The span of a line (counted from 1) without its line end. Past the end: the empty last span.
    pub fn line_span(&self, line: usize) -> Span {
        let end_of_text = self.text.len();
        let start = self.line_starts.get(line.saturating_sub(1)).map_or(end_of_text, |&s| s as usize);
        let end = self.line_starts.get(line).map_or(end_of_text, |&s| s as usize);
        let body = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + body.trim_end_matches(['\n', '\r']).len())
    }

    /// The line (from 1) that holds a byte offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&s| s as usize <= offset).max(1)
    }

    /// The position of a byte offset. An offset inside a character counts as that character's start.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = self.line_starts.get(line - 1).map_or(0, |&s| s as usize);
        let mark = if Marks::are_for(offset - start) {
            self.marks.get_or_init(|| Marks::of(&self.text, &self.line_starts)).before(start, offset - start)
        } else {
            Columns::default()
        };
        let before = mark.after(self.text.get(start + mark.byte..offset).unwrap_or(""));
        Position {
            line,
            byte: before.byte + 1,
            utf16: before.utf16 + 1,
            scalar: before.scalar + 1,
            grapheme: before.grapheme + 1,
        }
    }
}

fn decode_utf8(bytes: &[u8]) -> (String, Vec<Damage>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), vec![]);
    }
    let (mut text, mut damage) = (String::with_capacity(bytes.len()), vec![]);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let [first, ..] = chunk.invalid() {
            let start = text.len();
            text.push('\u{FFFD}');
            damage.push(Damage {
                span: Span::new(start, text.len()),
                what: format!("byte 0x{first:02X} is not UTF-8"),
            });
        }
    }
    (text, damage)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Vec<Damage>) {
    let (mut text, mut damage) = (String::with_capacity(bytes.len()), vec![]);
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut mark = |text: &mut String, what: &str| {
        let start = text.len();
        text.push('\u{FFFD}');
        damage.push(Damage { span: Span::new(start, text.len()), what: what.to_owned() });
    };
    for unit in char::decode_utf16(pairs.iter().map(|p| unit(*p))) {
        match unit {
            Ok(c) => text.push(c),
            Err(_) => mark(&mut text, "half of a UTF-16 pair"),
        }
    }
    if !rest.is_empty() {
        mark(&mut text, "an odd last byte, so this UTF-16 file was cut off");
    }
    (text, damage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_in_four_units() {
        let source = Source::new("a.md", "one\r\nö👩‍🔧x\n");
        let x = source.text().find('x').map(|at| source.position(at));
        let wanted = Position { line: 2, byte: 14, utf16: 7, scalar: 5, grapheme: 3 };
        assert_eq!(x, Some(wanted));
        assert_eq!(source.slice(source.line_span(1)), "one");
        assert_eq!(source.slice(source.line_span(9)), "");
    }

    #[test]
    fn what_is_blanked_leaves_every_place_where_it_was() {
        let source = Source::new("a.yaml", "- {id: a}\n- {id: ö,\n  b: c}\n- last\n");
        let blank = source.blanked(&[Span::new(12, 21), Span::new(14, 27), Span::new(3, 5)]);
        assert_eq!(blank.text(), "- {  : a}\n-         \n      }\n- last\n");
        assert_eq!(blank.text().len(), source.text().len());
    }

    #[test]
    fn bad_bytes_and_nul_are_named_with_their_place() {
        let (source, damage) = Source::decode("a.md", b"ok\nb\xFFd \0\n");
        let places: Vec<_> = damage
            .iter()
            .map(|d| (source.position(d.span.start()).line, source.position(d.span.start()).scalar))
            .collect();
        assert_eq!(places, [(2, 2), (2, 5)]);
        assert_eq!(damage[0].what, "byte 0xFF is not UTF-8");
    }

    #[test]
    fn marks_and_utf16_are_read() {
        for bytes in [&b"\xEF\xBB\xBFh\xC3\xA9"[..], b"\xFF\xFEh\0\xE9\0", b"\xFE\xFF\0h\0\xE9"] {
            let (source, damage) = Source::decode("a", bytes);
            assert_eq!((source.text(), damage.len()), ("hé", 0));
            assert_eq!(source.encode(source.text()), bytes);
        }
        assert_eq!(Source::decode("a", b"\xFF\xFEh\0\xE9").1.len(), 1);
    }
}
