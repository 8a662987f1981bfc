//! model/owner: an item that nobody answers for.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::graph::Key;
use crate::item::Status;

pub static RULE: Rule = Rule {
    id: "model/owner",
    summary: "an item that nobody answers for",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_owner.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

/// Kinds whose items go stale, so somebody must answer for them.
const OWNED: &[&str] = &["claims", "competitors", "messages", "objections", "plays"];

fn check(view: &MessagingView) -> Vec<Finding> {
    let project = view.messaging;
    let mut findings = vec![];
    for kind in OWNED {
        for item in project.playbook.of_kind(kind) {
            let team = project.graph.links_from(&Key::of(item)).iter().any(|l| l.field == "team");
            if item.header().owner.is_none() && !team && item.status() != Status::Retired {
                findings.push(
                    view.about(
                        item,
                        format!("nobody answers for the {} `{}`", item.noun(), item.id().as_str()),
                    )
                    .why("when it turns out wrong, nobody knows whom to ask")
                    .help("add `owner:` with a person or a team"),
                );
            }
        }
    }
    // A project that names owners of stages means to have one for each.
    if project.config.stages.iter().any(|s| s.owner.is_some()) {
        for stage in project.config.stages.iter().filter(|s| s.owner.is_none()) {
            let place = project.config.place(stage.span.unwrap_or_default());
            findings.push(
                view.rule
                    .finding(place, format!("nobody answers for the stage `{}`", stage.id))
                    .about("stage", stage.id.clone())
                    .why(format!("\"{}\" is a question that somebody must answer", stage.question))
                    .help(format!("add `- {{id: {}, owner: ...}}` under `stages:`", stage.id)),
            );
        }
    }
    findings
}
