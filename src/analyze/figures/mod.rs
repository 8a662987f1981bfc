//! Which figure in copy is which claim's, and how the two stand to each other.
//!
//! A figure belongs to a claim when words of the claim's figure stand in the same clause (in a table: also above it and
//! at the head of its row) and its unit can be compared. A figure that some claim approves is that claim's. Any other
//! belongs to the claim with most words, of those with as many the nearest; where two are equally near, to none. What is
//! quoted, denied, supposed, asked, somebody else's or of another time is left out, because a figure misjudged is an
//! alarm raised at good copy.

mod approved;
mod evidence;
mod grid;
mod remainder;
mod rewrite;
mod saying;
mod subject;
mod trade;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::uses::own_claim;
use super::{Facts, Lexicon, PassageFacts, Role};
use crate::copy::{Cell, Part};
use crate::project::Project;
use crate::syntax::dates::{Dating, dated_sentences};
use crate::syntax::quantity::{Bound, Quantity};
use crate::syntax::words::{Kind, WordList, tokens_in};

pub use approved::{Approved, Clash, Relation, approved_figures};
pub(super) use grid::Grid;
pub use rewrite::{counted, restated};
pub use saying::Said;
pub(super) use subject::{is_conditional, is_others, is_planned, is_supposed, is_wondered};
pub(super) use trade::is_of_any;

use evidence::{Nearness, WordHit, is_telling, shares};

/// A figure in copy that is a claim's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureUse {
    /// The number of the passage.
    pub passage: usize,
    /// Which of the passage's quantities.
    pub quantity: usize,
    /// The claim's position.
    pub claim: usize,
    /// How the two stand to each other.
    pub relation: Relation,
    /// Whether the words beside it show that the claim is meant, and not its number alone.
    pub sure: bool,
}

/// How many words of claims on each side of a figure are looked at.
const NEAR: usize = 24;

/// How many figures on each side of one are looked at for the approved one.
const BESIDE: usize = 8;

/// The figures of a piece that are a claim's, in order.
pub(super) fn figure_uses(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Vec<FigureUse> {
    if !facts.tells() {
        return vec![];
    }
    let own = own_claim(project, facts.piece);
    let mut uses = vec![];
    for passage in &facts.passages {
        let cell = match &passage.passage.part {
            Part::Cell(cell) if !cell.header => Some(*cell),
            _ => None,
        };
        let wordless = cell.is_none() && passage.of_figures().next().is_none();
        if wordless || passage.quantities().is_empty() {
            continue;
        }
        let mut words = word_hits(passage, lexicon);
        let mut heads = vec![];
        if let Some(cell) = cell {
            let grid = facts.grid(lexicon);
            heads = grid.heads(facts, cell).into_iter().filter_map(|at| facts.passages.get(at)).collect();
            let of_heads = heads.iter().flat_map(|head| word_hits(head, lexicon));
            words.extend(of_heads.map(|hit| WordHit { range: None, ..hit }));
            let is_header = |p: &PassageFacts| matches!(p.passage.part, Part::Cell(c) if c.header);
            if grid.is_of_others(cell) || heads.iter().any(|h| is_header(h) && asks(h)) {
                words.clear();
            }
            // Where one row bears the claim's words, a row of another name is about something else.
            let first: Vec<usize> = heads
                .iter()
                .filter(|h| !is_header(h))
                .flat_map(|h| word_hits(h, lexicon))
                .map(|hit| hit.claim)
                .collect();
            words.retain(|w| !grid.is_of_another_row(cell, w.claim, &first));
        }
        if !words.is_empty() {
            Reader {
                project,
                lexicon,
                facts,
                passage,
                words,
                cell,
                heads,
                said: std::cell::Cell::new(None),
                uses: &mut uses,
            }
            .read();
        }
    }
    uses.retain(|u| Some(u.claim) != own);
    uses
}

/// The words of claims' figures in a passage, in order.
fn word_hits(passage: &PassageFacts, lexicon: &Lexicon) -> Vec<WordHit> {
    let hits = passage.of_figures().filter_map(|hit| {
        let entry = lexicon.entry(hit.entry)?;
        let Role::ClaimWord(claim, word) = entry.role else { return None };
        let phrase = is_telling(entry.phrase.trim());
        Some(WordHit { claim, word, range: Some(hit.range.clone()), phrase })
    });
    hits.collect()
}

/// Reads the figures of one passage.
struct Reader<'r, 'a> {
    project: &'r Project,
    lexicon: &'r Lexicon,
    facts: &'r Facts<'a>,
    passage: &'r PassageFacts<'a>,
    /// Words in the passage, in order; then those of its heads.
    words: Vec<WordHit>,
    cell: Option<Cell>,
    heads: Vec<&'r PassageFacts<'a>>,
    /// As of when the sentence that begins at an offset speaks; the last one asked for.
    said: std::cell::Cell<Option<(usize, Said)>>,
    uses: &'r mut Vec<FigureUse>,
}

/// One figure with one claim.
struct Pair {
    quantity: usize,
    near: Nearness,
    relation: Relation,
}

impl Reader<'_, '_> {
    fn read(mut self) {
        let mut clauses: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, quantity) in self.passage.quantities().iter().enumerate() {
            let clause =
                if self.cell.is_some() { 0 } else { self.passage.clauses().at(quantity.figure.start) };
            clauses.entry(clause).or_default().push(at);
        }
        for quantities in clauses.values() {
            let pairs: Vec<Pair> = quantities.iter().flat_map(|q| self.pairs(*q)).collect();
            if !pairs.is_empty() {
                self.resolve(pairs);
            }
        }
        self.uses.sort_by_key(|u| (u.passage, u.quantity));
    }

    /// A figure with each claim that has words near it and a unit like its own.
    fn pairs(&self, at: usize) -> Vec<Pair> {
        let Some(quantity) = self.passage.quantities().get(at) else { return vec![] };
        let mut near: BTreeMap<usize, Nearness> = BTreeMap::new();
        for hit in self.words_near(quantity) {
            near.entry(hit.claim).or_insert_with(|| Nearness::of(hit.claim)).add(
                self.passage.text(),
                hit,
                quantity,
            );
        }
        let change = quantity.bound == Bound::Range
            && self.passage.slice(&quantity.range).get(..4).is_some_and(|t| t.eq_ignore_ascii_case("from"));
        // A figure that a claim's own wordings state beside its own is no other claim's that has fewer words near it.
        let beside = near.values().filter(|near| {
            self.lexicon.approved(near.claim).is_some_and(|approved| approved.tolerates(quantity))
        });
        let held = beside.map(Nearness::count).max().unwrap_or(0);
        let compare = |near: Nearness| {
            let approved = self.lexicon.approved(near.claim)?;
            let relation = approved.compare(quantity, change)?;
            if relation != Relation::Approved && near.count() < held {
                return None;
            }
            let relation = match relation {
                _ if !subject::is_missed(approved, self.passage, quantity) => relation,
                Relation::Approved => Relation::Conflict(Clash::Direction),
                _ => return None,
            };
            Some(Pair { quantity: at, near, relation })
        };
        near.into_values().filter_map(compare).collect()
    }

    /// The words in the clause of a figure; of its sentence, where the clause is little but the figure (`Refilled: 58%`).
    fn words_near(&self, quantity: &Quantity) -> Vec<&WordHit> {
        let own = self.words.partition_point(|w| w.range.as_ref().is_some_and(|r| r.start < usize::MAX));
        let (own, heads) = self.words.split_at(own);
        let at = quantity.figure.start;
        let middle = own.partition_point(|w| w.range.as_ref().is_some_and(|r| r.start < at));
        let around = own.get(middle.saturating_sub(NEAR)..(middle + NEAR).min(own.len())).unwrap_or_default();
        let clauses = self.passage.clauses();
        let sentence = self.passage.sentence_at(at);
        let within = |w: &&WordHit, whole: bool| {
            w.range.as_ref().is_some_and(|r| {
                sentence.start <= r.start && r.end <= sentence.end && (whole || clauses.same(r.start, at))
            })
        };
        let mut found: Vec<&WordHit> = around.iter().filter(|w| within(w, self.cell.is_some())).collect();
        if found.is_empty() && self.is_bare(quantity, &sentence) {
            found = around.iter().filter(|w| within(w, true)).collect();
        }
        let lead = subject::lead_in(self.passage, &sentence).filter(|lead| lead.end <= at);
        found.retain(|w| match (&lead, &w.range) {
            (Some(lead), Some(word)) => word.start >= lead.end,
            _ => true,
        });
        found.extend(heads.iter().take(2 * NEAR));
        found
    }

    /// Where the words of a claim near a figure stand.
    fn own_words(&self, claim: usize, quantity: &Quantity) -> Vec<Range<usize>> {
        let middle =
            self.words.partition_point(|w| w.range.as_ref().is_some_and(|r| r.start < quantity.figure.start));
        let near = self.words.get(middle.saturating_sub(NEAR)..(middle + NEAR).min(self.words.len()));
        let own = near.unwrap_or_default().iter().filter(|w| w.claim == claim);
        own.filter_map(|w| w.range.clone()).collect()
    }

    /// Whether a figure's clause has hardly a word beside it.
    fn is_bare(&self, quantity: &Quantity, sentence: &Range<usize>) -> bool {
        let tokens = tokens_in(self.passage.tokens(), sentence);
        let from = tokens.partition_point(|t| t.end() <= quantity.range.start).saturating_sub(4);
        let near = tokens.get(from..).unwrap_or_default().iter().take(16);
        let clauses = self.passage.clauses();
        let outside = near.filter(|t| {
            t.kind == Kind::Word
                && clauses.same(t.start(), quantity.figure.start)
                && (t.end() <= quantity.range.start || quantity.range.end <= t.start())
        });
        outside.take(3).count() < 3
    }

    /// Whether a whole sentence has hardly a word beside the figure and the claim's: `Efficiency: 84%`.
    fn is_bare_sentence(&self, quantity: &Quantity, sentence: &Range<usize>) -> bool {
        let tokens = tokens_in(self.passage.tokens(), sentence).iter();
        let outside = tokens.filter(|t| {
            t.kind == Kind::Word && (t.end() <= quantity.range.start || quantity.range.end <= t.start())
        });
        outside.take(3).count() < 3
    }

    /// Gives each figure of a clause to the claim it belongs to.
    fn resolve(&mut self, pairs: Vec<Pair>) {
        let (mut figures, mut claims) = (BTreeSet::new(), BTreeSet::new());
        let mut approved: Vec<&Pair> = pairs.iter().filter(|p| p.relation == Relation::Approved).collect();
        approved.sort_by_key(|p| rank(p));
        for pair in approved {
            if figures.insert(pair.quantity) {
                claims.insert(pair.near.claim);
                self.put(pair);
            }
        }
        // Beside an approved figure of the claim another number is what was before, or of a part.
        let mut left: BTreeMap<usize, Vec<&Pair>> = BTreeMap::new();
        for pair in &pairs {
            if !figures.contains(&pair.quantity) && !claims.contains(&pair.near.claim) {
                left.entry(pair.quantity).or_default().push(pair);
            }
        }
        let mut wrong: BTreeMap<usize, &Pair> = BTreeMap::new();
        for mut of_figure in left.into_values() {
            of_figure.sort_by_key(|p| rank(p));
            let Some(best) = of_figure.first() else { continue };
            let tied = of_figure.get(1).is_some_and(|p| rank(p).0 == rank(best).0);
            let nearest = wrong.get(&best.near.claim).is_none_or(|w| best.near.distance < w.near.distance);
            if !tied && nearest && self.is_meant(best) {
                wrong.insert(best.near.claim, best);
            }
        }
        for pair in wrong.into_values() {
            self.put(pair);
        }
    }

    /// Whether a figure that is not approved is meant as the claim's, and is stated as a fact of today.
    fn is_meant(&self, pair: &Pair) -> bool {
        let passage = self.passage;
        let (Some(approved), Some(quantity)) =
            (self.lexicon.approved(pair.near.claim), passage.quantities().get(pair.quantity))
        else {
            return false;
        };
        let sentence = passage.sentence_at(quantity.figure.start);
        let shared = || self.shares(pair.near.claim, approved, quantity);
        let former = matches!(pair.relation, Relation::Former(_));
        pair.near.is_enough(former, shared)
            && !other_noun(approved, quantity, &pair.near)
            && !subject::is_supposed(passage, &quantity.range)
            && !remainder::is_the_rest(approved, passage, quantity)
            && !self.is_told_beside(pair.quantity, approved, &sentence)
            && (former || !self.is_of_one_customer())
            && self.is_of_its_time(pair, approved, &sentence)
    }

    /// Whether the sentence shares more with a claim's wordings than the words of its figure.
    fn shares(&self, claim: usize, approved: &Approved, quantity: &Quantity) -> bool {
        let met = self.own_words(claim, quantity);
        shares(approved, self.passage, quantity.figure.start, &met)
            || self.heads.iter().any(|h| shares(approved, h, 0, &[]))
    }

    /// Whether the sentence also has the approved figure, in another clause: `for two that is £80, £40 each`.
    fn is_told_beside(&self, at: usize, approved: &Approved, sentence: &Range<usize>) -> bool {
        let all = self.passage.quantities().iter().enumerate();
        let mut near = all.skip(at.saturating_sub(BESIDE)).take(2 * BESIDE);
        near.any(|(n, q)| {
            n != at
                && sentence.contains(&q.figure.start)
                && approved.compare(q, false) == Some(Relation::Approved)
        })
    }

    /// Whether the piece is the story of one customer, whose figures are its own.
    fn is_of_one_customer(&self) -> bool {
        let named = |p: &PassageFacts| {
            let mut roles = p.hits.iter().filter_map(|h| self.lexicon.entry(h.entry)).map(|e| &e.role);
            matches!(p.passage.part, Part::Title | Part::Heading(1))
                && roles.any(|r| matches!(r, Role::Customer(_)))
        };
        self.facts.passages.iter().take(4).any(named)
    }

    /// Whether a figure was wrong at the time of which it is said. A former one is right until its last day; of another
    /// time than the figure's own nothing is known.
    fn is_of_its_time(&self, pair: &Pair, approved: &Approved, sentence: &Range<usize>) -> bool {
        if self.heads.iter().any(|h| names_time(h)) {
            return false;
        }
        match (self.said(sentence), pair.relation) {
            (Said::Now, _) => true,
            (_, Relation::Conflict(_)) if self.is_dated_alike(pair, approved, sentence) => true,
            (Said::Before, _) => false,
            (Said::On(day), Relation::Former(n)) => {
                let until = self.lexicon.outdated(n).and_then(|f| f.until);
                until.is_some_and(|until| until < day) && day <= self.project.as_of
            }
            (Said::On(day), _) => {
                approved.since.is_some_and(|since| since <= day) && day <= self.project.as_of
            }
        }
    }

    /// Whether a sentence dates itself just as the approved wording does: `in 2025`, or in the past tense of a result.
    fn is_dated_alike(&self, pair: &Pair, approved: &Approved, sentence: &Range<usize>) -> bool {
        let passage = self.passage;
        if approved.dated.is_empty() || !(pair.near.phrase || pair.near.count() >= 2) {
            return false;
        }
        let dated = dated_sentences(passage.text(), passage.tokens(), std::slice::from_ref(sentence));
        let alike = |how, when| how != Dating::Relative && approved.dated.contains(&(how, when));
        dated.first().is_some_and(|d| alike(d.how, d.when))
            && passage.piece().attributes.dated.is_none_or(|day| approved.since.is_some_and(|s| s <= day))
    }

    /// As of when a sentence speaks. Remembered, because a sentence may hold many figures.
    fn said(&self, sentence: &Range<usize>) -> Said {
        match self.said.get() {
            Some((start, said)) if start == sentence.start => said,
            _ => {
                let said = self.passage.said(sentence);
                self.said.set(Some((sentence.start, said)));
                said
            }
        }
    }

    /// Keeps a use, unless it is none: quoted, denied, only spoken of, or somebody else's figure.
    fn put(&mut self, pair: &Pair) {
        let Some(quantity) = self.passage.quantities().get(pair.quantity) else { return };
        let (at, claim) = (quantity.figure.start, Some(pair.near.claim));
        let others = is_others(self.passage, self.lexicon, at, claim)
            || self.heads.iter().any(|h| is_others(h, self.lexicon, 0, claim));
        // A former wording is told as one thing, with the figure in it.
        let in_former = subject::around(&self.passage.hits, at).any(|h| {
            let role = self.lexicon.entry(h.entry).map(|e| &e.role);
            matches!(role, Some(Role::Outdated(n)) if self.lexicon.outdated(*n).is_some_and(|o| o.is_of_claim(pair.near.claim)))
                && h.range.start <= quantity.figure.start
                && quantity.figure.end <= h.range.end
        });
        let in_former = in_former && pair.relation != Relation::Approved;
        if others || in_former || self.passage.exemption(&quantity.figure).is_some() {
            return;
        }
        let near = &pair.near;
        let shared = || {
            let approved = self.lexicon.approved(near.claim);
            approved.is_some_and(|approved| self.shares(near.claim, approved, quantity))
        };
        let sentence = self.passage.sentence_at(quantity.figure.start);
        let sure = near.noun_only
            || evidence::is_rare(self.passage.slice(&quantity.figure), quantity)
            || near.is_enough(false, shared)
            || self.is_bare_sentence(quantity, &sentence);
        self.uses.push(FigureUse {
            passage: self.passage.index,
            quantity: pair.quantity,
            claim: pair.near.claim,
            relation: pair.relation,
            sure,
        });
    }
}

/// The better pair first: most words (a number that the claim had counts as one), then the nearest.
fn rank(pair: &Pair) -> ((std::cmp::Reverse<u32>, usize), usize) {
    let exact = u32::from(matches!(pair.relation, Relation::Former(_)));
    ((std::cmp::Reverse(pair.near.count() + exact), pair.near.distance), pair.near.claim)
}

/// Whether a percentage is of something else than the claim's, and not all of the claim's words are met.
fn other_noun(approved: &Approved, quantity: &Quantity, near: &Nearness) -> bool {
    let nouns = quantity.noun.as_ref().zip(approved.figure().and_then(|f| f.noun.as_ref()));
    let differ = nouns.is_some_and(|(a, b)| a != b);
    differ && (near.count() as usize) < approved.words
}

/// Whether a header says that what stands below is asked for and not stated: `Requirement`, `Target`.
fn asks(head: &PassageFacts) -> bool {
    head.tokens().iter().any(|t| head.is_any(t, &ASKED))
}

static ASKED: WordList = WordList::of(
    "requirement requirements required target targets goal goals limit limits norm norms threshold \
thresholds demanded requested expected tender",
);

/// Whether a header names a time: `2025`, `Before`, `Last year`.
fn names_time(head: &PassageFacts) -> bool {
    let tokens = head.tokens();
    let year = |t: &crate::syntax::words::Token| {
        let text = t.text(head.text());
        t.kind == Kind::Number && text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
    };
    let past = |t: &crate::syntax::words::Token| {
        matches!(&*t.lower(head.text()), "before" | "previous" | "previously" | "earlier" | "then" | "old")
    };
    tokens.iter().any(|t| year(t) || past(t))
        || !dated_sentences(head.text(), tokens, head.sentences()).is_empty()
}
