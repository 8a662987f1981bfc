//! How surely a sentence speaks of a claim's figure, by the words that it shares with the claim.

use std::ops::Range;

use super::Approved;
use crate::analyze::PassageFacts;
use crate::syntax::quantity::{Quantity, Unit};
use crate::syntax::words::{self, Kind, Token, WordList, singular};

/// A word of a claim's figure in copy.
#[derive(Clone, Debug)]
pub(in crate::analyze) struct WordHit {
    pub(super) claim: usize,
    /// Which of the figure's words.
    pub(super) word: usize,
    /// Where; nothing where it stands in a header of the table.
    pub(super) range: Option<Range<usize>>,
    /// Whether it is of several words, so that it is seldom met by chance.
    pub(super) phrase: bool,
}

/// The words of one claim near one figure.
#[derive(Clone, Debug)]
pub(super) struct Nearness {
    pub(super) claim: usize,
    /// Bits of the words met.
    pub(super) met: u64,
    /// Bytes between the figure and the nearest word.
    pub(super) distance: usize,
    /// Whether one of them is a phrase.
    pub(super) phrase: bool,
    /// Whether one stands right behind the figure, or right before a time with a preposition between: `14-day trial`,
    /// `live in 21 days`.
    pub(super) beside: bool,
    /// Whether all of them are the noun that the figure counts: `9 languages`.
    pub(super) noun_only: bool,
}

/// Bytes from a figure to a word in a header of its table.
const FROM_HEADER: usize = 400;

impl Nearness {
    pub(super) fn of(claim: usize) -> Self {
        let far = usize::MAX;
        Self { claim, met: 0, distance: far, phrase: false, beside: false, noun_only: true }
    }

    pub(super) fn add(&mut self, text: &str, hit: &WordHit, quantity: &Quantity) {
        let lasts = matches!(quantity.unit, Unit::Duration(_));
        // `live within 14 days`: the bound is a part of the figure's range.
        let number = quantity.figure.start;
        let quantity = &quantity.range;
        self.met |= 1 << hit.word.min(63);
        self.phrase |= hit.phrase;
        let (distance, beside, noun) = match &hit.range {
            None => (FROM_HEADER, false, false),
            Some(word) => {
                let inside = word.start < quantity.end && quantity.start < word.end;
                let gap = if inside {
                    0
                } else if word.start >= quantity.end {
                    word.start - quantity.end
                } else {
                    quantity.start - word.end
                };
                let between = text.get(word.end..number).unwrap_or("").trim();
                let before =
                    lasts && !inside && matches!(between, "in" | "within" | "after" | "of" | "is" | ":");
                let joined = text.get(quantity.end..word.start).unwrap_or("").trim();
                let behind = !inside
                    && word.start >= quantity.end
                    && (gap <= 2 || (lasts && matches!(joined, "on" | "of")));
                let said = text.get(word.clone()).unwrap_or("").to_ascii_lowercase();
                let telling = !COMPARATIVES.has(&said);
                (gap, telling && (before || behind), inside)
            }
        };
        self.distance = self.distance.min(distance);
        self.beside |= beside;
        self.noun_only &= noun;
    }

    /// How many of the figure's words are met.
    pub(super) fn count(&self) -> u32 {
        self.met.count_ones()
    }

    /// Whether the words alone, or one word and what else the sentence shares with the claim, show that the figure is
    /// the claim's. `exact` where the number is one that the claim had: that is evidence of its own.
    pub(super) fn is_enough(&self, exact: bool, shared: impl FnOnce() -> bool) -> bool {
        (!self.noun_only && (self.count() >= 2 || self.phrase || exact || self.beside)) || shared()
    }
}

/// Whether the sentence at an offset shares a word with the approved wordings of a claim, beside the words of its figure,
/// or nearly all words with one of them.
pub(super) fn shares(approved: &Approved, passage: &PassageFacts, at: usize, met: &[Range<usize>]) -> bool {
    let tokens = words::tokens_in(passage.tokens(), &passage.sentence_at(at));
    let middle = tokens.partition_point(|t| t.start() < at);
    let near =
        tokens.get(middle.saturating_sub(REACH)..(middle + REACH).min(tokens.len())).unwrap_or_default();
    let said = |word: &str| near.iter().any(|t| &*t.lower(passage.text()) == word);
    let own = |t: &Token| {
        let inside = met.iter().any(|m| m.start < t.end() && t.start() < m.end);
        !inside && stem(passage.text(), *t).is_some_and(|s| approved.stems.contains(&s))
    };
    near.iter().any(own) || approved.is_worded_in(said)
}

/// How many words on each side of a figure are compared.
const REACH: usize = 30;

/// The words of a text, in lower case.
pub(super) fn lower_words(text: &str) -> Vec<String> {
    let words = words::tokens(text).into_iter().filter(|t| t.kind == Kind::Word);
    words.map(|t| t.lower(text).to_string()).collect()
}

/// The stems of a text's words that carry meaning.
pub(super) fn stems(text: &str) -> Vec<String> {
    words::tokens(text).into_iter().filter_map(|t| stem(text, t)).collect()
}

/// The first letters of a word, which its forms share; nothing for one that any sentence may hold.
pub(super) fn stem(text: &str, token: Token) -> Option<String> {
    let word = token.lower(text);
    if token.kind != Kind::Word || word.len() < 4 || COMMON.has(&word) {
        return None;
    }
    Some(singular(&word).chars().take(5).collect())
}

/// Whether a number is such that two figures hardly share it by chance: `50,000`, `99.95`, `250k`.
pub(super) fn is_rare(said: &str, quantity: &Quantity) -> bool {
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let large = !matches!(quantity.unit, Unit::Duration(_)) && quantity.stated.0 >= 10_000.0;
    large || digits >= 4 || (digits == 3 && said.contains('.'))
}

/// Whether a phrase has two words of its own, so that it is seldom met by chance: `text reminder`, but not `close in`.
pub(super) fn is_telling(phrase: &str) -> bool {
    let own = |w: &&str| w.len() > 2 && !SMALL.has(&w.to_ascii_lowercase());
    phrase.split([' ', '-']).filter(own).take(2).count() == 2
}

static SMALL: WordList = WordList::of(
    "the and for from with within without into onto over under above below about off out per than that \
this its our your their can may will would could should are was were has have had does did not all any",
);

/// Words that stand right behind any figure: `30% faster`.
static COMPARATIVES: WordList = WordList::of(
    "faster slower sooner later earlier quicker higher lower better worse cheaper dearer fewer \
larger smaller bigger longer shorter stronger easier time times",
);

static COMMON: WordList = WordList::of(
    "with that this from your their have been which every each about than then when what where does will \
would could more most less after before into over under between while they them there here also only just very such \
same first last year years month months week weeks days hours minutes percent average median customer customers people \
firm firms company companies team teams much many some other others work works make makes take takes within during \
without because even like ours yours data time times",
);
