//! A page that stands alone, to open, send and print: all findings in groups, all their places, the counts, and filters.
//!
//! It asks nothing of any server and runs no script: the filters are style that looks at what is chosen, and a reader
//! whose program does not know that style sees everything. Its policy forbids all else, should an escape ever fail.

mod filter;

use std::fmt::Write;

use super::{Report, Setting, address, closing, counted, grouped, whose};
use crate::account::{Group, Tally, by_rule, by_stage, by_team, groups, rows};
use crate::check::{Outcome, Suppressed};
use crate::finding::{Fault, Judgement, Related, Severity};
use crate::rules::rule;
use crate::syntax::escape::html;
use crate::text::Place;
use filter::Filters;

pub static REPORT: Report = Report {
    name: "html",
    extension: "html",
    describe: "a page of its own to send and print, with filters and all places",
    render,
};

/// How wide the lines of copy are shown, in columns.
const WIDTH: usize = 160;

const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Error, "Errors", "error"),
    (Severity::Warning, "Warnings", "warning"),
    (Severity::Info, "Notes", "note"),
];

fn render(outcome: &Outcome, setting: &Setting) -> String {
    let (findings, title) = (&outcome.findings, html(&setting.title));
    let [teams, stages, rules] =
        [by_team(findings, &setting.teams), by_stage(findings, &setting.stages), by_rule(findings)];
    let filters = Filters::of(&teams, &stages, &rules);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <title>{title}: findings</title>\n<style>\n{}{}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"sum\">{}</p>\n</header>\n<main>\n",
        include_str!("style.css"),
        filters.style(),
        html(&closing(outcome)),
    );
    unread(&mut page, &outcome.faults);
    if findings.is_empty() {
        page.push_str("<p>Nothing was found.</p>\n");
    } else {
        page.push_str("<div class=\"tables\">\n");
        table(&mut page, ("By team", "Team"), &teams);
        table(&mut page, ("By stage", "Stage"), &stages);
        page.push_str("</div>\n<details class=\"rules\">\n<summary>By rule</summary>\n");
        table(&mut page, ("", "Rule"), &rules);
        page.push_str("</details>\n");
        page.push_str(&filters.form());
    }
    let groups = groups(findings);
    for (severity, title, noun) in SEVERITIES {
        let of_severity: Vec<_> = groups.iter().filter(|g| g.first.severity == severity).collect();
        section(&mut page, (severity, title, noun), &of_severity, &filters);
    }
    silenced(&mut page, &outcome.suppressed);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn unread(page: &mut String, faults: &[Fault]) {
    if faults.is_empty() {
        return;
    }
    page.push_str(
        "<section>\n<h2>Not checked</h2>\n\
         <p>What was not checked may hold more: mend that first, then check again.</p>\n",
    );
    for fault in faults {
        let (message, code) = (html(&fault.message), html(fault.code));
        let _ = writeln!(
            page,
            "<article class=\"fault error\">\n<h3>{message}</h3>\n<p class=\"rule\">{code}</p>"
        );
        list(page, &[("Do", html(&fault.help))], &fault.related);
        let _ = writeln!(page, "<div class=\"place\">\n{}</div>\n</article>", of_place(&fault.place, ""));
    }
    page.push_str("</section>\n");
}

fn table(page: &mut String, (title, of): (&str, &str), tallies: &[(&str, Tally)]) {
    let caption = if title.is_empty() { String::new() } else { format!("<caption>{title}</caption>\n") };
    let _ = writeln!(
        page,
        "<table>\n{caption}<thead><tr><th scope=\"col\">{of}</th><th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th>\
         <th scope=\"col\">Notes</th></tr></thead>\n<tbody>"
    );
    let cell = |count: usize| if count == 0 { "-".to_owned() } else { grouped(count) };
    for (name, tally) in tallies {
        let [errors, warnings, notes] = [tally.errors, tally.warnings, tally.notes].map(cell);
        let name = html(name);
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{name}</th><td>{errors}</td><td>{warnings}</td><td>{notes}</td></tr>"
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

fn section(
    page: &mut String,
    (severity, title, noun): (Severity, &str, &str),
    groups: &[&Group],
    filters: &Filters,
) {
    if groups.is_empty() {
        return;
    }
    let count: usize = groups.iter().map(|g| 1 + g.others.len()).sum();
    let _ =
        writeln!(page, "<section class=\"list\" data-severity=\"{}\">\n<h2>{title}</h2>", severity.name());
    if groups.len() < count {
        let (things, places) = (counted(groups.len(), "thing"), counted(count, "place"));
        let _ = writeln!(page, "<p class=\"sum\">{things} to look at, in {places}</p>");
    }
    for group in groups {
        of_group(page, noun, group, filters);
    }
    page.push_str("</section>\n");
}

fn of_group(page: &mut String, noun: &str, group: &Group, filters: &Filters) {
    let severity = group.first.severity;
    let Judgement { rule: id, message, why, help, .. } = &**group.first;
    let _ = writeln!(
        page,
        "<article class=\"group {}\" data-rule=\"{}\">\n<h3><span class=\"badge\">{noun}:</span> {}</h3>",
        severity.name(),
        filters.rule(id),
        html(message)
    );
    let about = rule(id).map_or(String::new(), |rule| format!(": {}", html(rule.summary)));
    let _ = writeln!(page, "<p class=\"rule\">{}{about}</p>", html(id));
    let mut said = vec![("Why", html(why)), ("Do", html(help))];
    said.extend(group.first.fixes.iter().map(|f| (if f.safe { "Fix" } else { "Try" }, html(&f.title))));
    list(page, &said, &group.first.related);
    page.push_str("<ul class=\"places\">\n");
    for finding in group.all() {
        let mut own = String::new();
        for (said, first) in [(&finding.message, message), (&finding.help, help)] {
            if said != first && !said.is_empty() {
                let _ = writeln!(own, "<p>{}</p>", html(said));
            }
        }
        let place = of_place(&finding.place, &whose(finding));
        let _ = writeln!(page, "<li class=\"place\"{}>\n{place}{own}</li>", filters.attributes(finding));
    }
    page.push_str("</ul>\n</article>\n");
}

fn list(page: &mut String, said: &[(&str, String)], related: &[Related]) {
    page.push_str("<dl>\n");
    for (name, words) in said.iter().filter(|(_, words)| !words.is_empty()) {
        let _ = writeln!(page, "<dt>{name}</dt><dd>{words}</dd>");
    }
    for Related { place, label } in related {
        let (label, at) = (html(label), html(&address(place)));
        let _ = writeln!(page, "<dt>See</dt><dd>{label}: <code>{at}</code></dd>");
    }
    page.push_str("</dl>\n");
}

/// Where, whose, and the words in view with what is meant marked.
fn of_place(place: &Place, whose: &str) -> String {
    let about = if place.is_exact() { "" } else { " (about here)" };
    let mut text = format!("<p><code>{}</code>", html(&address(place)));
    let _ = writeln!(text, "<span class=\"whose\">{about}{}</span></p>", html(whose));
    let rows = rows(place, WIDTH);
    if rows.is_empty() {
        return text;
    }
    text.push_str("<pre>");
    for (at, row) in rows.iter().enumerate() {
        let number = row.number.map_or("...".to_owned(), |n| n.to_string());
        let _ = write!(text, "{}<span class=\"n\">{number}</span> ", if at > 0 { "\n" } else { "" });
        for (piece, meant) in &row.pieces {
            let piece = html(piece);
            let _ = if *meant { write!(text, "<mark>{piece}</mark>") } else { write!(text, "{piece}") };
        }
    }
    text.push_str("</pre>\n");
    text
}

/// What remarks in the copy silence, with their reasons: said, but not in the way.
fn silenced(page: &mut String, suppressed: &[Suppressed]) {
    if suppressed.is_empty() {
        return;
    }
    let _ = writeln!(
        page,
        "<section>\n<h2>Silenced by remarks</h2>\n<details>\n<summary>{}</summary>",
        counted(suppressed.len(), "finding")
    );
    for Suppressed { finding, reason, .. } in suppressed {
        let (message, rule) = (html(&finding.message), html(finding.rule));
        let _ = writeln!(page, "<article class=\"fault\">\n<h3>{message}</h3>\n<p class=\"rule\">{rule}</p>");
        list(page, &[("Silenced because", html(reason))], &[]);
        let place = of_place(&finding.place, &whose(finding));
        let _ = writeln!(page, "<div class=\"place\">\n{place}</div>\n</article>");
    }
    page.push_str("</details>\n</section>\n");
}
