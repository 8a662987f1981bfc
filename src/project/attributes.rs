//! What is known about a piece of copy: from the copy map, and from the file itself.

use std::collections::BTreeMap;

use super::copy_map::{CopyMap, Entry};
use crate::config::{AboutCopy, Dated, Silence};
use crate::copy::Copy;
use crate::finding::Fault;
use crate::graph::{Graph, Missing};
use crate::record;
use crate::shape::{Date, Phrase, Prose, Reading, Ref, Shape, Trail, Visitor};
use crate::syntax::yaml::{Node, Value};
use crate::text::{Place, Source, Spanned};

/// What is known about a piece of copy.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Attributes {
    /// The team that wrote it.
    pub team: Option<String>,
    /// The stage it is for.
    pub stage: Option<String>,
    /// Where it appears.
    pub channel: Option<String>,
    /// Whom it is for.
    pub personas: Vec<String>,
    /// Which segments it is for.
    pub segments: Vec<String>,
    /// The claims it says it uses.
    pub uses: Vec<String>,
    /// The day it was published; facts are judged as of that day.
    pub dated: Option<Date>,
    /// It quotes wrong forms on purpose.
    pub guidance: bool,
    /// It is not for buyers.
    pub internal: bool,
    /// The region it is for.
    pub region: Option<String>,
    /// It compares us with this rival.
    pub competitor: Option<String>,
    /// Whether the copy map knows it.
    pub mapped: bool,
}

record! {
    /// What a file says of itself, under `refrain:` in its front matter.
    pub OwnAttributes("attributes: a mapping") with about: AboutCopy {
        /// Findings that are right in this file, each with the reason.
        ignore: Vec<Silence>,
    }
}

/// Where an attribute of a piece of copy comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The file says it itself, in its front matter.
    FrontMatter,
    /// An entry of the copy map says it.
    Entry(Place),
    /// Nobody says it.
    Nobody,
}

impl CopyMap {
    /// What is known about a piece of copy. For each attribute the file's own word counts first, then the first entry
    /// of the map that speaks of it. Unknown ids are told as missing.
    pub fn attributes(&self, copy: &Copy, graph: &Graph) -> (Attributes, Vec<Missing>, Vec<Fault>) {
        let (own, faults) = own_attributes(copy);
        let mut unknown = Unknown { graph, source: &copy.source, found: vec![] };
        if let Some(own) = &own {
            own.walk(&mut Trail::default(), &mut unknown);
        }
        let known = self.resolve(copy, own.as_ref(), |_, _| ());
        (known, unknown.found, faults)
    }

    /// Where each attribute of a piece of copy comes from, by its key.
    pub fn origins(&self, copy: &Copy) -> BTreeMap<&'static str, Origin> {
        let mut origins = BTreeMap::new();
        let (own, _) = own_attributes(copy);
        self.resolve(copy, own.as_ref(), |key, origin| {
            origins.insert(key, origin);
        });
        origins
    }

    fn resolve(
        &self,
        copy: &Copy,
        own: Option<&OwnAttributes>,
        mut note: impl FnMut(&'static str, Origin),
    ) -> Attributes {
        let path = copy.source.path();
        let entries: Vec<&Entry> = self.matching(path).collect();
        let mut known = Attributes { mapped: !entries.is_empty(), ..Attributes::default() };
        macro_rules! first {
            ($field:ident, $get:expr) => {{
                let own = own.and_then(|o| $get(&o.about.$field)).map(|value| (value, Origin::FrontMatter));
                let found = own.or_else(|| {
                    entries
                        .iter()
                        .find_map(|e| Some(($get(&e.rule.about.$field)?, Origin::Entry(e.place.clone()))))
                });
                let (value, origin) = found.map_or((None, Origin::Nobody), |(v, origin)| (Some(v), origin));
                note(stringify!($field), origin);
                value
            }};
        }
        known.team = first!(team, one);
        known.stage = first!(stage, one);
        known.channel = first!(channel, one);
        known.competitor = first!(competitor, one);
        known.region = first!(region, |r: &Option<Phrase>| r.as_deref().map(str::to_owned));
        known.personas = first!(personas, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.segments = first!(segments, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.uses = first!(uses, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.guidance = first!(guidance, |g: &Option<bool>| *g).unwrap_or(false);
        known.internal = first!(internal, |i: &Option<bool>| *i).unwrap_or(false);
        known.dated = match first!(dated, |d: &Option<Dated>| *d) {
            Some(Dated::On(date)) => Some(date),
            Some(Dated::FromFilename) => date_in_name(path),
            None => {
                let date = front_matter_date(copy);
                note("dated", if date.is_some() { Origin::FrontMatter } else { Origin::Nobody });
                date
            }
        };
        known
    }
}

fn one<K>(reference: &Option<Ref<K>>) -> Option<String> {
    reference.as_ref().map(|r| r.id().to_owned())
}

fn several<K>(references: &[Ref<K>]) -> Option<Vec<String>> {
    (!references.is_empty()).then(|| references.iter().map(|r| r.id().to_owned()).collect())
}

/// What a file says of itself; what could not be read is told beside it.
pub fn own_attributes(copy: &Copy) -> (Option<OwnAttributes>, Vec<Fault>) {
    let Some(node) = copy.front_matter.as_ref().and_then(|node| field(node, "refrain")) else {
        return (None, vec![]);
    };
    let mut cx = Reading::new(&copy.source);
    let own = OwnAttributes::read(node, &mut cx);
    (own, cx.faults)
}

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|e| e.key.text == key).map(|e| &e.value),
        _ => None,
    }
}

fn front_matter_date(copy: &Copy) -> Option<Date> {
    match &field(copy.front_matter.as_ref()?, "date")?.value {
        Value::Scalar(scalar) => Date::parse(scalar.text.get(..10)?),
        _ => None,
    }
}

/// The date that a file's name begins with: `2026-03-01-why-now.md`.
fn date_in_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next()?;
    Date::parse(name.get(..10)?)
}

struct Unknown<'a> {
    graph: &'a Graph,
    source: &'a std::sync::Arc<Source>,
    found: Vec<Missing>,
}

impl Visitor for Unknown<'_> {
    fn reference(&mut self, path: &Trail, kind: &'static str, id: &Spanned<String>) {
        if !self.graph.exists(kind, &id.value) {
            self.found.push(Missing {
                from: None,
                field: path.to_string(),
                kind,
                id: id.value.clone(),
                place: Place::new(self.source, id.span),
                hint: self.graph.hint(kind, &id.value),
            });
        }
    }
    fn prose(&mut self, _: &Trail, _: &Prose) {}
}
