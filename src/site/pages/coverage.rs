//! Coverage: what there is to say to whom and when, the balance of the two halves, the survey of the teams.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{HalfTotals, Survey, SurveyVerdict};
use crate::config::Half;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, maybe, number, ordinary};

pub static PAGE: PageType = PageType {
    name: "coverage",
    template: "coverage.html",
    kind: None,
    addresses: |_| single("coverage.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Where a rep finds a story, copy and proof, and where there is nothing yet.";
    let (acquire, keep) = (edition.coverage.half(Half::Acquire), edition.coverage.half(Half::Keep));
    let total = |title: &str, half: HalfTotals| {
        map! {
            "half": title,
            "messages": half.messages,
            "copy": half.copy,
            "words": number(half.words as f64),
            "proof": half.proof,
        }
    };
    let ready = edition.project.config.stages.iter().map(|stage| {
        map! {
            "stage": edition.reference("stages", &stage.id),
            "message": stage.ready.message.unwrap_or(false),
            "content": stage.ready.content.unwrap_or(false),
            "skill": stage.ready.skill.unwrap_or(false),
            "owner": maybe(stage.owner.as_ref()),
        }
    });
    Sheet {
        head: Head::new("Coverage", "coverage", lead).lead(lead),
        body: vec![
            ("halves", edition.halves()),
            ("rows", edition.rows()),
            ("totals", Value::from(vec![total("Win them", acquire), total("Keep them", keep)])),
            ("balance", balance(edition)),
            ("ready", Value::from(ready.collect::<Vec<_>>())),
            ("survey", Value::from(survey(edition))),
        ],
        entries: vec![],
    }
}

fn balance(edition: &Edition) -> Value {
    let (acquire, keep) = (edition.coverage.half(Half::Acquire), edition.coverage.half(Half::Keep));
    let existing = edition.project.config.settings.revenue_from_existing.as_ref().map(|share| share.value);
    let percent = |share: f64| format!("{}\u{a0}%", number((share * 100.0).round()));
    let mut words = format!("{} messages win customers, {} keep them.", acquire.messages, keep.messages);
    if let Some(existing) = existing {
        words.push_str(&format!(" {} of revenue comes from existing customers.", percent(existing)));
    }
    let verdict = edition.coverage.keep_share().zip(existing).and_then(|(keep, revenue)| {
        (keep + 0.1 < revenue)
            .then(|| format!("{} of the messages serve {} of the revenue", percent(keep), percent(revenue)))
    });
    map! { "acquire": acquire.messages, "keep": keep.messages, "words": words, "verdict": verdict }
}

fn survey(edition: &Edition) -> Option<Value> {
    let project = edition.project;
    let (at, survey) = Survey::newest(project)?;
    let research = project.playbook.research.get(at)?;
    let name = |stage: &usize| survey.stages.get(*stage).map(|s| ordinary(s)).unwrap_or_default();
    let last: Vec<String> = survey.shared_last.iter().map(name).collect();
    let verdict = match survey.verdict {
        SurveyVerdict::SharedBlindSpot => {
            format!("A shared blind spot, not alignment: all teams put {} last.", last.join(" and "))
        }
        SurveyVerdict::Apart => "The teams see the moments differently.".to_owned(),
        SurveyVerdict::Alike => "The teams see the moments alike.".to_owned(),
        SurveyVerdict::TooLittle => "Too few scores to compare the teams.".to_owned(),
    };
    let rows = (0..survey.stages.len()).map(|s| {
        let scores = survey.questions.iter().enumerate().flat_map(|(q, question)| {
            let survey = &survey;
            survey.teams.iter().enumerate().map(move |(t, team)| {
                map! { "team": &**team, "question": &**question, "value": survey.score(s, t, q) }
            })
        });
        map! {
            "stage": edition.reference("stages", survey.stages.get(s).map_or("", String::as_str)),
            "scores": scores.collect::<Vec<_>>(),
            "last": survey.shared_last.contains(&s),
        }
    });
    Some(map! {
        "ref": edition.reference("research", research.id.as_str()),
        "verdict": verdict,
        "correlation": survey.agreement.map(|a| format!("{a:.2}")),
        "rows": rows.collect::<Vec<_>>(),
        "questions": survey.questions.clone(),
        "teams": survey.teams.clone(),
    })
}
