//! Reports: an outcome, written for a person, a code host, a build server or another program. One file per format.
//!
//! A report translates only: it judges nothing, prints nothing and reads nothing; it returns text. Whatever stands in a
//! message, a path or a line of copy is data and is escaped for the format it goes into. [`REPORTS`] is the registry.

mod concise;
mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod sarif;

use std::collections::BTreeMap;

use crate::check::Outcome;
use crate::finding::{Finding, Severity};
use crate::shape::did_you_mean;
use crate::text::{Place, visible};

pub use human::faults;

/// One format of reports.
#[derive(Debug)]
pub struct Report {
    /// The name used on the command line: `sarif`.
    pub name: &'static str,
    /// The usual ending of its files, without the dot.
    pub extension: &'static str,
    /// Whom it is for, in a lowercase phrase.
    pub describe: &'static str,
    /// Writes an outcome; the text ends with a line end.
    pub render: fn(&Outcome, &Setting) -> String,
}

/// What a report needs to know besides the outcome.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The project's title: `Dockhand playbook`.
    pub title: String,
    /// From which severity upwards findings fail the run.
    pub fail_on: Severity,
    /// Whether the reader sees colours (ANSI escape codes).
    pub color: bool,
    /// How many columns the reader's terminal has.
    pub width: usize,
}

impl Default for Setting {
    fn default() -> Self {
        Self { title: "Playbook".to_owned(), fail_on: Severity::Error, color: false, width: 100 }
    }
}

/// All formats, in the order of their names.
pub static REPORTS: &[&Report] = &[
    &concise::REPORT,
    &github::REPORT,
    &human::REPORT,
    &json::REPORT,
    &junit::REPORT,
    &markdown::REPORT,
    &sarif::REPORT,
];

/// A format by its name.
pub fn report(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|r| r.name == name)
}

/// A format and where it goes, as written on the command line: `human` or `sarif=out.sarif`.
#[derive(Clone, Copy, Debug)]
pub struct FormatSpec<'a> {
    /// The format.
    pub report: &'static Report,
    /// The file it goes to; standard output where absent.
    pub out: Option<&'a str>,
}

impl<'a> FormatSpec<'a> {
    /// Reads `name` or `name=file`.
    ///
    /// # Errors
    /// What is wrong and what to write instead, in a phrase.
    pub fn parse(text: &'a str) -> Result<Self, String> {
        let (name, out) = match text.split_once('=') {
            Some((name, out)) => (name, Some(out)),
            None => (text, None),
        };
        let Some(report) = report(name) else {
            let hint = did_you_mean(name, REPORTS.iter().map(|r| r.name));
            return Err(format!("there is no format `{}`; {hint}", visible(name)));
        };
        if out.is_some_and(str::is_empty) {
            let example = format!("{name}=findings.{}", report.extension);
            return Err(format!("`{name}=` names no file; write `{name}` or `{example}`"));
        }
        Ok(Self { report, out })
    }
}

/// The place as a reader can go to it: `page.md:3:21` (columns in characters), or `deck.pptx (slide 3)`.
fn address(place: &Place) -> String {
    let path = visible(place.path());
    match place.words() {
        Some(words) => format!("{path} ({})", visible(words)),
        None => {
            let start = place.start();
            format!("{path}:{}:{}", start.line, start.scalar)
        }
    }
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Tally {
    fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            tally.add(finding.severity);
        }
        tally
    }

    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.notes += 1,
        }
    }

    /// The tally of each group of findings that `name` gives one name, by name.
    fn by<'a>(findings: &'a [Finding], name: impl Fn(&'a Finding) -> &'a str) -> BTreeMap<&'a str, Self> {
        let mut tallies: BTreeMap<&str, Self> = BTreeMap::new();
        for finding in findings {
            tallies.entry(name(finding)).or_default().add(finding.severity);
        }
        tallies
    }
}

impl std::fmt::Display for Tally {
    /// `2 errors, 1 warning, 0 notes`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [errors, warnings, notes] =
            [counted(self.errors, "error"), counted(self.warnings, "warning"), counted(self.notes, "note")];
        write!(f, "{errors}, {warnings}, {notes}")
    }
}

/// The folder of a path; `.` for a file in the root.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// `1 word`, `11,203 words`.
fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with a comma between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The outcome in one line: `2 errors, 1 warning, 0 notes in 44 files (11,203 words, 210 items), as of 2026-11-01; 0 not
/// checked`.
fn closing(outcome: &Outcome) -> String {
    let checked = &outcome.checked;
    let silenced = match outcome.suppressed.len() {
        0 => String::new(),
        count => format!("; {} silenced by remarks", grouped(count)),
    };
    format!(
        "{} in {} ({}, {}), as of {}; {} not checked{silenced}",
        Tally::of(&outcome.findings),
        counted(checked.copy_files, "file"),
        counted(checked.words, "word"),
        counted(checked.items, "item"),
        outcome.as_of,
        grouped(outcome.faults.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_named_with_or_without_a_file() {
        let parsed = FormatSpec::parse("sarif=out/a=b.sarif").unwrap();
        assert_eq!((parsed.report.name, parsed.out), ("sarif", Some("out/a=b.sarif")));
        assert_eq!(FormatSpec::parse("human").unwrap().out, None);
        assert!(FormatSpec::parse("sarfi").unwrap_err().contains("did you mean `sarif`"));
        assert!(FormatSpec::parse("json=").unwrap_err().contains("json=findings.json"));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 12, 1203, 1_000_000].map(grouped), ["0", "12", "1,203", "1,000,000"]);
        assert_eq!(counted(1, "file"), "1 file");
    }
}
