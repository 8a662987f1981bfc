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
use crate::project::{Former, Memory, Nothing, Opening, Project, Renewed};
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
    last: Option<Last>,
}

/// The last project that could be opened, and what came of it.
#[derive(Debug)]
struct Last {
    project: Project,
    /// What was found; nothing the first time.
    outcome: Option<Outcome>,
    /// What was found is of before the last changes.
    late: bool,
    /// Nothing where all has to be judged anew.
    judge: Option<Judge>,
}

/// What judges a project.
#[derive(Debug)]
struct Judge {
    checker: Checker,
    /// What is wrong with the levels of rules in the settings.
    told: Vec<Fault>,
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
        let renewed = match self.last.take() {
            Some(last) => last.renew(order, changed),
            None => Last::open(order, &Nothing, None),
        };
        let mut last = match renewed {
            Ok(last) => last,
            Err(faults) => {
                let site = Err(faults.iter().map(Note::from).collect());
                let (summary, out) = (String::new(), "site".to_owned());
                return Some(Built { site, faults: vec![], remarks: vec![], summary, out });
            }
        };
        last.project.past = Arc::clone(order.past);
        if !self.show_early(order, &last, seen, early) {
            self.last = Some(last);
            return None;
        }
        let (project, outcome) = last.judged();
        let built = self.render(order, project, outcome, former);
        self.last = Some(last);
        Some(built)
    }

    /// Shows the pages that somebody looks at, with the findings of before: judging takes longer than writing a page. Whether
    /// to go on.
    fn show_early(&mut self, order: &Order, last: &Last, seen: &BTreeSet<String>, early: Early) -> bool {
        let Last { project, outcome: Some(before), .. } = last else { return true };
        // What is wrong with a theme or a page is told of the whole site.
        let Ok(theme) = self.theme(order.files, project.config.theme()) else { return true };
        match site::some(project, before, theme, &order.options(), &|path| seen.contains(path)) {
            Ok(pages) => {
                early(pages.into_iter().map(|(p, b)| (p, Bytes::from(b))).collect(), &project.faults)
            }
            Err(_) => true,
        }
    }

    fn render(
        &mut self,
        order: &Order,
        project: &Project,
        outcome: &Outcome,
        former: Option<&Site>,
    ) -> Built {
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
    /// A project that is opened, with what was found before.
    fn open(order: &Order, memory: &dyn Memory, outcome: Option<Outcome>) -> Result<Self, Vec<Fault>> {
        let project = Project::open_with(order.files, order.opening, memory)?;
        Ok(Self { project, outcome, late: true, judge: None })
    }

    /// Itself, with these files read again. Of copy that could be read before and can be now only that is judged again;
    /// where the messaging changed, nothing is judged yet.
    fn renew(mut self, order: &Order, changed: &[String]) -> Result<Self, Vec<Fault>> {
        for path in changed {
            match self.project.renew(order.files, path) {
                Some(Renewed::Piece(at)) => {
                    self.late = true;
                    if let Some(judge) = &mut self.judge {
                        judge.checker.renew(&self.project, at);
                    }
                }
                Some(Renewed::Messaging) => (self.late, self.judge) = (true, None),
                None if watch::is_theme(path) && !self.project.may_read(path) => {}
                None => return Self::open(order, &Former::of(self.project), self.outcome),
            }
        }
        Ok(self)
    }

    /// The project, and what is found in it now.
    fn judged(&mut self) -> (&Project, &Outcome) {
        let Self { project, outcome, late, judge } = self;
        let judge = judge.get_or_insert_with(|| {
            let (levels, told) = Levels::of(&project.config);
            Judge { checker: Checker::run(project, RULES, levels), told }
        });
        let before = outcome.take().filter(|_| !std::mem::take(late));
        let now = before.unwrap_or_else(|| {
            let mut outcome = judge.checker.outcome(project);
            outcome.faults.extend(judge.told.iter().cloned());
            sort_faults(&mut outcome.faults);
            outcome
        });
        (project, outcome.insert(now))
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
