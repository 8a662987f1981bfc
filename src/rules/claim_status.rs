//! claim/status: a claim told as fact that is none, or not yet, or no more.

use super::{Check, CopyView, Rule};
use crate::analyze::{ClaimUse, PassageFacts};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::syntax::words::{Kind, WordList};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/status",
    summary: "a claim told as fact that is none, not yet, or no more",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("claim_status.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let mut findings = vec![];
    for used in view.facts.claim_uses(view.project, view.lexicon) {
        let Some(claim) = view.project.playbook.claims.get(used.claim) else { continue };
        let Some(state) = state(view, claim) else { continue };
        if view.facts.piece.attributes.dated.is_some() && state.was_right_once {
            continue;
        }
        let id = claim.id.as_str();
        let stretch = used.stretch().and_then(|(p, r)| view.facts.passages.get(p).map(|f| (f, r)));
        if stretch.is_some_and(|(passage, _)| is_told_as_such(view, passage, claim.status, used)) {
            continue;
        }
        let real = stretch.is_some_and(|(passage, range)| {
            let sentence = passage.slice(&passage.sentence_at(range.start)).to_lowercase();
            ["real customer", "real firm", "real company", "actual customer", "customer of ours"]
                .iter()
                .any(|p| sentence.contains(p))
        });
        let what = match stretch {
            Some((_, _)) if real && claim.status == Status::Illustrative => {
                format!("a made-up example is told of a real customer ({id})")
            }
            Some((passage, range)) => {
                format!("\"{}\" is told as fact, but {} ({id})", passage.slice(range), state.what)
            }
            None => format!("it rests on a claim that {} ({id})", state.of_claim),
        };
        findings.push(
            view.rule
                .finding(used.place.clone(), what)
                .about("claim", id)
                .why(state.why)
                .help(state.help)
                .related(Place::new(&claim.source, claim.says.span()), "the claim stands here"),
        );
    }
    findings
}

/// Why a claim is no fact.
struct State {
    what: String,
    of_claim: String,
    why: &'static str,
    help: &'static str,
    /// Whether what was published before may stand.
    was_right_once: bool,
}

fn state(view: &CopyView, claim: &Item<Claim>) -> Option<State> {
    let of = |what: &str, of_claim: &str, why, help, was_right_once| {
        Some(State { what: what.to_owned(), of_claim: of_claim.to_owned(), why, help, was_right_once })
    };
    match claim.status {
        Status::Draft => of(
            "nobody has approved it",
            "nobody has approved",
            "what nobody has checked may be wrong, and the buyer checks it first",
            "have the claim approved, or leave the statement out",
            false,
        ),
        Status::Illustrative => of(
            "it is a made-up example",
            "is a made-up example",
            "a buyer who asks for the customer behind it learns that there is none",
            "say in the sentence that it is an example, or tell a result that somebody has measured",
            false,
        ),
        Status::Target => of(
            "it is a goal",
            "is a goal",
            "a buyer plans with it, and nobody has reached it yet",
            "say in the sentence that it is a goal, or leave it out until it is measured",
            false,
        ),
        Status::Disputed => of(
            "it is disputed",
            "is disputed",
            "our own people do not stand behind it, and the buyer meets them later",
            "leave it out until it is settled",
            false,
        ),
        Status::Retired => of(
            "it is withdrawn",
            "is withdrawn",
            "it was taken back for a reason that a buyer may know",
            "leave it out, or use a claim that is approved",
            true,
        ),
        Status::Approved if is_elsewhere(view, claim) => {
            let regions: Vec<&str> = claim.regions.iter().map(|r| r.as_str()).collect();
            let regions = regions.join(", ");
            of(
                &format!("it is approved for {regions} only"),
                &format!("is approved for {regions} only"),
                "what holds in one market may be untrue or forbidden in another",
                "leave it out here, or have it approved for this region",
                false,
            )
        }
        Status::Approved => {
            let day = claim.header.expires.filter(|day| view.project.as_of >= *day)?;
            of(
                &format!("its approval ended on {day}"),
                &format!("must not be used since {day}"),
                "nobody has looked whether it is still true",
                "have the claim confirmed and its `expires` moved, or leave the statement out",
                true,
            )
        }
    }
}

/// Whether the piece is for a region that the claim is not approved for.
fn is_elsewhere(view: &CopyView, claim: &Item<Claim>) -> bool {
    let region = view.facts.piece.attributes.region.as_deref();
    let allowed = |here: &str| claim.regions.iter().any(|r| r.eq_ignore_ascii_case(here));
    !claim.regions.is_empty() && region.is_some_and(|here| !allowed(here))
}

/// Whether the sentence says itself what the claim is: a goal, an example. Of an example the sentence before it or the
/// section's heading may say so too.
fn is_told_as_such(view: &CopyView, passage: &PassageFacts, status: Status, used: &ClaimUse) -> bool {
    let cues = match status {
        Status::Target => &GOAL,
        Status::Illustrative => &EXAMPLE,
        _ => return false,
    };
    let says = |p: &PassageFacts, range: &std::ops::Range<usize>| {
        let tokens = crate::syntax::words::tokens_in(p.tokens(), range);
        tokens.iter().any(|t| p.is_any(t, cues))
    };
    let Some((_, range)) = used.stretch() else { return false };
    let sentence = passage.sentence_at(range.start);
    let before = passage.sentences().partition_point(|s| s.end <= sentence.start).checked_sub(1);
    let before = before.and_then(|at| passage.sentences().get(at));
    let heading =
        view.facts.passages.get(..passage.index).unwrap_or_default().iter().rev().take(40).find(|p| {
            p.passage.section == passage.passage.section && matches!(p.passage.part, Part::Heading(_))
        });
    // An example may be opened a sentence before; a goal is one only where it is called so.
    let example = status == Status::Illustrative;
    let plan = status == Status::Target && (passage.tells_plan(&sentence) || of_one_day(passage, &sentence));
    plan || says(passage, &sentence)
        || (example && before.is_some_and(|s| says(passage, s)))
        || (example && heading.is_some_and(|h| says(h, &(0..h.text().len()))))
}

/// Whether a sentence tells what happened on one day, which is no result in general: `Sunday's power cut`.
fn of_one_day(passage: &PassageFacts, sentence: &std::ops::Range<usize>) -> bool {
    let day = |word: &str| {
        let day = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s"));
        day.is_some_and(|d| d == "yesterday" || (d.ends_with("day") && DAYS.has(d)))
    };
    let tokens = crate::syntax::words::tokens_in(passage.tokens(), sentence);
    tokens.iter().any(|t| t.kind == Kind::Word && day(&t.lower(passage.text())))
}

static DAYS: WordList = WordList::of("monday tuesday wednesday thursday friday saturday sunday");
static GOAL: WordList = WordList::of(
    "target targets targeted goal goals aim aims aiming expect expected expects hope hopes ambition \
objective intend intends forecast estimate estimated",
);
static EXAMPLE: WordList = WordList::of(
    "example examples e.g illustration illustrative illustrates imagine suppose say assume assuming \
sample hypothetical calculation model modelled scenario would could",
);
