//! model/journey: a persona's way through the stages has a hole where a message speaks to them.

use std::collections::BTreeSet;

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::Persona;

pub static RULE: Rule = Rule {
    id: "model/journey",
    summary: "a stage at which a message speaks to a persona, and nobody says what they ask there",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_journey.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let begun = view.approved(&view.messaging.playbook.personas).filter(|p| !p.journey.is_empty());
    begun.filter_map(|persona| holes(view, persona)).collect()
}

fn holes(view: &MessagingView, persona: &Item<Persona>) -> Option<Finding> {
    let messaging = view.messaging;
    let known: BTreeSet<&str> = persona
        .journey
        .iter()
        .filter(|(_, step)| !step.asks.is_empty() || !step.doubts.is_empty())
        .map(|(stage, _)| stage.id())
        .collect();
    let spoken_to: BTreeSet<&str> = view
        .approved(&messaging.playbook.messages)
        .filter(|m| m.personas.iter().any(|p| p.id() == persona.id.as_str()))
        .map(|m| m.stage.id())
        .collect();
    let stages = messaging.config.stages.iter().map(|s| s.id.as_str());
    let open: Vec<&str> = stages.filter(|s| spoken_to.contains(s) && !known.contains(s)).collect();
    if open.is_empty() {
        return None;
    }
    let what = format!("nobody says what `{}` asks or doubts at {}", persona.id.as_str(), open.join(" and "));
    Some(
        view.about(persona, what)
            .why("a message that answers no question of theirs is about us")
            .help("add under `journey:` what they ask and doubt there, in their words"),
    )
}
