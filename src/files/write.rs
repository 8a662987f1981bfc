//! Writing single files: a report for `--output`, the summary of a build step, the first files of a new project.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::Refusal;

/// Writes a file as a whole or not at all: a reader never sees half of it, and a failure leaves what was there.
///
/// # Errors
/// A refusal where something other than a regular file is there, and where the disk fails.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let shown = path.display().to_string();
    let system = |error: io::Error| Refusal::system("write", &shown, &error);
    let before = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Some(metadata),
        Ok(_) => {
            let help = "name a regular file, or a path that does not exist yet";
            return Err(Refusal::new(format!("`{shown}` is not a regular file"), help));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(system(error)),
    };
    let Some(name) = path.file_name() else {
        return Err(Refusal::new(format!("`{shown}` names no file"), "name a file"));
    };
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".refrain-{}", std::process::id()));
    let beside = path.with_file_name(beside);
    let fill = || -> io::Result<()> {
        let mut file = new(&beside)?;
        file.write_all(bytes)?;
        if let Some(before) = before {
            file.set_permissions(before.permissions())?;
        }
        // One file is synced at little cost; else a power cut could leave an empty one under the new name.
        file.sync_data()?;
        fs::rename(&beside, path)
    };
    fill().map_err(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            let _ = fs::remove_file(&beside);
        }
        system(error)
    })
}

/// Puts new bytes into a file that holds what was read of it, as a whole or not at all.
///
/// # Errors
/// A refusal where the file holds something else by now, and where [`write()`] refuses.
pub fn exchange(path: &Path, read: &[u8], bytes: &[u8]) -> Result<(), Refusal> {
    let shown = path.display().to_string();
    let now = fs::read(path).map_err(|error| Refusal::system("read", &shown, &error))?;
    if now != read {
        let help = "nothing was written to it: save your work there, and run again";
        return Err(Refusal::new(format!("`{shown}` was changed meanwhile"), help));
    }
    write(path, bytes)
}

/// Writes a file that must not be there yet, and the folders above it.
///
/// # Errors
/// A refusal where anything is at that path, and where the disk fails; then nothing is left of the file.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let shown = path.display().to_string();
    let system = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let help = "nothing was overwritten: choose another folder, or move the file away";
            Refusal::new(format!("`{shown}` is already there"), help)
        }
        _ => Refusal::system("write", &shown, &error),
    };
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(system)?;
    }
    let mut file = new(path).map_err(system)?;
    file.write_all(bytes).map_err(|error| {
        let _ = fs::remove_file(path);
        system(error)
    })
}

/// Adds to the end of a file that others add to as well; makes it where it is not there.
///
/// # Errors
/// A refusal where the disk fails.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let added = || OpenOptions::new().append(true).create(true).open(path)?.write_all(bytes);
    added().map_err(|error| Refusal::system("write", &path.display().to_string(), &error))
}

/// Opens a file that this call makes; never one that is there, nor one behind a link.
fn new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
