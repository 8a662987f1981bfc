//! Facts without judgement: what stands in copy, and what of the messaging it touches.

mod addressing;
mod beside;
mod conversation;
mod coverage;
mod cues;
mod digest;
mod drift;
mod exemption;
mod expectations;
mod experiment;
mod facts;
mod figures;
mod freshness;
mod house_style;
mod lexicon;
mod maturity;
mod mentions;
mod named;
mod news;
mod numbers;
mod outdated;
mod persona;
mod questions;
mod readability;
mod referees;
mod relief;
mod remark;
mod reputation;
mod roles;
mod search;
mod seen;
mod sizing;
mod speaker;
mod speech;
mod spellings;
mod stated;
mod studies;
mod survey;
mod touches;
mod triggers;
mod uses;
mod variables;
mod verdict;
mod voice_gap;
mod wanting;
mod weighing;
mod wordings;

pub use addressing::Addressing;
pub use beside::claims_beside;
pub use conversation::{Conversation, Conversations};
pub use coverage::{Cell, CellState, Coverage, HalfTotals, Lack};
pub use cues::CueList;
pub use digest::{Answer, Digest, Statement};
pub use drift::{Change, Resemblance};
pub use exemption::Exemption;
pub use expectations::{SharedExpectations, shared_expectations};
pub use experiment::{Comparison, ExperimentResult, LEAST_ASKED, compare};
pub use facts::{Facts, Hit, PassageFacts};
pub use figures::{Approved, Clash, FigureUse, Relation, Said, counted, restated};
pub use freshness::{
    DUE_WITHIN, Freshness, bears_own_day, claim_freshness, days, expired, freshness, proof_holds,
};
pub use house_style::{Limit, Measure, house_limit};
pub use lexicon::{Entry, EntryId, Lexicon};
pub use maturity::{Standing, standing};
pub use mentions::{Mention, MentionKind, mentions};
pub use news::{Became, became, monday, told, wording};
pub use numbers::{
    Bucket, Chase, Numbers, Payback, SOURCES, Sources, buckets, on_target, payback_by_segment, side_by_side,
    sources, sources_by_segment, tail_chasing, unmeasured_sources,
};
pub use outdated::{Now, Once, Outdated};
pub use persona::Spoken;
pub use questions::{AnswerSource, Answered, Asked, asked_in_copy};
pub use readability::{Prose, readability};
pub use referees::{Referee, referees};
pub use relief::Relief;
pub use remark::{Remark, is_reason, remarks_in_copy, remarks_in_yaml};
pub use reputation::{Gap, Reactions, Theme, reactions, themes};
pub use roles::{Role, Scope};
pub use seen::{Unseen, Watched, unseen};
pub use sizing::{Fit, LEAST_SHARE, MOST_SHARE, Sizing, sizing};
pub use speaker::OfUs;
pub use speech::{Paragraph, Speech};
pub use stated::StatedNumber;
pub use studies::{asked, asks_teams, hears_buyers, is_study, research_on};
pub use survey::{Survey, SurveyVerdict};
pub use touches::{ContactPoint, Meeting, Silence, contact_points, meetings, reached, silence};
pub use triggers::{Response, response};
pub use uses::{ClaimUse, UseKind};
pub use variables::{List, Variable, variables, withdrawn};
pub use verdict::{Evidence, Urgency, evidence, urgency};
pub use voice_gap::{
    COMPARED, Difference, FigureSaid, SplitFigure, TeamSpeech, VoiceGap, WordScore, voice_gaps,
};
pub use wanting::{Draft, Wanting};
pub use weighing::Weighing;
pub use wordings::{Class, Word, Wording, Wordings};
