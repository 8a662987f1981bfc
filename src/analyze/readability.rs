//! How hard prose is to read: the grade level of Flesch and Kincaid.
//!
//! J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: "Derivation of new readability formulas for Navy enlisted
//! personnel", Research Branch Report 8-75, 1975:
//!
//! ```text
//! grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
//! ```

use super::{Facts, PassageFacts};
use crate::copy::Part;
use crate::syntax::words::{Kind, syllables, tokens_in};

/// What the prose of a piece counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Sentences that end with a mark.
    pub sentences: u32,
    /// Words in them.
    pub words: u32,
    /// Syllables of these.
    pub syllables: u32,
}

impl Prose {
    /// The grade: years of school that a reader needs. Nothing where there is no sentence.
    pub fn grade(self) -> Option<f64> {
        let (sentences, words) = (f64::from(self.sentences), f64::from(self.words));
        let spoken = f64::from(self.syllables);
        (self.sentences > 0 && self.words > 0)
            .then(|| 0.39 * words / sentences + 11.8 * spoken / words - 15.59)
    }
}

/// Counts the prose of a piece: whole sentences of paragraphs and list items, without quotations unless they count too.
/// Headings, cells, buttons and lines without an end mark are no prose.
pub fn readability(facts: &Facts, with_quotations: bool) -> Prose {
    let mut prose = Prose::default();
    for passage in facts.passages.iter().filter(|p| is_prose(p)) {
        let text = passage.text();
        for sentence in passage.sentences() {
            let ended = passage.slice(sentence).trim_end_matches(['"', '\u{201d}', '\u{2019}', ')', ' ']);
            if !ended.ends_with(['.', '!', '?', '…']) || !with_quotations && passage.in_quotation(sentence)
            {
                continue;
            }
            prose.sentences += 1;
            for token in tokens_in(passage.tokens(), sentence) {
                if matches!(token.kind, Kind::Word | Kind::Number) {
                    prose.words += 1;
                    prose.syllables += u32::try_from(syllables(token.text(text))).unwrap_or(1);
                }
            }
        }
    }
    prose
}

fn is_prose(passage: &PassageFacts) -> bool {
    matches!(passage.passage.part, Part::Paragraph | Part::ListItem) && !passage.passage.fenced
}
