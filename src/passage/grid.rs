//! Row and column numbers of an HTML table's cells.

/// Most columns that are numbered one by one, so that a row costs little.
const COLUMNS: usize = 64;

/// A table that is being read.
pub(super) struct Grid {
    /// Its number; none for a table that only lays out the page.
    number: Option<u32>,
    rows: u32,
    column: usize,
    /// For each column, how many more rows a cell from above reaches into.
    taken: Vec<u32>,
}

impl Grid {
    pub(super) fn new(number: Option<u32>) -> Self {
        Self { number, rows: 0, column: 0, taken: vec![] }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        self.column = 0;
        for left in &mut self.taken {
            *left = left.saturating_sub(1);
        }
    }

    /// The table, row and column of the next cell, which spans some columns and rows.
    pub(super) fn cell(&mut self, columns: usize, rows: u32) -> Option<(u32, u32, u32)> {
        while self.taken.get(self.column).is_some_and(|left| *left > 0) {
            self.column += 1;
        }
        let column = self.column;
        let end = (column + columns.clamp(1, COLUMNS)).min(COLUMNS);
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        for left in self.taken.get_mut(column..end).unwrap_or_default() {
            *left = rows.max(1);
        }
        self.column = column + columns.clamp(1, COLUMNS);
        Some((self.number?, self.rows.saturating_sub(1), u32::try_from(column).unwrap_or(u32::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_span_move_the_others() {
        let mut grid = Grid::new(Some(0));
        grid.row();
        let first = [grid.cell(1, 2), grid.cell(2, 1), grid.cell(1, 1)];
        assert_eq!(first, [Some((0, 0, 0)), Some((0, 0, 1)), Some((0, 0, 3))]);
        grid.row();
        assert_eq!(grid.cell(1, 1), Some((0, 1, 1)));
    }
}
