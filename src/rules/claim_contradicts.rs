//! claim/contradicts: copy that asserts the opposite of a claim, or words it in a way that is always wrong.

use super::{Check, CopyView, Rule};
use crate::analyze::{Hit, PassageFacts, Role, Said};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/contradicts",
    summary: "copy that asserts the opposite of an approved claim",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_contradicts.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.facts.tells() {
        return vec![];
    }
    let claims = &view.project.playbook.claims;
    let wrong = |role: &Role| match *role {
        Role::ClaimNot(at, n) => claims.get(at).and_then(|c| c.not.get(n)).map(|p| (at, p, false)),
        Role::ClaimContradicts(at, n) => {
            claims.get(at).and_then(|c| c.contradicts.get(n)).map(|p| (at, p, true))
        }
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, _, (at, phrase, opposite)) in view.facts.hits(view.lexicon, wrong) {
        let Some(claim) = claims.get(at).filter(|c| c.status != Status::Retired) else { continue };
        let key = view.facts.piece.item.as_ref();
        let own = key.is_some_and(|k| k.kind == "claims" && k.id == claim.id.as_str());
        let about_claim = opposite || speaks_of(view, passage, hit, at, claim);
        if own || !about_claim || !asserts(view, passage, hit) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let id = claim.id.as_str();
        let message = if opposite {
            format!("\"{said}\" asserts the opposite of an approved claim ({id})")
        } else {
            format!("\"{said}\" must not be said with this claim ({id})")
        };
        findings.push(
            view.finding(passage, hit.range.clone(), message)
                .about("claim", id)
                .why(format!("a buyer will hold us to one of the two; approved is: {}", claim.says.trim()))
                .help("take over the approved wording, or leave the statement out")
                .related(Place::new(&claim.source, phrase.span()), "it is ruled out here"),
        );
    }
    findings.extend(never_together(view));
    findings
}

/// Phrases and claims that must not stand in one passage with a claim that it uses.
fn never_together(view: &CopyView) -> Vec<Finding> {
    let uses = view.facts.claim_uses(view.project, view.lexicon);
    let mut findings = vec![];
    let mut seen = std::collections::BTreeSet::new();
    for used in uses {
        let (Some((at, _)), Some(claim)) = (
            used.stretch(),
            view.project.playbook.claims.get(used.claim).filter(|c| !c.never_with.is_empty()),
        ) else {
            continue;
        };
        let Some(passage) = view.facts.passages.get(at) else { continue };
        let mut told = |range: std::ops::Range<usize>, phrase: &crate::shape::Phrase| {
            if !seen.insert((at, range.start, used.claim)) {
                return;
            }
            let (id, said) = (claim.id.as_str(), passage.slice(&range));
            let message = format!("\"{said}\" must not stand together with this claim ({id})");
            findings.push(
                view.finding(passage, range, message)
                    .about("claim", id)
                    .why(format!(
                        "together they promise what neither does alone; the claim is: {}",
                        claim.says.trim()
                    ))
                    .help("part the two, or leave one of them out")
                    .related(Place::new(&claim.source, phrase.span()), "it is ruled out here"),
            );
        };
        for hit in &passage.hits {
            let role = view.lexicon.entry(hit.entry).map(|e| &e.role);
            let Some(Role::ClaimNeverWith(of, n)) = role.filter(|_| view.is_use(passage, hit)) else {
                continue;
            };
            if let Some(phrase) = claim.never_with.get(*n).filter(|_| *of == used.claim) {
                told(hit.range.clone(), phrase);
            }
        }
        for other in uses.iter().filter(|o| o.claim != used.claim) {
            let id = view.project.playbook.claims.get(other.claim).map(|c| c.id.as_str());
            let listed = claim.never_with.iter().find(|p| Some(p.as_str()) == id);
            if let (Some(phrase), Some((passage, range))) = (listed, other.stretch())
                && passage == at
            {
                told(range.clone(), phrase);
            }
        }
    }
    findings
}

/// Whether a sentence asserts the words: not quoted, denied or asked, and not about a rival or of a past.
fn asserts(view: &CopyView, passage: &PassageFacts, hit: &Hit) -> bool {
    let sentence = passage.sentence_at(hit.range.start);
    let asked = passage.slice(&sentence).trim_end().ends_with('?');
    !asked
        && view.is_use(passage, hit)
        && !passage.supposes(hit.range.start)
        && !passage.speaks_of_any(hit.range.start)
        && !opens_with_no(passage, &sentence, hit)
        && !view.facts.is_of_others(view.lexicon, passage.index, hit.range.start)
        && passage.said(&sentence) != Said::Before
}

/// `No job in the app needs a connection`: the subject denies what the verb says.
fn opens_with_no(passage: &PassageFacts, sentence: &std::ops::Range<usize>, hit: &Hit) -> bool {
    let clauses = passage.clauses();
    let tokens = crate::syntax::words::tokens_in(passage.tokens(), sentence);
    let before = tokens.partition_point(|t| t.end() <= hit.range.start);
    let near = tokens.get(before.saturating_sub(12)..before).unwrap_or_default();
    near.iter().filter(|t| clauses.same(t.start(), hit.range.start)).any(|t| {
        let word = t.lower(passage.text());
        matches!(&*word, "no" | "none" | "nothing" | "nobody" | "never" | "neither" | "hardly" | "nowhere")
    })
}

/// Whether the sentence speaks of the claim, so that a word such as `guaranteed` is said of it: it holds a word of its
/// figure or an approved wording. Of a claim without such words a phrase of several words is enough.
fn speaks_of(view: &CopyView, passage: &PassageFacts, hit: &Hit, at: usize, claim: &Item<Claim>) -> bool {
    let has_words = claim.figure.as_ref().is_some_and(|f| !f.words.is_empty());
    let phrase = passage.slice(&hit.range).trim().contains([' ', '-']);
    if phrase {
        return true;
    }
    let sentence = passage.sentence_at(hit.range.start);
    let from = passage.hits.partition_point(|h| h.range.start < sentence.start);
    let within = passage.hits.get(from..).unwrap_or_default().iter();
    let mut roles = within
        .take_while(|h| h.range.start < sentence.end)
        .filter_map(|h| view.lexicon.entry(h.entry))
        .map(|e| &e.role);
    roles.any(|r| match r {
        Role::ClaimWord(claim, _) => has_words && *claim == at,
        Role::ClaimWording(claim) => *claim == at,
        _ => false,
    })
}
