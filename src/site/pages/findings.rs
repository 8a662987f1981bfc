//! The findings of one team: rule by rule, each with the copy, the approved wording and what to do.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, Subject};
use crate::account::team;
use crate::finding::{Finding, Severity};
use crate::rules::RULES;
use crate::site::address::OutPath;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{self, map, ordinary};

/// How many findings the page shows: of one rule, and in all. It is read on a phone.
const OF_RULE: usize = 6;
const SHOWN: usize = 36;

pub static PAGE: PageType =
    PageType { name: "findings", template: "findings.html", kind: None, addresses, sheet };

/// One page a team, and one for what no team wrote.
fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let teams = edition.project.config.teams();
    let pages =
        teams.iter().enumerate().filter_map(|(at, team)| Some((OutPath::page("findings", team)?, (at, 0))));
    let others = OutPath::page("findings", "others").map(|path| (path, (teams.len(), 0)));
    // A team may be called `others`; then its page is theirs.
    let free = !teams.contains(&"others");
    pages.chain(others.filter(|_| free)).collect()
}

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let teams = edition.project.config.teams();
    let own = teams.get(at).copied();
    let of_page = |f: &&Finding| match own {
        Some(own) => team(f) == own,
        None => !teams.contains(&team(f)),
    };
    let name = own.map_or_else(|| "Messaging and the rest".to_owned(), ordinary);
    let lead = match own {
        Some(_) => format!("What the check found in the copy of {}.", name.to_lowercase()),
        None => {
            "What the check found in the messaging itself, and in copy that no team is named for.".to_owned()
        }
    };
    let findings: Vec<&Finding> = edition.outcome.all().filter(of_page).collect();
    let totals = [Severity::Error, Severity::Warning, Severity::Info].map(|s| {
        map! { "severity": s.name(), "count": findings.iter().filter(|f| f.severity == s).count() }
    });
    let mut head = Head::new(format!("Findings: {name}"), PAGE.name, &lead).lead(&lead);
    head.crumbs.push(("Consistency".to_owned(), "consistency.html".to_owned()));
    Sheet {
        head,
        body: vec![
            ("totals", Value::from(totals.to_vec())),
            ("groups", Value::from(groups(edition, &findings))),
        ],
        entries: vec![],
    }
}

/// Findings by rule: the worst first, then by the rule's id.
fn groups(edition: &Edition, findings: &[&Finding]) -> Vec<Value> {
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry(finding.rule).or_default().push(finding);
    }
    let mut groups: Vec<(&str, Vec<&Finding>)> = groups.into_iter().collect();
    let worst = |list: &[&Finding]| list.iter().map(|f| f.severity).max();
    groups.sort_by_key(|(rule, list)| (std::cmp::Reverse(worst(list)), *rule));
    let mut left = SHOWN;
    let group = |(rule, list): (&str, Vec<&Finding>)| {
        let shown = list.len().min(OF_RULE).min(left);
        left -= shown;
        let summary = RULES.iter().find(|r| r.id == rule).map_or("", |r| r.summary);
        map! {
            "title": rule,
            "summary": summary,
            "url": edition.rule_url(rule),
            "count": list.len(),
            "more": list.len() - shown,
            "findings": list.iter().take(shown).map(|f| view::finding(edition, f)).collect::<Vec<_>>(),
        }
    };
    groups.into_iter().map(group).collect()
}
