//! Dead links: every link of every page leads to a file of the site, and to a place in it.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::address::target;
use crate::finding::Fault;
use crate::text::{Place, Source, Span};

/// How many pages share what they found out about links.
const TOGETHER: usize = 256;

/// A fault for each dead link, once, at its place in the first page that has it. `base` is the path of the site's address,
/// from which the page for what is not there links.
pub fn dead(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<Fault> {
    let pages: Vec<Page> = files
        .par_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .filter_map(|(path, bytes)| Some(Page::read(path, std::str::from_utf8(bytes).ok()?)))
        .collect();
    let by_path: HashMap<&str, &Page> = pages.iter().map(|page| (page.path, page)).collect();
    let found: Vec<Vec<Dead>> = pages
        .par_chunks(TOGETHER)
        .map(|pages| {
            // A link leads from all pages of a folder to the same place, unless it stays on its page.
            let mut alive: HashSet<(&str, &str)> = HashSet::new();
            let mut dead = vec![];
            for page in pages {
                let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                for (at, href) in &page.links {
                    let shared = !href.starts_with('#') && page.path != "404.html";
                    if shared && alive.contains(&(folder, *href)) {
                        continue;
                    }
                    let from_top = if page.path == "404.html" { href.strip_prefix(base) } else { None };
                    match check(files, &by_path, page, from_top.unwrap_or(href)) {
                        Some((target, what)) => dead.push(Dead { page, at: *at, href, target, what }),
                        None if shared => {
                            alive.insert((folder, *href));
                        }
                        None => {}
                    }
                }
            }
            dead
        })
        .collect();
    let mut told = HashSet::new();
    found.into_iter().flatten().filter(|dead| told.insert(dead.target.clone())).map(Dead::fault).collect()
}

/// A page's places and links.
struct Page<'t> {
    path: &'t str,
    text: &'t str,
    ids: Vec<&'t str>,
    links: Vec<(usize, &'t str)>,
}

impl<'t> Page<'t> {
    /// Finds the attributes by their quotation marks. Text in a page has its own escaped, so what stands before one is a
    /// tag or a template's own words, and these do not end in `href=`.
    fn read(path: &'t str, text: &'t str) -> Self {
        let mut page = Self { path, text, ids: vec![], links: vec![] };
        let mut at = 0;
        while let Some((before, rest)) = text.get(at..).and_then(|rest| rest.split_once('"')) {
            at += before.len() + 1;
            let is_id = before.ends_with(" id=");
            if !is_id && !before.ends_with(" href=") && !before.ends_with(" src=") {
                continue;
            }
            let Some(end) = rest.find('"') else { break };
            let value = rest.get(..end).unwrap_or("");
            if is_id {
                page.ids.push(value);
            } else {
                page.links.push((at, value));
            }
            at += end + 1;
        }
        page
    }
}

/// A dead link: where it stands, and what it leads to.
struct Dead<'p> {
    page: &'p Page<'p>,
    at: usize,
    href: &'p str,
    target: String,
    what: String,
}

impl Dead<'_> {
    fn fault(self) -> Fault {
        let span = Span::new(self.at, self.at + self.href.len());
        let place = Place::new(&Source::new(self.page.path, self.page.text), span);
        let help = "mend the link where it is written, or in the template that makes it";
        Fault::new("site/dead-link", place, self.what, help)
    }
}

fn check(
    files: &BTreeMap<String, Vec<u8>>,
    pages: &HashMap<&str, &Page>,
    page: &Page,
    href: &str,
) -> Option<(String, String)> {
    let (path, fragment) = target(page.path, href)?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    if !files.contains_key(&path) {
        return Some((path, format!("the link `{href}` leads to no page")));
    }
    let fragment = fragment.filter(|f| !f.is_empty() && f != "top")?;
    let known = &pages.get(path.as_str())?.ids;
    let what = || format!("the link `{href}` leads to no place on `{path}`");
    (!known.contains(&fragment.as_str())).then(|| (format!("{path}#{fragment}"), what()))
}
