//! Touches of plays as the pages about time and teams see them.

use tera::Value;

use super::{map, ordinary};
use crate::analyze::{Meeting, reached};
use crate::item::Item;
use crate::model::{Play, PlayStep};
use crate::site::edition::Edition;

/// One touch of a play, with its play and position.
#[derive(Clone, Copy, Debug)]
pub struct Touch<'p> {
    /// The play.
    pub play: &'p Item<Play>,
    /// The step.
    pub step: &'p PlayStep,
    /// The step's number in its play, from 1.
    pub n: usize,
}

/// Every touch that reaches a persona, in the order of the playbook.
pub fn touches_of<'p>(edition: &Edition<'p>, persona: &str) -> Vec<Touch<'p>> {
    let project = edition.project;
    let plays = project.playbook.plays.iter().filter(|p| edition.page_of("plays", p.id.as_str()).is_some());
    let all = plays
        .flat_map(|play| play.steps.iter().enumerate().map(move |(n, step)| Touch { play, step, n: n + 1 }));
    all.filter(|t| reached(project, t.play, t.step).iter().any(|p| p == persona)).collect()
}

/// A touch as a row of a table.
pub fn touch(edition: &Edition, touch: &Touch) -> Value {
    let step = touch.step;
    map! {
        "day": step.day.map(day_words),
        "wait": step.wait.as_deref(),
        "touch": &*step.touch,
        "url": edition.page_of("plays", touch.play.id.as_str()).map(|url| format!("{url}#step-{}", touch.n)),
        "channel": step.channel.as_ref().map(|c| edition.channel_name(c.id())),
        "team": step.owner.as_ref().map(|o| ordinary(o.id())),
        "message": step.message.as_ref().map(|m| edition.reference("messages", m.id())),
        "play": edition.reference("plays", touch.play.id.as_str()),
    }
}

/// A day as `12` or, with a true minus, `−90`.
pub fn day_words(day: i32) -> String {
    day.to_string().replace('-', "\u{2212}")
}

/// Two plays that meet, in words.
pub fn meeting(edition: &Edition, meeting: &Meeting) -> Value {
    let ((first, a), (second, b)) = (meeting.first, meeting.second);
    map! {
        "first": edition.reference("plays", first.id.as_str()),
        "second": edition.reference("plays", second.id.as_str()),
        "touches": vec![a.touch.to_string(), b.touch.to_string()],
        "days": [a, b].map(|s| s.day.map(day_words).unwrap_or_default()).to_vec(),
        "persona": edition.reference("personas", &meeting.persona),
        "channel": edition.channel_name(meeting.channel),
        "apart": meeting.apart,
    }
}
