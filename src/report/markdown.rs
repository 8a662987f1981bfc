//! Markdown for a comment on a pull request or the summary of a run: the counts, what was not checked, then the findings
//! to fold out, the gravest first. What stands in several places is told once.

use std::fmt::Write;

use super::{PLACES, Report, Setting, closing, counted, grouped, whose};
use crate::account::{Group, Tally, by_rule, by_stage, by_team, groups};
use crate::check::Outcome;
use crate::finding::{Fault, Finding, Related, Severity};
use crate::text::{Place, visible};

pub static REPORT: Report = Report {
    name: "markdown",
    extension: "md",
    describe: "a comment for a pull request, or a run's summary",
    render,
};

/// Most rows of a table.
const ROWS: usize = 100;

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let findings = &outcome.findings;
    let mut text = format!("## {}\n\n{}\n", plain(&setting.title), plain(&closing(outcome)));
    let mut left_out = unread(&mut text, &outcome.faults, setting.room / 2);
    table(&mut text, "Team", &by_team(findings, &setting.teams));
    table(&mut text, "Stage", &by_stage(findings, &setting.stages));
    table(&mut text, "Rule", &by_rule(findings));
    let groups = groups(findings);
    for (severity, noun) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")]
    {
        let of_severity = groups.iter().filter(|g| g.first.severity == severity);
        left_out += section(&mut text, noun, of_severity, setting.room);
    }
    if left_out > 0 {
        let _ = writeln!(text, "\nThere is no room here for {}.", counted(left_out, "more finding"));
    }
    text
}

/// What was not checked, as far as there is room. How many had none.
fn unread(text: &mut String, faults: &[Fault], room: usize) -> usize {
    if faults.is_empty() {
        return 0;
    }
    text.push_str(
        "\n### Not checked\n\n**Not everything was checked.** Mend what is listed here, then check again.\n\n",
    );
    for (told, fault) in faults.iter().enumerate() {
        let entry = of_fault(fault);
        if text.len() + entry.len() > room {
            return faults.len() - told;
        }
        text.push_str(&entry);
    }
    0
}

fn table(text: &mut String, title: &str, tallies: &[(&str, Tally)]) {
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

/// The findings of one severity to fold out, as far as there is room. How many had none.
fn section<'g>(
    text: &mut String,
    noun: &str,
    groups: impl Iterator<Item = &'g Group<'g>>,
    room: usize,
) -> usize {
    let (mut entries, mut told, mut left_out) = (String::new(), 0, 0);
    for group in groups {
        let (entry, count) = (of_group(group), 1 + group.others.len());
        // What closes the section needs room too.
        if left_out > 0 || text.len() + entries.len() + entry.len() + 200 > room {
            left_out += count;
            continue;
        }
        entries.push_str(&entry);
        told += count;
    }
    if told > 0 {
        let _ = write!(
            text,
            "\n<details>\n<summary>{}</summary>\n\n{entries}\n</details>\n",
            counted(told, noun)
        );
    }
    left_out
}

fn of_fault(fault: &Fault) -> String {
    let (at, message, help) = (at(&fault.place), plain(&fault.message), plain(&fault.help));
    let mut text = format!("- **{message}** ({})\n  - Where: {at}\n  - Do: {help}\n", plain(fault.code));
    evidence(&mut text, &fault.related);
    text
}

fn of_group(group: &Group) -> String {
    let finding = group.first;
    let mut text = format!("- **{}** ({})\n", plain(&finding.message), plain(finding.rule));
    let _ = writeln!(text, "  - Where: {}", of_place(finding, finding));
    for (name, part) in [("Why", &finding.why), ("Do", &finding.help)] {
        if !part.is_empty() {
            let _ = writeln!(text, "  - {name}: {}", plain(part));
        }
    }
    for fix in &finding.fixes {
        let _ = writeln!(text, "  - {}: {}", if fix.safe { "Fix" } else { "Try" }, plain(&fix.title));
    }
    evidence(&mut text, &finding.related);
    if !group.others.is_empty() {
        let _ = writeln!(text, "  - Also in {}:", counted(group.others.len(), "more place"));
        for other in group.others.iter().take(PLACES) {
            let _ = writeln!(text, "    - {}", of_place(other, finding));
        }
        if let Some(rest) = group.others.len().checked_sub(PLACES + 1) {
            let _ = writeln!(text, "    - and {} more", grouped(rest + 1));
        }
    }
    text
}

/// A place of a group, with what is said of it otherwise than of the first.
fn of_place(finding: &Finding, first: &Finding) -> String {
    let differs = |own: &str, firsts: &str| own != firsts && !own.is_empty();
    let mut text = format!("{}{}", at(&finding.place), plain(&whose(finding)));
    for (own, firsts) in [(&finding.message, &first.message), (&finding.help, &first.help)] {
        if differs(own, firsts) {
            let _ = write!(text, "; {}", plain(own));
        }
    }
    text
}

fn evidence(text: &mut String, related: &[Related]) {
    for Related { place, label } in related {
        let _ = writeln!(text, "  - See: {}: {}", plain(label), at(place));
    }
}

/// The file and where in it: `page.md, line 3`, or `deck.pptx, slide 3, notes`.
fn at(place: &Place) -> String {
    let path = plain(place.path());
    let about = if place.is_exact() { "" } else { "about " };
    match place.words() {
        Some(words) => format!("{path}, {about}{}", plain(words)),
        None => format!("{path}, {about}line {}", place.start().line),
    }
}

/// Text that stays text: no mark-up, no HTML, no link, and no mention of a person or an issue by accident.
pub(crate) fn plain(text: &str) -> String {
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
