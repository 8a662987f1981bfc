//! All that pages are made from, and making them: any of them alone, or all in parallel.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::address::OutPath;
use super::drawer::Drawers;
use super::edition::Edition;
use super::frame::Frame;
use super::links::Found;
use super::pages::{PAGES, PageType, Subject};
use super::theme::{FIELD, Theme, UNDEFINED, once};
use super::{found, prose, search};
use crate::finding::Fault;
use crate::text::{Place, Source, Span};

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
    pub fn all(
        &self,
        put: &(dyn Fn(&str, Vec<u8>) + Sync),
    ) -> Result<(Vec<search::Item>, Found), Vec<Fault>> {
        let rendered: Vec<_> = self.jobs.par_chunks(TOGETHER).map(|jobs| self.several(jobs, put)).collect();
        let (mut entries, mut found, mut broken) = (vec![], Found::default(), vec![]);
        for (some, links, faults) in rendered {
            entries.extend(some);
            found.add(links);
            broken.extend(faults);
        }
        if broken.is_empty() { Ok((entries, found)) } else { Err(self.all_wrong(broken)) }
    }

    /// Renders some pages: how search finds them, what they link to, and what is wrong with which.
    fn several<'j>(
        &self,
        jobs: &'j [Job],
        put: &(dyn Fn(&str, Vec<u8>) + Sync),
    ) -> (Vec<search::Item>, Found, Vec<(&'j Job, Fault)>) {
        let (mut entries, mut found, mut broken) = (vec![], Found::default(), vec![]);
        for job in jobs {
            match self.render(job) {
                Ok(page) => {
                    entries.extend(page.entries);
                    found.read(&page.path, &String::from_utf8_lossy(&page.bytes));
                    put(&page.path, page.bytes);
                    page.drawer.into_iter().for_each(|(path, bytes)| put(&path, bytes));
                }
                Err(fault) => broken.push((job, *fault)),
            }
        }
        (entries, found, broken)
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
                .filter_map(|job| Some((*job, *self.render_with(&theme, job).err()?)))
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
        self.render_with(self.theme, job)
    }

    fn render_with(&self, theme: &Theme, job: &Job) -> Result<Rendered, Box<Fault>> {
        let sheet = (job.kind.sheet)(self.edition, job.subject);
        let context = self.frame.context(&job.path, &sheet);
        let path = job.path.as_str();
        let bytes = theme.render(job.kind.template, path, &context)?;
        let bytes = if self.edition.has_links { from_top(bytes, &job.path.root()) } else { bytes };
        let drawer = self.drawers.as_ref().and_then(|drawers| drawers.of_page(path, &sheet));
        let mut entries = sheet.entries;
        if entries.is_empty() && !NOT_FOUND.contains(&path) {
            entries.push(found::page(&sheet.head, path));
        }
        Ok(Rendered { path: path.to_owned(), bytes, entries, drawer })
    }

    /// A fault for each link of the site that leads nowhere; `files` are those beside the pages.
    pub fn dead_links(&self, mut found: Found, files: &BTreeMap<String, Vec<u8>>) -> Vec<Fault> {
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            found.read(path, &String::from_utf8_lossy(bytes));
        }
        let text = |path: &str| {
            let bytes = match self.jobs.iter().find(|job| job.path.as_str() == path) {
                Some(job) => self.render(job).ok()?.bytes,
                None => files.get(path)?.clone(),
            };
            String::from_utf8(bytes).ok()
        };
        let pages = self.jobs.iter().map(|job| job.path.as_str());
        let known: HashSet<&str> = pages.chain(files.keys().map(String::as_str)).collect();
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
}

/// A page as it is written.
pub struct Rendered {
    /// Where it lies.
    pub path: String,
    /// The page.
    pub bytes: Vec<u8>,
    entries: Vec<search::Item>,
    /// The findings of what it shows, as a file beside it.
    pub drawer: Option<(String, Vec<u8>)>,
}

/// Every page of the site. Two that differ only in case are refused: some disks hold them as one.
pub fn jobs(edition: &Edition) -> Result<Vec<Job>, Vec<Fault>> {
    let mut jobs: Vec<Job> = vec![];
    for kind in PAGES {
        let addresses = (kind.addresses)(edition);
        jobs.extend(addresses.into_iter().map(|(path, subject)| Job { kind, path, subject }));
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashes = vec![];
    for job in &jobs {
        let path = job.path.as_str();
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            let place = Place::new(&Source::new(path, ""), Span::default());
            let what = format!("two pages would lie in `{path}` (the other is `{other}`)");
            clashes.push(Fault::new("site/clash", place, what, "give one of the items another id"));
        }
    }
    if clashes.is_empty() { Ok(jobs) } else { Err(clashes) }
}

/// Turns links that the messaging writes from the top of the site into links from the page.
fn from_top(bytes: Vec<u8>, root: &str) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) if text.contains(prose::FROM_TOP) => {
            text.replace(prose::FROM_TOP, &format!("=\"{root}")).into_bytes()
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
