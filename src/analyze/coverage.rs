//! Coverage: which conversations (a persona at a stage) have a message, copy, proof and an owner, and which lack them.

use std::collections::BTreeMap;

use super::freshness::{claim_freshness, proof_holds};
use crate::config::Half;
use crate::graph::Key;
use crate::item::Status;
use crate::model::Message;
use crate::project::{Piece, Project};

/// What a conversation can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lack {
    /// An approved message for this persona at this stage.
    Message,
    /// A copy file for this persona at this stage.
    Copy,
    /// A claim of its messages that has proof which holds today.
    Proof,
    /// Somebody who answers for the stage or for one of its messages.
    Owner,
}

impl Lack {
    /// What is lacking, as a word: `message`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Copy => "copy",
            Self::Proof => "proof",
            Self::Owner => "owner",
        }
    }
}

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellState {
    /// No message at all.
    Gap,
    /// Something is lacking.
    Thin,
    /// Nothing is lacking.
    Ready,
}

impl CellState {
    /// Its name: `ready`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Thin => "thin",
            Self::Ready => "ready",
        }
    }
}

/// One conversation: a persona at a stage.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The position of the persona in the playbook.
    pub persona: usize,
    /// The position of the stage in the settings.
    pub stage: usize,
    /// Positions of the messages for it, those for this persona before those for everybody; none is retired.
    pub messages: Vec<usize>,
    /// Positions (in [`Project::pieces`]) of the copy files for it.
    pub copy: Vec<usize>,
    /// Positions of the claims of its messages whose proof holds today.
    pub proven: Vec<usize>,
    /// What it lacks, in order.
    pub lacks: Vec<Lack>,
}

impl Cell {
    /// How far it has come.
    pub fn state(&self) -> CellState {
        if self.messages.is_empty() {
            CellState::Gap
        } else if self.lacks.is_empty() {
            CellState::Ready
        } else {
            CellState::Thin
        }
    }
}

/// How much there is for one half of the customer's life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct HalfTotals {
    /// Messages that are not retired.
    pub messages: usize,
    /// Copy files.
    pub copy: usize,
    /// Words in them.
    pub words: usize,
    /// Claims with proof that its messages use.
    pub proof: usize,
}

/// All conversations, persona by persona in the order of the playbook, stage by stage in the order of the settings.
#[derive(Clone, Debug)]
pub struct Coverage {
    cells: Vec<Cell>,
    stages: usize,
    acquire: HalfTotals,
    keep: HalfTotals,
}

impl Coverage {
    /// The coverage of a project.
    pub fn of(project: &Project) -> Self {
        let stock = Stock::of(project);
        let stages = project.config.stages.len();
        let personas = 0..project.playbook.personas.len();
        let cells: Vec<Cell> =
            personas.flat_map(|p| (0..stages).map(move |s| (p, s))).map(|(p, s)| stock.cell(p, s)).collect();
        Self { cells, stages, acquire: stock.totals(Half::Acquire), keep: stock.totals(Half::Keep) }
    }

    /// Every conversation.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The conversations of one persona, stage by stage.
    pub fn of_persona(&self, persona: usize) -> &[Cell] {
        let from = persona * self.stages;
        self.cells.get(from..from + self.stages).unwrap_or(&[])
    }

    /// The conversations at one stage, persona by persona.
    pub fn of_stage(&self, stage: usize) -> impl Iterator<Item = &Cell> {
        self.cells.iter().skip(stage).step_by(self.stages.max(1))
    }

    /// How much there is for one half of the customer's life.
    pub fn half(&self, half: Half) -> HalfTotals {
        match half {
            Half::Acquire => self.acquire,
            Half::Keep => self.keep,
        }
    }

    /// The share of messages that serve existing customers, 0 to 1; nothing without messages.
    pub fn keep_share(&self) -> Option<f64> {
        let all = self.acquire.messages + self.keep.messages;
        (all > 0).then(|| self.keep.messages as f64 / all as f64)
    }
}

/// Messages and copy by stage and persona; those for everybody stand under no persona.
struct Stock<'p> {
    project: &'p Project,
    messages: BTreeMap<(&'p str, Option<usize>), Vec<usize>>,
    copy: BTreeMap<(&'p str, Option<usize>), Vec<usize>>,
}

impl<'p> Stock<'p> {
    fn of(project: &'p Project) -> Self {
        let mut stock = Self { project, messages: BTreeMap::new(), copy: BTreeMap::new() };
        let live =
            |m: &Message, status| status != Status::Retired && project.config.stage(m.stage.id()).is_some();
        for (at, message) in project.playbook.messages.iter().enumerate() {
            if live(message, message.status) {
                let personas: Vec<&str> = message.personas.iter().map(|p| p.id()).collect();
                for slot in stock.slots(message.stage.id(), &personas) {
                    stock.messages.entry(slot).or_default().push(at);
                }
            }
        }
        for (at, piece) in project.pieces.iter().enumerate() {
            let known = &piece.attributes;
            let Some(stage) = known.stage.as_deref().filter(|_| piece.is_file() && !known.guidance) else {
                continue;
            };
            let personas: Vec<&str> = known.personas.iter().map(String::as_str).collect();
            for slot in stock.slots(stage, &personas) {
                stock.copy.entry(slot).or_default().push(at);
            }
        }
        stock
    }

    fn slots(&self, stage: &'p str, personas: &[&str]) -> Vec<(&'p str, Option<usize>)> {
        if personas.is_empty() {
            return vec![(stage, None)];
        }
        let position = |id: &&str| self.project.graph.position(&Key::new("personas", *id));
        let mut known: Vec<usize> = personas.iter().filter_map(position).collect();
        known.sort_unstable();
        known.dedup();
        known.into_iter().map(|p| (stage, Some(p))).collect()
    }

    fn cell(&self, persona: usize, stage: usize) -> Cell {
        let of = self.project.config.stages.get(stage);
        let id = of.map_or("", |s| s.id.as_str());
        let both = |stock: &BTreeMap<(&str, Option<usize>), Vec<usize>>| -> Vec<usize> {
            [Some(persona), None].into_iter().filter_map(|p| stock.get(&(id, p))).flatten().copied().collect()
        };
        let (messages, copy) = (both(&self.messages), both(&self.copy));
        let proven = self.proven(&messages);
        let items = || messages.iter().filter_map(|m| self.project.playbook.messages.get(*m));
        let owned = of.is_some_and(|s| s.owner.is_some()) || items().any(|m| m.header.owner.is_some());
        let lacks = [
            (Lack::Message, !items().any(|m| m.status == Status::Approved)),
            (Lack::Copy, copy.is_empty()),
            (Lack::Proof, proven.is_empty()),
            (Lack::Owner, !owned),
        ];
        let lacks = lacks.into_iter().filter(|(_, lacking)| *lacking).map(|(lack, _)| lack).collect();
        Cell { persona, stage, messages, copy, proven, lacks }
    }

    /// The claims of messages whose proof holds today, in the order of the playbook.
    fn proven(&self, messages: &[usize]) -> Vec<usize> {
        let claims =
            messages.iter().filter_map(|m| self.project.playbook.messages.get(*m)).flat_map(|m| &m.claims);
        let mut proven: Vec<usize> = claims
            .filter_map(|c| self.project.graph.position(&Key::new("claims", c.id())))
            .filter(|at| self.holds(*at))
            .collect();
        proven.sort_unstable();
        proven.dedup();
        proven
    }

    fn holds(&self, claim: usize) -> bool {
        let as_of = self.project.as_of;
        self.project.playbook.claims.get(claim).is_some_and(|c| {
            claim_freshness(c, as_of).is_usable() && c.proof.iter().any(|p| proof_holds(p, as_of))
        })
    }

    fn totals(&self, half: Half) -> HalfTotals {
        let in_half = |id: &str| self.project.config.stage(id).is_some_and(|s| s.half == half);
        let of_half = |stock: &BTreeMap<(&str, Option<usize>), Vec<usize>>| -> Vec<usize> {
            let mut all: Vec<usize> = stock
                .iter()
                .filter(|((stage, _), _)| in_half(stage))
                .flat_map(|(_, positions)| positions.iter().copied())
                .collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (messages, copy) = (of_half(&self.messages), of_half(&self.copy));
        let words = |at: &usize| self.project.pieces.get(*at).map_or(0, Piece::words);
        HalfTotals {
            words: copy.iter().map(words).sum(),
            proof: self.proven(&messages).len(),
            messages: messages.len(),
            copy: copy.len(),
        }
    }
}
