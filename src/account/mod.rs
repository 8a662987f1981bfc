//! An account of findings: which say the same, how many there are by team, stage and rule, the words in view, and the
//! JSON that programs read. Judges nothing and knows no reader; [`report`](crate::report) writes it down.

mod excerpt;
mod group;
mod tally;
mod v1;

pub use excerpt::{Row, rows};
pub use group::{Group, groups};
pub use tally::{Tally, by_rule, by_stage, by_team, gravest, stage, team};
pub use v1::{FaultV1, FindingV1, SuppressedV1};
