//! JUnit XML for build servers: a suite per file, a failed case per finding at or above the fail level.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, Setting, address, body, closing, fault_body};
use crate::check::Outcome;
use crate::finding::{Fault, Finding, Related};
use crate::syntax::escape::xml;

pub static REPORT: Report =
    Report { name: "junit", extension: "xml", describe: "a test suite per file, for build servers", render };

/// What there is to say of one file.
#[derive(Default)]
struct Suite<'a> {
    findings: Vec<&'a Finding>,
    faults: Vec<&'a Fault>,
}

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let mut suites: BTreeMap<&str, Suite> = BTreeMap::new();
    for finding in &outcome.findings {
        suites.entry(finding.place.path()).or_default().findings.push(finding);
    }
    for fault in &outcome.faults {
        suites.entry(fault.place.path()).or_default().faults.push(fault);
    }
    let failed = |f: &&&Finding| f.severity >= setting.fail_on;
    let failures = outcome.findings.iter().filter(|f| failed(&f)).count();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        text,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\">",
        xml(&setting.title),
        outcome.findings.len() + outcome.faults.len() + 1,
        outcome.faults.len(),
    );
    // A run without findings is a run all the same: build servers take a file without cases for a broken one.
    let _ = writeln!(text, "  <testsuite name=\"refrain\" tests=\"1\" failures=\"0\" errors=\"0\">");
    let _ = writeln!(text, "    <testcase classname=\"refrain\" name=\"{}\"/>", xml(&closing(outcome)));
    text.push_str("  </testsuite>\n");
    for (path, suite) in &suites {
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
            xml(path),
            suite.findings.len() + suite.faults.len(),
            suite.findings.iter().filter(failed).count(),
            suite.faults.len(),
        );
        for fault in &suite.faults {
            let mut body = format!("{}: {}", address(&fault.place), fault_body(fault));
            evidence(&mut body, &fault.related);
            let name = format!("{} at {}", fault.code, address(&fault.place));
            case(&mut text, path, &name, "error", fault.code, &fault.message, &body);
        }
        for finding in &suite.findings {
            let name = format!("{} at {}", finding.rule, address(&finding.place));
            let element = if failed(&finding) { "failure" } else { "system-out" };
            let (at, severity) = (address(&finding.place), finding.severity.name());
            let mut body = format!("{at}: {severity}: {}", body(finding));
            evidence(&mut body, &finding.related);
            case(&mut text, path, &name, element, finding.rule, &finding.message, &body);
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn evidence(body: &mut String, related: &[Related]) {
    for related in related {
        let _ = write!(body, "\n{}: {}", related.label, address(&related.place));
    }
}

fn case(text: &mut String, path: &str, name: &str, element: &str, kind: &str, message: &str, body: &str) {
    let _ = writeln!(text, "    <testcase classname=\"{}\" name=\"{}\">", xml(path), xml(name));
    let attributes = match element {
        "system-out" => String::new(),
        _ => format!(" type=\"{}\" message=\"{}\"", xml(kind), xml(message)),
    };
    // Between tags a line end is a line end; within an attribute it would be read as a blank.
    let body = xml(body).replace("&#10;", "\n");
    let _ = writeln!(text, "      <{element}{attributes}>{body}</{element}>");
    text.push_str("    </testcase>\n");
}
