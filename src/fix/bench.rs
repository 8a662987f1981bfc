//! A project on the bench: its files can be changed in memory, and are read and checked again.

use std::sync::Arc;

use super::count::Counts;
use crate::check::{Checker, Levels};
use crate::files::{Files, Memory, Overlay};
use crate::finding::{Fault, Finding};
use crate::project::{Opening, Piece, Project, Renewed};
use crate::rules::{RULES, rule};
use crate::text::Source;

/// A file of the project. Messaging sorts before copy, because copy is judged by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// A content file of the messaging, by its path.
    Messaging(String),
    /// A piece of copy, by its path.
    Copy(String),
}

impl File {
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Messaging(path) | Self::Copy(path) => path,
        }
    }
}

/// A file as it is now: its text, what is found in it, and how it reads.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) source: Arc<Source>,
    /// Findings that a change of this file may touch; of copy those in it, of messaging all.
    pub(super) findings: Vec<Finding>,
    pub(super) faults: usize,
    /// Its passages: the text, and the way back.
    pub(super) passages: Vec<(String, crate::text::Map)>,
}

/// A project whose files can be changed in memory.
pub(super) struct Bench<'f> {
    files: Overlay<&'f dyn Files>,
    opening: Opening,
    project: Project,
    checker: Checker,
    told: Vec<Fault>,
    /// What rules that look at more than one piece found when last asked.
    wide: Vec<Finding>,
}

impl<'f> Bench<'f> {
    /// Opens a project with all its copy, and with the files of `paths` that its copy map does not name.
    pub(super) fn open(
        files: &'f dyn Files,
        opening: &Opening,
        paths: &[String],
    ) -> Result<Self, Vec<Fault>> {
        let files = Overlay::new(Memory::new(), files);
        let mut opening = Opening { paths: vec![], ..opening.clone() };
        let mut project = Project::open(&files, &opening)?;
        let known = |path: &String| all(&project).iter().any(|file| within(file.path(), path));
        let strange: Vec<String> = paths.iter().filter(|path| !known(path)).cloned().collect();
        if !strange.is_empty() {
            opening.paths = std::iter::once(".".to_owned()).chain(strange).collect();
            project = Project::open(&files, &opening)?;
            if project.faults.iter().any(|f| f.code == "file/nothing") {
                return Err(project.faults.into_iter().filter(|f| f.code == "file/nothing").collect());
            }
        }
        let (levels, told) = Levels::of(&project.config);
        let checker = Checker::run(&project, RULES, levels);
        Ok(Self { files, opening, project, checker, told, wide: vec![] })
    }

    /// The files at and below some paths, messaging before copy; all where there are no paths.
    pub(super) fn files(&self, paths: &[String]) -> Vec<File> {
        let mut files = all(&self.project);
        files.retain(|file| paths.is_empty() || paths.iter().any(|path| within(file.path(), path)));
        files
    }

    /// A file's text as it is now.
    pub(super) fn source(&self, file: &File) -> Option<Arc<Source>> {
        match file {
            File::Messaging(path) => self.project.sources.iter().find(|s| s.path() == path),
            File::Copy(path) => self.at(path).map(|(_, piece)| piece.source()),
        }
        .cloned()
    }

    /// A file as it is now.
    pub(super) fn look(&self, file: &File) -> Option<Look> {
        let source = self.source(file)?;
        let (findings, faults) = match file {
            File::Copy(path) => {
                let (mut findings, faults) = self.checker.of_piece(&self.project, self.at(path)?.0);
                let here = |f: &&Finding| f.place.path() == path && f.place.source().text() == source.text();
                findings.extend(self.wide.iter().filter(here).cloned());
                (findings, faults)
            }
            File::Messaging(_) => {
                let outcome = self.checker.outcome(&self.project);
                (outcome.findings, outcome.faults)
            }
        };
        let pieces = self.project.pieces.iter().filter(|p| p.path() == file.path());
        let passages = pieces.flat_map(|p| &p.copy().passages).map(|p| (p.text.clone(), p.map.clone()));
        Some(Look { passages: passages.collect(), source, findings, faults: faults.len() })
    }

    /// Gives a file another text, and checks what it touches again; nothing where it cannot be read then: it stays as it
    /// was.
    pub(super) fn put(&mut self, file: &File, text: &str) -> Option<()> {
        let before = self.source(file)?;
        self.files.over.insert(file.path(), before.encode(text));
        if self.renew(file).is_none() {
            self.files.over.insert(file.path(), before.encode(before.text()));
            self.renew(file);
            return None;
        }
        Some(())
    }

    fn renew(&mut self, file: &File) -> Option<()> {
        match file {
            File::Copy(path) => {
                let at = self.project.renew(&self.files, path).and_then(Renewed::piece)?;
                self.checker.renew(&self.project, at);
            }
            File::Messaging(path) => {
                if self.project.renew(&self.files, path).is_none() {
                    self.project = Project::open(&self.files, &self.opening).ok()?;
                }
                self.checker = Checker::run(&self.project, RULES, Levels::of(&self.project.config).0);
            }
        }
        Some(())
    }

    /// Checks the whole project: how many findings it has.
    pub(super) fn counts(&mut self) -> Counts {
        let mut found = self.checker.outcome(&self.project).findings;
        let counts = Counts::of(&found);
        found.retain(|f| rule(f.rule).is_some_and(|rule| rule.check.judges_whole()) && !self.of_one_piece(f));
        self.wide = found;
        counts
    }

    /// Whether a finding comes of its piece alone, so that [`Self::look`] finds it again by itself.
    fn of_one_piece(&self, finding: &Finding) -> bool {
        let judges_pieces = rule(finding.rule).is_some_and(|rule| rule.check.judges_pieces());
        let piece = self.at(finding.place.path()).filter(|_| judges_pieces);
        let same = |f: &Finding| {
            (f.rule, f.place.first(), &f.message) == (finding.rule, finding.place.first(), &finding.message)
        };
        piece.is_some_and(|(at, _)| self.checker.of_piece(&self.project, at).0.iter().any(same))
    }

    /// What could not be read or checked.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = self.checker.outcome(&self.project).faults;
        faults.extend(self.told.iter().cloned());
        faults
    }

    fn at(&self, path: &str) -> Option<(usize, &Piece)> {
        self.project.pieces.iter().enumerate().find(|(_, piece)| piece.is_file() && piece.path() == path)
    }
}

fn all(project: &Project) -> Vec<File> {
    let messaging = project.sources.iter().map(|s| File::Messaging(s.path().to_owned()));
    let copy = project.pieces.iter().filter(|p| p.is_file()).map(|p| File::Copy(p.path().to_owned()));
    let mut files: Vec<File> = messaging.chain(copy).collect();
    files.sort();
    files.dedup();
    files
}

fn within(file: &str, path: &str) -> bool {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let below = || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    path.is_empty() || path == "." || file == path || below()
}
