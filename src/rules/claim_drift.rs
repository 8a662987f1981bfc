//! claim/drift: a paraphrase of an approved claim that changes a word it stands or falls with.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{Change, Class, Exemption, PassageFacts, Resemblance, Role, Weighing, Word, Wording};
use crate::finding::{Certainty, Finding, Severity};
use crate::model::Claim;
use crate::syntax::words::tokens_in;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/drift",
    summary: "a paraphrase of an approved claim that changes what it promises",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_drift.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims", "competitors", "customers"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    if known.internal || known.guidance || !view.facts.tells() {
        return vec![];
    }
    let own = view.facts.piece.item.as_ref().filter(|k| k.kind == "claims");
    let mut findings = vec![];
    let mut weighing = Weighing::new(view.lexicon.wordings(), view.facts);
    for passage in &view.facts.passages {
        for found in passage.resemblances(view.lexicon, &mut weighing) {
            let Some(wording) = view.lexicon.wordings().get(found.wording) else { continue };
            let Some(claim) = view.project.playbook.claims.get(wording.claim) else { continue };
            let changed: Vec<String> =
                found.changes.iter().filter_map(|c| told(passage, wording, claim, c)).collect();
            let is_own = own.is_some_and(|k| k.id == claim.id.as_str());
            if changed.is_empty() || is_own || !is_stated(view, passage, &found.range, wording.claim) {
                continue;
            }
            findings.push(finding(view, passage, &found, wording, &changed));
        }
    }
    findings
}

fn finding(
    view: &CopyView,
    passage: &PassageFacts,
    found: &Resemblance,
    wording: &Wording,
    changed: &[String],
) -> Finding {
    let claims = &view.project.playbook.claims;
    let said = passage.slice(&found.range);
    let message = format!("\"{said}\" drifts from an approved claim: {}", changed.join(", "));
    let mut finding = view.finding(passage, found.range.clone(), message);
    if let Some(claim) = claims.get(wording.claim) {
        let id = claim.id.as_str();
        let allowed: Vec<String> = std::iter::once(&claim.says)
            .chain(&claim.variants)
            .map(|p| format!("\"{}\"", p.trim()))
            .collect();
        finding = finding
            .about("claim", id)
            .why(format!(
                "it promises more, less or something else than is proven; approved is: {}",
                claim.says.trim()
            ))
            .help(format!("take over an approved wording ({id}): {}", allowed.join(" or ")))
            .related(Place::new(&claim.source, claim.says.span()), "the approved claim stands here");
    }
    view.replacing(finding, passage, found.range.clone(), wording.text.trim_end_matches('.'), false)
}

/// Whether a sentence states it as a fact of its day, and no other rule tells what is wrong with it.
fn is_stated(view: &CopyView, passage: &PassageFacts, range: &Range<usize>, claim: usize) -> bool {
    let sentence = passage.sentence_at(range.start);
    let asked = passage.slice(&sentence).trim_end().ends_with('?');
    let supposed = tokens_in(passage.tokens(), &sentence)
        .iter()
        .take_while(|t| t.start() <= range.start)
        .any(|t| matches!(&*t.lower(passage.text()), "if" | "whether" | "imagine" | "suppose" | "would"));
    let told =
        passage.hits_in(&sentence).iter().filter_map(|h| view.lexicon.entry(h.entry)).any(|e| match e.role {
            Role::ClaimWording(_) | Role::ClaimAccepts(_) | Role::Outdated(_) => true,
            Role::ClaimNot(at, _) | Role::ClaimContradicts(at, _) => at == claim,
            _ => false,
        });
    let exempt = passage.exemption(range).is_some_and(|e| e != Exemption::Negated);
    !asked
        && !supposed
        && !told
        && !exempt
        && !view.facts.is_of_others(view.lexicon, passage.index, range.start)
        && passage.is_of_its_day(&sentence)
}

/// A change in words, if the claim stands or falls with it.
fn told(passage: &PassageFacts, wording: &Wording, claim: &Claim, change: &Change) -> Option<String> {
    let (approved, copy) = (change.approved.as_ref(), change.copy.as_ref());
    // The numbers of a figure are judged by claim/number-conflict, with their roundings.
    let counted = claim.figure.is_some();
    let weighs = match (approved, copy) {
        (Some(a), _) if is_required(wording, claim, a) => false,
        (Some(a), Some(b)) => match a.class {
            Class::Number | Class::Unit | Class::Bound if counted => false,
            Class::Bound => is_near(&a.form) != is_near(&b.form) || !is_near(&a.form),
            Class::Quantifier => reach(&a.form) != reach(&b.form),
            Class::Negation => false,
            Class::Number | Class::Unit | Class::Modal => true,
            Class::Name => is_name(passage, wording, a, b),
            Class::Content | Class::Function => false,
        },

        (Some(a), None) => match a.class {
            Class::Modal => is_weak(&a.form) && !follows_you(wording, a),
            Class::Quantifier => reach(&a.form) == Reach::Part,
            Class::Bound => {
                !counted
                    && matches!(a.form.as_str(), "up" | "least" | "nearly" | "almost" | "about" | "under")
            }
            Class::Negation => true,
            _ => false,
        },
        (None, Some(b)) => match b.class {
            Class::Negation => !is_emphasis(passage, b),
            Class::Bound => !counted && matches!(b.form.as_str(), "up" | "over" | "under"),
            _ => false,
        },
        (None, None) => false,
    };
    if !weighs {
        return None;
    }
    let whole = |word: &str| match word.to_lowercase().as_str() {
        "up" => "up to".to_owned(),
        "least" => "at least".to_owned(),
        _ => word.to_owned(),
    };
    let was = approved.map(|w| whole(wording.text.get(w.range.clone()).unwrap_or("")));
    let is = copy.map(|w| whole(passage.slice(&w.range)));
    Some(match (was, is) {
        (Some(was), Some(is)) => format!("\"{was}\" became \"{is}\""),
        (Some(was), None) => format!("\"{was}\" is gone"),
        (_, is) => format!("\"{}\" was added", is.unwrap_or_default()),
    })
}

/// `not only` denies nothing.
fn is_emphasis(passage: &PassageFacts, word: &Word) -> bool {
    let behind = passage.text().get(word.range.end..).unwrap_or("").trim_start();
    ["only", "just", "merely", "simply"].iter().any(|w| behind.starts_with(w))
}

/// How much of something a quantifier takes in.
#[derive(PartialEq)]
enum Reach {
    Whole,
    Most,
    Part,
}

fn reach(word: &str) -> Reach {
    match word {
        "all" | "every" | "each" | "both" | "any" => Reach::Whole,
        "most" | "majority" => Reach::Most,
        _ => Reach::Part,
    }
}

fn is_near(bound: &str) -> bool {
    matches!(bound, "about" | "around" | "roughly" | "nearly" | "almost")
}

fn is_weak(modal: &str) -> bool {
    matches!(modal, "can" | "could" | "may" | "might" | "should")
}

/// `You can export` and `you export` say the same.
fn follows_you(wording: &Wording, word: &Word) -> bool {
    let before = wording.words.iter().rev().find(|w| w.range.end <= word.range.start);
    before.is_some_and(|w| w.form == "you")
}

/// Whether a word belongs to a qualifier, which claim/qualifier-missing asks for.
fn is_required(wording: &Wording, claim: &Claim, word: &Word) -> bool {
    let said = wording.text.get(word.range.clone()).unwrap_or("").to_lowercase();
    claim
        .requires
        .iter()
        .chain(&claim.requires_any)
        .any(|phrase| phrase.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == said))
}

/// Whether two names are names of two things: neither is the other's kin, and both are written as names.
fn is_name(passage: &PassageFacts, wording: &Wording, a: &Word, b: &Word) -> bool {
    let up = |text: &str| text.starts_with(char::is_uppercase);
    let (was, is) = (wording.text.get(a.range.clone()).unwrap_or(""), passage.slice(&b.range));
    let start = passage.sentence_at(b.range.start).start;
    up(was) && up(is) && b.range.start > start && !a.form.starts_with(&b.form) && !b.form.starts_with(&a.form)
}
