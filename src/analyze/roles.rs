//! What a literal of the lexicon stands for.

use crate::graph::Key;
use crate::project::Attributes;

/// What a literal stands for. Positions are those of the item in its list in the playbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The right form of a term, or another right form (`also`).
    TermUse(usize),
    /// The full form of a term for its first mention.
    TermFirst(usize),
    /// A name's letters with other blanks or hyphens: `slot-refill` for `Slot Refill`.
    TermSpelling(usize),
    /// A wrong form of a term: the term, and which of its `not`.
    TermNot(usize, usize),
    /// A phrase in which a wrong form is right (`allow_in`).
    TermShield(usize),
    /// A word banned by the voice; where only somewhere, the scope.
    VoiceBan(Scope),
    /// A phrase that the voice approves.
    VoiceApproved,
    /// A word to use with a persona.
    PersonaUse(usize),
    /// A word to avoid with a persona.
    PersonaAvoid(usize),
    /// An approved wording of a claim: `says` or one of its variants.
    ClaimWording(usize),
    /// A word that shows that a sentence speaks of a claim's figure: the claim, and which word.
    ClaimWord(usize, usize),
    /// A wording that is always wrong for a claim.
    ClaimNot(usize, usize),
    /// A phrase that asserts the opposite of a claim.
    ClaimContradicts(usize, usize),
    /// Another true statement near a claim's words.
    ClaimAccepts(usize),
    /// A wording that was approved once: which of [`Lexicon::outdated`](super::Lexicon::outdated).
    Outdated(usize),
    /// A qualifier that a claim requires.
    ClaimQualifier(usize),
    /// A rare word of an approved wording, by its number among [`super::Wordings`].
    ClaimAnchor(usize),
    /// A phrase that must not stand together with a claim: the claim, and which of its `never_with`.
    ClaimNeverWith(usize, usize),
    /// A competitor's name.
    Competitor(usize),
    /// What must never be said about a competitor: the competitor, and which.
    NeverSay(usize, usize),
    /// An offer's name.
    Offer(usize),
    /// A name that an offer had before: the offer, and which.
    OfferFormer(usize, usize),
    /// How buyers say a pain.
    PainWord(usize),
    /// A customer's name.
    Customer(usize),
    /// A metric's name.
    Metric(usize),
    /// The company's or its product's name.
    Company,
    /// A phrase of a rule's own list, by the list's name.
    Cue(&'static str),
}

/// Where a banned word is banned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere.
    Everywhere,
    /// At one stage, in one channel, for one persona.
    Only(Key),
}

impl Scope {
    /// Whether copy of which this is known stands in the scope.
    pub fn holds(&self, known: &Attributes) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Only(key) => match key.kind {
                "stages" => known.stage.as_deref() == Some(&key.id),
                "channels" => known.channel.as_deref() == Some(&key.id),
                _ => known.personas.contains(&key.id),
            },
        }
    }
}

impl Role {
    /// Whether it is a phrase of this list of a rule.
    pub fn is_cue(&self, list: &str) -> bool {
        matches!(self, Self::Cue(name) if *name == list)
    }

    /// Whether a longer hit of this role shows that a shorter wrong one inside it is right.
    pub fn shields(&self) -> bool {
        matches!(
            self,
            Self::TermUse(_)
                | Self::TermFirst(_)
                | Self::TermShield(_)
                | Self::VoiceApproved
                | Self::ClaimWording(_)
                | Self::ClaimAccepts(_)
                | Self::Competitor(_)
                | Self::Offer(_)
                | Self::Customer(_)
                | Self::Company
        )
    }
}
