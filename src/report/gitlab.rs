//! The Code Quality report of GitLab: what a merge request brings in or mends, in its widget and beside its lines.
//!
//! GitLab compares fingerprints between branches and shows only the first of two equal ones, so each is given once. Code
//! Quality knows no "not checked": that is a blocker here, so that nobody takes silence for cleanness.

use std::collections::BTreeSet;

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::{Report, Setting};
use crate::check::Outcome;
use crate::finding::{Certainty, Fault, Finding, Severity};
use crate::text::{Place, visible};

pub static REPORT: Report = Report {
    name: "gitlab",
    extension: "json",
    describe: "Code Quality of GitLab, for the widget of a merge request",
    render,
};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn render(outcome: &Outcome, _: &Setting) -> String {
    let mut issues: Vec<Issue> = outcome.faults.iter().map(of_fault).collect();
    issues.extend(outcome.findings.iter().map(of_finding));
    let mut seen = BTreeSet::new();
    for issue in &mut issues {
        while !seen.insert(issue.fingerprint.clone()) {
            issue.fingerprint = format!("{:032x}", xxh3_128(issue.fingerprint.as_bytes()));
        }
    }
    // Such a list holds only text and counts, so writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

fn of_finding(finding: &Finding) -> Issue {
    Issue {
        description: description(&finding.place, "", &finding.message, &finding.help),
        check_name: finding.rule,
        fingerprint: finding.fingerprint.to_string(),
        severity: match (finding.severity, finding.certainty) {
            (Severity::Error, Certainty::Exact) => "critical",
            (Severity::Error, _) => "major",
            (Severity::Warning, _) => "minor",
            (Severity::Info, _) => "info",
        },
        location: location(&finding.place),
    }
}

fn of_fault(fault: &Fault) -> Issue {
    let known_by = [fault.place.path(), fault.code, &fault.message].join("\0");
    Issue {
        description: description(&fault.place, "not checked: ", &fault.message, &fault.help),
        check_name: fault.code,
        fingerprint: format!("{:032x}", xxh3_128(known_by.as_bytes())),
        severity: "blocker",
        location: location(&fault.place),
    }
}

fn description(place: &Place, before: &str, message: &str, help: &str) -> String {
    let inside = place.words().map_or(String::new(), |words| format!("{words}: "));
    let text = format!("{inside}{before}{message}{}{help}", if help.is_empty() { "" } else { "; " });
    visible(&text).into_owned()
}

fn location(place: &Place) -> Location {
    // In a file that is not plain text, lines mean nothing to the reader, but GitLab wants one.
    let (begin, end) = if place.words().is_some() { (1, 1) } else { (place.start().line, place.end().line) };
    Location { path: visible(place.path()).into_owned(), lines: Lines { begin, end } }
}
