//! Files on the disk below a root.
#![allow(clippy::disallowed_methods)] // This is the door that the ban on `std::fs` points to.

use std::fs::{self, FileType, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Files, Refusal, absent, left_out, names, too_large};

/// Files on the disk below a root.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    /// The root without links, to hold other paths against.
    real: PathBuf,
}

impl Disk {
    /// The files below `root`. A root that does not exist holds no files.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let real = fs::canonicalize(&root).unwrap_or_else(|_| root.clone());
        Self { root, real }
    }

    /// The root, as it was given.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path really is; a link that leads out of the root is refused.
    fn real(&self, path: &str) -> Result<PathBuf, Refusal> {
        names::inside(path)?;
        let real = fs::canonicalize(self.real.join(path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => absent(path),
            _ => Refusal::system("read", path, &error),
        })?;
        if !real.starts_with(&self.real) {
            let help = "copy the file into the project; links may not leave it";
            return Err(Refusal::new(format!("`{path}` is a link that leads out of the project"), help));
        }
        Ok(real)
    }
}

impl Files for Disk {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        names::inside(path)?;
        let system = |error| Refusal::system("read", path, &error);
        let file = match open_straight(&self.real.join(path)) {
            Some(file) => file,
            None => {
                let real = self.real(path)?;
                // Opening some devices does something, so the kind is asked first, and again of what was opened.
                regular(path, fs::symlink_metadata(&real).map_err(system)?.file_type())?;
                open(&real).map_err(system)?
            }
        };
        let metadata = file.metadata().map_err(system)?;
        regular(path, metadata.file_type())?;
        if metadata.len() > limit as u64 {
            return Err(too_large(path, metadata.len(), limit));
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
        // The file may grow while it is read.
        file.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes).map_err(system)?;
        if bytes.len() > limit {
            return Err(too_large(path, bytes.len() as u64, limit));
        }
        Ok(bytes)
    }

    /// A link to a file is listed, and read only where it stays inside the root; a link to a folder is not followed.
    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let folder = if folder == "." { "" } else { folder };
        let start = self.real(folder)?;
        if !start.is_dir() {
            return Err(Refusal::new(
                format!("`{folder}` is not a folder"),
                "name a folder, or leave it out",
            ));
        }
        let walk = WalkBuilder::new(&start)
            .follow_links(false)
            .hidden(true)
            .parents(true)
            .git_ignore(true)
            .git_exclude(true)
            // A list that depends on the person's own settings would make runs differ between machines.
            .git_global(false)
            .ignore(false)
            .require_git(false)
            .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(left_out))
            .build();
        let mut paths = vec![];
        for entry in walk {
            let entry = entry.map_err(|error| {
                let help = "change the permissions, or name the folder in .gitignore";
                Refusal::new(format!("cannot list `{folder}`: {error}"), help)
            })?;
            let kind = entry.file_type();
            let linked = || fs::metadata(entry.path()).is_ok_and(|m| m.is_file());
            if kind.is_some_and(|kind| kind.is_file() || (kind.is_symlink() && linked()))
                && let Ok(inside) = entry.path().strip_prefix(&start)
            {
                let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
                let below = names.join("/");
                paths.push(if folder.is_empty() { below } else { format!("{folder}/{below}") });
            }
        }
        paths.sort();
        Ok(paths)
    }
}

fn regular(path: &str, kind: FileType) -> Result<(), Refusal> {
    if kind.is_file() {
        return Ok(());
    }
    let what = if kind.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
    Err(Refusal::new(format!("`{path}` is {what}, not a file"), "name a regular file"))
}

/// Opens a regular file that no link leads to, as nearly all are: the system follows the path in one go, and refuses links
/// itself. Nothing for any other, and where the system cannot do so.
#[cfg(target_os = "linux")]
fn open_straight(path: &Path) -> Option<fs::File> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
    if !fs::symlink_metadata(path).ok()?.is_file() {
        return None;
    }
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let no_links = ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    Some(openat2(CWD, path, flags, Mode::empty(), no_links).ok()?.into())
}

#[cfg(not(target_os = "linux"))]
fn open_straight(_: &Path) -> Option<fs::File> {
    None
}

/// Opens without waiting: a pipe that took the file's place meanwhile must not hang the run.
fn open(path: &Path) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW).bits() as i32);
    }
    options.open(path)
}
