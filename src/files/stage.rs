//! The folder beside the target in which a new site is put together.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::manifest::{self, Manifest};
use super::{Refusal, tree};

/// Called before every change on the disk; an error stops the publication there. Tests inject faults with it.
pub(super) type Step<'s> = &'s mut dyn FnMut() -> io::Result<()>;

/// A staging folder. Its name carries the process, and a lock on it tells the living from the dead.
pub(super) struct Stage {
    pub(super) path: PathBuf,
    /// Where the former site is put while a system that cannot exchange two folders renames them one by one.
    pub(super) aside: PathBuf,
    /// Those that are made.
    folders: Mutex<HashSet<PathBuf>>,
    _lock: Option<File>,
}

impl Stage {
    /// Makes the staging folder for a target with this name in `parent`.
    pub(super) fn begin(parent: &Path, name: &str, step: Step) -> io::Result<Self> {
        let process = std::process::id();
        let path = parent.join(format!("{}{process}", prefix(name)));
        let aside = parent.join(format!("{}{process}{ASIDE}", prefix(name)));
        step()?;
        fs::create_dir(&path)?;
        let lock = lock(&path).unwrap_or(None);
        Ok(Self { path, aside, folders: Mutex::default(), _lock: lock })
    }

    /// Begins the manifest: all that is in the folder is ours, whatever it will be.
    pub(super) fn mark(&self, step: Step) -> io::Result<()> {
        self.write(Path::new(manifest::NAME), &Manifest::unfinished().to_bytes(), step)
    }

    /// Replaces the manifest by the whole one, in one step.
    pub(super) fn seal(&self, manifest: &Manifest, step: Step) -> io::Result<()> {
        let beside = format!("{}-new", manifest::NAME);
        self.write(Path::new(&beside), &manifest.to_bytes(), step)?;
        step()?;
        fs::rename(self.path.join(beside), self.path.join(manifest::NAME))
    }

    /// Makes the folders above a path, each once.
    fn folders(&self, path: &Path, step: Step) -> io::Result<()> {
        let mut made = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<_> = path
            .ancestors()
            .skip(1)
            .take_while(|folder| !folder.as_os_str().is_empty() && !made.contains(*folder))
            .map(Path::to_owned)
            .collect();
        for folder in missing.into_iter().rev() {
            step()?;
            fs::create_dir(self.path.join(&folder))?;
            made.insert(folder);
        }
        Ok(())
    }

    /// Makes an empty folder.
    pub(super) fn folder(&self, path: &Path, step: Step) -> io::Result<()> {
        self.folders(&path.join("x"), step)
    }

    /// Writes a new file; several threads may at once.
    pub(super) fn write(&self, path: &Path, bytes: &[u8], step: Step) -> io::Result<()> {
        self.folders(path, step)?;
        step()?;
        OpenOptions::new().write(true).create_new(true).open(self.path.join(path))?.write_all(bytes)
    }

    /// Gives a file of the former site a second name here; its content is not copied.
    pub(super) fn link(&self, path: &Path, from: &Path, step: Step) -> io::Result<()> {
        self.folders(path, step)?;
        step()?;
        fs::hard_link(from, self.path.join(path))
    }

    /// Carries a file over from the former site: as a link, or where the disk has no links, as a copy.
    pub(super) fn carry(&self, path: &Path, from: &Path, step: Step) -> io::Result<()> {
        let Err(error) = self.link(path, from, step) else { return Ok(()) };
        // Copying a pipe would hang, and a link would be copied as what it points to.
        if !fs::symlink_metadata(from)?.is_file() {
            return Err(error);
        }
        step()?;
        fs::copy(from, self.path.join(path)).map(drop)
    }
}

const ASIDE: &str = "-former";

fn prefix(name: &str) -> String {
    format!(".{name}.refrain-stage-")
}

/// Locks a folder against another run, after a fifth of a second at most; nothing where the system cannot lock folders.
///
/// # Errors
/// `WouldBlock` where another run holds it.
pub(super) fn lock(folder: &Path) -> io::Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    // A program that is just being started holds its parent's locks for a moment, so one refusal is no other run yet.
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_WAIT),
            Err(fs::TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

/// How often a lock is asked for, and how long is waited between.
const LOCK_TRIES: usize = 10;
const LOCK_WAIT: std::time::Duration = std::time::Duration::from_millis(20);

/// Clears away what runs that were killed left beside the target: staging folders, and former sites. Only folders with
/// our manifest (or nothing) in them are touched, and never one that a living run has locked.
pub(super) fn clear(parent: &Path, name: &str, target: &Path) -> Result<(), Refusal> {
    let Ok(entries) = fs::read_dir(parent) else { return Ok(()) };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let Some(rest) = file_name.to_str().and_then(|n| n.strip_prefix(&prefix(name))) else { continue };
        let process = rest.strip_suffix(ASIDE).unwrap_or(rest);
        let path = entry.path();
        if !process.bytes().all(|b| b.is_ascii_digit()) || !entry.file_type().is_ok_and(|kind| kind.is_dir())
        {
            continue;
        }
        let Ok(_lock) = lock(&path) else { continue };
        let ours = || matches!(Manifest::read(&path), Ok(Some(_)));
        if rest.ends_with(ASIDE) && fs::symlink_metadata(target).is_err() && ours() {
            // That run died between its two renames: this is the last good site.
            fs::rename(&path, target)
                .map_err(|error| Refusal::system("put back", &target.display().to_string(), &error))?;
        } else if ours() || only_manifest(&path) {
            // What cannot be cleared now is tried again by the next run.
            let _ = tree::discard(&path, target, &mut || Ok(()));
        }
    }
    Ok(())
}

/// Whether a folder holds nothing, or nothing but a manifest that was not finished.
fn only_manifest(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == manifest::NAME))
}
