//! A pain with its verdict as templates see it.

use tera::Value;

use super::{map, maybe, texts};
use crate::analyze::{evidence, urgency};
use crate::item::Item;
use crate::model::Pain;
use crate::site::edition::Edition;

/// A pain with its verdict and evidence.
pub fn pain(edition: &Edition, item: &Item<Pain>) -> Value {
    let (verdict, reasons) = urgency(item);
    let cost = item.cost_of_inaction.as_ref().map(|cost| {
        map! {
            "text": &*cost.text,
            "claim": cost.claim.as_ref().and_then(|c| edition.claim(c.id())),
        }
    });
    map! {
        "ref": edition.reference("pains", item.id.as_str()),
        "statement": &*item.statement,
        "severity": item.severity.unwrap_or(0),
        "frequency": maybe(item.frequency.as_ref()),
        "budget": maybe(item.budget.as_ref()),
        "verdict": verdict.name(),
        "reasons": reasons,
        "words": texts(&item.words),
        "questions": texts(&item.questions),
        "cost": cost,
        "evidence": evidence(edition.project, item).name(),
    }
}
