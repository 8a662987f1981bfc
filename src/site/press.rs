//! All that pages are made from, and making them: any of them alone, or all in parallel.

use std::borrow::Cow;
use std::collections::HashSet;

use memchr::memmem;
use rayon::prelude::*;

use super::Beside;
use super::address::OutPath;
use super::drawer::Drawers;
use super::edition::Edition;
use super::frame::Frame;
use super::links::{Found, Page};
use super::pages::{PAGES, PageType, Subject};
use super::search::{self, Catalogue};
use super::theme::{FIELD, Theme, UNDEFINED, once};
use super::{found, prose};
use crate::finding::Fault;
use crate::text::{Place, Source, Span, WordMap};

/// Takes a file of the site, by its path from the top.
pub type Put<'p> = dyn Fn(&str, &[u8]) + Sync + 'p;

/// How many pages are rendered by one thread in a row.
const TOGETHER: usize = 32;
/// How many names that are missing behind one another on one page are told in one run.
const ROUNDS: usize = 40;
/// Pages that nobody searches for.
const NOT_FOUND: &[&str] = &["404.html", "search.html"];

/// All that pages are made from.
pub struct Press<'s> {
    /// What is shown.
    pub edition: &'s Edition<'s>,
    /// What every page shares.
    pub frame: &'s Frame,
    /// How it is shown.
    pub theme: &'s Theme,
    /// Every page.
    pub jobs: Vec<Job>,
    /// The findings of each item, while somebody writes.
    pub drawers: Option<Drawers<'s>>,
}

impl Press<'_> {
    /// Renders every page; how search finds them, in their order, and what they link to.
    pub fn all(&self, put: &Put) -> Result<(Catalogue, Found<'_>), Vec<Fault>> {
        let chunks = self.jobs.par_chunks(TOGETHER);
        let printed = chunks.fold(Printed::default, |printed, jobs| self.several(jobs, put, printed));
        let Printed { catalogue, found, broken, .. } = printed.reduce(Printed::default, Printed::and);
        if broken.is_empty() { Ok((catalogue, found)) } else { Err(self.all_wrong(broken)) }
    }

    /// Renders some pages, and adds what is known of them to that of those before.
    fn several<'j>(&self, jobs: &'j [Job], put: &Put, mut printed: Printed<'j>) -> Printed<'j> {
        for job in jobs {
            match self.render_with(self.theme, job, &mut printed.bytes) {
                Ok(Told { entries, drawer }) => {
                    let path = job.path.as_str();
                    entries.into_iter().for_each(|entry| printed.catalogue.add(entry));
                    printed.found.read(job.page(), &printed.bytes);
                    put(path, &printed.bytes);
                    drawer.into_iter().for_each(|(path, bytes)| put(&path, &bytes));
                }
                Err(fault) => printed.broken.push((job, *fault)),
            }
        }
        printed
    }

    /// Every fault of the templates, each once. A page stops at the first name that is not there, so the names are left out
    /// and the pages tried again until they show no other.
    pub fn all_wrong(&self, broken: Vec<(&Job, Fault)>) -> Vec<Fault> {
        let (mut jobs, mut fresh): (Vec<&Job>, Vec<Fault>) = broken.into_iter().unzip();
        let mut faults = fresh.clone();
        let mut without = self.theme.without(&fresh);
        for _ in 0..ROUNDS {
            let Some(theme) = without else { break };
            let again: Vec<(&Job, Fault)> = jobs
                .par_iter()
                .filter_map(|job| Some((*job, *self.render_with(&theme, job, &mut vec![]).err()?)))
                .filter(|(_, fault)| fault.code == FIELD || fault.code == UNDEFINED)
                .collect();
            (jobs, fresh) = again.into_iter().unzip();
            faults.extend(fresh.iter().cloned());
            without = theme.without(&fresh);
        }
        once(faults)
    }

    /// Renders a page.
    pub fn render(&self, job: &Job) -> Result<Rendered, Box<Fault>> {
        let mut bytes = vec![];
        let told = self.render_with(self.theme, job, &mut bytes)?;
        Ok(Rendered { path: job.path.as_str().to_owned(), bytes, drawer: told.drawer })
    }

    fn render_with(&self, theme: &Theme, job: &Job, bytes: &mut Vec<u8>) -> Result<Told, Box<Fault>> {
        let sheet = (job.kind.sheet)(self.edition, job.subject);
        let path = job.path.as_str();
        let drawer = self.drawers.as_ref().and_then(|drawers| drawers.of_page(path, &sheet));
        let context = self.frame.context(theme, &job.path, &sheet)?;
        theme.render_into(bytes, job.kind.template, path, &context)?;
        if self.edition.has_links {
            from_top(bytes, &job.path.root());
        }
        let mut entries = sheet.entries;
        if entries.is_empty() && !NOT_FOUND.contains(&path) {
            entries.push(found::page(&sheet.head, path));
        }
        Ok(Told { entries, drawer })
    }

    /// A fault for each link of the site that leads nowhere.
    pub fn dead_links<'f>(&'f self, mut found: Found<'f>, beside: &'f Beside) -> Vec<Fault> {
        for (path, bytes) in &beside.pages {
            let before = self.jobs.iter().filter(|job| job.path.as_str() < path.as_str());
            found.read(Page { number: 2 * before.count() + 1, path }, bytes);
        }
        let text = |path: &str| {
            let bytes = match self.jobs.iter().find(|job| job.path.as_str() == path) {
                Some(job) => self.render(job).ok()?.bytes,
                None => beside.pages.get(path)?.clone(),
            };
            String::from_utf8(bytes).ok()
        };
        let pages = self.jobs.iter().map(|job| job.path.as_str());
        let known: HashSet<&str> = pages.chain(beside.paths.iter().map(String::as_str)).collect();
        found.dead(&known, &self.frame.base_path(), &text)
    }
}

/// One page to render.
pub struct Job {
    /// Of what type it is.
    pub kind: &'static PageType,
    /// Where it lies.
    pub path: OutPath,
    /// What it is about.
    pub subject: Subject,
    /// Its number among all in the order of their paths: even, so that another page can stand between two.
    number: usize,
}

impl Job {
    fn page(&self) -> Page<'_> {
        Page { number: self.number, path: self.path.as_str() }
    }
}

/// A page as it is written.
pub struct Rendered {
    /// Where it lies.
    pub path: String,
    /// The page.
    pub bytes: Vec<u8>,
    /// The findings of what it shows, as a file beside it.
    pub drawer: Option<(String, Vec<u8>)>,
}

/// What is known of a page beside its bytes.
struct Told {
    /// How search finds it.
    entries: Vec<search::Item>,
    /// The findings of what it shows, as a file beside it.
    drawer: Option<(String, Vec<u8>)>,
}

/// What is known of pages that were handed on.
#[derive(Default)]
struct Printed<'j> {
    catalogue: Catalogue,
    found: Found<'j>,
    /// What is wrong with which.
    broken: Vec<(&'j Job, Fault)>,
    /// The last page: its memory is that of the next.
    bytes: Vec<u8>,
}

impl Printed<'_> {
    fn and(mut self, next: Self) -> Self {
        self.catalogue.append(next.catalogue);
        self.found.add(next.found);
        self.broken.extend(next.broken);
        self
    }
}

/// Every page of the site. Two that differ only in case are refused: some disks hold them as one.
pub fn jobs(edition: &Edition) -> Result<Vec<Job>, Vec<Fault>> {
    let of_kind = |kind: &&'static PageType| {
        let kind = *kind;
        let addresses = (kind.addresses)(edition).into_iter();
        addresses.map(move |(path, subject)| Job { kind, path, subject, number: 0 })
    };
    let mut jobs: Vec<Job> = PAGES.par_iter().flat_map_iter(of_kind).collect();
    let mut seen: WordMap<Cow<str>, &str> = WordMap::default();
    seen.reserve(jobs.len());
    let mut clashes = vec![];
    for job in &jobs {
        let path = job.path.as_str();
        let name = match path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            true => Cow::Borrowed(path),
            false => Cow::Owned(path.to_lowercase()),
        };
        if let Some(other) = seen.insert(name, path) {
            let place = Place::new(&Source::new(path, ""), Span::default());
            let what = format!("two pages would lie in `{path}` (the other is `{other}`)");
            clashes.push(Fault::new("site/clash", place, what, "give one of the items another id"));
        }
    }
    if !clashes.is_empty() {
        return Err(clashes);
    }
    let mut sorted: Vec<&mut Job> = jobs.iter_mut().collect();
    sorted.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    sorted.into_iter().enumerate().for_each(|(at, job)| job.number = 2 * at + 2);
    Ok(jobs)
}

/// Turns links that the messaging writes from the top of the site into links from the page.
fn from_top(bytes: &mut Vec<u8>, root: &str) {
    let mut found = memmem::find_iter(bytes, prose::FROM_TOP).peekable();
    if found.peek().is_none() {
        return;
    }
    let (mut out, mut from) = (Vec::with_capacity(bytes.len() + 64), 0);
    for at in found {
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        out.extend_from_slice(b"=\"");
        out.extend_from_slice(root.as_bytes());
        from = at + prose::FROM_TOP.len();
    }
    out.extend_from_slice(bytes.get(from..).unwrap_or_default());
    *bytes = out;
}
