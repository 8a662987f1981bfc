//! One line a finding, for search and for editors: `path:line:col: severity[rule] message`.

use std::fmt::Write;

use super::{Report, Setting, address, closing};
use crate::check::Outcome;
use crate::text::visible;

pub static REPORT: Report = Report {
    name: "concise",
    extension: "txt",
    describe: "one line a finding, for search and for editors",
    render,
};

fn render(outcome: &Outcome, _: &Setting) -> String {
    let mut text = String::new();
    for finding in &outcome.findings {
        let (address, severity) = (address(&finding.place), finding.severity.name());
        let about = if finding.place.is_exact() { "" } else { " (about here)" };
        let message = visible(&finding.message);
        let _ = writeln!(text, "{address}: {severity}[{}] {message}{about}", finding.rule);
    }
    for fault in &outcome.faults {
        let (address, message, help) = (address(&fault.place), visible(&fault.message), visible(&fault.help));
        let _ = writeln!(text, "{address}: not checked[{}] {message}; {help}", fault.code);
    }
    let _ = writeln!(text, "{}", closing(outcome));
    text
}
