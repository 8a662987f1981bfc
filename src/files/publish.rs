//! Publishing a site: the whole tree is put together beside the target, then takes its place in one step.
//!
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
use std::path::Path;

use super::former::Former;
use super::manifest::{self, Manifest};
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
    if files.contains_key(manifest::NAME) {
        return Err(Refusal::new(format!("`{}` is the manifest's name", manifest::NAME), "rename that file"));
    }
    let shown = target.display().to_string();
    let Some(name) = target.file_name().and_then(|name| name.to_str()) else {
        let help = "name a folder of its own for the site";
        return Err(Refusal::new(format!("`{shown}` cannot be replaced as a whole"), help));
    };
    let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    stage::clear(parent, name, target)?;
    let former = Former::read(target)?;
    let manifest = Manifest::of(files);
    let site = Site { target, files, manifest, former: former.as_ref() };
    let unchanged = site.unchanged();
    let foreign = former.as_ref().map_or(Ok(vec![]), |former| former.foreign(files))?;
    let published = Published {
        written: files.len() - unchanged.len(),
        linked: unchanged.len(),
        removed: former.as_ref().map_or(0, |former| former.gone(files)),
        kept: foreign.len(),
    };
    if former.is_some() && published.written == 0 && published.removed == 0 && !files.is_empty() {
        return Ok(published);
    }
    let system = |error: io::Error| Refusal::system("publish", &shown, &error);
    fs::create_dir_all(parent).map_err(system)?;
    let mut stage = Stage::begin(parent, name, step).map_err(system)?;
    let swapped = site
        .fill(&mut stage, &unchanged, &foreign, step)
        .and_then(|()| step().and_then(|()| swap::swap(&stage.path, target, &stage.aside)).map_err(system));
    match swapped {
        Ok(before) => {
            // The site stands. What cannot be taken away now is tried again by the next run.
            let _ = before.map(|before| tree::discard(&before, target, step));
            Ok(published)
        }
        Err(refusal) => {
            let _ = tree::discard(&stage.path, target, &mut || Ok(()));
            Err(refusal)
        }
    }
}

/// What is to stand at the target, and what stands there now.
struct Site<'s> {
    target: &'s Path,
    files: &'s BTreeMap<String, Vec<u8>>,
    manifest: Manifest,
    former: Option<&'s Former>,
}

impl Site<'_> {
    /// The files that are already there, byte for byte.
    fn unchanged(&self) -> BTreeSet<&str> {
        let Some(former) = self.former else { return BTreeSet::new() };
        let marks = self.manifest.files.values();
        let same = self.files.iter().zip(marks).filter(|((path, bytes), mark)| former.has(path, mark, bytes));
        same.map(|((path, _), _)| path.as_str()).collect()
    }

    /// Puts the site together. The manifest comes first, so that whatever a killed run leaves is known to be ours.
    fn fill(
        &self,
        stage: &mut Stage,
        unchanged: &BTreeSet<&str>,
        foreign: &[&Path],
        step: Step,
    ) -> Result<(), Refusal> {
        let told = |path: &Path, error| {
            Refusal::system("write", &self.target.join(path).display().to_string(), &error)
        };
        let manifest = Path::new(manifest::NAME);
        stage.write(manifest, &self.manifest.to_bytes(), step).map_err(|error| told(manifest, error))?;
        for (name, bytes) in self.files {
            let path = Path::new(name);
            // Where the disk has no links, the file is written like any other.
            let linked =
                unchanged.contains(name.as_str()) && stage.link(path, &self.target.join(path), step).is_ok();
            if !linked {
                stage.write(path, bytes, step).map_err(|error| told(path, error))?;
            }
        }
        let Some(former) = self.former else { return Ok(()) };
        for folder in former.foreign_folders() {
            stage.folder(folder, step).map_err(|error| told(folder, error))?;
        }
        for path in foreign {
            stage.carry(path, &self.target.join(path), step).map_err(|error| told(path, error))?;
        }
        let permissions = fs::metadata(self.target).map(|metadata| metadata.permissions());
        let _ = permissions.and_then(|permissions| fs::set_permissions(&stage.path, permissions));
        Ok(())
    }
}
