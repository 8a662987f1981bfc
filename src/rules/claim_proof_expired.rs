//! claim/proof-expired: a claim whose proof holds no more, or not for long.

use super::{Check, CopyView, Rule};
use crate::analyze::{DUE_WITHIN, days, proof_holds};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::model::Proof;
use crate::shape::Date;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/proof-expired",
    summary: "a claim whose proof holds no more, or not for long",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_proof_expired.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let dated = view.facts.piece.attributes.dated;
    let day = dated.unwrap_or(view.project.as_of);
    let mut findings = vec![];
    for used in view.facts.claim_uses(view.project, view.lexicon) {
        let claim = view.project.playbook.claims.get(used.claim);
        let Some(claim) = claim.filter(|c| c.status == Status::Approved) else { continue };
        let Some(last) = last_day(&claim.proof) else { continue };
        let holds = claim.proof.iter().any(|p| proof_holds(p, day));
        let soon = days(day, last) <= DUE_WITHIN && dated.is_none();
        if holds && !soon {
            continue;
        }
        let id = claim.id.as_str();
        let said = used.stretch().and_then(|(p, r)| view.facts.passages.get(p).map(|f| f.slice(r)));
        let subject = said.map_or("it rests on a claim that".to_owned(), |s| format!("\"{s}\""));
        let proof = claim.proof.iter().find(|p| p.expires == Some(last)).unwrap_or(&claim.proof[0]);
        let (what, severity) = if holds {
            (format!("{subject} has no proof from {last} on ({id})"), Severity::Warning)
        } else {
            (format!("{subject} has had no proof since {last} ({id})"), Severity::Error)
        };
        findings.push(
            view.rule
                .finding(used.place.clone(), what)
                .severity(severity)
                .about("claim", id)
                .why("a buyer who asks to see the proof sees the date on it")
                .help(format!("renew the proof of `{id}`, or leave the statement out"))
                .related(
                    Place::new(&claim.source, proof.source.span()),
                    "the proof that held longest stands here",
                ),
        );
    }
    findings
}

/// The day from which no proof holds; nothing where there is none, or one holds without end.
fn last_day(proof: &[Proof]) -> Option<Date> {
    proof.iter().map(|p| p.expires).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten()
}
