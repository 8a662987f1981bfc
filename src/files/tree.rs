//! What is in a folder on the disk, and taking a tree away without losing what is not ours.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::stage::Step;

/// Everything below a folder; links are not followed. Paths are relative to it.
#[derive(Default)]
pub(super) struct Tree {
    /// Whatever is not a folder.
    pub(super) files: BTreeMap<PathBuf, Metadata>,
    /// Folders, each before what is in it.
    pub(super) folders: Vec<PathBuf>,
}

impl Tree {
    /// Lists a folder and all below it.
    pub(super) fn survey(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        let mut next = 0;
        tree.list(root, Path::new(""))?;
        while let Some(folder) = tree.folders.get(next).cloned() {
            tree.list(root, &folder)?;
            next += 1;
        }
        Ok(tree)
    }

    fn list(&mut self, root: &Path, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                self.folders.push(path);
            } else {
                self.files.insert(path, metadata);
            }
        }
        Ok(())
    }
}

/// Takes away a staging folder or a former site. Removed is only what its own manifest names and what `site` holds as
/// well; anything else is moved to `site`, or stays where it is, with the folders above it.
pub(super) fn discard(root: &Path, site: &Path, step: Step) -> io::Result<()> {
    let named = Manifest::read(root).ok().flatten();
    let tree = Tree::survey(root)?;
    for (path, metadata) in &tree.files {
        if path == Path::new(manifest::NAME) {
            continue;
        }
        let here = root.join(path);
        let ours = path.to_str().is_some_and(|path| {
            named.as_ref().is_some_and(|m| m.unfinished || m.files.contains_key(&slashed(path)))
        });
        let there = site.join(path);
        if ours || same(&here, metadata, &there) {
            step()?;
            fs::remove_file(&here)?;
        } else if let Some(folder) = there.parent().filter(|_| site.is_dir())
            && fs::symlink_metadata(&there).is_err()
        {
            step()?;
            fs::create_dir_all(folder)?;
            fs::rename(&here, &there)?;
        }
    }
    for folder in tree.folders.iter().rev() {
        step()?;
        // A folder that still holds something stays.
        let _ = fs::remove_dir(root.join(folder));
    }
    // The manifest goes last, so that what a killed run leaves is still known to be ours.
    let rest = Tree::survey(root)?;
    let manifest = rest.files.contains_key(Path::new(manifest::NAME));
    if rest.folders.is_empty() && rest.files.len() == usize::from(manifest) {
        if manifest {
            step()?;
            fs::remove_file(root.join(manifest::NAME))?;
        }
        step()?;
        fs::remove_dir(root)?;
    }
    Ok(())
}

/// A path of the disk as it stands in a manifest.
pub(super) fn slashed(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' {
        path.to_owned()
    } else {
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// Whether two paths are one file, or two regular files with the same bytes.
fn same(here: &Path, metadata: &Metadata, there: &Path) -> bool {
    let Ok(other) = fs::symlink_metadata(there) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if (metadata.dev(), metadata.ino()) == (other.dev(), other.ino()) {
            return true;
        }
    }
    metadata.is_file()
        && other.is_file()
        && metadata.len() == other.len()
        && matches!((fs::read(here), fs::read(there)), (Ok(a), Ok(b)) if a == b)
}
