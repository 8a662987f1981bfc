//! Facts without judgement: what stands in copy, and what of the messaging it touches.

mod cues;
mod exemption;
mod facts;
mod lexicon;
mod mentions;
mod roles;

pub use cues::CueList;
pub use exemption::Exemption;
pub use facts::{Facts, Hit, PassageFacts};
pub use lexicon::{Entry, EntryId, Lexicon};
pub use mentions::{Mention, MentionKind, mentions};
pub use roles::{Role, Scope};
