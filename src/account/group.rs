//! One wrong claim in fourteen places is one thing to say, not fourteen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Object, Severity};

/// Findings that say the same: of one rule about one item. What a place says otherwise than the first is told with it.
#[derive(Debug)]
pub struct Group<'a> {
    /// The one that is told in full.
    pub first: &'a Finding,
    /// The others, in order.
    pub others: Vec<&'a Finding>,
}

impl<'a> Group<'a> {
    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = &'a Finding> + '_ {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

/// What findings of one group share. Where no item is named, the words themselves must be the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Same<'a> {
    rule: &'a str,
    severity: Severity,
    object: Result<&'a Object, [&'a str; 3]>,
}

/// The groups, the gravest first, then in the order of their first findings.
pub fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = vec![];
    let mut known: BTreeMap<Same, usize> = BTreeMap::new();
    for finding in findings {
        let Finding { rule, severity, message, why, help, .. } = finding;
        let object = finding.object.as_ref().ok_or([message.as_str(), why, help]);
        let at = *known.entry(Same { rule, severity: *severity, object }).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group { first: finding, others: vec![] }),
        }
    }
    groups.sort_by_key(|group| Reverse(group.first.severity));
    groups
}
