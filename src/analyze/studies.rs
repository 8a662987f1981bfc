//! Which research bears on a pain, and what it can show: a market report counts firms, a call is one voice, a study asked
//! several buyers the same.

use crate::item::{Item, Status};
use crate::model::{Pain, Research, ResearchKind, Sample};
use crate::project::Project;

/// The research that bears on a pain: what the pain names and what names the pain, in the order of the playbook; none of
/// it is retired.
pub fn research_on<'p>(project: &'p Project, pain: &Item<Pain>) -> Vec<&'p Item<Research>> {
    let named = |research: &Item<Research>| {
        pain.evidence.iter().any(|r| r.id() == research.id.as_str())
            || research.pains.iter().any(|p| p.id() == pain.id.as_str())
    };
    project.playbook.research.iter().filter(|r| r.status != Status::Retired && named(r)).collect()
}

/// Whether buyers or customers speak in it: no analyst's view of the market, and no survey of one's own teams.
pub fn hears_buyers(research: &Research) -> bool {
    match research.kind {
        ResearchKind::MarketReport => false,
        ResearchKind::Survey => !asks_teams(research),
        ResearchKind::Validation
        | ResearchKind::Feedback
        | ResearchKind::Reputation
        | ResearchKind::WinLoss => true,
    }
}

/// Whether it asked several buyers the same, so that its answers can be counted.
pub fn is_study(research: &Research) -> bool {
    match research.kind {
        ResearchKind::Validation | ResearchKind::WinLoss => true,
        ResearchKind::Survey => !asks_teams(research),
        ResearchKind::MarketReport | ResearchKind::Feedback | ResearchKind::Reputation => false,
    }
}

/// Whether one's own teams rate the stages in it.
pub fn asks_teams(research: &Research) -> bool {
    !research.scores.is_empty() || matches!(research.n, Some(Sample::PerTeam(_)))
}

/// How many were asked in all; nothing where the study does not say.
pub fn asked(research: &Research) -> Option<u32> {
    research.n.as_ref().map(|n| match n {
        Sample::All(n) => *n,
        Sample::PerTeam(teams) => teams.iter().map(|(_, n)| *n).sum(),
    })
}
