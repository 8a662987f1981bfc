//! One build: the folder read, checked and rendered in memory.

use std::collections::BTreeMap;

use axum::body::Bytes;

use super::shown::{Note, Site};
use crate::check::{Outcome, check};
use crate::files::{Files, Refusal};
use crate::finding::Fault;
use crate::project::{Opening, Project};

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The site, or why there is none.
    pub site: Result<Site, Vec<Note>>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// What it came to, in a phrase.
    pub summary: String,
    /// The folder that `refrain build` writes into.
    pub out: String,
}

/// Builds the site of the project in a folder.
pub fn build(files: &dyn Files, opening: &Opening) -> Built {
    let project = match Project::open(files, opening) {
        Ok(project) => project,
        Err(faults) => {
            let site = Err(faults.iter().map(Note::from).collect());
            return Built { site, faults: vec![], summary: "not built".into(), out: "site".into() };
        }
    };
    let outcome = check(&project);
    let site = site_of(&project, &outcome)
        .map_err(|r| vec![Note { path: String::new(), line: 0, col: 0, message: r.what, help: r.help }]);
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let summary = match &site {
        Ok(site) => {
            let pages = site.keys().filter(|path| path.ends_with(".html")).count();
            let findings = count(outcome.findings.len(), "finding");
            format!("{}, {findings}, {} not checked", count(pages, "page"), outcome.faults.len())
        }
        Err(_) => "not built".to_owned(),
    };
    let out = project.config.out().to_owned();
    let site = site.map(|site| site.into_iter().map(|(path, bytes)| (path, Bytes::from(bytes))).collect());
    Built { site, faults: outcome.faults, summary, out }
}

/// The site as a map of path to bytes.
pub fn site_of(project: &Project, outcome: &Outcome) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    let title = project.config.title();
    let page = format!("<!doctype html><title>{title}</title><p>{} findings", outcome.findings.len());
    Ok(BTreeMap::from([("index.html".to_owned(), page.into_bytes())]))
}
