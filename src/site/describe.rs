//! The context of templates, told from what the pages of a project really show: every variable and field, its type, and
//! what the model says of it.
//!
//! Nothing here is a second list of names: a page type that comes later is in it by itself, and what none of its pages holds
//! is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value as Json;

use crate::model::KINDS;

/// What was seen at one place of the contexts.
#[derive(Clone, Debug, Default)]
struct Seen {
    nothing: bool,
    text: bool,
    number: bool,
    flag: bool,
    list: Option<Box<Seen>>,
    fields: BTreeMap<String, Seen>,
    /// How often it was a mapping.
    maps: usize,
    /// How often it was there at all.
    times: usize,
    /// The kinds of item that a mapping with `ref` was of.
    kinds: BTreeSet<String>,
}

impl Seen {
    fn add(&mut self, value: &Json) {
        self.times += 1;
        match value {
            Json::Null => self.nothing = true,
            Json::Bool(_) => self.flag = true,
            Json::Number(_) => self.number = true,
            Json::String(_) => self.text = true,
            Json::Array(list) => {
                let entries = self.list.get_or_insert_default();
                list.iter().for_each(|entry| entries.add(entry));
            }
            Json::Object(map) => {
                self.maps += 1;
                self.kinds.extend(value.pointer("/ref/kind").and_then(Json::as_str).map(str::to_owned));
                for (key, inner) in map {
                    self.fields.entry(key.clone()).or_default().add(inner);
                }
            }
        }
    }

    /// The names of its fields, by which two mappings are the same shape.
    fn signature(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    fn merge(&mut self, other: &Self) {
        self.nothing |= other.nothing;
        self.text |= other.text;
        self.number |= other.number;
        self.flag |= other.flag;
        self.maps += other.maps;
        self.times += other.times;
        self.kinds.extend(other.kinds.iter().cloned());
        if let Some(theirs) = &other.list {
            self.list.get_or_insert_default().merge(theirs);
        }
        for (key, theirs) in &other.fields {
            self.fields.entry(key.clone()).or_default().merge(theirs);
        }
    }
}

/// A shape that several places share: its name, and all that was seen of it.
#[derive(Debug, Default)]
struct Shape {
    /// The keys that lead to it, and how often.
    keys: BTreeMap<String, usize>,
    seen: Seen,
}

/// The names of shapes, by the names of their fields.
type Names = BTreeMap<Vec<String>, String>;

/// The contexts of a site, as Markdown. `pages` are the name of each page type, its template and what one page shows;
/// `shared` is what every page has besides.
pub fn describe<'a>(pages: impl Iterator<Item = (&'a str, &'a str, Json)>, shared: &[Json]) -> String {
    let mut types: BTreeMap<(&str, &str), Seen> = BTreeMap::new();
    for (name, template, page) in pages {
        types.entry((name, template)).or_default().add(&page);
    }
    let mut common = Seen::default();
    shared.iter().for_each(|context| common.add(context));
    let mut shapes: BTreeMap<Vec<String>, Shape> = BTreeMap::new();
    gather(&common, "", &mut shapes);
    types.values().for_each(|seen| gather(seen, "", &mut shapes));
    let names = named(&shapes);
    let mut out = include_str!("context_head.md").to_owned();
    out.push_str("## Every page\n\n");
    table(&mut out, &common, None, &names);
    for ((name, template), seen) in &types {
        let _ = write!(out, "\n## {name}\n\n`templates/{template}`\n\n");
        let mut own = seen.clone();
        own.fields.retain(|key, _| !common.fields.contains_key(key));
        if own.fields.is_empty() {
            out.push_str("Nothing besides what every page has.\n");
        } else {
            table(&mut out, &own, None, &names);
        }
    }
    out.push_str("\n## Shapes\n\nMappings that occur in several places.\n");
    let by_name: BTreeMap<&String, &Vec<String>> =
        names.iter().map(|(signature, name)| (name, signature)).collect();
    for (name, signature) in by_name {
        let Some(shape) = shapes.get(signature) else { continue };
        let _ = write!(out, "\n### {name}\n\n");
        table(&mut out, &shape.seen, Some(name), &names);
    }
    out
}

/// Collects the mappings below a place by the names of their fields.
fn gather(seen: &Seen, key: &str, shapes: &mut BTreeMap<Vec<String>, Shape>) {
    if seen.maps > 0 && !key.is_empty() {
        let shape = shapes.entry(seen.signature()).or_default();
        *shape.keys.entry(key.to_owned()).or_default() += 1;
        shape.seen.merge(seen);
    }
    if let Some(entries) = &seen.list {
        gather(entries, key, shapes);
    }
    for (key, inner) in &seen.fields {
        gather(inner, key, shapes);
    }
}

/// A name for each shape of several places: the kind of item that it is of, else the key that most often leads to it.
fn named(shapes: &BTreeMap<Vec<String>, Shape>) -> Names {
    let mut names = Names::new();
    let shared = shapes
        .iter()
        .filter(|(signature, shape)| signature.len() > 1 && shape.keys.values().sum::<usize>() > 1);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (signature, shape) in shared {
        let most = shape.keys.iter().max_by_key(|(key, times)| (**times, std::cmp::Reverse((*key).clone())));
        let key = most.map_or("", |(key, _)| key.as_str());
        let kind = shape.seen.kinds.iter().next().filter(|_| shape.seen.kinds.len() == 1);
        let base = match kind {
            Some(kind) => kind.clone(),
            None if signature.as_slice() == ["id", "internal", "kind", "title", "url"] => {
                "reference".to_owned()
            }
            None => one(key),
        };
        let number = taken.entry(base.clone()).or_default();
        *number += 1;
        let name = if *number == 1 { base } else { format!("{base}-{number}") };
        names.insert(signature.clone(), name);
    }
    names
}

/// One of a list that a key names: `cells` is a cell.
fn one(key: &str) -> String {
    if key.ends_with("ss") {
        return key.to_owned();
    }
    let one = key.strip_suffix("ies").map(|k| format!("{k}y"));
    one.unwrap_or_else(|| key.strip_suffix('s').unwrap_or(key).to_owned())
}

fn table(out: &mut String, seen: &Seen, shape: Option<&str>, names: &Names) {
    out.push_str("| field | holds | |\n| --- | --- | --- |\n");
    rows(out, seen, "", shape, names);
}

/// A line for each field; those of a mapping that has no name of its own stand right below it.
fn rows(out: &mut String, seen: &Seen, way: &str, shape: Option<&str>, names: &Names) {
    for (key, field) in &seen.fields {
        let way = if way.is_empty() { key.clone() } else { format!("{way}.{key}") };
        let mut holds = holds(field, names);
        if field.times < seen.maps {
            holds.push_str(", not always there");
        }
        let _ = writeln!(out, "| `{way}` | {holds} | {} |", told(shape, key));
        let inner = std::iter::successors(Some(field), |f| f.list.as_deref()).last().unwrap_or(field);
        if inner.maps > 0 && !names.contains_key(&inner.signature()) {
            let marks = "[]".repeat(depth(field));
            let mut more = inner.clone();
            if let Some((signature, _)) = base(inner, names) {
                more.fields.retain(|key, _| !signature.contains(key));
            }
            rows(out, &more, &format!("{way}{marks}"), None, names);
        }
    }
}

/// The shape of the same kind of item that a mapping has all fields of, and more.
fn base<'n>(seen: &Seen, names: &'n Names) -> Option<(&'n Vec<String>, &'n String)> {
    let kind = seen.kinds.iter().next().filter(|_| seen.kinds.len() == 1)?;
    names
        .iter()
        .find(|(signature, name)| *name == kind && signature.iter().all(|key| seen.fields.contains_key(key)))
}

fn depth(field: &Seen) -> usize {
    std::iter::successors(field.list.as_deref(), |f| f.list.as_deref()).count()
}

/// What a field holds, in words.
fn holds(field: &Seen, names: &Names) -> String {
    let mut sorts: Vec<String> = vec![];
    let mut add = |on: bool, words: &str| sorts.extend(on.then(|| words.to_owned()));
    add(field.text, "text");
    add(field.number, "number");
    add(field.flag, "yes or no");
    if let Some(entries) = &field.list {
        let of = holds(entries, names);
        sorts.push(if of == "nothing" { "list".to_owned() } else { format!("list of {of}") });
    }
    if field.maps > 0 {
        let link = |name: &String| format!("[{name}](#{name})");
        sorts.push(match (names.get(&field.signature()), base(field, names)) {
            (Some(name), _) => link(name),
            (None, Some((_, name))) => format!("{} with more", link(name)),
            (None, None) => "mapping".to_owned(),
        });
    }
    if field.nothing || sorts.is_empty() {
        sorts.push("nothing".to_owned());
    }
    sorts.join(" or ")
}

/// What the model says of a field of a kind.
fn told(shape: Option<&str>, key: &str) -> String {
    let Some(kind) = KINDS.iter().find(|k| Some(k.noun) == shape) else { return String::new() };
    let schema = (kind.schema)();
    let definitions = schema["$defs"].as_object();
    let own = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/"));
    let record = own.and_then(|name| definitions?.get(name)).unwrap_or(&schema);
    let words = record["properties"][key]["description"].as_str().unwrap_or("");
    words.replace('\n', " ").replace('|', "\\|")
}
