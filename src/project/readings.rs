//! What was read of the messaging before, so that opening a project again reads only what has changed since.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Known, Memory, Piece};
use crate::finding::Fault;
use crate::item::AnyItem;
use crate::model::Playbook;
use crate::text::Source;

/// What was read of one file of the messaging.
pub type Reading = (Arc<Source>, Playbook, Vec<Fault>);

/// What the last two openings read. It gives what reading anew would give, because all is held against the text.
#[derive(Debug, Default)]
pub struct Readings {
    last: Kept,
    now: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// By path.
    files: HashMap<String, Reading>,
    /// The prose of an item, by the file as it lies in memory and where it begins there. A piece holds its file, so no
    /// other can lie in its place.
    prose: HashMap<(usize, usize), Piece>,
}

impl Readings {
    /// Forgets what the last opening did not ask for.
    pub fn turn(&mut self) {
        self.last = std::mem::take(self.now.get_mut().unwrap_or_else(PoisonError::into_inner));
    }

    fn now(&self) -> MutexGuard<'_, Kept> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory for Readings {
    fn known(&self, _: u128, _: &Source) -> Option<Known> {
        None
    }

    fn messaging(&self, source: &Source) -> Option<Reading> {
        let kept = self.last.files.get(source.path()).filter(|(kept, ..)| kept.text() == source.text())?;
        self.now().files.insert(source.path().to_owned(), kept.clone());
        Some(kept.clone())
    }

    fn keep_messaging(&self, reading: &Reading) {
        self.now().files.insert(reading.0.path().to_owned(), reading.clone());
    }

    fn prose(&self, item: &dyn AnyItem) -> Option<Piece> {
        let piece = self.last.prose.get(&name(item))?;
        self.now().prose.insert(name(item), piece.clone());
        Some(piece.clone())
    }

    fn keep_prose(&self, item: &dyn AnyItem, piece: &Piece) {
        self.now().prose.insert(name(item), piece.clone());
    }
}

fn name(item: &dyn AnyItem) -> (usize, usize) {
    (Arc::as_ptr(item.source()) as usize, item.span().start())
}
