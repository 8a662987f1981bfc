//! Alignment: what marketing, sales and success do as one already, what is missing for the next level, and the way there.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Survey, SurveyVerdict};
use crate::config::{Alignment, AlignmentStep, Maturity, Ritual, Tick};
use crate::shape::Date;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{day, map, ordinary};

pub static PAGE: PageType = PageType {
    name: "alignment",
    template: "list.html",
    kind: None,
    addresses: |_| single("alignment.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "How far the teams have come together: what is true already, and the way to the next level.";
    let alignment = edition.project.config.settings.alignment.as_ref();
    let groups = alignment.map(|a| groups(a, edition.project.as_of)).unwrap_or_default();
    Sheet {
        head: Head::new("Alignment", "list", lead).lead(lead),
        body: vec![
            ("intro", Value::from(alignment.map(|a| intro(edition, a)))),
            ("groups", Value::from(groups)),
        ],
        entries: vec![],
    }
}

/// The level claimed, and what speaks against it.
fn intro(edition: &Edition, alignment: &Alignment) -> String {
    let open = |level: Maturity| alignment.items.iter().any(|t| t.level == Some(level) && !t.done);
    let mut words = match alignment.level {
        Some(level) => format!("Level: **{}**.", ordinary(level.name())),
        None => "No level is claimed.".to_owned(),
    };
    if alignment.level.is_some_and(open) {
        words.push_str(" Not everything of this level is true yet.");
    }
    let survey = Survey::newest(edition.project).map(|(_, survey)| survey.verdict);
    if survey == Some(SurveyVerdict::SharedBlindSpot) {
        words.push_str(
            " The teams agree on [a blind spot](coverage.html#survey): agreement is not alignment.",
        );
    }
    words
}

fn groups(alignment: &Alignment, as_of: Date) -> Vec<Value> {
    let mut groups = vec![];
    for (name, level) in Maturity::ALL {
        let ticks: Vec<Value> =
            alignment.items.iter().filter(|t| t.level == Some(*level)).map(tick).collect();
        if !ticks.is_empty() {
            groups.push(map! { "title": ordinary(name), "items": ticks });
        }
    }
    let rest: Vec<Value> = alignment.items.iter().filter(|t| t.level.is_none()).map(tick).collect();
    let steps: Vec<Value> = alignment.steps.iter().map(|s| step(s, as_of)).collect();
    let rituals: Vec<Value> = alignment.rituals.iter().map(ritual).collect();
    for (title, items) in [("Besides", rest), ("Steps", steps), ("What we do again and again", rituals)] {
        if !items.is_empty() {
            groups.push(map! { "title": title, "items": items });
        }
    }
    groups
}

fn tick(tick: &Tick) -> Value {
    let (state, words) = if tick.done { ("verified", "true") } else { ("gap", "not yet") };
    card(&tick.name, tick.evidence.as_deref(), vec![badge(Some(state), words.to_owned())])
}

fn step(step: &AlignmentStep, as_of: Date) -> Value {
    let mut badges = vec![match step.due {
        _ if step.done => badge(Some("verified"), "done".to_owned()),
        Some(due) if due < as_of => badge(Some("expired"), format!("was due {}", day(due))),
        Some(due) => badge(None, format!("due {}", day(due))),
        None => badge(Some("gap"), "no date".to_owned()),
    }];
    badges.push(match &step.owner {
        Some(owner) => badge(None, ordinary(owner)),
        None => badge(Some("gap"), "nobody".to_owned()),
    });
    card(&step.name, None, badges)
}

fn ritual(ritual: &Ritual) -> Value {
    let words = ritual.cadence.iter().chain(&ritual.owner).map(|w| badge(None, ordinary(w)));
    card(&ritual.name, None, words.collect())
}

fn badge(state: Option<&str>, words: String) -> Value {
    map! { "state": state, "words": words }
}

fn card(title: &str, line: Option<&str>, badges: Vec<Value>) -> Value {
    map! {
        "ref": map! { "kind": "", "id": "", "title": title, "url": "", "internal": false },
        "line": line,
        "badges": badges,
        "freshness": Value::none(),
    }
}
