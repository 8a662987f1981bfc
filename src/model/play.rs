//! Plays: who touches the buyer when, with what, and who takes over.

use super::{Message, Persona, Trigger};
use crate::config::{Channel, Stage, Team};
use crate::item::Kind;
use crate::record;
use crate::shape::{Phrase, Prose, Ref};

record! {
    /// A choreography of touchpoints across teams towards one goal.
    pub Play("a play: a mapping with `id` and `goal`") {
        /// What people call it.
        name: Option<Phrase>,
        /// What it is to reach.
        goal: Phrase,
        /// The stage it belongs to.
        stage: Option<Ref<Stage>>,
        /// Whom it is for.
        personas: Vec<Ref<Persona>>,
        /// What sets it off.
        trigger: Vec<Ref<Trigger>>,
        /// Who enters it, and when.
        entry: Option<Phrase>,
        /// Its touchpoints, in order.
        steps: Vec<PlayStep>,
        /// How it ends: `signed`, or another play's id.
        exit: Vec<Phrase>,
    }
}

record! {
    /// One touchpoint of a play.
    pub PlayStep("a step: a mapping with `touch`") {
        /// What the buyer notices.
        touch: Phrase,
        /// Where it happens.
        channel: Option<Ref<Channel>>,
        /// The team that does it.
        owner: Option<Ref<Team>>,
        /// The message it brings.
        message: Option<Ref<Message>>,
        /// On which day, counted from the play's entry or (negative) towards its date.
        day: Option<i32>,
        /// How long to wait before it: `3 days`.
        wait: Option<Phrase>,
        /// What is done besides.
        does: Option<Phrase>,
        /// Who takes over, with what.
        hand_off: Option<HandOff>,
        /// What happens when the buyer is not ready.
        if_not_ready: Option<Phrase>,
        /// How many times at most the buyer may go back from here.
        rounds: Option<u32>,
        /// The experiment that runs on it.
        ab: Option<Phrase>,
    }
}

record! {
    /// One team hands a buyer to another.
    pub HandOff("a hand-off: a mapping with `to`") {
        /// The team that takes over.
        to: Ref<Team>,
        /// What is handed over.
        with: Vec<Phrase>,
        /// When the other team accepts.
        accept_when: Option<Phrase>,
        /// Within what time.
        within: Option<Phrase>,
        /// What the buyer doubts at this moment.
        doubt: Option<Phrase>,
        /// What answers the doubt.
        answer: Option<Prose>,
    }
}

impl Kind for Play {
    const KEY: &'static str = "plays";
    const NOUN: &'static str = "play";
    const LABEL: &'static str = "Plays";
    fn title(&self) -> Option<&str> {
        self.name.as_deref().or(Some(&self.goal))
    }
}
