//! claim/qualifier-missing: a claim without the words that keep it true.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::Role;
use crate::finding::{Certainty, Finding, Severity};
use crate::model::Claim;
use crate::shape::Phrase;
use crate::text::{OPAQUE, Place};

pub static RULE: Rule = Rule {
    id: "claim/qualifier-missing",
    summary: "a claim without the words that keep it true",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_qualifier_missing.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for used in view.facts.claim_uses(view.project, view.lexicon) {
        let Some(claim) = view.project.playbook.claims.get(used.claim) else { continue };
        let Some((passage, range)) = used.stretch() else { continue };
        if claim.requires.is_empty() && claim.requires_any.is_empty() {
            continue;
        }
        let around = view.facts.around(view.lexicon, passage, range);
        // A merge tag may hold what is missing: `in the {{quarter}} quarter`.
        let may_hold = |(at, range): &(usize, Range<usize>)| {
            view.facts.passages.get(*at).is_some_and(|p| p.slice(range).contains(OPAQUE))
        };
        let missing = missing(view, used.claim, claim, &around);
        let Some(first) = missing.first().filter(|_| !around.iter().any(may_hold)) else { continue };
        let Some(facts) = view.facts.passages.get(passage) else { continue };
        let said = facts.slice(range);
        let names: Vec<String> = missing.iter().map(|p| format!("\"{p}\"")).collect();
        let joint = if claim.requires.iter().any(|r| missing.contains(&r)) { " and " } else { " or " };
        let id = claim.id.as_str();
        findings.push(
            view.finding(facts, range.clone(), format!("\"{said}\" needs {} ({id})", names.join(joint)))
                .about("claim", id)
                .why(format!(
                    "without it a buyer hears more than is proven; approved is: {}",
                    claim.says.trim()
                ))
                .help(format!("put {} into the same sentence", names.join(joint)))
                .related(Place::new(&claim.source, first.span()), "it is required here"),
        );
    }
    findings
}

/// The qualifiers that are not in any of the stretches: of `requires` each, of `requires_any` all where none is there.
fn missing<'c>(
    view: &CopyView,
    at: usize,
    claim: &'c Claim,
    around: &[(usize, Range<usize>)],
) -> Vec<&'c Phrase> {
    let present = |phrase: &Phrase| {
        around.iter().any(|(passage, range)| {
            let hits = view.facts.passages.get(*passage).map_or(&[][..], |p| &p.hits);
            let from = hits.partition_point(|h| h.range.start < range.start);
            let within =
                hits.get(from..).unwrap_or_default().iter().take_while(|h| h.range.start < range.end);
            within.filter_map(|h| view.lexicon.entry(h.entry)).any(|e| {
                matches!(e.role, Role::ClaimQualifier(claim) if claim == at) && *e.phrase == *phrase.as_str()
            })
        })
    };
    let mut missing: Vec<&Phrase> = claim.requires.iter().filter(|p| !present(p)).collect();
    if missing.is_empty() && !claim.requires_any.iter().any(present) {
        missing.extend(&claim.requires_any);
    }
    missing
}
