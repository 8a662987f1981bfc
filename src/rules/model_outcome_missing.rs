//! model/outcome-missing: a message, play or value proposition that leads to nothing the buyer wants.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/outcome-missing",
    summary: "a message, play or value proposition that leads to nothing the buyer wants",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_outcome_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let playbook = &view.messaging.playbook;
    let mut findings = vec![];
    for message in view.approved(&playbook.messages) {
        if message.personas.is_empty() && message.pains.is_empty() && message.value_prop.is_none() {
            let id = message.id.as_str();
            findings.push(
                view.about(message, format!("the message `{id}` names nobody who wants something"))
                    .why("\"how do you help me get my outcome?\" has no answer where no outcome and no need stands behind it")
                    .help("add `personas:`, whose outcome it serves, or the `pains:` or the `value_prop:` it starts from"),
            );
        }
    }
    for prop in view.approved(&playbook.value_props).filter(|v| v.result.is_none()) {
        let id = prop.id.as_str();
        findings.push(
            view.about(
                prop,
                format!("the value proposition `{id}` does not say what the buyer has in the end"),
            )
            .why("a promise is ours, the result is theirs: it is what they tell the person who signs")
            .help("add `result:` with what is different for them afterwards, in their words"),
        );
    }
    for play in view.approved(&playbook.plays).filter(|p| p.personas.is_empty() && !p.steps.is_empty()) {
        let messages = play.steps.iter().filter_map(|s| s.message.as_ref());
        let mut known = messages.filter_map(|m| view.messaging.of(&playbook.messages, m.id()));
        if !known.any(|m| !m.personas.is_empty() || !m.pains.is_empty()) {
            let id = play.id.as_str();
            findings.push(
                view.about(play, format!("the play `{id}` names nobody who wants something"))
                    .why("a chain of touches that starts from no need is felt as being chased")
                    .help("add `personas:`, or let its steps bring messages that start from a pain"),
            );
        }
    }
    findings
}
