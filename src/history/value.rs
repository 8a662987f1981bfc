//! One value of a field: words, or a figure.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::model::written;
use crate::syntax::shadow::Shadow;

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Words, as the YAML has them.
    Text(String),
    /// A figure.
    Figure(FormerFigure),
}

/// A figure as data.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerFigure {
    /// The number.
    #[serde(serialize_with = "plainly")]
    pub value: f64,
    /// Its unit: `percent`, `days`, `vans`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it is counted per.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// The true value was this or more.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "plainly_if_any")]
    pub at_least: Option<f64>,
    /// The true value was this or less.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "plainly_if_any")]
    pub at_most: Option<f64>,
}

/// Writes a whole number without a point, as people do.
fn plainly<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Whole numbers up to 2^53 are the same as integers.
    if value.fract() == 0.0 && value.abs() < 9e15 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn plainly_if_any<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => plainly(value, serializer),
        None => serializer.serialize_none(),
    }
}

impl FormerFigure {
    /// A figure from the JSON of an item's field; nothing where that is none.
    pub(super) fn of(json: &Json) -> Option<Self> {
        let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let number = |key: &str| json.get(key).and_then(Json::as_f64);
        Some(Self {
            value: number("value")?,
            unit: text("unit"),
            per: text("per"),
            at_least: number("at_least"),
            at_most: number("at_most"),
        })
    }

    /// As copy writes it: `62%`, `at least 40 vans`.
    pub fn shown(&self) -> String {
        let with_unit = |value| written(value, self.unit.as_deref(), self.per.as_deref());
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => format!("{} to {}", written(low, None, None), with_unit(high)),
            (Some(low), None) => format!("at least {}", with_unit(low)),
            (None, Some(high)) => format!("at most {}", with_unit(high)),
            (None, None) => with_unit(self.value),
        }
    }
}

impl Ord for FormerFigure {
    fn cmp(&self, other: &Self) -> Ordering {
        let bound = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        self.value
            .total_cmp(&other.value)
            .then_with(|| (&self.unit, &self.per).cmp(&(&other.unit, &other.per)))
            .then_with(|| bound(self.at_least, other.at_least))
            .then_with(|| bound(self.at_most, other.at_most))
    }
}

impl PartialOrd for FormerFigure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for FormerFigure {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for FormerFigure {}

impl Value {
    /// As a person reads it, on one line.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Figure(figure) => figure.shown(),
        }
    }

    /// What two values have in common that a reader takes for the same.
    pub(super) fn alike(&self) -> String {
        match self {
            Self::Text(text) => alike(text),
            Self::Figure(figure) => figure.shown(),
        }
    }
}

/// A wording without what does not change what it says: case, punctuation, mark-up, white space. Marks inside numbers and
/// signs of units stay.
pub fn alike(text: &str) -> String {
    let shadow = Shadow::of(text).text;
    let mut plain = String::with_capacity(shadow.len());
    let mut chars = shadow.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let digit = |c: char| c.is_ascii_digit();
        let in_number =
            matches!(c, '.' | ',' | '-' | ':') && digit(before) && chars.peek().copied().is_some_and(digit);
        if c.is_alphanumeric() || matches!(c, '%' | '$' | '€' | '£' | '+' | '{' | '}') || in_number {
            plain.push(c);
        } else if c != '\'' && !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
        before = c;
    }
    plain.truncate(plain.trim_end().len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_is_alike() {
        let one = "On average 62% of cancelled slots are refilled.";
        for other in [
            "on average, **62%** of cancelled\n  slots are refilled",
            "On average 62% of cancelled slots are refilled",
        ] {
            assert_eq!(alike(one), alike(other), "{other}");
        }
        for (a, b) in [("62% refilled", "62 refilled"), ("1.5 days", "15 days"), ("5-10 days", "510 days")] {
            assert_ne!(alike(a), alike(b));
        }
    }
}
