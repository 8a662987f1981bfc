//! One answer: what buyers ask, the answer that every team gives, and where copy answers it already.

use std::collections::BTreeMap;

use tera::Value;

use super::{PageType, single};
use crate::analyze::{AnswerSource, Asked, Cell, asked_in_copy};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, file_title, placed};
use crate::site::view::{map, ordinary, who};

/// How many questions that stand in copy the page shows.
const SHOWN: usize = 40;

pub static PAGE: PageType = PageType {
    name: "answers",
    template: "answers.html",
    kind: None,
    addresses: |_| single("answers.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "A customer sees one company. One question, one answer, whoever is asked.";
    let asked = asked_in_copy(edition.project);
    let twice = asked.iter().filter(|a| a.answers.len() > 1).count();
    let open = asked.iter().filter(|a| a.source.is_none()).count();
    let claims = claims_in_copy(edition);
    let shown = asked.iter().take(SHOWN).enumerate().map(|(n, a)| in_copy(edition, &claims, a, n + 1));
    Sheet {
        head: Head::new("One answer", PAGE.name, lead).lead(lead),
        body: vec![
            ("stages", Value::from(by_stage(edition))),
            ("objections", Value::from(objections(edition))),
            ("asked", Value::from(shown.collect::<Vec<_>>())),
            (
                "counts",
                map! {
                    "all": asked.len(), "twice": twice, "open": open,
                    "more": asked.len().saturating_sub(SHOWN),
                },
            ),
        ],
        entries: vec![],
    }
}

/// What each persona asks at each moment, with what we answer.
fn by_stage(edition: &Edition) -> Vec<Value> {
    let book = &edition.project.playbook;
    let stages = edition.project.config.stages.iter().enumerate().map(|(at, stage)| {
        let asked = edition.coverage.of_stage(at).filter(|c| edition.talk(c).is_some());
        let asked = asked.flat_map(|cell| {
            let persona = book.personas.get(cell.persona);
            let step = persona.and_then(|p| p.journey.iter().find(|(s, _)| s.id() == stage.id));
            let asks = step.map(|(_, s)| s.asks.as_slice()).unwrap_or_default();
            asks.iter().map(move |question| (cell, question))
        });
        let rows = asked.map(|(cell, question)| {
            map! {
                "question": &**question,
                "persona": edition.reference("personas", book.personas.get(cell.persona).map_or("", |p| p.id.as_str())),
                "answer": answer(edition, cell).map(|(words, from)| map! { "words": words, "from": from }),
                "url": edition.talk(cell),
            }
        });
        map! {
            "stage": edition.reference("stages", &stage.id),
            "question": &*stage.question,
            "owner": stage.owner.as_deref().map(who),
            "rows": rows.collect::<Vec<_>>(),
        }
    });
    stages.collect()
}

/// The answer of a conversation: what its first message says in short.
fn answer(edition: &Edition, cell: &Cell) -> Option<(String, Value)> {
    let book = &edition.project.playbook;
    let messages = cell.messages.iter().filter_map(|m| book.messages.get(*m));
    let mut known = messages.filter(|m| edition.page_of("messages", m.id.as_str()).is_some());
    let message = known.next()?;
    let words = message.short.as_deref().or(message.headline.as_deref())?;
    Some((words.to_owned(), edition.reference("messages", message.id.as_str())))
}

fn objections(edition: &Edition) -> Vec<Value> {
    let shown = edition.shown(&edition.project.playbook.objections).filter(|(_, o)| o.says.ends_with('?'));
    let shown = shown.map(|(_, o)| {
        map! { "ref": edition.reference("objections", o.id.as_str()), "says": &*o.says, "respond": &*o.respond }
    });
    shown.collect()
}

/// Where copy states which claim: its line, by path.
type ClaimLines<'e> = BTreeMap<&'e str, Vec<(usize, &'e str)>>;

fn claims_in_copy<'e>(edition: &Edition<'e>) -> ClaimLines<'e> {
    let mut lines: ClaimLines = BTreeMap::new();
    for mention in edition.outcome.mentions.iter().filter(|m| m.item.kind == "claims") {
        let line = (mention.place.start().line, mention.item.id.as_str());
        lines.entry(mention.place.path()).or_default().push(line);
    }
    lines
}

/// A question that stands in copy: who answers it how, the approved answer, and the claims that the answers rest on.
fn in_copy(edition: &Edition, claims: &ClaimLines, asked: &Asked, n: usize) -> Value {
    let mut stated: Vec<&str> = vec![];
    for answer in &asked.answers {
        let lines = answer.place.start().line..=answer.until;
        let of_file = claims.get(answer.place.path()).into_iter().flatten();
        stated.extend(of_file.filter(|(line, _)| lines.contains(line)).map(|(_, claim)| *claim));
    }
    stated.sort_unstable();
    stated.dedup();
    let answers = asked.answers.iter().map(|answer| {
        let path = answer.place.path();
        map! {
            "title": file_title(path),
            "place": placed(&answer.place),
            "url": edition.edit_url(path, answer.place.start().line),
            "team": edition.team_of(path).map(ordinary),
            "words": &*answer.words,
        }
    });
    map! {
        "n": n,
        "question": &*asked.words,
        "answers": answers.collect::<Vec<_>>(),
        "approved": asked.source.and_then(|source| approved(edition, source)),
        "claims": stated.iter().filter_map(|id| edition.claim(id)).collect::<Vec<_>>(),
    }
}

fn approved(edition: &Edition, source: AnswerSource) -> Option<Value> {
    let book = &edition.project.playbook;
    match source {
        AnswerSource::Objection(at) => {
            let objection = book.objections.get(at)?;
            edition.page_of("objections", objection.id.as_str())?;
            Some(map! {
                "words": &*objection.respond,
                "from": edition.reference("objections", objection.id.as_str()),
            })
        }
        AnswerSource::Journey(persona, stage) => {
            let cell = edition.coverage.of_persona(persona).get(stage)?;
            edition.talk(cell)?;
            answer(edition, cell).map(|(words, from)| map! { "words": words, "from": from })
        }
    }
}
