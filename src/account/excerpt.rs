//! The lines that hold a place, trimmed around its marks, with a row of carets under each.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::limits;
use crate::text::{Place, Source, Span, visible};

/// How many lines of one place are shown.
const LINES: usize = 4;

/// A line of an excerpt; without a number it stands for lines that are left out.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The line's number in the file.
    pub number: Option<usize>,
    /// The line, or the part of it around the marks.
    pub text: String,
    /// Carets under what is meant.
    pub marks: String,
    /// The same text in pieces, each with whether it is meant.
    pub pieces: Vec<(String, bool)>,
}

/// The rows that show a place in a terminal of `width` columns; none where the source has no text.
pub fn rows(place: &Place, width: usize) -> Vec<Row> {
    let source = place.source();
    if source.text().is_empty() {
        return vec![];
    }
    let mut lines: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for span in place.spans() {
        let (first, last) =
            (source.line_of(span.start()), source.line_of(span.end().max(span.start() + 1) - 1));
        for number in (first..=last.max(first)).take(LINES + 1) {
            lines.entry(number).or_default().push(span);
        }
    }
    let gutter = place.end().line.to_string().len() + 3;
    let width = width.saturating_sub(gutter).clamp(40, limits::EXCERPT_COLUMNS);
    let (mut rows, mut before) = (vec![], None::<usize>);
    for (shown, (number, spans)) in lines.into_iter().enumerate() {
        let follows = before.is_none_or(|before| before + 1 == number);
        if shown == LINES || !follows {
            rows.push(Row::default());
        }
        if shown == LINES {
            break;
        }
        rows.push(row(source, number, &spans, width));
        before = Some(number);
    }
    rows
}

/// What a reader calls a character, as it is shown.
struct Cell {
    span: Span,
    shown: String,
    width: usize,
}

fn row(source: &Source, number: usize, spans: &[Span], width: usize) -> Row {
    let line = source.line_span(number);
    let first = spans.iter().map(|s| s.start()).min().unwrap_or(0).clamp(line.start(), line.end());
    let near = near(source.text(), line, first, width);
    let cells = cells(source, near);
    let cuts = cuts(&cells, first, width, near.start() > line.start(), near.end() < line.end());
    let (mut text, mut marks, mut pieces) = (String::new(), String::new(), vec![]);
    if cuts.start > 0 || near.start() > line.start() {
        text.push_str("... ");
        push(&mut pieces, "... ", false);
        marks.push_str("    ");
    }
    for cell in cells.get(cuts.clone()).unwrap_or(&[]) {
        text.push_str(&cell.shown);
        let marked =
            spans.iter().any(|s| s.overlaps(cell.span) || s.is_empty() && s.start() == cell.span.start());
        push(&mut pieces, &cell.shown, marked);
        marks.push_str(&(if marked { "^" } else { " " }).repeat(cell.width));
    }
    if cuts.end < cells.len() || near.end() < line.end() {
        text.push_str(" ...");
        push(&mut pieces, " ...", false);
    } else if !marks.contains('^') {
        // An empty place at the line's end, or in an empty line.
        marks.push('^');
    }
    marks.truncate(marks.trim_end().len());
    text.truncate(text.trim_end().len());
    Row { number: Some(number), text, marks, pieces }
}

/// Adds to the last piece what is meant as much as it is.
fn push(pieces: &mut Vec<(String, bool)>, text: &str, meant: bool) {
    match pieces.last_mut() {
        Some((last, of_it)) if *of_it == meant => last.push_str(text),
        _ => pieces.push((text.to_owned(), meant)),
    }
}

/// The part of a line around an offset that can be in view; a long line costs no more than a short one.
fn near(text: &str, line: Span, offset: usize, width: usize) -> Span {
    let reach = width * 8;
    let (mut start, mut end) =
        (offset.saturating_sub(reach).max(line.start()), (offset + reach).min(line.end()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

fn cells(source: &Source, near: Span) -> Vec<Cell> {
    let cell = |(at, grapheme): (usize, &str)| {
        let start = near.start() + at;
        let shown = if grapheme == "\t" { "    ".to_owned() } else { visible(grapheme).into_owned() };
        Cell { span: Span::new(start, start + grapheme.len()), width: shown.width(), shown }
    };
    source.slice(near).grapheme_indices(true).map(cell).collect()
}

/// Which cells fit: all, or a window with about a third of its room before the first mark, cut between words.
fn cuts(
    cells: &[Cell],
    first: usize,
    width: usize,
    more_before: bool,
    more_behind: bool,
) -> std::ops::Range<usize> {
    let total: usize = cells.iter().map(|c| c.width).sum();
    if total <= width && !more_before && !more_behind {
        return 0..cells.len();
    }
    let room = width.saturating_sub(8);
    let mark = cells.partition_point(|c| c.span.start() < first);
    let walk = |mut room: usize, cells: &mut dyn Iterator<Item = &Cell>| {
        let fits = |cell: &&Cell| match room.checked_sub(cell.width) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        };
        cells.take_while(fits).count()
    };
    let before = cells.get(..mark).unwrap_or(&[]);
    let mut start = mark - walk(room / 3, &mut before.iter().rev());
    if start > 0 || more_before {
        let blank = cells.get(start..mark).and_then(|cells| cells.iter().position(|c| c.shown == " "));
        start += blank.map_or(0, |at| at + 1);
    }
    let behind = cells.get(start..).unwrap_or(&[]);
    let mut end = start + walk(room, &mut behind.iter());
    if end < cells.len() || more_behind {
        let blank = cells.get(mark..end).and_then(|cells| cells.iter().rposition(|c| c.shown == " "));
        end = blank.map_or(end, |at| mark + at);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn shown(source: &Arc<Source>, words: &str, width: usize) -> Vec<(String, String)> {
        let at = source.text().find(words).unwrap();
        let place = Place::new(source, Span::new(at, at + words.len()));
        rows(&place, width).into_iter().map(|r| (r.text, r.marks)).collect()
    }

    #[test]
    fn a_long_line_is_trimmed_around_the_mark() {
        let text = format!("{}the wrong words{}\n", "before ".repeat(3_000), " behind".repeat(3_000));
        let (text, marks) = shown(&Source::new("a", text), "wrong words", 60).remove(0);
        assert_eq!(text, "... before the wrong words behind behind behind ...");
        assert_eq!(marks, "               ^^^^^^^^^^^");
    }

    #[test]
    fn marks_stand_under_wide_and_joined_characters() {
        let source = Source::new("a", "日本 👩‍🔧\twrong\x1b end\n");
        let (text, marks) = shown(&source, "wrong", 80).remove(0);
        assert_eq!(text, "日本 👩‍🔧    wrong<U+001B> end");
        assert_eq!(marks, format!("{}^^^^^", " ".repeat("日本 👩‍🔧    ".width())));
    }

    #[test]
    fn an_empty_place_at_a_line_end_is_seen() {
        let source = Source::new("a", "one\n\ntwo");
        for (at, text, marks) in [(3, "one", "   ^"), (4, "", "^"), (8, "two", "   ^")] {
            let row = rows(&Place::new(&source, Span::new(at, at)), 80).remove(0);
            assert_eq!((row.text.as_str(), row.marks.as_str()), (text, marks));
        }
    }

    #[test]
    fn many_lines_are_shown_by_their_beginning() {
        let source = Source::new("a", "one\n".repeat(100_000));
        let rows = rows(&Place::new(&source, Span::new(0, source.text().len())), 80);
        assert_eq!(rows.len(), LINES + 1);
        assert_eq!(rows.last().unwrap().number, None);
    }
}
