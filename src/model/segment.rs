//! Segments: groups of firms with common needs.

use super::Figure;
use crate::item::Kind;
use crate::record;
use crate::shape::{Date, Phrase, Prose};

record! {
    /// A group of firms with common needs, narrow enough to be spoken to as one.
    pub Segment("a segment: a mapping with `id` and `name`") {
        /// What people call it.
        name: Phrase,
        /// What all of them need.
        common_needs: Vec<Prose>,
        /// How big it is, and how you know.
        size: Option<SegmentSize>,
        /// Whether it was carved out on purpose or is the broad market.
        focus: Option<Focus>,
        /// Signs that a firm is ready to buy.
        ready_when: Vec<Phrase>,
        /// Signs that a firm is merely interested.
        interested_when: Vec<Phrase>,
        /// Who the best customers of this segment are.
        best_customer: Option<BestCustomer>,
        /// Words that firms of this segment use.
        words: Vec<Phrase>,
    }
}

record! {
    /// How big a segment is.
    pub SegmentSize("a size: a mapping") {
        /// How many firms.
        accounts: Option<u32>,
        /// What they could pay in a year, in the company's currency.
        revenue: Option<f64>,
        /// Where the figure comes from.
        source: Option<Phrase>,
    }
}

record! {
    /// The profile of the best customers.
    pub BestCustomer("a best-customer profile: a mapping") {
        /// What they have in common.
        traits: Vec<Phrase>,
        /// Their share of revenue, 0 to 1.
        share_of_revenue: Option<f64>,
        /// The day the profile was made.
        as_of: Option<Date>,
        /// A figure to quote.
        figure: Option<Figure>,
    }
}

crate::choice! {
    /// How a segment was cut.
    pub Focus("focus: narrow or broad") {
        /// Carved out on purpose.
        Narrow = "narrow",
        /// The broad market.
        Broad = "broad",
    }
}

impl Kind for Segment {
    const KEY: &'static str = "segments";
    const NOUN: &'static str = "segment";
    const LABEL: &'static str = "Segments";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}
