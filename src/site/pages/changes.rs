//! What changed: week by week, the newest first, with the versions that bear a name between; older pages stay as they are.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, Subject};
use crate::analyze::monday;
use crate::files::Tag;
use crate::shape::{Date, slug};
use crate::site::address::OutPath;
use crate::site::edition::Edition;
use crate::site::news;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{day, link, map};

pub static PAGE: PageType =
    PageType { name: "changes", template: "changes.html", kind: None, addresses, sheet };

fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let pages = 0..edition.news.pages();
    let path = |number: usize| {
        let newest = number + 1 == edition.news.pages();
        if newest {
            Some(OutPath::top("changes.html"))
        } else {
            OutPath::page("changes", &(number + 1).to_string())
        }
    };
    pages.filter_map(|number| Some((path(number)?, (number, 0)))).collect()
}

fn sheet(edition: &Edition, (number, _): Subject) -> Sheet {
    let lead = "What the messaging says now that it did not say before: when, by whom and why.";
    let mut head = Head::new("What changed", "changes", lead).lead(lead);
    let newest = number + 1 == edition.news.pages();
    if !newest {
        head.title = format!("What changed, page {}", number + 1);
        head.crumbs.push(("What changed".to_owned(), "changes.html".to_owned()));
    }
    let range = edition.news.page(number);
    let page = |number: Option<usize>, title: &str| {
        let number = number.filter(|n| *n < edition.news.pages());
        Value::from(number.map(|n| link(title, &edition.news.page_url(n))))
    };
    // The newest page may hold what the one before it holds.
    let older = (0..number).rev().find(|n| edition.news.page(*n).end <= range.start);
    Sheet {
        head,
        body: vec![
            ("weeks", Value::from(weeks(edition, range))),
            ("versions", versions(edition, newest)),
            ("older", page(older, "Earlier changes")),
            ("newer", page(Some(number + 1), "Later changes")),
            ("gap", news::gap(edition)),
            ("formers", Value::from(news::formers(edition, None))),
        ],
        entries: vec![],
    }
}

/// The last step that a version holds.
fn step_of(edition: &Edition, tag: &Tag) -> Option<usize> {
    let steps = edition.news.steps;
    let own = steps.iter().position(|step| step.commit.id == tag.commit);
    own.or_else(|| steps.iter().rposition(|step| step.commit.at <= tag.at))
}

/// Ways to what changed since each version that bears a name, the newest first.
fn versions(edition: &Edition, newest: bool) -> Value {
    let links = edition.project.past.tags.iter().rev().filter(|_| newest).filter_map(|tag| {
        let step = step_of(edition, tag)?;
        let url = edition.news.url_of(step);
        let page = url.split('#').next().unwrap_or("");
        let changed = edition.news.steps.len() - step - 1;
        Some(map! {
            "title": &*tag.name,
            "url": format!("{page}#since-{}", slug(&tag.name)),
            "changed": changed,
        })
    });
    Value::from(links.take(12).collect::<Vec<_>>())
}

fn weeks(edition: &Edition, range: std::ops::Range<usize>) -> Vec<Value> {
    let mut tags: BTreeMap<usize, Vec<&Tag>> = BTreeMap::new();
    for tag in &edition.project.past.tags {
        if let Some(step) = step_of(edition, tag) {
            tags.entry(step).or_default().push(tag);
        }
    }
    let mut weeks: Vec<(Option<Date>, Vec<Value>)> = vec![];
    for at in range.rev() {
        let Some(step) = edition.news.steps.get(at) else { continue };
        let week = Date::parse(&step.commit.day).map(monday);
        if weeks.last().is_none_or(|(known, _)| *known != week) {
            weeks.push((week, vec![]));
        }
        let names = tags.get(&at).map_or(&[][..], Vec::as_slice).iter();
        let names = names.map(|tag| map! { "title": &*tag.name, "id": format!("since-{}", slug(&tag.name)) });
        let commit =
            map! { "commit": news::commit(edition, at, step), "versions": names.collect::<Vec<_>>() };
        if let Some((_, commits)) = weeks.last_mut() {
            commits.push(commit);
        }
    }
    let week = |(monday, commits): (Option<Date>, Vec<Value>)| {
        map! { "date": monday.map(|d| d.to_string()), "day": monday.map(day), "commits": commits }
    };
    weeks.into_iter().map(week).collect()
}
