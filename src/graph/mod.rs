//! Ids resolved: who refers to whom, and what refers to nothing.

mod circles;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::Config;
use crate::item::AnyItem;
use crate::model::{KINDS, Playbook};
use crate::shape::{Prose, Shape, Trail, Visitor, did_you_mean, near};
use crate::text::{Place, Spanned, WordMap};

pub use circles::circles;

/// An item's address: the key of its kind (`pains`) and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Key {
    /// The kind's key: `pains`.
    #[serde(deserialize_with = "crate::text::kept::name")]
    pub kind: crate::text::kept::Name,
    /// The id.
    pub id: String,
}

impl Key {
    /// An address.
    pub fn new(kind: &'static str, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }

    /// The address of an item.
    pub fn of(item: &dyn AnyItem) -> Self {
        Self::new(item.kind(), item.id().as_str())
    }
}

/// A reference from one item to another that exists.
#[derive(Clone, Debug)]
pub struct Link {
    /// Who refers.
    pub from: Key,
    /// In which field: `steps.hand_off.to`.
    pub field: String,
    /// To whom.
    pub to: Key,
    /// Where the reference is written.
    pub place: Place,
}

/// A reference to something that does not exist.
#[derive(Clone, Debug)]
pub struct Missing {
    /// Who refers; nothing for settings and copy.
    pub from: Option<Key>,
    /// In which field.
    pub field: String,
    /// To what kind: its key (`pains`).
    pub kind: &'static str,
    /// The id that was written.
    pub id: String,
    /// Where.
    pub place: Place,
    /// The nearest id, or the ids there are.
    pub hint: String,
}

/// An id that two items of one kind bear.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The address.
    pub key: Key,
    /// Where the first stands.
    pub first: Place,
    /// Where the other stands.
    pub second: Place,
}

/// All references of a project, resolved.
#[derive(Debug, Default)]
pub struct Graph {
    ids: BTreeMap<&'static str, Vec<String>>,
    unread: BTreeMap<&'static str, BTreeSet<String>>,
    /// The kinds of which an item may be lost whose id nobody knows.
    nameless: BTreeSet<&'static str>,
    positions: BTreeMap<&'static str, WordMap<String, usize>>,
    from: WordMap<Key, Vec<Link>>,
    to: WordMap<Key, Vec<Link>>,
    missing: Vec<Missing>,
    duplicates: Vec<Duplicate>,
}

impl Graph {
    /// Resolves every reference in the messaging and the settings.
    pub fn of(config: &Config, playbook: &Playbook) -> Self {
        let mut graph = Self::default();
        graph.collect_ids(config, playbook);
        let items: Vec<&dyn AnyItem> = playbook.items().collect();
        let walked: Vec<References> = items.par_iter().map(|item| References::of(*item)).collect();
        for (item, seen) in items.iter().zip(walked) {
            graph.add_all(*item, seen);
        }
        let mut seen = References::default();
        config.settings.walk(&mut Trail::default(), &mut seen);
        for (field, kind, id) in seen.0 {
            graph.add(None, field, kind, &id.value, config.place(id.span));
        }
        for folder in &config.folders {
            let mut seen = References::default();
            folder.settings.walk(&mut Trail::default(), &mut seen);
            for (field, kind, id) in seen.0 {
                graph.add(None, field, kind, &id.value, Place::new(&folder.source, id.span));
            }
        }
        graph
    }

    /// Resolves the references of items anew that have changed, where the ids of the whole messaging are what they were.
    pub fn renew<'i>(&mut self, items: impl Iterator<Item = &'i dyn AnyItem>) {
        let mut touched: BTreeSet<Key> = BTreeSet::new();
        let items: Vec<&dyn AnyItem> = items.collect();
        let own: BTreeSet<Key> = items.iter().map(|item| Key::of(*item)).collect();
        for link in own.iter().filter_map(|key| self.from.remove(key)).flatten() {
            touched.insert(link.to);
        }
        for key in &touched {
            if let Some(links) = self.to.get_mut(key) {
                links.retain(|link| !own.contains(&link.from));
            }
        }
        self.missing.retain(|missing| !missing.from.as_ref().is_some_and(|from| own.contains(from)));
        for item in items {
            self.add_all(item, References::of(item));
        }
        touched.extend(own.iter().filter_map(|key| self.from.get(key)).flatten().map(|link| link.to.clone()));
        // In the order in which all would have been added: kind by kind, then as they stand.
        let (positions, to) = (&self.positions, &mut self.to);
        let order =
            |from: &Key| (from.kind, positions.get(from.kind).and_then(|ids| ids.get(&from.id)).copied());
        for key in &touched {
            match to.get_mut(key) {
                Some(links) if !links.is_empty() => links.sort_by_cached_key(|link| order(&link.from)),
                _ => drop(to.remove(key)),
            }
        }
        self.missing.sort_by_cached_key(|missing| {
            let from = missing.from.as_ref();
            (from.is_none(), from.map(order))
        });
    }

    fn add_all(&mut self, item: &dyn AnyItem, references: References) {
        let from = Key::of(item);
        for (field, kind, id) in references.0 {
            let place = Place::new(item.source(), id.span);
            self.add(Some(from.clone()), field, kind, &id.value, place);
        }
    }

    fn collect_ids(&mut self, config: &Config, playbook: &Playbook) {
        self.nameless.clone_from(&playbook.nameless);
        for (kind, id) in &playbook.unread {
            self.unread.entry(kind).or_default().insert(id.clone());
        }
        for kind in KINDS {
            let items = playbook.of_kind(kind.key);
            let mut positions: WordMap<String, usize> = WordMap::default();
            for (position, item) in items.iter().enumerate() {
                let first = *positions.entry(item.id().as_str().to_owned()).or_insert(position);
                if let Some(first) = items.get(first).filter(|_| first != position) {
                    let key = Key::of(*item);
                    self.duplicates.push(Duplicate { key, first: first.place(), second: item.place() });
                }
            }
            let mut ids: Vec<String> = positions.keys().cloned().collect();
            ids.sort_unstable();
            self.ids.insert(kind.key, ids);
            self.positions.insert(kind.key, positions);
        }
        let mut own = |kind, ids: Vec<&str>| {
            let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
            ids.sort();
            ids.dedup();
            self.ids.insert(kind, ids);
        };
        own("teams", config.teams());
        own("stages", config.stages.iter().map(|s| s.id.as_str()).collect());
        own("channels", config.settings.channels.iter().map(|c| c.id.as_str()).collect());
    }

    fn add(&mut self, from: Option<Key>, field: String, kind: &'static str, id: &str, place: Place) {
        if !self.exists(kind, id) {
            let hint = self.hint(kind, id);
            self.missing.push(Missing { from, field, kind, id: id.to_owned(), place, hint });
            return;
        }
        let Some(from) = from.filter(|_| self.is_read(kind, id)) else { return };
        let link = Link { from: from.clone(), field, to: Key::new(kind, id), place };
        self.to.entry(link.to.clone()).or_default().push(link.clone());
        self.from.entry(from).or_default().push(link);
    }

    /// Whether a kind has, or may have, an item of this id: one that could not be read is told where it stands.
    pub fn exists(&self, kind: &str, id: &str) -> bool {
        self.is_read(kind, id)
            || self.nameless.contains(kind)
            || self.unread.get(kind).is_some_and(|ids| ids.contains(id))
    }

    /// Whether a kind has an item of this id that could be read.
    pub fn is_read(&self, kind: &str, id: &str) -> bool {
        self.ids(kind).binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    }

    /// The position of an item among its kind; of two that bear one id the first.
    pub fn position(&self, key: &Key) -> Option<usize> {
        self.position_of(key.kind, &key.id)
    }

    /// The same, by the key of the kind and the id.
    pub fn position_of(&self, kind: &str, id: &str) -> Option<usize> {
        self.positions.get(kind)?.get(id).copied()
    }

    /// The ids of a kind, sorted; teams, stages and channels count as kinds.
    pub fn ids(&self, kind: &str) -> &[String] {
        self.ids.get(kind).map_or(&[], Vec::as_slice)
    }

    /// "Did you mean" for an unknown id of a kind.
    pub fn hint(&self, kind: &str, id: &str) -> String {
        did_you_mean(id, self.ids(kind).iter().map(String::as_str))
    }

    /// The known id of a kind that is near enough to an unknown one to be meant by it.
    pub fn nearest(&self, kind: &str, id: &str) -> Option<&str> {
        near(id, self.ids(kind).iter().map(String::as_str))
    }

    /// What an item refers to, in the order written.
    pub fn links_from(&self, key: &Key) -> &[Link] {
        self.from.get(key).map_or(&[], Vec::as_slice)
    }

    /// Who refers to an item.
    pub fn links_to(&self, key: &Key) -> &[Link] {
        self.to.get(key).map_or(&[], Vec::as_slice)
    }

    /// References to nothing.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// Ids borne twice.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }
}

/// Collects references.
#[derive(Default)]
struct References(Vec<(String, &'static str, Spanned<String>)>);

impl References {
    fn of(item: &dyn AnyItem) -> Self {
        let mut seen = Self::default();
        item.walk(&mut seen);
        seen
    }
}

impl Visitor for References {
    fn reference(&mut self, path: &Trail, kind: &'static str, id: &Spanned<String>) {
        self.0.push((path.to_string(), kind, id.clone()));
    }
    fn prose(&mut self, _: &Trail, _: &Prose) {}
}
