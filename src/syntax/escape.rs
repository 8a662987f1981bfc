//! Writing text into XML and HTML, so that it stays text there whatever it says.

use std::fmt::Write;

use crate::text::{is_hidden, visible};

/// Text in XML 1.0, between tags or in a quoted attribute. Control characters cannot stand there even escaped: they are
/// named as `<U+001B>`. Line ends and tabs become references, so that an attribute keeps them.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            c if is_hidden(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(escaped, "&lt;U+{:04X}&gt;", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text in HTML, between tags or in a quoted attribute, in one line; hidden characters are named as `<U+202E>`.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_break_the_file() {
        assert_eq!(
            xml("a<b & \"c\"]]>\x1b\u{FFFF}"),
            "a&lt;b &amp; &quot;c&quot;]]&gt;&lt;U+001B&gt;&lt;U+FFFF&gt;"
        );
        assert_eq!(
            html("'\"><script>\x1b\u{202e}"),
            "&#39;&quot;&gt;&lt;script&gt;&lt;U+001B&gt;&lt;U+202E&gt;"
        );
    }
}
