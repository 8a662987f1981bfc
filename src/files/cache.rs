//! The folder in which a project's cache lies, between runs. Losing it costs time only, so what fails here is no error.
#![allow(clippy::disallowed_methods)] // Part of `files`, the one place that touches the disk.

use std::fs;
use std::io;
use std::path::Path;

use super::{Disk, Files};

/// The folder, below the project's root. Hidden, so that it is never read as content, and left out of version control
/// by a file of its own.
const FOLDER: &str = ".refrain-cache";
/// The most that is read.
const LIMIT: usize = 256 << 20;

/// What an earlier run left under a name; nothing where there is none.
pub fn cached(root: &Path, name: &str) -> Vec<u8> {
    Disk::new(root).read(&format!("{FOLDER}/{name}"), LIMIT).unwrap_or_default()
}

/// Leaves something for a later run under a name, whole or not at all. Whether it could.
pub fn cache(root: &Path, name: &str, bytes: &[u8]) -> bool {
    let folder = root.join(FOLDER);
    let put = || -> io::Result<()> {
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => {
                fs::create_dir(&folder)?;
                fs::write(folder.join(".gitignore"), "*\n")?;
                let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by refrain; may be deleted at any time.\n";
                fs::write(folder.join("CACHEDIR.TAG"), tag)?;
            }
        }
        let beside = folder.join(format!("{name}.{}", std::process::id()));
        // Not synced: after a power cut a damaged cache is forgotten, and that is all.
        fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, folder.join(name))).inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    };
    put().is_ok()
}
