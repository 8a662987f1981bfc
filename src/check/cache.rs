//! What is remembered from one run to the next: of each piece that was read and judged without any fault, what came of
//! it. Valid for the same program, basis (day, settings, messaging), rules and text only, so that it never changes a
//! result; what cannot be read of it is forgotten.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::checker::Judged;
use crate::analyze::Digest;
use crate::project::{Known, Memory, Piece, Project};
use crate::text::Source;
use crate::text::kept::{Shelf, among};

/// The program that remembers: another one may judge otherwise.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("REFRAIN_BUILD"));

/// What is remembered from an earlier run.
#[derive(Debug, Default)]
pub struct Cache {
    head: Head,
    /// What came of each piece, one after the other.
    told: Vec<u8>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Head {
    program: String,
    /// [`Project::basis`].
    basis: u128,
    /// The rules that ran, and where.
    rules: Vec<String>,
    entries: BTreeMap<Name, Entry>,
}

/// A piece: a file by its path, a piece of the messaging by its number, which is the same for the same basis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Name {
    File(String),
    Messaging(usize),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// The digest of the file's text.
    text: u128,
    known: Known,
    /// Where in `told`.
    told: Range<usize>,
}

impl Cache {
    /// Reads what [`Checker::memory`](super::Checker::memory) gave; nothing where that is damaged or of another program.
    pub fn read(bytes: &[u8]) -> Self {
        let Ok((head, told)) = postcard::take_from_bytes::<Head>(bytes) else { return Self::default() };
        if head.program == PROGRAM { Self { head, told: told.to_vec() } } else { Self::default() }
    }

    /// What came of a piece under these rules, if it is remembered and nothing changed since.
    pub(super) fn recall(&self, recalling: &Recalling, at: usize, piece: &Piece) -> Option<(Judged, Digest)> {
        if !recalling.valid {
            return None;
        }
        let told = self.written(recalling, at, piece)?;
        let shelf = recalling.shelf(piece);
        among(shelf, || postcard::from_bytes::<(Judged, Digest)>(told).ok())
            .map(|(judged, digest)| (judged, Digest { piece: at, ..digest }))
    }

    fn written(&self, recalling: &Recalling, at: usize, piece: &Piece) -> Option<&[u8]> {
        let entry = self.head.entries.get(&recalling.name(at, piece))?;
        let same = entry.text == digest_of(piece);
        self.told.get(entry.told.clone()).filter(|_| same)
    }

    /// What is to be remembered after a run. If only a part of the copy was read, what is remembered of other files
    /// stays.
    pub(super) fn write(
        &self,
        recalling: &Recalling,
        project: &Project,
        came: &[(&Judged, &Digest)],
    ) -> Vec<u8> {
        let mut told: Vec<u8> = vec![];
        let mut entries = BTreeMap::new();
        if project.is_partial() && recalling.valid {
            for (name, entry) in &self.head.entries {
                let Some(bytes) = self.told.get(entry.told.clone()) else { continue };
                let from = told.len();
                told.extend(bytes);
                entries.insert(name.clone(), Entry { told: from..told.len(), ..entry.clone() });
            }
        }
        for (at, (piece, (judged, digest))) in project.pieces.iter().zip(came).enumerate() {
            if !recalling.keeps(piece, judged) {
                continue;
            }
            let from = told.len();
            match self.written(recalling, at, piece).filter(|_| recalling.valid) {
                Some(bytes) => told.extend(bytes),
                None => {
                    let bytes = among(recalling.shelf(piece), || postcard::to_stdvec(&(judged, digest)));
                    let Ok(bytes) = bytes else { continue };
                    told.extend(bytes);
                }
            }
            let known = Known { attributes: piece.attributes.clone(), words: digest.words };
            let entry = Entry { text: digest_of(piece), known, told: from..told.len() };
            entries.insert(recalling.name(at, piece), entry);
        }
        let head = Head {
            program: PROGRAM.to_owned(),
            basis: project.basis,
            rules: recalling.rules.clone(),
            entries,
        };
        let mut bytes = postcard::to_stdvec(&head).unwrap_or_default();
        bytes.extend(told);
        bytes
    }
}

impl Memory for Cache {
    fn known(&self, basis: u128, source: &Source) -> Option<Known> {
        let entry = self.head.entries.get(&Name::File(source.path().to_owned()))?;
        let same = self.head.basis == basis && entry.text == xxh3_128(source.text().as_bytes());
        same.then(|| entry.known.clone())
    }
}

/// One run that remembers: whether an earlier one was of the same kind, and the sources that places stand in.
pub(super) struct Recalling {
    valid: bool,
    rules: Vec<String>,
    others: Arc<BTreeMap<String, Arc<Source>>>,
    /// How many pieces are files; those of the messaging come after them.
    files: usize,
    /// Files of which something could not be read.
    faulty: std::collections::BTreeSet<String>,
}

impl Recalling {
    pub(super) fn new(cache: &Cache, project: &Project, rules: Vec<String>) -> Self {
        let sources = project.config.sources().chain(&project.sources);
        let others = sources.map(|s| (s.path().to_owned(), Arc::clone(s))).collect();
        Self {
            valid: cache.head.basis == project.basis && cache.head.rules == rules,
            rules,
            others: Arc::new(others),
            files: project.pieces.iter().take_while(|p| p.is_file()).count(),
            faulty: project.faults.iter().map(|f| f.place.path().to_owned()).collect(),
        }
    }

    /// Whether a piece is remembered: nothing of it could not be read, and it refers to nothing unknown.
    pub(super) fn keeps(&self, piece: &Piece, judged: &Judged) -> bool {
        judged.faults.is_empty() && piece.missing.is_empty() && !self.faulty.contains(piece.path())
    }

    fn name(&self, at: usize, piece: &Piece) -> Name {
        match at.checked_sub(self.files) {
            Some(n) => Name::Messaging(n),
            None => Name::File(piece.path().to_owned()),
        }
    }

    fn shelf(&self, piece: &Piece) -> Shelf {
        Shelf { own: Arc::clone(piece.source()), others: Arc::clone(&self.others) }
    }
}

/// The digest of the text of a copy file; the basis stands for that of the messaging.
fn digest_of(piece: &Piece) -> u128 {
    if piece.is_file() { xxh3_128(piece.source().text().as_bytes()) } else { 0 }
}
