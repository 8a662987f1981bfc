//! The grid of conversations: one row a persona, one column a stage, in two halves.

use tera::Value;

use super::edition::Edition;
use super::view::{map, texts};
use crate::config::Half;

impl Edition<'_> {
    /// The halves of the customer's life with their stages.
    pub fn halves(&self) -> Value {
        let half = |half: Half, title: &str| {
            let stages = &self.project.config.stages;
            let stages =
                stages.iter().enumerate().filter(|(_, s)| s.half == half).map(|(at, _)| self.stage(at));
            map! { "id": half.name(), "title": title, "stages": stages.collect::<Vec<_>>() }
        };
        Value::from(vec![half(Half::Acquire, "Win them"), half(Half::Keep, "Keep them")])
    }

    /// A row of conversations for each persona, in the order of the halves.
    pub fn rows(&self) -> Value {
        let stages = &self.project.config.stages;
        let order =
            |half: Half| stages.iter().enumerate().filter(move |(_, s)| s.half == half).map(|(at, _)| at);
        let order: Vec<usize> = order(Half::Acquire).chain(order(Half::Keep)).collect();
        let rows = self.shown(&self.project.playbook.personas).map(|(at, persona)| {
            let cells = self.coverage.of_persona(at);
            let cells = order.iter().filter_map(|stage| cells.get(*stage)).map(|cell| self.cell(cell));
            map! {
                "persona": self.reference("personas", persona.id.as_str()),
                "titles": texts(&persona.titles),
                "outcome": &*persona.outcome,
                "cells": cells.collect::<Vec<_>>(),
            }
        });
        Value::from(rows.collect::<Vec<_>>())
    }
}
