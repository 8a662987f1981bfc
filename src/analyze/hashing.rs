//! A hash of words: a few letters long, so that what the standard library does for safety would cost more than the rest.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A map from words.
pub(super) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHash>>;

/// A map from keys that are hashes themselves.
pub(super) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHash>>;

/// The hash of a word.
#[derive(Debug, Default)]
pub(super) struct WordHash(u64);

impl Hasher for WordHash {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    /// The end of a text, which tells nothing of a word that stands alone.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A hash that is its own.
#[derive(Debug, Default)]
pub(super) struct KeyHash(u64);

impl Hasher for KeyHash {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
