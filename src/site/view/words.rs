//! Numbers, days and slugs as a reader writes them.

use crate::model::{Figure, FigureDirection};
use crate::shape::Date;

/// A slug as ordinary words: `case-study` is "Case study".
pub fn ordinary(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => words,
    }
}

/// A day as "5 Oct 2026".
pub fn day(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(date.0.month() - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
    format!("{} {month} {}", date.0.day(), date.0.year())
}

/// A number as "5,000,000" or "0.35": at most three decimals, none that are zero.
pub fn number(value: f64) -> String {
    let text = format!("{:.3}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let rest = rest.trim_end_matches('0');
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    if value < 0.0 && out != "0" { format!("\u{2212}{out}") } else { out }
}

/// A figure as "at least 62 %", "3x", "6 weeks".
pub fn figure(figure: &Figure) -> String {
    let bound = match (figure.at_least, figure.at_most) {
        (Some(_), None) => "at least ",
        (None, Some(_)) => "up to ",
        _ => "",
    };
    let sign = match figure.direction {
        Some(FigureDirection::Up) => "+",
        Some(FigureDirection::Down) => "\u{2212}",
        None => "",
    };
    let value = number(figure.value.abs());
    let unit = figure.unit.as_deref().unwrap_or("");
    let amount = match unit {
        "" => value,
        "percent" | "%" => format!("{value}\u{a0}%"),
        "x" | "times" => format!("{value}x"),
        money if money.len() == 3 && money.bytes().all(|b| b.is_ascii_uppercase()) => {
            format!("{money}\u{a0}{value}")
        }
        other => format!("{value}\u{a0}{other}"),
    };
    let per = figure.per.as_ref().map_or(String::new(), |p| format!(" per {p}"));
    format!("{bound}{sign}{amount}{per}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            [5_000_000.0, 0.88, -12.5, 1000.0, 0.0, 62.0].map(number),
            ["5,000,000", "0.88", "\u{2212}12.5", "1,000", "0", "62"]
        );
        assert_eq!(ordinary("case-study"), "Case study");
        assert_eq!(Date::parse("2026-10-05").map(day).as_deref(), Some("5 Oct 2026"));
    }
}
