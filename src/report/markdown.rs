//! Markdown for a comment on a pull request: the counts, then the findings of each file to fold out.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, Setting, Tally, closing, counted, folder, grouped};
use crate::check::Outcome;
use crate::finding::{Fault, Finding, Related, Severity};
use crate::text::{Place, visible};

pub static REPORT: Report =
    Report { name: "markdown", extension: "md", describe: "a comment for a pull request", render };

/// Code hosts refuse comments of more than 65,536 characters; what does not fit is counted.
const ROOM: usize = 60_000;

/// Most rows of a table.
const ROWS: usize = 100;

/// What there is to say of one file.
#[derive(Default)]
struct File<'a> {
    faults: Vec<&'a Fault>,
    findings: Vec<&'a Finding>,
}

impl File<'_> {
    fn is_grave(&self) -> bool {
        !self.faults.is_empty() || self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let mut text = format!("## {}\n\n{}\n", plain(&setting.title), plain(&closing(outcome)));
    let mut files: BTreeMap<&str, File> = BTreeMap::new();
    for fault in &outcome.faults {
        files.entry(fault.place.path()).or_default().faults.push(fault);
    }
    for finding in &outcome.findings {
        files.entry(finding.place.path()).or_default().findings.push(finding);
    }
    if !outcome.faults.is_empty() {
        text.push_str(
            "\n**Not everything was checked.** Mend what is listed as not checked, then check again.\n",
        );
    }
    table(&mut text, "Rule", &Tally::by(&outcome.findings, |f| f.rule));
    table(&mut text, "Folder", &Tally::by(&outcome.findings, |f| folder(f.place.path())));
    let mut left_out = 0;
    // Where there is too little room, the gravest files are told.
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(_, file)| !file.is_grave());
    for (path, file) in &files {
        match section(path, file, ROOM.saturating_sub(text.len())) {
            Some(section) => text.push_str(&section),
            None => left_out += 1,
        }
    }
    if left_out > 0 {
        let _ = writeln!(text, "\nThere is no room here for {}.", counted(left_out, "more file"));
    }
    text
}

fn table(text: &mut String, title: &str, tallies: &BTreeMap<&str, Tally>) {
    if tallies.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n| {title} | Errors | Warnings | Notes |\n| :-- | --: | --: | --: |");
    for (name, Tally { errors, warnings, notes }) in tallies.iter().take(ROWS) {
        let _ = writeln!(text, "| {} | {errors} | {warnings} | {notes} |", plain(name));
    }
    if let Some(more) = tallies.len().checked_sub(ROWS + 1) {
        let _ = writeln!(text, "| and {} more | | | |", grouped(more + 1));
    }
}

/// What there is to say of one file, as far as there is room; nothing where there is hardly any.
fn section(path: &str, file: &File, room: usize) -> Option<String> {
    let mut counts = Tally::of(file.findings.iter().copied()).to_string();
    if !file.faults.is_empty() {
        let _ = write!(counts, ", {} not checked", file.faults.len());
    }
    let mut text = format!("\n<details>\n<summary>{}: {counts}</summary>\n\n", plain(path));
    let entries = file.faults.iter().map(|f| of_fault(f)).chain(file.findings.iter().map(|f| of_finding(f)));
    let mut told = 0;
    for entry in entries {
        // What closes the section needs room too.
        if text.len() + entry.len() + 80 > room {
            break;
        }
        text.push_str(&entry);
        told += 1;
    }
    let more = file.faults.len() + file.findings.len() - told;
    if more > 0 {
        let _ = writeln!(text, "- and {} more, for which there is no room here", grouped(more));
    }
    text.push_str("\n</details>\n");
    (told > 0).then_some(text)
}

fn of_fault(fault: &Fault) -> String {
    let (at, message, help) = (at(&fault.place), plain(&fault.message), plain(&fault.help));
    let mut text = format!("- **not checked** {at}: {message} ({})\n  - Do: {help}\n", plain(fault.code));
    evidence(&mut text, &fault.related);
    text
}

fn of_finding(finding: &Finding) -> String {
    let (at, severity) = (at(&finding.place), finding.severity.name());
    let mut text = format!("- **{severity}** {at}: {} ({})\n", plain(&finding.message), plain(finding.rule));
    for (name, part) in [("Why", &finding.why), ("Do", &finding.help)] {
        if !part.is_empty() {
            let _ = writeln!(text, "  - {name}: {}", plain(part));
        }
    }
    for fix in &finding.fixes {
        let _ = writeln!(text, "  - Fix: {}", plain(&fix.title));
    }
    evidence(&mut text, &finding.related);
    text
}

fn evidence(text: &mut String, related: &[Related]) {
    for Related { place, label } in related {
        let _ = writeln!(text, "  - {}: {}, {}", plain(label), plain(place.path()), at(place));
    }
}

/// Where in its file: `line 3`, or `slide 3, notes`.
fn at(place: &Place) -> String {
    let about = if place.is_exact() { "" } else { "about " };
    match place.words() {
        Some(words) => format!("{about}{}", plain(words)),
        None => format!("{about}line {}", place.start().line),
    }
}

/// Text that stays text: no mark-up, no HTML, no link, and no mention of a person or an issue by accident.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("@<!-- -->"),
            '#' => escaped.push_str("#<!-- -->"),
            // An address whose slash is written otherwise does not become a link.
            '/' if before == ':' => escaped.push_str("&#47;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn copy_in_a_message_is_no_mark_up() {
        let told = plain("<script> [x](http://a) @team #12 **b** | `c`");
        assert_eq!(
            told,
            "&lt;script&gt; \\[x\\](http:&#47;/a) @<!-- -->team #<!-- -->12 \\*\\*b\\*\\* \\| \\`c\\`"
        );
    }
}
