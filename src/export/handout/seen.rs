//! What the pages of the site show, as far as one-pagers read it: the documented context of their templates, typed.

use serde::Deserialize;

/// A reference to an item.
#[derive(Debug, Deserialize)]
pub struct Ref {
    pub id: String,
    pub title: String,
}

/// Whether something may be relied on.
#[derive(Debug, Deserialize)]
pub struct Fresh {
    pub state: String,
    pub words: String,
}

impl Fresh {
    /// Whether it may be used today.
    pub fn is_usable(&self) -> bool {
        !["retired", "draft", "expired"].contains(&self.state.as_str())
    }
}

/// What every page tells of itself.
#[derive(Debug, Deserialize)]
pub struct Page {
    pub title: String,
    pub freshness: Option<Fresh>,
    pub internal: bool,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Proof {
    pub kind: String,
    pub source: String,
    pub url: Option<String>,
    pub date: Option<String>,
    pub freshness: Option<Fresh>,
    pub customer: Option<Ref>,
    pub quote: Option<String>,
    pub by: Option<String>,
    pub nameable: bool,
}

#[derive(Debug, Deserialize)]
pub struct Claim {
    #[serde(rename = "ref")]
    pub to: Ref,
    pub says: String,
    pub freshness: Fresh,
    pub proof: Vec<Proof>,
    pub qualifiers: Vec<String>,
    pub internal: bool,
}

#[derive(Debug, Deserialize)]
pub struct Stage {
    #[serde(rename = "ref")]
    pub to: Ref,
    pub question: String,
    pub moment: String,
    pub owner: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Step {
    pub title: String,
    pub text: Option<String>,
    pub claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
pub struct Message {
    #[serde(rename = "ref")]
    pub to: Ref,
    pub headline: Option<String>,
    pub long: Option<String>,
    pub steps: Vec<Step>,
    pub talk_track: Option<String>,
    pub cta: Option<String>,
    pub claims: Vec<Claim>,
    pub freshness: Fresh,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Pain {
    pub statement: String,
    pub severity: u8,
    pub verdict: String,
    pub words: Vec<String>,
    pub evidence: String,
}

#[derive(Debug, Deserialize)]
pub struct Objection {
    pub says: String,
    pub means: Option<String>,
    pub respond: String,
    pub do_not_say: Vec<String>,
    pub claims: Vec<Claim>,
    pub fatal_when: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Rival {
    pub name: String,
    pub kind: String,
    pub mention: String,
    pub they_say: Vec<String>,
    pub we_win_when: Vec<String>,
    pub they_win_when: Vec<String>,
    pub strengths: Vec<String>,
    pub weaknesses: Vec<String>,
    pub landmines: Vec<String>,
    pub never_say: Vec<String>,
    pub as_of: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct HandOff {
    pub from: Option<String>,
    pub to: String,
    pub with: Vec<String>,
    pub accept_when: Option<String>,
    pub within: Option<String>,
    pub doubt: Option<String>,
    pub answer: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Question {
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub struct Send {
    pub title: String,
    pub channel: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Avoid {
    pub text: String,
    pub why: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Words {
    #[serde(rename = "use")]
    pub preferred: Vec<String>,
    pub avoid: Vec<Avoid>,
}

/// What a conversation lacks.
#[derive(Debug, Deserialize)]
pub struct Gap {
    pub missing: Vec<String>,
}

/// The page of a conversation.
#[derive(Debug, Deserialize)]
pub struct Conversation {
    pub page: Page,
    pub persona: Ref,
    pub stage: Stage,
    pub outcome: String,
    pub know: Option<String>,
    pub say: Option<String>,
    pub proof_line: Option<Claim>,
    #[serde(rename = "do")]
    pub next: Option<String>,
    pub pains: Vec<Pain>,
    pub questions: Vec<Question>,
    pub messages: Vec<Message>,
    pub claims: Vec<Claim>,
    pub objections: Vec<Objection>,
    pub rivals: Vec<Rival>,
    pub send: Vec<Send>,
    pub hand_offs: Vec<HandOff>,
    pub words: Words,
    pub gap: Option<Gap>,
}

/// The page of a competitor.
#[derive(Debug, Deserialize)]
pub struct Battlecard {
    pub page: Page,
    pub rival: Rival,
    pub objections: Vec<Objection>,
}

/// How a play ends; `to` is another play.
#[derive(Debug, Deserialize)]
pub struct Exit {
    pub words: String,
    #[serde(rename = "ref")]
    pub to: Option<Ref>,
}

#[derive(Debug, Deserialize)]
pub struct PlayHead {
    pub goal: String,
    pub stage: Option<Stage>,
    pub personas: Vec<Ref>,
    pub triggers: Vec<Ref>,
    pub entry: Option<String>,
    pub exit: Vec<Exit>,
}

#[derive(Debug, Deserialize)]
pub struct PlayStep {
    pub n: usize,
    pub touch: String,
    pub day: Option<i64>,
    pub wait: Option<String>,
    pub channel: Option<String>,
    pub owner: Option<String>,
    pub does: Option<String>,
    pub message: Option<Ref>,
    pub if_not_ready: Option<String>,
    pub hand_off: Option<HandOff>,
}

#[derive(Debug, Deserialize)]
pub struct Outcome {
    pub title: String,
    pub words: Option<String>,
    pub verdict: String,
}

/// The page of a play.
#[derive(Debug, Deserialize)]
pub struct Play {
    pub page: Page,
    pub play: PlayHead,
    pub steps: Vec<PlayStep>,
    pub results: Vec<Outcome>,
}
