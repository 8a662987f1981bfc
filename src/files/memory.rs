//! Files in memory, for tests and for an editor's buffers.

use std::collections::BTreeMap;

use super::{Files, Refusal, absent, left_out, names, too_large};

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one file more.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.insert(path, bytes);
        self
    }

    /// Puts a file; one of the same path is replaced.
    pub fn insert(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Whether there is a file at a path.
    pub fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

impl Files for Memory {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        names::inside(path)?;
        let bytes = self.files.get(path).ok_or_else(|| absent(path))?;
        if bytes.len() > limit {
            return Err(too_large(path, bytes.len() as u64, limit));
        }
        Ok(bytes.clone())
    }

    /// Knows no `.gitignore`.
    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let folder = if folder == "." { "" } else { folder };
        names::inside(folder)?;
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut any = folder.is_empty();
        let mut paths = vec![];
        for path in self.files.keys() {
            let Some(inside) = path.strip_prefix(&below) else { continue };
            any = true;
            if !inside.split('/').any(left_out) {
                paths.push(path.clone());
            }
        }
        if any { Ok(paths) } else { Err(absent(folder)) }
    }
}
