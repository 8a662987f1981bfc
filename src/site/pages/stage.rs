//! A stage: the story's steps, readiness, the conversations with each persona.

use tera::Value;

use super::{PageType, Subject};
use crate::config::{Order, Stage};
use crate::item::Status;
use crate::site::address::OutPath;
use crate::site::edition::Edition;
use crate::site::search;
use crate::site::sheet::{Head, Sheet, file_title};
use crate::site::view::{self, map, ordinary, question_beside, step_title};
use crate::text::Span;

/// How many pairs of wordings the page shows.
const PAIRS: usize = 6;

pub static PAGE: PageType = PageType { name: "stage", template: "stage.html", kind: None, addresses, sheet };

fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let stages = edition.project.config.stages.iter().enumerate();
    stages.filter_map(|(at, stage)| Some((OutPath::page("stage", &stage.id)?, (at, 0)))).collect()
}

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(stage) = edition.stage_at(at) else { return Sheet::empty(PAGE.name) };
    let book = &edition.project.playbook;
    let mut head = Head::new(ordinary(&stage.id), "stage", &stage.question);
    head.lead = question_beside(stage).map(str::to_owned);
    head.crumbs.push(("Moments".to_owned(), "stages.html".to_owned()));
    if let Some(span) = stage.span {
        head.source =
            view::source(edition, &edition.project.config.place(Span::new(span.start(), span.end())));
    }
    let messages: Vec<usize> = (0..book.messages.len())
        .filter(|m| {
            book.messages.get(*m).is_some_and(|m| m.stage.id() == stage.id && m.status != Status::Retired)
        })
        .collect();
    let shown = edition.coverage.of_stage(at).filter(|cell| edition.talk(cell).is_some());
    let sure = match stage.order {
        Order::Documented => "well documented",
        Order::Suggested => "a suggestion",
    };
    Sheet {
        head,
        body: vec![
            ("stage", edition.stage(at)),
            ("sure", Value::from(sure)),
            ("steps", Value::from(steps(stage))),
            ("ready", ready(edition, stage, at)),
            ("cells", Value::from(shown.map(|cell| edition.cell(cell)).collect::<Vec<_>>())),
            ("messages", Value::from(edition.views("messages", &messages))),
            ("pairs", pairs(edition, &messages)),
            ("stakes", Value::from(stakes(edition, at))),
            ("assets", Value::from(assets(edition, stage))),
        ],
        entries: vec![entry(stage)],
    }
}

fn entry(stage: &Stage) -> search::Item {
    search::Item {
        title: ordinary(&stage.id),
        url: format!("stage/{}.html", stage.id),
        kind: "stage".to_owned(),
        facets: vec![vec![], vec![stage.id.clone()], vec![]],
        words: std::iter::once(&stage.moment).chain(&stage.also).cloned().collect(),
        body: String::new(),
        excerpt: stage.question.clone(),
        ..search::Item::default()
    }
}

fn steps(stage: &Stage) -> Vec<Value> {
    let step = |step: &crate::config::Step| {
        map! {
            "id": step.id.as_str(),
            "title": step_title(step.id.as_str()),
            "required": !step.optional,
            "needs_proof": step.needs_proof,
            "text": view::maybe(step.does.as_ref()),
            "claims": Vec::<Value>::new(),
        }
    };
    stage.steps.iter().map(step).collect()
}

/// What the settings say is ready, beside what there is.
fn ready(edition: &Edition, stage: &Stage, at: usize) -> Value {
    let cells: Vec<_> = edition.coverage.of_stage(at).collect();
    let with = |f: fn(&crate::analyze::Cell) -> bool| cells.iter().filter(|c| f(c)).count();
    let of = |n: usize| format!("{n} of {} personas have one", cells.len());
    let part = |name: &str, done: Option<bool>, words: String| {
        map! { "part": name, "done": done.unwrap_or(false), "words": words }
    };
    Value::from(vec![
        part("message", stage.ready.message, of(with(|c| !c.messages.is_empty()))),
        part("content", stage.ready.content, of(with(|c| !c.copy.is_empty()))),
        part("skill", stage.ready.skill, "people have practised it".to_owned()),
    ])
}

/// Right and wrong wordings, pair by pair: the messages' own examples, what they say now and said once, and what stands for
/// their claims and never does.
fn pairs(edition: &Edition, messages: &[usize]) -> Value {
    let pair = |good: &str, bad: &str, why: Option<&str>| map! { "good": good, "bad": bad, "why": why };
    let items = || messages.iter().filter_map(|m| edition.project.playbook.messages.get(*m));
    let examples = items().filter_map(|m| m.header.examples.as_ref());
    let mut pairs: Vec<Value> =
        examples.flat_map(|e| e.good.iter().zip(&e.bad)).map(|(good, bad)| pair(good, bad, None)).collect();
    for message in items() {
        let now = message.headline.as_deref().or(message.short.as_deref());
        let once = message.was.iter().filter_map(|w| Some((w.wording.as_deref()?, w.reason.as_deref())));
        pairs.extend(once.filter_map(|(once, why)| Some(pair(now?, once, why))));
    }
    let mut seen = std::collections::BTreeSet::new();
    let claims = items().flat_map(|m| &m.claims).filter(|c| seen.insert(c.id()));
    for claim in claims.filter_map(|c| edition.project.of(&edition.project.playbook.claims, c.id())) {
        if edition.page_of("claims", claim.id.as_str()).is_some() && !edition.is_internal(claim) {
            pairs.extend(claim.not.first().map(|not| pair(&claim.says, not, None)));
        }
    }
    pairs.truncate(PAIRS);
    Value::from(pairs)
}

/// What the stage's claims prove, each once.
fn stakes(edition: &Edition, at: usize) -> Vec<Value> {
    let mut proven: Vec<usize> =
        edition.coverage.of_stage(at).flat_map(|c| c.proven.iter().copied()).collect();
    proven.sort_unstable();
    proven.dedup();
    edition.views("claims", &proven)
}

/// Copy for the stage, as uses.
fn assets(edition: &Edition, stage: &Stage) -> Vec<Value> {
    let pieces = edition.project.pieces.iter().filter(|p| p.is_file());
    let of_stage = pieces.filter(|p| p.attributes.stage.as_deref() == Some(&stage.id));
    let asset = |piece: &crate::project::Piece| {
        map! {
            "kind": piece.attributes.channel.as_deref().map(|c| edition.channel_name(c)).unwrap_or_default(),
            "title": file_title(piece.path()),
            "url": "",
            "place": piece.path(),
            "team": piece.attributes.team.as_deref().map(view::who),
            "excerpt": Value::none(),
        }
    };
    of_stage.map(asset).collect()
}
