//! Approved figures and wordings as data for a website's templates (Jekyll, Eleventy, Hugo, Jinja), so that copy can use a
//! variable where it would repeat a number.
//!
//! Only what may be stated today is in it. What may not is listed as withdrawn with the reason: a template that still asks
//! for it gets nothing, and a build can be made to fail.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value as Json, json};
use tera::Value;

use super::shape::plain;
use super::{FOLDER, written};
use crate::analyze::{List, withdrawn as why_not};
use crate::history::Event;
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::site::edition::Edition;
use crate::site::prose;
use crate::site::view::map;

/// Whether a website may state a claim today: approved, proven, not expired, and for buyers.
pub fn is_usable(edition: &Edition, claim: &Item<Claim>) -> bool {
    why_not(claim, edition.project.as_of).is_none()
}

/// `figures.json`, the same as YAML, and their schema.
pub fn files(edition: &Edition, base: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let data = data(edition, base);
    let mut yaml = String::from("# Approved figures. Made by refrain; copy it, do not edit it.\n");
    if let Json::Object(map) = &data {
        block(&mut yaml, map, 0);
    }
    vec![
        (format!("{FOLDER}/figures.json"), written(&data)),
        (format!("{FOLDER}/figures.yaml"), yaml.into_bytes()),
        (format!("{FOLDER}/schema/figures.json"), written(&schema())),
    ]
}

fn data(edition: &Edition, base: Option<&str>) -> Json {
    let book = &edition.project.playbook;
    let (mut figures, mut wordings, mut withdrawn) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (_, claim) in edition.shown(&book.claims) {
        let id = claim.id.as_str();
        if edition.is_internal(claim) {
            continue;
        }
        match (why_not(claim, edition.project.as_of), List::of(claim)) {
            (Some(why), _) => drop(withdrawn.insert(id, why)),
            (None, List::Figures) => drop(figures.insert(id, entry(edition, claim, base))),
            (None, List::Wordings) => drop(wordings.insert(id, entry(edition, claim, base))),
        }
    }
    for claim in book.claims.iter().filter(|c| c.status == Status::Retired && !edition.is_internal(*c)) {
        withdrawn.entry(claim.id.as_str()).or_insert_with(|| "retired".to_owned());
    }
    // A claim that was approved and is gone from the files.
    for change in edition.news.steps.iter().flat_map(|step| &step.items) {
        let known = book.claims.iter().any(|claim| claim.id.as_str() == change.id);
        if change.kind == "claims" && change.event == Event::Removed && !known {
            withdrawn.insert(&change.id, "removed".to_owned());
        }
    }
    let listed = |(id, why): (&str, String)| json!({ "id": id, "why": why });
    json!({
        "version": 1,
        "as_of": edition.project.as_of.to_string(),
        "figures": figures,
        "wordings": wordings,
        "withdrawn": withdrawn.into_iter().map(listed).collect::<Vec<_>>(),
    })
}

fn entry(edition: &Edition, claim: &Item<Claim>, base: Option<&str>) -> Json {
    let mut entry = Map::new();
    let mut put = |name: &str, value: Json| {
        entry.insert(name.to_owned(), value);
    };
    if let Some(figure) = &claim.figure {
        put("shown", figure.approved().into());
        put("value", plain(figure.value).into());
        put("unit", figure.unit.as_deref().into());
        put("per", figure.per.as_deref().into());
        put("at_least", figure.at_least.and_then(plain).into());
        put("at_most", figure.at_most.and_then(plain).into());
        put("direction", figure.direction.map(|d| d.name()).into());
        put("versus", figure.versus.as_deref().into());
    }
    let texts = |list: &[crate::shape::Phrase]| list.iter().map(|t| Json::from(&**t)).collect::<Vec<_>>();
    let proven = claim.proof.iter().filter_map(|p| p.date).max().or(claim.header.reviewed);
    put("wording", prose::plain(&claim.says).into());
    put("variants", claim.variants.iter().map(|v| prose::plain(v)).collect::<Vec<_>>().into());
    put("requires", texts(&claim.requires).into());
    put("requires_any", texts(&claim.requires_any).into());
    put("regions", texts(&claim.regions).into());
    put("status", claim.status.name().into());
    put("as_of", proven.map(|day| day.to_string()).into());
    put("expires", last_day(edition, claim).into());
    put("url", base.map(|base| format!("{base}claim/{}.html", claim.id.as_str())).into());
    Json::Object(entry)
}

/// The day from which it must not be stated: its own, or that of its strongest proof, whichever comes first.
fn last_day(edition: &Edition, claim: &Item<Claim>) -> Option<String> {
    let proofs = claim.proof.iter().map(|p| p.expires);
    let by_proof = proofs.reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten();
    let day = claim.header.expires.into_iter().chain(by_proof).min();
    day.filter(|day| *day > edition.project.as_of).map(|day| day.to_string())
}

/// How templates of common site generators state a claim, by the name of the language; nothing where a website may not.
pub fn snippets(edition: &Edition, claim: &Item<Claim>) -> Value {
    if !is_usable(edition, claim) {
        return Value::none();
    }
    let id = claim.id.as_str();
    let (list, field) = match List::of(claim) {
        List::Figures => ("figures", "shown"),
        List::Wordings => ("wordings", "wording"),
    };
    let snippet = |title: &str, file: &str, text: String| map! { "title": title, "file": file, "text": text };
    Value::from(vec![
        snippet(
            "Liquid (Jekyll)",
            "_data/refrain.json",
            format!("{{{{ site.data.refrain.{list}[\"{id}\"].{field} }}}}"),
        ),
        snippet(
            "Jinja, Nunjucks, Liquid (Eleventy)",
            "_data/refrain.json",
            format!("{{{{ refrain.{list}[\"{id}\"].{field} }}}}"),
        ),
        snippet(
            "Hugo",
            "data/refrain.json",
            format!("{{{{ (index hugo.Data.refrain.{list} \"{id}\").{field} }}}}"),
        ),
    ])
}

/// Writes a mapping as YAML. Every scalar is JSON, which YAML reads as it is.
fn block(yaml: &mut String, map: &Map<String, Json>, depth: usize) {
    for (key, value) in map {
        let _ = write!(yaml, "{}{}:", "  ".repeat(depth), Json::from(key.as_str()));
        match value {
            Json::Object(inner) if !inner.is_empty() => {
                yaml.push('\n');
                block(yaml, inner, depth + 1);
            }
            value => {
                let _ = writeln!(yaml, " {value}");
            }
        }
    }
}

fn schema() -> Json {
    let text = || json!({"type": "string"});
    let day = || json!({"type": ["string", "null"], "format": "date"});
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let maybe = || json!({"type": ["string", "null"]});
    let number = || json!({"type": ["number", "null"]});
    let wording = [
        ("wording", text()),
        ("variants", texts()),
        ("requires", texts()),
        ("requires_any", texts()),
        ("regions", texts()),
        ("status", json!({"const": "approved"})),
        ("as_of", day()),
        ("expires", day()),
        ("url", maybe()),
    ];
    let figure = [
        ("shown", text()),
        ("value", json!({"type": "number"})),
        ("unit", maybe()),
        ("per", maybe()),
        ("at_least", number()),
        ("at_most", number()),
        ("direction", json!({"enum": ["up", "down", null]})),
        ("versus", maybe()),
    ];
    let object = |fields: Vec<(&str, Json)>| {
        let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let properties: Map<String, Json> =
            fields.iter().map(|(n, s)| ((*n).to_owned(), s.clone())).collect();
        json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
    };
    let by_id = |entry: Json| json!({"type": "object", "additionalProperties": entry});
    let mut whole = object(vec![
        ("version", json!({"const": 1})),
        ("as_of", json!({"type": "string", "format": "date"})),
        ("figures", by_id(object(figure.into_iter().chain(wording.clone()).collect()))),
        ("wordings", by_id(object(wording.to_vec()))),
        ("withdrawn", json!({"type": "array", "items": object(vec![("id", text()), ("why", text())])})),
    ]);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = "Approved figures, version 1".into();
    whole["description"] =
        "Claims that a website may state today, by id. What may not be stated is listed as withdrawn.".into();
    whole
}
