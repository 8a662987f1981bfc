//! Dead links: every link of every page leads to a file of the site, and to a place in it.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::address::target;
use crate::finding::Fault;
use crate::text::{Place, Source, Span};

/// A fault for each dead link, once, at its place in the page.
pub fn dead(files: &BTreeMap<String, Vec<u8>>) -> Vec<Fault> {
    let pages: Vec<(&str, &str)> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .filter_map(|(path, bytes)| std::str::from_utf8(bytes).ok().map(|text| (path.as_str(), text)))
        .collect();
    let ids: HashMap<&str, HashSet<&str>> = pages
        .par_iter()
        .map(|(path, text)| (*path, values(text, " id=\"").map(|(_, id)| id).collect()))
        .collect();
    let found: Vec<Vec<Dead>> = pages
        .par_iter()
        .map(|(page, text)| {
            let mut seen = HashSet::new();
            [" href=\"", " src=\""]
                .iter()
                .flat_map(|mark| values(text, mark))
                .filter(|(_, href)| seen.insert(*href))
                .filter_map(|(at, href)| {
                    check(files, &ids, page, href).map(|(target, what)| Dead {
                        page,
                        text,
                        at,
                        href,
                        target,
                        what,
                    })
                })
                .collect()
        })
        .collect();
    // A dead link in the frame of all pages is told for the first.
    let mut told = HashSet::new();
    found.into_iter().flatten().filter(|dead| told.insert(dead.target.clone())).map(Dead::fault).collect()
}

/// A dead link: where it stands, and what it leads to.
struct Dead<'p> {
    page: &'p str,
    text: &'p str,
    at: usize,
    href: &'p str,
    target: String,
    what: String,
}

impl Dead<'_> {
    fn fault(self) -> Fault {
        let place =
            Place::new(&Source::new(self.page, self.text), Span::new(self.at, self.at + self.href.len()));
        let help = "mend the link where it is written, or in the template that makes it";
        Fault::new("site/dead-link", place, self.what, help)
    }
}

/// The values of an attribute, with their offsets. Text in a page has its quotation marks escaped, so a mark is found
/// in tags alone.
fn values<'t>(text: &'t str, mark: &'static str) -> impl Iterator<Item = (usize, &'t str)> {
    text.match_indices(mark).filter_map(move |(at, _)| {
        let start = at + mark.len();
        let rest = text.get(start..)?;
        Some((start, rest.get(..rest.find('"')?)?))
    })
}

fn check(
    files: &BTreeMap<String, Vec<u8>>,
    ids: &HashMap<&str, HashSet<&str>>,
    page: &str,
    href: &str,
) -> Option<(String, String)> {
    // Links of the page for what is not there start from the site's address, not from the page.
    let href = if page == "404.html" { href.trim_start_matches('/') } else { href };
    let (path, fragment) = target(page, href)?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    if !files.contains_key(&path) {
        return Some((path, format!("the link `{href}` leads to no page")));
    }
    let fragment = fragment.filter(|f| !f.is_empty() && f != "top")?;
    let known = ids.get(path.as_str())?;
    let what = || format!("the link `{href}` leads to no place on `{path}`");
    (!known.contains(fragment.as_str())).then(|| (format!("{path}#{fragment}"), what()))
}
