//! Reports: an outcome, written for a person, a code host, a build server or another program. One file per format.
//!
//! A report translates only: it judges nothing, prints nothing and reads nothing; it returns text. Whatever stands in a
//! message, a path or a line of copy is data and is escaped for the format it goes into. [`REPORTS`] is the registry.

mod checkstyle;
mod concise;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod rdjson;
mod sarif;

use std::fmt::Write;

use serde::Serialize;

use crate::account::{Tally, by_rule};
use crate::check::{Checked, Outcome, Verdict};
use crate::config;
use crate::finding::{Fault, Finding, Severity};
use crate::shape::did_you_mean;
use crate::text::{Place, visible};

pub use human::faults;
pub(crate) use markdown::plain;

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
    /// The teams, in the order of tables.
    pub teams: Vec<String>,
    /// The stages, in the order of tables.
    pub stages: Vec<String>,
    /// How many characters a report may have that a code host shows; what does not fit is counted.
    pub room: usize,
    /// Whether all of it is written to the summary of the run too, as Markdown.
    pub summary: bool,
}

/// Code hosts refuse comments of more than 65,536 characters.
const COMMENT: usize = 60_000;

impl Default for Setting {
    fn default() -> Self {
        Self {
            title: "Playbook".to_owned(),
            fail_on: Severity::Error,
            color: false,
            width: 100,
            teams: ["marketing", "sales", "success"].map(str::to_owned).to_vec(),
            stages: config::default_stages().iter().map(|stage| stage.id.as_str().to_owned()).collect(),
            room: COMMENT,
            summary: false,
        }
    }
}

/// All formats, in the order of their names.
pub static REPORTS: &[&Report] = &[
    &checkstyle::REPORT,
    &concise::REPORT,
    &github::REPORT,
    &gitlab::REPORT,
    &html::REPORT,
    &human::REPORT,
    &json::REPORT,
    &jsonl::REPORT,
    &junit::REPORT,
    &markdown::REPORT,
    &rdjson::REPORT,
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
pub(crate) fn address(place: &Place) -> String {
    let path = visible(place.path());
    match place.words() {
        Some(words) => format!("{path} ({})", visible(words)),
        None => {
            let start = place.start();
            format!("{path}:{}:{}", start.line, start.scalar)
        }
    }
}

/// How many other places of one finding are listed for a person; the rest is counted.
const PLACES: usize = 8;

/// Whose copy a finding stands in and for which stage, behind a place: ` (marketing, why-change)`; nothing for messaging.
fn whose(finding: &Finding) -> String {
    let Some(context) = &finding.context else { return String::new() };
    let known: Vec<_> = [&context.team, &context.stage].into_iter().flatten().map(|n| visible(n)).collect();
    if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) }
}

/// What a finding says, a part a line: what, why, what to do, the fixes.
fn body(finding: &Finding) -> String {
    let mut text = finding.message.to_string();
    if !finding.place.is_exact() {
        text.push_str(" (about here)");
    }
    for (name, part) in [("why", &finding.why), ("help", &finding.help)] {
        if !part.is_empty() {
            let _ = write!(text, "\n{name}: {part}");
        }
    }
    for fix in &finding.fixes {
        let _ = write!(text, "\n{}: {}", if fix.safe { "fix" } else { "possible fix" }, fix.title);
    }
    text
}

/// What a fault says, a part a line: what, and what to do.
fn fault_body(fault: &Fault) -> String {
    format!("{}\nhelp: {}", fault.message, fault.help)
}

/// The outcome in counts, as programs read it.
#[derive(Serialize)]
struct Summary<'a> {
    version: u32,
    tool: Tool,
    title: &'a str,
    as_of: String,
    verdict: &'static str,
    fail_on: &'static str,
    counts: Counts,
    checked: Checked,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    /// Findings that the baseline knows; they are not listed.
    known: usize,
    /// Entries of the baseline whose finding is gone.
    stale: usize,
    /// Findings that count above but are not listed, because only so many of each rule are shown.
    not_shown: usize,
    not_checked: usize,
}

impl<'a> Summary<'a> {
    fn of(outcome: &Outcome, setting: &'a Setting) -> Self {
        let tally = Tally::of(outcome.all());
        Self {
            version: 1,
            tool: Tool { name: "refrain", version: env!("CARGO_PKG_VERSION") },
            title: &setting.title,
            as_of: outcome.as_of.to_string(),
            verdict: match outcome.verdict(setting.fail_on) {
                Verdict::Clean => "clean",
                Verdict::Findings => "findings",
                Verdict::NotChecked => "not-checked",
            },
            fail_on: setting.fail_on.name(),
            counts: Counts {
                error: tally.errors,
                warning: tally.warnings,
                info: tally.notes,
                suppressed: outcome.suppressed.len(),
                known: outcome.known.len(),
                stale: outcome.stale.len(),
                not_shown: outcome.cut.len(),
                not_checked: outcome.faults.len(),
            },
            checked: outcome.checked,
        }
    }
}

/// `2 errors, 1 warning, 0 notes`
fn tallied(tally: Tally) -> String {
    let Tally { errors, warnings, notes } = tally;
    format!("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note"))
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

/// The outcome in one line: `2 errors, 1 warning, 0 notes in 44 files (11,203 words, 210 items), as of 2026-11-01;
/// everything was checked`.
fn closing(outcome: &Outcome) -> String {
    let checked = &outcome.checked;
    let mut more = String::new();
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            more.push_str(&format!("; {} {what}", grouped(count)));
        }
    };
    add(outcome.suppressed.len(), "silenced by remarks");
    add(outcome.known.len(), "known, in the baseline");
    let mended =
        if outcome.stale.len() == 1 { "entry of the baseline is" } else { "entries of the baseline are" };
    add(outcome.stale.len(), &format!("{mended} mended (refrain baseline prune)"));
    let cut = by_rule(&outcome.cut);
    let cut =
        cut.iter().map(|(rule, t)| format!("{} more of {rule}", grouped(t.errors + t.warnings + t.notes)));
    let cut = cut.collect::<Vec<_>>().join(", ");
    if !cut.is_empty() {
        more.push_str(&format!("; not shown: {cut}"));
    }
    let checked_all = match outcome.faults.len() {
        0 => "everything was checked".to_owned(),
        count => format!("{} not checked", grouped(count)),
    };
    format!(
        "{} in {} ({}, {}), as of {}; {checked_all}{more}",
        tallied(Tally::of(outcome.all())),
        counted(checked.copy_files, "file"),
        counted(checked.words, "word"),
        counted(checked.items, "item"),
        outcome.as_of,
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
