//! A piece of copy with what is known about it; the prose of a messaging item is a piece too.

use std::sync::Arc;

use super::{Attributes, CopyMap};
use crate::copy::{Copy, Part, markdown_passages};
use crate::finding::Fault;
use crate::graph::{Graph, Key, Missing};
use crate::item::{AnyItem, Status};
use crate::model::Playbook;

/// A piece of copy with what is known about it.
#[derive(Debug)]
pub struct Piece {
    /// Its passages.
    pub copy: Copy,
    /// What is known about it.
    pub attributes: Attributes,
    /// References in its front matter that lead nowhere.
    pub missing: Vec<Missing>,
    /// The messaging item whose prose this is; nothing for a copy file.
    pub item: Option<Key>,
}

impl Piece {
    /// A copy file.
    pub fn of_file(mut copy: Copy, map: &CopyMap, graph: &Graph) -> (Self, Vec<Fault>) {
        let (attributes, missing, told) = map.attributes(&copy, graph);
        let mut faults = std::mem::take(&mut copy.faults);
        faults.extend(told);
        (Self { copy, attributes, missing, item: None }, faults)
    }

    /// The file's name.
    pub fn path(&self) -> &str {
        self.copy.source.path()
    }

    /// Whether it is a copy file, not prose of the messaging.
    pub fn is_file(&self) -> bool {
        self.item.is_none()
    }
}

/// The prose of every item that is not retired, as pieces of copy.
pub fn pieces_of_messaging(playbook: &Playbook) -> Vec<Piece> {
    let mut pieces: Vec<Piece> =
        playbook.items().filter(|i| i.kind() != "messages").filter_map(piece_of_item).collect();
    for message in &playbook.messages {
        if let Some(mut piece) = piece_of_item(message) {
            piece.attributes.stage = Some(message.stage.id().to_owned());
            piece.attributes.team = message.team.as_ref().map(|t| t.id().to_owned());
            piece.attributes.channel = message.channel.as_ref().map(|c| c.id().to_owned());
            piece.attributes.personas = message.personas.iter().map(|p| p.id().to_owned()).collect();
            pieces.push(piece);
        }
    }
    pieces
}

fn piece_of_item(item: &dyn AnyItem) -> Option<Piece> {
    if item.status() == Status::Retired {
        return None;
    }
    let source = item.source();
    let (mut passages, mut faults) = (vec![], vec![]);
    for (field, prose) in item.prose() {
        let map = prose.map(source);
        let (read, unread) = markdown_passages(source, &prose, &map, &Part::Field(field));
        passages.extend(read);
        faults.extend(unread);
    }
    if passages.is_empty() {
        return None;
    }
    Some(Piece {
        copy: Copy {
            source: Arc::clone(source),
            format: "messaging",
            front_matter: None,
            passages,
            comments: vec![],
            faults,
        },
        attributes: Attributes { mapped: true, ..Attributes::default() },
        missing: vec![],
        item: Some(Key::of(item)),
    })
}
