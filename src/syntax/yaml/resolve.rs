//! What a scalar is by YAML 1.2 core, the rules that editors and JSON Schema go by: text, a number, true or false.

use super::{Scalar, Style};

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved {
    /// Text: quoted, in a block, or like nothing else.
    Text,
    /// A number; infinite for `.inf` and for what is too large.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl Scalar {
    /// What the scalar is by YAML 1.2 core.
    pub fn resolved(&self) -> Resolved {
        if self.style != Style::Plain {
            return Resolved::Text;
        }
        match self.text.as_str() {
            "true" | "True" | "TRUE" => Resolved::Bool(true),
            "false" | "False" | "FALSE" => Resolved::Bool(false),
            ".nan" | ".NaN" | ".NAN" => Resolved::Number(f64::NAN),
            text => number(text).map_or(Resolved::Text, Resolved::Number),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    for (mark, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(mark) {
            let whole = digits.chars().all(|c| c.is_digit(radix)) && !digits.is_empty();
            let add = |sum: f64, c: char| sum * f64::from(radix) + f64::from(c.to_digit(radix).unwrap_or(0));
            return whole.then(|| digits.chars().fold(0.0, add));
        }
    }
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(body, ".inf" | ".Inf" | ".INF") {
        return Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    // Rust reads all that YAML calls a float, and words besides (`inf`, `nan`).
    let numeric = body.bytes().all(|b| b.is_ascii_digit() || b".eE+-".contains(&b));
    if numeric { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn words_are_text_and_numbers_are_numbers() {
        let resolved = |text: &str| {
            Scalar { text: text.to_owned(), style: Style::Plain, span: Span::default() }.resolved()
        };
        for text in
            ["no", "on", "1.2.3", "2026-11-01", "inf", "1_000", "1,5", "-", "+", ".", "e3", "0x", "--1", "1e"]
        {
            assert_eq!(resolved(text), Resolved::Text, "{text}");
        }
        for (text, number) in [
            ("1.10", 1.1),
            ("+5", 5.0),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("0x1F", 31.0),
            ("0o17", 15.0),
            ("1e3", 1e3),
        ] {
            assert_eq!(resolved(text), Resolved::Number(number), "{text}");
        }
        assert_eq!(resolved("True"), Resolved::Bool(true));
        assert_eq!(resolved("-.inf"), Resolved::Number(f64::NEG_INFINITY));
    }
}
