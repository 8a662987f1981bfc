//! fit/persona-language: copy for a persona uses a word that puts it off.

use super::{Check, CopyView, Rule};
use crate::analyze::Role;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;

pub static RULE: Rule = Rule {
    id: "fit/persona-language",
    summary: "copy for a persona uses a word that puts it off",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_persona_language.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let readers = &view.facts.piece.attributes.personas;
    if !view.for_buyers() || readers.is_empty() {
        return vec![];
    }
    let people = &view.project.playbook.personas;
    let mine = |at: &usize| people.get(*at).filter(|p| readers.iter().any(|id| id == p.id.as_str()));
    let put_off = |role: &Role| match role {
        Role::PersonaAvoid(at) => mine(at),
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, entry, persona) in view.facts.hits(view.lexicon, put_off) {
        // A word that another reader of the piece uses themselves is a compromise, and a banned one is told as banned.
        let theirs = passage.hits.iter().filter(|h| h.range == hit.range).any(|h| {
            let role = view.lexicon.entry(h.entry).map(|e| &e.role);
            matches!(role, Some(Role::PersonaUse(at)) if mine(at).is_some())
        });
        if theirs || passage.banned(view.lexicon, hit) || !view.is_use(passage, hit) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let better = persona
            .words
            .as_ref()
            .map(|w| w.preferred.iter().take(4).map(|p| p.to_string()).collect::<Vec<_>>());
        let help = match better.filter(|b| !b.is_empty()) {
            Some(words) => format!("say it in their words: {}", words.join(", ")),
            None => "say it in the words they use themselves".to_owned(),
        };
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" puts off {}", persona.id.as_str()))
                .about("persona", persona.id.as_str())
                .why(format!("the playbook lists \"{}\" among the words to avoid with them", entry.phrase))
                .help(help)
                .related(persona.place(), "the persona stands here"),
        );
    }
    findings
}
