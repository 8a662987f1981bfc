//! What stands in one piece of copy: tokens, sentences, and the literals of the lexicon, found once for all rules.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::addressing::addressing;
use super::figures::{Grid, figure_uses};
use super::persona::{Spoken, spoken};
use super::spellings::Spellings;
use super::uses::claim_uses;
use super::{Addressing, ClaimUse, Entry, EntryId, FigureUse, Lexicon, Role, Variable, variables};
use crate::copy::{Part, Passage};
use crate::project::{Piece, Project};
use crate::syntax::quantity::{Quantity, quantities};

use crate::syntax::quotes;
use crate::syntax::shadow::Shadow;
use crate::syntax::words::{self, Clauses, Token, Words, is_word_at};
use crate::text::Place;

/// A literal found in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which literal.
    pub entry: EntryId,
    /// Where, in the passage's text.
    pub range: Range<usize>,
}

/// The facts of one piece of copy.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The piece.
    pub piece: &'a Piece,
    /// The facts of its passages, in their order.
    pub passages: Vec<PassageFacts<'a>>,
    grid: OnceCell<Grid>,
    figures: OnceCell<Vec<FigureUse>>,
    claim_uses: OnceCell<Vec<ClaimUse>>,
    words_before: OnceCell<Vec<usize>>,
    spellings: OnceCell<Spellings<'a>>,
    addressing: OnceCell<Addressing>,
    spoken: OnceCell<Option<Spoken>>,
    variables: OnceCell<Vec<Variable>>,
}

/// The facts of one passage. What few rules ask for is found when first asked for.
#[derive(Debug)]
pub struct PassageFacts<'a> {
    /// The passage.
    pub passage: &'a Passage,
    /// The number of the passage in its piece.
    pub index: usize,
    /// The literals found, by place; of one place the longer first.
    pub hits: Vec<Hit>,
    /// Which of them are more than a word by which a claim is met; those stand nearly everywhere.
    telling: Vec<u32>,
    /// Which of them are words of a claim's figure.
    of_figures: Vec<u32>,
    /// Where rare words of approved wordings begin, and their numbers among [`super::Wordings`].
    anchors: Vec<(u32, u32)>,
    /// The text that matching runs on.
    pub shadow: Shadow,
    /// Whether what stands over it marks it as wrong: a table header (`Bad`, `Not this`), a heading (`Never say`).
    pub under_wrong: bool,
    piece: &'a Piece,
    tokens: OnceCell<Vec<Token>>,
    sentences: OnceCell<Vec<Range<usize>>>,
    clauses: OnceCell<Clauses>,
    quotations: OnceCell<Vec<Range<usize>>>,
    quantities: OnceCell<Vec<Quantity>>,
    words: OnceCell<usize>,
}

impl<'a> Facts<'a> {
    /// Finds the facts of a piece.
    pub fn of(piece: &'a Piece, lexicon: &Lexicon) -> Self {
        let wrong = wrong_columns(piece);
        let forbidden = forbidden_sections(piece);
        let mut found = vec![];
        let passages = piece
            .copy()
            .passages
            .iter()
            .enumerate()
            .map(|(index, passage)| {
                let under_wrong = match &passage.part {
                    Part::Cell(c) if !c.header && wrong.contains(&(c.table, c.column)) => true,
                    Part::Heading(_) => false,
                    _ => forbidden.contains(&passage.section),
                };
                PassageFacts { under_wrong, ..PassageFacts::of(piece, passage, index, lexicon, &mut found) }
            })
            .collect();
        let (grid, figures, claim_uses) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self {
            piece,
            passages,
            grid,
            figures,
            claim_uses,
            words_before: OnceCell::new(),
            spellings: OnceCell::new(),
            addressing: OnceCell::new(),
            spoken: OnceCell::new(),
            variables: OnceCell::new(),
        }
    }

    /// Every hit of a role that `wanted` answers for, with its passage and entry, in order. It is not asked about the
    /// words by which claims are met.
    pub fn hits<'f, T: 'f>(
        &'f self,
        lexicon: &'f Lexicon,
        wanted: impl Fn(&Role) -> Option<T> + 'f,
    ) -> impl Iterator<Item = (&'f PassageFacts<'a>, &'f Hit, &'f Entry, T)> + 'f {
        self.passages.iter().flat_map(|p| p.telling().map(move |h| (p, h))).filter_map(move |(p, hit)| {
            let entry = lexicon.entry(hit.entry)?;
            wanted(&entry.role).map(|t| (p, hit, entry, t))
        })
    }

    /// The variables by which it takes approved figures.
    pub fn variables(&self) -> &[Variable] {
        self.variables.get_or_init(|| variables(self.piece))
    }

    /// The spellings of its words.
    pub(super) fn spellings(&self) -> &Spellings<'a> {
        self.spellings.get_or_init(|| Spellings::of(&self.passages))
    }

    /// How often it speaks of us and of its reader.
    pub fn addressing(&self) -> &Addressing {
        self.addressing.get_or_init(|| addressing(self))
    }

    /// The cells of its tables.
    pub(super) fn grid(&self, lexicon: &Lexicon) -> &Grid {
        self.grid.get_or_init(|| Grid::of(self, lexicon))
    }

    /// The figures that are a claim's, in order.
    pub fn figures(&self, project: &Project, lexicon: &Lexicon) -> &[FigureUse] {
        self.figures.get_or_init(|| figure_uses(project, lexicon, self))
    }

    /// The uses of claims that buyers read.
    pub fn claim_uses(&self, project: &Project, lexicon: &Lexicon) -> &[ClaimUse] {
        self.claim_uses.get_or_init(|| claim_uses(project, lexicon, self))
    }

    /// What it has of the personas that it is for; nothing where it is for nobody in particular.
    pub fn spoken(&self, project: &Project, lexicon: &Lexicon) -> Option<&Spoken> {
        self.spoken.get_or_init(|| spoken(project, lexicon, self)).as_ref()
    }

    /// How many words of the piece stand before an offset of a passage.
    pub fn words_before(&self, passage: &PassageFacts, offset: usize) -> usize {
        let before = self.words_before.get_or_init(|| {
            let mut sum = 0;
            let counts = self.passages.iter().map(PassageFacts::word_count);
            counts
                .map(|words| {
                    sum += words;
                    sum - words
                })
                .collect()
        });
        let within = words::word_count(passage.text().get(..offset).unwrap_or(""));
        before.get(passage.index).copied().unwrap_or(0) + within
    }

    /// How many words the piece has.
    pub fn word_count(&self) -> usize {
        self.piece.words_by(|| self.passages.iter().map(PassageFacts::word_count).sum())
    }
}

impl<'a> PassageFacts<'a> {
    /// `found` is room to work in.
    fn of(
        piece: &'a Piece,
        passage: &'a Passage,
        index: usize,
        lexicon: &Lexicon,
        found: &mut Vec<Hit>,
    ) -> Self {
        let shadow = Shadow::of(&passage.text);
        find(&passage.text, &shadow, lexicon, found);
        let hits = found.clone();
        let n = hits.len();
        let (mut telling, mut of_figures, mut anchors) =
            (Vec::with_capacity(n), Vec::with_capacity(n), Vec::with_capacity(n));
        for (at, hit) in hits.iter().enumerate() {
            match lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::ClaimAnchor(anchor)) => anchors.push((hit.range.start as u32, *anchor as u32)),
                Some(Role::ClaimWord(..)) => of_figures.push(at as u32),
                _ => telling.push(at as u32),
            }
        }
        Self {
            passage,
            index,
            hits,
            telling,
            of_figures,
            anchors,
            shadow,
            under_wrong: false,
            piece,
            tokens: OnceCell::new(),
            sentences: OnceCell::new(),
            clauses: OnceCell::new(),
            quotations: OnceCell::new(),
            quantities: OnceCell::new(),
            words: OnceCell::new(),
        }
    }

    /// The hits that are more than a word by which a claim is met.
    pub fn telling(&self) -> impl Iterator<Item = &Hit> {
        self.telling.iter().filter_map(|at| self.hits.get(*at as usize))
    }

    /// The hits that are words of a claim's figure.
    pub(super) fn of_figures(&self) -> impl Iterator<Item = &Hit> {
        self.of_figures.iter().filter_map(|at| self.hits.get(*at as usize))
    }

    /// Where rare words of approved wordings begin, and their numbers among [`super::Wordings`].
    pub(super) fn anchors(&self) -> &[(u32, u32)] {
        &self.anchors
    }

    /// The passage's text.
    pub fn text(&self) -> &'a str {
        &self.passage.text
    }

    /// Its words and marks.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| words::tokens(self.text()))
    }

    /// How many words it has; see [`words::word_count`].
    pub fn word_count(&self) -> usize {
        *self.words.get_or_init(|| words::word_count(self.text()))
    }

    /// Its sentences.
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| words::sentences(self.text(), self.tokens()))
    }

    /// Its clauses.
    pub fn clauses(&self) -> &Clauses {
        self.clauses.get_or_init(|| Clauses::of(self.text(), self.tokens(), self.sentences()))
    }

    /// Stretches between quotation marks, of four words or more, and those in quotation markup.
    pub fn quotations(&self) -> &[Range<usize>] {
        self.quotations.get_or_init(|| {
            let mut ranges = quotes::quotations(self.text());
            ranges.extend(self.passage.marked_quotes.iter().cloned());
            ranges.sort_by_key(|r| r.start);
            ranges
        })
    }

    /// Its quantities.
    pub fn quantities(&self) -> &[Quantity] {
        self.quantities.get_or_init(|| quantities(self.text(), self.tokens(), self.sentences()))
    }

    /// The sentence that holds an offset; the whole passage where none does.
    pub fn sentence_at(&self, offset: usize) -> Range<usize> {
        let at = self.sentences().partition_point(|s| s.end <= offset);
        match self.sentences().get(at) {
            Some(sentence) if sentence.start <= offset => sentence.clone(),
            _ => 0..self.text().len(),
        }
    }

    /// The text of a range.
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text().get(range.clone()).unwrap_or("")
    }

    /// Whether a token is one of some words, in any case.
    pub fn is_any(&self, token: &Token, words: &(impl Words + ?Sized)) -> bool {
        token.is_any(self.text(), words)
    }

    /// The place of a range of the text.
    pub fn place(&self, range: Range<usize>) -> Place {
        self.passage.place(self.piece.source(), range)
    }

    /// The piece that the passage belongs to.
    pub fn piece(&self) -> &'a Piece {
        self.piece
    }
}

/// The table columns whose header marks what stands below as wrong.
fn wrong_columns(piece: &Piece) -> BTreeSet<(u32, u32)> {
    let headers = piece.copy().passages.iter().filter_map(|p| match &p.part {
        Part::Cell(cell) if cell.header && super::exemption::marks_wrong(&p.text) => {
            Some((cell.table, cell.column))
        }
        _ => None,
    });
    headers.collect()
}

/// The sections whose heading says that their words must not be said.
fn forbidden_sections(piece: &Piece) -> BTreeSet<u32> {
    let headings = piece.copy().passages.iter().filter(|p| matches!(p.part, Part::Heading(_)));
    headings.filter(|p| super::exemption::forbids(&p.text)).map(|p| p.section).collect()
}

fn find(text: &str, shadow: &Shadow, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    hits.clear();
    lexicon.find(shadow, |range, id| {
        let original = shadow.original(range);
        let Some(entry) = lexicon.entry(EntryId(id)) else { return };
        let same = !entry.case_sensitive || text.get(original.clone()) == Some(entry.form.as_str());
        if same && is_word_at(text, &original, entry.boundary) {
            hits.push(Hit { entry: EntryId(id), range: original });
        }
    });
    // They come by their beginnings, but for those in a word that hides a soft hyphen.
    let order = |h: &Hit| (h.range.start, Reverse(h.range.end), h.entry);
    if hits.is_sorted_by_key(|h| h.range.start) {
        let alike = hits.chunk_by_mut(|a, b| a.range.start == b.range.start);
        alike.filter(|hits| hits.len() > 1).for_each(|hits| hits.sort_unstable_by_key(order));
    } else {
        hits.sort_unstable_by_key(order);
    }
}
