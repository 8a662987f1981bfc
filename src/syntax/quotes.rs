//! Quotations: what the copy has others say, by its quotation marks.

use std::ops::Range;

use super::words::{char_at, char_before, is_word_char, word_count};

/// The fewest words that make quoted text a quotation; fewer are a name or a word spoken of.
const QUOTATION_WORDS: usize = 4;

/// The quotations of a text, marks included, in order and without overlap: paired double marks around at least four
/// words, and single curly marks where the pair is plain. A mark without its partner quotes nothing.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = quoted(text);
    found.retain(|r| text.get(r.clone()).is_some_and(|t| word_count(t) >= QUOTATION_WORDS));
    found
}

/// All that stands in paired quotation marks, marks included, however short.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut open: Option<(usize, char)> = None;
    let mut single: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if !matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\n' | '＂') {
            continue;
        }
        let end = at + c.len_utf8();
        match (c, open) {
            ('\n', _) if text.get(end..).is_some_and(|t| t.starts_with('\n')) => {
                (open, single) = (None, None)
            }
            ('\n', _) => {}
            ('‘', None) if opens(text, at, end) => single = Some(at),
            ('’', None) if single.is_some() && closes_single(text, at, end) => {
                found.extend(single.take().map(|start| start..end));
            }
            ('‘' | '’', _) => {}
            (c, Some((start, mark))) if closes(mark, c) && !(c == '"' && is_opener_only(text, at, end)) => {
                found.push(start..end);
                (open, single) = (None, None);
            }
            (c, _) if opens_double(c) && opens(text, at, end) => open = Some((at, c)),
            _ => {}
        }
    }
    found
}

fn opens_double(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '‟' | '«' | '＂')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' | '‟' => matches!(c, '”' | '"'),
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '＂' => c == '＂',
        _ => matches!(c, '"' | '”'),
    }
}

/// An opening mark stands at a word's front: behind a blank or a bracket, before what is no blank.
fn opens(text: &str, at: usize, end: usize) -> bool {
    !char_before(text, at).is_some_and(is_word_char) && char_at(text, end).is_some_and(|c| !c.is_whitespace())
}

/// A straight mark that can only open: behind a blank and before a letter.
fn is_opener_only(text: &str, at: usize, end: usize) -> bool {
    char_before(text, at).is_none_or(char::is_whitespace) && char_at(text, end).is_some_and(is_word_char)
}

/// `’` closes where no letter follows and, so that `the vans’ plan` closes nothing, where a stop stands with it.
fn closes_single(text: &str, at: usize, end: usize) -> bool {
    let stop = |c: char| matches!(c, '.' | ',' | '!' | '?' | '…' | ';' | ':' | ')');
    let (before, after) = (char_before(text, at), char_at(text, end));
    !after.is_some_and(is_word_char) && (before.is_some_and(stop) || after.is_none_or(stop))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotations_are_paired_and_long_enough() {
        for (text, expected) in [
            ("“We got our evenings back,” says Ida.", vec!["“We got our evenings back,”"]),
            ("\"We got our evenings back,\" says Ida.", vec!["\"We got our evenings back,\""]),
            ("We call it “slot refill” here.", vec![]),
            ("A 5\" pipe and a 6\" pipe fit the van", vec![]),
            ("‘We’d never go back to it,’ she said.", vec!["‘We’d never go back to it,’"]),
            ("‘Our vans’ days are full now’ is what he said.", vec![]),
            ("„Das war der beste Tag“, sagt sie.", vec!["„Das war der beste Tag“"]),
            ("«Enfin une tournée sans trous», dit-il.", vec!["«Enfin une tournée sans trous»"]),
            ("\"An open mark and no close at all", vec![]),
            (
                "He said \"one two three four\" and \"five six seven eight\".",
                vec!["\"one two three four\"", "\"five six seven eight\""],
            ),
            ("“One para never closed\n\nand “this one is closed here”", vec!["“this one is closed here”"]),
            ("don't quote 'single straight marks that pair up'", vec![]),
        ] {
            let found: Vec<&str> = quotations(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn ranges_are_in_order(text in "(\\PC|[\"“”‘’„«» \n]){0,60}") {
            let mut last = 0;
            for range in quoted(&text) {
                prop_assert!(range.start >= last && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
