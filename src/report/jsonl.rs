//! JSON Lines: one finding a line, in the shape of version 1, and a summary in the last line. For streams and for `jq`.

use serde::Serialize;

use super::{Report, Setting, Summary};
use crate::account::{FaultV1, FindingV1, SuppressedV1};
use crate::check::Outcome;

pub static REPORT: Report = Report {
    name: "jsonl",
    extension: "jsonl",
    describe: "one finding a line as JSON, and a summary in the last line",
    render,
};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'a> {
    Finding(FindingV1<'a>),
    Suppressed(SuppressedV1<'a>),
    NotChecked(FaultV1<'a>),
    Summary(Summary<'a>),
}

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let found = outcome.findings.iter().map(|f| Line::Finding(FindingV1::of(f)));
    let silenced =
        outcome.suppressed.iter().map(|s| Line::Suppressed(SuppressedV1::of(&s.finding, &s.reason, &s.by)));
    let unread = outcome.faults.iter().map(|f| Line::NotChecked(FaultV1::of(f)));
    let last = std::iter::once(Line::Summary(Summary::of(outcome, setting)));
    let mut text = String::new();
    for line in found.chain(silenced).chain(unread).chain(last) {
        // As in the whole document, nothing here can fail to be written.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    text
}
