//! JSON for other programs. Its shape is version 1 and is held apart from the types inside, so it changes only on purpose.
//!
//! All lines and columns count from 1 and a span's end is behind its last character. Columns come in every unit that
//! programs use: bytes of UTF-8, UTF-16 units, Unicode scalar values, and what a reader calls characters.

use serde::Serialize;

use super::{Report, Setting, Tally};
use crate::check::{Outcome, Verdict};
use crate::finding::{self, Severity};
use crate::text::{self, Source, Span};

pub static REPORT: Report =
    Report { name: "json", extension: "json", describe: "everything, for other programs", render };

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    title: &'a str,
    as_of: String,
    verdict: &'static str,
    fail_on: &'static str,
    counts: Counts,
    checked: Checked,
    findings: Vec<Finding<'a>>,
    suppressed: Vec<Suppressed<'a>>,
    not_checked: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    not_checked: usize,
}

#[derive(Serialize)]
struct Checked {
    copy_files: usize,
    words: usize,
    items: usize,
    rules: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'static str,
    certainty: &'static str,
    message: &'a str,
    why: &'a str,
    help: &'a str,
    object: Option<Object<'a>>,
    place: Place<'a>,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Suppressed<'a> {
    /// Why a remark in the copy silences the finding.
    reason: &'a str,
    finding: Finding<'a>,
}

#[derive(Serialize)]
struct Object<'a> {
    kind: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    /// The place in the format's own terms: `slide 3, notes`.
    inside: Option<&'a str>,
    /// Whether the spans are just what is meant, or only hold it.
    exact: bool,
    spans: Vec<Range>,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    /// Bytes of the decoded text before it.
    offset: usize,
    line: usize,
    byte: usize,
    utf16: usize,
    scalar: usize,
    grapheme: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    label: &'a str,
    place: Place<'a>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    message: &'a str,
    help: &'a str,
    place: Place<'a>,
    related: Vec<Related<'a>>,
}

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let tally = Tally::of(&outcome.findings);
    let document = Document {
        version: 1,
        tool: Tool { name: "refrain", version: env!("CARGO_PKG_VERSION") },
        title: &setting.title,
        as_of: outcome.as_of.to_string(),
        verdict: match outcome.verdict(setting.fail_on) {
            Verdict::Clean => "clean",
            Verdict::Findings => "findings",
            Verdict::NotChecked => "not-checked",
        },
        fail_on: Severity::name(setting.fail_on),
        counts: Counts {
            error: tally.errors,
            warning: tally.warnings,
            info: tally.notes,
            suppressed: outcome.suppressed.len(),
            not_checked: outcome.faults.len(),
        },
        checked: Checked {
            copy_files: outcome.checked.copy_files,
            words: outcome.checked.words,
            items: outcome.checked.items,
            rules: outcome.checked.rules,
        },
        findings: outcome.findings.iter().map(finding).collect(),
        suppressed: outcome
            .suppressed
            .iter()
            .map(|s| Suppressed { reason: &s.reason, finding: finding(&s.finding) })
            .collect(),
        not_checked: outcome.faults.iter().map(fault).collect(),
    };
    // Such a document holds no map with other keys than text and no number that JSON lacks, so writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn finding(finding: &finding::Finding) -> Finding<'_> {
    let source = finding.place.source();
    Finding {
        rule: finding.rule,
        severity: finding.severity.name(),
        certainty: finding.certainty.name(),
        message: &finding.message,
        why: &finding.why,
        help: &finding.help,
        object: finding.object.as_ref().map(|o| Object { kind: o.kind, id: &o.id }),
        place: place(&finding.place),
        related: finding.related.iter().map(related).collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| Fix {
                title: &fix.title,
                safe: fix.safe,
                edits: fix
                    .edits
                    .iter()
                    .map(|e| Edit { range: range(source, e.span), text: &e.text })
                    .collect(),
            })
            .collect(),
        fingerprint: &finding.fingerprint,
    }
}

fn fault(fault: &finding::Fault) -> Fault<'_> {
    Fault {
        code: fault.code,
        message: &fault.message,
        help: &fault.help,
        place: place(&fault.place),
        related: fault.related.iter().map(related).collect(),
    }
}

fn related(related: &finding::Related) -> Related<'_> {
    Related { label: &related.label, place: place(&related.place) }
}

fn place(place: &text::Place) -> Place<'_> {
    Place {
        path: place.path(),
        inside: place.words(),
        exact: place.is_exact(),
        spans: place.spans().map(|span| range(place.source(), span)).collect(),
        text: place.text(),
    }
}

fn range(source: &Source, span: Span) -> Range {
    Range { start: position(source, span.start()), end: position(source, span.end()) }
}

fn position(source: &Source, offset: usize) -> Position {
    let text::Position { line, byte, utf16, scalar, grapheme } = source.position(offset);
    Position { offset, line, byte, utf16, scalar, grapheme }
}
