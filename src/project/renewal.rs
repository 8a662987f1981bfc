//! Taking in a file that changed, without opening the whole project again.

use std::sync::Arc;

use super::{CopyMap, CopyReading, Nothing, Piece, Project, basis, guarded, piece, read};
use crate::config;
use crate::files::Files;
use crate::limits;
use crate::model::Playbook;

/// What a changed file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// A piece of copy, at this place of [`Project::pieces`].
    Piece(usize),
    /// A file of the messaging.
    Messaging,
}

impl Renewed {
    /// Which piece of copy was read again, if it was one.
    pub fn piece(self) -> Option<usize> {
        match self {
            Self::Piece(at) => Some(at),
            Self::Messaging => None,
        }
    }
}

impl Project {
    /// Reads one file again, so that the project is what opening it anew would give. Nothing where that is not known to be
    /// so: then it has to be opened anew. A file that met a fault, or meets one now, is of that sort, and so are the
    /// settings, and a file of the messaging that tells of other items than before.
    pub fn renew(&mut self, files: &dyn Files, path: &str) -> Option<Renewed> {
        if config::is_settings(path) || self.faults.iter().any(|fault| fault.place.path() == path) {
            return None;
        }
        match self.pieces.iter().position(|p| p.is_file() && p.path() == path) {
            Some(at) => self.renew_copy(files, at, path),
            None => self.renew_messaging(files, path),
        }
    }

    /// Whether a file of this name is read when the project is opened.
    pub fn may_read(&self, path: &str) -> bool {
        let map = CopyMap::of(&self.config, &mut vec![]);
        config::is_settings(path) || self.config.is_messaging(path) || map.takes(&self.config, path)
    }

    fn renew_copy(&mut self, files: &dyn Files, at: usize, path: &str) -> Option<Renewed> {
        let map = CopyMap::of(&self.config, &mut vec![]);
        let (config, graph, basis) = (&self.config, &self.graph, self.basis);
        let reading = CopyReading { files, config, graph, map: &map, basis, memory: &Nothing };
        let (piece, faults) = reading.one(path).ok()?;
        *self.pieces.get_mut(at).filter(|_| faults.is_empty())? = piece;
        Some(Renewed::Piece(at))
    }

    fn renew_messaging(&mut self, files: &dyn Files, path: &str) -> Option<Renewed> {
        let at = self.sources.binary_search_by(|source| source.path().cmp(path)).ok()?;
        let former = Arc::clone(self.sources.get(at)?);
        let source = read(files, path, limits::YAML_BYTES).ok()?;
        if source.text() == former.text() {
            return Some(Renewed::Messaging);
        }
        let (playbook, faults) = guarded(path, || Playbook::read(&source)).ok()?;
        let (prose, unread) = piece::of_messaging(&playbook, &Nothing);
        let of_former = |piece: &Piece| !piece.is_file() && Arc::ptr_eq(piece.source(), &former);
        let before: Vec<usize> =
            (0..self.pieces.len()).filter(|at| self.pieces.get(*at).is_some_and(of_former)).collect();
        let items = before.iter().filter_map(|at| self.pieces.get(*at)).map(|piece| &piece.item);
        let whole = faults.is_empty() && unread.is_empty() && self.graph.duplicates().is_empty();
        // With the same ids in the same order all else refers to what it did before.
        if !whole
            || !items.eq(prose.iter().map(|piece| &piece.item))
            || !self.playbook.exchange(&former, playbook)
        {
            return None;
        }
        for (at, piece) in before.into_iter().zip(prose) {
            *self.pieces.get_mut(at)? = piece;
        }
        self.graph.renew(self.playbook.items().filter(|item| Arc::ptr_eq(item.source(), &source)));
        *self.sources.get_mut(at)? = source;
        self.basis = basis(self.as_of, &self.config, &self.lock, &self.playbook, &self.sources);
        Some(Renewed::Messaging)
    }
}
