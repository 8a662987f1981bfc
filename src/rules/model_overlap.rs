//! model/overlap: two segments, personas or plays that are one to the buyer.

use super::{Check, ProjectView, Rule, RuleOption};
use std::collections::BTreeMap;

use crate::analyze::{Meeting, meetings};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Kind, Status};
use crate::model::Play;
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
    rests_on: &[],
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
    let found = meetings(view.project, &plays, view.option("days") as i32);
    found.iter().map(|meeting| told(view, meeting)).collect()
}

fn told(view: &ProjectView, meeting: &Meeting) -> Finding {
    let ((first, a), (second, b)) = (meeting.first, meeting.second);
    let time = match meeting.apart {
        0 => "on one day".to_owned(),
        1 => "a day apart".to_owned(),
        n => format!("{n} days apart"),
    };
    let (one, two) = (first.id.as_str(), second.id.as_str());
    let what = format!(
        "the plays `{one}` and `{two}` both reach `{}` by {}, {time}",
        meeting.persona, meeting.channel
    );
    view.rule
        .finding(Place::new(&second.source, b.touch.span()), what)
        .about("play", two)
        .why("the buyer hears from two people of one company who do not know of each other")
        .help("let one play carry both touches, move one of them, or change its channel")
        .related(Place::new(&first.source, a.touch.span()), "the other touch stands here")
}

/// Words without case, marks and the white space between them.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
