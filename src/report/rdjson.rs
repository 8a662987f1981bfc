//! The diagnostic format of reviewdog, which comments on changed lines of many code hosts and offers fixes to accept.
//!
//! Columns are bytes of UTF-8, counted from 1; an end is behind its last byte.

use serde_json::{Value as Json, json};

use super::{Report, Setting, body, fault_body};
use crate::check::Outcome;
use crate::finding::{Finding, Fix, Severity};
use crate::text::{Place, Source, Span, visible};

pub static REPORT: Report = Report {
    name: "rdjson",
    extension: "json",
    describe: "reviewdog's format, for comments and suggestions in reviews",
    render,
};

fn render(outcome: &Outcome, _: &Setting) -> String {
    let mut diagnostics: Vec<Json> = outcome
        .faults
        .iter()
        .map(|fault| {
            let text = format!("not checked: {}", fault_body(fault));
            diagnostic(&fault.place, "ERROR", fault.code, &text)
        })
        .collect();
    diagnostics.extend(outcome.findings.iter().map(of_finding));
    let document = json!({"source": {"name": "refrain"}, "diagnostics": diagnostics});
    format!("{document:#}\n")
}

fn of_finding(finding: &Finding) -> Json {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let mut diagnostic = diagnostic(&finding.place, severity, finding.rule, &body(finding));
    let source = finding.place.source();
    let suggestions: Vec<Json> = finding.fixes.iter().filter_map(|fix| suggestion(fix, source)).collect();
    if !suggestions.is_empty()
        && let Some(object) = diagnostic.as_object_mut()
    {
        object.insert("suggestions".into(), suggestions.into());
    }
    diagnostic
}

fn diagnostic(place: &Place, severity: &str, code: &str, message: &str) -> Json {
    let path = visible(place.path());
    // In a file that is not plain text, lines mean nothing; the place in its own terms goes before the words.
    let (location, inside) = match place.words() {
        Some(words) => (json!({"path": path}), format!("{words}: ")),
        None => (json!({"path": path, "range": range(place.source(), place.whole())}), String::new()),
    };
    let message = format!("{inside}{message}");
    let lines: Vec<_> = message.lines().map(visible).collect();
    json!({"message": lines.join("\n"), "location": location, "severity": severity, "code": {"value": code}})
}

/// A fix as one replacement, from its first edit to its last: a reader accepts all of it or nothing.
fn suggestion(fix: &Fix, source: &Source) -> Option<Json> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort();
    let whole = edits.iter().map(|e| e.span).reduce(Span::to)?;
    let (mut text, mut done) = (String::new(), whole.start());
    for edit in edits {
        text.push_str(source.text().get(done..edit.span.start())?);
        text.push_str(&edit.text);
        done = edit.span.end();
    }
    Some(json!({"range": range(source, whole), "text": text}))
}

fn range(source: &Source, span: Span) -> Json {
    let position = |offset: usize| {
        let at = source.position(offset);
        json!({"line": at.line, "column": at.byte})
    };
    json!({"start": position(span.start()), "end": position(span.end())})
}
