//! The messaging for machines: `api/KIND.json`, so that a website, a CRM or a chat reads approved figures instead of
//! copying them.

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::edition::{Edition, title};
use crate::model::KINDS;

/// What only colleagues should read.
const INSIDE: &[&str] = &["note", "examples"];

/// One file for each kind: its items as written, with their title and page, in the order of the playbook. What this
/// edition leaves out is not in them.
pub fn files(edition: &Edition) -> Vec<(String, Vec<u8>)> {
    KINDS
        .par_iter()
        .map(|kind| (format!("api/{}.json", kind.key.replace('_', "-")), of_kind(edition, kind.key)))
        .collect()
}

fn of_kind(edition: &Edition, kind: &'static str) -> Vec<u8> {
    let items = edition.project.playbook.of_kind(kind).into_iter().filter(|item| edition.shows(*item));
    let items = items.map(|item| {
        let mut json = item.json();
        if let Json::Object(fields) = &mut json {
            fields.retain(|name, value| !INSIDE.contains(&name.as_str()) && !is_empty(value));
            fields.insert("title".to_owned(), title(item).into());
            fields.insert("url".to_owned(), edition.page_of(kind, item.id().as_str()).into());
        }
        json
    });
    let document = json!({
        "as_of": edition.project.as_of.to_string(),
        "kind": kind,
        "items": items.collect::<Vec<_>>(),
    });
    format!("{document}\n").into_bytes()
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(list) => list.is_empty(),
        Json::Object(map) => map.is_empty(),
        _ => false,
    }
}
