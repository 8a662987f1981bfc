//! term/preferred: a word for which the glossary prefers another.

use super::term_applies;
use super::{Check, CopyView, Rule};
use crate::analyze::Role;
use crate::config::Level;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::TermKind;
use crate::syntax::words::{adapt_case, adapt_form};

pub static RULE: Rule = Rule {
    id: "term/preferred",
    summary: "a word for which the glossary prefers another",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_preferred.md"),
    cues: &[],
    options: &[],
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
        let better = in_place_of(&term.preferred, &entry.phrase, said);
        let mut finding = view
            .finding(passage, hit.range.clone(), format!("\"{said}\" should be \"{better}\""))
            .about("term", term.id.as_str())
            .why(term.why.as_ref().map_or("one thing has one name, or buyers think it is two", |w| w))
            .help(format!("write \"{better}\""))
            .related(term.place(), "the glossary says so here");
        if let Some(severity) = term.severity.and_then(Level::severity) {
            finding = finding.severity(severity);
        }
        if let Some(fix) = view.replacement(passage, hit.range.clone(), &better, term.also.is_empty()) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
    findings
}

/// The right word in the form and case of the wrong one.
fn in_place_of(right: &str, wrong: &str, said: &str) -> String {
    let form = adapt_form(right, wrong, said).unwrap_or_else(|| right.to_owned());
    let as_listed = said.starts_with(wrong) && wrong.chars().any(char::is_uppercase);
    if as_listed || right.chars().any(char::is_uppercase) { form } else { adapt_case(&form, said) }
}
