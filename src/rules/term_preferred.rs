//! term/preferred: a word for which the glossary prefers another.

use super::term_applies;
use super::{Check, CopyView, Rule};
use crate::analyze::Role;
use crate::config::Level;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::TermKind;

pub static RULE: Rule = Rule {
    id: "term/preferred",
    summary: "a word for which the glossary prefers another",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_preferred.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let terms = &view.project.playbook.terms;
    let wrong = |role: &Role| match *role {
        Role::TermNot(at, _) => terms.get(at).filter(|t| !t.former && t.kind != Some(TermKind::Internal)),
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, entry, term) in view.facts.hits(view.lexicon, wrong) {
        if !term_applies(term, view, passage) || !view.is_use(passage, hit) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let (better, sure) = view.instead(passage, hit, &entry.phrase, &term.preferred);
        let mut finding = view
            .finding(passage, hit.range.clone(), format!("\"{said}\" should be \"{better}\""))
            .about("term", term.id.as_str())
            .why(term.why.as_ref().map_or("one thing has one name, or buyers think it is two", |w| w))
            .help(format!("write \"{better}\""))
            .related(term.place(), "the glossary says so here");
        if let Some(severity) = term.severity.and_then(Level::severity) {
            finding = finding.severity(severity);
        }
        let safe = sure && term.also.is_empty();
        findings.push(view.replacing(finding, passage, hit.range.clone(), &better, safe));
    }
    findings
}
