//! Whether buyers must solve a pain or could live with it, and how well we know that they have it.

use super::{hears_buyers, research_on};
use crate::item::Item;
use crate::model::{Pain, ProofKind, ResearchKind};
use crate::project::Project;

/// Whether a pain is one that buyers act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// It hurts, and money or an event makes buyers act.
    MustHave,
    /// Buyers can live with it.
    NiceToHave,
    /// Nobody has rated how much it hurts.
    Unrated,
}

impl Urgency {
    /// Its name: `must-have`.
    pub fn name(self) -> &'static str {
        match self {
            Self::MustHave => "must-have",
            Self::NiceToHave => "nice-to-have",
            Self::Unrated => "unrated",
        }
    }
}

/// Whether a pain is one that buyers act on, with the reasons as short phrases: severity first, then how often, money,
/// event. A severity of 4 or 5 needs money or an event; one of 3 needs both; less is never enough.
pub fn urgency(pain: &Pain) -> (Urgency, Vec<String>) {
    let Some(severity) = pain.severity else {
        return (Urgency::Unrated, vec!["nobody has rated how much it hurts".to_owned()]);
    };
    let money = pain.budget.as_ref().is_some_and(|b| !says_none(b));
    let event = !pain.triggers.is_empty();
    let urgency = match severity {
        4.. if money || event => Urgency::MustHave,
        3 if money && event => Urgency::MustHave,
        _ => Urgency::NiceToHave,
    };
    let mut reasons = vec![match severity {
        4.. => format!("it hurts: severity {severity} of 5"),
        3 => "it hurts somewhat: severity 3 of 5".to_owned(),
        _ => format!("it hardly hurts: severity {severity} of 5"),
    }];
    reasons.extend(pain.frequency.as_ref().map(|f| format!("it is felt: {f}")));
    reasons.push(match &pain.budget {
        Some(budget) if money => format!("there is money: {budget}"),
        _ => "no budget is known".to_owned(),
    });
    reasons.push(match pain.triggers.len() {
        0 => "no event makes it acute".to_owned(),
        1 => "an event makes it acute".to_owned(),
        n => format!("{n} events make it acute"),
    });
    (urgency, reasons)
}

fn says_none(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    ["no", "none", "nobody", "nothing", "0"].iter().any(|w| first.eq_ignore_ascii_case(w))
}

/// How well we know that buyers have a pain. Ordered: assumed < heard < validated < measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Nothing shows it.
    Assumed,
    /// Somebody said it.
    Heard,
    /// Buyers were asked, and many said it.
    Validated,
    /// What it costs was measured.
    Measured,
}

impl Evidence {
    /// Its name: `heard`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Heard => "heard",
            Self::Validated => "validated",
            Self::Measured => "measured",
        }
    }
}

/// The best evidence that buyers have a pain: the research in which they speak of it, and the proof of what leaving it
/// costs. A market report shows that there is a market, not that anybody hurts.
pub fn evidence(project: &Project, pain: &Item<Pain>) -> Evidence {
    let research = research_on(project, pain).into_iter().filter(|r| hears_buyers(r));
    let by_research = research.map(|r| match r.kind {
        ResearchKind::Survey | ResearchKind::Validation => Evidence::Validated,
        _ => Evidence::Heard,
    });
    let cost = pain.cost_of_inaction.as_ref().and_then(|c| c.claim.as_ref());
    let claim = cost.and_then(|c| project.graph.position_of("claims", c.id()));
    let measured = claim.and_then(|at| project.playbook.claims.get(at)).is_some_and(|claim| {
        claim
            .proof
            .iter()
            .any(|p| matches!(p.kind, ProofKind::InternalData | ProofKind::Benchmark | ProofKind::Study))
    });
    let by_cost = measured.then_some(Evidence::Measured);
    by_research.chain(by_cost).max().unwrap_or(Evidence::Assumed)
}
