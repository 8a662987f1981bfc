//! Why a hit is no use of the words: quoted, denied, only spoken of, struck out, formerly so, or inside a right phrase.

use std::ops::Range;

use super::{Hit, Lexicon, PassageFacts, Role};
use crate::syntax::{mention, negation};

/// Why a hit is no use of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exemption {
    /// It stands in a quotation: somebody else's words.
    Quoted,
    /// It is denied: `not a nice-to-have`.
    Negated,
    /// The words themselves are spoken of: `never say "synergy"`, a Bad column.
    Mentioned,
    /// It is struck through.
    Struck,
    /// It stands inside a longer right phrase.
    Shielded,
    /// The file says that it quotes wrong forms on purpose.
    Guidance,
}

impl PassageFacts<'_> {
    /// Why a range is no use of the words, if it is none. `Shielded` is asked for by [`PassageFacts::shielded`].
    pub fn exemption(&self, range: &Range<usize>) -> Option<Exemption> {
        if self.piece().attributes.guidance {
            return Some(Exemption::Guidance);
        }
        if self.in_quotation(range) {
            return Some(Exemption::Quoted);
        }
        if self.passage.struck.iter().any(|s| s.start <= range.start && range.end <= s.end) {
            return Some(Exemption::Struck);
        }
        let sentence = self.sentence_at(range.start);
        if mention::mentioned(self.text(), self.tokens(), &sentence, range) || self.under_wrong {
            return Some(Exemption::Mentioned);
        }
        let tokens = crate::syntax::words::tokens_in(self.tokens(), &sentence);
        negation::negated(self.text(), tokens, range).then_some(Exemption::Negated)
    }

    /// Whether a range stands in a quotation: a block quotation, or between quotation marks.
    pub fn in_quotation(&self, range: &Range<usize>) -> bool {
        self.passage.quoted || self.quotations().iter().any(|q| q.start <= range.start && range.end <= q.end)
    }

    /// Whether a phrase of a rule's own list holds the hit: `next-generation sequencing` for `next-generation`.
    pub fn within(&self, lexicon: &Lexicon, hit: &Hit, list: &'static str) -> bool {
        self.hits.iter().any(|h| {
            h.range.start <= hit.range.start
                && hit.range.end <= h.range.end
                && lexicon.entry(h.entry).is_some_and(|e| e.role.is_cue(list))
        })
    }

    /// Whether the voice bans the words of a hit here; then `term/banned` tells them.
    pub fn banned(&self, lexicon: &Lexicon, hit: &Hit) -> bool {
        let bans = |role: &Role| matches!(role, Role::VoiceBan(s) if s.holds(&self.piece().attributes));
        self.hits.iter().any(|h| {
            h.range.start < hit.range.end
                && hit.range.start < h.range.end
                && lexicon.entry(h.entry).is_some_and(|e| bans(&e.role))
        })
    }

    /// Whether a longer right phrase holds the hit: a term's right form, an approved wording, a name.
    pub fn shielded(&self, lexicon: &Lexicon, hit: &Hit) -> bool {
        let longer = |h: &&Hit| {
            h.range.start <= hit.range.start
                && hit.range.end <= h.range.end
                && h.range.len() > hit.range.len()
        };
        // Hits are sorted by start, so the ones that may hold this one stand before it or begin where it does.
        let behind = self.hits.partition_point(|h| h.range.start <= hit.range.start);
        let before = self.hits.get(..behind).unwrap_or_default();
        before
            .iter()
            .rev()
            .take(256)
            .filter(longer)
            .any(|h| lexicon.entry(h.entry).is_some_and(|e| e.role.shields()))
    }
}

/// Whether a heading marks what stands below it as wrong: `Never say`, `Words to avoid`.
pub(super) fn forbids(heading: &str) -> bool {
    let heading = heading.to_lowercase().replace('’', "'");
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-'))
        .filter(|w| !w.is_empty())
        .collect();
    let verb = |word: &str| matches!(word, "say" | "write" | "use" | "claim" | "mention");
    match words.as_slice() {
        ["never" | "don't", word, ..] | ["do", "not", word, ..] => verb(word),
        ["words" | "phrases" | "terms", "to" | "we", "avoid" | "never" | "don't", ..] => true,
        ["banned" | "forbidden", "words" | "phrases" | "terms", ..] => true,
        ["not", "this" | "that" | "these" | "like", ..] => words.len() <= 3,
        ["avoid" | "don't" | "don'ts" | "never" | "banned" | "off-limits"] => true,
        ["avoid", "this" | "these" | "saying" | "writing" | "using", ..] => true,
        ["what", "we" | "not", .., "say" | "write"] => {
            words.iter().any(|w| matches!(*w, "not" | "never" | "don't"))
        }
        _ => false,
    }
}

/// Whether a table header marks what stands below it as wrong: `Bad`, `Not this`, `Instead of`.
pub(super) fn marks_wrong(header: &str) -> bool {
    let header = header.to_lowercase();
    let words: Vec<&str> = header
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .collect();
    match words.as_slice() {
        [
            "bad" | "wrong" | "avoid" | "don't" | "don’t" | "dont" | "never" | "banned" | "weak" | "before"
            | "old" | "retired",
            ..,
        ] => true,
        ["not", rest @ ..] => rest.len() <= 2,
        ["instead", "of", ..] | ["do", "not", ..] | ["rather", "than", ..] | ["words", "to", "avoid"] => true,
        _ => header.contains('✗') || header.contains('❌'),
    }
}
