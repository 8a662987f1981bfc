//! The history of the messaging, read again when another commit is checked out.

use std::path::Path;
use std::sync::Arc;

use crate::history::Chronicle;

/// The history as far as it is known, and of which commit.
#[derive(Debug)]
pub struct Known {
    head: Option<String>,
    /// The history.
    pub chronicle: Arc<Chronicle>,
}

impl Known {
    /// Reads the history of the project in a folder.
    pub fn read(root: &Path) -> Self {
        Self { head: Chronicle::head(root), chronicle: Arc::new(Chronicle::open(root)) }
    }

    /// Reads it again if another commit is checked out now. Whether it did.
    pub fn renew(&mut self, root: &Path) -> bool {
        if Chronicle::head(root) == self.head {
            return false;
        }
        *self = Self::read(root);
        true
    }
}
