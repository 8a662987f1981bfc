//! Responsibility: who answers for each point of contact, worked back from the buyer's side, and what each team does.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::analyze::{ContactPoint, contact_points};
use crate::site::edition::{Edition, title};
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{Touch, map, ordinary, touch};

/// How many touches of one point of contact the page names.
const SHOWN: usize = 4;
/// How many touches and hand-offs of one team.
const OF_TEAM: usize = 60;

pub static PAGE: PageType = PageType {
    name: "responsibility",
    template: "responsibility.html",
    kind: None,
    addresses: |_| single("responsibility.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Wherever a buyer meets us, one team answers. Read from the buyer's side: the point of contact first, then who.";
    let points = contact_points(edition.project);
    let count = |n: fn(usize) -> bool| points.iter().filter(|p| n(p.owners.len())).count();
    Sheet {
        head: Head::new("Who is responsible", PAGE.name, lead).lead(lead),
        body: vec![
            ("points", Value::from(points.iter().map(|p| point(edition, p)).collect::<Vec<_>>())),
            (
                "counts",
                map! {
                    "all": points.len(),
                    "none": count(|n| n == 0),
                    "several": count(|n| n > 1),
                },
            ),
            ("teams", teams(edition)),
        ],
        entries: vec![],
    }
}

fn point(edition: &Edition, point: &ContactPoint) -> Value {
    let names = |teams: &[String]| teams.iter().map(|t| ordinary(t)).collect::<Vec<_>>();
    let stage = edition.stage_at(point.stage).map_or("", |s| s.id.as_str());
    let shown = touches(edition, &point.steps);
    let state = match point.owners.len() {
        0 => "none",
        1 => "one",
        _ => "several",
    };
    map! {
        "stage": edition.reference("stages", stage),
        "channel": edition.channel_name(&point.channel),
        "owners": names(&point.owners),
        "backup": names(&point.backup),
        "state": state,
        "touches": shown.iter().take(SHOWN).map(|t| touch(edition, t)).collect::<Vec<_>>(),
        "more": shown.len().saturating_sub(SHOWN),
        "pieces": point.pieces.len(),
    }
}

fn touches<'p>(edition: &Edition<'p>, steps: &[(usize, usize)]) -> Vec<Touch<'p>> {
    let found = steps.iter().filter_map(|(p, s)| {
        let play = edition.project.playbook.plays.get(*p)?;
        edition.page_of("plays", play.id.as_str())?;
        Some(Touch { play, step: play.steps.get(*s)?, n: s + 1 })
    });
    found.collect()
}

/// What each team does, hands over and takes over, teams in the order of the settings; what nobody does comes last.
fn teams(edition: &Edition) -> Value {
    let mut does: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut gives: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut takes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut leads: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (_, play) in edition.shown(&edition.project.playbook.plays) {
        let owner = play.header.owner.as_deref().unwrap_or("");
        leads.entry(owner).or_default().push(edition.reference("plays", play.id.as_str()));
        for (n, step) in play.steps.iter().enumerate() {
            let team = step.owner.as_ref().map_or("", |o| o.id());
            does.entry(team).or_default().push(touch(edition, &Touch { play, step, n: n + 1 }));
            if let Some(hand) = &step.hand_off {
                let told = |with: &str| {
                    map! {
                        "team": ordinary(with),
                        "touch": &*step.touch,
                        "play": title(play),
                        "url": format!("play/{}.html#hand-offs", play.id.as_str()),
                        "within": hand.within.as_deref(),
                    }
                };
                gives.entry(team).or_default().push(told(hand.to.id()));
                takes.entry(hand.to.id()).or_default().push(told(team));
            }
        }
    }
    let known = edition.project.config.teams();
    let order = known.iter().copied().chain([""]);
    let list = |from: &mut BTreeMap<&str, Vec<Value>>, team: &str| from.remove(team).unwrap_or_default();
    let shown = order.filter_map(|team| {
        let (mut acts, gives, takes) =
            (list(&mut does, team), list(&mut gives, team), list(&mut takes, team));
        let (leads, all) = (list(&mut leads, team), acts.len());
        acts.truncate(OF_TEAM);
        let empty = acts.is_empty() && gives.is_empty() && takes.is_empty() && leads.is_empty();
        let stages = edition.project.config.stages.iter().filter(|s| s.owner.as_deref() == Some(team));
        (!(empty && team.is_empty())).then(|| {
            map! {
                "team": if team.is_empty() { "Nobody".to_owned() } else { ordinary(team) },
                "id": if team.is_empty() { "nobody" } else { team },
                "stages": stages.map(|s| edition.reference("stages", &s.id)).collect::<Vec<_>>(),
                "plays": leads,
                "touches": acts,
                "all": all,
                "gives": gives,
                "takes": takes,
            }
        })
    });
    Value::from(shown.collect::<Vec<_>>())
}
