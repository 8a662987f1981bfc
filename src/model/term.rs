//! Terms: the right word for a thing, and the wrong ones.

use crate::choice;
use crate::config::{Channel, Level, Team};
use crate::item::Kind;
use crate::record;
use crate::shape::{Date, Id, Phrase, Ref};
use crate::text::Span;

record! {
    /// The right word for a thing, and the wrong ones.
    pub Term("a term: a mapping with `use`") {
        /// The right word.
        preferred: Phrase = "use",
        /// Other right words.
        also: Vec<Phrase>,
        /// Wrong words.
        not: Vec<Phrase>,
        /// The wrong words are former names of the thing.
        former: bool,
        /// What sort of term it is.
        kind: Option<TermKind>,
        /// Capital letters count: the term is found only when written just so.
        case_sensitive: Option<bool>,
        /// A wrong word counts only near one of these words (for names that are common words too).
        near: Vec<Phrase>,
        /// Since when the wrong words are wrong.
        since: Option<Date>,
        /// Why.
        why: Option<Phrase>,
        /// At what level it is told; the rule's own where absent.
        severity: Option<Level>,
        /// Phrases in which a wrong word is right: `zero trust` for `trust`.
        allow_in: Vec<Phrase>,
        /// Which teams may use it; others must not (for internal terms).
        audience: Vec<Ref<Team>>,
        /// Channels in which it need not be kept to.
        except_channels: Vec<Ref<Channel>>,
        /// The full form that the first mention in a piece needs: `Dockhand Scheduler`, `Dockhand®`.
        first: Option<Phrase>,
        /// What it means, for the glossary.
        means: Option<Phrase>,
    }
}

choice! {
    /// What sort of term it is.
    pub TermKind("term kind") {
        /// The name of a category of products.
        Category = "category",
        /// The name of a product or feature.
        Product = "product",
        /// The company's or a brand's name.
        Brand = "brand",
        /// A word of the trade.
        Jargon = "jargon",
        /// A competitor's name.
        Competitor = "competitor",
        /// A word that is only for inside.
        Internal = "internal",
    }
}

impl Kind for Term {
    const KEY: &'static str = "terms";
    const NOUN: &'static str = "term";
    const LABEL: &'static str = "Terms";
    const ID_KEY: &'static str = "use";
    fn title(&self) -> Option<&str> {
        Some(&self.preferred)
    }
    fn audience(&self) -> &[Ref<Team>] {
        &self.audience
    }
    fn derived_id(&self, _: Span) -> Option<Id> {
        Some(Id::derived(&self.preferred, self.preferred.span()))
    }
}
