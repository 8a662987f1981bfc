//! The site map, with the day on which what a page shows last changed, and the word to search engines: a playbook is not
//! for them.

use std::collections::{BTreeSet, HashMap};

use super::edition::Edition;
use super::prose::escape;
use crate::model::KINDS;

/// `robots.txt`, and `sitemap.xml` where the site has an address, which ends with `/`.
pub fn files(edition: &Edition, base: Option<&str>, paths: &BTreeSet<&str>) -> Vec<(String, Vec<u8>)> {
    let mut made = vec![("robots.txt".to_owned(), b"User-agent: *\nDisallow: /\n".to_vec())];
    let Some(base) = base else { return made };
    let days = days(edition);
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths.iter().filter(|p| p.ends_with(".html") && **p != "404.html") {
        map.push_str("<url><loc>");
        escape(&mut map, base);
        escape(&mut map, path);
        map.push_str("</loc>");
        if let Some(day) = days.get(*path) {
            map.push_str("<lastmod>");
            escape(&mut map, day);
            map.push_str("</lastmod>");
        }
        map.push_str("</url>\n");
    }
    map.push_str("</urlset>\n");
    made.push(("sitemap.xml".to_owned(), map.into_bytes()));
    made
}

/// By page, the day on which its item last changed; of a page of all terms, the last of any; of a conversation, the last
/// of all that it shows.
fn days<'e>(edition: &'e Edition) -> HashMap<String, &'e str> {
    let mut days: HashMap<String, &str> = HashMap::new();
    for item in KINDS.iter().flat_map(|kind| edition.project.playbook.of_kind(kind.key)) {
        let id = item.id().as_str();
        let (Some(page), Some((_, step))) =
            (edition.page_of(item.kind(), id), edition.news.last(item.kind(), id))
        else {
            continue;
        };
        let page = page.split('#').next().unwrap_or(page);
        let day = days.entry(page.to_owned()).or_default();
        *day = (*day).max(&step.commit.day);
    }
    if let Some(step) = edition.news.steps.last() {
        days.insert("changes.html".to_owned(), &step.commit.day);
        talks(edition, &mut days);
    }
    days
}

/// Conversations: the persona, its messages, and the pains, claims, objections, rivals and plays that come with them.
fn talks<'e>(edition: &'e Edition, days: &mut HashMap<String, &'e str>) {
    let book = &edition.project.playbook;
    for cell in edition.coverage.cells() {
        let Some(path) = edition.talk(cell) else { continue };
        let found = edition.conversations.at(cell);
        let plays: Vec<usize> = found.hand_offs.iter().map(|(play, _)| *play).collect();
        let shown = [
            ("personas", &vec![cell.persona]),
            ("messages", &cell.messages),
            ("pains", &found.pains),
            ("claims", &found.claims),
            ("objections", &found.objections),
            ("competitors", &found.rivals),
            ("plays", &plays),
        ];
        let items = shown.into_iter().flat_map(|(kind, all)| all.iter().map(move |at| (kind, *at)));
        let changed = items.filter_map(|(kind, at)| {
            let id = book.nth(kind, at)?.id().as_str();
            edition.page_of(kind, id)?;
            Some(&*edition.news.last(kind, id)?.1.commit.day)
        });
        if let Some(day) = changed.max() {
            days.insert(path.to_owned(), day);
        }
    }
}
