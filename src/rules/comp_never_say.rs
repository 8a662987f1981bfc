//! comp/never-say: a wording about a competitor that is forbidden.

use super::{Check, CopyView, Rule};
use crate::analyze::{PassageFacts, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;

pub static RULE: Rule = Rule {
    id: "comp/never-say",
    summary: "a wording about a competitor that is forbidden",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("comp_never_say.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let book = &view.project.playbook;
    let known = &view.facts.piece.attributes;
    let forbidden = |role: &Role| match *role {
        Role::NeverSay(at, _) => book.competitors.get(at).map(|rival| (at, rival)),
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, _, (at, rival)) in view.facts.hits(view.lexicon, forbidden) {
        // The words may be harmless elsewhere: they count where the rival is spoken of.
        let named = |p: &PassageFacts| {
            p.hits.iter().any(|h| view.lexicon.entry(h.entry).is_some_and(|e| e.role == Role::Competitor(at)))
        };
        let section = passage.passage.section;
        let spoken_of = known.competitor.as_deref() == Some(rival.id.as_str())
            || named(passage)
            || view.facts.passages.iter().any(|p| p.passage.section == section && named(p));
        if !spoken_of || passage.exemption(&hit.range).is_some() || passage.supposes(hit.range.start) {
            continue;
        }
        let said = passage.slice(&hit.range);
        findings.push(
            view.finding(
                passage,
                hit.range.clone(),
                format!("\"{said}\" must not be said of {}", rival.name),
            )
            .about("competitor", rival.id.as_str())
            .why("it cannot be proved, and a buyer who checks it stops believing the rest")
            .help("ask one of the landmine questions of the battlecard instead")
            .related(rival.place(), "the battlecard forbids it here"),
        );
    }
    findings
}
