//! Tables: what stands above a cell and at the head of its row says what its figures are about.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::{Facts, Lexicon, Role};
use crate::copy::{Cell, Part};
use crate::syntax::words;

/// How many cells of a row are looked at.
const WIDEST: u32 = 64;

/// The cells of a piece by their place.
#[derive(Debug, Default)]
pub(in crate::analyze) struct Grid {
    /// Passages by table, column and row.
    cells: BTreeMap<(u32, u32, u32), Vec<usize>>,
    /// The columns of each table whose header names us.
    ours: BTreeMap<u32, Vec<u32>>,
    /// The claims of which a word stands in the first cell of a row, by table.
    rows: BTreeSet<(u32, usize)>,
}

impl Grid {
    pub(in crate::analyze) fn of(facts: &Facts, lexicon: &Lexicon) -> Self {
        let mut grid = Self::default();
        for passage in &facts.passages {
            let Part::Cell(cell) = passage.passage.part else { continue };
            grid.cells.entry((cell.table, cell.column, cell.row)).or_default().push(passage.index);
            if cell.column == 0 && !cell.header {
                let claims =
                    super::word_hits(passage, lexicon).into_iter().map(|hit| (cell.table, hit.claim));
                grid.rows.extend(claims);
            }
            let names_us = || {
                let role = |hit: &crate::analyze::Hit| lexicon.entry(hit.entry).map(|e| &e.role);
                let named = |hit| matches!(role(hit), Some(Role::Company | Role::Offer(_)));
                let pronoun =
                    |t: &words::Token| matches!(&*t.lower(passage.text()), "we" | "us" | "our" | "ours");
                passage.hits.iter().any(named) || passage.tokens().iter().any(pronoun)
            };
            if cell.header && cell.column > 0 && names_us() {
                grid.ours.entry(cell.table).or_default().push(cell.column);
            }
        }
        grid
    }

    /// The passages that say what a cell is about: the header of its column and the first cell of its row.
    pub(in crate::analyze) fn heads(&self, facts: &Facts, cell: Cell) -> Vec<usize> {
        let column = self.cells.range((cell.table, cell.column, 0)..(cell.table, cell.column, cell.row));
        let is_header = |at: &&usize| {
            let part = facts.passages.get(**at).map(|p| &p.passage.part);
            matches!(part, Some(Part::Cell(c)) if c.header)
        };
        let mut heads: Vec<usize> =
            column.take(4).flat_map(|(_, at)| at).filter(is_header).copied().collect();
        if cell.column > 0 {
            heads.extend(self.cells.get(&(cell.table, 0, cell.row)).into_iter().flatten());
        }
        heads
    }

    /// The passages of a cell's row.
    pub(in crate::analyze) fn row(&self, cell: Cell) -> Vec<usize> {
        let columns = (0..WIDEST).map_while(|column| self.cells.get(&(cell.table, column, cell.row)));
        columns.flatten().copied().collect()
    }

    /// Whether a cell is not of a claim, because another row of its table is: some row has a word of the claim at its
    /// head; or any row has one of any claim, and this one has none. `named` are the claims of the cell's own row.
    pub(in crate::analyze) fn is_of_another_row(&self, cell: Cell, claim: usize, named: &[usize]) -> bool {
        let any = || self.rows.range((cell.table, 0)..=(cell.table, usize::MAX)).next().is_some();
        cell.column > 0
            && !named.contains(&claim)
            && (self.rows.contains(&(cell.table, claim)) || (named.is_empty() && any()))
    }

    /// Whether another column than the cell's bears our name: then what stands in the cell is about somebody else.
    pub(in crate::analyze) fn is_of_others(&self, cell: Cell) -> bool {
        let ours = self.ours.get(&cell.table);
        cell.column > 0 && !cell.header && ours.is_some_and(|columns| !columns.contains(&cell.column))
    }
}
