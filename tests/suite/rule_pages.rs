//! A rule's page is its test: every fence is a file of a small project, and caret lines are exactly what is found.
//!
//! A fence opens with its language and its path: `yaml content/terms.yaml` is messaging (or `refrain.yaml` itself), any
//! other is copy. Each heading below `## Examples` begins a new project. `UPDATE=1` rewrites the caret lines.

use refrain::check::{Levels, check_with};
use refrain::files::Memory;
use refrain::finding::Finding;
use refrain::project::{Opening, Project};
use refrain::rules::{Check, RULES, Rule};
use refrain::shape::Date;

/// The day on which examples are judged, unless their settings say otherwise.
const TODAY: &str = "2026-11-01";

struct Fence {
    /// Line numbers of the page, from the first inside to the closing mark.
    lines: std::ops::Range<usize>,
    path: String,
}

#[test]
fn every_example_is_what_the_rule_does() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = vec![];
    for rule in RULES {
        let drawn = redraw(rule);
        if drawn == rule.page {
            continue;
        }
        if update {
            let path = format!("src/rules/{}.md", rule.id.replace(['/', '-'], "_"));
            std::fs::write(path, drawn).unwrap();
        } else {
            wrong.push(format!(
                "--- {} does not do what its page shows; it does:\n{}",
                rule.id,
                difference(rule.page, &drawn)
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n(UPDATE=1 cargo test rewrites the caret lines)", wrong.join("\n"));
}

#[test]
fn every_page_shows_what_is_found_and_what_is_left_alone() {
    for rule in RULES {
        let lines: Vec<&str> = rule.page.lines().collect();
        let (mut found, mut clean) = (0, 0);
        for fence in fences(&lines).into_iter().flatten() {
            let body = &lines[fence.lines.clone()];
            for (at, line) in body.iter().enumerate() {
                let marked = body.get(at + 1).is_some_and(|next| is_caret_line(next));
                found += usize::from(is_caret_line(line));
                clean += usize::from(!is_caret_line(line) && !marked && !line.trim().is_empty());
            }
        }
        assert!(found > 0, "the page of {} shows nothing that it finds", rule.id);
        assert!(clean > 0, "the page of {} shows nothing that it leaves alone", rule.id);
    }
}

fn is_caret_line(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

/// The fences of each project on a page.
fn fences(lines: &[&str]) -> Vec<Vec<Fence>> {
    let start = lines.iter().position(|l| *l == "## Examples").unwrap_or(lines.len());
    let (mut projects, mut open): (Vec<Vec<Fence>>, Option<(usize, String)>) = (vec![vec![]], None);
    for (at, line) in lines.iter().enumerate().skip(start) {
        match (&open, line.strip_prefix("````").or_else(|| line.strip_prefix("```"))) {
            (None, Some(info)) if !info.is_empty() => {
                let path = info
                    .split_whitespace()
                    .nth(1)
                    .unwrap_or_else(|| panic!("a fence without a path: {line}"));
                open = Some((at + 1, path.to_owned()));
            }
            (Some((from, path)), Some("")) => {
                projects.last_mut().unwrap().push(Fence { lines: *from..at, path: path.clone() });
                open = None;
            }
            (None, _) if line.starts_with('#') => projects.push(vec![]),
            _ => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    projects.retain(|p| !p.is_empty());
    projects
}

/// The page with the caret lines that the rule draws.
pub(crate) fn redraw(rule: &'static Rule) -> String {
    let lines: Vec<&str> = rule.page.lines().collect();
    let mut drawn: Vec<Option<Vec<String>>> = vec![None; lines.len() + 1];
    let mut inside = vec![false; lines.len() + 1];
    for project in fences(&lines) {
        let mut files = Memory::default();
        let has_settings = project.iter().any(|f| f.path == "refrain.yaml");
        if !has_settings {
            files.insert("refrain.yaml", "company: Acme\nchannels: []\n");
        }
        for fence in &project {
            files.insert(&fence.path, text_of(&lines[fence.lines.clone()]));
        }
        let opening = Opening { as_of: None, today: Date::parse(TODAY).unwrap(), paths: vec![] };
        let opened = Project::open(&files, &opening).unwrap_or_else(|f| panic!("{}: {f:?}", rule.id));
        assert!(opened.faults.is_empty(), "an example of {} cannot be read: {:#?}", rule.id, opened.faults);
        // What came of remarks is known only when all rules ran.
        let about_remarks = matches!(rule.check, Check::Remarks(_));
        let (levels, _) =
            if about_remarks { Levels::of(&opened.config) } else { (Levels::all(&[rule]), vec![]) };
        let rules: &[&Rule] = if about_remarks { RULES } else { &[rule] };
        let mut outcome = check_with(&opened, rules, &levels);
        outcome.findings.retain(|finding| finding.rule == rule.id);
        for fence in &project {
            fence.lines.clone().for_each(|n| inside[n] = true);
            let text = text_of(&lines[fence.lines.clone()]);
            let mine: Vec<&Finding> =
                outcome.findings.iter().filter(|f| f.place.path() == fence.path).collect();
            drawn[fence.lines.start] = Some(draw(&text, &mine));
        }
        for finding in &outcome.findings {
            let known = project.iter().any(|f| f.path == finding.place.path());
            assert!(
                known || finding.place.path() == "refrain.yaml",
                "{}: a finding in {}",
                rule.id,
                finding.place.path()
            );
        }
    }
    let mut page = String::new();
    for (at, line) in lines.iter().enumerate() {
        for line in drawn[at].take().into_iter().flatten() {
            page.push_str(&line);
            page.push('\n');
        }
        if !inside[at] {
            page.push_str(line);
            page.push('\n');
        }
    }
    page
}

fn text_of(lines: &[&str]) -> String {
    lines.iter().filter(|l| !is_caret_line(l)).map(|l| format!("{l}\n")).collect()
}

/// Lines with a caret line under each that holds a finding's first span. A span over several lines is drawn to the end
/// of its first.
fn draw(text: &str, findings: &[&Finding]) -> Vec<String> {
    let mut lines = vec![];
    for (at, line) in text.lines().enumerate() {
        lines.push(line.to_owned());
        for finding in findings.iter().filter(|f| f.place.start().line == at + 1) {
            let from = finding.place.start().scalar - 1;
            let span = finding.place.first();
            let marked = finding.place.source().slice(span).lines().next().unwrap_or("").chars().count();
            let marks = "^".repeat(marked.max(1));
            lines.push(format!("{}{marks} {}: {}", " ".repeat(from), finding.rule, finding.message));
        }
    }
    lines
}

fn difference(page: &str, drawn: &str) -> String {
    let old: std::collections::BTreeSet<&str> = page.lines().collect();
    let new: std::collections::BTreeSet<&str> = drawn.lines().collect();
    let gone = page.lines().filter(|l| !new.contains(l)).map(|l| format!("  - {l}"));
    let come = drawn.lines().filter(|l| !old.contains(l)).map(|l| format!("  + {l}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
