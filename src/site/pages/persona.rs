//! A persona: the decoder ring, pains, expectations, words.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::Cell;
use crate::graph::Key;
use crate::item::Item;
use crate::model::Persona;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{map, ordinary, texts};

pub static PAGE: PageType = PageType {
    name: "persona",
    template: "persona.html",
    kind: Some("personas"),
    addresses: |edition| each(edition, &edition.project.playbook.personas),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let book = &edition.project.playbook;
    let Some(persona) = book.personas.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(persona);
    let row = edition.coverage.of_persona(at);
    let mut pains: Vec<usize> = positions(edition, persona);
    let severity = |p: &usize| std::cmp::Reverse(book.pains.get(*p).and_then(|p| p.severity).unwrap_or(0));
    pains.sort_by_key(severity);
    let mut claims: Vec<usize> = row.iter().flat_map(|c| c.proven.iter().copied()).collect();
    claims.sort_unstable();
    claims.dedup();
    let questions = pains.iter().filter_map(|p| book.pains.get(*p)).flat_map(|pain| {
        let of = edition.reference("pains", pain.id.as_str());
        pain.questions.iter().map(move |q| map! { "text": &**q, "pain": of.clone() })
    });
    let words = persona.words.as_ref();
    let shape = map! {
        "ref": edition.at(&key),
        "titles": texts(&persona.titles),
        "role": persona.buying_role.map(|r| ordinary(r.name())),
        "outcome": &*persona.outcome,
        "expects": texts(&persona.expects),
        "jobs": texts(&persona.jobs),
        "gains": texts(&persona.gains),
        "capabilities": texts(&persona.capabilities),
        "words": map! {
            "use": texts(words.map_or(&[][..], |w| &w.preferred)),
            "avoid": texts(words.map_or(&[][..], |w| &w.avoid)),
        },
        "expert": persona.expert,
    };
    let head = Head::of_item(edition, persona, ("Personas", &list_url("personas")), &persona.outcome);
    let words = persona.titles.iter().map(ToString::to_string).collect();
    Sheet {
        head,
        body: vec![
            ("persona", shape),
            ("segments", edition.references(&persona.segments)),
            ("pains", Value::from(edition.views("pains", &pains))),
            ("clusters", clusters(edition, at)),
            ("decoder", Value::from(row.iter().map(|c| decoder(edition, persona, c)).collect::<Vec<_>>())),
            ("questions", Value::from(questions.collect::<Vec<_>>())),
            ("claims", Value::from(edition.views("claims", &claims))),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, persona, words, &persona.outcome)],
    }
}

/// The pains that the persona names, and those that name the persona.
fn positions(edition: &Edition, persona: &Item<Persona>) -> Vec<usize> {
    let graph = &edition.project.graph;
    let own = persona.pains.iter().map(|p| Key::new("pains", p.id()));
    let links = graph.links_to(&Key::of(persona)).iter();
    let others = links.filter(|l| l.from.kind == "pains").map(|l| l.from.clone());
    let mut found: Vec<usize> = own.chain(others).filter_map(|key| graph.position(&key)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn clusters(edition: &Edition, at: usize) -> Value {
    let book = &edition.project.playbook;
    let shared = edition.expectations.get(at).map(Vec::as_slice).unwrap_or_default();
    let cluster = shared.iter().map(|shared| {
        let personas = shared.personas.iter().filter_map(|p| book.personas.get(*p));
        let personas = personas.map(|p| edition.reference("personas", p.id.as_str()));
        map! { "expects": shared.expects.clone(), "personas": personas.collect::<Vec<_>>() }
    });
    Value::from(cluster.collect::<Vec<_>>())
}

/// What they ask, doubt and do at one stage, and what we say and show.
fn decoder(edition: &Edition, persona: &Item<Persona>, cell: &Cell) -> Value {
    let stage = edition.stage_at(cell.stage).map_or("", |s| s.id.as_str());
    let step = persona.journey.iter().find(|(s, _)| s.id() == stage).map(|(_, step)| step);
    let messages = cell.messages.iter().filter_map(|m| edition.project.playbook.messages.get(*m));
    let say = messages.map(|m| m.headline.as_deref().or(m.short.as_deref())).find_map(|t| t.map(Value::from));
    map! {
        "stage": edition.stage(cell.stage),
        "asks": texts(step.map_or(&[][..], |s| &s.asks)),
        "doubts": texts(step.map_or(&[][..], |s| &s.doubts)),
        "does": texts(step.map_or(&[][..], |s| &s.does)),
        "we_say": say,
        "we_show": edition.views("claims", &cell.proven),
        "cell": edition.cell(cell),
    }
}
