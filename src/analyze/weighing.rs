//! What the words of copy weigh against approved wordings, and whether a sentence can come near one at all.

use std::ops::Range;

use super::spellings::Spellings;
use super::wordings::{Weighed, of_token};
use super::{Facts, PassageFacts, Wordings};
use crate::syntax::words::Token;

/// Weighs the words of a piece, each spelling once: most of a text is made of few words.
#[derive(Debug)]
pub struct Weighing<'w> {
    wordings: &'w Wordings,
    spellings: &'w Spellings<'w>,
    /// By spelling: where a word opens a sentence, and elsewhere.
    met: [Vec<Option<Vec<Weighed>>>; 2],
    /// When an anchor, a wording and a form were last met: in which sentence.
    anchors: Vec<u32>,
    met_by: Vec<(u32, u32)>,
    forms: Vec<u32>,
    sentence: u32,
}

impl<'w> Weighing<'w> {
    /// Weighs the words of a piece against these wordings.
    pub fn new(wordings: &'w Wordings, facts: &'w Facts) -> Self {
        let spellings = facts.spellings();
        let none = || vec![None; spellings.all().len()];
        let [anchors, all, forms] = wordings.numbers();
        Self {
            wordings,
            spellings,
            met: [none(), none()],
            anchors: vec![0; anchors],
            met_by: vec![(0, 0); all],
            forms: vec![0; forms],
            sentence: 0,
        }
    }

    /// The words of some tokens of a passage as they are aligned, with their places; in number and order those of
    /// [`normalised`].
    pub(super) fn weigh(
        &mut self,
        passage: &PassageFacts,
        tokens: &Range<usize>,
    ) -> (Vec<Weighed>, Vec<Range<usize>>) {
        let (mut weighed, mut ranges) = (vec![], vec![]);
        let text = passage.text();
        let said = passage.tokens().get(tokens.clone()).unwrap_or_default();
        let spelled = self.spellings.of_passage(passage.index).get(tokens.clone()).unwrap_or_default();
        for (at, (token, spelling)) in said.iter().zip(spelled).enumerate() {
            weighed.extend_from_slice(self.weighed(text, *token, *spelling, at > 0));
            ranges.resize(weighed.len(), token.range());
        }
        (weighed, ranges)
    }

    /// The words of one token.
    fn weighed(&mut self, text: &str, token: Token, spelling: u32, inside: bool) -> &[Weighed] {
        let Some(met) = self.met[usize::from(inside)].get_mut(spelling as usize) else { return &[] };
        met.get_or_insert_with(|| {
            let mut fresh = vec![];
            of_token(text, token, inside, &mut |form: &str, class| {
                fresh.push(self.wordings.weighed_word(form, class));
            });
            fresh
        })
    }

    /// Whether a sentence with these anchors, in which these tokens stand, may come near a wording at all: it has two
    /// of its rare words, and the words that the two share weigh enough. Asked of each sentence, so it does nothing else.
    pub(super) fn may_be_near(
        &mut self,
        passage: &PassageFacts,
        tokens: &Range<usize>,
        anchors: &[(u32, u32)],
        near: f64,
    ) -> bool {
        self.sentence += 1;
        let wordings = self.wordings;
        let mut twice: Vec<u32> = vec![];
        for (_, anchor) in anchors {
            match self.anchors.get_mut(*anchor as usize) {
                Some(last) if *last != self.sentence => *last = self.sentence,
                _ => continue,
            }
            for wording in wordings.behind(*anchor as usize) {
                let Some(met) = self.met_by.get_mut(*wording as usize) else { continue };
                *met = if met.0 == self.sentence { (met.0, met.1 + 1) } else { (self.sentence, 1) };
                if met.1 == 2 {
                    twice.push(*wording);
                }
            }
        }
        if twice.is_empty() {
            return false;
        }
        let text = passage.text();
        let said = passage.tokens().get(tokens.clone()).unwrap_or_default();
        let spellings = self.spellings;
        let spelled = spellings.of_passage(passage.index).get(tokens.clone()).unwrap_or_default();
        let (mut forms, sentence) = (std::mem::take(&mut self.forms), self.sentence);
        for (at, (token, spelling)) in said.iter().zip(spelled).enumerate() {
            for weighed in self.weighed(text, *token, *spelling, at > 0) {
                if let Some(last) = forms.get_mut(weighed.form as usize) {
                    *last = sentence;
                }
            }
        }
        let stands = |form: u32| forms.get(form as usize) == Some(&sentence);
        let near = twice.iter().filter_map(|at| wordings.get(*at)).any(|w| w.most(stands) + 1e-9 >= near);
        self.forms = forms;
        near
    }
}

impl Weighing<'_> {
    /// Whether the sentence that was last asked about has two rare words of a wording.
    pub(super) fn is_met_twice(&self, wording: u32) -> bool {
        self.met_by.get(wording as usize).is_some_and(|met| met.0 == self.sentence && met.1 > 1)
    }
}
