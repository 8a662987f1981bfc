//! Facts without judgement: what stands in copy, and what of the messaging it touches.

mod conversation;
mod coverage;
mod cues;
mod digest;
mod exemption;
mod expectations;
mod experiment;
mod facts;
mod figures;
mod freshness;
mod lexicon;
mod mentions;
mod roles;
mod sizing;
mod survey;
mod uses;
mod verdict;

pub use conversation::{Conversation, Conversations};
pub use coverage::{Cell, CellState, Coverage, HalfTotals, Lack};
pub use cues::CueList;
pub use digest::{Digest, Statement};
pub use exemption::Exemption;
pub use expectations::{SharedExpectations, shared_expectations};
pub use experiment::{Comparison, ExperimentResult, LEAST_ASKED, compare};
pub use facts::{Facts, Hit, PassageFacts};
pub use figures::{Approved, Clash, FigureUse, Relation, Said, counted, restated};
pub use freshness::{DUE_WITHIN, Freshness, claim_freshness, days, freshness, proof_holds};
pub use lexicon::{Entry, EntryId, Lexicon};
pub use mentions::{Mention, MentionKind, mentions};
pub use roles::{Role, Scope};
pub use sizing::{Fit, LEAST_SHARE, MOST_SHARE, Sizing, sizing};
pub use survey::{Survey, SurveyVerdict};
pub use uses::{ClaimUse, UseKind};
pub use verdict::{Evidence, Urgency, evidence, urgency};
