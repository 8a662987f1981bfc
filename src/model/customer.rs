//! Customers: who may be named, and what they got.

use super::{Claim, Segment};
use crate::item::Kind;
use crate::shape::{Date, Phrase, Prose, Ref};
use crate::{choice, record};

record! {
    /// A customer, and what may be said about them.
    pub Customer("a customer: a mapping with `id` and `name`") {
        /// Their name as written in copy.
        name: Phrase,
        /// Other names they go by.
        aka: Vec<Phrase>,
        /// The segment they belong to.
        segment: Option<Ref<Segment>>,
        /// Where they may be named.
        reference: Option<Reference>,
        /// What they allowed, in their words.
        permission: Option<Phrase>,
        /// The claims they were promised.
        promise: Vec<Ref<Claim>>,
        /// What they got.
        outcome: Option<Prose>,
        /// How likely they are to recommend us, 0 to 10 (Net Promoter Score question).
        nps: Option<u32>,
        /// They speak for us of their own accord.
        advocate: bool,
        /// Customer since.
        since: Option<Date>,
        /// They left.
        churn: Option<Churn>,
    }
}

record! {
    /// A customer left.
    pub Churn("churn: a mapping with `date`") {
        /// When.
        date: Date,
        /// Why.
        reason: Option<Phrase>,
        /// Whether we could have kept them.
        controllable: Option<bool>,
    }
}

choice! {
    /// Where a customer may be named.
    pub Reference("reference: public, named-private, internal or none") {
        /// Anywhere.
        Public = "public",
        /// In talks with single buyers.
        NamedPrivate = "named-private",
        /// Only inside.
        Internal = "internal",
        /// Nowhere.
        None = "none",
    }
}

impl Kind for Customer {
    const KEY: &'static str = "customers";
    const NOUN: &'static str = "customer";
    const LABEL: &'static str = "Customers";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}
