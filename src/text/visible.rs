//! Making text safe to show: characters that would steer a terminal, a log or the direction of reading are named instead.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character changes how what follows is shown and has no form of its own: control characters (tab and line
/// end included), marks of reading direction, line and paragraph separators, byte order marks, tags.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// The text in one line, with every hidden character but the tab written as `<U+202E>`; a tab or a line end is a blank.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\t' | '\n' => shown.push(' '),
            c if is_hidden(c) => drop(write!(shown, "<U+{:04X}>", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let told = visible("a\x1b[31mb\u{202E}c\r\nd\te\u{9B}");
        assert_eq!(told, "a<U+001B>[31mb<U+202E>c d e<U+009B>");
        assert!(matches!(visible("Größe 👩‍🔧"), Cow::Borrowed(_)));
    }
}
