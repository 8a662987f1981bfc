//! The messaging, typed, with the place of every word it holds. Values only, ids as written; linking is the graph's.
//!
//! One file per kind. A kind is listed three times below: its module, its type, its line in `kinds!`.

mod claim;
mod competitor;
mod customer;
mod experiment;
mod message;
mod metric;
mod objection;
mod offer;
mod pain;
mod persona;
mod play;
mod research;
mod segment;
mod term;
mod trigger;
mod value_prop;
mod voice;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::finding::Fault;
use crate::item::{AnyItem, Item, Kind};
use crate::shape::{Date, Gone, Phrase, Reading, Record, Schemas, Target, did_you_mean, entries_of};
use crate::syntax::yaml::{self, Node, Value};
use crate::text::{Source, Span};
use crate::{choice, record};

pub use claim::{Claim, Polarity, Proof, ProofKind};
pub use competitor::{Competitor, CompetitorKind, Mention};
pub use customer::{Churn, Customer, Reference};
pub use experiment::{Experiment, ExperimentKind};
pub use message::{Message, Variant};
pub use metric::{Measure, Metric};
pub use objection::Objection;
pub use offer::{Offer, OfferKind};
pub use pain::{CostOfInaction, Pain};
pub use persona::{BuyingRole, JourneyStep, Persona, PersonaWords};
pub use play::{HandOff, Play, PlayStep};
pub use research::{Decision, Reception, Research, ResearchKind, Sample, Sentiment};
pub use segment::{BestCustomer, Focus, Segment, SegmentSize};
pub use term::{Term, TermKind};
pub use trigger::{Trigger, TriggerKind};
pub use value_prop::ValueProp;
pub use voice::{Person, Principle, Voice, VoiceChange};

/// What is known of a kind without its items.
#[derive(Debug)]
pub struct KindInfo {
    /// The key in content files: `pains`.
    pub key: &'static str,
    /// What one is called, as a slug: `pain`.
    pub noun: &'static str,
    /// What the kind is called in headings: `Pains`.
    pub label: &'static str,
    /// What one is, in a sentence or two.
    pub description: &'static str,
    /// The JSON Schema of one item, as a whole document.
    pub schema: fn() -> Json,
}

macro_rules! kinds {
    ($($field:ident: $Kind:ident),+ $(,)?) => {
        /// All messaging of a project: each kind's items in the order of file and line.
        #[derive(Clone, Debug, Default)]
        pub struct Playbook {
            /// Items that have an id but could not be read whole: the key of their kind, and the id.
            pub unread: Vec<(&'static str, String)>,
            /// The kinds of which something could not be read.
            pub partial: BTreeSet<&'static str>,
            /// Those of which an item may be lost whose id nobody knows.
            pub nameless: BTreeSet<&'static str>,
            $(#[doc = concat!("Items under `", stringify!($field), ":`.")] pub $field: Vec<Item<$Kind>>),+
        }

        $(impl Target for $Kind {
            const KEY: &'static str = <Self as Kind>::KEY;
            const NOUN: &'static str = <Self as Kind>::NOUN;
        })+

        /// The keys of all kinds, in their order.
        pub const KIND_KEYS: &[&str] = &[$(stringify!($field)),+];

        /// Every kind, in the order of their keys.
        pub static KINDS: &[KindInfo] = &[$(KindInfo {
            key: stringify!($field),
            noun: <$Kind as Kind>::NOUN,
            label: <$Kind as Kind>::LABEL,
            description: <$Kind as Record>::DESCRIPTION,
            schema: || {
                let mut schemas = Schemas::default();
                let root = Item::<$Kind>::schema(&mut schemas);
                schemas.finish(<$Kind as Kind>::NOUN, root)
            },
        }),+];

        impl Playbook {
            /// Every item of every kind, kind by kind.
            pub fn items(&self) -> impl Iterator<Item = &dyn AnyItem> {
                std::iter::empty()$(.chain(self.$field.iter().map(|i| i as &dyn AnyItem)))+
            }

            /// Every item of one kind, by the kind's key.
            pub fn of_kind(&self, key: &str) -> Vec<&dyn AnyItem> {
                match key {
                    $(stringify!($field) => self.$field.iter().map(|i| i as &dyn AnyItem).collect(),)+
                    _ => vec![],
                }
            }

            /// The item at a position among its kind, by the kind's key.
            pub fn nth(&self, key: &str, position: usize) -> Option<&dyn AnyItem> {
                match key {
                    $(stringify!($field) => self.$field.get(position).map(|i| i as &dyn AnyItem),)+
                    _ => None,
                }
            }

            /// Takes out the items that are gone, and every reference to them.
            pub fn prune(&mut self, gone: &Gone) {
                self.unread.retain(|(kind, id)| !gone(kind, id));
                $(
                    self.$field.retain(|item| !gone(stringify!($field), item.id.as_str()));
                    self.$field.iter_mut().for_each(|item| item.prune(gone));
                )+
            }

            /// Lets the items stand in other sources of the same shape, by path.
            pub fn stand_in(&mut self, source: &dyn Fn(&Arc<Source>) -> Arc<Source>) {
                $(self.$field.iter_mut().for_each(|item| item.source = source(&item.source));)+
            }

            /// Takes over all items of another.
            pub fn absorb(&mut self, other: Self) {
                self.unread.extend(other.unread);
                self.partial.extend(other.partial);
                self.nameless.extend(other.nameless);
                $(self.$field.extend(other.$field);)+
            }

            /// The items by the file they stand in, in their order.
            pub fn by_file(self) -> HashMap<String, Self> {
                let mut files: HashMap<String, Self> = HashMap::new();
                $(for item in self.$field {
                    match files.get_mut(item.source.path()) {
                        Some(file) => file.$field.push(item),
                        None => {
                            let path = item.source.path().to_owned();
                            files.insert(path, Self { $field: vec![item], ..Self::default() });
                        }
                    }
                })+
                files
            }

            /// Puts the items of a file in the place of those that the file held before, if they bear the same ids in the
            /// same order. Whether they do; else nothing is changed.
            pub fn exchange(&mut self, former: &Arc<Source>, items: Self) -> bool {
                let same = $({
                    let before = self.$field.iter().filter(|item| Arc::ptr_eq(&item.source, former));
                    before.map(|item| item.id.as_str()).eq(items.$field.iter().map(|item| item.id.as_str()))
                })&&+;
                if same {
                    $(
                        let before = self.$field.iter_mut().filter(|item| Arc::ptr_eq(&item.source, former));
                        before.zip(items.$field).for_each(|(before, item)| *before = item);
                    )+
                }
                same
            }

            fn read_kind(&mut self, key: &str, node: &Node, cx: &mut Reading) -> bool {
                match key {
                    $(stringify!($field) => self.$field.extend(read_items::<$Kind>(node, cx)),)+
                    _ => return false,
                }
                true
            }

            fn content_schema(schemas: &mut Schemas) -> Json {
                let mut properties = serde_json::Map::new();
                $(properties.insert(stringify!($field).into(), items_schema::<$Kind>(schemas));)+
                // A file of comments only is an empty one.
                json!({"type": ["object", "null"], "properties": properties, "additionalProperties": false})
            }
        }
    };
}

kinds! {
    claims: Claim,
    competitors: Competitor,
    customers: Customer,
    experiments: Experiment,
    messages: Message,
    metrics: Metric,
    objections: Objection,
    offers: Offer,
    pains: Pain,
    personas: Persona,
    plays: Play,
    research: Research,
    segments: Segment,
    terms: Term,
    triggers: Trigger,
    value_props: ValueProp,
    voice: Voice,
}

impl Playbook {
    /// Reads one content file: a mapping whose keys are kinds, each with a list of items. What cannot be read costs
    /// itself only and is told.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Fault>) {
        let tree = yaml::read(source, Span::new(0, source.text().len()));
        let mut cx = Reading::new(source);
        (cx.faults, cx.cut) = (tree.faults, tree.cut);
        let mut playbook = Self::default();
        match &tree.root {
            Some(Node { value: Value::Map(entries), .. }) => {
                for entry in entries {
                    if !playbook.read_kind(&entry.key.text, &entry.value, &mut cx) {
                        cx.fault(
                            "yaml/unknown-kind",
                            entry.key.span,
                            format!("`{}` is not a kind of item", entry.key.text),
                            did_you_mean(&entry.key.text, KINDS.iter().map(|k| k.key)),
                        );
                    }
                }
            }
            Some(node) if node.value != Value::Null => {
                cx.wrong_type(node, "a mapping whose keys are kinds (`personas:`, `pains:`, ...)");
            }
            _ => {}
        }
        playbook.lost(tree.root.as_ref(), &cx);
        playbook.unread = cx.unread;
        (playbook, cx.faults)
    }

    /// Notes of which kinds something was lost: those in whose list a fault stands; where it stands in none, all.
    fn lost(&mut self, root: Option<&Node>, cx: &Reading) {
        let entries = match root {
            Some(Node { value: Value::Map(entries), .. }) => entries.as_slice(),
            _ => &[],
        };
        if cx.faults.is_empty() {
            return;
        }
        // A kind itself is lost, or all behind the place where reading stopped.
        if root.is_some_and(|root| cx.cut.binary_search(&root.span).is_ok()) {
            self.lose_all();
        }
        let kind_at = |at: usize| {
            let before = entries.partition_point(|entry| entry.key.span.start() <= at);
            let entry = entries.get(before.checked_sub(1)?).filter(|entry| at <= entry.value.span.end())?;
            KIND_KEYS.iter().find(|key| **key == entry.key.text).map(std::slice::from_ref)
        };
        let mut met = cx.met.clone();
        met.sort_unstable();
        for fault in &cx.faults {
            let at = fault.place.first().start();
            let kinds = kind_at(at).unwrap_or(KIND_KEYS);
            let before = met.partition_point(|(span, _)| span.start() <= at);
            let item = before.checked_sub(1).and_then(|last| met.get(last));
            self.partial.extend(kinds);
            if !item.is_some_and(|(span, named)| *named && at < span.end()) {
                self.nameless.extend(kinds);
            }
        }
    }

    /// Nothing of the messaging in a file could be read.
    pub fn lose_all(&mut self) {
        self.partial.extend(KIND_KEYS);
        self.nameless.extend(KIND_KEYS);
    }

    /// Whether everything of a kind could be read, by the kind's key; else what is not there may only not be known.
    pub fn knows_all(&self, kind: &str) -> bool {
        !self.partial.contains(kind)
    }

    /// The JSON Schema of a content file.
    pub fn schema() -> Json {
        let mut schemas = Schemas::default();
        let root = Self::content_schema(&mut schemas);
        schemas.finish("refrain content", root)
    }
}

fn read_items<K: Kind>(node: &Node, cx: &mut Reading) -> Vec<Item<K>> {
    match &node.value {
        Value::Null => vec![],
        _ if K::ID_KEY.is_empty() => Item::read(node, cx).into_iter().collect(),
        Value::List(nodes) => nodes.iter().filter_map(|n| Item::read(n, cx)).collect(),
        _ => {
            cx.wrong_type(node, &entries_of("a list", &K::expected()));
            vec![]
        }
    }
}

fn items_schema<K: Kind>(schemas: &mut Schemas) -> Json {
    let item = Item::<K>::schema(schemas);
    let items = if K::ID_KEY.is_empty() { item } else { json!({"type": "array", "items": item}) };
    json!({"anyOf": [items, {"type": "null"}], "description": K::DESCRIPTION})
}

record! {
    /// A number that copy may state, as data.
    pub Figure("a figure: a mapping with `value`") {
        /// The number.
        value: f64,
        /// The unit: `percent`, `days`, `EUR`, `x`, or what is counted: `vans`.
        unit: Option<Phrase>,
        /// Words that show that a sentence speaks of this figure.
        words: Vec<Phrase>,
        /// The true value is this or more.
        at_least: Option<f64>,
        /// The true value is this or less.
        at_most: Option<f64>,
        /// Whether it says how much more or less something became.
        direction: Option<FigureDirection>,
        /// What it is counted per: `van`, `month`.
        per: Option<Phrase>,
        /// What it is compared with.
        versus: Option<Phrase>,
    }
}

impl Figure {
    /// A value of this figure as copy writes it: `62%`, `$39 per month`, `14 days`.
    pub fn written(&self, value: f64) -> String {
        written(value, self.unit.as_deref(), self.per.as_deref())
    }

    /// The approved figure as copy writes it, with its bound: `at least 40 vans`.
    pub fn approved(&self) -> String {
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => format!("{} to {}", grouped(low), self.written(high)),
            (Some(low), None) => format!("at least {}", self.written(low)),
            (None, Some(high)) => format!("at most {}", self.written(high)),
            (None, None) => self.written(self.value),
        }
    }

    /// Where it was written, as far as its words tell.
    pub fn span(&self) -> Option<Span> {
        self.words.iter().chain(&self.unit).map(Phrase::span).reduce(Span::to)
    }
}

/// A number with its unit as copy writes it: `62%`, `$39 per month`, `14 days`.
pub fn written(value: f64, unit: Option<&str>, per: Option<&str>) -> String {
    let number = grouped(value);
    let number = match unit {
        None => number,
        Some("percent" | "%") => format!("{number}%"),
        Some("x" | "times") => format!("{number}x"),
        Some("USD" | "$") => format!("${number}"),
        Some("EUR" | "€") => format!("€{number}"),
        Some("GBP" | "£") => format!("£{number}"),
        Some(unit) => format!("{number} {unit}"),
    };
    match per {
        Some(per) => format!("{number} per {per}"),
        None => number,
    }
}

/// A number with commas between thousands: `9,600`.
pub fn grouped(value: f64) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::from(if value < 0.0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

choice! {
    /// Whether something became more or less.
    pub FigureDirection("direction: up or down") {
        /// More.
        Up = "up",
        /// Less.
        Down = "down",
    }
}

record! {
    /// A value or wording that was approved once.
    pub Former("a former value: a mapping with `value` or `wording`") {
        /// The number it had.
        value: Option<f64>,
        /// The words it had.
        wording: Option<Phrase>,
        /// The last day it was right.
        until: Option<Date>,
        /// Why it changed.
        reason: Option<Phrase>,
    }
}
