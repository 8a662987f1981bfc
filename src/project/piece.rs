//! A piece of copy with what is known about it; the prose of a messaging item is a piece too.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::{Attributes, CopyMap, Known, Memory};
use crate::copy::{Copy, Format, Part, markdown_passages};
use crate::finding::Fault;
use crate::graph::{Graph, Key, Missing};
use crate::item::{AnyItem, Status};
use crate::model::Playbook;
use crate::syntax::words::word_count;
use crate::text::Source;

/// A piece of copy with what is known about it.
#[derive(Clone, Debug)]
pub struct Piece {
    copy: Arc<OnceLock<Copy>>,
    source: Arc<Source>,
    format: Option<&'static Format>,
    words: OnceLock<usize>,
    /// What is known about it.
    pub attributes: Attributes,
    /// References in its front matter that lead nowhere.
    pub missing: Vec<Missing>,
    /// The messaging item whose prose this is; nothing for a copy file.
    pub item: Option<Key>,
}

impl Piece {
    /// A copy file.
    pub fn of_file(
        source: &Arc<Source>,
        format: &'static Format,
        map: &CopyMap,
        graph: &Graph,
    ) -> (Self, Vec<Fault>) {
        let mut copy = (format.read)(source);
        let (attributes, missing, told) = map.attributes(&copy, graph);
        let mut faults = std::mem::take(&mut copy.faults);
        faults.extend(told);
        let piece = Self::unread(source, format, attributes);
        (Self { copy: Arc::new(OnceLock::from(copy)), missing, ..piece }, faults)
    }

    /// A copy file that is known from an earlier reading that met no fault. Its passages are read when they are first
    /// asked for.
    pub fn known(source: &Arc<Source>, format: &'static Format, known: Known) -> Self {
        Self { words: OnceLock::from(known.words), ..Self::unread(source, format, known.attributes) }
    }

    /// A piece whose passages are read when they are first asked for.
    pub fn unread(source: &Arc<Source>, format: &'static Format, attributes: Attributes) -> Self {
        Self {
            copy: Arc::default(),
            source: Arc::clone(source),
            format: Some(format),
            words: OnceLock::new(),
            attributes,
            missing: vec![],
            item: None,
        }
    }

    /// Its passages.
    pub fn copy(&self) -> &Copy {
        self.copy.get_or_init(|| match self.format {
            Some(format) => (format.read)(&self.source),
            None => Copy::empty(&self.source),
        })
    }

    /// How many words it has; see [`word_count`].
    pub fn words(&self) -> usize {
        self.words_by(|| self.copy().passages.iter().map(|p| word_count(&p.text)).sum())
    }

    /// The same, counted by who knows already how many words each passage has.
    pub fn words_by(&self, count: impl FnOnce() -> usize) -> usize {
        *self.words.get_or_init(count)
    }

    /// The file it stands in.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The file's name.
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// Whether buyers read it as it is: a copy file, neither internal nor guidance.
    pub fn is_for_buyers(&self) -> bool {
        self.is_file() && !self.attributes.internal && !self.attributes.guidance
    }

    /// Whether it is a copy file, not prose of the messaging.
    pub fn is_file(&self) -> bool {
        self.item.is_none()
    }
}

/// The prose of every item that is not retired, as pieces of copy; and what of it could not be read.
pub(super) fn of_messaging(playbook: &Playbook, memory: &dyn Memory) -> (Vec<Piece>, Vec<Fault>) {
    let others: Vec<&dyn AnyItem> = playbook.items().filter(|i| i.kind() != "messages").collect();
    let others = others.into_par_iter().map(|item| remembered(item, memory));
    let messages = playbook.messages.par_iter().map(|message| {
        let (mut piece, faults) = remembered(message, memory);
        if let Some(piece) = &mut piece {
            piece.attributes.stage = Some(message.stage.id().to_owned());
            piece.attributes.team = message.team.as_ref().map(|t| t.id().to_owned());
            piece.attributes.channel = message.channel.as_ref().map(|c| c.id().to_owned());
            piece.attributes.personas = message.personas.iter().map(|p| p.id().to_owned()).collect();
        }
        (piece, faults)
    });
    let (mut pieces, mut faults) = (vec![], vec![]);
    for (piece, told) in others.chain(messages).collect::<Vec<_>>() {
        pieces.extend(piece);
        faults.extend(told);
    }
    (pieces, faults)
}

fn remembered(item: &dyn AnyItem, memory: &dyn Memory) -> (Option<Piece>, Vec<Fault>) {
    let mut faults = vec![];
    let piece = memory.prose(item).or_else(|| piece_of_item(item, &mut faults));
    (piece, faults)
}

fn piece_of_item(item: &dyn AnyItem, faults: &mut Vec<Fault>) -> Option<Piece> {
    if item.status() == Status::Retired {
        return None;
    }
    let source = item.source();
    let mut passages = vec![];
    for (field, prose) in item.prose() {
        let map = prose.map(source);
        let (read, unread) = markdown_passages(source, &prose, &map, &Part::Field(field));
        passages.extend(read);
        faults.extend(unread);
    }
    if passages.is_empty() {
        return None;
    }
    let copy = Copy { format: "messaging", passages, ..Copy::empty(source) };
    Some(Piece {
        copy: Arc::new(OnceLock::from(copy)),
        source: Arc::clone(source),
        format: None,
        words: OnceLock::new(),
        attributes: Attributes { mapped: true, ..Attributes::default() },
        missing: vec![],
        item: Some(Key::of(item)),
    })
}
