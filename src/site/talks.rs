//! Conversations as other pages show them: a cell of a grid, a way on. Each is made when the first page asks for it, and is
//! the same on all.

use std::sync::OnceLock;

use tera::Value;

use crate::analyze::Cell;

/// What many pages show of one thing: made when the first of them asks, so that a page alone does not wait for all.
pub type Once = OnceLock<Value>;

/// So many things of which nothing is made yet.
pub fn unmade(length: usize) -> Vec<Once> {
    std::iter::repeat_with(Once::new).take(length).collect()
}

/// What other pages show of every conversation.
#[derive(Default)]
pub struct Talks {
    /// Persona by persona, stage by stage.
    talks: Vec<Talk>,
    stages: usize,
}

/// What other pages show of one conversation.
#[derive(Default)]
struct Talk {
    /// Its page; nothing where the edition does not show its persona.
    page: Option<String>,
    cell: Once,
    sibling: Once,
    moment: Once,
}

impl Talks {
    /// Of conversations by their pages, persona by persona, with so many stages each.
    pub fn of(pages: impl Iterator<Item = Option<String>>, stages: usize) -> Self {
        Self { talks: pages.map(|page| Talk { page, ..Talk::default() }).collect(), stages }
    }

    fn at(&self, cell: &Cell) -> Option<&Talk> {
        self.talks.get(cell.persona * self.stages + cell.stage)
    }

    /// The page of a conversation.
    pub fn page(&self, cell: &Cell) -> Option<&str> {
        self.at(cell)?.page.as_deref()
    }

    /// A conversation as a cell of a grid.
    pub fn cell(&self, cell: &Cell, make: impl FnOnce() -> Value) -> Option<Value> {
        Some(self.at(cell)?.cell.get_or_init(make).clone())
    }

    /// A conversation as one that others at its stage lead to; nothing where it has no page, which `make` is given.
    pub fn sibling(&self, cell: &Cell, make: impl FnOnce(&str) -> Value) -> Option<Value> {
        let talk = self.at(cell)?;
        let page = talk.page.as_deref()?;
        Some(talk.sibling.get_or_init(|| make(page)).clone())
    }

    /// A conversation as one that others of its persona lead to; `make` is given its page, which may be empty.
    pub fn moment(&self, cell: &Cell, make: impl FnOnce(&str) -> Value) -> Option<Value> {
        let talk = self.at(cell)?;
        Some(talk.moment.get_or_init(|| make(talk.page.as_deref().unwrap_or_default())).clone())
    }
}
