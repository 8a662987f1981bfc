//! model/cost-missing: a strong pain, or a why-change message, without the cost of leaving things as they are.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/cost-missing",
    summary: "a strong pain, or a why-change message, without the cost of leaving things as they are",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_cost_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let playbook = &view.messaging.playbook;
    let mut findings = vec![];
    let strong = |severity: Option<u32>| severity.is_some_and(|s| s >= 4);
    for pain in view.approved(&playbook.pains) {
        if strong(pain.severity) && pain.cost_of_inaction.is_none() {
            let id = pain.id.as_str();
            findings.push(
                view.about(pain, format!("nobody says what it costs to leave the pain `{id}` as it is"))
                    .why("the rival we lose to most is doing nothing, and it looks free until somebody names its price")
                    .help("add `cost_of_inaction: {text: ..., claim: ...}` with a sum, hours or a lost contract"),
            );
        }
    }
    for message in view.approved(&playbook.messages).filter(|m| m.stage.id() == "why-change") {
        let pains: Vec<_> =
            message.pains.iter().filter_map(|p| view.messaging.of(&playbook.pains, p.id())).collect();
        // A strong pain without a cost is told above; a reference to nothing elsewhere.
        let priced = pains.iter().any(|p| p.cost_of_inaction.is_some() || strong(p.severity));
        if priced || pains.len() < message.pains.len() {
            continue;
        }
        let what = match pains.as_slice() {
            [] => "names no pain",
            _ => "rests on a pain without the cost of leaving it",
        };
        let id = message.id.as_str();
        findings.push(
            view.about(message, format!("the message `{id}` {what}, so it cannot say what staying costs"))
                .why("who is asked to change weighs the effort against the cost of not changing: here that is nothing")
                .help("name a pain under `pains:` that has a `cost_of_inaction`"),
        );
    }
    findings
}
