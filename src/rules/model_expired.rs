//! model/expired: an item whose day has passed.

use super::{Check, MessagingView, Rule};
use crate::analyze::expired;
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/expired",
    summary: "an item whose day has passed",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_expired.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let today = view.messaging.as_of;
    let mut findings = vec![];
    for item in view.messaging.playbook.items() {
        if let Some(day) = expired(item, today) {
            findings.push(
                view.about(item, format!("the {} `{}` expired on {day}", item.noun(), item.id().as_str()))
                    .why("nobody has confirmed since then that it is still so")
                    .help("confirm it and set a new `expires:`, or retire it"),
            );
        }
    }
    findings
}
