//! model/metric: a number that is not shared, or was not measured in the last period.

use super::{Check, MessagingView, Rule};
use std::collections::BTreeMap;

use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::Metric;

pub static RULE: Rule = Rule {
    id: "model/metric",
    summary: "a number that is not shared, or was not measured in the last period",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_metric.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    // What is internal to one team is that team's own affair.
    let metrics: Vec<&Item<Metric>> =
        view.approved(&view.messaging.playbook.metrics).filter(|m| m.header.internal_to.is_empty()).collect();
    let mut findings = vec![];
    if let Some(first) = metrics.first().filter(|_| metrics.iter().all(|m| !m.shared)) {
        findings.push(
            view.about(*first, "no number is shared by all teams")
                .why("while each team makes its own number, the customer falls between them and nobody notices")
                .help("mark one with `shared: true`: renewals, booked revenue, satisfaction; never clicks"),
        );
    }
    // By the form of a period (`2026Q3`, `2026-10`): the last one that any number has.
    let mut last: BTreeMap<String, &str> = BTreeMap::new();
    for (period, _) in metrics.iter().flat_map(|m| m.values.iter()) {
        if let Some(form) = form(period) {
            let latest = last.entry(form).or_insert(period);
            *latest = (*latest).max(period);
        }
    }
    for metric in metrics {
        let id = metric.id.as_str();
        let newest = metric.values.iter().map(|(p, _)| p.as_str()).max();
        let what = match newest {
            None => format!("the number `{id}` was never measured"),
            Some(newest) => match form(newest).and_then(|form| last.get(&form)) {
                Some(latest) if newest < *latest => {
                    format!("the number `{id}` has no value for {latest}; its last one is of {newest}")
                }
                _ => continue,
            },
        };
        findings.push(
            view.about(metric, what)
                .why("a number that is measured now and then is looked at now and then, and decides nothing")
                .help("add the value, or retire the number"),
        );
    }
    findings
}

/// The form of a period that begins with a year, its digits as noughts: `2026Q3` has the form `0000Q0`.
fn form(period: &str) -> Option<String> {
    let year = period.len() > 3 && period.bytes().take(4).all(|b| b.is_ascii_digit());
    year.then(|| period.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect())
}
