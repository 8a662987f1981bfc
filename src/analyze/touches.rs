//! Touches of plays: whom each reaches, where two plays meet one buyer, how long nothing happens, who answers for a point
//! of contact.

use std::collections::{BTreeMap, BTreeSet};

use crate::item::{Item, Status};
use crate::model::{Play, PlayStep};
use crate::project::Project;

/// The personas that a step reaches: whom its message is for, as far as the play is for them, else whom the play is for.
pub fn reached(project: &Project, play: &Play, step: &PlayStep) -> Vec<String> {
    let message = step.message.as_ref();
    let message = message.and_then(|m| project.of(&project.playbook.messages, m.id()));
    let of_play = || play.personas.iter().map(|p| p.id().to_owned());
    match message.filter(|m| !m.personas.is_empty()) {
        Some(message) => {
            let of_play: Vec<String> = of_play().collect();
            let all = message.personas.iter().map(|p| p.id().to_owned());
            all.filter(|p| of_play.is_empty() || of_play.contains(p)).collect()
        }
        None => of_play().collect(),
    }
}

/// Two plays that touch one persona at one stage on one channel within a few days of each other.
#[derive(Clone, Debug)]
pub struct Meeting<'p> {
    /// The play that stands first in the playbook, and its step.
    pub first: (&'p Item<Play>, &'p PlayStep),
    /// The other play, and its step.
    pub second: (&'p Item<Play>, &'p PlayStep),
    /// Whom both reach.
    pub persona: String,
    /// Where.
    pub channel: &'p str,
    /// How many days lie between.
    pub apart: i32,
}

/// Where plays meet: the first meeting of each two that may run at once and of which neither follows on the other.
pub fn meetings<'p>(project: &Project, plays: &[&'p Item<Play>], within: i32) -> Vec<Meeting<'p>> {
    let mut by_stage: BTreeMap<&str, Vec<&'p Item<Play>>> = BTreeMap::new();
    for play in plays {
        if let Some(stage) = &play.stage {
            by_stage.entry(stage.id()).or_default().push(play);
        }
    }
    let mut found = vec![];
    for group in by_stage.values() {
        for (at, second) in group.iter().enumerate() {
            for first in group.iter().take(at).filter(|first| run_together(first, second)) {
                found.extend(meeting(project, first, second, within));
            }
        }
    }
    found
}

/// Whether one buyer may be in both at once, counted from one day: the same event sets both off, and neither follows on
/// the other.
fn run_together(a: &Play, b: &Play) -> bool {
    let event = |p: &Play| p.trigger.iter().map(|t| t.id().to_owned()).collect::<Vec<_>>();
    let (ours, theirs) = (event(a), event(b));
    if ours.is_empty() && theirs.is_empty() {
        return match (&a.entry, &b.entry) {
            (Some(x), Some(y)) => fold(x) == fold(y),
            _ => false,
        };
    }
    ours.iter().any(|e| theirs.contains(e))
}

fn meeting<'p>(
    project: &Project,
    first: &'p Item<Play>,
    second: &'p Item<Play>,
    within: i32,
) -> Option<Meeting<'p>> {
    let follows = |a: &Item<Play>, b: &Item<Play>| a.exit.iter().any(|e| **e == *b.id.as_str());
    if follows(first, second) || follows(second, first) {
        return None;
    }
    let pairs = second.steps.iter().flat_map(|b| first.steps.iter().map(move |a| (a, b)));
    let mut close = pairs.filter_map(|(a, b)| {
        let apart = (a.day? - b.day?).abs();
        let channel = a.channel.as_ref()?.id();
        if channel != b.channel.as_ref()?.id() || apart > within {
            return None;
        }
        let theirs = reached(project, second, b);
        let persona = reached(project, first, a).into_iter().find(|p| theirs.contains(p))?;
        Some(Meeting { first: (first, a), second: (second, b), persona, channel, apart })
    });
    close.next()
}

/// Words without case, marks and the white space between them.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The longest stretch of a play without a touch.
#[derive(Clone, Copy, Debug)]
pub struct Silence<'p> {
    /// Its first day.
    pub from: i32,
    /// Its last day.
    pub to: i32,
    /// The touch before it; nothing where the play begins with it.
    pub after: Option<&'p PlayStep>,
}

impl Silence<'_> {
    /// How many days.
    pub fn days(&self) -> i32 {
        self.to - self.from
    }
}

/// The longest stretch without a touch from the first day to the last one that is looked at; nothing where no touch has a
/// day between them.
pub fn silence(play: &Play, last: i32) -> Option<Silence<'_>> {
    let marked = play.steps.iter().filter_map(|s| s.day.map(|day| (day, s)));
    let mut touches: Vec<_> = marked.filter(|(day, _)| (0..=last).contains(day)).collect();
    touches.sort_by_key(|(day, _)| *day);
    touches.first()?;
    let ends = touches.iter().map(|(day, step)| (*day, Some(*step)));
    let days: Vec<_> = std::iter::once((0, None)).chain(ends).chain(std::iter::once((last, None))).collect();
    let gaps = days.windows(2).filter_map(|pair| match pair {
        [(from, step), (to, _)] => Some(Silence { from: *from, to: *to, after: *step }),
        _ => None,
    });
    gaps.max_by_key(|gap| (gap.days(), -gap.from))
}

/// A point of contact: where a buyer meets us at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    /// The position of the stage in the settings.
    pub stage: usize,
    /// The channel.
    pub channel: String,
    /// The teams whose steps of plays meet the buyer there; without a play the teams whose copy stands there. Sorted.
    pub owners: Vec<String>,
    /// Who answers for those plays besides, sorted.
    pub backup: Vec<String>,
    /// The steps of plays: play and step.
    pub steps: Vec<(usize, usize)>,
    /// Copy files, as positions in [`Project::pieces`].
    pub pieces: Vec<usize>,
}

/// Every point of contact that a play or a piece of copy for buyers has, by stage and then by channel, both in the order of
/// the settings.
pub fn contact_points(project: &Project) -> Vec<ContactPoint> {
    let mut points: BTreeMap<(usize, usize, String), Gathered> = BTreeMap::new();
    let key = |stage: Option<&str>, channel: &str| {
        let stage = project.config.stages.iter().position(|s| Some(s.id.as_str()) == stage)?;
        let known = project.config.settings.channels.iter().position(|c| c.id.as_str() == channel);
        Some((stage, known.unwrap_or(usize::MAX), channel.to_owned()))
    };
    for (p, play) in project.playbook.plays.iter().enumerate().filter(|(_, p)| p.status != Status::Retired) {
        for (s, step) in play.steps.iter().enumerate() {
            let message = step.message.as_ref();
            let message = message.and_then(|m| project.of(&project.playbook.messages, m.id()));
            let stage = message.map(|m| m.stage.id()).or(play.stage.as_ref().map(|s| s.id()));
            let Some(key) = step.channel.as_ref().and_then(|c| key(stage, c.id())) else { continue };
            let point = points.entry(key).or_default();
            point.steps.push((p, s));
            point.acts.extend(step.owner.as_ref().map(|o| o.id().to_owned()));
            point.unowned |= step.owner.is_none();
            point.backup.extend(play.header.owner.as_ref().map(ToString::to_string));
        }
    }
    for (at, piece) in project.pieces.iter().enumerate() {
        let known = &piece.attributes;
        if !piece.is_for_buyers() {
            continue;
        }
        let Some(key) = known.channel.as_deref().and_then(|c| key(known.stage.as_deref(), c)) else {
            continue;
        };
        let point = points.entry(key).or_default();
        point.pieces.push(at);
        point.writes.extend(known.team.clone());
    }
    points.into_iter().map(|((stage, _, channel), found)| found.point(stage, channel)).collect()
}

/// What is known of a point of contact while it is gathered.
#[derive(Default)]
struct Gathered {
    acts: BTreeSet<String>,
    writes: BTreeSet<String>,
    backup: BTreeSet<String>,
    unowned: bool,
    steps: Vec<(usize, usize)>,
    pieces: Vec<usize>,
}

impl Gathered {
    fn point(self, stage: usize, channel: String) -> ContactPoint {
        // A step that nobody does is not made good by a neighbour, but by who wrote the copy for it.
        let owners = match (self.acts.is_empty(), self.unowned) {
            (false, false) => self.acts,
            (true, true) if !self.steps.is_empty() => BTreeSet::new(),
            (false, true) => self.acts,
            _ => self.writes,
        };
        let backup = self.backup.difference(&owners).cloned().collect();
        ContactPoint {
            stage,
            channel,
            backup,
            owners: owners.into_iter().collect(),
            steps: self.steps,
            pieces: self.pieces,
        }
    }
}
