//! What an edition knows by name: every item and stage, where its page lies, and how other pages refer to it.

use std::collections::BTreeMap;

use super::talks::Once;
use crate::item::{AnyItem, Status};
use crate::model::KINDS;
use crate::project::Project;
use crate::shape::is_slug;
use crate::text::WordMap;

/// Items and stages by the key of their kind and their id.
pub struct Register<'a>(BTreeMap<&'static str, WordMap<&'a str, Entry<'a>>>);

/// What is known by one name.
pub struct Entry<'a> {
    /// The item; nothing for a stage.
    pub item: Option<&'a dyn AnyItem>,
    /// Its page, from the top of the site; nothing where this edition has none.
    pub page: Option<String>,
    /// How other pages refer to it.
    pub reference: Once,
}

impl<'a> Register<'a> {
    /// All of a project.
    pub fn of(project: &'a Project) -> Self {
        let mut kinds = BTreeMap::new();
        for kind in KINDS {
            let items = project.playbook.of_kind(kind.key);
            let mut known: WordMap<&str, Entry> = WordMap::default();
            known.reserve(items.len());
            for item in items {
                // Of two that bear one id the first has the name; the check tells of the other.
                known.entry(item.id().as_str()).or_insert_with(|| {
                    let page = shows(item).then(|| page(kind.key, kind.noun, item));
                    Entry { item: Some(item), page, reference: Once::new() }
                });
            }
            kinds.insert(kind.key, known);
        }
        let stages = project.config.stages.iter().map(|stage| {
            let page = is_slug(&stage.id).then(|| format!("stage/{}.html", stage.id));
            (stage.id.as_str(), Entry { item: None, page, reference: Once::new() })
        });
        kinds.insert("stages", stages.collect());
        Self(kinds)
    }

    /// What a name stands for.
    pub fn get(&self, kind: &str, id: &str) -> Option<&Entry<'a>> {
        self.0.get(kind)?.get(id)
    }

    /// How many of a kind have a page.
    pub fn pages(&self, kind: &str) -> usize {
        self.0.get(kind).map_or(0, |known| known.values().filter(|entry| entry.page.is_some()).count())
    }
}

/// Whether an edition holds an item: retired ones are withdrawn. What is internal to another team is not in its project at
/// all.
pub fn shows(item: &dyn AnyItem) -> bool {
    item.status() != Status::Retired
}

fn page(kind: &str, noun: &'static str, item: &dyn AnyItem) -> String {
    let id = item.id().as_str();
    match kind {
        "terms" => format!("terms.html#{id}"),
        "voice" => "voice.html".to_owned(),
        _ => format!("{noun}/{id}.html"),
    }
}
