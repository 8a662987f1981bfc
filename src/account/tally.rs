//! How many findings there are of each severity: in all, and by team, by stage and by rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Tally {
    /// The tally of some findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            tally.count(finding.severity);
        }
        tally
    }

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.notes += 1,
        }
    }
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
        }
    }
}

/// What stands for findings about the messaging, in tables of teams and stages.
const MESSAGING: &str = "(messaging)";
const NO_TEAM: &str = "(no team)";
const NO_STAGE: &str = "(no stage)";

/// The team that wrote the copy a finding stands in, `(no team)` or `(messaging)`.
pub fn team(finding: &Finding) -> &str {
    finding.context.as_ref().map_or(MESSAGING, |context| context.team.as_deref().unwrap_or(NO_TEAM))
}

/// The stage that the copy a finding stands in is for, `(no stage)` or `(messaging)`.
pub fn stage(finding: &Finding) -> &str {
    finding.context.as_ref().map_or(MESSAGING, |context| context.stage.as_deref().unwrap_or(NO_STAGE))
}

/// The tally of each team, in the order given; then other teams by name, copy of no team, and the messaging.
pub fn by_team<'a>(findings: &'a [Finding], order: &[String]) -> Vec<(&'a str, Tally)> {
    by(findings, order, team)
}

/// The tally of each stage, in the order given; then other stages by name, copy of no stage, and the messaging.
pub fn by_stage<'a>(findings: &'a [Finding], order: &[String]) -> Vec<(&'a str, Tally)> {
    by(findings, order, stage)
}

fn by<'a>(findings: &'a [Finding], order: &[String], name: fn(&Finding) -> &str) -> Vec<(&'a str, Tally)> {
    let mut tallies: BTreeMap<(usize, &str), Tally> = BTreeMap::new();
    for finding in findings {
        let name = name(finding);
        let rank = match name {
            MESSAGING => order.len() + 2,
            NO_TEAM | NO_STAGE => order.len() + 1,
            name => order.iter().position(|o| o == name).unwrap_or(order.len()),
        };
        tallies.entry((rank, name)).or_default().count(finding.severity);
    }
    tallies.into_iter().map(|((_, name), tally)| (name, tally)).collect()
}

/// The tally of each rule: most errors first, then most warnings, then most notes, then by name.
pub fn by_rule(findings: &[Finding]) -> Vec<(&str, Tally)> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for finding in findings {
        tallies.entry(finding.rule).or_default().count(finding.severity);
    }
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.sort_by_key(|(_, tally)| Reverse(*tally));
    tallies
}

/// The rule to look at first: of the gravest and surest findings the one with most; of equals the first by name.
pub fn gravest(findings: &[Finding]) -> Option<&'static str> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        let gravity = (Reverse(finding.severity), Reverse(finding.certainty), finding.rule);
        *counts.entry(gravity).or_insert(0_usize) += 1;
    }
    let counts = counts
        .into_iter()
        .map(|((severity, certainty, rule), count)| (severity, certainty, Reverse(count), rule));
    counts.min().map(|(.., rule)| rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Certainty, Context};
    use crate::text::{Place, Source, Span};

    fn finding(rule: &'static str, severity: Severity, copy: Option<(&str, &str)>) -> Finding {
        let mut finding = Finding::new(rule, Place::new(&Source::new("a.md", "a"), Span::default()), "m");
        let known = |name: &str| (!name.is_empty()).then(|| name.into());
        finding.context = copy.map(|(team, stage)| Context { team: known(team), stage: known(stage) });
        finding.severity(severity)
    }

    #[test]
    fn teams_and_stages_come_in_their_own_order() {
        let copy = |team, stage| finding("a/a", Severity::Error, Some((team, stage)));
        let findings = [
            finding("a/a", Severity::Info, None),
            copy("", ""),
            copy("b", "x"),
            copy("a", ""),
            copy("c", "x"),
        ];
        let order = ["c".to_owned(), "b".to_owned()];
        let names = |rows: Vec<(&str, Tally)>| rows.iter().map(|(n, _)| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(names(by_team(&findings, &order)), ["c", "b", "a", "(no team)", "(messaging)"]);
        let stages = by_stage(&findings, &order);
        assert_eq!(stages[0], ("x", Tally { errors: 2, ..Tally::default() }));
        assert_eq!(stages[2], (MESSAGING, Tally { notes: 1, ..Tally::default() }));
    }

    #[test]
    fn the_gravest_rule_is_named_not_the_first() {
        let some = |rule, severity, certainty| finding(rule, severity, None).certainty(certainty);
        let mut findings = vec![
            some("a/many", Severity::Warning, Certainty::Exact),
            some("a/many", Severity::Warning, Certainty::Exact),
            some("b/strong", Severity::Error, Certainty::Strong),
            some("c/exact", Severity::Error, Certainty::Exact),
            some("d/exact", Severity::Error, Certainty::Exact),
        ];
        assert_eq!(gravest(&findings), Some("c/exact"));
        findings.push(findings[4].clone());
        assert_eq!(gravest(&findings), Some("d/exact"));
        assert_eq!(by_rule(&findings)[0].0, "d/exact");
        assert_eq!(gravest(&[]), None);
    }
}
