//! Whether copy speaks of its personas: their pains, their words, what they want to have in the end.

use std::collections::BTreeSet;

use super::{Facts, Lexicon, Role};
use crate::item::{AnyItem, Item, Status};
use crate::model::{Pain, Persona};
use crate::project::Project;
use crate::syntax::words::{Kind, among, tokens};

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
pub fn spoken(project: &Project, lexicon: &Lexicon, facts: &Facts) -> Option<Spoken> {
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
    let said: BTreeSet<String> = facts.passages.iter().flat_map(|p| stems(p.text())).collect();
    for at in &spoken.pains {
        let Some(pain) = book.pains.get(*at) else { continue };
        let mut stated = stems(&pain.statement);
        let said_by_buyers = pain.words.iter().chain(&pain.name).chain(&pain.questions);
        stated.extend(said_by_buyers.flat_map(|words| stems(words)));
        if said.intersection(&stated).count() >= 2 {
            spoken.named.insert(*at);
        }
    }
    let mut about: BTreeSet<String> = BTreeSet::new();
    for persona in theirs {
        about.extend(stems(&persona.name));
        about.extend(persona.titles.iter().flat_map(|t| stems(t)));
        about.extend(persona.prose().iter().flat_map(|(_, prose)| stems(prose)));
    }
    about.extend(spoken.pains.iter().filter_map(|at| book.pains.get(*at)).flat_map(|p| stems(&p.statement)));
    spoken.shared = about.intersection(&said).count();
    Some(spoken)
}

fn positions<K>(items: &[Item<K>], wanted: impl Fn(&Item<K>) -> bool) -> Vec<usize> {
    let found = items.iter().enumerate().filter(|(_, item)| item.status != Status::Retired && wanted(item));
    found.map(|(at, _)| at).collect()
}

/// The words that tell one text from another, by their beginnings, so that `planning` is found by `plan`.
fn stems(text: &str) -> BTreeSet<String> {
    let words =
        tokens(text).into_iter().filter(|t| t.kind == Kind::Word).map(|t| t.text(text).to_lowercase());
    let telling = words.filter(|w| w.chars().count() >= 3 && !among(w, COMMON));
    telling
        .map(|w| {
            w.trim_end_matches("'s").chars().take(5).collect::<String>().trim_end_matches('s').to_owned()
        })
        .collect()
}

/// Words that stand in any text of the trade, and so tell nothing.
pub(super) const COMMON: &str = "the and for are was has had his her its our you your who how why all any can not but one two out \
    get got per too via yet off own now new way may let with from that this they their them have when what where which while \
    there here then than into over under about after before again every each other some most many more much such only \
    just even also very yours ours will would could should shall been being were does done doing goes gets make makes \
    made making take takes need needs want wants work works working time times team teams people business businesses company \
    companies customer customers product products service services software system systems data solution solutions \
    platform help helps best better good great first last never always without because between through across within \
    during those these nobody somebody someone anybody everything nothing something anything like know knows come comes \
    give gives keep keeps find finds look looks same still until unless today tomorrow yesterday week weeks month months \
    year years day days hour hours minute minutes use uses used using our ours us we i me my it in on at by of to a an or \
    if is be as do so up no go";
