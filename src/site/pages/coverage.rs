//! Blind spots: what there is to say to whom and when, on which channel, the balance of the two halves, the survey of the
//! teams.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{HalfTotals, Survey, SurveyVerdict, contact_points};
use crate::config::Half;
use crate::model::Research;
use crate::site::chart::{Bar, Bars, Caption, bars};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{chart, map, number, ordinary, survey_charts, who};

pub static PAGE: PageType = PageType {
    name: "coverage",
    template: "coverage.html",
    kind: None,
    addresses: |_| single("coverage.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Where a rep finds a story, copy and proof, and where there is nothing yet.";
    Sheet {
        head: Head::new("Blind spots", PAGE.name, lead).lead(lead),
        body: vec![
            ("halves", edition.halves()),
            ("rows", edition.rows()),
            ("totals", Value::from(totals(edition))),
            ("balance", balance(edition)),
            ("ready", ready(edition)),
            ("channels", channels(edition)),
            ("survey", Value::from(survey(edition))),
        ],
        entries: vec![],
    }
}

fn totals(edition: &Edition) -> Vec<Value> {
    let total = |title: &str, half: HalfTotals| {
        map! {
            "half": title,
            "messages": half.messages,
            "copy": half.copy,
            "words": number(half.words as f64),
            "proof": half.proof,
        }
    };
    let half = |half| edition.coverage.half(half);
    vec![total("Win them", half(Half::Acquire)), total("Keep them", half(Half::Keep))]
}

/// Strategy, content and skill of each moment: what the settings tick, and what the playbook itself shows.
fn ready(edition: &Edition) -> Value {
    let rows = edition.project.config.stages.iter().enumerate().map(|(at, stage)| {
        let cells: Vec<_> = edition.coverage.of_stage(at).collect();
        let told = cells.iter().filter(|c| !c.messages.is_empty()).count();
        let sent = cells.iter().filter(|c| !c.copy.is_empty()).count();
        let part = |ticked: Option<bool>, shown: Option<(usize, usize)>| {
            map! {
                "done": ticked.unwrap_or_else(|| shown.is_some_and(|(have, all)| have == all && all > 0)),
                "ticked": ticked.is_some(),
                "shown": shown.map(|(have, all)| format!("{have} of {all}")),
                "doubt": ticked == Some(true) && shown.is_some_and(|(have, _)| have == 0),
            }
        };
        map! {
            "stage": edition.reference("stages", &stage.id),
            "parts": vec![
                part(stage.ready.message, Some((told, cells.len()))),
                part(stage.ready.content, Some((sent, cells.len()))),
                part(stage.ready.skill, None),
            ],
            "owner": stage.owner.as_deref().map(who),
        }
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// How many pieces of copy there are at each moment on each channel that any piece stands on.
fn channels(edition: &Edition) -> Value {
    let points = contact_points(edition.project);
    let mut used: Vec<&str> = vec![];
    let order = edition.project.config.settings.channels.iter().map(|c| c.id.as_str());
    for id in order.chain(points.iter().map(|p| p.channel.as_str())) {
        if !used.contains(&id) && points.iter().any(|p| p.channel == id) {
            used.push(id);
        }
    }
    let rows = used.iter().map(|channel| {
        let cells = (0..edition.project.config.stages.len()).map(|stage| {
            let point = points.iter().find(|p| p.stage == stage && p.channel == *channel);
            map! {
                "pieces": point.map_or(0, |p| p.pieces.len()),
                "touches": point.map_or(0, |p| p.steps.len()),
            }
        });
        map! { "channel": edition.channel_name(channel), "cells": cells.collect::<Vec<_>>() }
    });
    let stages = edition.project.config.stages.iter().map(|s| edition.reference("stages", &s.id));
    map! { "stages": stages.collect::<Vec<_>>(), "rows": rows.collect::<Vec<_>>() }
}

/// The two halves side by side: how much is said, and what share of revenue each brings.
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
    let share = |a: usize, b: usize| {
        let all = (a + b) as f64;
        if all > 0.0 { vec![a as f64 / all, b as f64 / all] } else { vec![] }
    };
    let mut shares = vec![
        ("Messages", share(acquire.messages, keep.messages)),
        ("Copy files", share(acquire.copy, keep.copy)),
        ("Words of copy", share(acquire.words, keep.words)),
        ("Proven claims", share(acquire.proof, keep.proof)),
    ];
    if let Some(existing) = existing {
        shares.push(("Revenue", vec![1.0 - existing, existing]));
    }
    let bar = |(name, parts): (&str, Vec<f64>)| Bar {
        name: name.to_owned(),
        words: parts.get(1).map_or_else(|| "none".to_owned(), |keep| format!("{} keep", percent(*keep))),
        parts,
    };
    let told: Vec<String> = shares
        .iter()
        .filter_map(|(name, parts)| Some(format!("{name}: {} to keep them", percent(*parts.get(1)?))))
        .collect();
    let svg = bars(&Bars {
        caption: Caption {
            id: "balance-chart",
            title: "Shares of the two halves",
            description: &told.join("; "),
        },
        bars: shares.into_iter().map(bar).collect(),
        classes: &["acquire", "keep"],
        keys: &["win", "keep"],
    });
    map! {
        "acquire": acquire.messages,
        "keep": keep.messages,
        "words": words,
        "verdict": verdict,
        "chart": chart(svg),
    }
}

fn survey(edition: &Edition) -> Option<Value> {
    let project = edition.project;
    let (at, survey) = Survey::newest(project)?;
    let research = project.playbook.research.get(at)?;
    edition.page_of("research", research.id.as_str())?;
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
    Some(map! {
        "ref": edition.reference("research", research.id.as_str()),
        "verdict": verdict,
        "blind": survey.verdict == SurveyVerdict::SharedBlindSpot,
        "correlation": survey.agreement.map(|a| format!("{a:.2}").replace('-', "\u{2212}")),
        "shown": survey_charts(edition, research as &Research, &survey),
        "unspoken": unspoken(edition, &survey),
    })
}

/// Moments that all teams put last, with what the playbook has for them.
fn unspoken(edition: &Edition, survey: &Survey) -> Vec<Value> {
    let last = survey.shared_last.iter().filter_map(|s| survey.stages.get(*s));
    let shown = last.filter_map(|id| {
        let at = edition.stage_position(id)?;
        let stage = edition.stage_at(at)?;
        let mut messages: Vec<usize> =
            edition.coverage.of_stage(at).flat_map(|c| c.messages.clone()).collect();
        messages.sort_unstable();
        messages.dedup();
        let copy = edition.coverage.of_stage(at).flat_map(|c| c.copy.clone());
        let copy: std::collections::BTreeSet<usize> = copy.collect();
        Some(map! {
            "stage": edition.reference("stages", id),
            "messages": messages.len(),
            "copy": copy.len(),
            "owner": stage.owner.as_deref().map(who),
        })
    });
    shown.collect()
}
