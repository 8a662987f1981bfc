//! Personas: the people who take part in a purchase.

use super::{Pain, Segment};
use crate::config::Stage;
use crate::item::Kind;
use crate::shape::{AtLeastOne, Entries, Phrase, Prose, Ref};
use crate::{choice, record};

record! {
    /// A person who takes part in the purchase.
    pub Persona("a persona: a mapping with `id`, `name`, `outcome` and `pains`") {
        /// What people call the persona.
        name: Phrase,
        /// Job titles that such people have.
        titles: Vec<Phrase>,
        /// How they take part in the purchase.
        buying_role: Option<BuyingRole>,
        /// Where they work.
        segments: Vec<Ref<Segment>>,
        /// What they want to have in the end, in their own words.
        outcome: Prose,
        /// What they expect of a supplier.
        expects: Vec<Prose>,
        /// What they have to get done.
        jobs: Vec<Prose>,
        /// What would delight them.
        gains: Vec<Prose>,
        /// The pains they feel.
        pains: AtLeastOne<Ref<Pain>>,
        /// What they seek beyond the product.
        capabilities: Vec<Prose>,
        /// Words to use and to avoid with them.
        words: Option<PersonaWords>,
        /// They know the field and may want features first.
        expert: bool,
        /// What they ask, doubt and do at each stage.
        journey: Entries<Ref<Stage>, JourneyStep>,
    }
}

record! {
    /// Words to use and to avoid with a persona.
    pub PersonaWords("words: a mapping with `use` and `avoid`") {
        /// Words they use themselves.
        preferred: Vec<Phrase> = "use",
        /// Words that put them off.
        avoid: Vec<Phrase>,
    }
}

record! {
    /// What a persona asks, doubts and does at one stage.
    pub JourneyStep("a journey step: a mapping with `asks`, `doubts`, `does`") {
        /// What they ask.
        asks: Vec<Phrase>,
        /// What they doubt.
        doubts: Vec<Phrase>,
        /// What they do.
        does: Vec<Phrase>,
    }
}

choice! {
    /// How a persona takes part in the purchase.
    pub BuyingRole("buying role") {
        /// Holds the budget.
        EconomicBuyer = "economic-buyer",
        /// Wants it and fights for it.
        Champion = "champion",
        /// Checks that it works.
        TechnicalBuyer = "technical-buyer",
        /// Works with it every day.
        User = "user",
        /// Is asked for advice.
        Influencer = "influencer",
    }
}

impl Kind for Persona {
    const KEY: &'static str = "personas";
    const NOUN: &'static str = "persona";
    const LABEL: &'static str = "Personas";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}
