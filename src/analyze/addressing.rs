//! Whom a piece speaks of: how often it says "we", and how often "you".

use std::ops::Range;

use super::Facts;
use crate::syntax::words::{Kind, Pronouns, pronoun};

/// How often a piece speaks of us and of its reader. Quotations do not count.
#[derive(Clone, Debug, Default)]
pub struct Addressing {
    /// We-words.
    pub we: u32,
    /// You-words.
    pub you: u32,
    /// Its words, these among them.
    pub words: u32,
    /// The first we-word: its passage and range.
    pub first_we: Option<(usize, Range<usize>)>,
}

/// Counts the words by which a piece speaks of us and of its reader. Each spelling is looked at once.
pub(super) fn addressing(facts: &Facts) -> Addressing {
    let spellings = facts.spellings();
    let of_spelling: Vec<Pronouns> = spellings.all().iter().map(|said| pronoun(said)).collect();
    let mut found = Addressing::default();
    for passage in facts.passages.iter().filter(|p| p.passage.part.is_body() && !p.passage.quoted) {
        for (token, number) in passage.tokens().iter().zip(spellings.of_passage(passage.index)) {
            if token.kind != Kind::Word || passage.in_quotation(&token.range()) {
                continue;
            }
            found.words += 1;
            let Some(said) = of_spelling.get(*number as usize) else { continue };
            if said.we > 0 {
                found.first_we.get_or_insert_with(|| (passage.index, token.range()));
            }
            found.we += said.we;
            found.you += said.you;
        }
    }
    found
}
