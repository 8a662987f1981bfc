//! Whether a hit of a literal is a whole word.

use std::ops::Range;

use super::{char_at, char_before, is_apostrophe, is_hyphen, is_word_char};

/// What may stand next to a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// A whole word: `refill` is not in `slot-refill`.
    Word,
    /// A part of a hyphenated word is enough: `refill` is in `slot-refill`.
    Part,
}

/// Whether a hit is bounded on both sides. A side on which the hit itself ends in no letter (`C++`, `#1`) is bounded.
/// `can` is not a word in `can't`, but is one in `can's`. Dashes bound and hyphens join, so ask with the text as written,
/// not with its shadow. False for a range that is not on character boundaries.
pub fn is_word_at(text: &str, range: &Range<usize>, boundary: Boundary) -> bool {
    let Some(hit) = text.get(range.clone()) else { return false };
    let (Some(first), Some(last)) = (hit.chars().next(), hit.chars().next_back()) else { return false };
    (!is_word_char(first) || bounded_before(text, range.start, boundary))
        && (!is_word_char(last) || bounded_behind(text, range.end, boundary))
}

/// How many bytes a text begins with that are letters and digits.
pub fn word_run(text: &str) -> usize {
    let plain = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    match text.as_bytes().get(plain) {
        Some(b) if !b.is_ascii() => {
            text.char_indices().find(|(_, c)| !is_word_char(*c)).map_or(text.len(), |(at, _)| at)
        }
        _ => plain,
    }
}

/// An apostrophe or hyphen joins only to a letter: a quotation mark before the hit joins nothing.
fn bounded_before(text: &str, at: usize, boundary: Boundary) -> bool {
    let Some(c) = char_before(text, at) else { return true };
    let joins = (is_hyphen(c) && boundary == Boundary::Word) || is_apostrophe(c);
    let joined = joins && char_before(text, at - c.len_utf8()).is_some_and(is_word_char);
    !is_word_char(c) && !joined
}

fn bounded_behind(text: &str, at: usize, boundary: Boundary) -> bool {
    let Some(c) = char_at(text, at) else { return true };
    let after = char_at(text, at + c.len_utf8());
    if is_apostrophe(c) {
        let lone = !char_at(text, at + c.len_utf8() + 1).is_some_and(is_word_char);
        return !(lone && after.is_some_and(|a| a.eq_ignore_ascii_case(&'t')));
    }
    let joined = is_hyphen(c) && boundary == Boundary::Word && after.is_some_and(is_word_char);
    !is_word_char(c) && !joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, hit: &str, boundary: Boundary) -> bool {
        let start = text.find(hit).unwrap();
        is_word_at(text, &(start..start + hit.len()), boundary)
    }

    #[test]
    fn hyphens_bound_only_when_stated() {
        assert!(!at("our slot-refill tool", "refill", Boundary::Word));
        assert!(at("our slot-refill tool", "refill", Boundary::Part));
        assert!(!at("refill-by-skill", "refill", Boundary::Word));
        assert!(at("refill – by skill", "refill", Boundary::Word));
    }

    #[test]
    fn letters_digits_and_contractions_join() {
        for (text, hit, expected) in [
            ("prefill it", "refill", false),
            ("refill2", "refill", false),
            ("refill_all", "refill", false),
            ("can't", "can", false),
            ("can’s", "can", true),
            ("'refill'", "refill", true),
            ("o'clock", "clock", false),
            ("(refill)", "refill", true),
            ("we refill—always", "refill", true),
            ("C++ rocks", "C++", true),
            ("we're #1.", "#1", true),
            ("e\u{301}ta", "e", false),
            ("\u{FFFC}refill\u{FFFC}", "refill", true),
        ] {
            assert_eq!(at(text, hit, Boundary::Word), expected, "{text}");
        }
    }

    #[test]
    fn a_range_off_a_character_is_no_word() {
        assert!(!is_word_at("é", &(1..2), Boundary::Word));
        assert!(!is_word_at("é", &(0..9), Boundary::Word));
        assert!(!is_word_at("abc", &(1..1), Boundary::Word));
    }
}
