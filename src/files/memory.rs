//! Files in memory, for tests and for what has not been saved yet.

use std::collections::BTreeMap;

use super::{Files, Refusal};

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Puts a file; one of the same path is replaced.
    pub fn insert(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }
}

impl Files for Memory {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        let bytes = self.files.get(path).ok_or_else(|| Refusal {
            what: "there is no such file".to_owned(),
            help: format!("write `{path}`, or name another"),
        })?;
        if bytes.len() > limit {
            return Err(Refusal {
                what: format!("the file has {} bytes; the limit is {limit}", bytes.len()),
                help: "split it".to_owned(),
            });
        }
        Ok(bytes.clone())
    }

    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let inside = |path: &&String| {
            folder.is_empty() || path.strip_prefix(folder).is_some_and(|r| r.starts_with('/'))
        };
        Ok(self.files.keys().filter(inside).cloned().collect())
    }
}
