//! The counts by team, by stage and by rule, and the outcome in one line.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use crate::account::{Tally, by_rule, by_stage, by_team, gravest};
use crate::check::Outcome;
use crate::report::{Setting, closing, grouped};
use crate::text::visible;

pub(super) fn write(text: &mut String, outcome: &Outcome, setting: &Setting, paint: Paint) {
    let findings = &outcome.findings;
    if findings.len() > 1 {
        let tables = [
            ("By team", by_team(findings, &setting.teams)),
            ("By stage", by_stage(findings, &setting.stages)),
            ("By rule", by_rule(findings)),
        ];
        // All three stand below each other, so that their columns are one.
        let names = tables.iter().flat_map(|(_, rows)| rows).map(|(name, _)| visible(name).width());
        let widest = names.max().unwrap_or(0).max(TITLE);
        for (title, rows) in tables {
            table(text, paint, title, &rows, widest);
        }
    }
    let _ = writeln!(text, "{}", paint.strong(&closing(outcome)));
    if !outcome.faults.is_empty() {
        text.push_str("What was not checked may hold more: mend that first, then check again.\n");
    }
    if let Some(rule) = gravest(findings) {
        let _ = writeln!(text, "`refrain explain {rule}` says more about the gravest of them.");
    }
}

/// The width of the longest title.
const TITLE: usize = 8;
/// How many rows of a table are shown; the gravest stand first.
const ROWS: usize = 15;

fn table(text: &mut String, paint: Paint, title: &str, rows: &[(&str, Tally)], widest: usize) {
    const HEADS: [&str; 3] = ["errors", "warnings", "notes"];
    let fill = |name: &str| " ".repeat(widest.saturating_sub(name.width()));
    let heads: String = HEADS.iter().map(|head| format!("  {head:>8}")).collect();
    let _ = writeln!(text, "{}", paint.strong(&format!("{title}{}{heads}", fill(title))));
    // One row more is no longer than the line that would stand for it.
    let shown = if rows.len() > ROWS + 1 { ROWS } else { rows.len() };
    let (rows, rest) = rows.split_at(shown);
    for (name, tally) in rows {
        let name = visible(name);
        let counts = [tally.errors, tally.warnings, tally.notes];
        let cells: String = counts.iter().map(|count| format!("  {:>8}", cell(*count))).collect();
        let _ = writeln!(text, "{name}{}{cells}", fill(&name));
    }
    if !rest.is_empty() {
        let more = rest.iter().fold(Tally::default(), |all, (_, tally)| all + *tally);
        let label = format!("and {} more", rest.len());
        let cells: String =
            [more.errors, more.warnings, more.notes].iter().map(|n| format!("  {:>8}", cell(*n))).collect();
        let _ = writeln!(text, "{label}{}{cells}", fill(&label));
    }
    text.push('\n');
}

fn cell(count: usize) -> String {
    if count == 0 { "-".to_owned() } else { grouped(count) }
}
