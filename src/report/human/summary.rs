//! The counts by rule and by folder, and the outcome in one line.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use crate::check::Outcome;
use crate::report::{Tally, closing, folder, grouped};
use crate::text::visible;

pub(super) fn write(text: &mut String, outcome: &Outcome, paint: Paint) {
    if outcome.findings.len() > 1 {
        table(text, paint, "By rule", &Tally::by(&outcome.findings, |f| f.rule));
        table(text, paint, "By folder", &Tally::by(&outcome.findings, |f| folder(f.place.path())));
    }
    let _ = writeln!(text, "{}", paint.strong(&closing(outcome)));
    if !outcome.faults.is_empty() {
        text.push_str("What was not checked may hold more: mend that first, then check again.\n");
    }
    if let Some(first) = outcome.findings.first() {
        let _ = writeln!(text, "`refrain explain {}` says more about that rule.", first.rule);
    }
}

fn table(text: &mut String, paint: Paint, title: &str, tallies: &BTreeMap<&str, Tally>) {
    const HEADS: [&str; 3] = ["errors", "warnings", "notes"];
    let names: Vec<_> = tallies.keys().map(|name| visible(name)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0).max(title.len());
    let fill = |name: &str| " ".repeat(widest - name.width());
    let heads: String = HEADS.iter().map(|head| format!("  {head:>8}")).collect();
    let _ = writeln!(text, "{}", paint.strong(&format!("{title}{}{heads}", fill(title))));
    for (name, tally) in names.iter().zip(tallies.values()) {
        let counts = [tally.errors, tally.warnings, tally.notes];
        let cells: String = counts.iter().map(|count| format!("  {:>8}", cell(*count))).collect();
        let _ = writeln!(text, "{name}{}{cells}", fill(name));
    }
    text.push('\n');
}

fn cell(count: usize) -> String {
    if count == 0 { "-".to_owned() } else { grouped(count) }
}
