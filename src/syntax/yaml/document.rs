//! Finding the one document of a file: a file is read up to a second `---`.

use std::ops::Range;

use super::state::State;
use crate::text::Span;

/// The bytes of the first document in `text`, which begins at byte `base` of the source. What follows it is a fault.
///
/// A line that begins with `---` or `...` parts documents wherever it stands, even inside quotes.
pub(super) fn first(state: &mut State, text: &str, base: usize) -> Range<usize> {
    let (mut start, mut end, mut at, mut said) = (0, None, 0, false);
    for line in text.split_inclusive(['\n', '\r']) {
        let here = at;
        at += line.len();
        let mark = line.get(..3).filter(|_| {
            line.get(3..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
        });
        let rest = line.get(3..).unwrap_or("").trim();
        let silent = |text: &str| text.is_empty() || text.starts_with('#');
        match mark {
            Some("---") if !said && end.is_none() => {
                // Text on the marker's own line is the parser's to read.
                start = if silent(rest) { at } else { here };
                said = true;
            }
            Some("---" | "...") if silent(rest) => {
                end.get_or_insert(here);
            }
            _ if silent(line.trim()) => {}
            _ if !said && line.starts_with('%') => {
                start = at;
                let span = Span::new(base + here, base + here + line.trim_end().len());
                let help = "delete the line; put text that begins with `%` in quotes";
                state.fault("yaml/directive", span, "directives (`%`) are not read", help);
            }
            _ if end.is_none() && mark != Some("---") => said = true,
            _ => {
                let more = end.unwrap_or(here);
                let help = "keep one document in a file: move what follows to a file of its own";
                let mark = Span::new(base + more, base + more + 3);
                state.fault("yaml/documents", mark, "a second document begins here, which is not read", help);
                return start..more;
            }
        }
    }
    start..end.unwrap_or(text.len())
}
