//! One wrong claim in fourteen places is one thing to say, not fourteen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Judgement, Object, Severity};

/// Findings that say the same: of one rule about one item, for one reason. What a place says otherwise than the first is
/// told with it.
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
    object: Result<&'a Object, [&'a str; 2]>,
    why: &'a str,
}

/// The groups, the gravest first, then in the order of their first findings.
pub fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = vec![];
    let mut known: BTreeMap<Same, usize> = BTreeMap::new();
    for finding in findings {
        let Judgement { rule, message, why, help, .. } = &**finding;
        let (severity, object) = (finding.severity, finding.object.as_ref().ok_or([message.as_str(), help]));
        let at = *known.entry(Same { rule, severity, object, why }).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group { first: finding, others: vec![] }),
        }
    }
    groups.sort_by_key(|group| Reverse(group.first.severity));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Place, Source, Span};

    #[test]
    fn what_says_the_same_of_one_item_is_one_group_and_the_gravest_comes_first() {
        let place = Place::new(&Source::new("a.md", "a"), Span::default());
        let of = |rule, message: &str, why: &str| Finding::new(rule, place.clone(), message).why(why);
        let findings = [
            of("a/a", "40 %", "approved is 30 %").about("claim", "x").help("write 30 %"),
            of("a/a", "41 %", "approved is 30 %").about("claim", "x").help("write 30 % here"),
            of("a/a", "42 %", "approved is 30 %").about("claim", "y"),
            of("a/a", "43 %", "for another reason").about("claim", "x"),
            of("b/b", "one", "").severity(Severity::Error),
            of("b/b", "two", "").severity(Severity::Error),
        ];
        let told: Vec<Vec<&str>> =
            groups(&findings).iter().map(|g| g.all().map(|f| &*f.message).collect()).collect();
        assert_eq!(told, [vec!["one"], vec!["two"], vec!["40 %", "41 %"], vec!["42 %"], vec!["43 %"]]);
    }
}
