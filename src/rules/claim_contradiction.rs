//! claim/contradiction: two pieces of copy state different values, or different answers, for one claim.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, CorpusView, Rule};
use crate::analyze::{Answer, StatedNumber, Statement};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::project::Piece;
use crate::syntax::quantity::Quantity;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/contradiction",
    summary: "two pieces of copy that contradict each other: on a claim, or in one sentence with two numbers",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_contradiction.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "competitors", "customers"],
    check: Check::Corpus(check),
};

type Told<'a, T> = Vec<(&'a Piece, &'a T)>;

fn check(view: &CorpusView) -> Vec<Finding> {
    let mut values: BTreeMap<usize, Told<Statement>> = BTreeMap::new();
    let mut answers: BTreeMap<usize, Told<Answer>> = BTreeMap::new();
    let mut sentences: BTreeMap<u64, Told<StatedNumber>> = BTreeMap::new();
    for (piece, digest) in view.files() {
        for statement in &digest.statements {
            values.entry(statement.claim).or_default().push((piece, statement));
        }
        for answer in digest.answers.iter().filter(|a| a.said) {
            answers.entry(answer.claim).or_default().push((piece, answer));
        }
        for number in &digest.stated {
            sentences.entry(number.sentence).or_default().push((piece, number));
        }
    }
    let claims = &view.project.playbook.claims;
    let mut findings = vec![];
    for (at, told) in &values {
        let claim = claims.get(*at).filter(|c| !matches!(c.status, Status::Approved | Status::Retired));
        findings.extend(claim.and_then(|claim| competing(view, claim, told)));
    }
    for (at, told) in &answers {
        findings.extend(claims.get(*at).and_then(|claim| opposed(view, claim, told)));
    }
    findings.extend(sentences.values().filter_map(|told| reworded(view, told)));
    findings
}

/// Different numbers for a claim that approves none. What stands against an approved one is claim/number-conflict's.
fn competing(view: &CorpusView, claim: &Item<Claim>, told: &Told<Statement>) -> Option<Finding> {
    let (_, first) = told.first()?;
    let (_, other) = told.iter().find(|(_, s)| s.quantity.disagrees(&first.quantity))?;
    let teams = teams(told.iter().map(|(piece, _)| *piece));
    let numbers = listed(told.iter().map(|(_, s)| s.text.as_str()));
    let message = format!("copy{teams} states {numbers} for one claim ({})", claim.id.as_str());
    let rest = told
        .iter()
        .filter(|(_, s)| !std::ptr::eq(*s, *other))
        .map(|(piece, s)| (*piece, &s.place, s.text.as_str()));
    Some(beside(about(finding(view, &other.place, message), claim), rest))
}

/// The same sentence with two numbers, of which neither is a claim's. More than two are a form that is filled in for each
/// product or place.
fn reworded(view: &CorpusView, told: &Told<StatedNumber>) -> Option<Finding> {
    let (piece, first) = told.first()?;
    let (_, other) = told.iter().find(|(p, s)| {
        p.path() != piece.path() && !is_apart(piece, p) && s.quantity.disagrees(&first.quantity) && {
            let named = |a: &StatedNumber, b: &StatedNumber| a.offers.iter().any(|o| b.offers.contains(o));
            first.offers.is_empty() || s.offers.is_empty() || named(first, s)
        }
    })?;
    let is_third = |q: &Quantity| q.disagrees(&first.quantity) && q.disagrees(&other.quantity);
    if told.iter().any(|(_, s)| is_third(&s.quantity)) {
        return None;
    }
    let teams = teams(told.iter().map(|(piece, _)| *piece));
    let numbers = listed([first, other].into_iter().map(|s| s.text.as_str()));
    let message = format!("copy{teams} states {numbers} in the same sentence");
    let rest = told
        .iter()
        .filter(|(_, s)| !std::ptr::eq(*s, *other))
        .map(|(piece, s)| (*piece, &s.place, s.text.as_str()));
    let help = "agree on one, register it as a claim with its proof, and mend the others";
    Some(beside(finding(view, &other.place, message).help(help), rest))
}

/// Whether two pieces speak to different people, of whom different things may be true.
fn is_apart(a: &Piece, b: &Piece) -> bool {
    let (a, b) = (&a.attributes, &b.attributes);
    let apart =
        |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && !a.iter().any(|one| b.contains(one));
    apart(&a.segments, &b.segments)
        || apart(&a.personas, &b.personas)
        || a.region != b.region
        || a.competitor != b.competitor
}

/// `"7 hours" and "9 hours"`, in the order of their letters.
fn listed<'s>(numbers: impl Iterator<Item = &'s str>) -> String {
    let numbers: BTreeSet<String> = numbers.map(|text| format!("\"{}\"", text.trim())).collect();
    numbers.into_iter().collect::<Vec<_>>().join(" and ")
}

/// One piece says that a claim holds, another that it does not.
fn opposed(view: &CorpusView, claim: &Item<Claim>, told: &Told<Answer>) -> Option<Finding> {
    let (_, denial) = told.iter().find(|(_, a)| a.denied)?;
    told.iter().find(|(_, a)| !a.denied)?;
    let teams = teams(told.iter().map(|(piece, _)| *piece));
    let message = format!("copy{teams} both asserts and denies one claim ({})", claim.id.as_str());
    let label = |a: &Answer| if a.denied { "denied" } else { "asserted" };
    let rest = told
        .iter()
        .filter(|(_, a)| !std::ptr::eq(*a, *denial))
        .map(|(piece, a)| (*piece, &a.place, label(a)));
    Some(beside(about(finding(view, &denial.place, message), claim), rest))
}

fn finding(view: &CorpusView, place: &Place, message: String) -> Finding {
    view.rule
        .finding(place.clone(), message)
        .why("a buyer who reads both believes neither, and asks which of us is right")
        .help("agree on one, have the claim say it, and mend the others")
}

/// Says of a finding which claim it is about.
fn about(finding: Finding, claim: &Item<Claim>) -> Finding {
    finding
        .about("claim", claim.id.as_str())
        .related(Place::new(&claim.source, claim.says.span()), "the claim stands here")
}

/// Puts the other places beside a finding, each with its team.
fn beside<'p>(finding: Finding, rest: impl Iterator<Item = (&'p Piece, &'p Place, &'p str)>) -> Finding {
    rest.fold(finding, |finding, (piece, place, said)| {
        let team = piece.attributes.team.as_deref().map_or(String::new(), |t| format!(" by {t}"));
        finding.related(place.clone(), format!("{said}{team}"))
    })
}

/// ` of marketing and sales`, where two teams or more speak.
fn teams<'p>(pieces: impl Iterator<Item = &'p Piece>) -> String {
    let teams: BTreeSet<&str> = pieces.filter_map(|p| p.attributes.team.as_deref()).collect();
    let teams: Vec<&str> = teams.into_iter().collect();
    if teams.len() > 1 { format!(" of {}", teams.join(" and ")) } else { String::new() }
}
