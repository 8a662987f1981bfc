//! claim/promise-unkept: a promise made before the purchase that nobody keeps after it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, CorpusView, Rule};
use crate::analyze::Answer;
use crate::config::Half;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/promise-unkept",
    summary: "a promise made before the purchase that nobody keeps after it",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_promise_unkept.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "messages", "plays"],
    check: Check::Corpus(check),
};

fn check(view: &CorpusView) -> Vec<Finding> {
    let keeps = |stage: Option<&str>| {
        stage.and_then(|id| view.project.config.stage(id)).is_some_and(|s| s.half == Half::Keep)
    };
    let mut made: BTreeMap<usize, Vec<&Answer>> = BTreeMap::new();
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for (piece, digest) in view.files() {
        let keep = keeps(piece.attributes.stage.as_deref());
        for answer in digest.answers.iter().filter(|a| !a.denied) {
            if keep {
                kept.insert(answer.claim);
            } else {
                made.entry(answer.claim).or_default().push(answer);
            }
        }
    }
    for message in view.project.playbook.messages.iter().filter(|m| m.status != Status::Retired) {
        if keeps(Some(message.stage.id())) {
            let ids = message.claims.iter().map(|c| crate::graph::Key::new("claims", c.id()));
            kept.extend(ids.filter_map(|key| view.project.graph.position(&key)));
        }
    }
    let mut findings = vec![];
    for (at, places) in &made {
        let claim =
            view.project.playbook.claims.get(*at).filter(|c| c.promise && c.status == Status::Approved);
        let Some(claim) = claim else { continue };
        let by_message = claim.kept_by.as_ref().is_some_and(|m| {
            let message = view.project.of(&view.project.playbook.messages, m.id());
            message.is_some_and(|m| m.status != Status::Retired && keeps(Some(m.stage.id())))
        });
        findings.extend(finding(view, claim, by_message || kept.contains(at), places));
    }
    findings
}

fn finding(view: &CorpusView, claim: &Item<Claim>, kept: bool, places: &[&Answer]) -> Option<Finding> {
    let mut lacks = vec![];
    if !kept {
        lacks.push("no message after the purchase speaks of it");
    }
    if claim.header.owner.is_none() {
        lacks.push("nobody owns it");
    }
    // A claim without proof is told by claim/proof-missing at each place; here it only completes the list.
    if lacks.is_empty() {
        return None;
    }
    if claim.proof.is_empty() {
        lacks.push("nothing proves it");
    }
    let (first, rest) = places.split_first()?;
    let id = claim.id.as_str();
    let mut finding = view
        .rule
        .finding(first.place.clone(), format!("nobody keeps this promise ({id}): {}", lacks.join(", ")))
        .about("claim", id)
        .why("the buyer remembers what was promised, and hears nothing of it once they have paid")
        .help(format!("name in `kept_by` of `{id}` the message that tells how it is kept, and its `owner`"))
        .related(Place::new(&claim.source, claim.says.span()), "the promise stands here");
    for answer in rest {
        finding = finding.related(answer.place.clone(), "promised here too");
    }
    Some(finding)
}
