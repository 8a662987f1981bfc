//! The only door to git: the `git` program, asked about the repository that holds the project.
//!
//! Nothing is written, no pager, hook or filter is run, and no name is taken for an option. The project may lie in a
//! folder of its repository: every path here counts from the project's root. [`Snapshot`] shows the files of a commit or
//! of the index as [`Files`](super::Files), so that a project can be opened as it was.

mod batch;
mod log;
mod snapshot;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use super::Refusal;
use batch::Batch;

pub use log::{Commit, Tag, Touched};
pub use snapshot::Snapshot;

/// The repository that holds a project.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    /// Whether commits are missing because only the newest were fetched.
    shallow: bool,
    batch: Mutex<Option<Batch>>,
}

/// What to compare a commit with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side<'a> {
    /// Another commit.
    Commit(&'a str),
    /// The index: what the next commit will hold.
    Index,
    /// The files on the disk, as far as git knows them.
    Disk,
}

impl Repository {
    /// The repository that holds a project's root.
    ///
    /// # Errors
    /// A refusal where git is absent, the folder is in no repository, or git does not trust it.
    pub fn open(root: &Path) -> Result<Self, Refusal> {
        let batch = Mutex::new(None);
        let mut repository = Self { root: root.to_owned(), shallow: false, batch };
        repository.shallow = repository.text(&["rev-parse", "--is-shallow-repository"])?.trim() == "true";
        Ok(repository)
    }

    /// Whether commits are missing because only the newest were fetched.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// The commit that a revision names, by its whole id.
    ///
    /// # Errors
    /// A refusal where there is no such revision.
    pub fn commit(&self, revision: &str) -> Result<String, Refusal> {
        let unknown = || {
            let help = if self.shallow {
                "this clone holds the newest commits only: git fetch --unshallow"
            } else {
                "name a branch, a tag or a commit that is in this clone; git fetch brings what is new"
            };
            Refusal::new(format!("git knows no revision `{revision}`"), help)
        };
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
            return Err(unknown());
        }
        let peeled = format!("{revision}^{{commit}}");
        match self.found(&["rev-parse", "--verify", "--quiet", &peeled])? {
            Some(id) => Ok(id.trim().to_owned()),
            None => Err(unknown()),
        }
    }

    /// The commit that is checked out; nothing where there is none yet.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn head(&self) -> Result<Option<String>, Refusal> {
        let id = self.found(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
        Ok(id.map(|id| id.trim().to_owned()))
    }

    /// Whether this clone holds a commit.
    pub fn holds(&self, commit: &str) -> bool {
        is_id(commit)
            && matches!(self.found(&["cat-file", "-e", &format!("{commit}^{{commit}}")]), Ok(Some(_)))
    }

    /// The best common ancestor of two commits.
    ///
    /// # Errors
    /// A refusal where there is none in this clone, saying what to fetch.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<String, Refusal> {
        let base = self.found(&["merge-base", one, other])?;
        base.map(|id| id.trim().to_owned()).ok_or_else(|| {
            let what = "the two revisions have no common ancestor in this clone".to_owned();
            let help = if self.shallow {
                "this clone holds the newest commits only: git fetch --unshallow, or check out with fetch-depth: 0"
            } else {
                "compare revisions of one history"
            };
            Refusal::new(what, help)
        })
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn tree(&self, commit: &str) -> Result<Snapshot<'_>, Refusal> {
        Snapshot::of_tree(self, &self.bytes(&["ls-tree", "-r", "-z", commit])?)
    }

    /// The files of the index: what the next commit will hold.
    ///
    /// # Errors
    /// A refusal where git fails or a merge is not finished.
    pub fn index(&self) -> Result<Snapshot<'_>, Refusal> {
        Snapshot::of_index(self, &self.bytes(&["ls-files", "--stage", "-z"])?)
    }

    /// The former path of each file that was moved between a commit and another side, by its new path.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn moved(&self, from: &str, to: Side) -> Result<BTreeMap<String, String>, Refusal> {
        let mut arguments = vec!["diff", "--name-status", "-z", "-M", "-l5000", "--diff-filter=R"];
        arguments.extend(["--relative", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]);
        if to == Side::Index {
            arguments.push("--cached");
        }
        arguments.push(from);
        if let Side::Commit(id) = to {
            arguments.push(id);
        }
        arguments.push("--");
        let told = self.text(&arguments)?;
        let mut moved = BTreeMap::new();
        let mut parts = told.split('\0');
        while let (Some(status), Some(old), Some(new)) = (parts.next(), parts.next(), parts.next()) {
            if status.starts_with('R') {
                moved.insert(new.to_owned(), old.to_owned());
            }
        }
        Ok(moved)
    }

    /// The bytes of an object; nothing of one that is larger than `limit`.
    fn blob(&self, id: &str, limit: usize) -> Result<Result<Vec<u8>, u64>, Refusal> {
        let broken = || {
            let help = "git fsck tells whether the repository is whole";
            Refusal::new(format!("git cannot read the object {id}"), help)
        };
        let mut batch = self.batch.lock().map_err(|_| broken())?;
        if batch.is_none() {
            *batch = Some(Batch::start(self.command(&["cat-file", "--batch"])).map_err(absent)?);
        }
        let read = batch.as_mut().map(|b| b.read(id, limit));
        match read {
            Some(Ok(read)) => Ok(read),
            _ => {
                *batch = None;
                Err(broken())
            }
        }
    }

    /// Git with what keeps it quiet, apart from the person's own settings, and from writing.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.root).args(["--no-pager", "-c", "core.quotepath=off"]);
        git.args([
            "-c",
            "core.fsmonitor=false",
            "-c",
            "log.showSignature=false",
            "-c",
            "diff.noprefix=false",
        ]);
        git.args(arguments);
        for (name, value) in
            [("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"), ("LC_ALL", "C"), ("GIT_FLUSH", "0")]
        {
            git.env(name, value);
        }
        for name in
            ["GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS"]
        {
            git.env_remove(name);
        }
        git.stdin(Stdio::null());
        git
    }

    /// What git prints; nothing where it says no with status 1.
    fn found(&self, arguments: &[&str]) -> Result<Option<String>, Refusal> {
        let run = self.command(arguments).output().map_err(absent)?;
        match run.status.code() {
            Some(0) => Ok(Some(String::from_utf8_lossy(&run.stdout).into_owned())),
            Some(1) => Ok(None),
            // An object that is not there is a refusal of `cat-file`, and no failure of git.
            Some(128) if arguments.first() == Some(&"cat-file") => Ok(None),
            _ => Err(failed(arguments, &run.stderr)),
        }
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, Refusal> {
        let run = self.command(arguments).output().map_err(absent)?;
        if run.status.success() { Ok(run.stdout) } else { Err(failed(arguments, &run.stderr)) }
    }

    fn text(&self, arguments: &[&str]) -> Result<String, Refusal> {
        Ok(String::from_utf8_lossy(&self.bytes(arguments)?).into_owned())
    }
}

/// Whether a text can be the whole id of a commit.
pub fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// What is said where the program could not be started.
fn absent(error: std::io::Error) -> Refusal {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Refusal::new("there is no `git` on this machine", "install git; the rest works without it");
    }
    Refusal::new(format!("git could not be run: {error}"), "run `git status` and see what it says")
}

/// What is said where git gave up.
fn failed(arguments: &[&str], stderr: &[u8]) -> Refusal {
    let said = String::from_utf8_lossy(stderr);
    if said.contains("not a git repository") {
        let help = "go to a folder that is kept in git, or begin with: git init";
        return Refusal::new("this folder is in no git repository", help);
    }
    if said.contains("dubious ownership") {
        let help =
            "if you trust it: git config --global --add safe.directory with the folder of the repository";
        return Refusal::new("this folder belongs to somebody else, so git does not read it", help);
    }
    let last = said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("it gave no reason");
    let doing = arguments.first().copied().unwrap_or("git");
    Refusal::new(format!("git {doing} failed: {}", last.trim()), "run `git status` and see what it says")
}
