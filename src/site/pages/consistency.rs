//! Consistency: what the check found in copy and messaging, and what was not checked.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::finding::{Finding, Severity};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, placed};
use crate::site::view::{self, map, ordinary};

/// How many findings of one rule the page shows.
const SHOWN: usize = 25;

pub static PAGE: PageType = PageType {
    name: "consistency",
    template: "consistency.html",
    kind: None,
    addresses: |_| single("consistency.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Where copy says something else than the messaging, with the approved wording and what to do.";
    let totals = [Severity::Error, Severity::Warning, Severity::Info];
    let totals = totals.map(|s| map! { "severity": s.name(), "count": edition.outcome.count(s) });
    let unchecked =
        edition.outcome.faults.iter().map(|f| map! { "path": placed(&f.place), "why": &*f.message });
    Sheet {
        head: Head::new("Consistency", "consistency", lead).lead(lead),
        body: vec![
            ("totals", Value::from(totals.to_vec())),
            ("groups", Value::from(groups(edition))),
            ("by_team", by_team(edition)),
            ("unchecked", Value::from(unchecked.collect::<Vec<_>>())),
            ("baseline", Value::none()),
        ],
        entries: vec![],
    }
}

/// Findings by rule: the worst first, then by the rule's id.
fn groups(edition: &Edition) -> Vec<Value> {
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &edition.outcome.findings {
        groups.entry(finding.rule).or_default().push(finding);
    }
    let mut groups: Vec<(&str, Vec<&Finding>)> = groups.into_iter().collect();
    let worst = |list: &[&Finding]| list.iter().map(|f| f.severity).max();
    groups.sort_by_key(|(rule, list)| (std::cmp::Reverse(worst(list)), *rule));
    let group = |(rule, list): (&str, Vec<&Finding>)| {
        let shown = list.iter().take(SHOWN).map(|f| view::finding(edition, f));
        map! {
            "title": rule,
            "url": edition.rule_url(rule),
            "count": list.len(),
            "findings": shown.collect::<Vec<_>>(),
        }
    };
    groups.into_iter().map(group).collect()
}

fn by_team(edition: &Edition) -> Value {
    let mut teams: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in &edition.outcome.findings {
        let team = edition.team_of(finding.place.path()).unwrap_or("messaging");
        let at = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        if let Some(count) = teams.entry(team).or_default().get_mut(at) {
            *count += 1;
        }
    }
    let team = teams.into_iter().map(|(team, [error, warning, info])| {
        map! { "team": ordinary(team), "error": error, "warning": warning, "info": info }
    });
    Value::from(team.collect::<Vec<_>>())
}
