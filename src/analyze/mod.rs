//! Facts without judgement: what stands in copy, and what of the messaging it touches.

mod coverage;
mod cues;
mod exemption;
mod facts;
mod freshness;
mod lexicon;
mod mentions;
mod roles;

pub use coverage::{Cell, CellState, Coverage, HalfTotals, Lack};
pub use cues::CueList;
pub use exemption::Exemption;
pub use facts::{Facts, Hit, PassageFacts};
pub use freshness::{DUE_WITHIN, Freshness, claim_freshness, days, freshness, proof_holds};
pub use lexicon::{Entry, EntryId, Lexicon};
pub use mentions::{Mention, MentionKind, mentions};
pub use roles::{Role, Scope};
