//! The calendar of one persona: what they get on which day, from whom, by which play.

use tera::Value;

use super::{PageType, Subject};
use crate::analyze::meetings;
use crate::item::Item;
use crate::model::{Persona, Play};
use crate::site::address::OutPath;
use crate::site::chart::{Caption, Days, Mark, days};
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{Touch, chart, map, meeting, ordinary, touch, touches_of};

/// Touches of two plays that are this many days apart or fewer meet each other.
const NEAR: i32 = 3;

pub static PAGE: PageType =
    PageType { name: "calendar", template: "calendar.html", kind: None, addresses, sheet };

fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let personas = edition.shown(&edition.project.playbook.personas);
    personas.filter_map(|(at, p)| Some((OutPath::page("calendar", p.id.as_str())?, (at, 0)))).collect()
}

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(persona) = edition.project.playbook.personas.get(at) else { return Sheet::empty(PAGE.name) };
    let id = persona.id.as_str();
    let all = touches_of(edition, id);
    let day = |t: &Touch| t.step.day.unwrap_or(0);
    let (before, after): (Vec<Touch>, Vec<Touch>) = all.into_iter().partition(|t| day(t) < 0);
    let lead = format!(
        "What {} gets when, play by play. A buyer is in one or two of these at a time.",
        persona.name
    );
    let mut head = Head::new(format!("Calendar: {}", title(persona)), PAGE.name, &lead).lead(&lead);
    head.crumbs.push(("Calendar".to_owned(), "calendar.html".to_owned()));
    let plays: Vec<&Item<Play>> = edition.shown(&edition.project.playbook.plays).map(|(_, p)| p).collect();
    let met = meetings(edition.project, &plays, NEAR);
    let met = met.iter().filter(|m| m.persona == id).map(|m| meeting(edition, m));
    Sheet {
        head,
        body: vec![
            ("persona", edition.reference("personas", id)),
            (
                "parts",
                Value::from(vec![
                    part(edition, persona, "after", "Counted from the day it begins", after),
                    part(edition, persona, "before", "Counted towards a date", before),
                ]),
            ),
            ("meetings", Value::from(met.collect::<Vec<_>>())),
        ],
        entries: vec![],
    }
}

/// The touches before or after a day: a chart with one row a play, and the table of the same numbers.
fn part(edition: &Edition, persona: &Item<Persona>, id: &str, name: &str, mut touches: Vec<Touch>) -> Value {
    touches.sort_by_key(|t| t.step.day.unwrap_or(i32::MAX));
    let mut plays: Vec<&Item<Play>> = vec![];
    let teams = edition.project.config.teams();
    let mut marks = vec![];
    for (n, touch) in touches.iter().enumerate() {
        let row = plays.iter().position(|p| p.id.as_str() == touch.play.id.as_str()).unwrap_or_else(|| {
            plays.push(touch.play);
            plays.len() - 1
        });
        let team = touch.step.owner.as_ref().map_or("", |o| o.id());
        let series = teams.iter().position(|t| *t == team).unwrap_or(teams.len());
        marks.extend(touch.step.day.map(|day| Mark { row, day, n: n + 1, series }));
    }
    let told = touches.iter().enumerate().filter_map(|(n, t)| {
        Some(format!("day {}: {}. {} ({})", t.step.day?, n + 1, t.step.touch, title(t.play)))
    });
    let svg = days(&Days {
        caption: Caption {
            id: &format!("days-{id}"),
            title: &format!("What {} gets when: {}", persona.name, name.to_lowercase()),
            description: &told.collect::<Vec<_>>().join("; "),
        },
        rows: plays.iter().map(|p| title(*p)).collect(),
        span: (0, 0),
        marks,
        quiet: None,
    });
    let key = teams.iter().enumerate().map(|(n, team)| map! { "team": ordinary(team), "series": n % 5 + 1 });
    map! {
        "id": id,
        "title": name,
        "chart": chart(svg),
        "key": key.collect::<Vec<_>>(),
        "touches": touches.iter().map(|t| touch(edition, t)).collect::<Vec<_>>(),
    }
}
