//! The only door to the disk. Paths are relative to the project's root, with `/`.

mod disk;
mod memory;
mod overlay;
mod publish;

pub use disk::Disk;
pub use memory::Memory;
pub use overlay::Overlay;

/// A reason why a file could not be read, as a lowercase phrase, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
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
