//! claim/unregistered: a benefit in numbers that is no claim of the messaging.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, PassageFacts, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::quantity::{Quantity, Unit};
use crate::syntax::words::{WordList, Words, tokens_in};

static CUES: &[CueList] = &[CueList {
    name: "benefit",
    phrases: &[
        "save", "cut", "reduce", "lower", "shorten", "halve", "double", "triple", "increase", "raise",
        "boost", "grow", "improve", "speed up", "faster", "sooner", "quicker", "cheaper", "fewer", "less",
    ],
    inflect: true,
}];

pub static RULE: Rule = Rule {
    id: "claim/unregistered",
    summary: "a benefit in numbers that is no claim of the messaging",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("claim_unregistered.md"),
    cues: CUES,
    options: &[],
    rests_on: &["claims", "competitors", "customers"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    if !view.for_buyers() {
        return vec![];
    }
    let sales = known.team.as_deref() == Some("sales");
    let cue = |role: &Role| role.is_cue("benefit").then_some(());
    let mut findings = vec![];
    let mut told = None;
    for (passage, hit, _, ()) in view.facts.hits(view.lexicon, cue) {
        let sentence = passage.sentence_at(hit.range.start);
        if told == Some((passage.index, sentence.start)) || !is_ours(view, passage, &hit.range, &sentence) {
            continue;
        }
        let text = passage.slice(&hit.range).to_lowercase();
        let past = text.ends_with("ed") || matches!(text.as_str(), "grew" | "grown" | "raised");
        let than = passage.text().get(hit.range.end..).unwrap_or("").trim_start().starts_with("than");
        if past || (than && matches!(text.as_str(), "fewer" | "less")) {
            continue;
        }
        let Some(quantity) = benefit(view, passage, &hit.range) else { continue };
        told = Some((passage.index, sentence.start));
        let range = quantity.figure.clone();
        let said = passage.slice(&range);
        let finding = view
            .finding(passage, range, format!("\"{said}\" is a benefit in numbers, and no claim holds it"))
            .why("a buyer asks where it comes from, and the next piece of copy will state another number")
            .help("make it a claim with its proof, or tell the benefit without a number");
        findings.push(if sales { finding.severity(Severity::Warning) } else { finding });
    }
    findings
}

/// The figure of the clause that a verb of benefit stands in, if it is no claim's.
fn benefit<'p>(view: &CopyView, passage: &'p PassageFacts, verb: &Range<usize>) -> Option<&'p Quantity> {
    let clauses = passage.clauses();
    let gap = |q: &&Quantity| q.figure.start.abs_diff(verb.start);
    let measured = |q: &&Quantity| match q.unit {
        Unit::Percent | Unit::Points | Unit::Times | Unit::Duration(_) | Unit::Currency(_) => {
            clauses.same(q.figure.start, verb.start)
        }
        _ => false,
    };
    let quantity = passage.quantities().iter().filter(measured).min_by_key(gap).filter(|q| gap(q) <= 60)?;
    let at = passage.quantities().iter().position(|q| q == quantity);
    let known = view
        .facts
        .figures(view.project, view.lexicon)
        .iter()
        .any(|f| f.passage == passage.index && Some(f.quantity) == at);
    let restricted = passage.hits_in(&passage.sentence_at(verb.start)).iter().any(|h| {
        let role = view.lexicon.entry(h.entry).map(|e| &e.role);
        matches!(
            role,
            Some(Role::ClaimWording(_) | Role::ClaimWord(..) | Role::ClaimAccepts(_) | Role::Outdated(_))
        )
    });
    (!known && !restricted).then_some(quantity)
}

/// Whether a sentence tells buyers of a benefit of ours: it names us or the reader, today, and is about no price.
fn is_ours(view: &CopyView, passage: &PassageFacts, verb: &Range<usize>, sentence: &Range<usize>) -> bool {
    let text = passage.text();
    let tokens = tokens_in(passage.tokens(), sentence);
    let asked = passage.slice(sentence).trim_end().ends_with('?');
    let any = |words: &dyn Words| tokens.iter().any(|t| t.is_any(text, words));
    !asked
        && !any(&PRICES)
        && (any(&READERS) || passage.names_us(view.lexicon, verb.start))
        && passage.exemption(verb).is_none()
        && !view.facts.is_of_others(view.lexicon, passage.index, verb.start)
        && passage.is_of_its_day(sentence)
}

/// Whom a benefit is told to.
static READERS: WordList = WordList::of(
    "you your you'll customers clients teams firms clinics hospitals banks plants drivers dispatchers",
);

static PRICES: WordList = WordList::of(
    "if price prices discount off plan annual annually yearly subscription code voucher deposit rate fee fees \
would could should might goal target budget",
);
