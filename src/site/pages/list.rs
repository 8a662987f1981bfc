//! A list of the items of one kind, each with a line; and the list of moments.

use tera::Value;

use super::{PageType, Subject};
use crate::analyze::urgency;
use crate::item::AnyItem;
use crate::model::{KINDS, KindInfo};
use crate::site::address::OutPath;
use crate::site::edition::{Edition, title};
use crate::site::prose::{plain, shortened};
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{freshness_of, map, ordinary, question_beside};

/// Kinds whose list is a page type of its own.
const OWN: &[&str] =
    &["claims", "customers", "experiments", "metrics", "research", "terms", "triggers", "voice"];

/// How many characters of a text a list shows, when it has more than twice as many.
const LINE: usize = 200;

pub static PAGE: PageType = PageType { name: "list", template: "list.html", kind: None, addresses, sheet };

fn addresses(_: &Edition) -> Vec<(OutPath, Subject)> {
    let kinds = KINDS.iter().enumerate().filter(|(_, k)| !OWN.contains(&k.key));
    let lists = kinds.filter_map(|(at, kind)| Some((OutPath::list(kind.key)?, (at, 0))));
    lists.chain([(OutPath::top("stages.html"), (KINDS.len(), 0))]).collect()
}

fn sheet(edition: &Edition, (kind, _): Subject) -> Sheet {
    match KINDS.get(kind) {
        Some(kind) => of_kind(edition, kind),
        None => moments(edition),
    }
}

fn of_kind(edition: &Edition, kind: &KindInfo) -> Sheet {
    let shown = edition.project.playbook.of_kind(kind.key).into_iter();
    let shown: Vec<&dyn AnyItem> = shown.filter(|i| edition.shows(*i)).collect();
    let mut groups = vec![];
    if kind.key == "messages" && !shown.is_empty() {
        for stage in &edition.project.config.stages {
            let of_stage = edition.project.playbook.messages.iter().filter(|m| m.stage.id() == stage.id);
            let of_stage: Vec<&dyn AnyItem> =
                of_stage.map(|m| m as &dyn AnyItem).filter(|m| edition.shows(*m)).collect();
            let name = ordinary(&stage.id);
            let title = question_beside(stage).map_or_else(|| name.clone(), |asks| format!("{name}: {asks}"));
            groups.push(group(edition, Some(title), &of_stage));
        }
    } else {
        groups.push(group(edition, None, &shown));
    }
    let mut head = Head::new(kind.label, "list", kind.description);
    head.lead = Some(kind.description.to_owned());
    let body =
        vec![("intro", Value::none()), ("groups", Value::from(groups)), ("key", Value::from(kind.key))];
    Sheet { head, body, entries: vec![] }
}

fn group(edition: &Edition, title: Option<String>, items: &[&dyn AnyItem]) -> Value {
    let items = items.iter().map(|item| {
        map! {
            "ref": edition.reference(item.kind(), item.id().as_str()),
            "line": line(*item),
            "badges": badges(edition, *item),
            "freshness": freshness_of(edition, *item),
        }
    });
    map! { "title": title, "items": items.collect::<Vec<_>>() }
}

/// The first text of an item that is not its title; of a long one its beginning.
fn line(item: &dyn AnyItem) -> Option<String> {
    let title = title(item);
    let texts = item.prose().into_iter().map(|(_, text)| text.to_string());
    // Marks make a text longer, but never this much: a long one is not read to be compared.
    let is_title = |text: &String| text.len() <= 2 * title.len() + 16 && plain(text) == title;
    let text = texts.into_iter().find(|text| !is_title(text))?;
    let Some((beginning, _)) = text.char_indices().nth(2 * LINE) else { return Some(text) };
    Some(shortened(&plain(text.get(..beginning).unwrap_or("")), LINE))
}

/// What to know of an item before it is opened: how urgent a pain is, which moment something is for.
fn badges(edition: &Edition, item: &dyn AnyItem) -> Vec<Value> {
    if item.kind() == "pains" {
        let pain = edition.project.of(&edition.project.playbook.pains, item.id().as_str());
        let verdict = pain.map(|p| urgency(p).0.name());
        return verdict.into_iter().map(|v| map! { "state": Value::none(), "words": v }).collect();
    }
    let links = edition.project.graph.links_from(&crate::graph::Key::of(item)).iter();
    let stages = links.filter(|l| l.to.kind == "stages" && l.field == "stage");
    stages.map(|l| map! { "state": Value::none(), "words": ordinary(&l.to.id) }).collect()
}

/// Every moment with its question, half by half.
fn moments(edition: &Edition) -> Sheet {
    let half = |half: crate::config::Half, title: &str| {
        let stages = edition.project.config.stages.iter().filter(|s| s.half == half).map(|stage| {
            map! {
                "ref": edition.reference("stages", &stage.id),
                "line": question_beside(stage),
                "badges": vec![map! { "state": Value::none(), "words": stage.stance.name() }],
                "freshness": Value::none(),
            }
        });
        map! { "title": title, "items": stages.collect::<Vec<_>>() }
    };
    let groups =
        vec![half(crate::config::Half::Acquire, "Win them"), half(crate::config::Half::Keep, "Keep them")];
    let lead = "The questions a buyer asks, from the first doubt about today's way to the renewal and after.";
    Sheet {
        head: Head::new("Moments", "list", lead).lead(lead),
        body: vec![("intro", Value::none()), ("groups", Value::from(groups)), ("key", Value::none())],
        entries: vec![],
    }
}
