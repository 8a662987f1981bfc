//! model/orphan: an item that nothing uses.

use super::{Check, ProjectView, Rule};
use crate::analyze::variables;
use crate::finding::{Certainty, Finding, Severity};
use std::collections::BTreeSet;

use crate::graph::Key;
use crate::item::{AnyItem, Status};
use crate::model::KIND_KEYS;

pub static RULE: Rule = Rule {
    id: "model/orphan",
    summary: "an item that nothing uses",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_orphan.md"),
    cues: &[],
    options: &[],
    rests_on: KIND_KEYS,
    check: Check::Project(check),
};

/// Kinds whose items live by being used, and what ought to use them.
const USED: &[(&str, &str)] = &[
    ("claims", "a message, a value proposition, an objection or a piece of copy"),
    ("messages", "a play or a piece of copy"),
    ("offers", "a value proposition or a message"),
    ("pains", "a persona"),
    ("personas", "a message, a value proposition or a piece of copy"),
    ("triggers", "a pain, a message or a play"),
];

fn check(view: &ProjectView) -> Vec<Finding> {
    let project = view.project;
    let in_copy: BTreeSet<(&str, &str)> = project
        .pieces
        .iter()
        .flat_map(|p| {
            let known = &p.attributes;
            let claims = known.uses.iter().map(|id| ("claims", id.as_str()));
            let taken = variables(p).into_iter().filter_map(|v| project.of(&project.playbook.claims, &v.id));
            let taken = taken.map(|claim| ("claims", claim.id.as_str()));
            claims.chain(known.personas.iter().map(|id| ("personas", id.as_str()))).chain(taken)
        })
        .collect();
    // A message is also used by copy of its own stage: that is where it is told.
    let stages: BTreeSet<&str> =
        project.pieces.iter().filter(|p| p.is_file()).filter_map(|p| p.attributes.stage.as_deref()).collect();
    let told = |item: &dyn AnyItem| {
        let mut links = project.graph.links_from(&Key::of(item)).iter();
        item.kind() == "messages" && links.any(|l| l.to.kind == "stages" && stages.contains(l.to.id.as_str()))
    };
    let mut findings = vec![];
    for (kind, users) in USED {
        for item in project.playbook.of_kind(kind) {
            let key = Key::of(item);
            let linked = project.graph.links_to(&key).iter().any(|l| l.from != key);
            let used = linked || in_copy.contains(&(key.kind, key.id.as_str())) || told(item);
            if !used && item.status() != Status::Retired {
                findings.push(
                    view.about(item, format!("nothing uses the {} `{}`", item.noun(), key.id))
                        .why("what nothing uses is not said to any buyer, and nobody notices when it goes stale")
                        .help(format!("let {users} refer to it, or retire it")),
                );
            }
        }
    }
    findings
}
