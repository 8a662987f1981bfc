//! Cutting a text that cannot be read as a whole into pieces that can be read one by one.
//!
//! A piece is an entry of a mapping or an item of a list, with the lines below it. Pieces are told by indentation
//! alone, as a reader's eye does, so an unclosed quote or bracket costs its own piece only.

use std::ops::Range;

/// The pieces of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Split {
    /// Two or more entries of one mapping.
    Entries(Vec<Range<usize>>),
    /// Two or more items of one list.
    Items(Vec<Range<usize>>),
    /// One entry whose value stands on the lines from this byte on.
    Value(usize),
    /// One item, told by the `-` at this byte.
    Item(usize),
    /// The entries of a mapping in braces, and the braces with what is between them.
    Braces(Range<usize>, Vec<Range<usize>>),
}

/// A line that says something: not blank and not a comment.
struct Line<'a> {
    start: usize,
    end: usize,
    column: usize,
    content: &'a str,
}

/// The pieces of `text`; nothing where it is already one piece.
pub(super) fn split(text: &str) -> Option<Split> {
    let mut lines = lines(text);
    let first = lines.next()?;
    if first.content.starts_with('{') {
        return braces(text, first.start + first.column);
    }
    let item = is_item(first.content);
    if !item && !is_entry(first.content) {
        return None;
    }
    let (mut starts, mut lost, mut second) = (vec![0], false, None);
    // Whether the line before is an entry of this mapping with its value behind it.
    let mut whole = !item && !is_bare_key(first.content);
    for line in lines {
        let sibling =
            line.column == first.column && if item { is_item(line.content) } else { is_entry(line.content) };
        // A tab tells no column; right behind a whole entry it most likely indents the next one.
        let tabbed = line.content.starts_with('\t');
        let likely = tabbed && whole && is_entry(line.content.trim_start());
        if (sibling || likely) && !lost {
            starts.push(line.start);
        }
        // Behind a line that is indented less, a mapping's keys may belong to another item; a list's items are plain.
        lost |= !item && !tabbed && line.column < first.column;
        whole = !item && (sibling || likely) && !is_bare_key(line.content.trim_start());
        second.get_or_insert(line);
    }
    if starts.len() > 1 {
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let pieces = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
        return Some(if item { Split::Items(pieces) } else { Split::Entries(pieces) });
    }
    if item {
        return Some(Split::Item(first.start + first.column));
    }
    let second = second?;
    let inside = second.column > first.column || (second.column == first.column && is_item(second.content));
    (inside && is_bare_key(first.content)).then_some(Split::Value(first.end))
}

/// Cuts a mapping in braces at its own commas; nothing where anything but a comment follows it.
fn braces(text: &str, open: usize) -> Option<Split> {
    let (mut pieces, mut from, mut depth, mut quote, mut before) = (vec![], open + 1, 0_usize, None, '{');
    let mut end = text.len();
    let mut inside = text.char_indices().skip_while(|&(at, _)| at <= open);
    while let Some((at, c)) = inside.next() {
        match (quote, c) {
            (Some('"'), '\\') => drop(inside.next()),
            (Some(q), _) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, '{' | '[' | ',' | ':') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}') if depth == 0 => {
                end = at;
                break;
            }
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                pieces.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    pieces.push(from..end);
    pieces.retain(|piece| text.get(piece.clone()).is_some_and(|piece| !piece.trim().is_empty()));
    let behind = (end + 1).min(text.len());
    let alone = lines(text.get(behind..)?).next().is_none();
    alone.then_some(Split::Braces(open..behind, pieces))
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let from = start;
        start += line.len();
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        let content = content.trim_end();
        let says = !content.is_empty() && !content.starts_with('#');
        says.then_some(Line { start: from, end: from + line.len(), column, content })
    })
}

fn is_item(content: &str) -> bool {
    content.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a line begins an entry: a key, plain or in quotes, and a `:`.
fn is_entry(content: &str) -> bool {
    colon(content).is_some()
}

/// Whether nothing but a comment follows the key on its line.
fn is_bare_key(content: &str) -> bool {
    let rest = colon(content).and_then(|at| content.get(at + 1..)).map(str::trim_start);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// Where the `:` behind a line's key stands.
fn colon(content: &str) -> Option<usize> {
    const NO_KEY: [char; 15] = ['#', '[', ']', '{', '}', ',', '|', '>', '%', '@', '`', '?', ':', '\t', '\r'];
    let quote = content.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(quote) => end_of_quotes(content, quote)?,
        None if content.starts_with(NO_KEY) || is_item(content) => return None,
        None => 0,
    };
    let ends = |at: usize| content.get(at + 1..).is_some_and(|r| r.is_empty() || r.starts_with([' ', '\t']));
    let rest = content.get(from..)?;
    let at = from + rest.match_indices(':').map(|(at, _)| at).find(|&at| ends(from + at))?;
    let between = content.get(from..at)?;
    let plain = !between.contains(" #");
    (if quote.is_some() { between.trim().is_empty() } else { plain }).then_some(at)
}

fn end_of_quotes(content: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in content.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        match split(text) {
            Some(Split::Entries(p) | Split::Items(p)) => p.into_iter().map(|r| &text[r]).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn entries_and_items_are_told_by_their_column() {
        assert_eq!(
            pieces("# c\na: 1\n  x: 2\n\"b\": [\n]\nc:d\ne:\n"),
            ["# c\na: 1\n  x: 2\n", "\"b\": [\n]\nc:d\n", "e:\n"]
        );
        assert_eq!(
            pieces("  - a\n    - b\n\n # note\n  - c\n -x\n  - d\n"),
            ["  - a\n    - b\n\n # note\n", "  - c\n -x\n", "  - d\n"]
        );
        assert_eq!(
            pieces("a: x\nb # no: key\n'c' : y\nhttp://x\n"),
            ["a: x\nb # no: key\n", "'c' : y\nhttp://x\n"]
        );
    }

    #[test]
    fn keys_behind_a_line_that_is_indented_less_belong_to_nobody() {
        assert_eq!(
            pieces("    a: 1\n    b: 2\n - id: x\n    c: 3\n"),
            ["    a: 1\n", "    b: 2\n - id: x\n    c: 3\n"]
        );
    }

    #[test]
    fn a_line_indented_by_a_tab_costs_itself_or_the_entry_that_holds_it() {
        assert_eq!(
            pieces("    a: 1\n\tb: 2\n\tc: 3\n    d: 4\n"),
            ["    a: 1\n", "\tb: 2\n", "\tc: 3\n", "    d: 4\n"]
        );
        assert_eq!(pieces("  a:\n\t- x\n  b: 1\n\tmore\n"), ["  a:\n\t- x\n", "  b: 1\n\tmore\n"]);
        assert_eq!(
            pieces("a:\n  - x: 1\n\ty: 2\n    z: 3\nb: 1\n"),
            ["a:\n  - x: 1\n\ty: 2\n    z: 3\n", "b: 1\n"]
        );
        assert_eq!(pieces("  - x: 1\n\ty: 2\n  - x: 3\n"), ["  - x: 1\n\ty: 2\n", "  - x: 3\n"]);
    }

    #[test]
    fn one_piece_opens_to_what_it_holds() {
        assert_eq!(split("a: # c\n  - x\n"), Some(Split::Value(7)));
        assert_eq!(split("a:\n- x\n"), Some(Split::Value(3)));
        assert_eq!(split("a: b\n  - x\n"), None);
        assert_eq!(split("  - a: b\n    c: d\n"), Some(Split::Item(2)));
        assert_eq!(split(" {a: [b, c],d: 'e}, f'}\n"), Some(Split::Braces(1..23, vec![2..11, 12..22])));
        assert_eq!(split("{a: it's, b: \"c\n"), Some(Split::Braces(0..16, vec![1..8, 9..16])));
        assert_eq!(split("{a: b} c\n"), None);
    }
}
