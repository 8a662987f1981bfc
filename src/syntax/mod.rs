//! Reading formats: pure functions of a source. Reading never fails: a broken file yields a part and faults.

pub mod markdown;
pub mod quantity;
pub mod tags;
pub mod words;
pub mod yaml;
