//! survey/incomplete: a survey of the teams that lacks scores, people or its scale.

use super::{Check, ProjectView, Rule};
use std::collections::BTreeSet;

use crate::analyze::Survey;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::{Research, Sample};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "survey/incomplete",
    summary: "a survey of the teams that lacks scores, people or its scale",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("survey_incomplete.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let mut findings = vec![];
    for research in view.approved(&view.project.playbook.research) {
        let Some(survey) = Survey::of(view.project, research) else { continue };
        let lacks = lacks(view, research, &survey);
        if !lacks.is_empty() {
            let id = research.id.as_str();
            findings.push(
                view.about(research, format!("the survey `{id}` lacks {}", lacks.join("; ")))
                    .why("a gap between two teams that comes from a hole in the table starts a quarrel about nothing")
                    .help("ask for what is missing, or leave that stage or question out for all teams"),
            );
        }
        findings.extend(off_scale(view, research));
    }
    findings
}

fn lacks(view: &ProjectView, research: &Research, survey: &Survey) -> Vec<String> {
    let mut lacks = vec![];
    match &research.n {
        None => lacks.push("how many were asked (`n`)".to_owned()),
        Some(Sample::PerTeam(teams)) => {
            let known: BTreeSet<&str> = teams.iter().map(|(team, _)| team.id()).collect();
            let unknown = survey.teams.iter().filter(|t| !known.contains(t.as_str()));
            lacks.extend(unknown.map(|t| format!("how many of {t} were asked (`n`)")));
        }
        Some(Sample::All(_)) => {}
    }
    if research.scale.len() < 2 {
        lacks.push("its scale (`scale: [1, 5]`)".to_owned());
    }
    if survey.teams.len() < 2 {
        lacks.push(format!("a second team beside {}", survey.teams.join("")));
    }
    let stages = view.project.config.stages.iter().filter(|s| s.surveyed && !survey.stages.contains(&s.id));
    let unasked: Vec<&str> = stages.map(|s| s.id.as_str()).collect();
    if !unasked.is_empty() {
        lacks.push(format!("the stage {}", unasked.join(" and ")));
    }
    for (s, stage) in survey.stages.iter().enumerate() {
        for (t, team) in survey.teams.iter().enumerate() {
            let open = survey.questions.iter().enumerate().filter(|(q, _)| survey.score(s, t, *q).is_none());
            let open: Vec<&str> = open.map(|(_, question)| question.as_str()).collect();
            if !open.is_empty() {
                lacks.push(format!("a score of {team} for {stage} ({})", open.join(", ")));
            }
        }
    }
    lacks
}

/// Scores that the scale does not have.
fn off_scale(view: &ProjectView, research: &Item<Research>) -> Vec<Finding> {
    let [low, high, ..] = research.scale.as_slice() else { return vec![] };
    let mut findings = vec![];
    for (stage, teams) in research.scores.iter() {
        for (team, scores) in teams.iter() {
            for (question, score) in scores.iter().filter(|(_, s)| !(*low..=*high).contains(s)) {
                let what = format!(
                    "{score} of {} for {} ({question}) is not on the scale from {low} to {high}",
                    team.id(),
                    stage.id()
                );
                findings.push(
                    view.rule
                        .finding(Place::new(&research.source, question.span()), what)
                        .about("research", research.id.as_str())
                        .why("one slip of a key moves the mean of a team, and the stage that is last")
                        .help("correct the score, or the scale"),
                );
            }
        }
    }
    findings
}
