//! Whether a pain must be relieved or is nice to relieve.

use crate::item::Item;
use crate::model::Pain;

/// What a pain's severity, triggers, budget and cost say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Buyers will pay to be rid of it.
    MustHave,
    /// Buyers nod and do nothing.
    NiceToHave,
    /// Nobody has rated it.
    Unrated,
}

impl Verdict {
    /// The words a page shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::MustHave => "must-have",
            Self::NiceToHave => "nice-to-have",
            Self::Unrated => "unrated",
        }
    }
}

/// The verdict on a pain, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Necessity {
    /// The verdict.
    pub verdict: Verdict,
    /// What speaks for it, as phrases.
    pub reasons: Vec<String>,
}

/// Judges a pain: severity 4 or 5 is a must-have, 1 or 2 nice to have; 3 is a must-have with a trigger, a budget or a
/// stated cost of inaction (after the nice-to-have test of the article on pain-based value propositions).
pub fn necessity(pain: &Item<Pain>) -> Necessity {
    let Some(severity) = pain.severity else {
        return Necessity {
            verdict: Verdict::Unrated,
            reasons: vec!["its severity is not rated".to_owned()],
        };
    };
    let mut drives = vec![];
    if !pain.triggers.is_empty() {
        drives.push(format!("{} can make it acute", count(pain.triggers.len(), "event")));
    }
    if let Some(budget) = &pain.budget {
        drives.push(format!("budget: {budget}"));
    }
    if pain.cost_of_inaction.is_some() {
        drives.push("its cost is known".to_owned());
    }
    let verdict = match severity {
        4.. => Verdict::MustHave,
        3 if !drives.is_empty() => Verdict::MustHave,
        _ => Verdict::NiceToHave,
    };
    let mut reasons = vec![format!("severity {severity} of 5")];
    if let Some(frequency) = &pain.frequency {
        reasons.push(format!("felt {frequency}"));
    }
    if drives.is_empty() {
        reasons.push("no trigger, budget or cost is named".to_owned());
    }
    reasons.extend(drives);
    Necessity { verdict, reasons }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
