//! claim/superseded: a figure or wording that was approved once and is not any more.

use super::{Check, CopyView, Rule};
use crate::analyze::{Hit, Once, Outdated, PassageFacts, Relation, Role, Said, counted, restated};
use crate::finding::{Certainty, Finding, Severity};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/superseded",
    summary: "a figure or wording that was approved once and is not any more",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_superseded.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "competitors", "customers"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = wordings(view);
    findings.extend(figures(view));
    findings
}

fn figures(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for found in view.facts.figures(view.project, view.lexicon) {
        let Relation::Former(n) = found.relation else { continue };
        let passage = view.facts.passages.get(found.passage);
        let quantity = passage.and_then(|p| p.quantities().get(found.quantity));
        let claim = view.project.playbook.claims.get(found.claim);
        let (Some(passage), Some(quantity), Some(claim)) = (passage, quantity, claim) else { continue };
        let (Some(figure), Some(former)) = (&claim.figure, view.lexicon.outdated(n)) else { continue };
        let Some(own) = view.lexicon.approved(found.claim) else { continue };
        let range = counted(quantity);
        let said = passage.slice(&range);
        let now = own.shown();
        let id = claim.id.as_str();
        let message = format!("\"{said}\" was right {}; now it is {now} ({id})", until(former));
        let mut finding = view
            .finding(passage, range.clone(), message)
            .about("claim", id)
            .why(why(former, &claim.says))
            .help(format!("write {now}, or say of when the old figure is"))
            .related(
                Place::new(&claim.source, figure.span().unwrap_or(claim.says.span())),
                "the figure of today stands here",
            );
        if let Some(text) =
            own.figure().and_then(|own| restated(passage.slice(&quantity.figure), quantity, own))
        {
            finding = view.replacing(finding, passage, quantity.figure.clone(), &text, true);
        }
        findings.push(finding);
    }
    findings
}

fn wordings(view: &CopyView) -> Vec<Finding> {
    let former = |role: &Role| match *role {
        Role::Outdated(n) => view.lexicon.outdated(n).filter(|o| matches!(o.once, Once::Wording(_))),
        _ => None,
    };
    let mut findings: Vec<Finding> = vec![];
    // Of wordings that overlap the first and longest is told.
    let mut told = (usize::MAX, 0);
    for (passage, hit, _, former) in view.facts.hits(view.lexicon, former) {
        let own = view
            .facts
            .piece
            .item
            .as_ref()
            .is_some_and(|k| (k.kind, k.id.as_str()) == (former.kind, former.id.as_str()));
        let right_then = match passage.said(&passage.sentence_at(hit.range.start)) {
            Said::Now => false,
            Said::Before => true,
            Said::On(day) => former.until.is_none_or(|until| day <= until),
        };
        let part = former.is_sentence() && !is_sentence(passage, hit);
        let within = told.0 == passage.index && hit.range.start < told.1;
        if within || own || right_then || part || !view.is_use(passage, hit) {
            continue;
        }
        told = (passage.index, hit.range.end);
        findings.push(wording(view, passage, hit, former));
    }
    findings
}

fn wording(view: &CopyView, passage: &PassageFacts, hit: &Hit, former: &Outdated) -> Finding {
    let said = passage.slice(&hit.range);
    let now = former.now.as_ref().map_or("", |now| now.text.as_str());
    let (id, right) = (former.id.as_str(), if former.kept { "approved" } else { "right" });
    let message = format!("\"{said}\" was {right} {} ({id})", until(former));
    let mut finding =
        view.finding(passage, hit.range.clone(), message).about(former.noun, id).why(why(former, now));
    // What nobody wrote down as wrong, and is no statement of fact, is for a look.
    if former.is_sentence() {
        finding = finding.severity(Severity::Warning);
    }
    let Some(now) = &former.now else {
        let help = match former.at {
            Some(_) => {
                format!("take over what the {} says today, or say of when the old wording is", former.noun)
            }
            None => format!("leave it out: the {} is gone", former.noun),
        };
        return finding.help(help);
    };
    finding = finding
        .help("take over the wording of today, or say of when the old one is")
        .related(now.place.clone(), "the wording of today stands here");
    if former.kept {
        finding = view.replacing(finding, passage, hit.range.clone(), &in_place_of(said, &now.text), false);
    }
    finding
}

/// Whether a hit is a sentence, but for the mark that ends it.
fn is_sentence(passage: &PassageFacts, hit: &Hit) -> bool {
    let first = passage.sentence_at(hit.range.start);
    let beyond = |text: &str| text.chars().any(char::is_alphanumeric);
    !beyond(passage.slice(&(first.start..hit.range.start)))
        && !beyond(passage.slice(&(hit.range.end..first.end)))
}

/// Today's wording as it stands where another stood: without its full stop, and with a small letter within a sentence.
fn in_place_of(said: &str, now: &str) -> String {
    let now = now.trim().trim_end_matches(['.', '!', '?', ':', ';']);
    let mut letters = now.chars();
    let small = said.chars().next().is_some_and(char::is_lowercase);
    match letters.next() {
        Some(first) if small && letters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => now.to_owned(),
    }
}

fn until(former: &Outdated) -> String {
    former.until.map_or("once".to_owned(), |day| format!("until {day}"))
}

fn why(former: &Outdated, now: &str) -> String {
    let reason = former.reason.as_ref().map(|r| format!("it changed because {}; ", r.trim_end_matches('.')));
    let now = now.trim();
    let today = if now.is_empty() { String::new() } else { format!("; approved is: {now}") };
    format!(
        "{}a buyer who meets the old and the new asks which one is true{today}",
        reason.unwrap_or_default()
    )
}
