//! model/overlap: two segments, personas or plays that are one to the buyer.

use super::{Check, ProjectView, Rule, RuleOption};
use std::collections::BTreeMap;

use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Kind, Status};
use crate::model::{Play, PlayStep};
use crate::shape::Prose;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "model/overlap",
    summary: "two segments, personas or plays that are one to the buyer",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_overlap.md"),
    cues: &[],
    options: &[RuleOption {
        name: "days",
        default: 3.0,
        description: "Touches of two plays that are this many days apart or fewer meet each other.",
    }],
    check: Check::Project(check),
};

fn check(view: &ProjectView) -> Vec<Finding> {
    let playbook = &view.project.playbook;
    let needs = Equal {
        what: "have the same needs",
        why: "firms with the same needs are one segment to the buyer: each extra story for them is paid for twice",
    };
    let expectations = Equal {
        what: "expect the same",
        why: "people who expect the same can be told the same; two stories for them drift apart",
    };
    let mut findings = needs.among(view, &playbook.segments, |segment| &segment.common_needs);
    findings.extend(expectations.among(view, &playbook.personas, |persona| &persona.expects));
    findings.extend(crossing(view));
    findings
}

/// Items that hold the same set of texts.
struct Equal {
    what: &'static str,
    why: &'static str,
}

impl Equal {
    fn among<K: Kind + serde::Serialize + Sync>(
        &self,
        view: &ProjectView,
        items: &[Item<K>],
        texts: impl Fn(&K) -> &Vec<Prose>,
    ) -> Vec<Finding> {
        let mut seen: BTreeMap<Vec<String>, &Item<K>> = BTreeMap::new();
        let mut findings = vec![];
        for item in items.iter().filter(|i| i.status != Status::Retired) {
            let mut set: Vec<String> = texts(&item.body).iter().map(|t| fold(t)).collect();
            set.sort();
            set.dedup();
            if set.is_empty() {
                continue;
            }
            let Some(first) = seen.get(&set) else {
                seen.insert(set, item);
                continue;
            };
            let what = format!("`{}` and `{}` {}", first.id.as_str(), item.id.as_str(), self.what);
            findings.push(
                view.about(item, what)
                    .why(self.why)
                    .help("merge them, or write down what sets them apart")
                    .related(Place::new(&first.source, first.id.span()), "the other stands here"),
            );
        }
        findings
    }
}

/// Plays that touch one persona at one stage on one channel within a few days of each other.
fn crossing(view: &ProjectView) -> Vec<Finding> {
    let plays: Vec<&Item<Play>> = view.approved(&view.project.playbook.plays).collect();
    let mut by_stage: BTreeMap<&str, Vec<&Item<Play>>> = BTreeMap::new();
    for play in plays {
        if let Some(stage) = &play.stage {
            by_stage.entry(stage.id()).or_default().push(play);
        }
    }
    let mut findings = vec![];
    for group in by_stage.values() {
        for (at, second) in group.iter().enumerate() {
            for first in group.iter().take(at).filter(|first| run_together(first, second)) {
                findings.extend(meeting(view, first, second));
            }
        }
    }
    findings
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

fn meeting(view: &ProjectView, first: &Item<Play>, second: &Item<Play>) -> Option<Finding> {
    let follows = |a: &Item<Play>, b: &Item<Play>| a.exit.iter().any(|e| **e == *b.id.as_str());
    if follows(first, second) || follows(second, first) {
        return None;
    }
    let within = view.option("days") as i32;
    let pairs = second.steps.iter().flat_map(|b| first.steps.iter().map(move |a| (a, b)));
    let mut close = pairs.filter_map(|(a, b)| {
        let (day, other) = (a.day?, b.day?);
        let channel = a.channel.as_ref()?.id();
        let near = channel == b.channel.as_ref()?.id() && (day - other).abs() <= within;
        let persona = near.then(|| shared(view, (first, a), (second, b)))??;
        Some((a, b, channel, persona, (day - other).abs()))
    });
    let (a, b, channel, persona, apart) = close.next()?;
    let time = match apart {
        0 => "on one day".to_owned(),
        1 => "a day apart".to_owned(),
        n => format!("{n} days apart"),
    };
    let (one, two) = (first.id.as_str(), second.id.as_str());
    let what = format!("the plays `{one}` and `{two}` both reach `{persona}` by {channel}, {time}");
    Some(
        view.rule
            .finding(Place::new(&second.source, b.touch.span()), what)
            .about("play", two)
            .why("the buyer hears from two people of one company who do not know of each other")
            .help("let one play carry both touches, move one of them, or change its channel")
            .related(Place::new(&first.source, a.touch.span()), "the other touch stands here"),
    )
}

/// A persona that both steps reach: whom their message is for, else whom their play is for.
fn shared(view: &ProjectView, a: (&Play, &PlayStep), b: (&Play, &PlayStep)) -> Option<String> {
    let reached = |(play, step): (&Play, &PlayStep)| -> Vec<String> {
        let message = step.message.as_ref();
        let message = message.and_then(|m| view.project.of(&view.project.playbook.messages, m.id()));
        let of_play = play.personas.iter().map(|p| p.id().to_owned());
        match message.filter(|m| !m.personas.is_empty()) {
            Some(m) => {
                let of_play: Vec<String> = of_play.collect();
                let all = m.personas.iter().map(|p| p.id().to_owned());
                all.filter(|p| of_play.is_empty() || of_play.contains(p)).collect()
            }
            None => of_play.collect(),
        }
    };
    let theirs = reached(b);
    reached(a).into_iter().find(|persona| theirs.contains(persona))
}

/// Words without case, marks and the white space between them.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
