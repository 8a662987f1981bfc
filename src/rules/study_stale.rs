//! study/stale: a study that is too old for what rests on it.

use super::{Check, ProjectView, Rule, RuleOption};
use std::collections::BTreeMap;

use crate::analyze::{asks_teams, days, is_study, research_on};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::Research;

pub static RULE: Rule = Rule {
    id: "study/stale",
    summary: "a study that is too old for what rests on it",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("study_stale.md"),
    cues: &[],
    options: &[RuleOption {
        name: "days",
        default: 366.0,
        description: "A study that is older than this many days is told where nothing newer stands beside it.",
    }],
    rests_on: &["research"],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let playbook = &view.project.playbook;
    let old = |study: &Research| {
        study.date.map(|date| days(date, view.project.as_of)).filter(|age| *age as f64 > view.option("days"))
    };
    // By the newest study behind a pain: the pains that have nothing newer.
    let mut resting: BTreeMap<&str, (&Item<Research>, Vec<String>)> = BTreeMap::new();
    for pain in view.approved(&playbook.pains) {
        let studies = research_on(view.project, pain).into_iter().filter(|r| is_study(r));
        let newest = studies.max_by_key(|study| study.date);
        if let Some(study) = newest.filter(|study| study.date.is_none() || old(study).is_some()) {
            let entry = resting.entry(study.id.as_str()).or_insert_with(|| (study, vec![]));
            entry.1.push(format!("`{}`", pain.id.as_str()));
        }
    }
    let mut findings = vec![];
    for (id, (study, pains)) in resting {
        let pains = pains.join(", ");
        let what = match old(study) {
            Some(age) => format!("the study `{id}` is {age} days old, and nothing newer shows {pains}"),
            None => format!("nobody knows how old the study `{id}` is, on which {pains} rests"),
        };
        findings.push(
            view.about(study, what)
                .why("what hurt before the last change of prices, laws or rivals may not be what hurts today")
                .help("ask again, a dozen talks are enough to see whether it still holds; give each study its `date:`"),
        );
    }
    let teams = view.approved(&playbook.research).filter(|r| asks_teams(r) && r.date.is_some());
    if let Some((survey, age)) = teams.max_by_key(|r| r.date).and_then(|r| old(r).map(|age| (r, age))) {
        let id = survey.id.as_str();
        findings.push(
            view.about(survey, format!("the teams were last asked {age} days ago (`{id}`)"))
                .why("whether both still neglect the same moments, nobody knows; half the people may be new")
                .help("ask both teams the same questions again"),
        );
    }
    findings
}
