//! What is new: the findings that an earlier state of the project did not have.
//!
//! The earlier state is opened and checked whole, messaging and copy, with today's levels and as of today's day; its
//! findings are taken away by their fingerprints. So what a change of messaging makes wrong in old copy is new, and what
//! was wrong before in a file that moved is not.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Levels, Outcome, Print, check_with, prints};
use crate::files::{Files, Refusal, Repository, Side, Snapshot};
use crate::limits;
use crate::project::{Opening, Project};
use crate::rules::RULES;

/// An earlier state of a project.
#[derive(Debug)]
pub struct Before<'r> {
    /// The commit.
    pub commit: String,
    /// Its files.
    pub files: Snapshot<'r>,
    /// The former path of each file that moved since, by its new path.
    pub moved: BTreeMap<String, String>,
}

impl<'r> Before<'r> {
    /// A commit as the state before what `now` holds.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn at(
        repository: &'r Repository,
        commit: &str,
        side: Side,
        now: &dyn Files,
    ) -> Result<Self, Refusal> {
        let files = repository.tree(commit)?;
        let mut moved = repository.moved(commit, side)?;
        if side == Side::Disk {
            unnoticed(&files, now, &mut moved)?;
        }
        Ok(Self { commit: commit.to_owned(), files, moved })
    }

    /// The project as it was, judged as of the same day; nothing where it had no settings that could be read.
    pub fn project(&self, now: &Project) -> Option<Project> {
        let opening = Opening { as_of: Some(now.as_of), today: now.as_of, paths: vec![] };
        Project::open(&self.files, &opening).ok()
    }

    /// What a check of the project as it was comes to, with the levels of today.
    pub fn outcome(&self, now: &Project, levels: &Levels) -> Option<Outcome> {
        let mut outcome = check_with(&self.project(now)?, RULES, levels);
        outcome.uncut();
        Some(outcome)
    }

    /// Takes out of an outcome what the earlier state had already: the same match between the same words; then, each
    /// against one that is left, the same match with the same words on one side, as where its sentence was changed.
    pub fn take_out_old(&self, now: &mut Outcome, before: Option<&Outcome>) {
        let Some(before) = before else { return };
        let new_path: BTreeMap<&str, &str> =
            self.moved.iter().map(|(new, old)| (old.as_str(), new.as_str())).collect();
        let old = prints(before, &|path| new_path.get(path).copied().unwrap_or(path).to_owned());
        let new = prints(now, &str::to_owned);
        let known: BTreeSet<&str> = old.iter().map(|p| p.whole.as_str()).collect();
        let still: BTreeSet<&str> = new.iter().map(|p| p.whole.as_str()).collect();
        let mut left: Vec<&Print> = old.iter().filter(|p| !still.contains(p.whole.as_str())).collect();
        let mut is_new = new.iter().map(|print| {
            if known.contains(print.whole.as_str()) {
                return false;
            }
            let alike = left.iter().position(|p| p.before == print.before || p.behind == print.behind);
            alike.map(|at| left.swap_remove(at)).is_none()
        });
        now.findings.retain(|_| is_new.next().unwrap_or(true));
    }
}

/// Files that were moved on the disk without telling git: a path that is gone and a new one with the same bytes.
fn unnoticed(
    before: &Snapshot,
    now: &dyn Files,
    moved: &mut BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let old: BTreeSet<String> = before.walk("")?.into_iter().collect();
    let new: BTreeSet<String> = now.walk("")?.into_iter().collect();
    let told: BTreeSet<String> = moved.values().cloned().collect();
    let come: Vec<&String> = new.difference(&old).filter(|p| !moved.contains_key(*p)).collect();
    if come.is_empty() {
        return Ok(());
    }
    let mut gone: BTreeMap<Vec<u8>, &String> = BTreeMap::new();
    for path in old.difference(&new).filter(|p| !told.contains(*p)) {
        if let Ok(bytes) = before.read(path, limits::COPY_BYTES) {
            gone.entry(bytes).or_insert(path);
        }
    }
    let same = |path: &String| gone.get(&now.read(path, limits::COPY_BYTES).ok()?).map(|old| (*old).clone());
    let found: Vec<(String, String)> =
        come.into_iter().filter_map(|path| Some((path.clone(), same(path)?))).collect();
    moved.extend(found);
    Ok(())
}
