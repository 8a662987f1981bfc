//! Messages: what is said at one stage.

use super::{Claim, Former, Offer, Pain, Persona, Segment, Trigger, ValueProp};
use crate::config::{Channel, Stage, Team};
use crate::item::Kind;
use crate::record;
use crate::shape::{Entries, Id, Phrase, Prose, Ref};

record! {
    /// What is said to whom at one stage, step by step.
    pub Message("a message: a mapping with `id` and `stage`") {
        /// What people call it.
        name: Option<Phrase>,
        /// The stage it is for.
        stage: Ref<Stage>,
        /// Whom it is for; everybody where absent.
        personas: Vec<Ref<Persona>>,
        /// Which segments it is for; all where absent.
        segments: Vec<Ref<Segment>>,
        /// The need it starts from.
        pains: Vec<Ref<Pain>>,
        /// Where it appears.
        channel: Option<Ref<Channel>>,
        /// The team that says it.
        team: Option<Ref<Team>>,
        /// In a line.
        headline: Option<Prose>,
        /// In a sentence or two.
        short: Option<Prose>,
        /// In full.
        long: Option<Prose>,
        /// The story, by the steps of the stage's framework.
        steps: Entries<Phrase, Prose>,
        /// How to say it aloud.
        talk_track: Option<Prose>,
        /// Questions to ask.
        questions: Vec<Phrase>,
        /// What the buyer is asked to do next.
        cta: Option<Prose>,
        /// What makes it timely.
        trigger: Vec<Ref<Trigger>>,
        /// The same message in other words.
        variants: Vec<Variant>,
        /// The value proposition it tells.
        value_prop: Option<Ref<ValueProp>>,
        /// The claims it uses.
        claims: Vec<Ref<Claim>>,
        /// What it offers.
        offer: Vec<Ref<Offer>>,
        /// Former wordings that must not be used any more.
        was: Vec<Former>,
        /// Files to send with it.
        assets: Vec<Phrase>,
    }
}

record! {
    /// A message in other words.
    pub Variant("a variant: a mapping with `id` and `text`") {
        /// Its name within the message.
        id: Id,
        /// The words.
        text: Prose,
        /// Whom it is for.
        personas: Vec<Ref<Persona>>,
        /// Which segments it is for.
        segments: Vec<Ref<Segment>>,
    }
}

impl Kind for Message {
    const KEY: &'static str = "messages";
    const NOUN: &'static str = "message";
    const LABEL: &'static str = "Messages";
    fn title(&self) -> Option<&str> {
        self.name.as_deref().or(self.headline.as_deref())
    }
}
