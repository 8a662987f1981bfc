//! Files in memory, for tests.
/// Files in memory.
pub struct Memory;
