//! Voice: how the company speaks. A project has one.

use super::Persona;
use crate::config::{Channel, Stage};
use crate::item::{Examples, Kind};
use crate::shape::{Entries, Id, Phrase, Ref};
use crate::text::Span;
use crate::{choice, record};

record! {
    /// How the company speaks.
    pub Voice("the voice: a mapping") {
        /// What the voice is, and what it is not.
        principles: Vec<Principle>,
        /// How the company names itself and the buyer.
        person: Option<Person>,
        /// Most exclamation marks in one piece of copy.
        exclamation: Option<u32>,
        /// Words that are never used.
        ban: Vec<Phrase>,
        /// Phrases that are always right.
        approved_phrases: Vec<Phrase>,
        /// Most words in a sentence.
        sentence_length: Option<u32>,
        /// Highest reading grade (years of school).
        reading_grade: Option<f64>,
        /// What differs by channel.
        by_channel: Entries<Ref<Channel>, VoiceChange>,
        /// What differs by stage.
        by_stage: Entries<Ref<Stage>, VoiceChange>,
        /// What differs by persona.
        by_persona: Entries<Ref<Persona>, VoiceChange>,
        /// Customers' quotations need not keep to the voice.
        quotes_exempt: Option<bool>,
    }
}

record! {
    /// One trait of the voice.
    pub Principle("a principle: a mapping with `name`") {
        /// Its name.
        name: Phrase,
        /// What it means.
        means: Option<Phrase>,
        /// Words that go against it.
        not: Vec<Phrase>,
        /// Lines of copy that keep to it or go against it; they are tested.
        examples: Option<Examples>,
    }
}

record! {
    /// What differs in one channel, at one stage, for one persona.
    pub VoiceChange("a change of voice: a mapping") {
        /// Words that are not used there.
        ban: Vec<Phrase>,
        /// Most words in a sentence.
        sentence_length: Option<u32>,
        /// Highest reading grade (years of school).
        reading_grade: Option<f64>,
        /// Most exclamation marks in one piece of copy.
        exclamation: Option<u32>,
        /// Highest ratio of we-words to you-words.
        we_you: Option<f64>,
        /// Lines of copy that are right or wrong there; they are tested.
        examples: Option<Examples>,
    }
}

choice! {
    /// How the company names itself and the buyer.
    pub Person("person: we or you") {
        /// "We" and "our customers".
        We = "we",
        /// "You" first.
        You = "you",
    }
}

impl Kind for Voice {
    const KEY: &'static str = "voice";
    const NOUN: &'static str = "voice";
    const LABEL: &'static str = "Voice";
    const ID_KEY: &'static str = "";
    fn title(&self) -> Option<&str> {
        Some("Voice")
    }
    fn derived_id(&self, span: Span) -> Option<Id> {
        Some(Id::derived("voice", span))
    }
}
