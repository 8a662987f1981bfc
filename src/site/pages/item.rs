//! The page of an item whose kind has no page type of its own: its fields as written, and where it is used.

use serde_json::Value as Json;
use tera::Value;

use super::{PAGES, PageType, Subject, list_url};
use crate::graph::Key;
use crate::item::AnyItem;
use crate::model::KINDS;
use crate::site::address::OutPath;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{map, number, ordinary};

/// Fields that the head of the page shows already.
const HEADER: &[&str] =
    &["id", "status", "owner", "reviewed", "expires", "approved_by", "note", "tags", "examples", "name"];

pub static PAGE: PageType = PageType { name: "item", template: "item.html", kind: None, addresses, sheet };

fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let mut all = vec![];
    for (number, kind) in KINDS.iter().enumerate() {
        if PAGES.iter().any(|p| p.kind == Some(kind.key)) {
            continue;
        }
        for (at, item) in edition.project.playbook.of_kind(kind.key).into_iter().enumerate() {
            let id = item.id().as_str();
            let first = edition.project.graph.position(&Key::of(item)) == Some(at);
            if let (true, Some(_), Some(path)) =
                (first, edition.page_of(kind.key, id), OutPath::page(kind.noun, id))
            {
                all.push((path, (number, at)));
            }
        }
    }
    all
}

fn sheet(edition: &Edition, (kind, at): Subject) -> Sheet {
    let found = KINDS.get(kind).and_then(|k| Some((k, edition.project.playbook.nth(k.key, at)?)));
    let Some((kind, item)) = found else { return Sheet::empty(PAGE.name) };
    let key = Key::of(item);
    let prose = item.prose();
    let line = prose.first().map_or("", |(_, text)| &**text);
    let mut head = Head::of_item(edition, item, (kind.label, &list_url(kind.key)), line);
    head.kind = "item";
    Sheet {
        head,
        body: vec![
            ("item", edition.at(&key)),
            ("fields", Value::from(fields(edition, item))),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, item, vec![], line)],
    }
}

/// The fields of an item in the order of its definition; a reference is shown as a link.
fn fields(edition: &Edition, item: &dyn AnyItem) -> Vec<Value> {
    let Json::Object(all) = item.json() else { return vec![] };
    let links = edition.project.graph.links_from(&Key::of(item));
    let mut fields = vec![];
    for (name, value) in all.iter().filter(|(name, _)| !HEADER.contains(&name.as_str())) {
        // A mapping whose keys are references is shown with its values.
        let linked = !value.is_object();
        let refs = links.iter().filter(|l| linked && l.field == *name).map(|l| edition.at(&l.to));
        let refs: Vec<Value> = refs.collect();
        let values = if refs.is_empty() { texts(value) } else { vec![] };
        if !(refs.is_empty() && values.is_empty()) {
            fields.push(map! { "name": ordinary(name), "values": values, "refs": refs });
        }
    }
    fields
}

/// A value as lines of text; nothing for what is empty.
fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Null | Json::Bool(false) => vec![],
        Json::Bool(true) => vec!["yes".to_owned()],
        Json::Number(n) => vec![n.as_f64().map(number).unwrap_or_default()],
        Json::String(text) => vec![text.clone()],
        Json::Array(list) => list.iter().flat_map(texts).collect(),
        Json::Object(map) => {
            let pairs = map.iter().filter_map(|(key, value)| {
                let inner = texts(value);
                (!inner.is_empty()).then(|| format!("{}: {}", ordinary(key), inner.join(", ")))
            });
            pairs.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::files::Memory;
    use crate::project::{Opening, Project};
    use crate::shape::Date;
    use crate::site::frame::Frame;
    use crate::site::{DEFAULT, Options, Theme};

    /// Every kind has a page type of its own today; this is what the next one gets.
    #[test]
    fn any_kind_can_be_shown_by_its_fields_and_where_it_is_used() {
        let mut files = Memory::default();
        files.insert("refrain.yaml", "company: Acme\n");
        files.insert(
            "content/a.yaml",
            "pains: [{id: gaps, name: Idle vans, statement: The slot stays **empty**., severity: 4, words: [gap, hole]}]
personas: [{id: ops, name: Ops, outcome: No gaps, pains: [gaps], journey: {why-change: {asks: [Is it real?]}}}]
",
        );
        let opening = Opening { as_of: None, today: Date::parse("2026-11-01").unwrap(), paths: vec![] };
        let project = Project::open(&files, &opening).unwrap();
        let (outcome, options) = (check(&project), Options::default());
        let edition = Edition::of(&project, &outcome, &options);
        let theme = Theme::load(&files, DEFAULT).unwrap();
        let frame = Frame::of(&edition, &theme, &mut vec![]);
        let page = |key: &str, id: &str| {
            let kind = KINDS.iter().position(|k| k.key == key).unwrap();
            let path = OutPath::page(KINDS[kind].noun, id).unwrap();
            let context = frame.context(&theme, &path, &sheet(&edition, (kind, 0))).unwrap();
            String::from_utf8(theme.render(PAGE.template, PAGE.name, &context).unwrap()).unwrap()
        };
        let pain = page("pains", "gaps");
        for told in [
            "<h1>Idle vans</h1>",
            "<dt>Statement</dt><dd>The slot stays <strong>empty</strong>.</dd>",
            "<dt>Severity</dt><dd>4</dd>",
            "<dt>Words</dt><dd>gap</dd><dd>hole</dd>",
            "persona/ops.html\">Ops</a>",
        ] {
            assert!(pain.contains(told), "{told} is not in {pain}");
        }
        let persona = page("personas", "ops");
        for told in ["pain/gaps.html\">Idle vans</a>", "<dd>Why change: Asks: Is it real?</dd>"] {
            assert!(persona.contains(told), "{told} is not in {persona}");
        }
    }
}
