//! `llms.txt` and `llms-full.txt` (llmstxt.org): what a language model needs to know before it writes for the company.
//!
//! Only what may be said to buyers today: no drafts, nothing expired, nothing internal.

use std::borrow::Cow;
use std::fmt::Write;

use rayon::prelude::*;

use super::api;
use super::edition::{Edition, title};
use super::pages::list_url;
use super::prose::{self, plain};
use super::view::number;
use crate::analyze::freshness;
use crate::item::{AnyItem, Item};
use crate::model::{Claim, KINDS};

/// How many items of a kind the short file names.
const NAMED: usize = 40;

/// Both files; `base` is the site's address with `/` at its end.
pub fn files(edition: &Edition, base: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let base = base.unwrap_or("");
    vec![
        ("llms.txt".to_owned(), short(edition, base).into_bytes()),
        ("llms-full.txt".to_owned(), full(edition).into_bytes()),
    ]
}

/// What every answer must keep to.
const RULES: &str = "State a claim only in its approved wording or with its approved figure, with the qualifiers it needs, \
and only while it is not expired. Use the words of the buyers. Never state what is not here.";

fn head(edition: &Edition) -> String {
    let settings = &edition.project.config.settings;
    let about = settings.product.as_deref().unwrap_or(&settings.company);
    let mut text = format!("# {}\n\n", line(&edition.project.config.title()));
    let _ = writeln!(
        text,
        "> How {} speaks about {}: whom for, at which moment, which claims are approved and what shows that they are true. \
        As of {}.\n\n{RULES}\n",
        line(&settings.company),
        line(about),
        edition.project.as_of,
    );
    text
}

fn short(edition: &Edition, base: &str) -> String {
    let mut text = head(edition);
    let link = |title: &str, path: &str, note: &str| {
        let note = if note.is_empty() { String::new() } else { format!(": {}", line(note)) };
        format!("- [{}]({base}{path}){note}\n", line(title).replace(['[', ']'], ""))
    };
    text.push_str("## Data\n\n");
    text.push_str(&link("All approved messaging in one text", "llms-full.txt", "read this first"));
    text.push_str(&link(
        "Approved figures",
        "api/v1/figures.json",
        "by claim, with unit, qualifiers and last day",
    ));
    for kind in KINDS.iter().filter(|kind| edition.count(kind.key) > 0) {
        let file = format!("{}/{}.json", api::FOLDER, kind.key.replace('_', "-"));
        text.push_str(&link(kind.label, &file, kind.description));
    }
    for key in ["personas", "pains", "messages", "objections", "claims"] {
        let Some(kind) = KINDS.iter().find(|k| k.key == key) else { continue };
        let items = usable(edition, key);
        if items.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {}\n\n", kind.label);
        for item in items.iter().take(NAMED) {
            let first = item.prose().into_iter().map(|(_, text)| plain(&text)).find(|t| *t != title(*item));
            let path = edition.page_of(key, item.id().as_str()).unwrap_or("");
            text.push_str(&link(&title(*item), path, &first.unwrap_or_default()));
        }
        if items.len() > NAMED {
            let more = format!("{} more", items.len() - NAMED);
            text.push_str(&link(&more, &list_url(key), ""));
        }
    }
    text.push_str("\n## Optional\n\n");
    let other = [
        ("Terms", "terms.html"),
        ("Voice", "voice.html"),
        ("How we check", "checks.html"),
        ("What changed", "changes.html"),
    ];
    other.iter().for_each(|(title, path)| text.push_str(&link(title, path, "")));
    text
}

/// The items of a kind that may be used today and are for buyers.
fn usable<'a>(edition: &Edition<'a>, kind: &str) -> Vec<&'a dyn AnyItem> {
    let claims = &edition.project.playbook.claims;
    let items = edition.project.playbook.of_kind(kind).into_iter();
    let shown =
        items.filter(|item| edition.page_of(kind, item.id().as_str()).is_some() && edition.shows(*item));
    let usable = shown.filter(|item| match edition.project.of(claims, item.id().as_str()) {
        Some(claim) if kind == "claims" => api::is_usable(edition, claim),
        _ => freshness(*item, edition.project.as_of).is_usable() && !edition.is_internal(*item),
    });
    usable.collect()
}

fn full(edition: &Edition) -> String {
    let mut text = head(edition);
    let book = &edition.project.playbook;
    text.push_str("## Approved claims\n\n");
    for claim in
        usable(edition, "claims").iter().filter_map(|c| edition.project.of(&book.claims, c.id().as_str()))
    {
        claim_line(&mut text, claim);
    }
    for key in ["personas", "pains", "value_props", "messages", "objections", "offers", "terms", "voice"] {
        let Some(kind) = KINDS.iter().find(|k| k.key == key) else { continue };
        let items = usable(edition, key);
        if items.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {}\n\n{}\n", kind.label, line(kind.description));
        let told = |item: &&dyn AnyItem| {
            let mut text = format!("\n### {}\n\n", line(&title(*item)));
            fields(&mut text, *item);
            text
        };
        let told: Vec<String> = items.par_iter().map(told).collect();
        told.iter().for_each(|item| text.push_str(item));
    }
    text
}

fn claim_line(text: &mut String, claim: &Item<Claim>) {
    let _ = write!(text, "- {} (claim {}", line(&plain(&claim.says)), claim.id.as_str());
    if !claim.requires.is_empty() {
        let all: Vec<&str> = claim.requires.iter().map(|q| q.as_str()).collect();
        let _ = write!(text, "; always with: {}", line(&all.join(", ")));
    }
    if !claim.requires_any.is_empty() {
        let any: Vec<&str> = claim.requires_any.iter().map(|q| q.as_str()).collect();
        let _ = write!(text, "; always with one of: {}", line(&any.join(", ")));
    }
    if let Some(day) = claim.header.expires {
        let _ = write!(text, "; until {day}");
    }
    text.push_str(")\n");
}

/// Fields that say nothing to a writer.
const APART: &[&str] = &[
    "id",
    "status",
    "owner",
    "reviewed",
    "expires",
    "approved_by",
    "note",
    "tags",
    "examples",
    "internal_to",
    "assets",
    "evidence",
    "was",
];

/// The fields of an item, a line each.
fn fields(text: &mut String, item: &dyn AnyItem) {
    let json = item.json();
    let Some(map) = json.as_object() else { return };
    for (name, value) in map.iter().filter(|(name, _)| !APART.contains(&name.as_str())) {
        let said = words(value);
        if !said.is_empty() {
            let _ = writeln!(text, "- {}: {}", name.replace('_', " "), line(&said));
        }
    }
}

fn words(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match value {
        Json::Null | Json::Bool(false) => String::new(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Number(n) => n.as_f64().map(number).unwrap_or_default(),
        Json::String(text) => plain(text),
        Json::Array(list) => list.iter().map(words).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("; "),
        Json::Object(map) => {
            let pairs = map.iter().filter_map(|(key, value)| {
                let said = words(value);
                (!said.is_empty()).then(|| format!("{}: {said}", key.replace('_', " ")))
            });
            pairs.collect::<Vec<_>>().join("; ")
        }
    }
}

/// A text on one line, as most are.
fn line(text: &str) -> Cow<'_, str> {
    match prose::is_tidy(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
