//! The messaging for machines: `api/v1/KIND.json` with a schema each, so that a website, a CRM or a chat reads approved
//! figures instead of copying them.
//!
//! The version stands in the address, not only in the files: a website pins it, and another shape can lie beside this one
//! for as long as anybody reads it. Within a version nothing is renamed or taken away; what is new is added.

mod figures;
mod shape;
mod table;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::edition::{Edition, title};
use crate::analyze::{Freshness, claim_freshness, freshness};
use crate::item::AnyItem;
use crate::model::{KINDS, KindInfo};

pub use figures::is_usable;
pub use figures::snippets;

/// How many items are written by one thread in a row.
const TOGETHER: usize = 64;

/// The folder of this version.
pub const FOLDER: &str = "api/v1";

/// Gives one file for each kind and its schema, the figures as data for a website, and a list of all; `base` is the site's
/// address with `/` at its end. What this edition leaves out is in none of them.
pub fn files(edition: &Edition, base: Option<&str>, give: &mut dyn FnMut(String, Vec<u8>)) {
    let kinds: Vec<&KindInfo> = KINDS.iter().filter(|kind| table::fields(kind.key).is_some()).collect();
    for kind in &kinds {
        let name = shape::file_of(kind.key);
        give(format!("{FOLDER}/schema/{name}"), written(&shape::document(kind)));
        give(format!("{FOLDER}/{name}"), items(edition, kind.key, base));
    }
    figures::files(edition, base).into_iter().for_each(|(path, bytes)| give(path, bytes));
    give(format!("{FOLDER}/index.json"), written(&index(edition, &kinds, base)));
}

fn written(document: &Json) -> Vec<u8> {
    format!("{document}\n").into_bytes()
}

/// Everything there is to read, with its schema.
fn index(edition: &Edition, kinds: &[&KindInfo], base: Option<&str>) -> Json {
    let collection = |kind: &&KindInfo| {
        let name = shape::file_of(kind.key);
        json!({
            "kind": kind.key,
            "title": kind.label,
            "description": kind.description,
            "count": edition.count(kind.key),
            "file": name,
            "schema": format!("schema/{name}"),
        })
    };
    json!({
        "version": 1,
        "title": edition.project.config.title(),
        "company": &*edition.project.config.settings.company,
        "as_of": edition.project.as_of.to_string(),
        "audience": edition.options.audience,
        "url": base,
        "collections": kinds.iter().map(collection).collect::<Vec<_>>(),
        "figures": {"json": "figures.json", "yaml": "figures.yaml", "schema": "schema/figures.json"},
    })
}

/// The file of a kind. It is written item by item: as one document it would be many times its size.
fn items(edition: &Edition, kind: &'static str, base: Option<&str>) -> Vec<u8> {
    let items = edition.project.playbook.of_kind(kind).into_iter();
    let items: Vec<&dyn AnyItem> = items
        .filter(|item| edition.page_of(kind, item.id().as_str()).is_some() && edition.shows(*item))
        .collect();
    let head = json!({ "version": 1, "kind": kind, "as_of": edition.project.as_of.to_string() }).to_string();
    let mut out = head.trim_end_matches('}').to_owned().into_bytes();
    out.extend_from_slice(b",\"items\":[");
    let written = |items: &[&dyn AnyItem]| {
        let items: Vec<String> = items.iter().map(|item| of_item(edition, *item, base).to_string()).collect();
        items.join(",")
    };
    let parts: Vec<String> = items.par_chunks(TOGETHER).map(written).collect();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.extend_from_slice(b"]}\n");
    out
}

/// An item: what every item has, then its own fields.
fn of_item(edition: &Edition, item: &dyn AnyItem, base: Option<&str>) -> Json {
    let (id, header) = (item.id().as_str(), item.header());
    let path = edition.page_of(item.kind(), id);
    let state = state_of(edition, item);
    let mut json: Map<String, Json> = Map::new();
    let mut put = |name: &str, value: Json| {
        json.insert(name.to_owned(), value);
    };
    put("id", id.into());
    put("key", format!("{}/{id}", item.noun()).into());
    put("title", title(item).into());
    put("path", path.into());
    put("url", base.zip(path).map(|(base, path)| format!("{base}{path}")).into());
    put("status", item.status().name().into());
    put("state", state_name(state).into());
    put("usable", state.is_usable().into());
    put("internal", edition.is_internal(item).into());
    put("internal_to", header.internal_to.iter().map(|team| team.id()).collect::<Vec<_>>().into());
    put("owner", header.owner.as_deref().into());
    put("reviewed", header.reviewed.map(|day| day.to_string()).into());
    put("expires", header.expires.map(|day| day.to_string()).into());
    put("approved_by", header.approved_by.as_deref().into());
    put("tags", header.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().into());
    put("changed", edition.news.last(item.kind(), id).map(|(_, step)| step.commit.day.as_str()).into());
    json.extend(shape::record(table::fields(item.kind()).unwrap_or_default(), &item.json()));
    Json::Object(json)
}

/// How far an item may be relied on; a claim also by its proof.
fn state_of(edition: &Edition, item: &dyn AnyItem) -> Freshness {
    let as_of = edition.project.as_of;
    let claim = edition.project.of(&edition.project.playbook.claims, item.id().as_str());
    match claim.filter(|_| item.kind() == "claims") {
        Some(claim) => claim_freshness(claim, as_of),
        None => freshness(item, as_of),
    }
}

/// The word for a state; the same as the badge of the page.
fn state_name(state: Freshness) -> &'static str {
    match state {
        Freshness::Retired => "retired",
        Freshness::Draft => "draft",
        Freshness::Expired(_) => "expired",
        Freshness::DueBy(_) | Freshness::ReviewDue(_) => "due",
        Freshness::GoodUntil(_) | Freshness::Verified(_) => "verified",
        Freshness::Unknown => "unknown",
    }
}
