//! How search finds what a page shows: its title, the words people use for it, its text, and what it can be narrowed by.

use serde_json::Value as Json;

use super::edition::{Edition, title};
use super::prose::plain;
use super::search;
use super::sheet::Head;
use crate::graph::Key;
use crate::item::AnyItem;
use crate::shape::{Prose, Trail, Visitor};
use crate::text::{Spanned, WordSet};

/// Fields whose text says nothing about the item, or is for colleagues alone.
const NOT_SEARCHED: &[&str] =
    &["id", "status", "owner", "reviewed", "expires", "approved_by", "note", "examples", "name"];
/// Fields with what nobody of ours should say: it is found, because people ask for it, but never shown without its label.
const NOT_OURS: &[&str] = &[
    "not",
    "avoid",
    "ban",
    "bad",
    "do_not_say",
    "never_say",
    "never_with",
    "contradicts",
    "replaces",
    "was",
];
/// Kinds whose items say for whom and when an item is that they refer to.
const SPEAKERS: &[&str] = &["messages", "objections", "plays", "value_props"];

/// How search finds an item: by its title and id, the words buyers use for it, and all of its text.
pub fn entry(edition: &Edition, item: &dyn AnyItem, words: Vec<String>, excerpt: &str) -> search::Item {
    let mut seen = Seen::default();
    item.walk(&mut seen);
    let id = item.id().as_str();
    let title = title(item);
    let excerpt = plain(excerpt);
    let mut texts = Texts { ids: &seen.ids, shown: vec![], unshown: vec![] };
    if let Json::Object(fields) = item.json() {
        let fields = fields.iter().filter(|(name, _)| !NOT_SEARCHED.contains(&name.as_str()));
        fields.for_each(|(name, value)| texts.collect(name, value));
    }
    let Texts { shown, unshown, .. } = texts;
    let mut told: WordSet<&str> = [title.as_str(), excerpt.as_str()].into_iter().collect();
    let mut shown: Vec<&str> = shown.iter().map(String::as_str).filter(|text| told.insert(text)).collect();
    let says_more = !excerpt.is_empty() && excerpt != title;
    let excerpt = if says_more || shown.is_empty() { excerpt.clone() } else { shown.remove(0).to_owned() };
    let (body, unshown) = (shown.join(" · "), unshown.join(" "));
    let mut words = words;
    words.push(id.to_owned());
    search::Item {
        url: edition.page_of(item.kind(), id).unwrap_or("").to_owned(),
        kind: item.noun().to_owned(),
        facets: facets(edition, item, seen),
        title,
        words,
        body,
        unshown,
        excerpt,
    }
}

/// How search finds a page that shows no single item: a list, a table, a calculator.
pub fn page(head: &Head, path: &str) -> search::Item {
    search::Item {
        title: head.title.clone(),
        url: path.to_owned(),
        kind: "page".to_owned(),
        excerpt: head.description.clone(),
        ..search::Item::default()
    }
}

/// The texts of an item, plain, without the ids it refers to.
struct Texts<'i> {
    ids: &'i WordSet<String>,
    shown: Vec<String>,
    /// What is found but says nothing where it is shown, such as a severity, or must not be read as ours.
    unshown: Vec<String>,
}

impl Texts<'_> {
    fn collect(&mut self, name: &str, value: &Json) {
        match value {
            Json::String(text) if !self.ids.contains(text) => {
                let text = plain(text);
                let ours = text.contains(' ') && !NOT_OURS.contains(&name);
                if ours { self.shown.push(text) } else { self.unshown.push(text) }
            }
            Json::Array(list) => list.iter().for_each(|value| self.collect(name, value)),
            Json::Object(fields) => {
                fields.iter().for_each(|(inner, value)| {
                    self.collect(if NOT_OURS.contains(&name) { name } else { inner }, value);
                });
            }
            _ => {}
        }
    }
}

/// The personas, stages and teams of an item. One that names none is for those of the items that use it.
fn facets(edition: &Edition, item: &dyn AnyItem, seen: Seen) -> Vec<Vec<String>> {
    let (mut personas, mut stages, mut teams) = (seen.personas, seen.stages, seen.teams);
    let (own_personas, own_stages) = (!personas.is_empty(), !stages.is_empty());
    let graph = &edition.project.graph;
    for link in graph.links_to(&Key::of(item)) {
        if link.from.kind == "personas" && !own_personas && item.kind() != "segments" {
            personas.push(link.from.id.clone());
        }
        if !SPEAKERS.contains(&link.from.kind) || edition.page_of(link.from.kind, &link.from.id).is_none() {
            continue;
        }
        for of in graph.links_from(&link.from) {
            match of.to.kind {
                "personas" if !own_personas => personas.push(of.to.id.clone()),
                "stages" if !own_stages => stages.push(of.to.id.clone()),
                _ => {}
            }
        }
    }
    teams.extend(item.header().owner.as_ref().map(ToString::to_string));
    let mut facets = vec![personas, stages, teams];
    for ids in &mut facets {
        ids.sort();
        ids.dedup();
    }
    facets
}

/// What an item refers to.
#[derive(Default)]
struct Seen {
    personas: Vec<String>,
    stages: Vec<String>,
    teams: Vec<String>,
    ids: WordSet<String>,
}

impl Visitor for Seen {
    fn reference(&mut self, _: &Trail, kind: &'static str, id: &Spanned<String>) {
        self.ids.insert(id.value.clone());
        match kind {
            "personas" => self.personas.push(id.value.clone()),
            "stages" => self.stages.push(id.value.clone()),
            "teams" => self.teams.push(id.value.clone()),
            _ => {}
        }
    }
    fn prose(&mut self, _: &Trail, _: &Prose) {}
}
