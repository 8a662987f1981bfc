//! The calendar: which plays each persona may be in at each moment, and where two plays meet one buyer.

use tera::Value;

use super::{PageType, single};
use crate::analyze::meetings;
use crate::item::Item;
use crate::model::Play;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, meeting, touches_of};

/// Touches of two plays that are this many days apart or fewer meet each other.
const NEAR: i32 = 3;

pub static PAGE: PageType = PageType {
    name: "calendars",
    template: "calendars.html",
    kind: None,
    addresses: |_| single("calendar.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Who gets what when: the plays each persona may be in, moment by moment.";
    let book = &edition.project.playbook;
    let stages = &edition.project.config.stages;
    let rows = edition.shown(&book.personas).map(|(_, persona)| {
        let id = persona.id.as_str();
        let touches = touches_of(edition, id);
        let cells = stages.iter().map(|stage| {
            let mut plays: Vec<(&Item<Play>, usize)> = vec![];
            for touch in &touches {
                if touch.play.stage.as_ref().map(|s| s.id()) != Some(stage.id.as_str()) {
                    continue;
                }
                match plays.iter_mut().find(|(p, _)| p.id.as_str() == touch.play.id.as_str()) {
                    Some((_, count)) => *count += 1,
                    None => plays.push((touch.play, 1)),
                }
            }
            let plays = plays.into_iter().map(|(play, touches)| {
                map! { "ref": edition.reference("plays", play.id.as_str()), "touches": touches }
            });
            Value::from(plays.collect::<Vec<_>>())
        });
        map! {
            "persona": edition.reference("personas", id),
            "url": format!("calendar/{id}.html"),
            "touches": touches.len(),
            "cells": cells.collect::<Vec<_>>(),
        }
    });
    let plays: Vec<&Item<Play>> = edition.shown(&book.plays).map(|(_, p)| p).collect();
    let met = meetings(edition.project, &plays, NEAR);
    Sheet {
        head: Head::new("Calendar", PAGE.name, lead).lead(lead),
        body: vec![
            (
                "stages",
                Value::from(stages.iter().map(|s| edition.reference("stages", &s.id)).collect::<Vec<_>>()),
            ),
            ("rows", Value::from(rows.collect::<Vec<_>>())),
            ("meetings", Value::from(met.iter().map(|m| meeting(edition, m)).collect::<Vec<_>>())),
            ("plays", Value::from(plays.len())),
            ("near", Value::from(NEAR)),
        ],
        entries: vec![],
    }
}
