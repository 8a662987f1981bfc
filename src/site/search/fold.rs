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
    let folded = fold(text);
    let mut out: Vec<String> = vec![];
    let mut word = String::new();
    let mut length = 0;
    for c in folded.chars() {
        let alone = stands_alone(c);
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            out.push(std::mem::take(&mut word));
            length = 0;
        }
        if alone {
            out.push(c.to_string());
        } else if c.is_alphanumeric() {
            if length < MAX_TERM_CHARS {
                word.push(c);
            }
            length += 1;
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Scripts that put no blanks between words are found by their single characters.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn fold(text: &str) -> String {
    let decomposed: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkd().collect::<String>().to_lowercase()
    };
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
}
