//! Of whom something is said: whether we are the subject of what follows.

use super::{Lexicon, PassageFacts, Role};
use crate::syntax::words::{Kind, Token, WordList, tokens_in};

/// What joins us to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfUs {
    /// `We are the`, `Our board is`
    Being,
    /// `We offer the`, `Dockhand gives you the`
    Offering,
    /// `Dockhand, the`, `Dockhand: the`
    Named,
}

/// How many tokens before a word are looked at.
const REACH: usize = 16;

impl PassageFacts<'_> {
    /// Whether the words before an offset of a sentence say of us what stands there.
    pub fn says_of_us(&self, lexicon: &Lexicon, at: usize) -> Option<OfUs> {
        let text = self.text();
        let before = self.before(at);
        let mut end = before.len();
        while end > 0 && (before[end - 1].is_any(text, &FILLERS) || before[end - 1].is_any(text, &ADVERBS)) {
            end -= 1;
        }
        let last = *before.get(end.checked_sub(1)?)?;
        let rest = &before[..end - 1];
        if last.kind == Kind::Punct {
            let joins = matches!(last.text(text), "," | ":") || last.is_dash(text);
            return (joins && self.ends_with_us(lexicon, rest)).then_some(OfUs::Named);
        }
        if last.is_any(text, "we're") {
            return Some(OfUs::Being);
        }
        if last.is_any(text, "is are am") && self.ends_with_us(lexicon, rest) {
            return Some(OfUs::Being);
        }
        let told = usize::from(last.is_any(text, "you them everyone"));
        let verb = before.get((end - 1).checked_sub(told)?)?;
        let offers = verb.is_any(text, &OFFERING) && self.ends_with_us(lexicon, &before[..end - 1 - told]);
        offers.then_some(OfUs::Offering)
    }

    /// Whether we are the subject of the verb at an offset: `We`, `Our board can`, `Dockhand will`.
    pub fn is_our_verb(&self, lexicon: &Lexicon, at: usize) -> bool {
        self.ends_with_us(lexicon, self.before(at))
    }

    /// Whether the sentence at an offset names us anywhere.
    pub fn names_us(&self, lexicon: &Lexicon, at: usize) -> bool {
        let sentence = self.sentence_at(at);
        let tokens = tokens_in(self.tokens(), &sentence);
        let pronoun = |t: &Token| t.is_any(self.text(), "we we're we've we'll our us ours");
        tokens.iter().any(pronoun)
            || self
                .hits_in(&sentence)
                .iter()
                .filter_map(|h| lexicon.entry(h.entry))
                .any(|e| matches!(e.role, Role::Company | Role::Offer(_)))
    }

    /// The hits that begin in a range.
    pub fn hits_in(&self, range: &std::ops::Range<usize>) -> &[super::Hit] {
        let from = self.hits.partition_point(|h| h.range.start < range.start);
        let to = self.hits.partition_point(|h| h.range.start < range.end);
        self.hits.get(from..to.max(from)).unwrap_or_default()
    }

    /// The tokens of the sentence before an offset, the last few.
    fn before(&self, at: usize) -> &[Token] {
        let tokens = tokens_in(self.tokens(), &self.sentence_at(at));
        let end = tokens.partition_point(|t| t.end() <= at);
        tokens.get(end.saturating_sub(REACH)..end).unwrap_or_default()
    }

    /// Whether words that end in a subject end in us: `we`, a name of ours, `our scheduling board`.
    fn ends_with_us(&self, lexicon: &Lexicon, words: &[Token]) -> bool {
        let text = self.text();
        let mut end = words.len();
        while end > 0 && (words[end - 1].is_any(text, &AUXILIARIES) || words[end - 1].is_any(text, &ADVERBS))
        {
            end -= 1;
        }
        let Some(head) = words.get(..end).and_then(<[Token]>::last).copied() else { return false };
        if head.is_any(text, "we we'll we've") {
            return true;
        }
        if head.kind != Kind::Word || head.is_any(text, &PEOPLE) {
            return false;
        }
        for (back, word) in words[..end].iter().rev().take(5).enumerate() {
            let before = words[..end].len().checked_sub(back + 2).and_then(|at| words.get(at)).copied();
            let belongs =
                before.is_some_and(|t| t.is_any(text, "of with for at by from to than in like unlike"));
            if self.is_our_name(lexicon, *word) {
                return !belongs;
            }
            if word.is_any(text, "our") {
                return back > 0 && !belongs;
            }
            if word.kind != Kind::Word || word.is_any(text, &BREAKS) {
                return false;
            }
        }
        false
    }

    fn is_our_name(&self, lexicon: &Lexicon, token: Token) -> bool {
        let from = self.hits.partition_point(|h| h.range.start + 80 < token.start());
        let near = self.hits.get(from..).unwrap_or_default().iter();
        near.take_while(|h| h.range.start <= token.start()).any(|h| {
            token.end() <= h.range.end
                && lexicon.entry(h.entry).is_some_and(|e| matches!(e.role, Role::Company | Role::Offer(_)))
        })
    }
}

static FILLERS: WordList = WordList::of("the a an");
static ADVERBS: WordList = WordList::of(
    "still simply also now today already clearly quite truly probably easily by far currently \
proudly just always consistently therefore again once",
);
static OFFERING: WordList = WordList::of(
    "offer offers build builds make makes provide provides deliver delivers sell sells have has run \
runs give gives bring brings get guarantee guarantees",
);
static AUXILIARIES: WordList = WordList::of("can will shall do does is are have has being been be");
static PEOPLE: WordList = WordList::of(
    "customers customer clients client users people team teams drivers technicians crews buyers readers \
staff guests patients members colleagues friends dispatchers goal aim job mission ambition vision target question answer \
competitors rivals",
);
static BREAKS: WordList = WordList::of(
    "you your they their he she his her it that which who if whether when because while where as than \
and or but is are was were",
);
