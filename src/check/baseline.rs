//! The baseline: findings that were there when the check was taken up, so that only new ones fail.
//!
//! A committed file of JSON lines, one a finding, sorted by path, rule and words, so that two branches merge line by
//! line. An entry is known again by its fingerprint; the rest of the line is for the people who review it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::{Fault, Finding};
use crate::text::{Place, Source, Span};

/// The name of a baseline that settings do not name.
pub const BASELINE: &str = "refrain-baseline.jsonl";

/// The longest text of an entry, in characters.
const SHOWN: usize = 120;

/// One finding that was there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The file.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The words that it found, or their beginning.
    pub text: String,
    /// What it said.
    pub message: String,
    /// What it is known by.
    pub fingerprint: String,
}

/// The findings that were there, sorted.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// One for each.
    pub entries: BTreeSet<Known>,
}

impl Baseline {
    /// Reads a baseline; a line that is none is told.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Fault>) {
        let (mut entries, mut faults, mut at) = (BTreeSet::new(), vec![], 0);
        for line in source.text().split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Known>(line) {
                Ok(known) => {
                    entries.insert(known);
                }
                Err(error) => {
                    let mut column = error.column().saturating_sub(1).min(line.trim_end().len());
                    while !line.is_char_boundary(column) {
                        column -= 1;
                    }
                    let place = Place::new(source, Span::new(start + column, start + line.trim_end().len()));
                    let why = error.to_string();
                    let why = why.split(" at line ").next().unwrap_or(&why);
                    let what = format!("this line of the baseline cannot be read: {why}");
                    let help = "take the line out, or make the file anew: refrain baseline create --force";
                    faults.push(Fault::new("baseline/damaged", place, what, help));
                }
            }
        }
        (Self { entries }, faults)
    }

    /// The baseline that knows all of these findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let entries = findings.into_iter().map(|finding| Known {
            path: finding.place.path().to_owned(),
            rule: finding.rule.to_owned(),
            text: short(&finding.place.text()),
            message: finding.message.to_string(),
            fingerprint: finding.fingerprint.to_string(),
        });
        Self { entries: entries.collect() }
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let lines = self.entries.iter().map(|known| serde_json::to_string(known).unwrap_or_default() + "\n");
        lines.collect()
    }

    /// Parts findings from those that are known, and names the entries that know none of them.
    pub(super) fn part(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>, Vec<Known>) {
        let known: BTreeSet<&str> = self.entries.iter().map(|k| k.fingerprint.as_str()).collect();
        let (old, new): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|f| known.contains(&*f.fingerprint));
        let found: BTreeSet<&str> = old.iter().map(|f| &*f.fingerprint).collect();
        let gone = self.entries.iter().filter(|k| !found.contains(k.fingerprint.as_str())).cloned().collect();
        (new, old, gone)
    }
}

/// The words on one line, cut where they are many.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or("")),
        None => line,
    }
}
