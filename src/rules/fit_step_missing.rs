//! fit/step-missing: a message lacks a step of its stage.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::shape::did_you_mean;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "fit/step-missing",
    summary: "a message lacks a step of its stage",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_step_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for message in view.messaging.playbook.messages.iter().filter(|m| m.status != Status::Retired) {
        let Some(stage) = view.messaging.config.stage(message.stage.id()) else { continue };
        let written = |id: &str| message.steps.iter().any(|(key, _)| key.as_str() == id);
        if message.steps.is_empty() {
            continue;
        }
        let lacks: Vec<&str> = stage
            .steps
            .iter()
            .filter(|s| !s.optional && !written(s.id.as_str()))
            .map(|s| s.id.as_str())
            .collect();
        if !lacks.is_empty() {
            let all: Vec<&str> = stage.steps.iter().map(|s| s.id.as_str()).collect();
            findings.push(
                view.about(
                    message,
                    format!("the message `{}` lacks {}", message.id.as_str(), lacks.join(", ")),
                )
                .why(format!("\"{}\" is answered by a story: {}", stage.question, all.join(" > ")))
                .help(format!("write `{}:` under `steps:`", lacks.join(":` and `"))),
            );
        }
        for (key, _) in
            message.steps.iter().filter(|(key, _)| !stage.steps.iter().any(|s| s.id.as_str() == key.as_str()))
        {
            let place = Place::new(&message.source, key.span());
            findings.push(
                view.rule
                    .finding(place, format!("`{key}` is not a step of {}", stage.id))
                    .about("message", message.id.as_str())
                    .why("a step under another name counts as missing, and its page does not show it")
                    .help(did_you_mean(key, stage.steps.iter().map(|s| s.id.as_str()))),
            );
        }
    }
    findings
}
