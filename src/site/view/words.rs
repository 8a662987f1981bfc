//! Numbers, days and slugs as a reader writes them.

use crate::config::Settings;
use crate::item::Occasion;
use crate::model::{Figure, FigureDirection};
use crate::shape::{Date, is_slug};

/// A slug as ordinary words: `case-study` is "Case study".
pub fn ordinary(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    sentence(&words)
}

/// A file's name in words, with the time that it is about as people write it: `refill-2026q3.csv` is "Refill, Q3 2026".
pub fn file_words(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((before, time, after)) = time_in(stem) else { return ordinary(stem) };
    let words: Vec<&str> = [before, after]
        .into_iter()
        .flat_map(|part| part.split(['-', '_']))
        .filter(|w| !w.is_empty())
        .collect();
    if words.is_empty() { time } else { format!("{}, {time}", ordinary(&words.join("-"))) }
}

/// The first time in a name: `2026-09-14`, `2026-09`, `2026q3`, `2026h1`, `2026`; and what stands before and behind it.
fn time_in(stem: &str) -> Option<(&str, String, &str)> {
    let starts = std::iter::once(0).chain(stem.match_indices(['-', '_']).map(|(at, _)| at + 1));
    starts.filter_map(|at| Some((stem.get(..at)?, stem.get(at..)?))).find_map(|(before, from)| {
        let year = from.get(..4).filter(|y| y.starts_with("20") && y.bytes().all(|b| b.is_ascii_digit()))?;
        let rest = from.get(4..)?;
        if let Some(date) = from.get(..10).and_then(Date::parse) {
            return Some((before, day(date), from.get(10..)?));
        }
        if let Some(date) = from.get(..7).and_then(|month| Date::parse(&format!("{month}-01"))) {
            let month = day(date);
            return Some((before, month.split_once(' ')?.1.to_owned(), from.get(7..)?));
        }
        let part = rest.get(..2).filter(|p| matches!(p.as_bytes(), [b'q' | b'h', b'1'..=b'4']));
        match part {
            Some(part) => Some((before, format!("{} {year}", part.to_uppercase()), rest.get(2..)?)),
            None => {
                (rest.is_empty() || rest.starts_with(['-', '_'])).then(|| (before, year.to_owned(), rest))
            }
        }
    })
}

/// A text with a capital at its beginning.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Who answers for something: a team by its name, `marketing` as "Marketing"; a person as written.
pub fn who(name: &str) -> String {
    if is_slug(name) { ordinary(name) } else { name.to_owned() }
}

/// A day as "5 Oct 2026".
pub fn day(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(date.0.month() - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
    format!("{} {month} {}", date.0.day(), date.0.year())
}

/// An occasion as "Talk on 18 Sep 2026, Lena Marsh".
pub fn occasion(of: &Occasion) -> String {
    let mut words = ordinary(of.what);
    if let Some(date) = of.day {
        words.push_str(" on ");
        words.push_str(&day(date));
    }
    if let Some(who) = of.who {
        words.push_str(", ");
        words.push_str(who);
    }
    words
}

/// An amount of money in the company's currency: "USD 24,000,000"; a bare number where no currency is set.
pub fn money(settings: &Settings, value: f64) -> String {
    let amount = number(value);
    settings
        .currency
        .as_deref()
        .map_or_else(|| amount.clone(), |currency| format!("{currency}\u{a0}{amount}"))
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
        assert_eq!(["customer-success", "Jean-Luc Marin"].map(who), ["Customer success", "Jean-Luc Marin"]);
        let files = [
            "refill-2026q3.csv",
            "incident-2026-09-14.md",
            "nps-2026-09.csv",
            "2026-trial.md",
            "phone-logs-2026h1.pdf",
            "iso-27001.pdf",
            "2026.pdf",
        ];
        assert_eq!(
            files.map(file_words),
            [
                "Refill, Q3 2026",
                "Incident, 14 Sep 2026",
                "Nps, Sep 2026",
                "Trial, 2026",
                "Phone logs, H1 2026",
                "Iso 27001",
                "2026"
            ]
        );
        assert_eq!(Date::parse("2026-10-05").map(day).as_deref(), Some("5 Oct 2026"));
    }
}
