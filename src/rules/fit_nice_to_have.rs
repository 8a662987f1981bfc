//! fit/nice-to-have: a key message on a pain that is nice to relieve, or words that say so.

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Role, Urgency, urgency};
use crate::finding::{Certainty, Finding, Severity};

static WEAK: &[CueList] = &[CueList {
    name: "nice-to-have",
    phrases: &[
        "nice to have",
        "nice-to-have",
        "nice to haves",
        "would be great",
        "would be nice",
        "delightful",
        "delight your customers",
        "cherry on top",
        "icing on the cake",
        "handy extra",
        "nice bonus",
        "added bonus",
    ],
    inflect: false,
}];

pub static RULE: Rule = Rule {
    id: "fit/nice-to-have",
    summary: "a key message on a pain that is nice to relieve, or words that say so",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_nice_to_have.md"),
    cues: WEAK,
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let key = piece.item.as_ref().filter(|key| matches!(key.kind, "value_props" | "messages"));
    let item = key.and_then(|key| view.project.at(key));
    let mut findings = vec![];
    let weak = |role: &Role| role.is_cue("nice-to-have").then_some(());
    let mut told = (0, 0);
    for (passage, hit, entry, ()) in view.facts.hits(view.lexicon, weak) {
        // In copy only the very words count: there "a nice bonus" may be about anything.
        let very_words =
            view.for_buyers() && entry.phrase.starts_with("nice") && entry.phrase.contains("have");
        let overlaps = told.0 == passage.index && hit.range.start < told.1;
        if overlaps || !(item.is_some() || very_words) || passage.exemption(&hit.range).is_some() {
            continue;
        }
        told = (passage.index, hit.range.end);
        let said = passage.slice(&hit.range);
        let finding = view.finding(
            passage,
            hit.range.clone(),
            format!("\"{said}\" says that the buyer can do without it"),
        );
        let finding = match item {
            Some(item) => finding.about(item.noun(), item.id().as_str()),
            None => finding.about("words", &*entry.phrase),
        };
        findings.push(
            finding
                .why("nobody moves a budget for what is nice to have")
                .help("name the pain it relieves, and what that pain costs"),
        );
    }
    let (Some(key), Some(item)) = (key, item) else { return findings };
    if key.kind == "value_props" {
        let links = view.project.graph.links_from(key).iter().filter(|l| l.field == "pains");
        let pains: Vec<_> =
            links.filter_map(|l| view.project.of(&view.project.playbook.pains, &l.to.id)).collect();
        let verdicts: Vec<_> = pains.iter().map(|p| urgency(p)).collect();
        if !pains.is_empty() && verdicts.iter().all(|v| v.0 == Urgency::NiceToHave) {
            let reasons = verdicts.first().map(|v| v.1.join(", ")).unwrap_or_default();
            let names: Vec<&str> = pains.iter().map(|p| p.id.as_str()).collect();
            let what =
                format!("this value proposition relieves only what is nice to relieve: {}", names.join(", "));
            findings.push(
                view.rule
                    .finding(item.place(), what)
                    .about(item.noun(), item.id().as_str())
                    .why(format!("no pain, no sale: {reasons}"))
                    .help("tie it to a pain of severity 4 or 5 that has a trigger or a budget"),
            );
        }
    }
    findings
}
