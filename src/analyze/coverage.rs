//! Coverage: which conversations (a persona at a stage) have a message, copy, proof and an owner, and which lack them.

use rayon::prelude::*;

use super::freshness::{claim_freshness, proof_holds};
use crate::config::Half;
use crate::item::{Item, Status};
use crate::model::Claim;
use crate::project::{Piece, Project};
use crate::shape::Ref;

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
        let personas = (0..project.playbook.personas.len()).into_par_iter();
        let cells: Vec<Cell> =
            personas.flat_map_iter(|p| (0..stages).map(|s| stock.cell(p, s)).collect::<Vec<_>>()).collect();
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

/// Messages and copy by stage and persona.
struct Stock<'p> {
    project: &'p Project,
    messages: Slots,
    copy: Slots,
    /// Which claims hold today.
    holding: Vec<bool>,
}

/// Positions by stage and persona.
struct Slots {
    /// Stage by stage, those for everybody.
    all: Vec<Vec<usize>>,
    /// Persona by persona, stage by stage.
    own: Vec<Vec<usize>>,
}

impl Slots {
    fn of(project: &Project) -> Self {
        let stages = project.config.stages.len();
        let own = vec![vec![]; stages * project.playbook.personas.len()];
        Self { all: vec![vec![]; stages], own }
    }

    /// Puts a position under a stage, for each of the personas that there are, or for everybody.
    fn add<'p>(
        &mut self,
        project: &Project,
        stage: &str,
        personas: impl ExactSizeIterator<Item = &'p str>,
        at: usize,
    ) {
        let stages = self.all.len();
        let Some(stage) = project.config.stages.iter().position(|s| s.id == stage) else { return };
        if personas.len() == 0 {
            self.all.get_mut(stage).into_iter().for_each(|slot| slot.push(at));
        }
        let known = personas.filter_map(|id| project.graph.position_of("personas", id));
        for persona in known {
            if let Some(slot) = self.own.get_mut(persona * stages + stage).filter(|s| s.last() != Some(&at)) {
                slot.push(at);
            }
        }
    }

    /// What stands under a persona and a stage: those for this persona before those for everybody.
    fn both(&self, persona: usize, stage: usize) -> Vec<usize> {
        let own = self.own.get(persona * self.all.len() + stage).into_iter().flatten();
        own.chain(self.all.get(stage).into_iter().flatten()).copied().collect()
    }

    /// What stands under a stage, each once, in order.
    fn of_stage(&self, stage: usize) -> impl Iterator<Item = usize> {
        let own = self.own.iter().skip(stage).step_by(self.all.len().max(1));
        own.chain(self.all.get(stage)).flatten().copied()
    }
}

impl<'p> Stock<'p> {
    fn of(project: &'p Project) -> Self {
        let mut messages = Slots::of(project);
        for (at, message) in project.playbook.messages.iter().enumerate() {
            if message.status != Status::Retired {
                messages.add(project, message.stage.id(), message.personas.iter().map(Ref::id), at);
            }
        }
        let mut copy = Slots::of(project);
        for (at, piece) in project.pieces.iter().enumerate() {
            let known = &piece.attributes;
            let stage = known.stage.as_deref().filter(|_| piece.is_file() && !known.guidance);
            if let Some(stage) = stage {
                copy.add(project, stage, known.personas.iter().map(String::as_str), at);
            }
        }
        let as_of = project.as_of;
        let holds = |claim: &Item<Claim>| {
            claim_freshness(claim, as_of).is_usable() && claim.proof.iter().any(|p| proof_holds(p, as_of))
        };
        let holding = project.playbook.claims.iter().map(holds).collect();
        Self { project, messages, copy, holding }
    }

    fn cell(&self, persona: usize, stage: usize) -> Cell {
        let of = self.project.config.stages.get(stage);
        let (messages, copy) = (self.messages.both(persona, stage), self.copy.both(persona, stage));
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
            .filter_map(|c| self.project.graph.position_of("claims", c.id()))
            .filter(|at| self.holding.get(*at).is_some_and(|holds| *holds))
            .collect();
        proven.sort_unstable();
        proven.dedup();
        proven
    }

    fn totals(&self, half: Half) -> HalfTotals {
        let stages = self.project.config.stages.iter().enumerate().filter(|(_, s)| s.half == half);
        let stages: Vec<usize> = stages.map(|(at, _)| at).collect();
        let of_half = |slots: &Slots| -> Vec<usize> {
            let mut all: Vec<usize> = stages.iter().flat_map(|stage| slots.of_stage(*stage)).collect();
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
