//! What a conversation shows where nothing, or not enough, is written: what is missing, who answers for it, what to write
//! and where, and what can be said meanwhile.

use tera::Value;

use super::edition::Edition;
use super::view::{map, step_title, who};
use crate::analyze::{Cell, CellState, Conversation, Draft, Wanting};
use crate::config::Stage;
use crate::item::Item;
use crate::model::Persona;

/// How many neighbouring conversations are named.
const NEIGHBOURS: usize = 4;

/// How many claims are lent by the persona's other conversations.
const LENT: usize = 3;

/// The gap of a conversation: `state`, `owner`, `parts`, `draft`, `neighbours`, `claims`; nothing where nothing is missing.
pub fn gap(
    edition: &Edition,
    (persona, stage): (&Item<Persona>, &Stage),
    cell: &Cell,
    found: &Conversation,
) -> Option<Value> {
    let wanting = Wanting::of(edition.project, cell, found);
    // What can be had as it is needs no word, unless its story has a hole.
    if wanting.steps.is_empty() && cell.state() == CellState::Ready {
        return None;
    }
    let parts = parts(edition, &wanting, cell, found);
    let unwritten = cell.state() == CellState::Gap;
    let draft = unwritten.then(|| draft(edition, persona, stage));
    let lent = if unwritten { lent(edition, cell) } else { vec![] };
    let near = if unwritten { neighbours(edition, cell) } else { vec![] };
    Some(map! {
        "state": cell.state().name(),
        "owner": wanting.owner.map(who),
        "missing": parts.iter().filter(|p| !p.done).map(|p| p.words.clone()).collect::<Vec<_>>(),
        "parts": parts.into_iter().map(Part::value).collect::<Vec<_>>(),
        "draft": draft,
        "neighbours": near,
        "claims": lent,
    })
}

/// One thing that a conversation is made of.
struct Part {
    name: &'static str,
    done: bool,
    words: String,
}

impl Part {
    fn value(self) -> Value {
        map! { "part": self.name, "done": self.done, "words": self.words }
    }
}

fn parts(edition: &Edition, wanting: &Wanting, cell: &Cell, found: &Conversation) -> Vec<Part> {
    let part = |name, lacking: bool, missing: String, there: String| Part {
        name,
        done: !lacking,
        words: if lacking { missing } else { there },
    };
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let steps: Vec<String> = wanting.steps.iter().map(|s| step_title(s.id.as_str())).collect();
    let message = if cell.messages.is_empty() { "no message" } else { "no approved message, only a draft" };
    let questions = found.pains.iter().filter_map(|p| edition.project.playbook.pains.get(*p));
    let questions: usize = questions.map(|p| p.questions.len()).sum();
    vec![
        part("Message", wanting.message, message.to_owned(), count(cell.messages.len(), "message")),
        part(
            "Story",
            !steps.is_empty(),
            format!("not told: {}", steps.join(", ")),
            "every required step is told".to_owned(),
        ),
        part(
            "Proof",
            wanting.proof,
            "no claim with proof that holds today".to_owned(),
            count(cell.proven.len(), "proof point"),
        ),
        part(
            "Questions",
            wanting.questions,
            "no question to ask".to_owned(),
            if questions == 0 { "in the message".to_owned() } else { count(questions, "question") },
        ),
        part(
            "Objections",
            wanting.objections,
            "no answer to an objection".to_owned(),
            count(found.objections.len(), "answer"),
        ),
        part("To send", wanting.copy, "no copy to send".to_owned(), count(cell.copy.len(), "file")),
        part("Next step", wanting.next_step, "no next step".to_owned(), "named".to_owned()),
        part("Owner", wanting.owner.is_none(), "nobody answers for it".to_owned(), {
            wanting.owner.map(who).unwrap_or_default()
        }),
    ]
}

fn draft(edition: &Edition, persona: &Item<Persona>, stage: &Stage) -> Value {
    let draft = Draft::of(edition.project, persona, persona.id.as_str(), stage);
    let url = if draft.exists { edition.edit_url(&draft.file, 1) } else { None };
    map! { "file": draft.file, "exists": draft.exists, "yaml": draft.yaml, "url": url }
}

/// Conversations nearby that have something to say: the same moment with others, then other moments with this persona, the
/// nearest first.
fn neighbours(edition: &Edition, cell: &Cell) -> Vec<Value> {
    let said = |c: &&Cell| !c.messages.is_empty() && edition.talk(c).is_some();
    let all = edition.project.playbook.personas.len();
    // From the nearest outward, so that with many personas not all are put in order for each gap.
    let outward = (1..all.max(1)).flat_map(|away| {
        let after = cell.persona.checked_add(away).filter(|at| *at < all);
        cell.persona.checked_sub(away).into_iter().chain(after)
    });
    let others = outward.filter_map(|at| edition.coverage.of_persona(at).get(cell.stage)).filter(said);
    let row = edition.coverage.of_persona(cell.persona).iter();
    let mut own: Vec<&Cell> = row.filter(|c| c.stage != cell.stage).filter(said).collect();
    own.sort_by_key(|c| c.stage.abs_diff(cell.stage));
    let half = NEIGHBOURS / 2;
    let near = others.take(half).chain(own.into_iter().take(half));
    near.map(|cell| edition.cell(cell)).collect()
}

/// Claims with proof that the persona's other conversations use.
fn lent(edition: &Edition, cell: &Cell) -> Vec<Value> {
    let row = edition.coverage.of_persona(cell.persona).iter();
    let mut nearest: Vec<&Cell> = row.filter(|c| c.stage != cell.stage).collect();
    nearest.sort_by_key(|c| c.stage.abs_diff(cell.stage));
    let mut seen = std::collections::BTreeSet::new();
    let proven = nearest.iter().flat_map(|c| &c.proven).copied().filter(|at| seen.insert(*at));
    edition.views("claims", &proven.take(LENT).collect::<Vec<_>>())
}
