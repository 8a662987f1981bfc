//! Columns on long lines: counted once, then from the nearest mark, so that many places on one line cost no more than few.

use unicode_segmentation::UnicodeSegmentation;

/// Bytes between two marks.
const STEP: usize = 2_048;

/// How many units of each sort stand before a place on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) byte: usize,
    pub(super) utf16: usize,
    pub(super) scalar: usize,
    pub(super) grapheme: usize,
}

impl Columns {
    /// The columns behind `text`, which begins where these are.
    pub(super) fn after(self, text: &str) -> Self {
        // Of plain letters each counts one in every unit; a line end of two is one grapheme.
        if text.is_ascii() && !text.contains("\r\n") {
            let n = text.len();
            let Self { byte, utf16, scalar, grapheme } = self;
            return Self { byte: byte + n, utf16: utf16 + n, scalar: scalar + n, grapheme: grapheme + n };
        }
        Self {
            byte: self.byte + text.len(),
            utf16: self.utf16 + text.encode_utf16().count(),
            scalar: self.scalar + text.chars().count(),
            grapheme: self.grapheme + text.graphemes(true).count(),
        }
    }
}

/// Marks on the lines that are longer than a step: their first bytes, and columns at ends of graphemes.
#[derive(Debug, Default)]
pub(super) struct Marks {
    lines: Vec<(usize, Vec<Columns>)>,
}

impl Marks {
    /// Whether a place so far behind its line's start is looked up.
    pub(super) fn are_for(behind_start: usize) -> bool {
        behind_start > STEP
    }

    /// Marks the lines of a text, given where they begin.
    pub(super) fn of(text: &str, starts: &[u32]) -> Self {
        let ends = starts.iter().skip(1).map(|&end| end as usize).chain(std::iter::once(text.len()));
        let lines = starts.iter().map(|&start| start as usize).zip(ends);
        let long = lines.filter(|(start, end)| Self::are_for(end - start));
        Self { lines: long.map(|(start, end)| (start, mark(text.get(start..end).unwrap_or("")))).collect() }
    }

    /// The last mark at or before a place on the line that begins at `start`.
    pub(super) fn before(&self, start: usize, behind_start: usize) -> Columns {
        let Ok(line) = self.lines.binary_search_by_key(&start, |(start, _)| *start) else {
            return Columns::default();
        };
        let marks = self.lines.get(line).map_or(&[][..], |(_, marks)| marks);
        let next = marks.partition_point(|mark| mark.byte <= behind_start);
        next.checked_sub(1).and_then(|last| marks.get(last)).copied().unwrap_or_default()
    }
}

fn mark(line: &str) -> Vec<Columns> {
    let (mut marks, mut at) = (vec![], Columns::default());
    for grapheme in line.graphemes(true) {
        at.byte += grapheme.len();
        at.utf16 += grapheme.encode_utf16().count();
        at.scalar += grapheme.chars().count();
        at.grapheme += 1;
        if at.byte >= (marks.len() + 1) * STEP {
            marks.push(at);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn a_long_line_is_counted_like_a_short_one() {
        let line = "aé👩‍🔧🇩🇪🇫🇷 e\u{301}\t".repeat(600);
        let text = format!("short\n{line}\nshort again");
        let source = Source::new("a", text.as_str());
        for (at, _) in line.char_indices().step_by(97) {
            let naive = Columns::default().after(&line[..at]);
            let position = source.position(6 + at);
            let found = [position.byte - 1, position.utf16 - 1, position.scalar - 1, position.grapheme - 1];
            assert_eq!(found, [naive.byte, naive.utf16, naive.scalar, naive.grapheme], "byte {at}");
            assert_eq!(position.line, 2);
        }
    }
}
