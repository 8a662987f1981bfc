//! Where copy speaks of an item: "where used" on every page of the playbook.

use super::{Facts, Lexicon, Role};
use crate::graph::Key;
use crate::project::Project;
use crate::text::Place;

/// How an item is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionKind {
    /// In an approved wording.
    Said,
    /// By its name.
    Named,
    /// By a figure that is its own.
    Figure,
}

/// A place where copy speaks of an item.
#[derive(Clone, Debug)]
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
    let mut seen: std::collections::BTreeSet<(usize, Key)> = std::collections::BTreeSet::new();
    for (passage, hit, _, (key, kind)) in facts.hits(lexicon, item) {
        if seen.insert((passage.index, key.clone())) {
            found.push(Mention {
                item: key,
                kind,
                place: passage.place(hit.range.clone()),
                team: facts.piece.attributes.team.clone(),
                excerpt: passage.slice(&passage.sentence_at(hit.range.start)).trim().to_owned(),
            });
        }
    }
    found
}
