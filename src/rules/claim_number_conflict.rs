//! claim/number-conflict: a figure in copy that contradicts the approved one.

use super::{Check, CopyView, Rule};
use crate::analyze::{Clash, Relation, counted, restated};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Status;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/number-conflict",
    summary: "a figure that contradicts the approved one",
    severity: Severity::Error,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_number_conflict.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "competitors", "customers"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for found in view.facts.figures(view.project, view.lexicon) {
        let Relation::Conflict(clash) = found.relation else { continue };
        let passage = view.facts.passages.get(found.passage);
        let quantity = passage.and_then(|p| p.quantities().get(found.quantity));
        let claim = view.project.playbook.claims.get(found.claim);
        let (Some(passage), Some(quantity), Some(claim)) = (passage, quantity, claim) else { continue };
        if claim.status != Status::Approved {
            continue;
        }
        let (Some(figure), Some(own)) = (&claim.figure, view.lexicon.approved(found.claim)) else { continue };
        let range = match clash {
            Clash::Bound | Clash::Rate => quantity.range.clone(),
            _ => counted(quantity),
        };
        let said = passage.slice(&range);
        let mut finding = view
            .finding(passage, range, message(clash, said, own.shown(), claim.id.as_str()))
            .about("claim", claim.id.as_str())
            .why(format!(
                "a buyer who meets two numbers believes neither; approved is: {}",
                claim.says.trim()
            ))
            .help(help(clash, own.shown(), claim.id.as_str()))
            .related(
                Place::new(&claim.source, figure.span().unwrap_or(claim.says.span())),
                "the approved figure stands here",
            );
        if clash == Clash::Value
            && let Some(own) = own.figure()
            && let Some(text) = restated(passage.slice(&quantity.figure), quantity, own)
        {
            finding = view.replacing(finding, passage, quantity.figure.clone(), &text, false);
        }
        findings.push(finding);
    }
    findings
}

fn message(clash: Clash, said: &str, approved: &str, id: &str) -> String {
    match clash {
        Clash::Value => format!("\"{said}\" stands against the approved {approved} ({id})"),
        Clash::Bound => format!("\"{said}\" gives the approved {approved} another bound ({id})"),
        Clash::Direction => format!("\"{said}\" goes the other way than the approved {approved} ({id})"),
        Clash::Unit => format!("\"{said}\" is another unit than the approved {approved} ({id})"),
        Clash::Rate => format!("\"{said}\" counts by another time than the approved {approved} ({id})"),
    }
}

fn help(clash: Clash, approved: &str, id: &str) -> String {
    let instead = match clash {
        Clash::Value | Clash::Unit | Clash::Rate => format!("write {approved}, or a rounded form of it"),
        Clash::Bound => format!("write {approved} with the bound of the approved wording, or without one"),
        Clash::Direction => "turn the sentence round".to_owned(),
    };
    format!("{instead}; where the copy is right, change the figure of `{id}`")
}
