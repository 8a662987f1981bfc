//! A metric's values in words, and as numbers for those who sum them up.

use super::number;
use crate::analyze::Numbers;
use crate::model::{Measure, Metric};
use crate::site::edition::Edition;

/// A value of a metric in words: with its unit; a share of one as percent.
pub fn measured(metric: &Metric, value: f64) -> String {
    match metric.unit.as_deref() {
        Some("percent" | "%") => format!("{}\u{a0}%", number(value)),
        Some(money) if money.len() == 3 && money.bytes().all(|b| b.is_ascii_uppercase()) => {
            format!("{money}\u{a0}{}", number(value))
        }
        Some(unit) => format!("{}\u{a0}{unit}", number(value)),
        None if is_share(metric) => format!("{}\u{a0}%", number(value * 100.0)),
        None => number(value),
    }
}

/// A value as short as an axis needs it: `52k`, `40 %`.
pub fn on_axis(metric: &Metric, value: f64) -> String {
    match metric.unit.as_deref() {
        None if is_share(metric) => format!("{}\u{a0}%", number((value * 1000.0).round() / 10.0)),
        Some("percent" | "%") => format!("{}\u{a0}%", number(value)),
        _ if value.abs() >= 1e6 => format!("{}m", number((value / 1e4).round() / 100.0)),
        _ if value.abs() >= 1e4 => format!("{}k", number((value / 1e2).round() / 10.0)),
        _ => number(value),
    }
}

/// A measure in words: one value, or several with what they are split by.
pub fn measure(metric: &Metric, value: &Measure) -> String {
    match value {
        Measure::One(value) => measured(metric, *value),
        Measure::Split(parts) => {
            let part =
                |(name, value): &(crate::shape::Phrase, f64)| format!("{name}: {}", measured(metric, *value));
            parts.iter().map(part).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Whether the values are shares of one: all between 0 and 2, and not all whole.
fn is_share(metric: &Metric) -> bool {
    let values: Vec<f64> = metric
        .values
        .iter()
        .flat_map(|(_, m)| match m {
            Measure::One(value) => vec![*value],
            Measure::Split(parts) => parts.iter().map(|(_, v)| *v).collect(),
        })
        .collect();
    values.iter().all(|v| (0.0..2.0).contains(v)) && values.iter().any(|v| v.fract() != 0.0)
}

/// The numbers that an edition shows.
impl Numbers for Edition<'_> {
    fn metric(&self, id: &str) -> Option<&Metric> {
        self.page_of("metrics", id)?;
        self.project.of(&self.project.playbook.metrics, id).map(|m| &m.body)
    }
}
