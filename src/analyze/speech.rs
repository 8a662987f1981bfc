//! How one piece of copy speaks: its telling words, its measures, its paragraphs. Small enough to keep for all pieces.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::persona::COMMON;
use super::{Addressing, Facts, Lexicon, PassageFacts, Role};
use crate::copy::Part;
use crate::syntax::words::{Kind, Lower, WordList, word_count};
use crate::text::Place;

/// How many words of its own a paragraph needs to be compared with others.
const PARAGRAPH: usize = 12;

/// An odd number with its bits well mixed: 2^64 divided by the golden ratio.
const TURN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Words of notices that stand below any copy, and that nobody writes anew for each.
static NOTICE: WordList = WordList::of("unsubscribe copyright trademark trademarks confidential disclaimer");

/// How a piece speaks. Quotations do not count.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Speech {
    /// Its telling words in lower case, sorted, each once, with one blank between them.
    words: String,
    /// How often each of them stands in the piece.
    counts: Vec<u32>,
    /// How many telling words it has, each as often as it stands there.
    pub telling: u32,
    /// Words of its sentences, common ones too.
    pub spoken: u32,
    /// Sentences of paragraphs and list items.
    pub sentences: u32,
    /// We-words.
    pub we: u32,
    /// You-words.
    pub you: u32,
    /// Uses of terms in their right form.
    pub right_terms: u32,
    /// Uses of terms in a wrong form.
    pub wrong_terms: u32,
    /// Its longer paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, to be found again elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    /// The same for the same words and figures, whatever their case and marks.
    pub fingerprint: u64,
    /// Where its first sentence stands.
    pub place: Place,
}

impl Speech {
    /// How a piece speaks; nothing where it is not for buyers or for no stage, because then it is compared with nothing.
    pub(super) fn of(lexicon: &Lexicon, facts: &Facts) -> Option<Box<Self>> {
        let known = &facts.piece.attributes;
        if !facts.piece.is_for_buyers() || known.stage.is_none() {
            return None;
        }
        let spellings = facts.spellings();
        let spelled: Vec<Spelled> = spellings.all().iter().map(|said| Spelled::of(said)).collect();
        let Addressing { we, you, .. } = *facts.addressing();
        let (mut speech, mut counts) = (Self { we, you, ..Self::default() }, vec![0_u32; spelled.len()]);
        for passage in facts.passages.iter().filter(|p| p.passage.part.is_body() && !p.passage.quoted) {
            let words = Words { spelled: &spelled, numbers: spellings.of_passage(passage.index) };
            speech.add(lexicon, passage, &words, &mut counts);
            speech.paragraphs.extend(paragraph(lexicon, passage, &words));
        }
        let counted = spelled.iter().zip(counts).filter(|(spelled, count)| spelled.telling && *count > 0);
        let mut counted: Vec<(&str, u32)> = counted.map(|(s, count)| (&*s.plain, count)).collect();
        counted.sort_unstable();
        for same in counted.chunk_by(|a, b| a.0 == b.0) {
            let Some((word, _)) = same.first() else { continue };
            if !speech.words.is_empty() {
                speech.words.push(' ');
            }
            speech.words.push_str(word);
            speech.counts.push(same.iter().map(|(_, count)| count).sum());
        }
        speech.telling = speech.counts.iter().sum();
        Some(Box::new(speech))
    }

    fn add(&mut self, lexicon: &Lexicon, passage: &PassageFacts, words: &Words, counts: &mut [u32]) {
        if matches!(passage.passage.part, Part::Paragraph | Part::ListItem) {
            let own = || passage.sentences().iter().filter(|s| !passage.in_quotation(s));
            self.sentences += own().count() as u32;
            let spoken = match passage.quotations().is_empty() && are_apart(passage) {
                true => passage.word_count(),
                false => own().map(|sentence| word_count(passage.slice(sentence))).sum(),
            };
            self.spoken += spoken as u32;
        }
        for (token, number) in passage.tokens().iter().zip(words.numbers) {
            if token.kind != Kind::Word || passage.in_quotation(&token.range()) {
                continue;
            }
            if let Some(count) = counts.get_mut(*number as usize) {
                *count += 1;
            }
        }
        for hit in passage.telling() {
            match lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::TermUse(_)) if !passage.in_quotation(&hit.range) => self.right_terms += 1,
                Some(Role::TermNot(..))
                    if !passage.shielded(lexicon, hit) && passage.exemption(&hit.range).is_none() =>
                {
                    self.wrong_terms += 1;
                }
                _ => {}
            }
        }
    }

    /// The telling words with their counts, sorted.
    pub fn vocabulary(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.split(' ').filter(|w| !w.is_empty()).zip(self.counts.iter().copied())
    }
}

/// A word as it is told and compared.
struct Spelled<'s> {
    /// In small letters, with apostrophes as a keyboard writes them.
    plain: Cow<'s, str>,
    /// Whether it tells one text from another.
    telling: bool,
    /// Whether it is a word of notices.
    notice: bool,
    /// The same for the same word in small letters.
    fingerprint: u64,
}

impl<'s> Spelled<'s> {
    fn of(said: &'s str) -> Self {
        let plain = match said.is_ascii() {
            true if !said.bytes().any(|b| b.is_ascii_uppercase()) => Cow::Borrowed(said),
            true => said.to_ascii_lowercase().into(),
            false => said.to_lowercase().replace('\u{2019}', "'").into(),
        };
        let telling = plain.chars().count() >= 3 && !plain.contains('\'') && !COMMON.has(&*plain);
        let notice = said == "©" || NOTICE.has(&Lower::of(said));
        let fingerprint = xxh3_64(plain.as_bytes());
        Self { plain, telling, notice, fingerprint }
    }
}

/// The words of a passage.
struct Words<'w> {
    /// Those of its piece, by the number of their spelling.
    spelled: &'w [Spelled<'w>],
    /// The numbers of its tokens.
    numbers: &'w [u32],
}

/// Whether there is a blank between each two sentences, so that they have as many words as all of the text.
fn are_apart(passage: &PassageFacts) -> bool {
    passage.sentences().windows(2).all(|pair| {
        let [first, second] = pair else { return true };
        passage.slice(&(first.end..second.start)).contains(char::is_whitespace)
    })
}

/// A paragraph with enough words of its own: quotations and approved wordings of claims are the same everywhere, rightly,
/// and so are notices.
fn paragraph(lexicon: &Lexicon, passage: &PassageFacts, words: &Words) -> Option<Paragraph> {
    if passage.passage.part != Part::Paragraph {
        return None;
    }
    let approved: Vec<_> = passage
        .telling()
        .filter(|h| matches!(lexicon.entry(h.entry).map(|e| &e.role), Some(Role::ClaimWording(_))))
        .map(|h| &h.range)
        .collect();
    let (mut own, mut fingerprint) = (0, 0_u64);
    for (token, number) in passage.tokens().iter().zip(words.numbers) {
        let spelled = words.spelled.get(*number as usize)?;
        if spelled.notice {
            return None;
        }
        if matches!(token.kind, Kind::Word | Kind::Number) {
            // Each word turns what all before it have made, so that their order counts.
            fingerprint = (fingerprint.rotate_left(23) ^ spelled.fingerprint).wrapping_mul(TURN);
            let borrowed = approved.iter().any(|r| r.start <= token.start() && token.end() <= r.end);
            own += usize::from(!borrowed && !passage.in_quotation(&token.range()));
        }
    }
    if own < PARAGRAPH {
        return None;
    }
    let first = passage.sentences().first().cloned().unwrap_or(0..passage.text().len());
    let place = passage.place(first.start..first.start + passage.slice(&first).trim_end().len());
    Some(Paragraph { fingerprint, place })
}
