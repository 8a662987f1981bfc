//! The playbook site: a pure map of path to bytes. Disk, dev server and tests read the same map.
//!
//! An `Edition` finds once what many pages ask for; each page type of [`pages`] makes sheets from it, the
//! theme renders them in parallel, and every link of the result is followed.

mod address;
mod api;
mod audience;
mod brand;
mod chart;
mod edition;
mod feed;
mod found;
mod frame;
mod gap;
mod grid;
mod links;
mod llms;
mod news;
pub mod pages;
mod prose;
pub mod search;
mod sheet;
mod sitemap;
mod slim;
mod theme;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value as Json;

use crate::check::Outcome;
use crate::finding::Fault;
use crate::project::Project;
use crate::shape::did_you_mean;
use crate::text::{Place, Source, Span};

use address::OutPath;
use edition::Edition;
use frame::Frame;
pub use frame::ink;
use pages::{PAGES, PageType, Subject};
pub use prose::link_from_outside;
use sheet::Sheet;
pub use theme::{DEFAULT, Theme};
pub use view::{day, ordinary};

/// How a site is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// It is shown while somebody writes: pages reload themselves.
    pub serve: bool,
    /// The team it is for; what is internal to other teams is left out.
    pub audience: Option<String>,
}

/// A site: its files by path, and what is wrong with it all the same.
#[derive(Debug)]
pub struct Site {
    /// Every file, by its path from the top, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Dead links and settings that could not be used, sorted by page and place.
    pub faults: Vec<Fault>,
}

/// Builds the site of a project. The same input gives the same bytes, whatever the number of threads.
///
/// # Errors
/// Faults of templates, at their places in them; of two pages that would lie in one file; of an audience that is no team.
pub fn build(
    project: &Project,
    outcome: &Outcome,
    theme: &Theme,
    options: &Options,
) -> Result<Site, Vec<Fault>> {
    let team = for_team(project, outcome, options)?;
    let (project, outcome) =
        team.as_ref().map_or((project, outcome), |(project, outcome)| (project, outcome));
    let edition = Edition::of(project, outcome, options);
    let mut faults = vec![];
    let frame = Frame::of(&edition, theme, &mut faults);
    let jobs = jobs(&edition)?;
    let rendered: Vec<Result<Rendered, Box<Fault>>> =
        jobs.par_iter().map(|job| render(&edition, &frame, theme, job)).collect();
    let mut files = BTreeMap::new();
    let (mut entries, mut broken) = (vec![], vec![]);
    for result in rendered {
        match result {
            Ok(page) => {
                entries.extend(page.entries);
                files.insert(page.path, page.bytes);
            }
            Err(fault) => broken.push(*fault),
        }
    }
    if !broken.is_empty() {
        return Err(told_once(broken));
    }
    for (name, bytes) in theme.assets() {
        files.insert(format!("assets/{name}"), bytes.to_vec());
    }
    let mut brand = frame::brand(&edition).unwrap_or_else(|fault| {
        faults.push(*fault);
        String::new()
    });
    brand.push_str(&brand::faces(&edition, theme, &mut faults));
    files.insert("assets/brand.css".to_owned(), brand.into_bytes());
    let labels = pages::labels(&edition);
    files.insert("assets/search-index.js".to_owned(), search::index(&labels, &entries));
    let base = frame.base();
    files.extend(api::files(&edition, base.as_deref()));
    files.extend(llms::files(&edition, base.as_deref()));
    if let Some(feed) = base.as_deref().and_then(|base| feed::feed(&edition, base)) {
        files.insert(feed::PATH.to_owned(), feed);
    }
    if !edition.news.steps.is_empty() {
        files.insert("assets/changes.js".to_owned(), news::marks(&edition));
    }
    files.extend(sitemap::files(&edition, base.as_deref(), &files));
    faults.extend(links::dead(&files, &frame.base_path()));
    Ok(Site { files, faults })
}

/// What a page shows, as its template sees it, without what all pages share; nothing where this edition has no such page.
/// `page` is what the page tells of itself. The path is from the top of the site: `play/trial.html`.
///
/// # Errors
/// A fault where the audience is no team.
pub fn page(
    project: &Project,
    outcome: &Outcome,
    options: &Options,
    path: &str,
) -> Result<Option<Json>, Vec<Fault>> {
    let team = for_team(project, outcome, options)?;
    let (project, outcome) =
        team.as_ref().map_or((project, outcome), |(project, outcome)| (project, outcome));
    let edition = Edition::of(project, outcome, options);
    let job = jobs(&edition)?.into_iter().find(|job| job.path.as_str() == path);
    Ok(job.map(|job| shown(&(job.kind.sheet)(&edition, job.subject), path)))
}

fn shown(sheet: &Sheet, path: &str) -> Json {
    let mut shown = serde_json::Map::new();
    shown.insert("page".to_owned(), json(&sheet.head.value(path)));
    shown.extend(sheet.body.iter().map(|(key, value)| ((*key).to_owned(), json(value))));
    Json::Object(shown)
}

fn json(value: &tera::Value) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}

/// The items of a kind that an edition shows, as `api/v1/KIND.json` holds them, without the address of the site.
///
/// # Errors
/// A fault where the audience is no team.
pub fn api(
    project: &Project,
    outcome: &Outcome,
    options: &Options,
    kind: &str,
) -> Result<Option<Vec<u8>>, Vec<Fault>> {
    let team = for_team(project, outcome, options)?;
    let (project, outcome) =
        team.as_ref().map_or((project, outcome), |(project, outcome)| (project, outcome));
    let path = format!("{}/{}.json", api::FOLDER, kind.replace('_', "-"));
    let files = api::files(&Edition::of(project, outcome, options), None);
    Ok(files.into_iter().find(|(name, _)| *name == path).map(|(_, bytes)| bytes))
}

/// A project and an outcome without what is internal to other teams; nothing where the site is for everybody.
fn for_team(
    project: &Project,
    outcome: &Outcome,
    options: &Options,
) -> Result<Option<(Project, Outcome)>, Vec<Fault>> {
    let Some(team) = &options.audience else { return Ok(None) };
    known_team(project, team)?;
    let (reduced, secrets) = project.for_team(team);
    Ok(Some((reduced, audience::of_team(outcome, &secrets))))
}

/// A misspelt team must not get a site that leaves out the wrong things.
fn known_team(project: &Project, audience: &str) -> Result<(), Vec<Fault>> {
    let teams = project.config.teams();
    if teams.contains(&audience) {
        return Ok(());
    }
    let place = project.config.place(Span::default());
    let what = format!("there is no team `{audience}` to build for");
    Err(vec![Fault::new("site/audience", place, what, did_you_mean(audience, teams))])
}

/// Pages that nobody searches for.
const NOT_FOUND: &[&str] = &["404.html", "search.html"];

/// One page to render.
struct Job {
    kind: &'static PageType,
    path: OutPath,
    subject: Subject,
}

struct Rendered {
    path: String,
    bytes: Vec<u8>,
    entries: Vec<search::Item>,
}

/// Every page of the site. Two that differ only in case are refused: some disks hold them as one.
fn jobs(edition: &Edition) -> Result<Vec<Job>, Vec<Fault>> {
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

fn render(edition: &Edition, frame: &Frame, theme: &Theme, job: &Job) -> Result<Rendered, Box<Fault>> {
    let sheet = (job.kind.sheet)(edition, job.subject);
    let context = frame.context(&job.path, &sheet);
    let path = job.path.as_str();
    let bytes = theme.render(job.kind.template, path, &context)?;
    let bytes = if edition.has_links { from_top(bytes, &job.path.root()) } else { bytes };
    let mut entries = sheet.entries;
    if entries.is_empty() && !NOT_FOUND.contains(&path) {
        entries.push(found::page(&sheet.head, path));
    }
    Ok(Rendered { path: path.to_owned(), bytes, entries })
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

/// A template's fault once, however many pages it breaks.
fn told_once(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| {
        (a.place.path(), a.place.first(), &a.message).cmp(&(b.place.path(), b.place.first(), &b.message))
    });
    faults.dedup_by(|a, b| {
        (a.place.path(), a.place.first(), &a.message) == (b.place.path(), b.place.first(), &b.message)
    });
    faults
}
