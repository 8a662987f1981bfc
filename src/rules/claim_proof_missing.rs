//! claim/proof-missing: a claim that buyers read and nothing proves.

use super::{Check, CopyView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/proof-missing",
    summary: "a claim that buyers read and nothing proves",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_proof_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for used in view.facts.claim_uses(view.project, view.lexicon) {
        let claim = view.project.playbook.claims.get(used.claim);
        // What is not approved is not to be used, proven or not; that is told of its status.
        let Some(claim) = claim.filter(|c| c.proof.is_empty() && c.status == Status::Approved) else {
            continue;
        };
        let id = claim.id.as_str();
        let what = match used.stretch().and_then(|(p, r)| view.facts.passages.get(p).map(|f| f.slice(r))) {
            Some(said) => format!("\"{said}\" has no proof ({id})"),
            None => format!("it rests on a claim without proof ({id})"),
        };
        findings.push(
            view.rule
                .finding(used.place.clone(), what)
                .about("claim", id)
                .why("a buyer who asks where it comes from gets no answer, and doubts the rest")
                .help(format!("add a `proof` to `{id}`, or leave the statement out until there is one"))
                .related(Place::new(&claim.source, claim.says.span()), "the claim stands here"),
        );
    }
    findings
}
