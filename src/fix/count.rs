//! Counting findings, to tell whether a change adds one.

use std::collections::BTreeMap;

use super::Reason;
use crate::finding::{Finding, Object};

/// What a finding is counted by: its rule and its item. Not by its place or words, which a fix beside it may change.
pub(super) type Subject = (&'static str, Option<Object>);

/// How many findings there are, by rule and item.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<Subject, (usize, String)>);

/// What a finding is counted by.
pub(super) fn subject(finding: &Finding) -> Subject {
    (finding.rule, finding.object.clone())
}

impl Counts {
    /// Counts findings; of each subject the message of the last is kept.
    pub(super) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let (count, message) = counts.0.entry(subject(finding)).or_default();
            *count += 1;
            *message = finding.message.to_string();
        }
        counts
    }

    /// Why a change that mends `done` must not be: something is found more often than before less what was mended.
    pub(super) fn more_than<'s>(
        &self,
        before: &Self,
        done: impl IntoIterator<Item = &'s Subject>,
    ) -> Option<Reason> {
        let mut mended: BTreeMap<&Subject, usize> = BTreeMap::new();
        for subject in done {
            *mended.entry(subject).or_default() += 1;
        }
        let was = |subject: &Subject| before.0.get(subject).map_or(0, |(count, _)| *count);
        let (subject, (count, message)) = self
            .0
            .iter()
            .find(|(s, (count, _))| *count > was(s).saturating_sub(mended.get(s).copied().unwrap_or(0)))?;
        let stays = *count <= was(subject);
        Some(if stays { Reason::DoesNotMend } else { Reason::Adds(subject.0, message.clone()) })
    }
}
