//! Questions that buyers ask in copy and in talks, and the one answer to each: whether two pieces of copy answer the same
//! question, and whether the messaging holds an answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::{Part, Passage};
use crate::item::Status;
use crate::project::Project;
use crate::syntax::words::{Kind, among, tokens};
use crate::text::Place;

/// How much of two questions has to be the same for them to be one, 0 to 1.
const SAME: f64 = 0.6;
/// Words in which two questions must meet.
const LEAST: usize = 2;
/// The longest answer that is kept, in characters.
const ANSWER: usize = 320;

/// A question that stands in copy.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question, as the first piece writes it.
    pub words: String,
    /// Every place where it is answered, in the order of the pieces.
    pub answers: Vec<Answered>,
    /// Where the messaging answers it; nothing where it does not.
    pub source: Option<AnswerSource>,
}

/// One answer in copy.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The piece, as its position in [`Project::pieces`].
    pub piece: usize,
    /// Where the question stands.
    pub place: Place,
    /// The answer, or its beginning; empty where nothing follows the question.
    pub words: String,
    /// The last line of the answer.
    pub until: usize,
}

/// Where the messaging answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerSource {
    /// An objection, by its position.
    Objection(usize),
    /// What a persona asks or doubts at a stage: the positions of both.
    Journey(usize, usize),
}

/// Every question that is a heading in copy for buyers, each once, in the order of the pieces.
pub fn asked_in_copy(project: &Project) -> Vec<Asked> {
    let known = known_questions(project);
    let mut found: Vec<Asked> = vec![];
    let mut seen: Questions<usize> = Questions::default();
    for (at, piece) in project.pieces.iter().enumerate() {
        if !piece.is_for_buyers() {
            continue;
        }
        let passages = &piece.copy().passages;
        for (n, passage) in passages.iter().enumerate() {
            let words = passage.text.trim();
            if !matches!(passage.part, Part::Heading(_)) || !words.ends_with('?') || passage.quoted {
                continue;
            }
            let place = |p: &Passage| p.place(piece.source(), 0..p.text.len());
            let after = passages.get(n + 1..).unwrap_or_default().iter();
            let answer =
                after.take_while(|p| !matches!(p.part, Part::Heading(_)) && p.section == passage.section);
            let answer: Vec<&Passage> = answer.filter(|p| p.part.is_body()).collect();
            let answered = Answered {
                piece: at,
                place: place(passage),
                words: beginning(answer.iter().map(|p| p.text.trim())),
                until: place(answer.last().unwrap_or(&passage)).start().line,
            };
            match seen.nearest(words).and_then(|at| found.get_mut(at)) {
                Some(asked) => asked.answers.push(answered),
                None => {
                    seen.add(words, found.len());
                    let source = known.nearest(words);
                    found.push(Asked { words: words.to_owned(), answers: vec![answered], source });
                }
            }
        }
    }
    found
}

/// The texts in one line, cut where they are long.
fn beginning<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut line = String::new();
    for text in texts {
        if line.chars().count() >= ANSWER {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(text);
    }
    match line.char_indices().nth(ANSWER) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}

/// Questions with what each leads to, found again by their words.
struct Questions<T> {
    whole: BTreeMap<String, T>,
    questions: Vec<(BTreeSet<String>, T)>,
    by_word: BTreeMap<String, Vec<usize>>,
}

impl<T> Default for Questions<T> {
    fn default() -> Self {
        Self { whole: BTreeMap::new(), questions: vec![], by_word: BTreeMap::new() }
    }
}

/// The questions that the messaging answers.
fn known_questions(project: &Project) -> Questions<AnswerSource> {
    let book = &project.playbook;
    let mut known = Questions::default();
    for (at, objection) in book.objections.iter().enumerate().filter(|(_, o)| o.status != Status::Retired) {
        known.add(&objection.says, AnswerSource::Objection(at));
    }
    for (p, persona) in book.personas.iter().enumerate().filter(|(_, p)| p.status != Status::Retired) {
        for (stage, step) in persona.journey.iter() {
            let Some(s) = project.config.stages.iter().position(|s| s.id == stage.id()) else { continue };
            for question in step.asks.iter().chain(&step.doubts) {
                known.add(question, AnswerSource::Journey(p, s));
            }
        }
    }
    known
}

impl<T: Copy + Ord> Questions<T> {
    fn add(&mut self, words: &str, source: T) {
        let stems = stems(words);
        for stem in &stems {
            self.by_word.entry(stem.clone()).or_default().push(self.questions.len());
        }
        self.questions.push((stems, source));
        self.whole.entry(fold(words)).or_insert(source);
    }

    /// The question that is the same, or that shares most with another where that is enough for both to be one.
    fn nearest(&self, words: &str) -> Option<T> {
        if let Some(same) = self.whole.get(&fold(words)) {
            return Some(*same);
        }
        let stems = stems(words);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for question in stems.iter().filter_map(|s| self.by_word.get(s)).flatten() {
            *shared.entry(*question).or_default() += 1;
        }
        let alike = shared.into_iter().filter_map(|(at, both)| {
            let (own, source) = self.questions.get(at)?;
            let share = both as f64 / (own.len() + stems.len() - both).max(1) as f64;
            (both >= LEAST && share >= SAME).then_some((share, *source))
        });
        alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, source)| source)
    }
}

/// Words that any question may bear.
const ASKING: &str = "the and for are was has had have does did can will would could should shall may might our your their \
    its you she him her they them how who what why when where which this that these those with from there here then than";

/// The telling words of a question, shortened so that `prices` and `price` are one.
fn stems(text: &str) -> BTreeSet<String> {
    let words =
        tokens(text).into_iter().filter(|t| t.kind == Kind::Word).map(|t| t.text(text).to_lowercase());
    let telling = words.filter(|w| w.chars().count() >= 3 && !among(w, ASKING));
    let short = |w: String| w.trim_end_matches("'s").trim_end_matches('s').chars().take(6).collect();
    telling.map(short).collect()
}

/// Words without case, marks and the white space between them.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
