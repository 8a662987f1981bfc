//! The words of a piece, each spelling once: what a rule asks of every word is found once for each spelling.

use super::PassageFacts;
use crate::text::WordMap;

/// The different spellings of the tokens of a piece.
#[derive(Debug, Default)]
pub(super) struct Spellings<'a> {
    all: Vec<&'a str>,
    /// By passage, the number of each token's spelling.
    passages: Vec<Vec<u32>>,
}

impl<'a> Spellings<'a> {
    pub(super) fn of(passages: &[PassageFacts<'a>]) -> Self {
        let mut numbers: WordMap<&'a str, u32> = WordMap::default();
        let mut spellings = Self::default();
        for passage in passages {
            let text = passage.text();
            let of_tokens = passage.tokens().iter().map(|token| {
                let said = token.text(text);
                *numbers.entry(said).or_insert_with(|| {
                    spellings.all.push(said);
                    spellings.all.len() as u32 - 1
                })
            });
            spellings.passages.push(of_tokens.collect());
        }
        spellings
    }

    /// Every spelling, in the order of its number.
    pub(super) fn all(&self) -> &[&'a str] {
        &self.all
    }

    /// The numbers of the spellings of a passage's tokens, one for each.
    pub(super) fn of_passage(&self, passage: usize) -> &[u32] {
        self.passages.get(passage).map_or(&[], Vec::as_slice)
    }
}
