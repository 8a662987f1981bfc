//! How we check: every rule, by family.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::rules::{RULES, Rule};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::map;

pub static PAGE: PageType = PageType {
    name: "checks",
    template: "checks.html",
    kind: None,
    addresses: |_| single("checks.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &edition.outcome.findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in RULES {
        families.entry(rule.family()).or_default().push(rule);
    }
    let view = |rule: &Rule| {
        map! {
            "id": rule.id,
            "url": edition.rule_url(rule.id).unwrap_or_default(),
            "title": rule.summary,
            "level": edition.level(rule),
            "certainty": rule.certainty.name(),
            "count": counts.get(rule.id).copied().unwrap_or(0),
        }
    };
    let groups = families.into_iter().map(|(family, rules)| {
        map! { "title": family, "rules": rules.into_iter().map(view).collect::<Vec<_>>() }
    });
    let lead = "Every rule that copy and messaging are held against, why it is there, and how it decides.";
    Sheet {
        head: Head::new("How we check", "checks", lead).lead(lead),
        body: vec![("groups", Value::from(groups.collect::<Vec<_>>()))],
        entries: vec![],
    }
}
