//! Where copy speaks of an item: "where used" on every page of the playbook.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Facts, Lexicon, PassageFacts, Relation, Role, Variable};
use crate::graph::Key;
use crate::project::Project;
use crate::text::Place;

/// How an item is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionKind {
    /// In an approved wording.
    Said,
    /// By its name.
    Named,
    /// By a figure that is its own.
    Figure,
    /// By a variable that takes it from the approved figures.
    Variable,
}

/// A place where copy speaks of an item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mention {
    /// The item.
    pub item: Key,
    /// How it is spoken of.
    pub kind: MentionKind,
    /// Where.
    pub place: Place,
    /// The team that wrote it.
    pub team: Option<String>,
    /// The sentence around it.
    pub excerpt: String,
}

/// Claims that a template takes from the approved figures. What it will say stands elsewhere, so the tag is told.
fn by_variable(project: &Project, facts: &Facts) -> Vec<Mention> {
    let piece = facts.piece;
    let source = piece.source();
    let mut seen = BTreeSet::new();
    let mut found = facts.variables().to_vec();
    found.retain(|variable| {
        project.item("claims", &variable.id).is_some() && seen.insert(variable.id.clone())
    });
    let mention = |variable: Variable| {
        let place = Place::new(source, variable.span);
        let excerpt = source.slice(variable.tag).to_owned();
        let item = Key::new("claims", variable.id);
        Mention { item, kind: MentionKind::Variable, place, team: piece.attributes.team.clone(), excerpt }
    };
    found.into_iter().map(mention).collect()
}

/// Every mention of a claim, offer, competitor, customer or pain in a copy file, in order. One item is told once for
/// each passage.
pub fn mentions(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<Mention> {
    if !facts.piece.is_file() {
        return vec![];
    }
    let book = &project.playbook;
    let item = |role: &Role| match *role {
        Role::ClaimWording(n) => Some((Key::of(book.claims.get(n)?), MentionKind::Said)),
        Role::Offer(n) => Some((Key::of(book.offers.get(n)?), MentionKind::Named)),
        Role::Competitor(n) => Some((Key::of(book.competitors.get(n)?), MentionKind::Named)),
        Role::Customer(n) => Some((Key::of(book.customers.get(n)?), MentionKind::Named)),
        Role::PainWord(n) => Some((Key::of(book.pains.get(n)?), MentionKind::Named)),
        _ => None,
    };
    let mut found: Vec<Mention> = vec![];
    let mut seen: BTreeSet<(usize, Key)> = BTreeSet::new();
    let mut put = |passage: &PassageFacts, range: &Range<usize>, item: Key, kind| {
        if seen.insert((passage.index, item.clone())) {
            let team = facts.piece.attributes.team.clone();
            let excerpt = passage.slice(&passage.sentence_at(range.start)).trim().to_owned();
            found.push(Mention { item, kind, place: passage.place(range.clone()), team, excerpt });
        }
    };
    for (passage, hit, _, (key, kind)) in facts.hits(lexicon, item) {
        put(passage, &hit.range, key, kind);
    }
    for figure in facts.figures(project, lexicon) {
        let passage = facts.passages.get(figure.passage);
        let quantity = passage.and_then(|p| p.quantities().get(figure.quantity));
        let known = !matches!(figure.relation, Relation::Conflict(_));
        if let (Some(passage), Some(q), Some(claim), true) =
            (passage, quantity, book.claims.get(figure.claim), known)
        {
            put(passage, &q.range, Key::of(claim), MentionKind::Figure);
        }
    }
    found.extend(by_variable(project, facts));
    found
}
