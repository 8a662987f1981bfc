//! JUnit XML for build servers: a suite per file, a failed case per finding at or above the fail level.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, Setting, address, closing};
use crate::check::Outcome;
use crate::finding::{Fault, Finding, Related};
use crate::text::is_hidden;

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
            let mut body = format!("{}: {}\nhelp: {}", address(&fault.place), fault.message, fault.help);
            evidence(&mut body, &fault.related);
            let name = format!("{} at {}", fault.code, address(&fault.place));
            case(&mut text, path, &name, "error", fault.code, &fault.message, &body);
        }
        for finding in &suite.findings {
            let name = format!("{} at {}", finding.rule, address(&finding.place));
            let element = if failed(&finding) { "failure" } else { "system-out" };
            case(&mut text, path, &name, element, finding.rule, &finding.message, &body(finding));
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn body(finding: &Finding) -> String {
    let mut body = format!("{}: {}: {}", address(&finding.place), finding.severity.name(), finding.message);
    if !finding.place.is_exact() {
        body.push_str(" (about here)");
    }
    for (name, part) in [("why", &finding.why), ("help", &finding.help)] {
        if !part.is_empty() {
            let _ = write!(body, "\n{name}: {part}");
        }
    }
    for fix in &finding.fixes {
        let _ = write!(body, "\nfix: {}", fix.title);
    }
    evidence(&mut body, &finding.related);
    body
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

/// Text in XML 1.0, which cannot hold control characters even escaped: they are named as `<U+001B>`.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            c if is_hidden(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(escaped, "&lt;U+{:04X}&gt;", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn no_text_can_break_the_file() {
        assert_eq!(
            xml("a<b & \"c\"]]>\x1b\u{FFFF}"),
            "a&lt;b &amp; &quot;c&quot;]]&gt;&lt;U+001B&gt;&lt;U+FFFF&gt;"
        );
    }
}
