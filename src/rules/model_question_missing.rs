//! model/question-missing: a pain without a question that brings it to light.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "model/question-missing",
    summary: "a pain without a question that brings it to light",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_question_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let silent = view.approved(&view.messaging.playbook.pains).filter(|p| p.questions.is_empty());
    silent
        .map(|pain| {
            let id = pain.id.as_str();
            let words = pain.words.first().map(|w| format!(", with their word \"{w}\"")).unwrap_or_default();
            view.about(pain, format!("no question brings the pain `{id}` to light"))
                .why("a buyer believes the pain they name themselves; told that they have it, they defend the way it is")
                .help(format!("add under `questions:` what a rep asks to hear of it{words}: how often, who, what happened last time"))
        })
        .collect()
}
