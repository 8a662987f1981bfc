//! Numbers that a piece states in a sentence of its own, so that the same sentence with another number is found elsewhere
//! in the corpus though no claim holds either.
//!
//! Linear in the text: of each sentence with one number only a hash is kept.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3Default;

use super::figures::is_supposed;
use super::{Facts, Lexicon, PassageFacts, Role};
use crate::passage::Part;
use crate::project::Project;
use crate::syntax::quantity::{Quantity, Unit};
use crate::syntax::words::{Kind, WordList, tokens_in};
use crate::text::Place;

/// A number that a piece states today in a whole sentence, in its own words, and that is no claim's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StatedNumber {
    /// The sentence without the number: equal where the words are equal.
    pub sentence: u64,
    /// The number as it was read; its ranges count in the passage's text.
    pub quantity: Quantity,
    /// The number as it is written.
    pub text: String,
    /// The offers that the piece is about where the sentence stands, sorted: those its title and headings name, and those
    /// in the sentence's paragraph.
    pub offers: Vec<usize>,
    /// Where.
    pub place: Place,
}

/// How many words a sentence needs beside its number, and how many of them must mean something, to be known again.
const WORDS: usize = 4;
const MEANING: usize = 2;

/// The numbers that a piece for buyers states in sentences of their own.
pub(super) fn stated(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<StatedNumber> {
    let channel = facts.piece.attributes.channel.as_deref();
    if !facts.piece.is_for_buyers() || project.config.is_technical(channel) {
        return vec![];
    }
    let claimed: BTreeSet<(usize, usize)> =
        facts.figures(project, lexicon).iter().map(|f| (f.passage, f.quantity)).collect();
    let mut found = vec![];
    let mut over: BTreeSet<usize> = BTreeSet::new();
    for passage in &facts.passages {
        if matches!(passage.passage.part, Part::Title | Part::Heading(_) | Part::Subject) {
            over.extend(offers(lexicon, passage));
        }
        if passage.passage.part != Part::Paragraph || passage.passage.fenced {
            continue;
        }
        let mut told = passage.quantities().iter().enumerate().peekable();
        while let Some((at, quantity)) = told.next() {
            let sentence = passage.sentence_at(quantity.range.start);
            let mut alone = true;
            while told.next_if(|(_, q)| q.range.start < sentence.end).is_some() {
                alone = false;
            }
            let Some(words) = alone.then(|| words_of(passage, &sentence, &quantity.range)).flatten() else {
                continue;
            };
            if claimed.contains(&(passage.index, at))
                || !is_stated(lexicon, facts, passage, &sentence, quantity)
            {
                continue;
            }
            let here: BTreeSet<usize> = over.iter().copied().chain(offers(lexicon, passage)).collect();
            found.push(StatedNumber {
                sentence: words,
                quantity: quantity.clone(),
                text: passage.slice(&quantity.range).to_owned(),
                offers: here.into_iter().collect(),
                place: passage.place(quantity.range.clone()),
            });
        }
    }
    found
}

fn offers(lexicon: &Lexicon, passage: &PassageFacts) -> Vec<usize> {
    let named = passage.hits.iter().filter_map(|hit| match lexicon.entry(hit.entry)?.role {
        Role::Offer(offer) | Role::OfferFormer(offer, _) => Some(offer),
        _ => None,
    });
    named.collect()
}

/// The hash of a sentence's words in order, with a mark where the number stands; nothing where it is no whole sentence (a
/// line of a price list), has too few words to be known again, or points at what stood before (`It takes two minutes`).
fn words_of(passage: &PassageFacts, sentence: &Range<usize>, number: &Range<usize>) -> Option<u64> {
    let text = passage.text();
    let tokens = tokens_in(passage.tokens(), sentence);
    let whole = tokens.last().is_some_and(|t| t.is(text, '.') || t.is(text, '!'));
    if !whole || tokens.first().is_some_and(|t| passage.is_any(t, &POINTERS)) {
        return None;
    }
    let (mut words, mut meaning, mut marked) = (0, 0, false);
    let mut hash = Xxh3Default::new();
    for token in tokens {
        if number.start <= token.start() && token.end() <= number.end {
            if !marked {
                hash.update(b"#");
                marked = true;
            }
            continue;
        }
        match token.kind {
            Kind::Opaque => return None,
            Kind::Punct | Kind::Symbol => continue,
            Kind::Word | Kind::Number => {}
        }
        words += 1;
        meaning += usize::from(!passage.is_any(token, &SMALL));
        hash.update(token.lower(text).as_str().as_bytes());
        hash.update(b" ");
    }
    (words >= WORDS && meaning >= MEANING).then(|| hash.digest())
}

/// Whether the number is ours, of today, and stated: neither asked, supposed, quoted nor denied.
fn is_stated(
    lexicon: &Lexicon,
    facts: &Facts,
    passage: &PassageFacts,
    sentence: &Range<usize>,
    quantity: &Quantity,
) -> bool {
    let asked = passage.slice(sentence).trim_end().ends_with('?');
    quantity.unit != Unit::Bare
        && !asked
        && !is_supposed(passage, &quantity.range)
        && passage.exemption(&quantity.range).is_none()
        && passage.is_of_its_day(sentence)
        && !facts.is_of_others(lexicon, passage.index, quantity.range.start)
}

/// First words that point at what stood before: what they mean is not in the sentence.
static POINTERS: WordList = WordList::of(
    "it its it's this that these those they they're their he she his her there then here one both each another others such",
);

/// Words that mean little by themselves.
static SMALL: WordList = WordList::of(
    "a an the and or but of in on at to for from by with without is are was were be been has have had do does did can \
     could will would may might must should up down out over under as than so not no only just more less most least all any \
     we our us you your i my it its they their this that",
);
