//! Maps from words and from hashes. Both are small and the project's own, so that what the standard library does for safety
//! would cost more than the rest.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A map from words.
pub(crate) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHash>>;

/// A set of words.
pub(crate) type WordSet<K> = HashSet<K, BuildHasherDefault<WordHash>>;

/// A map from keys that are hashes themselves.
pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHash>>;

/// A set of keys that are hashes themselves.
pub(crate) type KeySet = HashSet<u64, BuildHasherDefault<KeyHash>>;

/// The hash of a word.
#[derive(Debug, Default)]
pub(crate) struct WordHash(u64);

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
pub(crate) struct KeyHash(u64);

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
