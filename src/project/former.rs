//! What is left of a project that is opened again, so that only files that changed since need to be read.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Known, Memory, Piece, Project};
use crate::graph::Key;
use crate::item::AnyItem;
use crate::model::Playbook;
use crate::text::Source;

/// What was read of one file of the messaging, without any fault.
pub type Reading = (Arc<Source>, Playbook);

/// The messaging of a project that is not needed any more, file by file. It gives what reading anew would give, because
/// all is held against the text; and it gives that once.
#[derive(Debug, Default)]
pub struct Former {
    /// By path.
    files: Mutex<HashMap<String, Reading>>,
    /// The prose of an item, by the file as it lies in memory and the item's address. A piece holds its file, so no other
    /// can lie in its place.
    prose: Mutex<HashMap<(usize, Key), Piece>>,
}

impl Former {
    /// What can be taken from a project.
    pub fn of(project: Project) -> Self {
        // Of a file that met a fault the items alone would not tell what the fault was.
        let faulty: BTreeSet<&str> = project.faults.iter().map(|fault| fault.place.path()).collect();
        let mut items = project.playbook.by_file();
        let whole = project.sources.into_iter().filter(|source| !faulty.contains(source.path()));
        let files = whole.map(|source| {
            let items = items.remove(source.path()).unwrap_or_default();
            (source.path().to_owned(), (source, items))
        });
        let files = Mutex::new(files.collect());
        // Where two items bear one id, an address does not tell whose prose it is.
        let prose = match project.graph.duplicates() {
            [] => project
                .pieces
                .into_iter()
                .filter_map(|piece| Some((name(piece.source(), piece.item.as_ref()?), piece)))
                .collect(),
            _ => HashMap::new(),
        };
        Self { files, prose: Mutex::new(prose) }
    }
}

impl Memory for Former {
    fn known(&self, _: u128, _: &Source) -> Option<Known> {
        None
    }

    fn messaging(&self, source: &Source) -> Option<Reading> {
        take(&self.files, source.path()).filter(|(kept, _)| kept.text() == source.text())
    }

    fn prose(&self, item: &dyn AnyItem) -> Option<Piece> {
        take(&self.prose, &name(item.source(), &Key::of(item)))
    }
}

fn name(source: &Arc<Source>, item: &Key) -> (usize, Key) {
    (Arc::as_ptr(source) as usize, item.clone())
}

fn take<K: Hash + Eq + std::borrow::Borrow<Q>, Q: Hash + Eq + ?Sized, V>(
    kept: &Mutex<HashMap<K, V>>,
    name: &Q,
) -> Option<V> {
    kept.lock().unwrap_or_else(PoisonError::into_inner).remove(name)
}
