//! The JSON of findings and faults, version 1: held apart from the types inside, so that it changes only on purpose.
//!
//! All lines and columns count from 1 and a span's end is behind its last character. Columns come in every unit that
//! programs use: bytes of UTF-8, UTF-16 units, Unicode scalar values, and what a reader calls characters.

use serde::Serialize;

use crate::finding;
use crate::text::{self, Source, Span};

/// A finding.
#[derive(Debug, Serialize)]
pub struct FindingV1<'a> {
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
    /// The team that wrote the copy; null in messaging.
    team: Option<&'a str>,
    /// The stage the copy is for; null in messaging.
    stage: Option<&'a str>,
}

/// A finding that a remark in the copy silences.
#[derive(Debug, Serialize)]
pub struct SuppressedV1<'a> {
    /// Why a remark or the settings silence the finding.
    reason: &'a str,
    /// Where they say so.
    by: Place<'a>,
    finding: FindingV1<'a>,
}

#[derive(Debug, Serialize)]
struct Object<'a> {
    kind: &'a str,
    id: &'a str,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    path: &'a str,
    /// The place in the format's own terms: `slide 3, notes`.
    inside: Option<&'a str>,
    /// Whether the spans are just what is meant, or only hold it.
    exact: bool,
    spans: Vec<Range>,
    text: String,
}

#[derive(Debug, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Debug, Serialize)]
struct Position {
    /// Bytes of the decoded text before it.
    offset: usize,
    line: usize,
    byte: usize,
    utf16: usize,
    scalar: usize,
    grapheme: usize,
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    label: &'a str,
    place: Place<'a>,
}

#[derive(Debug, Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Debug, Serialize)]
struct Edit<'a> {
    range: Range,
    text: &'a str,
}

/// What was not checked.
#[derive(Debug, Serialize)]
pub struct FaultV1<'a> {
    code: &'a str,
    message: &'a str,
    help: &'a str,
    place: Place<'a>,
    related: Vec<Related<'a>>,
}

impl<'a> FindingV1<'a> {
    /// A finding as programs read it.
    pub fn of(finding: &'a finding::Finding) -> Self {
        let source = finding.place.source();
        let context = finding.context.as_ref();
        Self {
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
            team: context.and_then(|c| c.team.as_deref()),
            stage: context.and_then(|c| c.stage.as_deref()),
        }
    }
}

impl<'a> SuppressedV1<'a> {
    /// A silenced finding as programs read it, with the reason given.
    pub fn of(finding: &'a finding::Finding, reason: &'a str, by: &'a text::Place) -> Self {
        Self { reason, by: place(by), finding: FindingV1::of(finding) }
    }
}

impl<'a> FaultV1<'a> {
    /// A fault as programs read it.
    pub fn of(fault: &'a finding::Fault) -> Self {
        Self {
            code: fault.code,
            message: &fault.message,
            help: &fault.help,
            place: place(&fault.place),
            related: fault.related.iter().map(related).collect(),
        }
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
