//! Reading formats: pure functions of a source. Reading never fails: a broken file yields a part and faults.

pub mod dates;
pub mod escape;
pub mod html;
pub mod markdown;
pub mod mention;
pub mod negation;
pub mod quantity;
pub mod quotes;
pub mod shadow;
pub mod tags;
pub mod words;
pub mod yaml;
