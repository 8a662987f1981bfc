//! A project as one team may see it: what is internal to others is taken out, with every reference to it.
//!
//! The site of a team is built from this project alone, so no page can tell what is not in it. What cannot be told to be
//! for all is taken out too: an item that could not be read whole may have been internal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use serde_json::Value as Json;

use super::{Piece, Project};
use crate::graph::{Graph, Key};
use crate::history::Lock;
use crate::model::{KINDS, Measure};
use crate::shape::{Prose, Trail, Visitor};
use crate::text::{Place, Source, Span, Spanned};

/// Texts of hidden items of at least so many bytes are looked for in what others are told.
const TELLING: usize = 12;

/// What a team must not see: by address, by path, by place, and by its words.
#[derive(Debug)]
pub struct Secrets {
    keys: BTreeSet<Key>,
    spans: BTreeMap<String, Vec<Span>>,
    sources: BTreeMap<String, Arc<Source>>,
    copy: BTreeSet<String>,
    shown_copy: BTreeSet<String>,
    words: Option<AhoCorasick>,
}

impl Secrets {
    /// What is hidden from a team.
    fn of(project: &Project, team: &str) -> Self {
        let hidden = project.playbook.items().filter(|item| item.is_hidden_from(team)).map(Key::of);
        // Of two that bear one id, the id is what must not be told; nor may one that could not be read whole.
        let unread = project.playbook.unread.iter().map(|(kind, id)| Key::new(kind, id));
        let keys: BTreeSet<Key> = hidden.chain(unread).collect();
        let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        let mut words: BTreeSet<String> = keys.iter().map(|key| key.id.clone()).collect();
        let mut shown: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for item in project.playbook.items() {
            if keys.contains(&Key::of(item)) {
                let hidden = spans.entry(item.source().path().to_owned()).or_default();
                hidden.extend([item.span(), item.id().span()]);
                words_of("", &item.json(), &mut words);
            } else {
                shown.entry(item.source().path()).or_default().push(item.span());
                let mut astray = Astray { project, keys: &keys, spans: vec![] };
                item.walk(&mut astray);
                if !astray.spans.is_empty() {
                    spans.entry(item.source().path().to_owned()).or_default().extend(astray.spans);
                }
            }
        }
        // Of a file that could not be read whole only what was read is shown.
        let broken: BTreeSet<&str> = project.faults.iter().map(|f| f.place.path()).collect();
        for source in project.sources.iter().filter(|s| broken.contains(s.path())) {
            let shown = shown.get(source.path()).map_or(&[][..], Vec::as_slice);
            spans.entry(source.path().to_owned()).or_default().extend(between(source, shown));
        }
        let files = project.pieces.iter().filter(|p| p.is_file());
        let (copy, shown): (Vec<&Piece>, Vec<&Piece>) = files.partition(|p| is_internal_copy(p, team));
        let paths = |pieces: &[&Piece]| pieces.iter().map(|p| p.path().to_owned()).collect();
        let (copy, shown_copy): (BTreeSet<String>, _) = (paths(&copy), paths(&shown));
        words.extend(copy.iter().cloned());
        let sources = project.sources.iter().filter_map(|source| {
            let spans = spans.get(source.path())?;
            Some((source.path().to_owned(), source.blanked(spans)))
        });
        let sources = sources.collect();
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(words.iter().filter(|w| !w.trim().is_empty()))
            .ok();
        Self { keys, spans, sources, copy, shown_copy, words }
    }

    /// Whether an item is hidden, by the noun of its kind and its id.
    pub fn hold(&self, noun: &str, id: &str) -> bool {
        let kind = KINDS.iter().find(|k| k.noun == noun);
        kind.is_some_and(|k| self.keys.contains(&Key::new(k.key, id)))
    }

    /// Whether an item is hidden, by its address.
    pub fn hold_key(&self, key: &Key) -> bool {
        self.keys.contains(key)
    }

    /// Whether a place lies in something hidden.
    pub fn touch(&self, place: &Place) -> bool {
        let spans = self.spans.get(place.path());
        self.copy.contains(place.path())
            || spans.is_some_and(|hidden| hidden.iter().any(|h| place.spans().any(|s| s.overlaps(*h))))
    }

    /// Whether a text holds words of something hidden: its id, its name, a sentence of it.
    pub fn are_in(&self, text: &str) -> bool {
        // Without the automaton nothing can be said, so nothing is told.
        let Some(words) = &self.words else { return !self.keys.is_empty() };
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
        words.find_overlapping_iter(text).any(|found| {
            let before = text.get(..found.start()).and_then(|t| t.chars().next_back());
            let after = text.get(found.end()..).and_then(|t| t.chars().next());
            !part(before) && !part(after)
        })
    }

    /// Whether a copy file may be spoken of.
    pub fn show_copy(&self, path: &str) -> bool {
        self.shown_copy.contains(path)
    }

    /// The same place in the text that this team may see.
    pub fn cleared(&self, place: &Place) -> Place {
        self.sources.get(place.path()).map_or_else(|| place.clone(), |source| place.standing_in(source))
    }

    fn source(&self, source: &Arc<Source>) -> Arc<Source> {
        self.sources.get(source.path()).map_or_else(|| Arc::clone(source), Arc::clone)
    }
}

/// Finds references to what is hidden or is not there.
struct Astray<'a> {
    project: &'a Project,
    keys: &'a BTreeSet<Key>,
    spans: Vec<Span>,
}

impl Visitor for Astray<'_> {
    fn reference(&mut self, _: &Trail, kind: &'static str, id: &Spanned<String>) {
        if self.keys.contains(&Key::new(kind, &*id.value)) || !self.project.graph.is_read(kind, id) {
            self.spans.push(id.span);
        }
    }
    fn prose(&mut self, _: &Trail, _: &Prose) {}
}

/// What of a source lies outside of some spans.
fn between(source: &Source, shown: &[Span]) -> Vec<Span> {
    let mut shown = shown.to_vec();
    shown.sort_unstable();
    let mut at = 0;
    let mut gaps = vec![];
    for span in shown {
        gaps.push(Span::new(at, span.start()));
        at = at.max(span.end());
    }
    gaps.push(Span::new(at, source.text().len()));
    gaps.retain(|gap| !gap.is_empty());
    gaps
}

/// Copy that is not for buyers and belongs to another team.
fn is_internal_copy(piece: &Piece, team: &str) -> bool {
    let known = &piece.attributes;
    known.internal && known.team.as_deref().is_some_and(|own| own != team)
}

/// The names of a hidden item, and its texts of more than one word.
fn words_of(field: &str, json: &Json, words: &mut BTreeSet<String>) {
    match json {
        Json::String(text) => {
            let text = text.trim();
            let named = matches!(field, "name" | "aka" | "use" | "also" | "first");
            if named || text.len() >= TELLING && text.contains(' ') {
                words.insert(text.to_owned());
            }
        }
        Json::Array(list) => list.iter().for_each(|entry| words_of(field, entry, words)),
        Json::Object(map) => map.iter().for_each(|(key, value)| words_of(key, value, words)),
        _ => {}
    }
}

impl Project {
    /// The project without what is internal to other teams than this one, and what was taken out.
    pub fn for_team(&self, team: &str) -> (Self, Secrets) {
        let secrets = Secrets::of(self, team);
        let known: BTreeSet<Key> =
            self.playbook.items().map(Key::of).filter(|key| !secrets.keys.contains(key)).collect();
        let gone = |kind: &'static str, id: &str| {
            KINDS.iter().any(|k| k.key == kind) && !known.contains(&Key::new(kind, id))
        };
        let mut playbook = self.playbook.clone();
        playbook.prune(&gone);
        playbook.stand_in(&|source| secrets.source(source));
        // Where an item is named by its id without being referred to.
        let hidden = |kind: &'static str, id: &str| secrets.keys.contains(&Key::new(kind, id));
        for claim in &mut playbook.claims {
            claim.body.never_with.retain(|words| !hidden("claims", words));
        }
        for experiment in &mut playbook.experiments {
            let message = |variant: &str| variant.split('/').next().unwrap_or("").to_owned();
            experiment.body.variants.retain(|v| !hidden("messages", &message(v)));
        }
        for metric in &mut playbook.metrics {
            let split = |key: &str| ["messages", "segments", "personas"].iter().any(|kind| hidden(kind, key));
            metric.body.values.each(|measure| {
                if let Measure::Split(parts) = measure {
                    parts.keep(|key| !split(key));
                }
            });
        }
        for message in &mut playbook.messages {
            message.body.assets.retain(|asset| !secrets.copy.contains(asset.as_str()));
        }
        let graph = Graph::of(&self.config, &playbook);
        let shown = self.pieces.iter().filter(|piece| match &piece.item {
            Some(item) => !secrets.keys.contains(item),
            None => !secrets.copy.contains(piece.path()),
        });
        let pieces = shown.map(|piece| pruned(piece, &gone)).collect();
        let project = Self {
            config: self.config.clone(),
            playbook,
            graph,
            pieces,
            sources: self.sources.iter().map(|source| secrets.source(source)).collect(),
            // It does not tell for whom a former wording was.
            lock: Lock::default(),
            past: Arc::new(self.past.for_team(team, &hidden, &|text| secrets.are_in(text))),
            faults: vec![],
            baseline: None,
            asked: self.asked.clone(),
            as_of: self.as_of,
            basis: self.basis,
        };
        (project, secrets)
    }
}

/// A piece of copy without what it says of items that are gone.
fn pruned(piece: &Piece, gone: &crate::shape::Gone) -> Piece {
    let mut piece = piece.clone();
    let known = &mut piece.attributes;
    known.personas.retain(|id| !gone("personas", id));
    known.segments.retain(|id| !gone("segments", id));
    known.uses.retain(|id| !gone("claims", id));
    known.competitor.take_if(|id| gone("competitors", id));
    piece.missing.clear();
    piece
}
