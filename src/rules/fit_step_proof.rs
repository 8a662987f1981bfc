//! fit/step-proof: a step that states a result has nothing that proves it.

use super::{Check, CopyView, Rule};
use crate::analyze::{Role, proof_holds};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::text::{OPAQUE, Place};

pub static RULE: Rule = Rule {
    id: "fit/step-proof",
    summary: "a step that states a result has nothing that proves it",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_step_proof.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let (project, book) = (view.project, &view.project.playbook);
    let key = view.facts.piece.item.as_ref().filter(|key| key.kind == "messages");
    let Some(message) = key.and_then(|key| project.of(&book.messages, &key.id)) else { return vec![] };
    let Some(stage) = project.config.stage(message.stage.id()) else { return vec![] };
    let claims: Vec<_> = message.claims.iter().filter_map(|c| project.of(&book.claims, c.id())).collect();
    let proven = claims.iter().any(|c| {
        c.status == Status::Approved && c.proof.iter().any(|proof| proof_holds(proof, project.as_of))
    });
    if proven {
        return vec![];
    }
    let mut findings = vec![];
    for step in stage.steps.iter().filter(|s| s.needs_proof) {
        let Some((written, _)) = message.steps.iter().find(|(k, _)| k.as_str() == step.id.as_str()) else {
            continue;
        };
        let field = format!("steps.{}", step.id.as_str());
        let mut text = view.facts.passages.iter().filter(|p| p.passage.part == Part::Field(field.clone()));
        let evidence = text.any(|p| {
            let known = |role: &Role| matches!(role, Role::ClaimWording(_) | Role::Customer(_));
            let said = p.hits.iter().any(|h| view.lexicon.entry(h.entry).is_some_and(|e| known(&e.role)));
            // The customer's own numbers come by a merge field: `{{refilled}}`, `[number]`.
            said || p.text().contains([OPAQUE, '[']) || p.text().contains("{{") || !p.quantities().is_empty()
        });
        if evidence {
            continue;
        }
        let what = match claims.first() {
            Some(claim) => {
                format!("`{written}` rests on `{}`, which has no proof that holds", claim.id.as_str())
            }
            None => format!("`{written}` has neither a figure nor a claim that proves it"),
        };
        let mut finding = view
            .rule
            .finding(Place::new(&message.source, written.span()), what)
            .about("message", message.id.as_str())
            .why(format!(
                "\"{}\" is answered here by a result; a result without proof is an opinion",
                stage.question
            ))
            .help(
                "list a proven claim under `claims:`, name a customer, or put their own figure into the step",
            );
        if let Some(claim) = claims.first() {
            finding = finding.related(Place::new(&claim.source, claim.says.span()), "the claim stands here");
        }
        findings.push(finding);
    }
    findings
}
