//! The site that stands at the target before a new one is published.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest::{self, Manifest, Mark};
use super::tree::{self, Tree};
use super::{Refusal, stage};

/// A site as it was published, and what else is in its folder now.
pub(super) struct Former {
    root: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) tree: Tree,
    /// Held until the new site stands.
    _lock: Option<File>,
}

impl Former {
    /// What is at `root`; nothing where there is nothing.
    ///
    /// # Errors
    /// A refusal where something is there that this crate did not publish.
    pub(super) fn read(root: &Path) -> Result<Option<Self>, Refusal> {
        let shown = root.display().to_string();
        let system = |error: io::Error| Refusal::system("read", &shown, &error);
        let metadata = match fs::symlink_metadata(root) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(system(error)),
        };
        if !metadata.is_dir() {
            let what = if metadata.is_symlink() { "a symbolic link" } else { "a file" };
            let help = "name a folder that does not exist yet";
            return Err(Refusal::new(format!("`{shown}` is {what}, not a folder"), help));
        }
        let lock = stage::lock(root).map_err(|_| {
            Refusal::new(format!("another run is publishing to `{shown}`"), "wait until it is done")
        })?;
        let manifest = Manifest::read(root)?;
        let tree = Tree::survey(root).map_err(system)?;
        if manifest.is_none() && !(tree.files.is_empty() && tree.folders.is_empty()) {
            let help = "choose a folder that does not exist yet, or empty this one yourself";
            return Err(Refusal::new(format!("`{shown}` holds files that refrain did not publish"), help));
        }
        let manifest = manifest.unwrap_or_else(|| Manifest::of(BTreeMap::new()));
        Ok(Some(Self { root: root.to_owned(), manifest, tree, _lock: lock }))
    }

    /// Whether the file at a path was published and still has these very bytes.
    pub(super) fn has(&self, path: &str, mark: &Mark, bytes: &[u8]) -> bool {
        self.manifest.files.get(path) == Some(mark) && self.holds(Path::new(path), bytes)
    }

    /// Whether every file that was published is there and as it was.
    pub(super) fn is_whole(&self) -> bool {
        let files = &self.manifest.files;
        let here = |path: &str| self.tree.files.get(Path::new(path)).filter(|m| m.is_file());
        !files.is_empty()
            && files.iter().all(|(path, mark)| here(path).is_some_and(|m| m.len() == mark.size))
            && files.par_iter().all(|(path, mark)| {
                fs::read(self.root.join(path)).is_ok_and(|bytes| Mark::of(&bytes) == *mark)
            })
    }

    /// Whether there is a file at a path that was not published and has these very bytes.
    pub(super) fn holds_unpublished(&self, path: &str, bytes: &[u8]) -> bool {
        !self.manifest.files.contains_key(path) && self.holds(Path::new(path), bytes)
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> bool {
        self.tree.files.get(path).is_some_and(|m| m.is_file() && m.len() == bytes.len() as u64)
            && fs::read(self.root.join(path)).is_ok_and(|old| old == bytes)
    }

    /// How many of its files are not among the new ones.
    pub(super) fn gone(&self, files: &BTreeMap<String, Mark>) -> usize {
        self.manifest.files.keys().filter(|path| !files.contains_key(*path)).count()
    }

    /// Files that were not published, and that the new ones do not hold as well: those are `adopted`.
    ///
    /// # Errors
    /// A refusal where one of them stands where a new file or folder must be.
    pub(super) fn foreign(
        &self,
        files: &BTreeMap<String, Mark>,
        adopted: &BTreeSet<String>,
    ) -> Result<Vec<&Path>, Refusal> {
        let folders: BTreeSet<&str> = files.keys().flat_map(|path| above(path)).collect();
        let mut foreign = vec![];
        for path in self.tree.files.keys() {
            let Some(name) = path.to_str().map(tree::slashed) else {
                foreign.push(path.as_path());
                continue;
            };
            let ours = name == manifest::NAME || self.manifest.files.contains_key(&name);
            if ours || adopted.contains(&name) {
                continue;
            }
            let taken = folders.contains(name.as_str())
                || files.contains_key(&name)
                || above(&name).any(|folder| files.contains_key(folder));
            if taken {
                let root = self.root.display();
                let what = format!(
                    "`{name}` in `{root}` was not published by refrain, and the site needs its place"
                );
                return Err(Refusal::new(what, "move that file elsewhere and publish again"));
            }
            foreign.push(path.as_path());
        }
        Ok(foreign)
    }

    /// Folders that hold no published file, however deep.
    pub(super) fn foreign_folders(&self) -> impl Iterator<Item = &Path> {
        let ours: BTreeSet<&Path> =
            self.manifest.files.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
        self.tree.folders.iter().map(PathBuf::as_path).filter(move |folder| !ours.contains(folder))
    }
}

/// The folders above a path.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(move |(at, _)| path.get(..at))
}
