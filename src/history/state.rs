//! All messaging at one time, field by field, and what changed between two times.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::value::{FormerFigure, Value};
use crate::item::{AnyItem, Status};
use crate::model::Playbook;
use crate::text::kept;

/// The fields whose wordings and figures copy takes over, by kind; with all that stands below them.
const SAID: &[(&str, &[&str])] = &[
    ("claims", &["says", "variants", "figure"]),
    ("messages", &["headline", "short", "long", "steps", "talk_track", "cta", "variants"]),
    ("offers", &["name"]),
    ("value_props", &["promise", "challenge", "experience", "benefit", "result"]),
];

/// An item at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The key of its kind: `claims`.
    pub kind: &'static str,
    /// What one of the kind is called: `claim`.
    pub noun: &'static str,
    /// Its id.
    pub id: String,
    /// What a person calls it.
    pub title: String,
    /// Whether copy may use it.
    pub approved: bool,
    /// Its fields with their values; of a list, each entry.
    pub fields: BTreeMap<String, Vec<Value>>,
}

impl Standing {
    /// An item as it stands.
    pub fn of(item: &dyn AnyItem) -> Self {
        let mut fields = BTreeMap::new();
        if let Json::Object(entries) = item.json() {
            for (key, value) in &entries {
                if key != "id" && key != "examples" {
                    flatten(key, value, &mut fields);
                }
            }
        }
        Self {
            kind: item.kind(),
            noun: item.noun(),
            id: item.id().as_str().to_owned(),
            title: item.title().to_owned(),
            approved: item.status() == Status::Approved,
            fields,
        }
    }

    /// What copy may take over from it, by field; nothing unless it is approved.
    pub(super) fn said(&self) -> impl Iterator<Item = (&str, &Value)> {
        let known =
            SAID.iter().find(|(kind, _)| *kind == self.kind && self.approved).map_or(&[][..], |(_, f)| *f);
        let fields = self.fields.iter().filter(move |(field, _)| {
            let first = field.split('.').next().unwrap_or(field);
            // The words by which a figure is known are not said.
            known.contains(&first) && (first != "figure" || !field.contains('.'))
        });
        fields.flat_map(|(field, values)| values.iter().map(move |v| (field.as_str(), v)))
    }
}

/// The fields of a JSON value: mappings by their keys, lists of mappings with ids by these, other lists entry by entry.
fn flatten(field: &str, json: &Json, fields: &mut BTreeMap<String, Vec<Value>>) {
    let mut put = |value: Value| fields.entry(field.to_owned()).or_default().push(value);
    match json {
        Json::Null | Json::Bool(false) => {}
        Json::Bool(true) => put(Value::Text("true".to_owned())),
        Json::Number(number) => put(Value::Text(number.to_string())),
        Json::String(text) => put(Value::Text(text.clone())),
        Json::Array(entries) => {
            for entry in entries {
                match entry.get("id").and_then(Json::as_str) {
                    Some(id) => flatten(&format!("{field}.{id}"), &without_id(entry), fields),
                    None if entry.is_object() => {
                        fields.entry(field.to_owned()).or_default().push(Value::Text(on_one_line(entry)));
                    }
                    None => flatten(field, entry, fields),
                }
            }
        }
        Json::Object(entries) => {
            let figure = FormerFigure::of(json);
            if let Some(figure) = &figure {
                put(Value::Figure(figure.clone()));
            }
            let told = |key: &str| {
                figure.is_some() && matches!(key, "value" | "unit" | "per" | "at_least" | "at_most")
            };
            for (key, value) in entries.iter().filter(|(key, _)| !told(key)) {
                // The words of a variant are its value.
                let inner = if key == "text" { field.to_owned() } else { format!("{field}.{key}") };
                flatten(&inner, value, fields);
            }
        }
    }
}

fn without_id(json: &Json) -> Json {
    let mut json = json.clone();
    if let Some(entries) = json.as_object_mut() {
        entries.shift_remove("id");
    }
    json
}

/// A mapping in a line: `kind: study, source: reports/2026.csv`.
fn on_one_line(json: &Json) -> String {
    let told = |value: &Json| {
        !matches!(value, Json::Null | Json::Bool(false)) && value.as_array().is_none_or(|a| !a.is_empty())
    };
    let word = |value: &Json| match value {
        Json::String(text) => text.clone(),
        Json::Array(list) => list
            .iter()
            .map(|v| v.as_str().map_or_else(|| on_one_line(v), str::to_owned))
            .collect::<Vec<_>>()
            .join("; "),
        Json::Object(_) => format!("({})", on_one_line(value)),
        other => other.to_string(),
    };
    let entries = json.as_object().into_iter().flatten().filter(|(_, v)| told(v));
    entries.map(|(key, value)| format!("{key}: {}", word(value))).collect::<Vec<_>>().join(", ")
}

/// All messaging at one time, by the key of the kind and the id.
#[derive(Clone, Debug, Default)]
pub struct State(pub(super) BTreeMap<(&'static str, String), Arc<Standing>>);

impl State {
    /// The messaging as it was read.
    pub fn of(playbook: &Playbook) -> Self {
        Self::from_items(playbook.items().map(|item| Arc::new(Standing::of(item))))
    }

    /// Of two items of one id the first counts.
    pub(super) fn from_items(items: impl IntoIterator<Item = Arc<Standing>>) -> Self {
        let mut state = BTreeMap::new();
        for item in items {
            state.entry((item.kind, item.id.clone())).or_insert(item);
        }
        Self(state)
    }

    /// Its items, by kind and id.
    pub fn items(&self) -> impl Iterator<Item = &Standing> {
        self.0.values().map(Arc::as_ref)
    }

    /// An item.
    pub fn item(&self, kind: &str, id: &str) -> Option<&Standing> {
        let at = self.0.iter().find(|((k, i), _)| *k == kind && i == id);
        at.map(|(_, item)| item.as_ref())
    }
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// It is new.
    Added,
    /// Something of it is different.
    Changed,
    /// It is gone.
    Removed,
}

impl Event {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// What changed of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChange {
    /// The key of its kind: `claims`.
    #[serde(deserialize_with = "kept::name")]
    pub kind: kept::Name,
    /// What one of the kind is called: `claim`.
    #[serde(deserialize_with = "kept::name")]
    pub noun: kept::Name,
    /// Its id.
    pub id: String,
    /// What a person calls it now; of one that is gone, called it.
    pub title: String,
    /// What became of it.
    pub event: Event,
    /// Its fields that differ, by name; all of one that is new or gone.
    pub fields: Vec<FieldChange>,
}

/// What changed of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name: `says`, `steps.document-results`.
    pub field: String,
    /// What it had and has no more.
    pub was: Vec<Value>,
    /// What it has now and had not.
    pub now: Vec<Value>,
}

impl FieldChange {
    /// The values before or after, for a reader.
    pub fn shown(values: &[Value]) -> String {
        values.iter().map(Value::shown).collect::<Vec<_>>().join("; ")
    }
}

/// What changed from one time to another, by kind and id.
pub fn compare(old: &State, new: &State) -> Vec<ItemChange> {
    let keys: BTreeSet<&(&'static str, String)> = old.0.keys().chain(new.0.keys()).collect();
    keys.into_iter().filter_map(|key| compare_item(old.0.get(key), new.0.get(key))).collect()
}

fn compare_item(old: Option<&Arc<Standing>>, new: Option<&Arc<Standing>>) -> Option<ItemChange> {
    if let (Some(old), Some(new)) = (old, new)
        && (Arc::ptr_eq(old, new) || old == new)
    {
        return None;
    }
    let item = new.or(old)?;
    let event = match (old, new) {
        (None, _) => Event::Added,
        (_, None) => Event::Removed,
        _ => Event::Changed,
    };
    let values = |item: Option<&Arc<Standing>>, field: &str| -> Vec<Value> {
        item.and_then(|i| i.fields.get(field)).cloned().unwrap_or_default()
    };
    let names: BTreeSet<&String> = [old, new].into_iter().flatten().flat_map(|i| i.fields.keys()).collect();
    let fields = names.into_iter().filter_map(|field| {
        let (was, now) = (values(old, field), values(new, field));
        if was == now {
            return None;
        }
        let only =
            |of: &[Value], not: &[Value]| of.iter().filter(|v| !not.contains(v)).cloned().collect::<Vec<_>>();
        let (gone, come) = (only(&was, &now), only(&now, &was));
        // The same entries in another order.
        let (was, now) = if gone.is_empty() && come.is_empty() { (was, now) } else { (gone, come) };
        Some(FieldChange { field: field.clone(), was, now })
    });
    let (kind, noun) = (item.kind, item.noun);
    Some(ItemChange {
        kind,
        noun,
        id: item.id.clone(),
        title: item.title.clone(),
        event,
        fields: fields.collect(),
    })
}
