//! Whose figure it is, and whether it is stated at all: a rival's, a named customer's, a goal, a question, the number
//! that was there before.

use std::ops::Range;

use super::{Approved, trade};
use crate::analyze::{Hit, Lexicon, PassageFacts, Role};
use crate::syntax::quantity::Quantity;
use crate::syntax::words::{Kind, Token, WordList, tokens_in};

/// How many words around a figure are looked at.
const REACH: usize = 12;

/// Whether a clause speaks of somebody else than us: a rival, others, a named customer. A customer whose name is one of
/// the claim's words is whom the claim is about.
pub(in crate::analyze) fn is_others(
    passage: &PassageFacts,
    lexicon: &Lexicon,
    at: usize,
    claim: Option<usize>,
) -> bool {
    let clauses = passage.clauses();
    let same = |hit: &&Hit| clauses.same(hit.range.start, at);
    let role = |hit: &Hit| lexicon.entry(hit.entry).map(|e| &e.role);
    let own = |name: &Hit| {
        around(&passage.hits, at).any(|h| {
            matches!(role(h), Some(Role::ClaimWord(of, _)) if Some(*of) == claim)
                && h.range.start < name.range.end
                && name.range.start < h.range.end
        })
    };
    let names_other = |hit: &Hit| match role(hit) {
        Some(Role::Competitor(_)) => true,
        Some(Role::Customer(_)) => !own(hit),
        _ => false,
    };
    around(&passage.hits, at).filter(same).any(names_other)
        || nearby(passage, at).any(|t| clauses.same(t.start(), at) && passage.is_any(t, &OTHERS))
        || goes_on_about_other(passage, lexicon, at)
        || trade::is_of_trade(passage, at)
        || trade::is_at_other(passage, lexicon, at)
}

/// The hits near an offset.
pub(super) fn around(hits: &[Hit], at: usize) -> impl Iterator<Item = &Hit> {
    let middle = hits.partition_point(|h| h.range.start < at);
    hits.get(middle.saturating_sub(64)..(middle + 64).min(hits.len())).unwrap_or_default().iter()
}

/// The tokens of the sentence near an offset.
fn nearby<'p>(passage: &'p PassageFacts, at: usize) -> impl Iterator<Item = &'p Token> + use<'p> {
    let sentence = passage.sentence_at(at);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let middle = tokens.partition_point(|t| t.end() <= at);
    tokens.get(middle.saturating_sub(REACH)..(middle + REACH).min(tokens.len())).unwrap_or_default().iter()
}

/// Whether a sentence opens with a pronoun, and the last name before it is another's: `Routely is a board. It ...`
fn goes_on_about_other(passage: &PassageFacts, lexicon: &Lexicon, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let first = tokens_in(passage.tokens(), &sentence).first().copied();
    if !first.is_some_and(|t| passage.is_any(&t, "it its they their he she his her")) {
        return false;
    }
    let before = passage.hits.partition_point(|h| h.range.start < sentence.start);
    let named = passage.hits.get(before.saturating_sub(64)..before).unwrap_or_default().iter().rev();
    let mut roles = named.filter_map(|h| lexicon.entry(h.entry)).map(|e| &e.role);
    let last =
        roles.find(|r| matches!(r, Role::Competitor(_) | Role::Customer(_) | Role::Company | Role::Offer(_)));
    matches!(last, Some(Role::Competitor(_) | Role::Customer(_)))
}

/// The words before the first comma of a sentence that say when: `After the trial, ...`. They are not what the sentence
/// speaks of.
pub(super) fn lead_in(passage: &PassageFacts, sentence: &Range<usize>) -> Option<Range<usize>> {
    let tokens = tokens_in(passage.tokens(), sentence);
    let first = tokens.first().filter(|t| passage.is_any(t, &LEADS))?;
    let near = tokens.get(..tokens.len().min(REACH))?;
    let comma = near.iter().find(|t| t.is(passage.text(), ','))?;
    Some(first.start()..comma.end())
}

/// Whether what stands at an offset is the condition of something else, so that it states nothing: `If two crates are
/// damaged, photograph both`, `Imagine a van that ...`.
pub(in crate::analyze) fn is_conditional(passage: &PassageFacts, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let Some(first) = tokens.first() else { return false };
    let what_if = passage.is_any(first, "what") && tokens.get(1).is_some_and(|t| passage.is_any(t, "if"));
    if what_if || passage.is_any(first, "suppose imagine picture assume assuming pretend") {
        return true;
    }
    if !passage.is_any(first, "if unless whether should") {
        return false;
    }
    let before = tokens.partition_point(|t| t.end() <= at);
    let lead = tokens.get(..before).unwrap_or_default();
    !lead.iter().take(4 * REACH).any(|t| t.is(passage.text(), ',') || passage.is_any(t, "then"))
}

/// Whether somebody asks in the sentence whether it is so: `asks whether`, `wonders if`.
pub(in crate::analyze) fn is_wondered(passage: &PassageFacts, at: usize) -> bool {
    let near: Vec<&Token> = nearby(passage, at).filter(|t| t.end() <= at).collect();
    near.iter().enumerate().any(|(n, t)| {
        let asks = n.checked_sub(1).and_then(|b| near.get(b)).is_some_and(|b| passage.is_any(b, &ASKS));
        passage.is_any(t, "whether") || (passage.is_any(t, "if") && asks)
    })
}

static ASKS: WordList = WordList::of(
    "ask asks asked asking wonder wonders wondered wondering know knows see check checks unsure",
);
static LEADS: WordList = WordList::of("after before during until following beyond once when whenever since");

/// Whether a number is not stated as ours today: a goal, a condition, a question, what the reader did, what was before.
pub(in crate::analyze) fn is_supposed(passage: &PassageFacts, figure: &Range<usize>) -> bool {
    let sentence = passage.sentence_at(figure.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.end() <= figure.start);
    let behind = tokens.partition_point(|t| t.start() < figure.end);
    let before = tokens.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let after = tokens.get(behind..(behind + REACH / 2).min(tokens.len())).unwrap_or_default();
    let asks = tokens.iter().rev().take(3).any(|t| t.is(passage.text(), '?'));
    let opens = tokens.first().is_some_and(|t| passage.is_any(t, &CONDITIONS));
    let inside = tokens.get(at..behind).unwrap_or_default();
    let added = inside.iter().enumerate().any(|(n, t)| {
        n > 0 && passage.is_any(t, "more additional extra new further other") && n + 1 < inside.len()
    });
    let baseline = before.last().is_some_and(|t| passage.is_any(t, &BASELINES))
        || before.iter().rev().take(2).any(|t| passage.is_any(t, "compared"));
    let clauses = passage.clauses();
    let before: Vec<&Token> = before.iter().filter(|t| clauses.same(t.start(), figure.start)).collect();
    asks || opens
        || added
        || baseline
        || before.iter().any(|t| passage.is_any(t, &SUPPOSALS))
        || after.iter().any(|t| passage.is_any(t, &GOALS))
        || of_reader(passage, &before)
        || is_planned(passage, tokens)
}

/// Whether a sentence tells a plan: `the plan is to`, `we plan to`, `by 2031 ... will`.
pub(in crate::analyze) fn is_planned(passage: &PassageFacts, tokens: &[Token]) -> bool {
    let text = passage.text();
    let next = |at: usize, list: &str| tokens.get(at).is_some_and(|t| passage.is_any(t, list));
    let year = |at: usize| {
        let year = tokens.get(at).filter(|t| t.kind == Kind::Number).map(|t| t.text(text));
        year.is_some_and(|y| y.len() == 4 && y.starts_with("20"))
    };
    let future = || tokens.iter().any(|t| passage.is_any(t, "will shall")) || next_to(passage, tokens);
    // Asked of each sentence with a figure: most words begin nothing of it.
    tokens.iter().enumerate().any(|(at, token)| match &*token.lower(text) {
        "by" => {
            let end = || next(at + 1, "the") && next(at + 2, "end") && (year(at + 4) || year(at + 3));
            (year(at + 1) || end()) && future()
        }
        "the" | "our" => next(at + 1, "plan intention ambition") && next(at + 2, "is"),
        "we" => next(at + 1, "plan intend") && next(at + 2, "to"),
        "planning" => next(at + 1, "to"),
        "working" => next(at + 1, "towards toward"),
        _ => false,
    })
}

/// `is to be`, `are to reach`: what is laid down for later.
fn next_to(passage: &PassageFacts, tokens: &[Token]) -> bool {
    tokens.windows(2).any(|w| passage.is_any(&w[0], "is are") && passage.is_any(&w[1], "to"))
}

/// `misses 62% of ...`: a verb of failure right before the figure turns it round, unless the approved wording has one.
pub(super) fn is_missed(approved: &Approved, passage: &PassageFacts, quantity: &Quantity) -> bool {
    let sentence = passage.sentence_at(quantity.range.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.end() <= quantity.range.start);
    let verb = at.checked_sub(1).and_then(|b| tokens.get(b));
    verb.is_some_and(|t| passage.is_any(t, &MISSES))
        && !approved.wordings.iter().flatten().any(|w| MISSES.has(w))
}

static MISSES: WordList = WordList::of("miss misses missed missing overlook overlooks overlooked mishandles");

/// `your crews refilled 71%`: what the reader did is the reader's own number.
fn of_reader(passage: &PassageFacts, before: &[&Token]) -> bool {
    let reader = before.iter().rposition(|t| passage.is_any(t, "you your yours"));
    let verbs = reader.and_then(|at| before.get(at + 1..)).unwrap_or_default();
    let words: Vec<&Token> = verbs.iter().copied().filter(|t| t.kind == Kind::Word).take(4).collect();
    words.iter().enumerate().any(|(at, t)| {
        let word = t.lower(passage.text());
        // `anything in your first weeks is fixed` is what we do.
        let passive =
            at.checked_sub(1).is_some_and(|b| passage.is_any(words[b], "is are be been being get gets"));
        !passive && ((word.len() > 4 && word.ends_with("ed") && &*word != "need") || passage.is_any(t, &PAST))
    })
}

static OTHERS: WordList = WordList::of(
    "competitor competitors competing rival rivals others elsewhere industry peers benchmark \
incumbent incumbents alternatives alternative",
);
static CONDITIONS: WordList = WordList::of("if suppose imagine assume assuming picture unless whether even");
static BASELINES: WordList = WordList::of("from versus vs against was were previously formerly once");
static SUPPOSALS: WordList = WordList::of(
    "if could would might should target targets goal goals aim aims aiming want wants wanted hope \
hopes wish suppose imagine assume pretend guess guessed thought expected until",
);
static GOALS: WordList = WordList::of("target goal objective ambition");
static PAST: WordList =
    WordList::of("kept sold lost won got made took had were saw grew fell rose cut did spent saved filled");
