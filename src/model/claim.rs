//! Claims: what we state as fact, with its proof.

use super::{Customer, Figure, Former, Message};
use crate::item::{Kind, Status};
use crate::shape::{Date, Phrase, Prose, Ref};
use crate::{choice, record};

record! {
    /// A statement of fact that copy may make, with its proof (claim substantiation after the US FTC: a reasonable basis
    /// before it is published).
    pub Claim("a claim: a mapping with `id` and `says`") {
        /// The approved wording.
        says: Prose,
        /// The figure in it.
        figure: Option<Figure>,
        /// Wordings that are always wrong for it.
        not: Vec<Phrase>,
        /// Values or wordings that were approved once.
        replaces: Vec<Former>,
        /// Qualifiers that must all stand in the same sentence.
        requires: Vec<Phrase>,
        /// Qualifiers of which one must stand in the same sentence.
        requires_any: Vec<Phrase>,
        /// Phrases that assert the opposite.
        contradicts: Vec<Phrase>,
        /// Claims (by id) or phrases it must not stand in one passage with.
        never_with: Vec<Phrase>,
        /// Other true statements with figures near the same words.
        accepts: Vec<Phrase>,
        /// Other allowed wordings.
        variants: Vec<Prose>,
        /// It is a promise: somebody has to keep it after the purchase.
        promise: bool,
        /// Whether more of it is good or bad for the buyer.
        polarity: Option<Polarity>,
        /// The regions whose copy may use it; all where absent.
        regions: Vec<Phrase>,
        /// What shows that it is true; without any it counts as a draft.
        proof: Vec<Proof>,
        /// The message that keeps the promise after the purchase.
        kept_by: Option<Ref<Message>>,
    }
}

record! {
    /// What shows that a claim is true.
    pub Proof("a proof point: a mapping with `kind` and `source`") {
        /// What sort of proof it is.
        kind: ProofKind,
        /// Where it is to be found.
        source: Phrase,
        /// The day it was made.
        date: Option<Date>,
        /// The day from which it proves nothing any more.
        expires: Option<Date>,
        /// What the customer allows.
        permission: Option<Phrase>,
        /// Who made it.
        by: Option<Phrase>,
        /// The customer it is about.
        customer: Option<Ref<Customer>>,
        /// The approved quotation.
        quote: Option<Phrase>,
    }
}

choice! {
    /// What sort of proof it is.
    pub ProofKind("proof kind") {
        /// What one customer got.
        CaseStudy = "case-study",
        /// A published study.
        Study = "study",
        /// A measured comparison.
        Benchmark = "benchmark",
        /// A certificate.
        Certification = "certification",
        /// A customer's words.
        Quote = "quote",
        /// An award.
        Award = "award",
        /// An analyst's report.
        Analyst = "analyst",
        /// Our own measured data.
        InternalData = "internal-data",
        /// A lawyer has looked at it.
        LegalReview = "legal-review",
    }
}

choice! {
    /// Whether more of it is good or bad for the buyer.
    pub Polarity("polarity: more-is-better or less-is-better") {
        /// More is better.
        MoreIsBetter = "more-is-better",
        /// Less is better.
        LessIsBetter = "less-is-better",
    }
}

impl Kind for Claim {
    const KEY: &'static str = "claims";
    const NOUN: &'static str = "claim";
    const LABEL: &'static str = "Claims";
    const STATUSES: &'static [(&'static str, Status)] = Status::ALL;
    fn title(&self) -> Option<&str> {
        Some(&self.says)
    }
}
