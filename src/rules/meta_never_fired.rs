//! meta/never-fired: a wrong word that nothing in the copy or its own examples ever says.

use super::{Check, CorpusView, Rule};
use std::collections::BTreeSet;

use crate::analyze::Role;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Examples, Status};
use crate::shape::Phrase;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "meta/never-fired",
    summary: "a wrong word that nothing in the copy or its own examples ever says",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: false,
    page: include_str!("meta_never_fired.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Corpus(check),
};

fn check(view: &CorpusView) -> Vec<Finding> {
    let fired: BTreeSet<(&Role, &str)> = view
        .digests
        .iter()
        .flat_map(|d| &d.entries)
        .filter_map(|id| view.lexicon.entry(*id))
        .map(|entry| (&entry.role, &*entry.phrase))
        .collect();
    let playbook = &view.project.playbook;
    let mut findings = vec![];
    for (at, term) in playbook.terms.iter().enumerate().filter(|(_, t)| t.status == Status::Approved) {
        let silent = term
            .not
            .iter()
            .enumerate()
            .filter(|(n, not)| !fired.contains(&(&Role::TermNot(at, *n), &***not)));
        let silent = silent.map(|(_, not)| not).filter(|not| !shown(term.header.examples.as_ref(), not));
        findings
            .extend(silent.map(|not| {
                told(view, Place::new(&term.source, not.span()), ("term", term.id.as_str()), not)
            }));
    }
    for (at, claim) in playbook.claims.iter().enumerate().filter(|(_, c)| c.status == Status::Approved) {
        let not = claim.not.iter().enumerate().map(|(n, p)| (Role::ClaimNot(at, n), p));
        let against = claim.contradicts.iter().enumerate().map(|(n, p)| (Role::ClaimContradicts(at, n), p));
        let silent = not.chain(against).filter(|(role, phrase)| !fired.contains(&(role, &***phrase)));
        let silent = silent.map(|(_, phrase)| phrase).filter(|p| !shown(claim.header.examples.as_ref(), p));
        findings.extend(
            silent.map(|p| told(view, Place::new(&claim.source, p.span()), ("claim", claim.id.as_str()), p)),
        );
    }
    for voice in &playbook.voice {
        let bans = voice.ban.iter().chain(voice.principles.iter().flat_map(|p| &p.not));
        let everywhere = Role::VoiceBan(crate::analyze::Scope::Everywhere);
        let silent = bans.filter(|ban| !fired.contains(&(&everywhere, &***ban)));
        let silent = silent.filter(|ban| !shown(voice.header.examples.as_ref(), ban));
        findings.extend(
            silent.map(|ban| {
                told(view, Place::new(&voice.source, ban.span()), ("voice", voice.id.as_str()), ban)
            }),
        );
    }
    findings
}

/// Whether one of the item's own examples of what is wrong says it.
fn shown(examples: Option<&Examples>, phrase: &Phrase) -> bool {
    let phrase = phrase.to_lowercase();
    examples.is_some_and(|e| e.bad.iter().any(|line| line.to_lowercase().contains(&phrase)))
}

fn told(view: &CorpusView, place: Place, about: (&'static str, &str), phrase: &Phrase) -> Finding {
    view.rule
        .finding(place, format!("\"{phrase}\" stands nowhere in the copy"))
        .about(about.0, about.1)
        .why("a word that nobody writes need not be guarded; or it is written in a form that is not found")
        .help("add a line that it must find under `examples: {bad: [...]}`, or take it out of the list")
}
