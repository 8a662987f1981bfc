//! The entries of a mapping while it is read: of two equal keys the first is kept.

use std::collections::BTreeMap;

use super::state::State;
use super::{Entry, Node, Scalar};

/// Up to this many keys are compared one by one, which is faster than an index for the usual small mapping.
const FEW: usize = 16;

/// Entries in the order written.
#[derive(Default)]
pub(super) struct Entries {
    entries: Vec<Entry>,
    /// Positions by key, once there are many.
    index: BTreeMap<String, usize>,
}

impl Entries {
    /// Adds an entry; where the key is already there, notes a fault instead.
    pub(super) fn add(&mut self, key: Scalar, value: Node, state: &mut State) {
        let first = match self.entries.len() {
            n if n <= FEW => self.entries.iter().position(|e| e.key.text == key.text),
            _ => self.index.get(&key.text).copied(),
        };
        if let Some(first) = first.and_then(|at| self.entries.get(at)) {
            state.duplicate(first.key.span, &key);
            return;
        }
        self.entries.push(Entry { key, value });
        if self.entries.len() > FEW {
            let indexed = self.index.len();
            for (at, entry) in self.entries.iter().enumerate().skip(indexed) {
                self.index.insert(entry.key.text.clone(), at);
            }
        }
    }

    /// Takes the last entry away.
    pub(super) fn forget_last(&mut self) {
        if let Some(entry) = self.entries.pop() {
            self.index.remove(&entry.key.text);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Entry> {
        self.entries
    }
}
