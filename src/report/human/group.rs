//! One wrong claim in fourteen places is one thing to say, not fourteen.

use std::collections::BTreeMap;

use crate::finding::{Finding, Object, Severity};

/// Findings that say the same: of one rule about one item, for one reason.
pub(super) struct Group<'a> {
    /// The one that is shown.
    pub(super) first: &'a Finding,
    /// The others, in order.
    pub(super) others: Vec<&'a Finding>,
}

/// What findings of one group share. Where no item is named, the message itself must be the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Same<'a> {
    rule: &'a str,
    severity: Severity,
    object: Option<&'a Object>,
    message: Option<&'a str>,
    why: &'a str,
    help: &'a str,
}

/// The groups, in the order of their first findings.
pub(super) fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = vec![];
    let mut known: BTreeMap<Same, usize> = BTreeMap::new();
    for finding in findings {
        let object = finding.object.as_ref();
        let same = Same {
            rule: finding.rule,
            severity: finding.severity,
            object,
            message: object.is_none().then_some(finding.message.as_str()),
            why: &finding.why,
            help: &finding.help,
        };
        let at = *known.entry(same).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group { first: finding, others: vec![] }),
        }
    }
    groups
}
