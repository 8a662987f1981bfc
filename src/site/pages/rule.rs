//! One rule: its page, and what it finds in this playbook.

use tera::Value;

use super::{PageType, Subject};
use crate::rules::RULES;
use crate::site::address::OutPath;
use crate::site::edition::Edition;
use crate::site::prose::blocks;
use crate::site::search;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{self, map};

/// How many of its findings the page shows.
const SHOWN: usize = 100;

pub static PAGE: PageType = PageType { name: "rule", template: "check.html", kind: None, addresses, sheet };

fn addresses(_: &Edition) -> Vec<(OutPath, Subject)> {
    RULES.iter().enumerate().map(|(at, rule)| (OutPath::named("checks", rule.id), (at, 0))).collect()
}

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(rule) = RULES.get(at) else { return Sheet::empty(PAGE.name) };
    let url = edition.rule_url(rule.id).unwrap_or_default();
    let mut head = Head::new(rule.id, "check", rule.summary);
    head.crumbs.push(("How we check".to_owned(), "checks.html".to_owned()));
    // The page's own title is the page's head already.
    let page = rule.page.split_once('\n').map_or("", |(_, rest)| rest);
    let shape = map! {
        "id": rule.id,
        "title": rule.summary,
        "level": edition.level(rule),
        "certainty": rule.certainty.name(),
        "html": blocks(&readable(rule.id, page), 0),
    };
    let findings = edition.findings_of(rule.id).iter().take(SHOWN).map(|f| view::finding(edition, f));
    let family = RULES.iter().filter(|r| r.family() == rule.family() && r.id != rule.id);
    let neighbours = family
        .map(|r| view::reference("check", r.id, r.id, &edition.rule_url(r.id).unwrap_or_default(), false));
    Sheet {
        head,
        body: vec![
            ("rule", shape),
            ("findings", Value::from(findings.collect::<Vec<_>>())),
            ("neighbours", Value::from(neighbours.collect::<Vec<_>>())),
        ],
        entries: vec![search::Item {
            title: rule.id.to_owned(),
            url,
            kind: "check".to_owned(),
            facets: vec![vec![], vec![], vec![]],
            words: vec![rule.summary.to_owned()],
            body: String::new(),
            excerpt: rule.summary.to_owned(),
            ..search::Item::default()
        }],
    }
}

/// The page with the caret lines of its examples as notes: an arrow and what the rule says.
fn readable(rule: &str, page: &str) -> String {
    let own = format!("{rule}: ");
    let mut out = String::with_capacity(page.len());
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        }
        let carets = line.trim_start();
        match carets.strip_prefix('^').filter(|_| inside) {
            Some(rest) => {
                let indent = line.len() - carets.len();
                out.push_str(&" ".repeat(indent));
                out.push_str("↑ ");
                let told = rest.trim_start_matches('^').trim_start();
                out.push_str(told.strip_prefix(&own).unwrap_or(told));
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_become_notes_in_examples_alone() {
        let page = "^ stays\n```md a.md\nbad word\n    ^^^^ term/banned: told\n```\n";
        let shown = "^ stays\n```md a.md\nbad word\n    ↑ told\n```\n";
        assert_eq!(readable("term/banned", page), shown);
    }
}
