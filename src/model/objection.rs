//! Objections: reasons a buyer gives for not buying, and the answers.

use super::{Claim, Persona};
use crate::config::Stage;
use crate::item::Kind;
use crate::record;
use crate::shape::{Phrase, Prose, Ref};

record! {
    /// A reason a buyer gives for not going on, and the answer.
    pub Objection("an objection: a mapping with `id`, `says` and `respond`") {
        /// What the buyer says.
        says: Phrase,
        /// What they mean by it.
        means: Option<Phrase>,
        /// The stages where it comes up.
        stage: Vec<Ref<Stage>>,
        /// Who says it.
        personas: Vec<Ref<Persona>>,
        /// The answer.
        respond: Prose,
        /// The claims the answer rests on.
        claims: Vec<Ref<Claim>>,
        /// What not to say.
        do_not_say: Vec<Phrase>,
        /// When the objection is right and we should walk away.
        fatal_when: Option<Phrase>,
    }
}

impl Kind for Objection {
    const KEY: &'static str = "objections";
    const NOUN: &'static str = "objection";
    const LABEL: &'static str = "Objections";
    fn title(&self) -> Option<&str> {
        Some(&self.says)
    }
}
