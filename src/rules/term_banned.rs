//! term/banned: a word or phrase that the messaging bans.

use super::{Check, CopyView, Rule};
use crate::analyze::{Role, Scope};
use crate::finding::{Certainty, Finding, Severity};

pub static RULE: Rule = Rule {
    id: "term/banned",
    summary: "a word or phrase that the messaging bans",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_banned.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let banned = |role: &Role| match role {
        Role::VoiceBan(scope) if scope.holds(known) => Some(scope.clone()),
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, entry, scope) in view.facts.hits(view.lexicon, banned) {
        if !view.is_use(passage, hit) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let place = match &scope {
            Scope::Everywhere => String::new(),
            Scope::Only(key) => format!(" for {} `{}`", key.kind.trim_end_matches('s'), key.id),
        };
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" is banned{place}"))
                .about("voice", &*entry.phrase)
                .why("the voice of the playbook does not use it")
                .help("say what it means for the buyer instead"),
        );
    }
    findings
}
