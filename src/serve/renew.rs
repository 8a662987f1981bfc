//! Renewal: what a burst of changes makes of the last build. Only what changed is read and judged again where that is
//! known to come to the same; the pages that somebody looks at come first.
//!
//! After each burst without an error the site equals one that is built from nothing; tests hold that over long storms of
//! changes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;

use super::shown::{Note, Site};
use super::watch;
use crate::check::{Checker, Levels, Outcome, sort_faults};
use crate::files::Files;
use crate::finding::Fault;
use crate::history::Chronicle;
use crate::project::{Opening, Project, Readings};
use crate::rules::RULES;
use crate::site::{self, Options, Theme};

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The site, or why there is none.
    pub site: Result<Site, Vec<Note>>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// What is wrong with the site all the same: links that lead nowhere.
    pub remarks: Vec<Note>,
    /// What the site came to, in a phrase.
    pub summary: String,
    /// The folder that `refrain build` writes into.
    pub out: String,
}

/// What is built, and for whom.
pub struct Order<'o> {
    /// The project's files.
    pub files: &'o dyn Files,
    /// What to open, and as of when.
    pub opening: &'o Opening,
    /// What the messaging said before.
    pub past: &'o Arc<Chronicle>,
    /// The team that the site is for; all where absent.
    pub audience: Option<&'o str>,
}

/// Told of pages that are ready before all others, with what could not be read. Whether to go on.
pub type Early<'e> = &'e mut dyn FnMut(Site, &[Fault]) -> bool;

/// What is kept from one build to the next.
#[derive(Debug, Default)]
pub struct Renewal {
    /// A theme by its name: compiling its templates takes longer than a small site.
    theme: Option<(String, Theme)>,
    /// What was read of the messaging.
    readings: Readings,
    last: Option<Last>,
}

/// The last project that could be opened, and what came of it.
#[derive(Debug)]
struct Last {
    project: Project,
    checker: Checker,
    /// What is wrong with the levels of rules in the settings.
    told: Vec<Fault>,
    outcome: Outcome,
}

impl Renewal {
    /// Builds the site after these files changed; all of it for the first time.
    ///
    /// `seen` tells which pages somebody looks at: those are given to `early` as soon as they can be, with what was found
    /// before. Nothing where `early` would not go on; then the changes have to be told again.
    pub fn build(
        &mut self,
        order: &Order,
        changed: &[String],
        former: Option<&Site>,
        seen: &BTreeSet<String>,
        early: Early,
    ) -> Option<Built> {
        if watch::touches_themes(changed) {
            self.theme = None;
        }
        let mut last = match self.last.take().map(|last| last.renew(order.files, changed)) {
            Some(Ok(renewed)) => renewed,
            before => match self.open(order) {
                Ok(project) => {
                    let before = before.and_then(Result::err);
                    if let Some(before) = before
                        && !self.show_early(order, &project, &before.outcome, seen, early)
                    {
                        self.last = Some(*before);
                        return None;
                    }
                    Last::of(project)
                }
                Err(faults) => {
                    let site = Err(faults.iter().map(Note::from).collect());
                    let (summary, out) = (String::new(), "site".to_owned());
                    return Some(Built { site, faults: vec![], remarks: vec![], summary, out });
                }
            },
        };
        last.project.past = Arc::clone(order.past);
        let built = self.render(order, &last, former);
        self.last = Some(last);
        Some(built)
    }

    fn open(&mut self, order: &Order) -> Result<Project, Vec<Fault>> {
        let mut project = Project::open_with(order.files, order.opening, &self.readings)?;
        project.past = Arc::clone(order.past);
        self.readings.turn();
        Ok(project)
    }

    /// Shows the pages that somebody looks at, with the findings of before: judging takes longer than writing a page.
    fn show_early(
        &self,
        order: &Order,
        project: &Project,
        before: &Outcome,
        seen: &BTreeSet<String>,
        early: Early,
    ) -> bool {
        let Some((_, theme)) = self.theme.as_ref().filter(|(name, _)| name == project.config.theme()) else {
            return true;
        };
        // What is wrong with a page is told of the whole site.
        match site::some(project, before, theme, &order.options(), &|path| seen.contains(path)) {
            Ok(pages) => {
                early(pages.into_iter().map(|(p, b)| (p, Bytes::from(b))).collect(), &project.faults)
            }
            Err(_) => true,
        }
    }

    fn render(&mut self, order: &Order, last: &Last, former: Option<&Site>) -> Built {
        let Last { project, outcome, .. } = last;
        let (mut remarks, mut summary) = (vec![], String::new());
        let rendered = self.theme(order.files, project.config.theme()).and_then(|theme| {
            let files = Mutex::new(Site::new());
            let put = |path: &str, bytes: &[u8]| {
                // What has not changed is not held twice.
                let same = former.and_then(|site| site.get(path)).filter(|before| **before == bytes);
                let bytes = same.cloned().unwrap_or_else(|| Bytes::copy_from_slice(bytes));
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
            };
            let faults = site::print(project, outcome, theme, &order.options(), &put)?;
            Ok((files.into_inner().unwrap_or_else(PoisonError::into_inner), faults))
        });
        let site = rendered.map(|(files, faults)| {
            let pages = files.keys().filter(|path| path.ends_with(".html")).count();
            remarks.extend(faults.iter().map(Note::from));
            summary = format!(
                "{}, {}, {} not checked",
                count(pages, "page"),
                count(outcome.findings.len(), "finding"),
                outcome.faults.len()
            );
            files
        });
        Built {
            site: site.map_err(|broken| broken.iter().map(Note::from).collect()),
            faults: outcome.faults.clone(),
            remarks,
            summary,
            out: project.config.out().to_owned(),
        }
    }

    fn theme(&mut self, files: &dyn Files, name: &str) -> Result<&Theme, Vec<Fault>> {
        let theme = match self.theme.take() {
            Some(kept) if kept.0 == name => kept.1,
            _ => Theme::load(files, name)?,
        };
        Ok(&self.theme.insert((name.to_owned(), theme)).1)
    }
}

impl Order<'_> {
    fn options(&self) -> Options {
        Options { serve: true, audience: self.audience.map(str::to_owned) }
    }
}

impl Last {
    fn of(project: Project) -> Self {
        let (levels, told) = Levels::of(&project.config);
        let checker = Checker::run(&project, RULES, levels);
        let outcome = Self::outcome(&project, &checker, &told);
        Self { project, checker, told, outcome }
    }

    fn outcome(project: &Project, checker: &Checker, told: &[Fault]) -> Outcome {
        let mut outcome = checker.outcome(project);
        outcome.faults.extend(told.iter().cloned());
        sort_faults(&mut outcome.faults);
        outcome
    }

    /// Itself, with only these files read and judged again, if all of them are pieces of copy that could be read before
    /// and can be now; else what it was before, as far as that still tells what was found.
    fn renew(mut self, files: &dyn Files, changed: &[String]) -> Result<Self, Box<Self>> {
        let mut whole = changed.is_empty();
        for path in changed {
            let faulty = self.project.faults.iter().any(|fault| fault.place.path() == path);
            match self.project.renew(files, path).filter(|_| !faulty && !whole) {
                Some(at) => self.checker.renew(&self.project, at),
                None => whole = true,
            }
        }
        if whole {
            return Err(Box::new(self));
        }
        self.outcome = Self::outcome(&self.project, &self.checker, &self.told);
        Ok(self)
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
