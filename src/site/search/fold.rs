//! Folding: a text as the terms that search compares, the same here and in `themes/default/assets/search-engine.js`.
//!
//! 1. NFKD, lower case; combining marks U+0300 to U+036F and the apostrophes ' U+2019 U+02BC are left out;
//! 2. ß is ss, æ ae, œ oe, ø o, ł l, đ and ð d, þ th, ı i;
//! 3. runs of alphabetic or numeric characters; each character of U+3040-30FF, 3400-9FFF, F900-FAFF, 20000-3FFFF is a term
//!    of its own; a term is cut after 40 characters.

use unicode_normalization::UnicodeNormalization;

/// A term longer than this is cut: nobody types more, and a pasted blob must not fill the index.
const MAX_TERM_CHARS: usize = 40;

/// The terms of a text, in its order, with repeats.
pub fn terms(text: &str) -> Vec<String> {
    let mut out = vec![];
    each_term(text, &mut |term| out.push(term.to_owned()));
    out
}

/// Gives each term of a text, in its order, with repeats.
///
/// What stands between two blanks is folded alone: nothing that folding does reaches over a blank, and most of it is ASCII,
/// which needs no tables.
pub fn each_term(text: &str, give: &mut dyn FnMut(&str)) {
    let mut term = String::with_capacity(MAX_TERM_CHARS);
    for part in text.split_ascii_whitespace() {
        if part.is_ascii() {
            ascii_terms(part, &mut term, give);
        } else {
            other_terms(part, &mut term, give);
        }
    }
}

fn ascii_terms(part: &str, term: &mut String, give: &mut dyn FnMut(&str)) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() {
            if term.len() < MAX_TERM_CHARS {
                term.push(char::from(byte.to_ascii_lowercase()));
            }
        } else if byte != b'\'' {
            give_if_any(term, give);
        }
    }
    give_if_any(term, give);
}

fn other_terms(part: &str, term: &mut String, give: &mut dyn FnMut(&str)) {
    let mut length = 0;
    for c in fold(part).chars() {
        let alone = stands_alone(c);
        if alone || !c.is_alphanumeric() {
            give_if_any(term, give);
            length = 0;
        }
        if alone {
            give(c.encode_utf8(&mut [0; 4]));
        } else if c.is_alphanumeric() {
            if length < MAX_TERM_CHARS {
                term.push(c);
            }
            length += 1;
        }
    }
    give_if_any(term, give);
}

fn give_if_any(term: &mut String, give: &mut dyn FnMut(&str)) {
    if !term.is_empty() {
        give(term);
        term.clear();
    }
}

/// Scripts that put no blanks between words are found by their single characters.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn fold(text: &str) -> String {
    let decomposed = text.nfkd().collect::<String>().to_lowercase();
    let mut out = String::with_capacity(decomposed.len());
    for c in decomposed.chars() {
        match c {
            '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' | '\u{2bc}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        terms(text).join(" ")
    }

    #[test]
    fn terms_are_folded_so_that_a_phone_keyboard_finds_them() {
        assert_eq!(words("Größe, Don’t don't CAFÉ naïve Łódź"), "grosse dont dont cafe naive lodz");
        assert_eq!(words("62% of 1.10 — ﬁne"), "62 of 1 10 fine");
        assert_eq!(words("見積り van"), "見 積 り van");
        assert_eq!(words(&"x".repeat(90)).len(), MAX_TERM_CHARS);
        assert_eq!(words("… ‘’ 💡"), "");
    }

    #[test]
    fn ascii_is_folded_as_any_other_text() {
        let (mut one, mut other) = (vec![], vec![]);
        let text: String = (1..127).map(char::from).chain("Don't--re_fill A1'b2".chars()).collect();
        for part in text.split_ascii_whitespace() {
            ascii_terms(part, &mut String::new(), &mut |term| one.push(term.to_owned()));
            other_terms(part, &mut String::new(), &mut |term| other.push(term.to_owned()));
        }
        assert_eq!(one, other);
    }
}
