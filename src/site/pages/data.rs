//! For websites and programs: which files there are, what is in them, and how a website states an approved figure.

use tera::Value;

use super::{PageType, single};
use crate::model::KINDS;
use crate::site::api;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::map;

pub static PAGE: PageType = PageType {
    name: "data",
    template: "data.html",
    kind: None,
    addresses: |_| single("data.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "The same messaging as files, so that a website, a CRM or a chat reads what is approved and copies nothing.";
    let collections = KINDS.iter().map(|kind| {
        let name = kind.key.replace('_', "-");
        map! {
            "title": kind.label,
            "description": kind.description,
            "count": edition.count(kind.key),
            "name": format!("{name}.json"),
            "file": format!("{}/{name}.json", api::FOLDER),
            "schema": format!("{}/schema/{name}.json", api::FOLDER),
        }
    });
    let mut claims = edition.shown(&edition.project.playbook.claims).map(|(_, claim)| claim);
    let example = claims.find(|claim| claim.figure.is_some() && api::is_usable(edition, claim));
    let example = example.map(|claim| {
        map! {
            "claim": edition.reference("claims", claim.id.as_str()),
            "shown": claim.figure.as_ref().map(crate::model::Figure::approved),
            "snippets": api::snippets(edition, claim),
        }
    });
    Sheet {
        head: Head::new("For websites and programs", "data", lead).lead(lead),
        body: vec![
            ("folder", Value::from(api::FOLDER)),
            ("collections", Value::from(collections.collect::<Vec<_>>())),
            ("example", Value::from(example)),
        ],
        entries: vec![],
    }
}
