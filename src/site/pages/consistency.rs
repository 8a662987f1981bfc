//! Consistency: what the check found, by team, moment, rule and file, against the baseline; the gravest with their excerpt
//! and the approved wording; what was not checked.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::account::{stage, team};
use crate::finding::{Finding, Severity};
use crate::rules::RULES;
use crate::site::address::OutPath;
use crate::site::chart::{Bar, Bars, Caption, bars};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, placed};
use crate::site::view::{self, chart, map, ordinary};

/// How many findings the page shows in full.
const SHOWN: usize = 12;
/// How many files and rules it names.
const LISTED: usize = 20;
/// How many places that were not checked.
const UNCHECKED: usize = 50;

pub static PAGE: PageType = PageType {
    name: "consistency",
    template: "consistency.html",
    kind: None,
    addresses: |_| single("consistency.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Where copy says something else than the messaging, with the approved wording and what to do.";
    let outcome = edition.outcome;
    let totals = [Severity::Error, Severity::Warning, Severity::Info];
    let totals = totals.map(|s| map! { "severity": s.name(), "count": outcome.count(s) });
    let unchecked = outcome.faults.iter().take(UNCHECKED);
    let unchecked =
        unchecked.map(|f| map! { "path": placed(&f.place), "why": &*f.message, "help": &*f.help });
    let mut gravest: Vec<&Finding> = outcome.all().collect();
    gravest.sort_by_key(|f| (std::cmp::Reverse((f.severity, f.certainty)), f.object.is_none()));
    let gravest = one_of_each_rule_first(gravest);
    let all = outcome.all().count();
    Sheet {
        head: Head::new("Consistency", PAGE.name, lead).lead(lead),
        body: vec![
            ("totals", Value::from(totals.to_vec())),
            ("all", Value::from(all)),
            ("by_team", by(edition, "team", team, &|name| team_row(edition, name))),
            ("by_stage", by(edition, "stage", stage, &|name| stage_row(edition, name))),
            ("by_rule", by_rule(edition)),
            ("by_file", by_file(edition)),
            (
                "gravest",
                Value::from(
                    gravest.iter().take(SHOWN).map(|f| view::finding(edition, f)).collect::<Vec<_>>(),
                ),
            ),
            ("baseline", baseline(edition)),
            ("unchecked", Value::from(unchecked.collect::<Vec<_>>())),
            ("unchecked_count", Value::from(outcome.faults.len())),
            (
                "checked",
                map! {
                    "files": outcome.checked.copy_files,
                    "words": view::number(outcome.checked.words as f64),
                    "items": outcome.checked.items,
                    "rules": outcome.checked.rules,
                    "silenced": outcome.suppressed.len(),
                },
            ),
        ],
        entries: vec![],
    }
}

/// The first finding of each rule, in order, then the others: a page of one mistake twelve times tells little.
fn one_of_each_rule_first(findings: Vec<&Finding>) -> Vec<&Finding> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, &Finding)> = findings
        .into_iter()
        .map(|finding| {
            let rank = seen.entry(finding.rule).or_default();
            *rank += 1;
            (*rank, finding)
        })
        .collect();
    ranked.sort_by_key(|(rank, finding)| (std::cmp::Reverse(finding.severity), *rank));
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

type Counts = [usize; 3];

fn count<'k>(counts: &mut BTreeMap<&'k str, Counts>, key: &'k str, severity: Severity) {
    let at = match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    };
    if let Some(count) = counts.entry(key).or_default().get_mut(at) {
        *count += 1;
    }
}

/// Tallies with a chart, the most errors first; `row` names what a key stands for and where its findings are.
fn by(
    edition: &Edition,
    what: &str,
    key: fn(&Finding) -> &str,
    row: &dyn Fn(&str) -> (String, Value),
) -> Value {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for finding in edition.outcome.all() {
        count(&mut counts, key(finding), finding.severity);
    }
    let mut counts: Vec<(&str, Counts)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, counts)| (std::cmp::Reverse(*counts), *name));
    let told = counts
        .iter()
        .map(|(name, [e, w, i])| format!("{}: {e} errors, {w} warnings, {i} notes", row(name).0));
    let bar = |(name, counts): &(&str, Counts)| Bar {
        name: row(name).0,
        words: counts.iter().sum::<usize>().to_string(),
        parts: counts.iter().map(|c| *c as f64).collect(),
    };
    let svg = bars(&Bars {
        caption: Caption {
            id: &format!("by-{what}"),
            title: &format!("Findings by {what}"),
            description: &told.collect::<Vec<_>>().join("; "),
        },
        bars: counts.iter().map(bar).collect(),
        classes: &["bad", "warn", "note"],
        keys: &["E", "W", "N"],
    });
    let rows = counts.iter().map(|(name, [error, warning, info])| {
        let (title, link) = row(name);
        map! { "title": title, "url": link, "error": *error, "warning": *warning, "info": *info }
    });
    map! { "chart": chart(svg), "rows": rows.collect::<Vec<_>>() }
}

fn team_row(edition: &Edition, name: &str) -> (String, Value) {
    let known = edition.project.config.teams().contains(&name);
    let page = OutPath::page("findings", if known { name } else { "others" });
    let title = if known { ordinary(name) } else { ordinary(name.trim_matches(['(', ')'])) };
    (title, page.map_or_else(Value::none, |p| Value::from(p.as_str())))
}

fn stage_row(edition: &Edition, name: &str) -> (String, Value) {
    match edition.page_of("stages", name) {
        Some(url) => (ordinary(name), Value::from(url)),
        None => (ordinary(name.trim_matches(['(', ')'])), Value::none()),
    }
}

fn by_rule(edition: &Edition) -> Value {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for finding in edition.outcome.all() {
        count(&mut counts, finding.rule, finding.severity);
    }
    let mut counts: Vec<(&str, Counts)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, counts)| (std::cmp::Reverse(*counts), *name));
    let rows = counts.iter().take(LISTED).map(|(rule, [error, warning, info])| {
        let summary = RULES.iter().find(|r| r.id == *rule).map_or("", |r| r.summary);
        map! {
            "rule": *rule, "url": edition.rule_url(rule), "summary": summary,
            "error": *error, "warning": *warning, "info": *info,
        }
    });
    map! { "rows": rows.collect::<Vec<_>>(), "more": counts.len().saturating_sub(LISTED) }
}

fn by_file(edition: &Edition) -> Value {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for finding in edition.outcome.all() {
        count(&mut counts, finding.place.path(), finding.severity);
    }
    let mut counts: Vec<(&str, Counts)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, counts)| (std::cmp::Reverse(*counts), *name));
    let rows = counts.iter().take(LISTED).map(|(path, [error, warning, info])| {
        map! {
            "path": *path, "url": edition.edit_url(path, 1), "team": edition.team_of(path).map(ordinary),
            "error": *error, "warning": *warning, "info": *info,
        }
    });
    map! { "rows": rows.collect::<Vec<_>>(), "more": counts.len().saturating_sub(LISTED) }
}

/// What the baseline knows: what is new since it was made, what is still there, what was mended.
fn baseline(edition: &Edition) -> Value {
    let Some(file) = &edition.project.config.settings.baseline else { return Value::none() };
    let outcome = edition.outcome;
    let (new, known, mended) = (outcome.all().count(), outcome.known.len(), outcome.stale.len());
    let description =
        format!("{new} new since the baseline, {known} known and still there, {mended} mended.");
    let bar = |name: &str, parts: Vec<usize>| Bar {
        name: name.to_owned(),
        words: parts.iter().sum::<usize>().to_string(),
        parts: parts.into_iter().map(|p| p as f64).collect(),
    };
    let svg = bars(&Bars {
        caption: Caption { id: "baseline-chart", title: "Against the baseline", description: &description },
        bars: vec![bar("When the baseline was made", vec![0, known, mended]), bar("Now", vec![new, known])],
        classes: &["bad", "s5", "s1"],
        keys: &["new", "known", "mended"],
    });
    map! { "file": &**file, "new": new, "known": known, "mended": mended, "chart": chart(svg) }
}
