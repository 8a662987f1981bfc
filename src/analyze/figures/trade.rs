//! Others without a name: `many banks`, `some suppliers`, `a pump that ...`, or a name that is none of ours.

use super::subject::around;
use crate::analyze::{Lexicon, PassageFacts, Role};
use crate::syntax::words::{Kind, Token, WordList, tokens_in};

/// How many words of a sentence's opening are looked at.
const OPENING: usize = 7;
/// How many words of a sentence are looked at before an offset.
const REACH: usize = 24;

/// Whether the clause opens with others of a trade: `Some suppliers charge ...`, `With many banks ...`. What `we` do
/// with them is ours.
pub(super) fn is_of_trade(passage: &PassageFacts, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let tokens = tokens_in(passage.tokens(), &sentence);
    if is_by_trade(passage, tokens, at) {
        return true;
    }
    let mut opening = tokens.get(..tokens.len().min(OPENING)).unwrap_or_default();
    if let [first, rest @ ..] = opening
        && passage.is_any(first, "with at from by among unlike for in as")
    {
        opening = rest;
    }
    let Some((first, rest)) = opening.split_first() else { return false };
    if !passage.is_any(first, &SOME) || !passage.clauses().same(first.start(), at) {
        return false;
    }
    let named =
        rest.iter().take(3).take_while(|t| t.kind == Kind::Word && !passage.is_any(t, "of our your we"));
    let before = tokens.partition_point(|t| t.end() <= at);
    let between = tokens.get(..before).unwrap_or_default();
    let ours = between.iter().rev().take(REACH).any(|t| passage.is_any(t, "we us our ours"));
    named.into_iter().any(|t| passage.is_any(t, &TRADE)) && !ours
}

/// Whether the clause tells behind an offset who does it: `not covered by most policies`, `charged by some banks`.
fn is_by_trade(passage: &PassageFacts, tokens: &[Token], at: usize) -> bool {
    let from = tokens.partition_point(|t| t.start() < at);
    let behind = tokens.get(from..(from + REACH).min(tokens.len())).unwrap_or_default();
    let clause: Vec<&Token> = behind.iter().take_while(|t| passage.clauses().same(t.start(), at)).collect();
    clause.windows(2).enumerate().any(|(n, pair)| {
        let named = clause.iter().skip(n + 2).take(3).take_while(|t| t.kind == Kind::Word);
        passage.is_any(pair[0], "by with at")
            && passage.is_any(pair[1], &SOME)
            && named.into_iter().any(|t| passage.is_any(t, &TRADE))
    })
}

/// Whether what stands at an offset is said of anything of a sort: `A pump that stops is no help`.
pub(in crate::analyze) fn is_of_any(passage: &PassageFacts, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let before = tokens.partition_point(|t| t.end() <= at);
    let opening = tokens.get(..before.min(OPENING)).unwrap_or_default();
    let Some((first, rest)) = opening.split_first() else { return false };
    let that = rest.iter().position(|t| passage.is_any(t, "that which whose who"));
    let told = rest.iter().take(that.unwrap_or(0)).any(|t| passage.is_any(t, "is are was were has have"));
    passage.is_any(first, "a an any") && that.is_some_and(|n| n > 0) && !told
}

/// Whether the sentence tells of what is `at` somebody else: a name that is none of ours.
pub(super) fn is_at_other(passage: &PassageFacts, lexicon: &Lexicon, at: usize) -> bool {
    let text = passage.text();
    let sentence = passage.sentence_at(at);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let middle = tokens.partition_point(|t| t.end() <= at);
    let from = middle.saturating_sub(REACH);
    let near = tokens.get(from..(middle + REACH / 2).min(tokens.len())).unwrap_or_default();
    let capital = |t: &Token| t.kind == Kind::Word && t.text(text).starts_with(char::is_uppercase);
    near.iter().enumerate().any(|(n, place)| {
        let first = from + n == 0;
        let Some(name) = near.get(n + 1).filter(|t| capital(t) && t.text(text).len() > 2) else {
            return false;
        };
        // In a title each word has a capital.
        let title = !first && n > 0 && capital(&near[n - 1]) && from + n > 1;
        let numbered = near.get(n + 2).is_some_and(|t| t.kind == Kind::Number);
        (place.text(text) == "at" || (first && place.text(text) == "At"))
            && !title
            && !numbered
            && !passage.is_any(name, &TIMES)
            && !is_ours(passage, lexicon, name)
    })
}

/// Whether the messaging knows a word otherwise than as a rival's or customer's name.
fn is_ours(passage: &PassageFacts, lexicon: &Lexicon, name: &Token) -> bool {
    around(&passage.hits, name.start())
        .filter(|h| h.range.start < name.end() && name.start() < h.range.end)
        .filter_map(|h| lexicon.entry(h.entry))
        .any(|e| !matches!(e.role, Role::Competitor(_) | Role::Customer(_)))
}

static SOME: WordList = WordList::of(
    "many some most other several certain typical traditional conventional ordinary few another \
countless",
);
static TRADE: WordList = WordList::of(
    "bank banks supplier suppliers vendor vendors provider providers tool tools app apps agency agencies \
carrier carriers broker brokers insurer insurers maker makers manufacturer manufacturers platform platforms system \
systems product products service services brand brands lender lenders retailer retailers dealer dealers reseller \
resellers operator operators contractor contractors landlords consultancies programs packages solutions policy policies \
tariff tariffs contracts accounts",
);
static TIMES: WordList = WordList::of(
    "christmas easter new monday tuesday wednesday thursday friday saturday sunday january february march \
april may june july august september october november december",
);
