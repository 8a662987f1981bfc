//! model/trigger-missing: a strong pain, or a why-now message, without an event behind it.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/trigger-missing",
    summary: "a strong pain, or a why-now message, without an event behind it",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_trigger_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &["triggers"],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let playbook = &view.messaging.playbook;
    let mut findings = vec![];
    for pain in view.approved(&playbook.pains) {
        if pain.severity.is_some_and(|s| s >= 4) && pain.triggers.is_empty() {
            let id = pain.id.as_str();
            findings.push(
                view.about(pain, format!("nothing is said to make the pain `{id}` acute"))
                    .why("buyers live with a pain for years, until something happens; sales must know what to look for")
                    .help("name the events under `triggers:`: a contract lost, a person gone, a date that comes"),
            );
        }
    }
    for message in view.approved(&playbook.messages).filter(|m| m.stage.id() == "why-now") {
        if !message.trigger.is_empty() {
            continue;
        }
        let pains = message.pains.iter().filter_map(|p| view.messaging.of(&playbook.pains, p.id()));
        let events: Vec<String> = pains.flat_map(|p| &p.triggers).map(|t| format!("`{}`", t.id())).collect();
        let help = match events.as_slice() {
            [] => "add `trigger:` with the event that makes it timely".to_owned(),
            some => format!("add `trigger:`, for instance {}, which makes its pain acute", some.join(" or ")),
        };
        findings.push(
            view.about(message, format!("no event makes the message `{}` timely", message.id.as_str()))
                .why("\"why now?\" is answered by what happened to the buyer; a discount that ends is our event, not theirs")
                .help(help),
        );
    }
    findings
}
