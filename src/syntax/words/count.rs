//! Counting: words for the limits of channels, pronouns for who the copy is about.

use super::{Kind, Lower, Token, char_at, is_word_char};
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
        let of_word = pronoun(token.text(text));
        count.we += of_word.we;
        count.you += of_word.you;
    }
    count
}

/// Whether one word is a pronoun of these, as a count of one.
pub fn pronoun(said: &str) -> Pronouns {
    let none = Pronouns::default();
    if !matches!(said.as_bytes().first(), Some(b'w' | b'W' | b'o' | b'O' | b'u' | b'U' | b'y' | b'Y')) {
        return none;
    }
    match Lower::of(said).split('\'').next().unwrap_or("") {
        "us" if said == "US" => none,
        "we" | "our" | "us" | "ours" | "ourselves" => Pronouns { we: 1, ..none },
        "you" | "your" | "yours" | "yourself" | "yourselves" => Pronouns { you: 1, ..none },
        _ => none,
    }
}

/// How many words a reader counts: stretches between blanks or long dashes that hold a letter or a digit. `24/7` is
/// one word, and so is whatever stands for a template tag.
pub fn word_count(text: &str) -> usize {
    let (mut words, mut inside, mut at) = (0, 0, 0);
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        // Plain letters and blanks make up nearly all of a text, and come in no order that could be foreseen.
        let sort = SORTS[usize::from(*byte)];
        if sort != LONG {
            words += usize::from(sort & LETTER & !inside);
            inside = (inside | sort) & LETTER & (sort >> 1 ^ 1);
            at += 1;
            continue;
        }
        let Some(c) = char_at(text, at) else { break };
        at += c.len_utf8();
        if c.is_whitespace() || matches!(c, '—' | '–') {
            inside = 0;
        } else if inside == 0 && (is_word_char(c) || c == OPAQUE) {
            words += 1;
            inside = 1;
        }
    }
    words
}

/// A letter, a digit, or `_`.
const LETTER: u8 = 1;
/// White space.
const BLANK: u8 = 2;
/// A part of a character of several bytes.
const LONG: u8 = 4;

/// What each byte is to one who counts words; nothing for a mark.
static SORTS: [u8; 256] = {
    let mut sorts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        sorts[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER,
            b' ' | b'\t'..=b'\r' => BLANK,
            0x80.. => LONG,
            _ => 0,
        };
        byte += 1;
    }
    sorts
};

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
