//! The gap between how two teams speak about one stage to one persona, and which words drive it.
//!
//! Words are scored by the log-odds ratio with an informative Dirichlet prior: B. L. Monroe, M. P. Colaresi, K. M. Quinn,
//! "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political Conflict", Political
//! Analysis 16 (2008), equations 15 to 22. The prior is the vocabulary of all copy that is for a stage.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Digest, Relation, Speech};
use crate::project::Project;
use crate::text::WordMap;

/// The weight of the prior: how many times the words of the team that says less each team is held to have said before, in
/// the mix of all copy. Less would leave a word that one team never says without a sure score, however often the other does.
const PRIOR: f64 = 3.0;
/// The most that the prior weighs, as a share of all copy: where that is little, it is mostly what the two teams say.
const MOST_PRIOR: f64 = 0.2;
/// From which score on a word is told: less than one in twenty would score so by chance.
const TELLING: f64 = 1.96;
/// How often a word must stand in the copy of the team that uses it more.
const LEAST: u32 = 3;
/// In how many of its pieces: what one piece repeats is its topic, not the team's way to speak.
const PIECES: u32 = 2;
/// How many words are told for each team.
const MOST: usize = 5;

/// How often a team must use terms for the share of right ones to mean something.
const TERMS: u32 = 5;
/// How many claims each team must state for having none in common to mean something.
const CLAIMS: usize = 2;

/// How two teams speak about one stage to one persona.
#[derive(Clone, Debug, serde::Serialize)]
pub struct VoiceGap {
    /// The stage.
    pub stage: String,
    /// The persona; nothing for copy that names none.
    pub persona: Option<String>,
    /// The two teams, in the order of the settings.
    pub teams: [TeamSpeech; 2],
}

/// How one team speaks there.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct TeamSpeech {
    /// The team.
    pub team: String,
    /// Its pieces there: their numbers in [`Project::pieces`].
    pub pieces: Vec<usize>,
    /// The files of those pieces.
    pub paths: Vec<String>,
    /// How many telling words it has there.
    pub words: u32,
    /// We-words for one you-word.
    pub we_you: f64,
    /// Words in a sentence.
    pub sentence: f64,
    /// How often it uses a term, rightly or wrongly.
    pub terms: u32,
    /// The share of those in their right form, 0 to 1; nothing where no term is used.
    pub right_terms: Option<f64>,
    /// The claims it states, by their ids.
    pub claims: BTreeSet<String>,
    /// The figures it states of claims, as it writes them.
    pub figures: BTreeSet<FigureSaid>,
    /// The words that it uses more than the other team does, the most telling first.
    pub more: Vec<WordScore>,
}

/// A figure as a team states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct FigureSaid {
    /// The claim, by its id.
    pub claim: String,
    /// The figure as it is written.
    pub text: String,
    /// Whether it is the approved one.
    pub approved: bool,
}

impl VoiceGap {
    /// The claims that only one of the two teams states: the first's, then the second's.
    pub fn own_claims(&self) -> [Vec<&str>; 2] {
        let [one, two] = [&self.teams[0], &self.teams[1]].map(TeamSpeech::stated);
        [one.difference(&two).copied().collect(), two.difference(&one).copied().collect()]
    }

    /// The claims that both teams state alike.
    pub fn shared_claims(&self) -> Vec<&str> {
        let [one, two] = [&self.teams[0], &self.teams[1]].map(TeamSpeech::stated);
        let split: BTreeSet<&str> = self.split_figures().iter().map(|s| s.claim).collect();
        one.intersection(&two).copied().filter(|claim| !split.contains(claim)).collect()
    }

    /// The claims whose figure the two teams write differently, not both as approved, with what each writes.
    pub fn split_figures(&self) -> Vec<SplitFigure<'_>> {
        let [one, two] = &self.teams;
        let of = |figures: &'_ BTreeSet<FigureSaid>, claim: &str| -> Vec<String> {
            figures.iter().filter(|f| f.claim == claim).map(|f| f.text.clone()).collect()
        };
        let claims: BTreeSet<&str> = one.figures.iter().map(|f| f.claim.as_str()).collect();
        let split = claims.into_iter().filter(|claim| {
            let (first, second) = (of(&one.figures, claim), of(&two.figures, claim));
            let wrong = one.figures.iter().chain(&two.figures).any(|f| f.claim == **claim && !f.approved);
            !second.is_empty() && first != second && wrong
        });
        let both = split.map(|claim| {
            let said = [one, two].map(|t| t.figures.iter().filter(|f| f.claim == claim).collect());
            SplitFigure { claim, said }
        });
        both.collect()
    }
}

impl TeamSpeech {
    /// The claims it states, also those of which it states another figure than the approved one.
    pub fn stated(&self) -> BTreeSet<&str> {
        let figures = self.figures.iter().map(|f| f.claim.as_str());
        self.claims.iter().map(String::as_str).chain(figures).collect()
    }
}

/// A measure in which two teams differ so much that a reader hears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Sentences of one team are much longer.
    Sentences,
    /// One team speaks of itself far more.
    WeYou,
    /// One team uses the terms in their right form far more often.
    Terms,
    /// Both state claims, and none in common.
    Claims,
}

impl VoiceGap {
    /// The measures in which the two differ, in order.
    pub fn differences(&self) -> Vec<Difference> {
        let [one, two] = &self.teams;
        let far = |a: f64, b: f64, factor: f64| a.max(b) >= factor * a.min(b).max(0.01);
        let terms = one.right_terms.zip(two.right_terms).is_some_and(|(a, b)| (a - b).abs() >= 0.2);
        let heard = [
            (Difference::Sentences, far(one.sentence, two.sentence, 1.4)),
            (Difference::WeYou, far(one.we_you, two.we_you, 2.0) && one.we_you.max(two.we_you) >= 1.0),
            (Difference::Terms, terms && one.terms.min(two.terms) >= TERMS),
            (
                Difference::Claims,
                one.claims.len().min(two.claims.len()) >= CLAIMS && one.claims.is_disjoint(&two.claims),
            ),
        ];
        heard.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect()
    }
}

/// A figure that two teams write differently.
#[derive(Clone, Debug)]
pub struct SplitFigure<'g> {
    /// The claim, by its id.
    pub claim: &'g str,
    /// What each team writes.
    pub said: [Vec<&'g FigureSaid>; 2],
}

/// A word that one team uses more than another.
#[derive(Clone, Debug, serde::Serialize)]
pub struct WordScore {
    /// The word.
    pub word: String,
    /// How many standard errors the log-odds ratio is from nought.
    pub score: f64,
    /// How often this team uses it.
    pub here: u32,
    /// How often the other does.
    pub there: u32,
}

/// How often a word stands somewhere, and in how many pieces.
#[derive(Clone, Copy, Default)]
struct Count {
    uses: u32,
    pieces: u32,
}

/// All that one team says about one stage to one persona.
#[derive(Default)]
struct Group<'d> {
    said: Vec<(&'d Digest, &'d Speech)>,
    words: u32,
}

/// How many telling words a team needs to be compared, where nothing else is asked for.
pub const COMPARED: u32 = 150;

/// How each pair of teams speaks, by stage and persona. A team with fewer than `floor` telling words there, or fewer than
/// two pieces, is not compared: of so little nothing can be said.
pub fn voice_gaps(project: &Project, digests: &[Digest], floor: u32) -> Vec<VoiceGap> {
    let mut groups: BTreeMap<(&str, Option<&str>), BTreeMap<&str, Group>> = BTreeMap::new();
    for digest in digests {
        let Some((speech, piece)) = digest.speech.as_deref().zip(project.pieces.get(digest.piece)) else {
            continue;
        };
        let known = &piece.attributes;
        let (Some(stage), Some(team)) = (known.stage.as_deref(), known.team.as_deref()) else { continue };
        let named = known.personas.iter().map(|p| Some(p.as_str()));
        let nobody = known.personas.is_empty().then_some(None);
        for persona in named.chain(nobody) {
            let group = groups.entry((stage, persona)).or_default().entry(team).or_default();
            group.words += speech.telling;
            group.said.push((digest, speech));
        }
    }
    let order = project.config.teams();
    // The words of all copy are counted when the first two teams are compared.
    let all = LazyCell::new(|| counts_of_all(digests));
    let mut found = vec![];
    for ((stage, persona), teams) in &groups {
        let known = |team| teams.get(team).filter(|g| g.said.len() >= 2 && g.words >= floor.max(1));
        let both: Vec<(&str, &Group)> = order.iter().filter_map(|t| Some(*t).zip(known(*t))).collect();
        if both.len() < 2 {
            continue;
        }
        let counts: Vec<WordMap<&str, Count>> = both.iter().map(|(_, group)| group.counts()).collect();
        for (at, (one, a)) in both.iter().enumerate() {
            for (to, (two, b)) in both.iter().enumerate().skip(at + 1) {
                let (Some(in_a), Some(in_b)) = (counts.get(at), counts.get(to)) else { continue };
                let (more_a, more_b) = telling((in_a, a.words), (in_b, b.words), &all);
                let teams = [a.speech(project, one, more_a), b.speech(project, two, more_b)];
                found.push(VoiceGap {
                    stage: (*stage).to_owned(),
                    persona: persona.map(str::to_owned),
                    teams,
                });
            }
        }
    }
    found
}

/// How often each telling word stands in all copy.
fn counts_of_all(digests: &[Digest]) -> WordMap<&str, u32> {
    let mut all = WordMap::default();
    for (word, uses) in digests.iter().filter_map(|d| d.speech.as_deref()).flat_map(Speech::vocabulary) {
        *all.entry(word).or_default() += uses;
    }
    all
}

impl<'d> Group<'d> {
    /// How often each of its telling words stands there, and in how many pieces.
    fn counts(&self) -> WordMap<&'d str, Count> {
        let mut counts: WordMap<&str, Count> = WordMap::default();
        for (word, uses) in self.said.iter().flat_map(|(_, speech)| speech.vocabulary()) {
            let count = counts.entry(word).or_default();
            count.uses += uses;
            count.pieces += 1;
        }
        counts
    }

    fn speech(&self, project: &Project, team: &str, more: Vec<WordScore>) -> TeamSpeech {
        let sum = |of: &dyn Fn(&Speech) -> u32| self.said.iter().map(|(_, speech)| of(speech)).sum::<u32>();
        let (we, you) = (sum(&|s| s.we), sum(&|s| s.you));
        let (sentences, spoken) = (sum(&|s| s.sentences), sum(&|s| s.spoken));
        let (right, wrong) = (sum(&|s| s.right_terms), sum(&|s| s.wrong_terms));
        let terms = right + wrong;
        let digests = || self.said.iter().map(|(digest, _)| digest);
        let claims = digests().flat_map(|d| &d.mentions).filter(|m| m.item.kind == "claims");
        let figures = digests().flat_map(|d| &d.statements).filter_map(|said| {
            let claim = project.playbook.claims.get(said.claim)?;
            Some(FigureSaid {
                claim: claim.id.as_str().to_owned(),
                text: said.text.split_whitespace().collect::<Vec<_>>().join(" "),
                approved: said.relation == Relation::Approved,
            })
        });
        TeamSpeech {
            team: team.to_owned(),
            pieces: digests().map(|d| d.piece).collect(),
            paths: digests()
                .filter_map(|d| project.pieces.get(d.piece))
                .map(|p| p.path().to_owned())
                .collect(),
            words: self.words,
            we_you: f64::from(we) / f64::from(you.max(1)),
            sentence: f64::from(spoken) / f64::from(sentences.max(1)),
            terms,
            right_terms: (terms > 0).then(|| f64::from(right) / f64::from(terms)),
            claims: claims.map(|m| m.item.id.clone()).collect(),
            figures: figures.collect(),
            more,
        }
    }
}

/// The words that either team uses more than the other does, by their scores.
fn telling(
    (a, words_a): (&WordMap<&str, Count>, u32),
    (b, words_b): (&WordMap<&str, Count>, u32),
    all: &WordMap<&str, u32>,
) -> (Vec<WordScore>, Vec<WordScore>) {
    let (sum_a, sum_b) = (f64::from(words_a), f64::from(words_b));
    let sum = f64::from(all.values().sum::<u32>().max(1));
    let weight = (PRIOR * sum_a.min(sum_b)).min(MOST_PRIOR * sum);
    let (mut more_a, mut more_b) = (vec![], vec![]);
    let words: BTreeSet<&str> = a.keys().chain(b.keys()).copied().collect();
    for word in words {
        let count = |group: &WordMap<&str, Count>| group.get(word).copied().unwrap_or_default();
        let (in_a, in_b) = (count(a), count(b));
        let prior = weight * f64::from(all.get(word).copied().unwrap_or(1)) / sum;
        let (with_a, with_b) = (f64::from(in_a.uses) + prior, f64::from(in_b.uses) + prior);
        let odds = |with: f64, of: f64| (with / (of + weight - with)).ln();
        let gap = odds(with_a, sum_a) - odds(with_b, sum_b);
        let score = gap / (1.0 / with_a + 1.0 / with_b).sqrt();
        let told = |here: Count, there: Count| WordScore {
            word: word.to_owned(),
            score: score.abs(),
            here: here.uses,
            there: there.uses,
        };
        let often = |count: Count| count.uses >= LEAST && count.pieces >= PIECES;
        if score >= TELLING && often(in_a) {
            more_a.push(told(in_a, in_b));
        } else if score <= -TELLING && often(in_b) {
            more_b.push(told(in_b, in_a));
        }
    }
    for words in [&mut more_a, &mut more_b] {
        words.sort_by(|a: &WordScore, b| b.score.total_cmp(&a.score).then_with(|| a.word.cmp(&b.word)));
        words.truncate(MOST);
    }
    (more_a, more_b)
}
