//! Competitors: what buyers could do instead, doing nothing among it.

use crate::item::Kind;
use crate::shape::{Date, Phrase};
use crate::{choice, record};

record! {
    /// What a buyer could do instead of buying from us: a rival, today's way, nothing (after Dunford's competitive
    /// alternatives).
    pub Competitor("a competitor: a mapping with `id` and `name`") {
        /// Its name as written in copy.
        name: Phrase,
        /// Other names it goes by.
        aka: Vec<Phrase>,
        /// What sort of alternative it is.
        kind: Option<CompetitorKind>,
        /// Where it may be named.
        mention: Option<Mention>,
        /// What it does well.
        strengths: Vec<Phrase>,
        /// What it does badly.
        weaknesses: Vec<Phrase>,
        /// What they say about themselves or us.
        they_say: Vec<Phrase>,
        /// When buyers choose us over it.
        we_win_when: Vec<Phrase>,
        /// When buyers choose it over us.
        they_win_when: Vec<Phrase>,
        /// Questions that let the buyer find its weak spots.
        landmines: Vec<Phrase>,
        /// What must never be said about it.
        never_say: Vec<Phrase>,
        /// The day these facts were last checked.
        as_of: Option<Date>,
    }
}

choice! {
    /// What sort of alternative it is.
    pub CompetitorKind("competitor kind") {
        /// A rival with a like product.
        Direct = "direct",
        /// The way it is done today.
        StatusQuo = "status-quo",
        /// Leaving things as they are.
        DoNothing = "do-nothing",
        /// Building it oneself.
        InHouse = "in-house",
        /// Another sort of product.
        Category = "category",
    }
}

choice! {
    /// Where a competitor may be named.
    pub Mention("mention: allowed, sales-only or never") {
        /// Everywhere.
        Allowed = "allowed",
        /// In copy of the sales team and on pages that compare.
        SalesOnly = "sales-only",
        /// Nowhere in copy for buyers.
        Never = "never",
    }
}

impl Kind for Competitor {
    const KEY: &'static str = "competitors";
    const NOUN: &'static str = "competitor";
    const LABEL: &'static str = "Battlecards";
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }
}
