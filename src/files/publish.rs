//! Publishing a site: the whole tree is put together beside the target, then takes its place in one step.
//!
//! Files are taken one by one, from any thread, so that a site need not be held in memory as a whole to be written.
//! Unchanged files become second names (hard links) of the ones already there, which costs far less than writing them.
//! A failure, at whatever point, leaves the site as it was.
//!
//! Nothing is forced onto the disk file by file: that would cost more than everything else together. What guards a site
//! against a killed run is the exchange of names; what guards it against a power cut is that the next run compares
//! bytes, not time stamps, so a file that the cut has emptied is written again.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::former::Former;
use super::manifest::{self, Manifest, Mark};
use super::stage::{self, Stage, Step};
use super::{Refusal, names, swap, tree};

/// How many files a publication touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// New, or with new content.
    pub written: usize,
    /// Unchanged.
    pub linked: usize,
    /// Of the former site and not of this one.
    pub removed: usize,
    /// Not ours, and still there.
    pub kept: usize,
}

/// Publishes `files` (path with `/` to bytes) as the folder `target`, atomically.
///
/// # Errors
/// A refusal where a path cannot be written on every system, where `target` is a link, a file, or a folder that is
/// neither empty nor published by this crate, where a file that is not ours stands in the way, and where the disk
/// fails. In every case `target` is as it was before.
pub fn publish(target: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Published, Refusal> {
    stepwise(target, files, &mut || Ok(()))
}

/// [`publish`], with a call before every change on the disk.
pub(super) fn stepwise(
    target: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    step: Step,
) -> Result<Published, Refusal> {
    names::out_paths(files.keys().map(String::as_str))?;
    let publication = Publication::of(target)?;
    let step = Mutex::new(step);
    let mut step = || (step.lock().unwrap_or_else(PoisonError::into_inner))();
    for (path, bytes) in files {
        publication.put_stepwise(path, bytes, &mut step);
    }
    publication.finish_stepwise(&mut step)
}

/// A site on its way to the disk: nobody sees any of it before [`Publication::finish`].
pub struct Publication {
    target: PathBuf,
    parent: PathBuf,
    name: String,
    former: Option<Former>,
    taken: Mutex<Taken>,
}

/// What was taken so far.
#[derive(Default)]
struct Taken {
    /// Begun with the first file that has to be written: a site that has not changed needs none.
    stage: Option<Arc<Stage>>,
    marks: BTreeMap<String, Mark>,
    /// What already stands at the target, byte for byte.
    same: Vec<String>,
    /// What stands there with these bytes, though it was not published.
    adopted: BTreeSet<String>,
    written: usize,
    refusal: Option<Refusal>,
}

impl Publication {
    /// A publication as the folder `target`.
    ///
    /// # Errors
    /// A refusal where `target` is a link, a file, or a folder that is neither empty nor published by this crate.
    pub fn begin(target: &Path) -> Result<Self, Refusal> {
        Self::of(target)
    }

    fn of(target: &Path) -> Result<Self, Refusal> {
        let Some(name) = target.file_name().and_then(|name| name.to_str()) else {
            let help = "name a folder of its own for the site";
            let what = format!("`{}` cannot be replaced as a whole", target.display());
            return Err(Refusal::new(what, help));
        };
        let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        stage::clear(parent, name, target)?;
        let former = Former::read(target)?;
        let (target, parent, name) = (target.to_owned(), parent.to_owned(), name.to_owned());
        Ok(Self { target, parent, name, former, taken: Mutex::default() })
    }

    /// Takes a file, by its path from the top of the site, with `/`. What goes wrong is told when the publication is
    /// finished.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.put_stepwise(path, bytes, &mut || Ok(()));
    }

    fn put_stepwise(&self, path: &str, bytes: &[u8], step: Step) {
        let mark = Mark::of(bytes);
        let former = self.former.as_ref();
        // Comparing takes longest, so it is not done under the lock.
        let same = former.is_some_and(|former| former.has(path, &mark, bytes));
        let adopted = !same && former.is_some_and(|former| former.holds_unpublished(path, bytes));
        let result = if same { Ok(()) } else { self.write(path, bytes, step) };
        let mut taken = self.taken();
        match result {
            Ok(()) => {
                if adopted {
                    taken.adopted.insert(path.to_owned());
                }
                if same {
                    taken.same.push(path.to_owned());
                } else {
                    taken.written += 1;
                }
                taken.marks.insert(path.to_owned(), mark);
            }
            Err(refusal) => drop(taken.refusal.get_or_insert(refusal)),
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, path: &str, bytes: &[u8], step: Step) -> Result<(), Refusal> {
        if path == manifest::NAME {
            let what = format!("`{}` is the manifest's name", manifest::NAME);
            return Err(Refusal::new(what, "rename that file"));
        }
        names::out_path(path)?;
        let stage = {
            let mut taken = self.taken();
            if taken.refusal.is_some() {
                return Ok(());
            }
            match self.stage(&mut taken.stage, step) {
                Ok(stage) => stage,
                // Told under the lock: nobody may write into a folder that nothing says is ours.
                Err(refusal) => {
                    taken.refusal = Some(refusal);
                    return Ok(());
                }
            }
        };
        // Creating files takes longest, so it is not done under the lock either.
        stage.write(Path::new(path), bytes, step).map_err(|error| self.unwritten(Path::new(path), &error))
    }

    /// The staging folder. Its manifest comes first, so that whatever a killed run leaves is known to be ours.
    fn stage(&self, stage: &mut Option<Arc<Stage>>, step: Step) -> Result<Arc<Stage>, Refusal> {
        if let Some(begun) = stage {
            return Ok(Arc::clone(begun));
        }
        fs::create_dir_all(&self.parent).map_err(|error| self.failed(&error))?;
        let begun = Stage::begin(&self.parent, &self.name, step).map_err(|error| self.failed(&error))?;
        let begun = stage.insert(Arc::new(begun));
        let path = Path::new(manifest::NAME);
        begun.mark(step).map_err(|error| self.unwritten(path, &error))?;
        Ok(Arc::clone(begun))
    }

    fn failed(&self, error: &io::Error) -> Refusal {
        Refusal::system("publish", &self.target.display().to_string(), error)
    }

    fn unwritten(&self, path: &Path, error: &io::Error) -> Refusal {
        Refusal::system("write", &self.target.join(path).display().to_string(), error)
    }

    /// How many files a publication of the very same site would touch: nothing where the former one does not stand as it
    /// was published, byte for byte.
    pub fn stands(&self) -> Option<Published> {
        let former = self.former.as_ref().filter(|former| former.is_whole())?;
        let marks = &former.manifest.files;
        let kept = former.foreign(marks, &BTreeSet::new()).ok()?.len();
        Some(Published { linked: marks.len(), kept, ..Published::default() })
    }

    /// Puts the site in the place of the former one.
    ///
    /// # Errors
    /// As [`publish`]; then the target is as it was before.
    pub fn finish(self) -> Result<Published, Refusal> {
        self.finish_stepwise(&mut || Ok(()))
    }

    fn finish_stepwise(self, step: Step) -> Result<Published, Refusal> {
        let mut taken = std::mem::take(&mut *self.taken());
        let result = self.settle(&mut taken, step);
        if let (Err(_), Some(stage)) = (&result, taken.stage) {
            let _ = tree::discard(&stage.path, &self.target, &mut || Ok(()));
        }
        result
    }

    fn settle(&self, taken: &mut Taken, step: Step) -> Result<Published, Refusal> {
        if let Some(refusal) = taken.refusal.take() {
            return Err(refusal);
        }
        names::out_paths(taken.marks.keys().map(String::as_str))?;
        let former = self.former.as_ref();
        let foreign = former.map_or(Ok(vec![]), |former| former.foreign(&taken.marks, &taken.adopted))?;
        let published = Published {
            written: taken.written,
            linked: taken.same.len(),
            removed: former.map_or(0, |former| former.gone(&taken.marks)),
            kept: foreign.len(),
        };
        let any = !taken.marks.is_empty();
        if former.is_some() && published.written == 0 && published.removed == 0 && any {
            return Ok(published);
        }
        self.fill(taken, &foreign, step)?;
        let stage = self.stage(&mut taken.stage, step)?;
        let swapped = step().and_then(|()| swap::swap(&stage.path, &self.target, &stage.aside));
        // The site stands. What cannot be taken away now is tried again by the next run.
        let before = swapped.map_err(|error| self.failed(&error))?;
        let _ = before.map(|before| tree::discard(&before, &self.target, step));
        taken.stage = None;
        Ok(published)
    }

    /// Adds what need not be written anew, and the whole manifest.
    fn fill(&self, taken: &mut Taken, foreign: &[&Path], step: Step) -> Result<(), Refusal> {
        let stage = self.stage(&mut taken.stage, step)?;
        for name in &taken.same {
            let (path, from) = (Path::new(name), self.target.join(name));
            // Where the disk has no links, the file is copied.
            stage.carry(path, &from, step).map_err(|error| self.unwritten(path, &error))?;
        }
        if let Some(former) = self.former.as_ref() {
            for folder in former.foreign_folders() {
                stage.folder(folder, step).map_err(|error| self.unwritten(folder, &error))?;
            }
            for path in foreign {
                let carried = stage.carry(path, &self.target.join(path), step);
                carried.map_err(|error| self.unwritten(path, &error))?;
            }
            let permissions = fs::metadata(&self.target).map(|metadata| metadata.permissions());
            let _ = permissions.and_then(|permissions| fs::set_permissions(&stage.path, permissions));
        }
        let manifest = Manifest::of(std::mem::take(&mut taken.marks));
        let path = Path::new(manifest::NAME);
        stage.seal(&manifest, step).map_err(|error| self.unwritten(path, &error))
    }
}

impl Drop for Publication {
    /// A publication that was not finished leaves nothing.
    fn drop(&mut self) {
        let taken = self.taken.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(stage) = taken.stage.take() {
            let _ = tree::discard(&stage.path, &self.target, &mut || Ok(()));
        }
    }
}
