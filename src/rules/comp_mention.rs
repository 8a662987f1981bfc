//! comp/mention: a competitor named where policy forbids it.

use super::{Check, CopyView, Rule};
use crate::analyze::{Exemption, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::Mention;

pub static RULE: Rule = Rule {
    id: "comp/mention",
    summary: "a competitor named where policy forbids it",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("comp_mention.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    if !piece.is_file() || known.internal {
        return vec![];
    }
    let book = &view.project.playbook;
    let forbidden = |role: &Role| match *role {
        Role::Competitor(at) => {
            let rival = book.competitors.get(at)?;
            let compares = known.competitor.as_deref() == Some(rival.id.as_str());
            match rival.mention? {
                Mention::Allowed => None,
                Mention::SalesOnly => (known.team.as_deref() != Some("sales") && !compares)
                    .then_some((rival, "only sales may name it")),
                Mention::Never => Some((rival, "it is never named in copy for buyers")),
            }
        }
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, entry, (rival, policy)) in view.facts.hits(view.lexicon, forbidden) {
        let said = passage.slice(&hit.range);
        let about_words = matches!(
            passage.exemption(&hit.range),
            Some(Exemption::Guidance | Exemption::Mentioned | Exemption::Struck)
        );
        if !passage.is_named(hit, entry) || about_words || passage.shielded(view.lexicon, hit) {
            continue;
        }
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" must not be named here: {policy}"))
                .about("competitor", rival.id.as_str())
                .why("a rival named in our own copy gets a hearing that it did not ask for")
                .help("speak of the way they work today instead, or map the file as a comparison with `competitor:`")
                .related(rival.place(), "the policy stands here"),
        );
    }
    findings
}
