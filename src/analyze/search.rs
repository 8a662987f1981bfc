//! Finds all literals in a text in one pass, word by word.
//!
//! A hit is a whole word (see [`is_word_at`]), so it begins where a word begins, and where it ends in a word that one ends
//! too. So texts and literals are compared word by word: most words of a text are looked up once and begin no literal.
//!
//! [`is_word_at`]: crate::syntax::words::is_word_at

use std::ops::Range;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::syntax::shadow::Shadow;
use crate::syntax::words::word_run;
use crate::text::KeyMap;

/// What there is to look for: trees of words and marks, from the first of each literal to its last. The literals that begin
/// alike are in one tree, and the trees are put together at the same time.
#[derive(Debug)]
pub(super) struct Search {
    trees: Vec<Tree>,
    /// Which plain marks a literal begins with.
    marks: [bool; 128],
}

/// How many trees there are.
const TREES: u64 = 16;

/// The literals that begin with some of all words.
#[derive(Debug, Default)]
struct Tree {
    branches: Vec<Branch>,
    /// From the key of a branch and a piece to the branch behind that piece, and whether a literal ends there.
    steps: KeyMap<(u32, bool)>,
    /// All pieces and literals, one behind the other.
    text: String,
    /// Literals, and for each the next one that ends where it does.
    ends: Vec<(u32, Option<u32>)>,
    /// Of which sort the keys are.
    keys: u32,
}

/// A place in a tree.
#[derive(Debug, Default)]
struct Branch {
    /// The branch before it.
    from: u32,
    /// Where the piece begins and ends that leads from there: a word, a blank with the word behind it, or a mark.
    piece: (u32, u32),
    /// The last of the literals that end with it, among those of the tree.
    ends: Option<u32>,
    /// Where the text of those literals begins and ends.
    literal: (u32, u32),
}

impl Search {
    /// Looks for literals, given as their shadows have them. The number of each is its place among them.
    pub(super) fn of(literals: &[&str]) -> Self {
        let firsts: Vec<u64> = literals.iter().map(|literal| tree_of(literal)).collect();
        let trees = (0..TREES).map(|number| Tree::of(&begun_in(number, literals, &firsts)));
        Self { trees: trees.collect(), marks: marks(literals) }
    }

    /// The same, on all threads.
    pub(super) fn together(literals: &[&str]) -> Self {
        let firsts: Vec<u64> = literals.par_iter().map(|literal| tree_of(literal)).collect();
        let trees = (0..TREES).into_par_iter();
        let trees = trees.map(|number| Tree::of(&begun_in(number, literals, &firsts)));
        Self { trees: trees.collect(), marks: marks(literals) }
    }

    /// Hands on every match in a shadow that may be a whole word: where, and of which literal.
    pub(super) fn find(&self, shadow: &Shadow, mut put: impl FnMut(Range<usize>, u32)) {
        let (text, seams) = (shadow.text.as_str(), shadow.seams());
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            if !is_plain(*byte) && self.marks.get(usize::from(*byte)) == Some(&false) {
                at += 1;
                continue;
            }
            // No literal begins with a blank, so this is a word or a mark.
            let Some(piece) = piece_at(text, at) else { break };
            let end = at + piece.len();
            self.begin(text, &seams, at, piece, &mut put);
            for seam in between(&seams, at, end) {
                if let Some(piece) = piece_at(text, *seam) {
                    self.begin(text, &seams, *seam, piece, &mut put);
                }
            }
            at = end;
        }
    }

    /// Hands on the matches that begin at a place with a piece.
    fn begin(
        &self,
        text: &str,
        seams: &[usize],
        start: usize,
        piece: &str,
        put: &mut impl FnMut(Range<usize>, u32),
    ) {
        let end = start + piece.len();
        // What the shadow joins may be two words in the original.
        for seam in between(seams, start, end) {
            if let Some(part) = text.get(start..*seam) {
                let key = key(0, 0, part);
                if let Some(tree) = self.tree(key) {
                    tree.end(text, start..*seam, tree.step(0, part, key), put);
                }
            }
        }
        let key = key(0, 0, piece);
        let Some(tree) = self.tree(key) else { return };
        let Some(first) = tree.step(0, piece, key) else { return };
        tree.end(text, start..end, Some(first), put);
        tree.climb(text, seams, start, end, first.0, put);
    }

    fn tree(&self, first: u64) -> Option<&Tree> {
        self.trees.get((first % TREES) as usize)
    }
}

/// Which plain marks literals begin with.
fn marks(literals: &[&str]) -> [bool; 128] {
    let mut marks = [false; 128];
    for literal in literals {
        if let Some(begins) = literal.as_bytes().first().and_then(|b| marks.get_mut(usize::from(*b))) {
            *begins = true;
        }
    }
    marks
}

/// The tree that a literal is in, by its first piece; none for an empty one.
fn tree_of(literal: &str) -> u64 {
    piece_at(literal, 0).map_or(TREES, |piece| key(0, 0, piece) % TREES)
}

/// The literals of one tree with their numbers.
fn begun_in<'t>(number: u64, literals: &[&'t str], firsts: &[u64]) -> Vec<(u32, &'t str)> {
    let all = (0..).zip(literals).zip(firsts).filter(|(_, first)| **first == number);
    all.map(|((number, literal), _)| (number, *literal)).collect()
}

impl Tree {
    fn of(literals: &[(u32, &str)]) -> Self {
        // Two pieces of one key are about as likely as a stone from the sky; then others are made.
        let mut keys = 0;
        loop {
            if let Some(tree) = Self::keyed(keys, literals) {
                return tree;
            }
            keys += 1;
        }
    }

    /// The tree by keys of one sort; nothing where two pieces have one key.
    fn keyed(keys: u32, literals: &[(u32, &str)]) -> Option<Self> {
        let mut tree = Self { keys, branches: vec![Branch::default()], ..Self::default() };
        tree.steps.reserve(literals.len());
        for (number, literal) in literals {
            tree.add(*number, literal)?;
        }
        Some(tree)
    }

    fn add(&mut self, number: u32, literal: &str) -> Option<()> {
        let (mut at, mut branch) = (0, 0);
        while let Some(piece) = piece_at(literal, at) {
            at += piece.len();
            let next = self.branches.len() as u32;
            let known = self.steps.entry(key(self.keys, branch, piece)).or_insert((next, false));
            known.1 |= at == literal.len();
            let known = known.0;
            if known == next {
                let piece = self.keep(piece);
                self.branches.push(Branch { from: branch, piece, ..Branch::default() });
            }
            let known_as = |b: &&Branch| b.from == branch && self.said(b.piece) == piece;
            self.branches.get(known as usize).filter(known_as)?;
            branch = known;
        }
        let there = self.branches.get(branch as usize)?;
        let text = match there {
            Branch { ends: Some(_), literal, .. } => *literal,
            Branch { from: 0, piece, .. } => *piece,
            _ => self.keep(literal),
        };
        let there = self.branches.get_mut(branch as usize)?;
        there.literal = text;
        self.ends.push((number, there.ends));
        there.ends = Some(self.ends.len() as u32 - 1);
        Some(())
    }

    /// Keeps a text, and tells where.
    fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        (start, self.text.len() as u32)
    }

    fn said(&self, (start, end): (u32, u32)) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Hands on the matches that begin at a place and lead over a branch.
    fn climb(
        &self,
        text: &str,
        seams: &[usize],
        start: usize,
        mut at: usize,
        mut branch: u32,
        put: &mut impl FnMut(Range<usize>, u32),
    ) {
        while let Some(piece) = piece_at(text, at) {
            let end = at + piece.len();
            for seam in between(seams, at, end) {
                let part = text.get(at..*seam);
                let step = part.and_then(|part| self.step(branch, part, key(self.keys, branch, part)));
                self.end(text, start..*seam, step, put);
            }
            let Some(step) = self.step(branch, piece, key(self.keys, branch, piece)) else { return };
            self.end(text, start..end, Some(step), put);
            (at, branch) = (end, step.0);
        }
    }

    /// The step from a branch by a piece of this key, and whether a literal ends with it.
    fn step(&self, branch: u32, piece: &str, of_first: u64) -> Option<(u32, bool)> {
        let key = if self.keys == 0 { of_first } else { key(self.keys, branch, piece) };
        self.steps.get(&key).copied()
    }

    /// Hands on a match, if a literal ends with the last step to it. Until here only keys were held against each other, so
    /// now the words are.
    fn end(
        &self,
        text: &str,
        range: Range<usize>,
        step: Option<(u32, bool)>,
        put: &mut impl FnMut(Range<usize>, u32),
    ) {
        let Some((last, true)) = step else { return };
        let Some(there) = self.branches.get(last as usize) else { return };
        if text.get(range.clone()) != Some(self.said(there.literal)) {
            return;
        }
        let mut literal = there.ends;
        while let Some((number, next)) = literal.and_then(|at| self.ends.get(at as usize)) {
            put(range.clone(), *number);
            literal = *next;
        }
    }
}

/// The key of a piece behind a branch. The hash of the piece is mixed with the branch by itself: as a seed, small numbers
/// change the hash of a short word no more than another letter does.
fn key(keys: u32, branch: u32, piece: &str) -> u64 {
    let behind = u64::from(keys) << 32 | u64::from(branch);
    xxh3_64(piece.as_bytes()) ^ behind.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Whether a byte is a plain letter or digit, of which words are made.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The piece that begins at a place: a word, a blank with the word behind it, or one mark; nothing at the end.
fn piece_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let blank = usize::from(rest.starts_with(' '));
    match word_run(rest.get(blank..)?) {
        0 => rest.get(..rest.chars().next()?.len_utf8()),
        end => rest.get(..blank + end),
    }
}

/// The seams that lie within a stretch, not at its ends.
fn between(seams: &[usize], start: usize, end: usize) -> &[usize] {
    if seams.is_empty() {
        return seams;
    }
    let from = seams.partition_point(|seam| *seam <= start);
    let to = seams.partition_point(|seam| *seam < end);
    seams.get(from..to.max(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::words::{Boundary, is_word_at};

    fn whole_words(
        text: &str,
        found: impl IntoIterator<Item = (Range<usize>, u32)>,
    ) -> Vec<(usize, usize, u32)> {
        let shadow = Shadow::of(text);
        let original = found.into_iter().map(|(range, number)| (shadow.original(range), number));
        let whole = original.filter(|(range, _)| is_word_at(text, range, Boundary::Word));
        let mut hits: Vec<_> = whole.map(|(range, number)| (range.start, range.end, number)).collect();
        hits.sort_unstable();
        hits
    }

    fn searched(text: &str, literals: &[String]) -> Vec<(usize, usize, u32)> {
        let mut found = vec![];
        let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
        Search::of(&literals).find(&Shadow::of(text), |range, number| found.push((range, number)));
        whole_words(text, found)
    }

    /// Every literal held against every place.
    fn tried(text: &str, literals: &[String]) -> Vec<(usize, usize, u32)> {
        let shadow = Shadow::of(text);
        let mut found = vec![];
        for (number, literal) in (0..).zip(literals).filter(|(_, literal)| !literal.is_empty()) {
            for at in (0..shadow.text.len()).filter(|at| shadow.text.is_char_boundary(*at)) {
                if shadow.text[at..].starts_with(literal.as_str()) {
                    found.push((at..at + literal.len(), number));
                }
            }
        }
        whole_words(text, found)
    }

    #[test]
    fn words_phrases_and_marks_are_found_where_they_are_whole() {
        let literals = ["refill", "slot refill", "c++", "% off", "re", "#1", "refill's"].map(str::to_owned);
        for (text, expected) in [
            ("Slot  Refill, prefill", vec![(0, 12, 1), (6, 12, 0)]),
            ("slot-refill", vec![]),
            ("refill\u{AD}ing re\u{AD}fill", vec![(0, 6, 0), (12, 14, 4), (12, 20, 0)]),
            ("C++ and 5% off, we're #1", vec![(0, 3, 2), (9, 14, 3), (22, 24, 5)]),
            ("Refill’s", vec![(0, 6, 0), (0, 10, 6)]),
        ] {
            assert_eq!(searched(text, &literals), expected, "{text}");
            assert_eq!(tried(text, &literals), expected, "{text}");
        }
    }

    #[test]
    fn many_literals_are_told_apart() {
        const PARTS: [&str; 12] =
            ["a", "be", "cat", "dove", "earn", "fills", "gather", "h", "it", "jar", "kept", "late"];
        let phrase = |n: usize| [1, 12, 144, 1_728].map(|place| PARTS[n / place % 12]).join(" ");
        let literals: Vec<String> = (0..20_736).map(phrase).collect();
        let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
        for search in [Search::of(&literals), Search::together(&literals)] {
            for (number, literal) in (0..).zip(&literals).step_by(97) {
                let mut found = vec![];
                search.find(&Shadow::of(literal), |range, number| found.push((range, number)));
                assert_eq!(found, [(0..literal.len(), number)]);
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_found_but_what_stands_there_and_all_of_that(
            text in "([abA'’ \n–-]|[%é\u{AD}\u{301}\u{200B}ﬁ…İ²]|\\PC){0,30}",
            phrases in prop::collection::vec("([ab' –-]|[%é\u{301}ﬁ…²]){1,5}", 1..12),
        ) {
            let literals: Vec<String> = phrases.iter().map(|p| Shadow::of(p).text.trim().to_owned()).collect();
            prop_assert_eq!(searched(&text, &literals), tried(&text, &literals));
        }
    }
}
