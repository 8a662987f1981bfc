//! Workflow commands of GitHub Actions: each finding becomes a remark beside the line it is about.
//!
//! GitHub shows ten remarks of each kind for one step and drops the rest in silence, so the worst come first and a notice
//! says how many are only in the log, and in the step's summary where the command line writes one.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Report, Setting, body, closing, counted, fault_body};
use crate::check::Outcome;
use crate::finding::Severity;
use crate::text::{Place, visible};

pub static REPORT: Report = Report {
    name: "github",
    extension: "txt",
    describe: "remarks beside the lines of a pull request, from GitHub Actions",
    render,
};

/// How many remarks of one kind GitHub shows for one step.
const SHOWN: usize = 10;

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let mut told: [Vec<String>; 3] = Default::default();
    let [errors, warnings, notices] = &mut told;
    for fault in &outcome.faults {
        let title = format!("not checked: {}", fault.code);
        errors.push(command("error", &fault.place, &title, &fault_body(fault)));
    }
    for finding in &outcome.findings {
        let (kind, list) = match finding.severity {
            Severity::Error => ("error", &mut *errors),
            Severity::Warning => ("warning", &mut *warnings),
            Severity::Info => ("notice", &mut *notices),
        };
        list.push(command(kind, &finding.place, finding.rule, &body(finding)));
    }
    let mut text = String::new();
    if let Some(more) = more([errors.len(), warnings.len(), notices.len()], setting.summary) {
        let _ = writeln!(text, "::notice title=refrain::{}", data(&more));
    }
    for line in told.into_iter().flatten() {
        text.push_str(&line);
    }
    text.push_str(&closing(outcome));
    text.push('\n');
    text
}

/// What GitHub will not show, in a sentence. The sentence is itself a notice, so one notice fewer is shown.
fn more([errors, warnings, notices]: [usize; 3], summary: bool) -> Option<String> {
    if errors.max(warnings).max(notices) <= SHOWN {
        return None;
    }
    let hidden: Vec<String> =
        [(errors, SHOWN, "error"), (warnings, SHOWN, "warning"), (notices, SHOWN - 1, "notice")]
            .into_iter()
            .filter(|(count, shown, _)| count > shown)
            .map(|(count, shown, noun)| counted(count - shown, &format!("more {noun}")))
            .collect();
    let whole = if summary { "the summary and the log" } else { "the log" };
    Some(format!("{} in {whole} of this step: GitHub shows {SHOWN} of each kind", hidden.join(", ")))
}

fn command(kind: &str, place: &Place, title: &str, message: &str) -> String {
    let path = property(place.path());
    let mut text = format!("::{kind} file={path}");
    if place.words().is_none() {
        let (start, end) = (place.start(), place.end());
        let _ = write!(text, ",line={},endLine={}", start.line, end.line);
        // Columns count only within one line; the last column is part of the remark.
        if start.line == end.line {
            let last = end.utf16.saturating_sub(1).max(start.utf16);
            let _ = write!(text, ",col={},endColumn={last}", start.utf16);
        }
    }
    let inside = place.words().map_or(String::new(), |words| format!("{words}: "));
    let _ = writeln!(text, ",title={}::{}", property(title), data(&format!("{inside}{message}")));
    text
}

/// The text of a command: a line end would end it, a `%` begins an escape.
fn data(text: &str) -> String {
    let lines: Vec<Cow<str>> = text.lines().map(visible).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which `:` and `,` would end besides.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Span};

    #[test]
    fn no_text_can_begin_another_command() {
        let source = Source::new("a,b:c\n::error::x.md", "one two");
        let line =
            command("notice", &Place::new(&source, Span::new(4, 7)), "t/x", "50 %\r\n::stop-commands::x");
        assert_eq!(
            line,
            "::notice file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax.md,line=1,endLine=1,col=5,endColumn=7,title=t/x\
             ::50 %25%0A::stop-commands::x\n"
        );
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        assert_eq!(more([10, 10, 10], true), None);
        let told = more([14, 3, 10], false).unwrap();
        assert!(told.starts_with("4 more errors, 1 more notice in the log of"), "{told}");
        assert!(more([14, 3, 10], true).unwrap().contains("in the summary and the log of"));
    }
}
