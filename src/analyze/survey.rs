//! What teams think of the stages: means, ranks, how far two teams agree, and what both put last.

use std::collections::BTreeMap;

use crate::config::Half;
use crate::item::Item;
use crate::model::{Research, ResearchKind};
use crate::project::Project;

/// What a survey of the teams shows.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The stages that were scored, in the order of the survey.
    pub stages: Vec<String>,
    /// The teams, in the order first met.
    pub teams: Vec<String>,
    /// The questions.
    pub questions: Vec<String>,
    /// How far the first two teams rank the stages alike: Spearman's rank correlation, -1 to 1.
    pub agreement: Option<f64>,
    /// Positions of the stages that every team puts in its lower half, worst first.
    pub shared_last: Vec<usize>,
    /// What it comes to.
    pub verdict: SurveyVerdict,
    scores: BTreeMap<(usize, usize, usize), f64>,
}

/// What a survey comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurveyVerdict {
    /// All teams put stages of the keep half last: agreement that is no alignment.
    SharedBlindSpot,
    /// The teams rank the stages differently.
    Apart,
    /// The teams rank the stages alike, and no stage of the keep half is last for all.
    Alike,
    /// One team only, or too few stages to rank.
    TooLittle,
}

impl Survey {
    /// The score of a stage by a team for a question, by their positions.
    pub fn score(&self, stage: usize, team: usize, question: usize) -> Option<f64> {
        self.scores.get(&(stage, team, question)).copied()
    }

    /// The survey that a study holds; nothing where it is none or bears no scores.
    pub fn of(project: &Project, research: &Item<Research>) -> Option<Self> {
        if research.kind != ResearchKind::Survey || research.scores.is_empty() {
            return None;
        }
        let mut survey = Self {
            stages: vec![],
            teams: vec![],
            questions: research.questions.iter().map(ToString::to_string).collect(),
            agreement: None,
            shared_last: vec![],
            verdict: SurveyVerdict::TooLittle,
            scores: BTreeMap::new(),
        };
        for (stage, teams) in research.scores.iter() {
            let s = position(&mut survey.stages, stage.id());
            for (team, scores) in teams.iter() {
                let t = position(&mut survey.teams, team.id());
                for (question, score) in scores.iter() {
                    let q = position(&mut survey.questions, question);
                    survey.scores.insert((s, t, q), *score);
                }
            }
        }
        survey.judge(project);
        Some(survey)
    }

    /// The newest survey of a project that bears scores.
    pub fn newest(project: &Project) -> Option<(usize, Self)> {
        let mut found: Vec<(usize, &Item<Research>)> = project.playbook.research.iter().enumerate().collect();
        found.sort_by_key(|(at, r)| (std::cmp::Reverse(r.date), *at));
        found.into_iter().find_map(|(at, r)| Self::of(project, r).map(|s| (at, s)))
    }

    fn judge(&mut self, project: &Project) {
        let means: Vec<Vec<f64>> = (0..self.teams.len())
            .map(|t| (0..self.stages.len()).map(|s| self.mean(s, t)).collect())
            .collect();
        if let [first, second, ..] = means.as_slice() {
            self.agreement = spearman(first, second);
        }
        let Some(agreement) = self.agreement else { return };
        let half = self.stages.len() / 2;
        let low: Vec<Vec<bool>> =
            means.iter().map(|m| ranks(m).iter().map(|r| *r <= half as f64).collect()).collect();
        let last = |s: &usize| low.iter().all(|team| team.get(*s).copied().unwrap_or(false));
        self.shared_last = (0..self.stages.len()).filter(last).collect();
        let total = |s: usize| means.iter().filter_map(|m| m.get(s)).sum::<f64>();
        self.shared_last.sort_by(|a, b| total(*a).total_cmp(&total(*b)).then(a.cmp(b)));
        let is_keep = |s: &usize| {
            let id = self.stages.get(*s).map_or("", String::as_str);
            project.config.stage(id).is_some_and(|stage| stage.half == Half::Keep)
        };
        self.verdict = if self.shared_last.first().is_some_and(is_keep) {
            SurveyVerdict::SharedBlindSpot
        } else if agreement < 0.5 {
            SurveyVerdict::Apart
        } else {
            SurveyVerdict::Alike
        };
    }

    fn mean(&self, stage: usize, team: usize) -> f64 {
        let scores: Vec<f64> = (0..self.questions.len()).filter_map(|q| self.score(stage, team, q)).collect();
        if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / scores.len() as f64 }
    }
}

fn position(list: &mut Vec<String>, name: &str) -> usize {
    list.iter().position(|n| n == name).unwrap_or_else(|| {
        list.push(name.to_owned());
        list.len() - 1
    })
}

/// Ranks from 1 (lowest); equal values share the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|v| *v < value).count() as f64;
        let equal = values.iter().filter(|v| *v == value).count() as f64;
        below + f64::midpoint(equal, 1.0)
    };
    values.iter().map(rank).collect()
}

/// Spearman's rank correlation; nothing for fewer than three values or when one side is all equal.
fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() < 3 || a.len() != b.len() {
        return None;
    }
    let (a, b) = (ranks(a), ranks(b));
    let mean = f64::midpoint(a.len() as f64, 1.0);
    let sum = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| (x - mean) * (y - mean)).sum::<f64>();
    let spread = (sum(&a, &a) * sum(&b, &b)).sqrt();
    (spread > 0.0).then(|| sum(&a, &b) / spread)
}
