//! Value propositions: the promise to a persona with a pain.

use super::{Claim, Competitor, Offer, Pain, Persona};
use crate::item::Kind;
use crate::record;
use crate::shape::{AtLeastOne, Prose, Ref};

record! {
    /// The promise that relieves a persona's pain (after the Value Proposition Canvas and Moore's template).
    pub ValueProp("a value proposition: a mapping with `id`, `personas`, `pains` and `promise`") {
        /// Whom it is for.
        personas: AtLeastOne<Ref<Persona>>,
        /// The pains it relieves.
        pains: AtLeastOne<Ref<Pain>>,
        /// The promise, in a sentence.
        promise: Prose,
        /// What the buyer fights with today.
        challenge: Option<Prose>,
        /// What that is like.
        experience: Option<Prose>,
        /// What relieves it.
        solution: Vec<Ref<Offer>>,
        /// What the buyer gains.
        benefit: Option<Prose>,
        /// What it is worth in the end.
        result: Option<Prose>,
        /// What buyers would do otherwise.
        unlike: Vec<Ref<Competitor>>,
        /// The claims that prove it.
        claims: Vec<Ref<Claim>>,
    }
}

impl Kind for ValueProp {
    const KEY: &'static str = "value_props";
    const NOUN: &'static str = "value-prop";
    const LABEL: &'static str = "Value propositions";
    fn title(&self) -> Option<&str> {
        Some(&self.promise)
    }
}
