//! How far a check has come, for whoever waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many pieces of copy are checked, of how many. May be read from another thread while the check runs.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// How many are checked, and of how many; (0, 0) before the check has begun.
    pub fn now(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    pub(super) fn begin(&self, all: usize) {
        self.all.store(all, Ordering::Relaxed);
    }

    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
