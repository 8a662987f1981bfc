//! Findings for a person at a terminal: what is wrong with the words in view, why, and what to do.
//!
//! Findings that say the same of one item are one block with a list of the other places, the gravest first. What was not
//! checked follows, then the counts by team, by stage and by rule, and the outcome in one line.

mod block;
mod paint;
mod summary;

use super::{Report, Setting};
use crate::account::groups;
use crate::check::Outcome;
use crate::finding::Fault;
use block::Block;
use paint::Paint;

pub static REPORT: Report = Report {
    name: "human",
    extension: "txt",
    describe: "findings with their words in view, for a person at a terminal",
    render,
};

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let paint = Paint { color: setting.color };
    let mut text = String::new();
    for group in groups(&outcome.findings) {
        Block::of_group(&group).write(&mut text, paint, setting.width);
    }
    if !outcome.faults.is_empty() {
        text.push_str(&paint.strong("NOT CHECKED, because it could not be read:"));
        text.push_str("\n\n");
    }
    text.push_str(&faults(&outcome.faults, setting));
    summary::write(&mut text, outcome, setting, paint);
    text
}

/// Faults one after the other, each with its words in view.
pub fn faults(faults: &[Fault], setting: &Setting) -> String {
    let mut text = String::new();
    for fault in faults {
        Block::of_fault(fault).write(&mut text, Paint { color: setting.color }, setting.width);
    }
    text
}
