//! What to do when an event comes: the pains it makes acute, the message to begin with, the plays that it sets off.

use std::collections::BTreeSet;

use crate::config::Half;
use crate::item::{Item, Status};
use crate::model::{Message, Trigger};
use crate::project::Project;

/// What an event leads to, as positions in the playbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The pains that it makes acute, the most severe first.
    pub pains: Vec<usize>,
    /// The messages to begin with: those that name the event; without any the first story of the acquire half on its pains.
    pub messages: Vec<usize>,
    /// Whether the messages name the event themselves.
    pub named: bool,
    /// The plays that it sets off.
    pub plays: Vec<usize>,
}

impl Response {
    /// What a rep lacks when the event comes, in words.
    pub fn lacks(&self) -> Vec<&'static str> {
        let lacks = [
            ("pain", self.pains.is_empty()),
            ("first message", self.messages.is_empty()),
            ("play", self.plays.is_empty()),
        ];
        lacks.into_iter().filter(|(_, lacking)| *lacking).map(|(what, _)| what).collect()
    }
}

/// What an event leads to.
pub fn response(project: &Project, trigger: &Item<Trigger>) -> Response {
    let (book, id) = (&project.playbook, trigger.id.as_str());
    let mut pains: Vec<usize> = (0..book.pains.len())
        .filter(|at| {
            book.pains
                .get(*at)
                .is_some_and(|p| p.status != Status::Retired && p.triggers.iter().any(|t| t.id() == id))
        })
        .collect();
    let severity = |at: &usize| book.pains.get(*at).and_then(|p| p.severity).unwrap_or(0);
    pains.sort_by_key(|at| (std::cmp::Reverse(severity(at)), *at));
    let live = |m: &Item<Message>| m.status != Status::Retired;
    let messages = || book.messages.iter().enumerate().filter(|(_, m)| live(m));
    let naming: Vec<usize> =
        messages().filter(|(_, m)| m.trigger.iter().any(|t| t.id() == id)).map(|(at, _)| at).collect();
    let named = !naming.is_empty();
    let first = if named {
        naming
    } else {
        let hurt: BTreeSet<&str> =
            pains.iter().filter_map(|at| book.pains.get(*at)).map(|p| p.id.as_str()).collect();
        let acquire = project.config.stages.iter().filter(|s| s.half == Half::Acquire);
        let of_stage = |stage: &str| -> Vec<usize> {
            let here = messages().filter(|(_, m)| m.stage.id() == stage);
            here.filter(|(_, m)| m.pains.iter().any(|p| hurt.contains(p.id()))).map(|(at, _)| at).collect()
        };
        acquire.map(|s| of_stage(&s.id)).find(|found| !found.is_empty()).unwrap_or_default()
    };
    let plays = book
        .plays
        .iter()
        .enumerate()
        .filter(|(_, p)| p.status != Status::Retired && p.trigger.iter().any(|t| t.id() == id));
    Response { pains, messages: first, named, plays: plays.map(|(at, _)| at).collect() }
}
