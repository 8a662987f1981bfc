//! One build: the folder read, checked and rendered in memory.

use std::sync::Arc;

use axum::body::Bytes;

use super::shown::{Note, Site};
use crate::check::{Outcome, check};
use crate::files::Files;
use crate::finding::Fault;
use crate::history::Chronicle;
use crate::project::{Opening, Project};
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

/// A theme by its name, kept from one build to the next: compiling its templates takes longer than a small site.
pub type Kept = Option<(String, Theme)>;

/// Builds the site of the project in a folder, for one team or for all.
pub fn build(
    files: &dyn Files,
    opening: &Opening,
    past: &Arc<Chronicle>,
    audience: Option<&str>,
    kept: &mut Kept,
) -> Built {
    let mut project = match Project::open(files, opening) {
        Ok(project) => project,
        Err(faults) => {
            let site = Err(faults.iter().map(Note::from).collect());
            let (summary, out) = (String::new(), "site".to_owned());
            return Built { site, faults: vec![], remarks: vec![], summary, out };
        }
    };
    project.past = Arc::clone(past);
    let outcome = check(&project);
    let found = outcome.findings.len();
    let mut remarks = vec![];
    let (site, summary) = match render(files, &project, &outcome, audience, kept) {
        Ok(site) => {
            let pages = site.files.keys().filter(|path| path.ends_with(".html")).count();
            remarks.extend(site.faults.iter().map(Note::from));
            let summary = format!(
                "{}, {}, {} not checked",
                count(pages, "page"),
                count(found, "finding"),
                outcome.faults.len()
            );
            let bytes = site.files.into_iter().map(|(path, bytes)| (path, Bytes::from(bytes)));
            (Ok(bytes.collect()), summary)
        }
        Err(broken) => (Err(broken.iter().map(Note::from).collect()), String::new()),
    };
    Built { site, faults: outcome.faults, remarks, summary, out: project.config.out().to_owned() }
}

fn render(
    files: &dyn Files,
    project: &Project,
    outcome: &Outcome,
    audience: Option<&str>,
    kept: &mut Kept,
) -> Result<site::Site, Vec<Fault>> {
    let options = Options { serve: true, audience: audience.map(str::to_owned) };
    let name = project.config.theme();
    let theme = match kept.take() {
        Some(kept) if kept.0 == name => kept.1,
        _ => Theme::load(files, name)?,
    };
    let (_, theme) = kept.insert((name.to_owned(), theme));
    site::build(project, outcome, theme, &options)
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
