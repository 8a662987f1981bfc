//! Offers: what is sold.

use super::Pain;
use crate::item::Kind;
use crate::shape::{Phrase, Prose, Ref};
use crate::{choice, record};

record! {
    /// Something that is sold: a product, a feature, a plan, a service.
    pub Offer("an offer: a mapping with `id` and `name`") {
        /// Its name as written in copy.
        name: Phrase,
        /// What sort of offer it is.
        kind: Option<OfferKind>,
        /// Other names it goes by in copy.
        aka: Vec<Phrase>,
        /// Names it had before; not to be used any more.
        former: Vec<Phrase>,
        /// What it does, in a sentence.
        says: Option<Prose>,
        /// The pains it relieves.
        solves: Vec<Ref<Pain>>,
        /// What it costs, as it may be told.
        price: Option<Phrase>,
        /// Other offers that come with it.
        includes: Vec<Ref<Offer>>,
        /// What it does for the buyer.
        benefits: Vec<Prose>,
    }
}

choice! {
    /// What sort of offer it is.
    pub OfferKind("offer kind: product, feature, plan or service") {
        /// A product.
        Product = "product",
        /// A part of a product.
        Feature = "feature",
        /// A way to pay.
        Plan = "plan",
        /// Work done by people.
        Service = "service",
    }
}

impl Kind for Offer {
    const KEY: &'static str = "offers";
    const NOUN: &'static str = "offer";
    const LABEL: &'static str = "Offers";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}
