//! Research: surveys, studies, feedback, reputation.

use super::{Claim, Customer, Message, Pain, Persona};
use crate::config::{Stage, Team};
use crate::item::{Kind, Occasion};
use crate::shape::{Date, Entries, Phrase, Prose, Ref};
use crate::{choice, record};

record! {
    /// Something that was found out by asking or listening.
    pub Research("research: a mapping with `id` and `kind`") {
        /// What people call it.
        name: Option<Phrase>,
        /// What sort of research it is.
        kind: ResearchKind,
        /// The day it was done.
        date: Option<Date>,
        /// Who did it.
        by: Option<Phrase>,
        /// How many were asked; per team in a survey.
        n: Option<Sample>,
        /// What was asked.
        questions: Vec<Phrase>,
        /// The lowest and the highest score.
        scale: Vec<f64>,
        /// Scores by stage, team and question.
        scores: Entries<Ref<Stage>, Entries<Ref<Team>, Entries<Phrase, f64>>>,
        /// What came out.
        finds: Vec<Prose>,
        /// What was answered, question by question.
        answers: Vec<Phrase>,
        /// Words that were said.
        quotes: Vec<Phrase>,
        /// What it is about, in a word or two.
        theme: Option<Phrase>,
        /// Whether it is good or bad for us.
        sentiment: Option<Sentiment>,
        /// The message it is about.
        message: Option<Ref<Message>>,
        /// The claims it is about.
        claims: Vec<Ref<Claim>>,
        /// The pains it is about.
        pains: Vec<Ref<Pain>>,
        /// The personas it is about.
        personas: Vec<Ref<Persona>>,
        /// The customer who said it.
        customer: Option<Ref<Customer>>,
        /// How a message was received.
        verdict: Option<Reception>,
        /// What was decided after it.
        decision: Option<Decision>,
        /// Where it is to be found.
        source: Option<Phrase>,
    }
}

record! {
    /// What was decided after a study.
    pub Decision("a decision: a mapping with `verdict`") {
        /// Go, no go, or later.
        verdict: Phrase,
        /// Why.
        reason: Option<Phrase>,
        /// What is done next.
        action: Option<Phrase>,
    }
}

choice! {
    /// What sort of research it is.
    pub ResearchKind("research kind") {
        /// Teams or customers rate questions.
        Survey = "survey",
        /// Buyers are asked whether a pain is real.
        Validation = "validation",
        /// An analyst's view of the market.
        MarketReport = "market-report",
        /// One conversation, right after it.
        Feedback = "feedback",
        /// What customers and reviewers say in public.
        Reputation = "reputation",
        /// Why a deal was won or lost.
        WinLoss = "win-loss",
    }
}

choice! {
    /// Whether it is good or bad for us.
    pub Sentiment("sentiment: praise, neutral or blame") {
        /// Good.
        Praise = "praise",
        /// Neither.
        Neutral = "neutral",
        /// Bad.
        Blame = "blame",
    }
}

choice! {
    /// How a message was received.
    pub Reception("verdict: landed, missed or wrong") {
        /// They nodded.
        Landed = "landed",
        /// They did not see themselves in it.
        Missed = "missed",
        /// They said it is not so.
        Wrong = "wrong",
    }
}

/// How many were asked: one number, or one per team.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Sample {
    /// In all.
    All(u32),
    /// Per team.
    PerTeam(Entries<Ref<Team>, u32>),
}

impl crate::shape::Shape for Sample {
    fn expected() -> String {
        "a whole number, or one per team".to_owned()
    }
    fn read(node: &crate::syntax::yaml::Node, cx: &mut crate::shape::Reading) -> Option<Self> {
        match &node.value {
            crate::syntax::yaml::Value::Map(_) => Entries::read(node, cx).map(Self::PerTeam),
            _ => u32::read(node, cx).map(Self::All),
        }
    }
    fn schema(schemas: &mut crate::shape::Schemas) -> serde_json::Value {
        let per_team = <Entries<Ref<Team>, u32>>::schema(schemas);
        serde_json::json!({"anyOf": [u32::schema(schemas), per_team]})
    }
    fn walk(&self, path: &mut crate::shape::Trail, visitor: &mut dyn crate::shape::Visitor) {
        if let Self::PerTeam(entries) = self {
            entries.walk(path, visitor);
        }
    }
}

impl Kind for Research {
    const KEY: &'static str = "research";
    const NOUN: &'static str = "research";
    const LABEL: &'static str = "Research";
    fn title(&self) -> Option<&str> {
        self.name.as_deref().or(self.theme.as_deref())
    }
    fn occasion(&self) -> Option<Occasion<'_>> {
        let what = match self.kind {
            ResearchKind::Feedback => "talk",
            ResearchKind::Reputation => "review",
            ResearchKind::WinLoss => "won-and-lost",
            other => other.name(),
        };
        let who = self.by.as_deref();
        (self.date.is_some() || who.is_some()).then_some(Occasion { what, day: self.date, who })
    }
}
