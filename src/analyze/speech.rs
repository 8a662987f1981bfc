//! How one piece of copy speaks: its telling words, its measures, its paragraphs. Small enough to keep for all pieces.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::persona::COMMON;
use super::{Facts, Lexicon, PassageFacts, Role};
use crate::copy::Part;
use crate::syntax::words::{Kind, Token, WordList, pronouns, word_count};
use crate::text::Place;

/// How many words of its own a paragraph needs to be compared with others.
const PARAGRAPH: usize = 12;

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
        if !facts.piece.is_file() || known.internal || known.guidance || known.stage.is_none() {
            return None;
        }
        let (mut speech, mut counts) = (Self::default(), HashMap::<String, u32>::new());
        for passage in facts.passages.iter().filter(|p| p.passage.part.is_body() && !p.passage.quoted) {
            speech.add(lexicon, passage, &mut counts);
            speech.paragraphs.extend(paragraph(lexicon, passage));
        }
        let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
        counts.sort_unstable();
        speech.words = counts.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
        speech.counts = counts.into_iter().map(|(_, count)| count).collect();
        speech.telling = speech.counts.iter().sum();
        Some(Box::new(speech))
    }

    fn add(&mut self, lexicon: &Lexicon, passage: &PassageFacts, counts: &mut HashMap<String, u32>) {
        let text = passage.text();
        if matches!(passage.passage.part, Part::Paragraph | Part::ListItem) {
            let own = passage.sentences().iter().filter(|s| !passage.in_quotation(s));
            for sentence in own {
                self.sentences += 1;
                self.spoken += word_count(passage.slice(sentence)) as u32;
            }
        }
        let own: Vec<Token> =
            passage.tokens().iter().copied().filter(|t| !passage.in_quotation(&t.range())).collect();
        let pronouns = pronouns(text, &own);
        self.we += pronouns.we;
        self.you += pronouns.you;
        for token in own.iter().filter(|t| t.kind == Kind::Word) {
            token.in_lower_case(text, |word| {
                let telling = word.chars().count() >= 3 && !COMMON.has(word);
                if telling && !word.contains(['\'', '\u{2019}']) {
                    match counts.get_mut(word) {
                        Some(count) => *count += 1,
                        None => drop(counts.insert(word.to_owned(), 1)),
                    }
                }
            });
        }
        for hit in &passage.hits {
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

/// An apostrophe as a keyboard writes it.
fn straight(c: char) -> char {
    if c == '\u{2019}' { '\'' } else { c }
}

/// A paragraph with enough words of its own: quotations and approved wordings of claims are the same everywhere, rightly,
/// and so are notices.
fn paragraph(lexicon: &Lexicon, passage: &PassageFacts) -> Option<Paragraph> {
    if passage.passage.part != Part::Paragraph {
        return None;
    }
    let text = passage.text();
    let approved: Vec<_> = passage
        .hits
        .iter()
        .filter(|h| matches!(lexicon.entry(h.entry).map(|e| &e.role), Some(Role::ClaimWording(_))))
        .map(|h| &h.range)
        .collect();
    let (mut said, mut own) = (String::new(), 0);
    for token in passage.tokens() {
        if token.text(text) == "©" || passage.is_any(token, &NOTICE) {
            return None;
        }
        if matches!(token.kind, Kind::Word | Kind::Number) {
            token.in_lower_case(text, |word| said.extend(word.chars().map(straight)));
            let borrowed = approved.iter().any(|r| r.start <= token.start() && token.end() <= r.end);
            own += usize::from(!borrowed && !passage.in_quotation(&token.range()));
            said.push(' ');
        }
    }
    if own < PARAGRAPH {
        return None;
    }
    let first = passage.sentences().first().cloned().unwrap_or(0..text.len());
    let place = passage.place(first.start..first.start + passage.slice(&first).trim_end().len());
    Some(Paragraph { fingerprint: xxh3_64(said.as_bytes()), place })
}
