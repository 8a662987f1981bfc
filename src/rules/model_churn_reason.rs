//! model/churn-reason: a customer who left, and nobody knows why.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/churn-reason",
    summary: "a customer who left, and nobody knows why",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_churn_reason.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for customer in view.approved(&view.messaging.playbook.customers) {
        let Some(churn) = &customer.churn else { continue };
        let lacks = match (&churn.reason, churn.controllable) {
            (Some(_), Some(_)) => continue,
            (None, _) => "nobody knows why",
            (Some(_), None) => "nobody says whether we could have kept them",
        };
        let (name, date) = (&customer.name, churn.date);
        findings.push(
            view.about(customer, format!("{name} left on {date}, and {lacks}"))
                .why("a bucket is mended where it leaks; the next customer leaves for the same reason")
                .help("ask them, and add `reason:` and `controllable:` under `churn:`"),
        );
    }
    findings
}
