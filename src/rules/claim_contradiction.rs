//! claim/contradiction: two pieces of copy state different values, or different answers, for one claim.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, CorpusView, Rule};
use crate::analyze::{Answer, Statement};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::project::Piece;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/contradiction",
    summary: "two pieces of copy that say different things of one claim",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_contradiction.md"),
    cues: &[],
    options: &[],
    check: Check::Corpus(check),
};

type Told<'a, T> = Vec<(&'a Piece, &'a T)>;

fn check(view: &CorpusView) -> Vec<Finding> {
    let mut values: BTreeMap<usize, Told<Statement>> = BTreeMap::new();
    let mut answers: BTreeMap<usize, Told<Answer>> = BTreeMap::new();
    for (piece, digest) in view.files() {
        for statement in &digest.statements {
            values.entry(statement.claim).or_default().push((piece, statement));
        }
        for answer in digest.answers.iter().filter(|a| a.said) {
            answers.entry(answer.claim).or_default().push((piece, answer));
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
    findings
}

/// Different numbers for a claim that approves none. What stands against an approved one is claim/number-conflict's.
fn competing(view: &CorpusView, claim: &Item<Claim>, told: &Told<Statement>) -> Option<Finding> {
    let (_, first) = told.first()?;
    let (_, other) = told.iter().find(|(_, s)| {
        s.quantity.unit == first.quantity.unit
            && !s.quantity.fits(&first.quantity).agrees()
            && !first.quantity.fits(&s.quantity).agrees()
    })?;
    let teams = teams(told.iter().map(|(piece, _)| *piece));
    let numbers: BTreeSet<String> = told.iter().map(|(_, s)| format!("\"{}\"", s.text.trim())).collect();
    let numbers: Vec<String> = numbers.into_iter().collect();
    let message =
        format!("copy{teams} states {} for one claim ({})", numbers.join(" and "), claim.id.as_str());
    let rest = told
        .iter()
        .filter(|(_, s)| !std::ptr::eq(*s, *other))
        .map(|(piece, s)| (*piece, &s.place, s.text.as_str()));
    Some(finding(view, claim, &other.place, message, rest))
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
    Some(finding(view, claim, &denial.place, message, rest))
}

fn finding<'p>(
    view: &CorpusView,
    claim: &Item<Claim>,
    place: &Place,
    message: String,
    rest: impl Iterator<Item = (&'p Piece, &'p Place, &'p str)>,
) -> Finding {
    let mut finding = view
        .rule
        .finding(place.clone(), message)
        .about("claim", claim.id.as_str())
        .why("a buyer who reads both believes neither, and asks which of us is right")
        .help("agree on one, have the claim say it, and mend the others")
        .related(Place::new(&claim.source, claim.says.span()), "the claim stands here");
    for (piece, place, said) in rest {
        let team = piece.attributes.team.as_deref().map_or(String::new(), |t| format!(" by {t}"));
        finding = finding.related(place.clone(), format!("{said}{team}"));
    }
    finding
}

/// ` of marketing and sales`, where two teams or more speak.
fn teams<'p>(pieces: impl Iterator<Item = &'p Piece>) -> String {
    let teams: BTreeSet<&str> = pieces.filter_map(|p| p.attributes.team.as_deref()).collect();
    let teams: Vec<&str> = teams.into_iter().collect();
    if teams.len() > 1 { format!(" of {}", teams.join(" and ")) } else { String::new() }
}
