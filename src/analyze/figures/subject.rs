//! Whose figure it is, and whether it is stated at all: a rival's, a named customer's, a goal, a question, the number
//! that was there before.

use std::ops::Range;

use crate::analyze::{Hit, Lexicon, PassageFacts, Role};
use crate::syntax::words::{Kind, Token, tokens_in};

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
        || nearby(passage, at).any(|t| clauses.same(t.start(), at) && is(passage, t, OTHERS))
        || goes_on_about_other(passage, lexicon, at)
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
    if !first.is_some_and(|t| is(passage, &t, "it its they their he she his her")) {
        return false;
    }
    let before = passage.hits.partition_point(|h| h.range.start < sentence.start);
    let named = passage.hits.get(before.saturating_sub(64)..before).unwrap_or_default().iter().rev();
    let mut roles = named.filter_map(|h| lexicon.entry(h.entry)).map(|e| &e.role);
    let last =
        roles.find(|r| matches!(r, Role::Competitor(_) | Role::Customer(_) | Role::Company | Role::Offer(_)));
    matches!(last, Some(Role::Competitor(_) | Role::Customer(_)))
}

/// Whether a number is not stated as ours today: a goal, a condition, a question, what the reader did, what was before.
pub(super) fn is_supposed(passage: &PassageFacts, figure: &Range<usize>) -> bool {
    let sentence = passage.sentence_at(figure.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.end() <= figure.start);
    let behind = tokens.partition_point(|t| t.start() < figure.end);
    let before = tokens.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let after = tokens.get(behind..(behind + REACH / 2).min(tokens.len())).unwrap_or_default();
    let asks = tokens.iter().rev().take(3).any(|t| t.is(passage.text(), '?'));
    let opens = tokens.first().is_some_and(|t| is(passage, t, CONDITIONS));
    let inside = tokens.get(at..behind).unwrap_or_default();
    let added = inside.iter().enumerate().any(|(n, t)| {
        n > 0 && is(passage, t, "more additional extra new further other") && n + 1 < inside.len()
    });
    let baseline = before.last().is_some_and(|t| is(passage, t, BASELINES))
        || before.iter().rev().take(2).any(|t| is(passage, t, "compared"));
    let clauses = passage.clauses();
    let before: Vec<&Token> = before.iter().filter(|t| clauses.same(t.start(), figure.start)).collect();
    asks || opens
        || added
        || baseline
        || before.iter().any(|t| is(passage, t, SUPPOSALS))
        || after.iter().any(|t| is(passage, t, GOALS))
        || of_reader(passage, &before)
}

/// `your crews refilled 71%`: what the reader did is the reader's own number.
fn of_reader(passage: &PassageFacts, before: &[&Token]) -> bool {
    let reader = before.iter().rposition(|t| is(passage, t, "you your yours"));
    let verbs = reader.and_then(|at| before.get(at + 1..)).unwrap_or_default();
    let words: Vec<&Token> = verbs.iter().copied().filter(|t| t.kind == Kind::Word).take(4).collect();
    words.iter().enumerate().any(|(at, t)| {
        let word = t.lower(passage.text());
        // `anything in your first weeks is fixed` is what we do.
        let passive =
            at.checked_sub(1).is_some_and(|b| is(passage, words[b], "is are be been being get gets"));
        !passive && ((word.len() > 4 && word.ends_with("ed") && &*word != "need") || is(passage, t, PAST))
    })
}

fn is(passage: &PassageFacts, token: &Token, list: &str) -> bool {
    let word = token.lower(passage.text());
    token.kind == Kind::Word && list.split(' ').any(|w| w == &*word)
}

const OTHERS: &str = "competitor competitors competing rival rivals others elsewhere industry peers benchmark \
incumbent incumbents alternatives alternative";
const CONDITIONS: &str = "if suppose imagine assume assuming picture unless whether even";
const BASELINES: &str = "from versus vs against was were previously formerly once";
const SUPPOSALS: &str = "if could would might should target targets goal goals aim aims aiming want wants wanted hope \
hopes wish suppose imagine assume pretend guess guessed thought expected until";
const GOALS: &str = "target goal objective ambition";
const PAST: &str = "kept sold lost won got made took had were saw grew fell rose cut did spent saved filled";
