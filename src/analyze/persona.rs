//! Whether copy speaks of its personas: their pains, their words, what they want to have in the end.

use std::collections::{BTreeSet, HashSet};

use super::{Facts, Lexicon, Role};
use crate::item::{AnyItem, Item, Status};
use crate::model::{Pain, Persona};
use crate::project::Project;
use crate::syntax::words::{Kind, Token, WordList, tokens};

/// What a piece of copy has of the personas that it is for. Positions count in the playbook.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// The personas that it is for.
    pub personas: Vec<usize>,
    /// Their pains.
    pub pains: Vec<usize>,
    /// Which of their pains it names: by a buyer's word for it, or by two of the words in which the playbook tells it.
    pub named: BTreeSet<usize>,
    /// Pains that are not theirs and that it names by a buyer's word.
    pub others: BTreeSet<usize>,
    /// How often it uses a word that is to be used with them.
    pub words: usize,
    /// How many different words it has of what they want, do, expect and are called.
    pub shared: usize,
}

/// What a piece of copy has of its personas; nothing where it is for nobody in particular.
pub(super) fn spoken(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Option<Spoken> {
    let book = &project.playbook;
    let wanted = &facts.piece.attributes.personas;
    let personas: Vec<usize> = positions(&book.personas, |p| wanted.iter().any(|id| id == p.id.as_str()));
    if personas.is_empty() {
        return None;
    }
    let theirs: Vec<&Item<Persona>> = personas.iter().filter_map(|at| book.personas.get(*at)).collect();
    let pains = positions(&book.pains, |pain: &Item<Pain>| {
        theirs.iter().any(|p| p.pains.iter().any(|r| r.id() == pain.id.as_str()))
            || pain.personas.iter().any(|r| wanted.iter().any(|id| id == r.id()))
    });
    let mut spoken = Spoken { personas, pains, ..Spoken::default() };
    for passage in &facts.passages {
        for hit in &passage.hits {
            match lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::PainWord(at)) if spoken.pains.contains(at) => {
                    spoken.named.insert(*at);
                }
                Some(Role::PainWord(at)) => {
                    spoken.others.insert(*at);
                }
                Some(Role::PersonaUse(at)) if spoken.personas.contains(at) => spoken.words += 1,
                _ => {}
            }
        }
    }
    let told = lexicon.told(project);
    let pain_of = |at: &usize| told.pains.get(*at);
    let mut about: HashSet<&str> = HashSet::new();
    about
        .extend(spoken.personas.iter().filter_map(|at| told.personas.get(*at)).flatten().map(String::as_str));
    about.extend(spoken.pains.iter().filter_map(pain_of).flat_map(|p| &p.statement).map(String::as_str));
    let mut wanted = about.clone();
    wanted.extend(spoken.pains.iter().filter_map(pain_of).flat_map(|p| &p.all).map(String::as_str));
    let said = met(facts, &wanted);
    for at in &spoken.pains {
        let all = pain_of(at).map_or(0, |p| p.all.iter().filter(|stem| said.contains(stem.as_str())).count());
        if all >= 2 {
            spoken.named.insert(*at);
        }
    }
    spoken.shared = about.intersection(&said).count();
    Some(spoken)
}

/// The words, by their stems, in which the messaging tells of its pains and personas. Positions count in the playbook.
#[derive(Debug)]
pub(super) struct Told {
    pains: Vec<ToldPain>,
    /// Of what each persona is called, wants, does and expects.
    personas: Vec<BTreeSet<String>>,
}

#[derive(Debug)]
struct ToldPain {
    /// Of its statement.
    statement: BTreeSet<String>,
    /// Of its statement, and of how buyers tell of it.
    all: BTreeSet<String>,
}

impl Told {
    pub(super) fn of(project: &Project) -> Self {
        let book = &project.playbook;
        let pain = |pain: &Item<Pain>| {
            let statement: BTreeSet<String> = stems(&pain.statement).collect();
            let by_buyers = pain.words.iter().chain(&pain.name).chain(&pain.questions);
            let all = statement.iter().cloned().chain(by_buyers.flat_map(|words| stems(words))).collect();
            ToldPain { statement, all }
        };
        let persona = |persona: &Item<Persona>| {
            let prose = persona.prose();
            let prose = prose.iter().flat_map(|(_, prose)| stems(prose));
            let titles = persona.titles.iter().flat_map(|title| stems(title));
            stems(&persona.name).chain(titles).chain(prose).collect()
        };
        Self {
            pains: book.pains.iter().map(pain).collect(),
            personas: book.personas.iter().map(persona).collect(),
        }
    }
}

/// Which of the wanted stems stand in a piece.
fn met<'w>(facts: &Facts, wanted: &HashSet<&'w str>) -> HashSet<&'w str> {
    let mut met = HashSet::new();
    for passage in &facts.passages {
        for token in passage.tokens() {
            with_stem(passage.text(), *token, |stem| met.extend(wanted.get(stem).copied()));
        }
    }
    met
}

fn positions<K>(items: &[Item<K>], wanted: impl Fn(&Item<K>) -> bool) -> Vec<usize> {
    let found = items.iter().enumerate().filter(|(_, item)| item.status != Status::Retired && wanted(item));
    found.map(|(at, _)| at).collect()
}

/// The words that tell one text from another, by their beginnings, so that `planning` is found by `plan`.
fn stems(text: &str) -> impl Iterator<Item = String> {
    tokens(text).into_iter().filter_map(move |token| with_stem(text, token, str::to_owned))
}

/// Hands on the stem of a word that tells one text from another: its beginning in lower case.
fn with_stem<T>(text: &str, token: Token, then: impl FnOnce(&str) -> T) -> Option<T> {
    if token.kind != Kind::Word {
        return None;
    }
    token.in_lower_case(text, |word| {
        if word.chars().count() < 3 || COMMON.has(word) {
            return None;
        }
        let word = word.trim_end_matches("'s");
        let end = word.char_indices().nth(5).map_or(word.len(), |(at, _)| at);
        Some(then(word.get(..end).unwrap_or(word).trim_end_matches('s')))
    })
}

/// Words that stand in any text of the trade, and so tell nothing.
pub(super) static COMMON: WordList = WordList::of(
    "a about across after again all also always an and any anybody anything are as at be because been before \
being best better between business businesses but by can come comes companies company could customer \
customers data day days do does doing done during each even every everything find finds first for from \
get gets give gives go goes good got great had has have help helps her here his hour hours how i if in \
into is it its just keep keeps know knows last let like look looks made make makes making many may me \
minute minutes month months more most much my need needs never new no nobody not nothing now of off on \
one only or other our ours out over own people per platform product products same service services shall \
should so software solution solutions some somebody someone something still such system systems take \
takes team teams than that the their them then there these they this those through time times to today \
tomorrow too two under unless until up us use used uses using very via want wants was way we week weeks \
were what when where which while who why will with within without work working works would year years \
yesterday yet you your yours",
);
