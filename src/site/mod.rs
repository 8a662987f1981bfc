//! The playbook site: a pure map of path to bytes. Disk, dev server and tests read the same map.
//!
//! An `Edition` finds once what many pages ask for; each page type of [`pages`] makes sheets from it, the
//! theme renders them in parallel, and every link of the result is followed. Pages are handed on as they are made, so that
//! a large site need not be held in memory to be written.

mod address;
mod api;
mod audience;
mod brand;
mod chart;
mod describe;
mod digest;
mod drawer;
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
mod press;
mod prose;
mod register;
pub mod search;
mod sheet;
mod sitemap;
mod slim;
mod talks;
mod theme;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde_json::Value as Json;

use crate::check::Outcome;
use crate::finding::Fault;
use crate::project::Project;
use crate::shape::did_you_mean;
use crate::text::Span;

pub use digest::digest;
use drawer::Drawers;
use edition::Edition;
use frame::Frame;
pub use frame::ink;
pub use press::Put;
use press::{Job, Press, Rendered, jobs};
pub use prose::link_from_outside;
use sheet::Sheet;
pub use theme::{DEFAULT, Theme};
pub use view::{day, ordinary};

/// How a site is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// It is shown while somebody writes: pages reload themselves and bear the findings of what they show.
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

/// Files of a theme that only `refrain serve` needs.
const WHILE_WRITING: &[&str] = &["author.css", "reload.js"];

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
    let files = Mutex::new(BTreeMap::new());
    let put = |path: &str, bytes: &[u8]| {
        let bytes = bytes.to_vec();
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
    };
    let faults = print(project, outcome, theme, options, &put)?;
    Ok(Site { files: files.into_inner().unwrap_or_else(PoisonError::into_inner), faults })
}

/// Builds the site and hands each file to `put` when it is ready, in no order and from several threads; what is wrong with
/// the site all the same. After an error what was handed over is no site.
///
/// # Errors
/// As [`build`].
pub fn print(
    project: &Project,
    outcome: &Outcome,
    theme: &Theme,
    options: &Options,
    put: &Put,
) -> Result<Vec<Fault>, Vec<Fault>> {
    set(project, outcome, theme, options, |press, mut faults| {
        let edition = press.edition;
        let base = press.frame.base();
        let mut beside = Beside::new(put);
        let (rendered, ()) = rayon::join(
            || press.all(put),
            || {
                beside.put_all(assets(theme, options));
                api::files(edition, base.as_deref(), &mut |path, bytes| beside.put(path, bytes));
                beside.put_all(llms::files(edition, base.as_deref()));
            },
        );
        let (catalogue, found) = rendered?;
        let mut brand = frame::brand(edition).unwrap_or_else(|fault| {
            faults.push(*fault);
            String::new()
        });
        brand.push_str(&brand::faces(edition, theme, &mut faults));
        beside.put("assets/brand.css".to_owned(), brand.into_bytes());
        beside.put("assets/search-index.js".to_owned(), catalogue.index(&pages::labels(edition)));
        drop(catalogue);
        if let Some(feed) = base.as_deref().and_then(|base| feed::feed(edition, base)) {
            beside.put(feed::PATH.to_owned(), feed);
        }
        if !edition.news.steps.is_empty() {
            beside.put("assets/changes.js".to_owned(), news::marks(edition));
        }
        let pages = press.jobs.iter().map(|job| job.path.as_str());
        let paths: BTreeSet<&str> = pages.chain(beside.paths.iter().map(String::as_str)).collect();
        let map = sitemap::files(edition, base.as_deref(), &paths);
        beside.put_all(map);
        faults.extend(press.dead_links(found, &beside));
        Ok(faults)
    })
}

/// Only those pages of the site whose path is asked for: what [`build`] would give under it.
///
/// # Errors
/// As [`build`], of these pages.
pub fn some(
    project: &Project,
    outcome: &Outcome,
    theme: &Theme,
    options: &Options,
    asked: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<Fault>> {
    set(project, outcome, theme, options, |press, _| {
        let jobs: Vec<&Job> = press.jobs.iter().filter(|job| asked(job.path.as_str())).collect();
        let rendered: Result<Vec<Rendered>, Box<Fault>> =
            jobs.par_iter().map(|job| press.render(job)).collect();
        let rendered = rendered.map_err(|fault| vec![*fault])?;
        Ok(rendered
            .into_iter()
            .flat_map(|page| std::iter::once((page.path, page.bytes)).chain(page.drawer))
            .collect())
    })
}

/// The path, the template and what it is given, of every page.
///
/// # Errors
/// As [`build`], except for what only rendering shows.
pub fn contexts(
    project: &Project,
    outcome: &Outcome,
    theme: &Theme,
    options: &Options,
) -> Result<Vec<(String, &'static str, tera::Context)>, Vec<Fault>> {
    set(project, outcome, theme, options, |press, _| {
        let given = |job: &Job| {
            let sheet = (job.kind.sheet)(press.edition, job.subject);
            let context = press.frame.context(theme, &job.path, &sheet)?;
            Ok((job.path.as_str().to_owned(), job.kind.template, context))
        };
        let given: Result<Vec<_>, Box<Fault>> = press.jobs.par_iter().map(given).collect();
        given.map_err(|fault| vec![*fault])
    })
}

/// Finds once what all pages share, and what pages there are, for as long as `then` takes.
fn set<T>(
    project: &Project,
    outcome: &Outcome,
    theme: &Theme,
    options: &Options,
    then: impl FnOnce(&Press, Vec<Fault>) -> Result<T, Vec<Fault>>,
) -> Result<T, Vec<Fault>> {
    let team = for_team(project, outcome, options)?;
    let (project, outcome) =
        team.as_ref().map_or((project, outcome), |(project, outcome)| (project, outcome));
    let edition = Edition::of(project, outcome, options);
    let mut faults = vec![];
    let frame = Frame::of(&edition, theme, &mut faults);
    let (jobs, drawers) = rayon::join(|| jobs(&edition), || options.serve.then(|| Drawers::of(&edition)));
    then(&Press { edition: &edition, frame: &frame, theme, jobs: jobs?, drawers }, faults)
}

fn assets<'t>(theme: &'t Theme, options: &Options) -> impl Iterator<Item = (String, Vec<u8>)> + 't {
    let serve = options.serve;
    let assets = theme.assets().filter(move |(name, _)| serve || !WHILE_WRITING.contains(name));
    assets.map(|(name, bytes)| (format!("assets/{name}"), bytes.to_vec()))
}

/// The files beside the pages of templates: handed on at once. What is left of them is what links are held against.
struct Beside<'p> {
    hand_on: &'p Put<'p>,
    paths: BTreeSet<String>,
    /// Those that are pages themselves.
    pages: BTreeMap<String, Vec<u8>>,
}

impl<'p> Beside<'p> {
    fn new(hand_on: &'p Put<'p>) -> Self {
        Self { hand_on, paths: BTreeSet::new(), pages: BTreeMap::new() }
    }

    fn put(&mut self, path: String, bytes: Vec<u8>) {
        (self.hand_on)(&path, &bytes);
        if path.ends_with(".html") {
            self.pages.insert(path.clone(), bytes);
        }
        self.paths.insert(path);
    }

    fn put_all(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        files.into_iter().for_each(|(path, bytes)| self.put(path, bytes));
    }
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

/// What themes are written against, as Markdown: every variable and field that the pages of a project show. It is also what
/// [`CONTEXT`] was made with, over the example.
///
/// # Errors
/// Faults of two pages that would lie in one file.
pub fn describe(project: &Project, outcome: &Outcome, theme: &Theme) -> Result<String, Vec<Fault>> {
    let (mut pages, mut shared) = (vec![], vec![]);
    let teams: Vec<Option<String>> = vec![None, project.config.teams().first().map(|t| (*t).to_owned())];
    for audience in teams {
        let options = Options { serve: audience.is_none(), audience };
        let team = for_team(project, outcome, &options)?;
        let (project, outcome) =
            team.as_ref().map_or((project, outcome), |(project, outcome)| (project, outcome));
        let edition = Edition::of(project, outcome, &options);
        let frame = Frame::of(&edition, theme, &mut vec![]);
        for job in jobs(&edition)? {
            let sheet = (job.kind.sheet)(&edition, job.subject);
            pages.push((job.kind.name, job.kind.template, shown(&sheet, job.path.as_str())));
            let every = frame.of_every_page(theme, &job.path, &sheet.head).map_err(|fault| vec![*fault])?;
            let every = every.map(|(key, value)| (key.to_owned(), json(&value)));
            shared.push(Json::Object(every.into_iter().collect()));
        }
    }
    Ok(describe::describe(pages.into_iter(), &shared))
}

/// What themes are written against, made over the example: the page `themes/CONTEXT.md`.
pub static CONTEXT: &str = include_str!("../../themes/CONTEXT.md");

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
    let mut found = None;
    api::files(&Edition::of(project, outcome, options), None, &mut |name, bytes| {
        if name == path {
            found = Some(bytes);
        }
    });
    Ok(found)
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
