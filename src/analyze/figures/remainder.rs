//! The other part of a share: `38% are not refilled`, `the other 38%`. Beside an approved 62 % that is the same statement,
//! told from the other side.

use super::Approved;
use crate::analyze::PassageFacts;
use crate::syntax::quantity::{Quantity, Unit};
use crate::syntax::words::{Kind, Token, tokens_in};

/// How many words behind a figure a denial is looked for.
const REACH: usize = 14;

/// Whether a figure speaks of the part that the claim's figure leaves: it is called `the other` or `the remaining`, what
/// is said of it is denied, or it is what is missing from the approved percentage to a hundred and the sentence is not
/// the approved wording with another number.
pub(super) fn is_the_rest(approved: &Approved, passage: &PassageFacts, quantity: &Quantity) -> bool {
    let sentence = passage.sentence_at(quantity.figure.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let at = tokens.partition_point(|t| t.end() <= quantity.range.start);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    if before.is_some_and(|t| matches!(&*t.lower(passage.text()), "other" | "remaining" | "missing")) {
        return true;
    }
    if quantity.unit != Unit::Percent {
        return false;
    }
    if is_denied_behind(approved, passage, tokens, quantity) {
        return true;
    }
    let own = approved.figure().filter(|f| f.unit == Unit::Percent && f.stated.0 == f.stated.1);
    let left = own.is_some_and(|f| f.stated.0 != 50.0 && quantity.value.contains(100.0 - f.stated.0));
    left && !approved.is_worded_in(|word| tokens.iter().any(|t| &*t.lower(passage.text()) == word))
}

/// `38% of the slots are not refilled`: the verb behind the figure is denied, and the approved wording denies nothing.
fn is_denied_behind(
    approved: &Approved,
    passage: &PassageFacts,
    tokens: &[Token],
    quantity: &Quantity,
) -> bool {
    let text = passage.text();
    let clauses = passage.clauses();
    let behind = tokens.partition_point(|t| t.start() < quantity.figure.end);
    let near = tokens.get(behind..(behind + REACH).min(tokens.len())).unwrap_or_default();
    let denies = |word: &str| matches!(word, "not" | "never" | "cannot") || word.ends_with("n't");
    let denied = near.iter().enumerate().any(|(n, t)| {
        let emphasis = near
            .get(n + 1)
            .is_some_and(|next| matches!(&*next.lower(text), "only" | "just" | "merely" | "simply" | "even"));
        t.kind == Kind::Word
            && clauses.same(t.start(), quantity.figure.start)
            && denies(&t.lower(text))
            && !emphasis
    });
    denied && !approved.wordings.iter().flatten().any(|w| denies(w))
}
