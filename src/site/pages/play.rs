//! A play: swim lanes, steps, hand-offs, tests, who is responsible.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::{Comparison, ExperimentResult, compare};
use crate::graph::Key;
use crate::item::Item;
use crate::model::{Experiment, Play, PlayStep};
use crate::site::edition::{Edition, title};
use crate::site::lanes;
use crate::site::sheet::{Head, Sheet, entry};
use crate::site::view::{hand_off, map, maybe, number, ordinary};

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
            ("chart", Value::from(lanes::chart(&title(play), &play.steps))),
            ("results", Value::from(results(edition, play))),
            ("responsibility", responsibility(play)),
        ],
        entries: vec![entry(edition, play, vec![], &play.goal)],
    }
}

/// How it ends; another play is named by its title.
fn exits(edition: &Edition, play: &Item<Play>) -> Vec<String> {
    let words = |exit: &crate::shape::Phrase| {
        let other = edition.project.of(&edition.project.playbook.plays, exit);
        other.map_or_else(|| exit.to_string(), |p| format!("play: {}", title(p)))
    };
    play.exit.iter().map(words).collect()
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
        "ab": maybe(step.ab.as_ref()),
        "hand_off": step.hand_off.as_ref().map(|h| hand_off(owner, h)),
    }
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
    let found = book.experiments.iter().filter(|e| runs_here(e));
    found.filter_map(|e| compare(e).map(|c| result(e, &c))).collect()
}

fn result(experiment: &Item<Experiment>, found: &Comparison) -> Value {
    let percent = |rate: f64| format!("{}\u{a0}%", number((rate * 1000.0).round() / 10.0));
    let points = |rate: f64| format!("{} points", number((rate * 1000.0).round() / 10.0));
    let name = |at: usize| {
        experiment.variants.get(at).map_or_else(|| format!("variant {}", at + 1), ToString::to_string)
    };
    let verdict = match found.result {
        ExperimentResult::First => format!("{} is better", name(0)),
        ExperimentResult::Second => format!("{} is better", name(1)),
        ExperimentResult::TooFew => "too few were asked to tell".to_owned(),
        ExperimentResult::NoDifference => "no difference shows".to_owned(),
        ExperimentResult::NotRandom => "not compared by chance: other causes are possible".to_owned(),
    };
    let counted = experiment.verdict.as_ref().map_or_else(
        || format!("{} against {}", percent(found.first), percent(found.second)),
        ToString::to_string,
    );
    map! {
        "title": title(experiment),
        "words": counted,
        "verdict": verdict,
        "low": points(found.low),
        "high": points(found.high),
        "n": experiment.n.iter().sum::<u32>(),
    }
}

/// The touches of each team, teams in the order they come in.
fn responsibility(play: &Item<Play>) -> Value {
    let mut teams: Vec<(&str, Vec<String>)> = vec![];
    for step in &play.steps {
        let Some(owner) = &step.owner else { continue };
        let at = teams.iter().position(|(t, _)| *t == owner.id()).unwrap_or_else(|| {
            teams.push((owner.id(), vec![]));
            teams.len() - 1
        });
        if let Some((_, touches)) = teams.get_mut(at) {
            touches.push(step.touch.to_string());
        }
    }
    let team = teams.into_iter().map(|(team, touches)| map! { "team": ordinary(team), "touches": touches });
    Value::from(team.collect::<Vec<_>>())
}
