//! JSON for other programs, in version 1 of its shape: one document with all there is to say.

use serde::Serialize;

use super::{Report, Setting, Summary};
use crate::account::{FaultV1, FindingV1, SuppressedV1};
use crate::check::Outcome;

pub static REPORT: Report =
    Report { name: "json", extension: "json", describe: "everything, for other programs", render };

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    summary: Summary<'a>,
    findings: Vec<FindingV1<'a>>,
    suppressed: Vec<SuppressedV1<'a>>,
    not_checked: Vec<FaultV1<'a>>,
}

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let silenced = outcome.suppressed.iter().map(|s| SuppressedV1::of(&s.finding, &s.reason, &s.by));
    let document = Document {
        summary: Summary::of(outcome, setting),
        findings: outcome.findings.iter().map(FindingV1::of).collect(),
        suppressed: silenced.collect(),
        not_checked: outcome.faults.iter().map(FaultV1::of).collect(),
    };
    // Such a document holds no map with other keys than text and no number that JSON lacks, so writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
