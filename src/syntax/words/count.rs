//! Counting: words for the limits of channels, pronouns for who the copy is about.

use super::{Kind, Token, is_word_char};
use crate::text::OPAQUE;

/// How often copy speaks of us and of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pronouns {
    /// we, our, us, ours, ourselves
    pub we: u32,
    /// you, your, yours, yourself, yourselves
    pub you: u32,
}

/// Counts pronouns; `we're` counts as `we`, `US` in capitals is a country.
pub fn pronouns(text: &str, tokens: &[Token]) -> Pronouns {
    let mut count = Pronouns::default();
    for token in tokens.iter().filter(|t| t.kind == Kind::Word) {
        let bytes = token.text(text).as_bytes();
        if !matches!(bytes.first(), Some(b'w' | b'W' | b'o' | b'O' | b'u' | b'U' | b'y' | b'Y')) {
            continue;
        }
        let word = token.lower(text);
        match word.split('\'').next().unwrap_or("") {
            "us" if token.text(text) == "US" => {}
            "we" | "our" | "us" | "ours" | "ourselves" => count.we += 1,
            "you" | "your" | "yours" | "yourself" | "yourselves" => count.you += 1,
            _ => {}
        }
    }
    count
}

/// How many words a reader counts: stretches between blanks or long dashes that hold a letter or a digit. `24/7` is
/// one word, and so is whatever stands for a template tag.
pub fn word_count(text: &str) -> usize {
    let (mut words, mut inside) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '—' | '–') {
            inside = false;
        } else if !inside && (is_word_char(c) || c == OPAQUE) {
            words += 1;
            inside = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn pronouns_are_counted_in_all_their_forms() {
        let text =
            "We’re here for us and ourselves, in the US and the U.S.; you’ll get yours. OUR week, your weld.";
        assert_eq!(pronouns(text, &tokens(text)), Pronouns { we: 4, you: 3 });
    }

    #[test]
    fn words_are_counted_as_a_reader_counts() {
        for (text, expected) in [
            ("", 0),
            ("Open 24/7 — no breaks", 4),
            ("follow-up, re:start & go", 3),
            ("Hi \u{FFFC}, it’s 5 p.m.", 5),
            ("one—two–three", 3),
            ("* - …", 0),
        ] {
            assert_eq!(word_count(text), expected, "{text}");
        }
    }
}
