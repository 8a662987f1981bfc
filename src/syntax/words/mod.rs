//! Text as words: tokens, sentences, clauses, counts, inflections. Pure functions of a string; all of them linear.
//!
//! Ranges are byte ranges of the text handed in, on character boundaries and in order. Nothing here knows a messaging.

mod article;
mod boundary;
mod clause;
mod count;
mod form;
mod inflect;
mod list;
mod sentence;
mod syllables;

use std::ops::Range;

use crate::text::OPAQUE;

pub use article::{Article, article_before, article_of, like_article};
pub use boundary::{Boundary, is_word_at, word_run};
pub use clause::Clauses;
pub use count::{Pronouns, pronoun, pronouns, word_count};
pub use form::{adapt_case, adapt_form, in_place_of};
pub(in crate::syntax) use inflect::looks_plural;
pub use inflect::{inflections, plural, singular};
pub use list::{WordList, Words, among};
pub use sentence::sentences;
pub use syllables::syllables;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word; it may hold apostrophes, hyphens, digits and inner full stops: `don't`, `follow-up`, `B2B`, `e.g.`
    Word,
    /// Digits with their separators and the letters right behind them: `20,000`, `2.5KB`, `9am`, `½`
    Number,
    /// One mark of punctuation: `.`, `“`, `—`
    Punct,
    /// One other character: `%`, `€`, `+`, an emoji
    Symbol,
    /// The character that stands for what is not copy; see [`OPAQUE`].
    Opaque,
}

/// A token: a byte range of the text and what it is. White space is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// What it is.
    pub kind: Kind,
}

impl Token {
    /// Its bytes in the text.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Its first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte behind its last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Its text; empty for a token of another text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Its text in lower case, for looking up.
    pub fn lower(self, text: &str) -> Lower {
        Lower::of(self.text(text))
    }

    /// Hands on its text in lower case, whatever its letters; nearly always without an allocation.
    pub fn in_lower_case<T>(self, text: &str, then: impl FnOnce(&str) -> T) -> T {
        let said = self.text(text);
        if said.is_ascii() && said.len() <= Lower::MOST {
            then(&Lower::of(said))
        } else {
            then(&said.to_lowercase())
        }
    }

    /// Whether it is one of some words, in any case.
    pub fn is_any(self, text: &str, words: &(impl Words + ?Sized)) -> bool {
        self.kind == Kind::Word && words.holds(self.lower(text).as_ref())
    }

    /// Whether it is this one character.
    pub fn is(self, text: &str, mark: char) -> bool {
        self.end - self.start == mark.len_utf8() as u32 && self.text(text).starts_with(mark)
    }

    /// Whether the text it starts with is an upper-case letter.
    pub fn is_capitalised(self, text: &str) -> bool {
        self.text(text).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a hyphen, a dash or a minus sign.
    pub fn is_dash(self, text: &str) -> bool {
        self.kind == Kind::Punct && self.text(text).chars().all(is_dash)
    }

    /// Whether it is a quotation mark or an apostrophe.
    pub fn is_quote(self, text: &str) -> bool {
        self.kind == Kind::Punct && self.text(text).chars().all(is_quote)
    }
}

/// A word in lower case with straight apostrophes and plain hyphens, kept on the stack so that looking it up in a list
/// costs no allocation. Empty when it holds other letters or is longer than 24 bytes: then it is in no list of ours.
#[derive(Clone, Copy)]
pub struct Lower {
    bytes: [u8; Lower::MOST],
    len: u8,
}

impl Lower {
    /// The longest word that it holds, in bytes.
    const MOST: usize = 24;

    /// The lower-case form of a word.
    pub fn of(word: &str) -> Self {
        let mut lower = Self { bytes: [0; Self::MOST], len: 0 };
        if word.len() <= Self::MOST {
            let mut all = 0;
            for (slot, byte) in lower.bytes.iter_mut().zip(word.as_bytes()) {
                *slot = byte.to_ascii_lowercase();
                all |= byte;
            }
            if all < 0x80 {
                lower.len = word.len() as u8;
                return lower;
            }
            lower.bytes = [0; Self::MOST];
        }
        for c in word.chars() {
            let byte = match c {
                '\u{AD}' => continue,
                c if c.is_ascii() => c.to_ascii_lowercase() as u8,
                c if is_dash(c) => b'-',
                c if is_quote(c) => b'\'',
                _ => return Self { len: 0, ..lower },
            };
            let Some(slot) = lower.bytes.get_mut(lower.len as usize) else {
                return Self { len: 0, ..lower };
            };
            *slot = byte;
            lower.len += 1;
        }
        lower
    }

    /// The lower-case text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..self.len as usize).unwrap_or_default()).unwrap_or("")
    }
}

impl AsRef<[u8]> for Lower {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.len as usize).unwrap_or_default()
    }
}

impl std::ops::Deref for Lower {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// The tokens of a text, in order, without overlap; what lies between them is white space or invisible.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        let (end, kind) = if c.is_ascii_lowercase() || is_word_start(c) {
            (word_end(text, next), Kind::Word)
        } else if c.is_whitespace() || is_invisible(c) {
            at = next;
            continue;
        } else if c.is_ascii_digit() || is_vulgar(c) || starts_decimal(text, at, c) {
            (number_end(text, at), Kind::Number)
        } else if c == OPAQUE {
            (next, Kind::Opaque)
        } else if is_punct(c) {
            (next, Kind::Punct)
        } else {
            (next, Kind::Symbol)
        };
        tokens.push(Token { start: at as u32, end: end as u32, kind });
        at = end;
    }
    tokens
}

/// The tokens that lie within a byte range.
pub fn tokens_in<'t>(tokens: &'t [Token], range: &Range<usize>) -> &'t [Token] {
    let first = tokens.partition_point(|t| t.start() < range.start);
    let end = tokens.partition_point(|t| t.end() <= range.end);
    tokens.get(first..end).unwrap_or_default()
}

/// The character that starts at a byte.
pub(in crate::syntax) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => Some(*b as char),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

/// The character that ends before a byte.
pub(in crate::syntax) fn char_before(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at.checked_sub(1)?) {
        Some(b) if b.is_ascii() => Some(*b as char),
        _ => text.get(..at)?.chars().next_back(),
    }
}

/// Hyphens, dashes and the minus sign.
pub(in crate::syntax) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// A dash that joins parts of one word.
pub(in crate::syntax) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Apostrophes and quotation marks, single and double.
pub(in crate::syntax) fn is_quote(c: char) -> bool {
    is_apostrophe(c) || is_double_quote(c)
}

/// Apostrophes and single quotation marks.
pub(in crate::syntax) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2BC}' | '\u{B4}' | '\u{FF07}')
}

/// Double quotation marks.
pub(in crate::syntax) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}' | '\u{FF02}')
}

/// Characters that take no room and mean nothing to a reader: soft hyphens, joiners, marks of direction.
pub(in crate::syntax) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
}

/// A mark that is written over the letter before it.
pub(in crate::syntax) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// `½` and its kin.
pub(in crate::syntax) fn is_vulgar(c: char) -> bool {
    matches!(c, '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215E}')
}

fn is_raised(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{209C}')
}

fn is_punct(c: char) -> bool {
    match c {
        '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '*' | '…'
        | '¿' | '¡' | '·' | '•' => true,
        c => is_dash(c) || is_quote(c),
    }
}

fn is_word_start(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic() || c == '_'
    } else {
        c.is_alphanumeric() && !is_vulgar(c) && !is_raised(c)
    }
}

/// Whether a character belongs to the word it stands in.
pub(in crate::syntax) fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { is_word_start(c) || is_combining(c) }
}

fn starts_decimal(text: &str, at: usize, c: char) -> bool {
    c == '.'
        && char_at(text, at + 1).is_some_and(|c| c.is_ascii_digit())
        && !char_before(text, at).is_some_and(|c| is_word_char(c) || c == '.')
}

fn word_end(text: &str, mut at: usize) -> usize {
    let (mut part, mut dotted) = (1, false);
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        if is_word_char(c) {
            part += 1;
        } else if is_invisible(c) {
            // A soft hyphen parts nothing, but a trailing one is not the word's.
            if !char_at(text, next).is_some_and(is_word_char) {
                break;
            }
        } else {
            let Some(after) = char_at(text, next).filter(|a| is_word_start(*a) || a.is_ascii_digit()) else {
                // The full stop behind a dotted acronym is a part of it: `e.g.`, `U.S.`
                return if c == '.' && dotted && part == 1 { next } else { at };
            };
            let alone = || !char_at(text, next + after.len_utf8()).is_some_and(is_word_char);
            let joins = match c {
                '.' => {
                    let stop = || char_at(text, next + after.len_utf8()) == Some('.');
                    !after.is_uppercase() || (alone() && (part == 1 || dotted || (part == 2 && stop())))
                }
                '&' | '@' => after.is_alphabetic(),
                c => is_hyphen(c) || is_apostrophe(c),
            };
            if !joins {
                break;
            }
            dotted |= c == '.';
            part = 0;
        }
        at = next;
    }
    at
}

fn number_end(text: &str, start: usize) -> usize {
    let mut at = start;
    let (mut spaced, mut plain) = (false, true);
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        let digit = char_at(text, next).is_some_and(|c| c.is_ascii_digit());
        match c {
            '0'..='9' => {}
            '.' | ',' if digit && !spaced => plain = false,
            ' ' if plain && digit && groups(text, start, at, next, spaced) => spaced = true,
            '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2007}'
                if plain && digit && grouped(text, start, at, next, spaced) =>
            {
                spaced = true;
            }
            c if is_apostrophe(c) && plain && digit && grouped(text, start, at, next, spaced) => {
                spaced = true
            }
            c if is_vulgar(c) => return next,
            c if c.is_alphabetic() => return tail_end(text, next),
            _ => break,
        }
        at = next;
    }
    at
}

/// Whether a group of exactly three digits follows, behind one to three digits or another group.
fn grouped(text: &str, start: usize, at: usize, next: usize, spaced: bool) -> bool {
    let digits = text.as_bytes().get(next..).unwrap_or_default();
    (spaced || at - start <= 3)
        && digits.iter().take_while(|b| b.is_ascii_digit()).count() == 3
        && text.as_bytes().get(start) != Some(&b'0')
}

/// The same for a plain blank, which may as well part two numbers: only round thousands are taken for one number.
fn groups(text: &str, start: usize, at: usize, next: usize, spaced: bool) -> bool {
    grouped(text, start, at, next, spaced)
        && (spaced || text.get(next..next + 3) == Some("000"))
        && !char_at(text, next + 3).is_some_and(|c| c.is_alphabetic() || is_hyphen(c))
}

fn tail_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at).filter(|c| is_word_char(*c)) {
        at += c.len_utf8();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        tokens(text).iter().map(|t| t.text(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_keep_what_joins_them() {
        for (text, expected) in [
            ("Don’t follow-up, B2B!", "Don’t|follow-up|,|B2B|!"),
            ("e.g. the U.S. market", "e.g.|the|U.S.|market"),
            ("the vans' plan", "the|vans|'|plan"),
            ("R&D at AT&T", "R&D|at|AT&T"),
            ("done.Next Node.js v2.4.1", "done|.|Next|Node.js|v2.4.1"),
            ("rock -- solid—really", "rock|-|-|solid|—|really"),
            ("cafe\u{301} re\u{AD}fill", "cafe\u{301}|re\u{AD}fill"),
            ("Ask \u{FFFC}now", "Ask|\u{FFFC}|now"),
            ("Plan B. Next", "Plan|B|.|Next"),
            ("ends with Ph.D. and a.m.", "ends|with|Ph.D.|and|a.m."),
            ("mail x@y.example now", "mail|x@y.example|now"),
            ("62%¹ sure", "62|%|¹|sure"),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_keep_separators_and_the_letters_behind() {
        for (text, expected) in [
            ("20,000 vans", "20,000|vans"),
            ("20 000 vans", "20 000|vans"),
            ("20\u{202F}000\u{202F}000 vans", "20\u{202F}000\u{202F}000|vans"),
            ("in 2020 000 is", "in|2020|000|is"),
            ("12 250 ml", "12|250|ml"),
            ("2.5KB, 9am; 1½ or ½", "2.5KB|,|9am|;|1½|or|½"),
            ("30-60 in 90-day", "30|-|60|in|90|-|day"),
            ("it is .5 or 3.", "it|is|.5|or|3|."),
            ("1'000 and 1’234’567", "1'000|and|1’234’567"),
            ("2.4.1 and 4/5", "2.4.1|and|4|/|5"),
            ("COVID-19 F-16", "COVID-19|F-16"),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn a_lower_form_is_plain_or_empty() {
        assert_eq!(Lower::of("Don’t").as_str(), "don't");
        assert_eq!(Lower::of("co\u{AD}op").as_str(), "coop");
        assert_eq!(Lower::of("Señor").as_str(), "");
        assert_eq!(Lower::of("a-word-that-goes-on-and-on-and-on").as_str(), "");
    }
}
