//! Checkstyle XML, which many build servers and review tools read: the findings of each file, with line and column.
//!
//! Its readers count columns as Java does, in UTF-16 units from 1. The rule is the source: `refrain.term/banned`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, Setting, body, fault_body};
use crate::check::Outcome;
use crate::finding::Severity;
use crate::syntax::escape::xml;
use crate::text::Place;

pub static REPORT: Report = Report {
    name: "checkstyle",
    extension: "xml",
    describe: "Checkstyle XML, for build servers and review tools",
    render,
};

fn render(outcome: &Outcome, _: &Setting) -> String {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for fault in &outcome.faults {
        let text = format!("not checked: {}", fault_body(fault));
        let line = error(&fault.place, "error", fault.code, &text);
        files.entry(fault.place.path()).or_default().push_str(&line);
    }
    for finding in &outcome.findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let line = error(&finding.place, severity, finding.rule, &body(finding));
        files.entry(finding.place.path()).or_default().push_str(&line);
    }
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n".to_owned();
    for (path, errors) in &files {
        let _ = write!(text, "  <file name=\"{}\">\n{errors}  </file>\n", xml(path));
    }
    text.push_str("</checkstyle>\n");
    text
}

fn error(place: &Place, severity: &str, source: &str, message: &str) -> String {
    // In a file that is not plain text, a line means nothing; the place in its own terms goes before the words.
    let (at, inside) = match place.words() {
        Some(words) => (String::new(), format!("{words}: ")),
        None => {
            (format!("line=\"{}\" column=\"{}\" ", place.start().line, place.start().utf16), String::new())
        }
    };
    let (message, source) = (xml(&format!("{inside}{message}")), xml(source));
    format!("    <error {at}severity=\"{severity}\" message=\"{message}\" source=\"refrain.{source}\"/>\n")
}
