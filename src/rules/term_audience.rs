//! term/audience: a word that is only for inside, in copy for others.

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Exemption, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::model::TermKind;

// What marketing's numbers are called, in a sentence that counts nothing.
static CUES: &[CueList] = &[CueList {
    name: "not-counted",
    phrases: &[
        "first impressions",
        "first impression",
        "good impressions",
        "lasting impressions",
        "impressions last",
        "impressions count",
        "impressions of",
        "a few clicks",
        "two clicks",
        "three clicks",
        "clicks away",
        "clicks into place",
        "clicks shut",
        "it clicks",
        "that clicks",
        "opens at",
        "opens on",
        "opens in",
        "opens from",
        "opens to",
        "opens into",
        "opens up",
        "opens the",
        "opens a",
        "opens its",
        "opens with",
        "opens when",
        "opens for",
        "door opens",
        "leads to",
        "leads from",
        "leads the",
        "leads you",
        "leads a",
    ],
    inflect: false,
}];

pub static RULE: Rule = Rule {
    id: "term/audience",
    summary: "a word that is only for inside, in copy for others",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("term_audience.md"),
    cues: CUES,
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    if !piece.is_file() {
        return vec![];
    }
    let book = &view.project.playbook;
    let wrong = |role: &Role| match *role {
        Role::TermUse(at) => {
            let term = book.terms.get(at)?;
            let inside = term.kind == Some(TermKind::Internal);
            let theirs = |team: &String| term.audience.iter().any(|a| a.id() == team);
            let stranger = !term.audience.is_empty() && known.team.as_ref().is_some_and(|team| !theirs(team));
            let why = term.why.as_ref().map_or("buyers do not know it, and should not have to", |w| w);
            (!known.internal && (inside || stranger)).then_some(("term", term.id.as_str(), why, term.place()))
        }
        Role::Metric(at) => {
            let metric = book.metrics.get(at)?;
            let owners = &metric.header.internal_to;
            let theirs = |team: &String| owners.iter().any(|owner| owner.id() == team);
            let stranger = !owners.is_empty() && known.team.as_ref().is_some_and(|team| !theirs(team));
            let why = "numbers of one team's craft mean nothing to the others; all speak of revenue, renewals, satisfaction";
            stranger.then_some(("metric", metric.id.as_str(), why, metric.place()))
        }
        _ => None,
    };
    let mut findings: Vec<Finding> = vec![];
    let mut seen = None;
    for (passage, hit, _, (kind, id, why, place)) in view.facts.hits(view.lexicon, wrong) {
        let at = Some((passage.index, hit.range.clone()));
        // `You are no MQL to us` shows the word all the same.
        let exempt = passage.exemption(&hit.range).is_some_and(|e| e != Exemption::Negated);
        if seen == at || exempt || passage.within(view.lexicon, hit, "not-counted") {
            continue;
        }
        seen = at;
        let said = passage.slice(&hit.range);
        let whom = if known.internal { "another team" } else { "inside" };
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" is a word for {whom} only"))
                .about(kind, id)
                .why(why)
                .help("say it in the reader's words")
                .related(place, "it is kept inside here"),
        );
    }
    findings
}
