//! What one piece of copy tells the whole corpus. Small and owned, so that the digests of all pieces fit in memory at
//! once while their facts come and go. A cache keeps them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::seen::seen;
use super::stated::{StatedNumber, stated};
use super::{EntryId, Exemption, Facts, Lexicon, Mention, Relation, Role, Speech, Watched, mentions};
use crate::project::Project;
use crate::syntax::quantity::Quantity;
use crate::text::Place;

/// What one piece of copy tells the whole corpus.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Digest {
    /// The number of the piece in [`Project::pieces`].
    pub piece: usize,
    /// How many words the piece has.
    pub words: usize,
    /// Where it speaks of items of the messaging.
    pub mentions: Vec<Mention>,
    /// The figures that it states of claims, in order.
    pub statements: Vec<Statement>,
    /// The numbers that it states in sentences of their own and that are no claim's, in order.
    pub stated: Vec<StatedNumber>,
    /// The literals that stand in it, each once, whether quoted, denied or used.
    pub entries: Vec<EntryId>,
    /// The terms, claims and banned words that a copy file speaks of, rightly or wrongly.
    pub seen: BTreeSet<Watched>,
    /// Where it says that a claim holds, or that it does not.
    pub answers: Vec<Answer>,
    /// How it speaks; nothing where it is compared with nothing.
    pub speech: Option<Box<Speech>>,
}

/// A place where a piece says that a claim holds, or that it does not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The claim's position.
    pub claim: usize,
    /// Whether it denies the claim.
    pub denied: bool,
    /// Whether the words stand in the text, rather than that the piece only says it uses the claim.
    pub said: bool,
    /// Where.
    pub place: Place,
}

/// A figure that a piece states of a claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// The claim's position.
    pub claim: usize,
    /// How the figure stands to the approved one.
    pub relation: Relation,
    /// The figure as it was read; its ranges count in the passage's text.
    pub quantity: Quantity,
    /// The figure as it is written.
    pub text: String,
    /// Where.
    pub place: Place,
}

impl Digest {
    /// The digest of a piece by its facts.
    pub fn of(piece: usize, project: &Project, lexicon: &Lexicon, facts: &Facts) -> Self {
        Self {
            piece,
            words: facts.word_count(),
            mentions: mentions(project, lexicon, facts),
            statements: statements(project, lexicon, facts),
            stated: stated(project, lexicon, facts),
            entries: entries(lexicon, facts),
            seen: if facts.piece.is_file() { seen(project, lexicon, facts) } else { BTreeSet::new() },
            answers: answers(project, lexicon, facts),
            speech: Speech::of(lexicon, facts),
        }
    }
}

/// The literals that stand in it. There may be many hits of few of them, so they are ticked off, not sorted.
fn entries(lexicon: &Lexicon, facts: &Facts) -> Vec<EntryId> {
    let mut ticks = vec![0_u64; lexicon.len().div_ceil(64)];
    for hit in facts.passages.iter().flat_map(|p| &p.hits) {
        if let Some(ticks) = ticks.get_mut(hit.entry.0 as usize / 64) {
            *ticks |= 1 << (hit.entry.0 % 64);
        }
    }
    let mut entries = vec![];
    for (from, ticks) in (0..).step_by(64).zip(ticks).filter(|(_, ticks)| *ticks != 0) {
        entries.extend((0..64).filter(|bit| ticks & (1 << bit) != 0).map(|bit| EntryId(from + bit)));
    }
    entries
}

fn statements(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<Statement> {
    let figures = facts.figures(project, lexicon).iter();
    let stated = figures.filter_map(|figure| {
        let passage = facts.passages.get(figure.passage)?;
        let quantity = passage.quantities().get(figure.quantity)?;
        Some(Statement {
            claim: figure.claim,
            relation: figure.relation,
            quantity: quantity.clone(),
            text: passage.slice(&quantity.range).to_owned(),
            place: passage.place(quantity.range.clone()),
        })
    });
    stated.collect()
}

fn answers(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<Answer> {
    let uses = facts.claim_uses(project, lexicon).iter();
    let mut found: Vec<Answer> = uses
        .map(|u| Answer {
            claim: u.claim,
            denied: false,
            said: u.stretch().is_some(),
            place: u.place.clone(),
        })
        .collect();
    if !facts.piece.is_file() {
        return found;
    }
    let wording = |role: &Role| match *role {
        Role::ClaimWording(claim) => Some(claim),
        _ => None,
    };
    for (passage, hit, _, claim) in facts.hits(lexicon, wording) {
        let sentence = passage.sentence_at(hit.range.start);
        let asked = passage.slice(&sentence).trim_end().ends_with('?');
        let denied = passage.exemption(&hit.range) == Some(Exemption::Negated);
        let ours = !facts.is_of_others(lexicon, passage.index, hit.range.start);
        if denied && ours && !asked && passage.is_of_its_day(&sentence) {
            found.push(Answer { claim, denied, said: true, place: passage.place(hit.range.clone()) });
        }
    }
    found
}
