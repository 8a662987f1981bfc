//! Alignment: what marketing, sales and success do as one already, what is missing for the next level, and the way there.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Standing, Survey, SurveyVerdict, standing};
use crate::config::{Alignment, AlignmentStep, Maturity, Ritual, Tick};
use crate::shape::Date;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{day, map, maybe, ordinary, who};

pub static PAGE: PageType = PageType {
    name: "alignment",
    template: "alignment.html",
    kind: None,
    addresses: |_| single("alignment.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "How far the teams have come together: what is true already, and the way to the next level.";
    let alignment = edition.project.config.settings.alignment.as_ref();
    Sheet {
        head: Head::new("Alignment", PAGE.name, lead).lead(lead),
        body: vec![("alignment", Value::from(alignment.map(|a| view(edition, a))))],
        entries: vec![],
    }
}

fn view(edition: &Edition, alignment: &Alignment) -> Value {
    let standing = standing(alignment);
    let as_of = edition.project.as_of;
    let survey = Survey::newest(edition.project).map(|(_, survey)| survey.verdict);
    let mut steps: Vec<&AlignmentStep> = alignment.steps.iter().collect();
    steps.sort_by_key(|s| (s.done, s.due.is_none(), s.due));
    let late = steps.iter().filter(|s| is_late(s, as_of)).count();
    map! {
        "claimed": alignment.level.map(|l| ordinary(l.name())),
        "reached": ordinary(standing.reached.name()),
        "overclaimed": standing.overclaimed(),
        "next": standing.next.map(|l| ordinary(l.name())),
        "missing": standing.missing.iter().map(|t| t.name.to_string()).collect::<Vec<_>>(),
        "levels": levels(&standing),
        "blind_spot": survey == Some(SurveyVerdict::SharedBlindSpot),
        "groups": groups(alignment),
        "unshown": standing.unshown.len(),
        "steps": steps.iter().map(|s| step(s, as_of)).collect::<Vec<_>>(),
        "done": alignment.steps.iter().filter(|s| s.done).count(),
        "late": late,
        "rituals": alignment.rituals.iter().map(ritual).collect::<Vec<_>>(),
    }
}

/// The ladder of levels: what each means, how much of it is true.
fn levels(standing: &Standing) -> Vec<Value> {
    let meaning = |level: Maturity| match level {
        Maturity::Ambiguous => "Each team works for itself.",
        Maturity::Collaborative => "The teams share personas, journey maps and plans.",
        Maturity::Aligned => "The teams share goals, numbers, budget and rewards.",
    };
    let at = |level: Maturity| Maturity::ALL.iter().position(|(_, l)| *l == level);
    let level = |(name, level): &(&str, Maturity)| {
        let counted = standing.counts.iter().find(|(l, ..)| l == level);
        map! {
            "name": ordinary(name),
            "meaning": meaning(*level),
            "done": counted.map(|(_, done, _)| *done),
            "all": counted.map(|(.., all)| *all),
            "reached": at(*level) <= at(standing.reached),
            "claimed": standing.claimed == Some(*level),
            "here": *level == standing.reached,
        }
    };
    Maturity::ALL.iter().map(level).collect()
}

fn groups(alignment: &Alignment) -> Vec<Value> {
    let of = |level: Option<Maturity>| -> Vec<Value> {
        alignment.items.iter().filter(|t| t.level == level).map(tick).collect()
    };
    let named = Maturity::ALL.iter().map(|(name, level)| (ordinary(name), of(Some(*level))));
    let all = named.chain([("Besides".to_owned(), of(None))]).filter(|(_, items)| !items.is_empty());
    all.map(|(title, items)| map! { "title": title, "items": items }).collect()
}

fn tick(tick: &Tick) -> Value {
    map! { "name": &*tick.name, "done": tick.done, "evidence": maybe(tick.evidence.as_ref()) }
}

fn is_late(step: &AlignmentStep, as_of: Date) -> bool {
    !step.done && step.due.is_some_and(|due| due < as_of)
}

fn step(step: &AlignmentStep, as_of: Date) -> Value {
    let (state, words) = match step.due {
        _ if step.done => ("verified", "done".to_owned()),
        Some(due) if is_late(step, as_of) => ("expired", format!("was due {}", day(due))),
        Some(due) => ("plain", format!("due {}", day(due))),
        None => ("gap", "no date".to_owned()),
    };
    map! {
        "name": &*step.name,
        "owner": step.owner.as_deref().map(who),
        "due": step.due.map(day),
        "state": state,
        "words": words,
    }
}

fn ritual(ritual: &Ritual) -> Value {
    map! {
        "name": &*ritual.name,
        "cadence": ritual.cadence.as_ref().map(|c| ordinary(c)),
        "owner": ritual.owner.as_deref().map(who),
    }
}
