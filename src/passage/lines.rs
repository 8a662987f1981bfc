//! Plain text as passages: paragraphs by blank lines, list items, headings, mail headers, quoted lines.

use crate::syntax::tags::Dialect;
use crate::text::Span;

use super::reader::{Piece, Prepared, Reader};
use super::{Part, Reading};

/// Reads plain text from an offset on. Offsets in the result count from the start of `text`.
///
/// The lines `From:`, `To:` and the like at the top are not copy; `Subject:` is, wherever a paragraph begins with it.
pub fn lines(text: &str, from: usize) -> Reading {
    let prepared = Prepared::new(text, Dialect::Text);
    let mut reader = prepared.reader(text);
    let body = reader.masked.get(from..).unwrap_or("");
    paragraphs(&mut reader, body, from, true);
    reader.advance(text.len());
    reader.draft.finish()
}

/// Headers of a mail that are not copy.
const HEADERS: &[&str] =
    &["from", "to", "cc", "bcc", "date", "sent", "reply-to", "sender", "message-id", "attachments"];
/// Headers that hold copy, and under which key.
const COPY_HEADERS: &[(&str, &str)] = &[
    ("preheader", "preheader"),
    ("preview text", "preheader"),
    ("preview", "preheader"),
    ("pre-header", "preheader"),
];

/// Lines that belong together.
#[derive(Default)]
struct Group {
    item: bool,
    quoted: bool,
    lines: Vec<Span>,
}

/// What a line that is a remark to the checker begins with.
const REMARK: &str = "# refrain-";

/// Reads the paragraphs of `block`, which stands at `base` in the reader's text. `remarks`: a line may be a remark.
pub(super) fn paragraphs(reader: &mut Reader<'_>, block: &str, base: usize, remarks: bool) {
    let mut group = Group::default();
    let (mut at, mut top) = (base, true);
    for line in block.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let (quoted, body) = unquoted(line);
        let offset = start + line.len() - body.len();
        let body = body.trim_end();
        let span = |from: usize| Span::new(offset + from, offset + body.len());
        if body.is_empty() {
            flush(reader, &mut group, None);
            continue;
        }
        if remarks && body.starts_with(REMARK) {
            flush(reader, &mut group, None);
            reader.draft.comment(body.trim_start_matches("# "), span(0));
            continue;
        }
        if quoted != group.quoted {
            flush(reader, &mut group, None);
        }
        if group.lines.is_empty()
            && let Some((part, from)) = header(body, top)
        {
            if let Some(part) = part {
                let lines = vec![span(from)];
                flush(reader, &mut Group { item: false, quoted, lines }, Some(part));
            }
            continue;
        }
        top = false;
        if is_rule(body) {
            let level = if body.starts_with('=') { 1 } else { 2 };
            let underline = group.lines.len() == 1 && !group.item && body.starts_with(['=', '-']);
            flush(reader, &mut group, underline.then_some(Part::Heading(level)));
            continue;
        }
        let marker = marker(body);
        if marker > 0 {
            flush(reader, &mut group, None);
            group.item = true;
        }
        group.quoted = quoted;
        group.lines.push(span(marker));
    }
    flush(reader, &mut group, None);
}

/// Writes a group as a passage.
fn flush(reader: &mut Reader<'_>, group: &mut Group, part: Option<Part>) {
    let group = std::mem::take(group);
    let (Some(first), Some(last)) = (group.lines.first(), group.lines.last()) else { return };
    let shouted = group.lines.len() == 1 && !group.item && is_shouted(reader.slice(*first));
    let part = part.unwrap_or(match (group.item, shouted) {
        (true, _) => Part::ListItem,
        (_, true) => Part::Heading(2),
        _ => Part::Paragraph,
    });
    reader.advance(first.start());
    if group.quoted {
        reader.draft.enter_quote();
    }
    reader.draft.enter(part);
    let mut before = first.start();
    for &span in &group.lines {
        reader.draft.blank(Span::new(before, span.start()));
        reader.write(&[Piece { span, text: None }]);
        before = span.end();
    }
    reader.draft.leave();
    if group.quoted {
        reader.draft.leave();
    }
    reader.advance(last.end());
}

/// Whether a line is quoted (`> `), and the rest of it.
fn unquoted(line: &str) -> (bool, &str) {
    let mut body = line.trim_start_matches([' ', '\t']);
    let mut quoted = false;
    while let Some(rest) = body.strip_prefix('>') {
        quoted = true;
        body = rest.trim_start_matches([' ', '\t']);
    }
    (quoted, body)
}

/// The part and the start of the value, if a line is a mail header; no part where it is not copy.
fn header(line: &str, top: bool) -> Option<(Option<Part>, usize)> {
    let (name, value) = line.split_once(':').filter(|(name, _)| name.len() <= 20)?;
    let from = line.len() - value.trim_start().len();
    let name = name.trim().to_ascii_lowercase();
    if name == "subject" || name == "subject line" {
        return Some((Some(Part::Subject), from));
    }
    if let Some((_, key)) = COPY_HEADERS.iter().find(|(header, _)| *header == name) {
        return Some((Some(Part::Meta((*key).to_owned())), from));
    }
    (top && HEADERS.contains(&name.as_str())).then_some((None, from))
}

/// Whether a line only parts or underlines.
fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|b| *b != b' ');
    let first = marks.next();
    first.is_some_and(|f| b"-=*_~#".contains(&f) && marks.all(|b| b == f)) && line.len() >= 2
}

/// The length of a list marker with the blanks behind it.
fn marker(line: &str) -> usize {
    // More digits than two are a year or a figure, not the number of an item.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or("");
    let mark = if digits > 2 {
        0
    } else if digits > 0 {
        usize::from(rest.starts_with(['.', ')']))
    } else {
        rest.chars()
            .next()
            .filter(|c| matches!(c, '-' | '*' | '+' | '•' | '–' | '◦' | '▪' | '·'))
            .map_or(0, char::len_utf8)
    };
    let body = rest.get(mark..).unwrap_or("");
    let blanks = body.len() - body.trim_start_matches([' ', '\t', '\u{a0}']).len();
    if mark == 0 || blanks == 0 { 0 } else { digits + mark + blanks }
}

/// Whether a line is all capitals and no sentence, as headings in plain text are.
fn is_shouted(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && line.chars().count() <= 80
        && !line.contains(char::is_lowercase)
        && line.contains(char::is_uppercase)
        && !line.ends_with(['.', '!', '?', ',', ';'])
}
