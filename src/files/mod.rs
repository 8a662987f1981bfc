//! The only door to the disk and to git. Paths are relative to the project's root, with `/`.
//!
//! Reading goes through [`Files`]: regular files inside the root only, so that no pipe hangs, no device answers and no
//! link leads out. Writing is [`publish`] for a site, [`Publication`] for one that is not held in memory, [`write()`] for one file, [`exchange`] for one that was
//! read before, [`create`] for a file that must be new.
//! Nothing that this crate did not write is ever deleted or overwritten by a site.

mod cache;
mod disk;
mod former;
mod git;
mod manifest;
mod memory;
mod mixed;
mod names;
mod overlay;
mod publish;
mod stage;
mod swap;
mod tree;
mod write;

#[cfg(test)]
mod tests;

pub use cache::{cache, cached};
pub use disk::Disk;
pub use git::{Commit, Repository, Side, Snapshot, Tag, Touched, is_id};
pub use memory::Memory;
pub use mixed::Mixed;
pub use names::out_paths;
pub use overlay::Overlay;
pub use publish::{Publication, Published, publish};
pub use write::{append, create, exchange, write};

/// A reason why a file could not be read or written, as a lowercase phrase, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    /// A refusal with what is wrong and what to do.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }

    /// Whether it says that there is nothing at a path.
    pub fn is_absence(&self, path: &str) -> bool {
        *self == absent(path)
    }

    /// What the system said about a path, in words.
    fn system(doing: &str, path: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let (why, help) = match error.kind() {
            K::NotFound => ("it does not exist", "check the spelling of the path"),
            K::PermissionDenied => ("permission denied", "change the permissions, or choose another path"),
            K::StorageFull | K::QuotaExceeded => ("the disk is full", "free some space and try again"),
            K::ReadOnlyFilesystem => ("the disk is read-only", "choose a path on another disk"),
            K::InvalidFilename => ("the name is too long or not allowed", "choose a shorter, plain name"),
            _ => {
                return Self::new(format!("cannot {doing} `{path}`: {error}"), "check the path and the disk");
            }
        };
        Self::new(format!("cannot {doing} `{path}`: {why}"), help)
    }
}

/// Where files are read from: the disk, an editor's buffers over the disk, or a test's memory.
pub trait Files: Sync {
    /// The bytes of a regular file of at most `limit` bytes.
    ///
    /// # Errors
    /// A refusal when it is absent, not a regular file, outside the root, too large or unreadable.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal>;

    /// All regular files below a folder (`""` is the root), sorted by path; hidden files and folders, `target` and
    /// `node_modules` are left out, and so is what `.gitignore` names.
    ///
    /// # Errors
    /// A refusal when the folder cannot be listed.
    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal>;
}

impl<F: Files + ?Sized> Files for &F {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        (**self).read(path, limit)
    }
    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        (**self).walk(folder)
    }
}

/// What is said of a file that is larger than a limit.
fn too_large(path: &str, size: u64, limit: usize) -> Refusal {
    let help = "split the file, or leave it out of what is checked";
    Refusal::new(format!("`{path}` has {size} bytes, more than the limit of {limit}"), help)
}

/// What is said of a file or folder that is not there.
fn absent(path: &str) -> Refusal {
    let help = if path.contains('\u{FFFD}') {
        "rename it: its name is not UTF-8"
    } else {
        "check the spelling of the path"
    };
    let what = if path.is_empty() { "the project's folder".to_owned() } else { format!("`{path}`") };
    Refusal::new(format!("{what} does not exist"), help)
}

/// Folders that never hold messaging or copy, whatever `.gitignore` says.
fn left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}
