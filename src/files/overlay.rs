//! Files over other files: an editor's unsaved buffers.

use super::{Files, Memory, Refusal};

/// Files in memory over other files: what is in memory hides what is below.
#[derive(Clone, Debug)]
pub struct Overlay<F> {
    /// The files on top.
    pub over: Memory,
    /// The files below.
    pub base: F,
}

impl<F: Files> Overlay<F> {
    /// `over` on top of `base`.
    pub fn new(over: Memory, base: F) -> Self {
        Self { over, base }
    }
}

impl<F: Files> Files for Overlay<F> {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        if self.over.holds(path) { self.over.read(path, limit) } else { self.base.read(path, limit) }
    }

    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        match (self.base.walk(folder), self.over.walk(folder)) {
            (Ok(mut paths), over) => {
                paths.extend(over.unwrap_or_default());
                paths.sort();
                paths.dedup();
                Ok(paths)
            }
            (Err(_), Ok(over)) if !over.is_empty() => Ok(over),
            (Err(refusal), _) => Err(refusal),
        }
    }
}
