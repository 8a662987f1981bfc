//! A play: swim lanes, the line of its days, steps, hand-offs, tests, who is responsible.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::silence;
use crate::graph::Key;
use crate::item::Item;
use crate::model::{Experiment, Play, PlayStep};
use crate::site::chart::{Caption, Days, LaneStep, Mark, Quiet, days, lanes};
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet, entry};
use crate::site::view::{chart, experiment, hand_off, map, maybe, ordinary};

/// A customer who hears nothing for longer than this asks whether they chose right: it is drawn.
const QUIET: i32 = 30;
/// The first days of a customer, which the line of days shows whole.
const FIRST_DAYS: i32 = 90;

pub static PAGE: PageType = PageType {
    name: "play",
    template: "play.html",
    kind: Some("plays"),
    addresses: |edition| each(edition, &edition.project.playbook.plays),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(play) = edition.project.playbook.plays.get(at) else { return Sheet::empty(PAGE.name) };
    let stage = play.stage.as_ref().and_then(|s| edition.stage_position(s.id()));
    let shape = map! {
        "ref": edition.at(&Key::of(play)),
        "goal": &*play.goal,
        "stage": stage.map(|s| edition.stage(s)),
        "personas": edition.references(&play.personas),
        "triggers": edition.references(&play.trigger),
        "entry": maybe(play.entry.as_ref()),
        "exit": exits(edition, play),
    };
    let steps = play.steps.iter().enumerate().map(|(n, s)| step(edition, n + 1, s));
    Sheet {
        head: Head::of_item(edition, play, ("Plays", &list_url("plays")), &play.goal),
        body: vec![
            ("play", shape),
            ("steps", Value::from(steps.collect::<Vec<_>>())),
            ("lanes", chart(swim_lanes(play))),
            ("days", chart(day_line(play))),
            ("results", Value::from(results(edition, play))),
            ("responsibility", responsibility(edition, play)),
        ],
        entries: vec![entry(edition, play, vec![], &play.goal)],
    }
}

/// How it ends; another play is named by its title.
fn exits(edition: &Edition, play: &Item<Play>) -> Vec<Value> {
    let shown = |exit: &crate::shape::Phrase| {
        let other = edition.project.of(&edition.project.playbook.plays, exit);
        let other = other.filter(|p| edition.page_of("plays", p.id.as_str()).is_some());
        map! {
            "words": &**exit,
            "ref": other.map(|p| edition.reference("plays", p.id.as_str())),
        }
    };
    play.exit.iter().map(shown).collect()
}

fn step(edition: &Edition, n: usize, step: &PlayStep) -> Value {
    let owner = step.owner.as_ref().map(|o| o.id());
    map! {
        "n": n,
        "touch": &*step.touch,
        "day": step.day,
        "wait": maybe(step.wait.as_ref()),
        "channel": step.channel.as_ref().map(|c| edition.channel_name(c.id())),
        "owner": owner.map(ordinary),
        "does": maybe(step.does.as_ref()),
        "message": step.message.as_ref().map(|m| edition.reference("messages", m.id())),
        "if_not_ready": maybe(step.if_not_ready.as_ref()),
        "rounds": step.rounds,
        "ab": step.ab.as_ref().map(|ab| edition.reference("experiments", ab)),
        "hand_off": step.hand_off.as_ref().map(|h| hand_off(owner, h)),
    }
}

fn owner(step: &PlayStep) -> String {
    step.owner.as_ref().map_or_else(|| "Nobody".to_owned(), |o| ordinary(o.id()))
}

fn swim_lanes(play: &Item<Play>) -> Option<String> {
    let shown = |step: &PlayStep| LaneStep {
        lane: owner(step),
        words: step.touch.to_string(),
        when: step
            .day
            .map(|d| format!("day {d}").replace('-', "\u{2212}"))
            .or_else(|| step.wait.as_ref().map(|w| format!("after {w}"))),
        hands_to: step.hand_off.as_ref().map(|h| ordinary(h.to.id())),
        turns_back: step.if_not_ready.is_some(),
    };
    let steps: Vec<LaneStep> = play.steps.iter().map(shown).collect();
    let told = steps.iter().enumerate().map(|(n, s)| format!("{}. {} by {}", n + 1, s.words, s.lane));
    let description = told.collect::<Vec<_>>().join("; ");
    let title = format!("Who does what, when: {}", title(play));
    lanes(Caption { id: "lanes-chart", title: &title, description: &description }, &steps)
}

/// The touches on a line of days, one row a team; for the first days of a customer also the longest silence.
fn day_line(play: &Item<Play>) -> Option<String> {
    let mut rows: Vec<String> = vec![];
    let mut marks: Vec<Mark> = vec![];
    for (n, step) in play.steps.iter().enumerate() {
        let Some(day) = step.day else { continue };
        let team = owner(step);
        let row = rows.iter().position(|r| *r == team).unwrap_or_else(|| {
            rows.push(team);
            rows.len() - 1
        });
        marks.push(Mark { row, day, n: n + 1, series: row });
    }
    let first_days = play.stage.as_ref().is_some_and(|s| s.id() == "first-90-days");
    let gap = silence(play, FIRST_DAYS).filter(|gap| first_days && gap.days() > QUIET);
    let quiet = gap.map(|gap| {
        let row = gap.after.and_then(|step| rows.iter().position(|r| *r == owner(step)));
        Quiet { row: row.unwrap_or(0), from: gap.from, to: gap.to }
    });
    let marked = play.steps.iter().enumerate();
    let told = marked.filter_map(|(n, s)| Some(format!("day {}: {}. {}", s.day?, n + 1, s.touch)));
    let mut description = told.collect::<Vec<_>>().join("; ");
    if let Some(gap) = gap {
        description.push_str(&format!("; nothing from day {} to day {}", gap.from, gap.to));
    }
    let name = format!("On which day: {}", title(play));
    days(&Days {
        caption: Caption { id: "days-chart", title: &name, description: &description },
        rows,
        span: if first_days { (0, FIRST_DAYS) } else { (0, 0) },
        marks,
        quiet,
    })
}

/// What was tested on its steps or on the variants of its messages.
fn results(edition: &Edition, play: &Item<Play>) -> Vec<Value> {
    let book = &edition.project.playbook;
    let runs_here = |experiment: &Item<Experiment>| {
        play.steps.iter().any(|step| {
            let named = step.ab.as_ref().is_some_and(|ab| ab.as_str() == experiment.id.as_str());
            let of = |v: &crate::shape::Phrase| v.split_once('/').map(|(m, _)| m.to_owned());
            let message = step.message.as_ref().map(|m| m.id());
            named || experiment.variants.iter().filter_map(of).any(|m| Some(m.as_str()) == message)
        })
    };
    let found = edition.shown(&book.experiments).filter(|(_, e)| runs_here(e)).enumerate();
    found.map(|(n, (_, e))| experiment(edition, e, &format!("result-{}", n + 1))).collect()
}

/// What each team does and takes over, teams in the order they come in.
fn responsibility(edition: &Edition, play: &Item<Play>) -> Value {
    let mut teams: Vec<(String, Vec<Value>, Vec<String>)> = vec![];
    let mut of = |team: String| {
        teams.iter().position(|(t, ..)| *t == team).unwrap_or_else(|| {
            teams.push((team, vec![], vec![]));
            teams.len() - 1
        })
    };
    let mut told: Vec<(usize, Option<Value>, Option<String>)> = vec![];
    for (n, step) in play.steps.iter().enumerate() {
        let touch = map! {
            "n": n + 1,
            "touch": &*step.touch,
            "channel": step.channel.as_ref().map(|c| edition.channel_name(c.id())),
        };
        told.push((of(owner(step)), Some(touch), None));
        if let Some(hand) = &step.hand_off {
            let from = format!("{} after \u{201c}{}\u{201d}", owner(step), step.touch);
            told.push((of(ordinary(hand.to.id())), None, Some(from)));
        }
    }
    for (at, touch, takes) in told {
        if let Some((_, touches, taken)) = teams.get_mut(at) {
            touches.extend(touch);
            taken.extend(takes);
        }
    }
    let team = teams
        .into_iter()
        .map(|(team, touches, takes)| map! { "team": team, "touches": touches, "takes_over": takes });
    Value::from(team.collect::<Vec<_>>())
}
