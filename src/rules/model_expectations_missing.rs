//! model/expectations-missing: a persona of whom nobody says what they expect.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/expectations-missing",
    summary: "a persona of whom nobody says what they expect",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_expectations_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &["research"],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let silent = view.approved(&view.messaging.playbook.personas).filter(|p| p.expects.is_empty());
    silent
        .map(|persona| {
            let id = persona.id.as_str();
            let bare = persona.jobs.is_empty() && persona.gains.is_empty() && !persona.titles.is_empty();
            let what = if bare {
                format!("the persona `{id}` is known by job title only")
            } else {
                format!("nobody says what the persona `{id}` expects of a supplier")
            };
            view.about(persona, what)
                .why("people of one title want different things, and people who expect the same can be told the same")
                .help("add under `expects:` what they take for granted and leave over: time, effort, price, people")
        })
        .collect()
}
