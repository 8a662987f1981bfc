//! A survey of the teams as charts and a table.

use tera::Value;

use super::{chart, map, ordinary};
use crate::analyze::Survey;
use crate::model::Research;
use crate::site::chart::{Caption, Lines, Series, lines};
use crate::site::edition::Edition;

/// One line chart for each question, one line a team, and the table of the same scores.
pub fn survey_charts(edition: &Edition, research: &Research, survey: &Survey) -> Value {
    let moment = |stage: &str| ordinary(stage);
    let scale = match research.scale.as_slice() {
        [low, high, ..] => Some((*low, *high)),
        _ => None,
    };
    let charts = survey.questions.iter().enumerate().map(|(q, question)| {
        let series = survey.teams.iter().enumerate().map(|(t, team)| Series {
            name: ordinary(team),
            values: (0..survey.stages.len()).map(|s| survey.score(s, t, q)).collect(),
        });
        let series: Vec<Series> = series.collect();
        let told = series.iter().map(|s| {
            let scores = s.values.iter().zip(&survey.stages);
            let scores = scores.map(|(v, stage)| match v {
                Some(v) => format!("{} {v}", moment(stage)),
                None => format!("{} not scored", moment(stage)),
            });
            format!("{}: {}", s.name, scores.collect::<Vec<_>>().join(", "))
        });
        let description = told.collect::<Vec<_>>().join("; ");
        let svg = lines(&Lines {
            caption: Caption {
                id: &format!("survey-{}", q + 1),
                title: &ordinary(question),
                description: &description,
            },
            across: survey.stages.iter().map(|s| moment(s)).collect(),
            series,
            scale,
            target: None,
            words: &|v| format!("{v}"),
        });
        map! { "question": ordinary(question), "chart": chart(svg) }
    });
    let rows = (0..survey.stages.len()).map(|s| {
        let scores = survey.questions.iter().enumerate().flat_map(|(q, question)| {
            survey.teams.iter().enumerate().map(move |(t, team)| {
                map! { "team": &**team, "question": &**question, "value": survey.score(s, t, q) }
            })
        });
        let id = survey.stages.get(s).map_or("", String::as_str);
        let stage = edition.stage_position(id).and_then(|at| edition.stage_at(at));
        map! {
            "stage": edition.reference("stages", id),
            "moment": stage.map(|s| &*s.moment).filter(|m| *m != id),
            "scores": scores.collect::<Vec<_>>(),
            "last": survey.shared_last.contains(&s),
        }
    });
    map! {
        "charts": charts.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "questions": survey.questions.iter().map(|q| ordinary(q)).collect::<Vec<_>>(),
        "teams": survey.teams.iter().map(|t| ordinary(t)).collect::<Vec<_>>(),
    }
}
