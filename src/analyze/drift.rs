//! How near a stretch of copy comes to an approved wording, and which words it changes.

use std::cell::LazyCell;
use std::ops::Range;

use super::wordings::{Weighed, normalised};
use super::{Class, Lexicon, PassageFacts, Weighing, Word, Wording};
use crate::syntax::words::Token;

/// A stretch of copy that nearly is an approved wording.
#[derive(Clone, Debug)]
pub struct Resemblance {
    /// The wording's number among [`super::Wordings`].
    pub wording: u32,
    /// Where, in the passage's text.
    pub range: Range<usize>,
    /// How near: 1 is the wording itself.
    pub score: f64,
    /// What differs, in the order of the wording.
    pub changes: Vec<Change>,
}

/// A difference between a wording and copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The approved word, if there is one.
    pub approved: Option<Word>,
    /// The word in copy, if there is one.
    pub copy: Option<Word>,
}

/// The nearest to a wording that copy counts as speaking of it.
pub const NEAR: f64 = 0.8;
/// How much longer or shorter than the wording a stretch may be.
const ROOM: f64 = 1.3;
/// How many of its rare words of wordings are looked at in one sentence.
const ANCHORS: usize = 64;
/// How many wordings one sentence is compared with.
const MOST: usize = 12;
/// The longest wording that is compared.
const LONGEST: usize = 60;

impl PassageFacts<'_> {
    /// For each sentence the wording that it resembles most, where it holds two of its rare words and comes near enough.
    pub fn resemblances(&self, lexicon: &Lexicon, weighing: &mut Weighing) -> Vec<Resemblance> {
        let (mut found, anchors) = (vec![], self.anchors());
        if anchors.len() < 2 {
            return found;
        }
        let mut at = 0;
        for sentence in self.sentences() {
            let from = at;
            while anchors.get(at).is_some_and(|a| (a.0 as usize) < sentence.end) {
                at += 1;
            }
            let met = anchors.get(from..at.min(from + ANCHORS)).unwrap_or_default();
            if met.len() < 2 {
                continue;
            }
            let tokens = words_in(self.tokens(), sentence);
            if weighing.may_be_near(self, &tokens, met, NEAR) {
                let candidates = candidates(lexicon, met, |wording| weighing.is_met_twice(wording));
                found.extend(self.nearest(lexicon, weighing, &tokens, &candidates));
            }
        }
        found
    }

    fn nearest(
        &self,
        lexicon: &Lexicon,
        weighing: &mut Weighing,
        tokens: &Range<usize>,
        candidates: &[Candidate],
    ) -> Option<Resemblance> {
        let (weighed, ranges) = weighing.weigh(self, tokens);
        let tokens = self.tokens().get(tokens.clone()).unwrap_or_default();
        let mut forms: Vec<u32> = weighed.iter().map(|w| w.form).collect();
        forms.sort_unstable();
        // The words themselves are wanted only of what comes near.
        let words = LazyCell::new(|| normalised(self.text(), tokens));
        let mut best: Option<Resemblance> = None;
        for candidate in candidates.iter().take(MOST) {
            let number = candidate.wording;
            let Some(wording) = lexicon.wordings().get(number).filter(|w| w.words.len() <= LONGEST) else {
                continue;
            };
            let hurdle = best.as_ref().map_or(NEAR, |b| b.score + 1e-9);
            if wording.most(|form| forms.binary_search(&form).is_ok()) + 1e-9 < hurdle {
                continue;
            }
            let reach = (wording.words.len() as f64 * ROOM).ceil() as usize;
            let first = ranges.partition_point(|r| r.start < candidate.span.start).saturating_sub(reach);
            let last = ranges.partition_point(|r| r.start <= candidate.span.end) + reach;
            let window = first..last.min(ranges.len()).min(first + 4 * LONGEST);
            let Some(copy) = weighed.get(window.clone()) else { continue };
            let Some(aligned) = align(wording, copy).filter(|a| a.score >= hurdle) else { continue };
            let said = words.get(window).unwrap_or_default();
            best = aligned.resemblance(wording, said, number).or(best);
        }
        best
    }
}

/// A wording that a sentence may resemble.
struct Candidate {
    wording: u32,
    /// How many of its rare words the sentence holds.
    met: usize,
    /// From the first of them to the beginning of the last.
    span: Range<usize>,
}

/// The numbers of the tokens that lie within a sentence.
fn words_in(tokens: &[Token], sentence: &Range<usize>) -> Range<usize> {
    let first = tokens.partition_point(|t| t.start() < sentence.start);
    let end = tokens.partition_point(|t| t.end() <= sentence.end);
    first..end.max(first)
}

/// The wordings of which a sentence holds at least two rare words, the likeliest first.
fn candidates(lexicon: &Lexicon, anchors: &[(u32, u32)], twice: impl Fn(u32) -> bool) -> Vec<Candidate> {
    let mut met: Vec<(u32, u32, u32)> = Vec::with_capacity(4 * anchors.len());
    for (start, anchor) in anchors {
        let behind = lexicon.wordings().behind(*anchor as usize).iter().filter(|wording| twice(**wording));
        met.extend(behind.map(|wording| (*wording, *anchor, *start)));
    }
    met.sort_unstable();
    let of_wording = met.chunk_by(|a, b| a.0 == b.0).filter_map(|met| {
        let (wording, ..) = *met.first()?;
        let starts = || met.iter().map(|(.., start)| *start as usize);
        let span = starts().min()?..starts().max()?;
        Some(Candidate { wording, met: met.chunk_by(|a, b| a.1 == b.1).count(), span })
    });
    let mut all: Vec<Candidate> = of_wording.filter(|candidate| candidate.met >= 2).collect();
    all.sort_by_key(|candidate| (std::cmp::Reverse(candidate.met), candidate.wording));
    all
}

/// What becomes of a step of an alignment.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Both,
    Approved,
    Copy,
}

/// How well two words stand for each other: the same, or of one class that a claim stands or falls with.
fn pair(a: &Weighed, b: &Weighed) -> Option<bool> {
    if a.form == b.form {
        return Some(true);
    }
    let classes = a.class == b.class && !matches!(a.class, Class::Content | Class::Function);
    // `the Crew plan` and `the Fleet plan`: names stand for each other, names and words do not.
    classes.then_some(false)
}

/// Aligns a whole wording with the stretch of copy that fits it best.
fn align(wording: &Wording, copy: &[Weighed]) -> Option<Aligned> {
    let columns = copy.len() + 1;
    let mut above = vec![0.0_f64; columns];
    let mut here = vec![0.0_f64; columns];
    let mut step = vec![Step::Approved; (wording.weighed.len() + 1) * columns];
    for (approved, steps) in wording.weighed.iter().zip(step.chunks_exact_mut(columns).skip(1)) {
        here[0] = above[0] - approved.weight;
        for (column, other) in copy.iter().enumerate() {
            let mut best = (above[column + 1] - approved.weight, Step::Approved);
            let both = match pair(approved, other) {
                Some(true) => above[column] + approved.weight,
                Some(false) => above[column] + 0.2 * approved.weight,
                None => f64::NEG_INFINITY,
            };
            if both >= best.0 {
                best = (both, Step::Both);
            }
            let extra = here[column] - 0.5 * other.weight;
            if extra > best.0 {
                best = (extra, Step::Copy);
            }
            (here[column + 1], steps[column + 1]) = best;
        }
        std::mem::swap(&mut above, &mut here);
    }
    let last = (0..columns).max_by(|a, b| above[*a].total_cmp(&above[*b]).then(b.cmp(a)))?;
    Some(trace(wording, copy, &step, last))
}

/// Which words of a wording and of copy stand for each other, by their numbers, and how near the two come.
struct Aligned {
    pairs: Vec<(Option<usize>, Option<usize>)>,
    score: f64,
}

/// Follows the steps of an alignment back, and scores it.
fn trace(wording: &Wording, copy: &[Weighed], step: &[Step], last: usize) -> Aligned {
    let columns = copy.len() + 1;
    let (mut row, mut column) = (wording.words.len(), last);
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = vec![];
    while row > 0 {
        match step[row * columns + column] {
            Step::Both => {
                (row, column) = (row - 1, column - 1);
                pairs.push((Some(row), Some(column)));
            }
            Step::Approved => {
                row -= 1;
                pairs.push((Some(row), None));
            }
            Step::Copy => {
                column -= 1;
                pairs.push((None, Some(column)));
            }
        }
    }
    pairs.reverse();
    while pairs.last().is_some_and(|p| p.0.is_none()) {
        pairs.pop();
    }
    let (mut matched, mut all) = (0.0, 0.0);
    for (approved, said) in &pairs {
        match (approved.and_then(|n| wording.weighed.get(n)), said.and_then(|n| copy.get(n))) {
            (Some(a), Some(b)) if a.form == b.form => {
                matched += 2.0 * a.weight;
                all += 2.0 * a.weight;
            }
            // A number for a number is one small change; that is just the one to look at.
            (Some(a), Some(b)) if a.class == b.class => all += 0.5 * (a.weight + b.weight),
            (a, b) => all += a.map_or(0.0, |w| w.weight) + b.map_or(0.0, |w| w.weight),
        }
    }
    Aligned { pairs, score: if all > 0.0 { matched / all } else { 0.0 } }
}

impl Aligned {
    /// The stretch of copy and its changes; nothing where no word of copy stands for one of the wording.
    fn resemblance(&self, wording: &Wording, copy: &[Word], number: u32) -> Option<Resemblance> {
        let mut changes = vec![];
        let (mut start, mut end) = (None, 0);
        for (approved, said) in &self.pairs {
            let (a, b) = (approved.and_then(|n| wording.words.get(n)), said.and_then(|n| copy.get(n)));
            if let (Some(_), Some(b)) = (a, b) {
                start = start.or(Some(b.range.start));
                end = b.range.end;
            }
            if a.map(|a| &a.form) != b.map(|b| &b.form) {
                changes.push(Change { approved: a.cloned(), copy: b.cloned() });
            }
        }
        Some(Resemblance { wording: number, range: start?..end, score: self.score, changes })
    }
}
