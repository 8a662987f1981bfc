//! Freshness: whether an item may still be relied on today, from the dates of its header and of its proof.

use crate::item::{AnyItem, Header, Item, Status};
use crate::model::{Claim, Proof};
use crate::shape::Date;

/// An item whose last day is nearer than this many days is due.
pub const DUE_WITHIN: i64 = 30;

/// Whether an item may be relied on, and since or until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Withdrawn; must not be used.
    Retired,
    /// Not approved yet, or a claim without proof.
    Draft,
    /// Its last day has passed: the day from which it must not be used.
    Expired(Date),
    /// Its last day is near.
    DueBy(Date),
    /// Nobody has confirmed it since this day, longer ago than its kind allows.
    ReviewDue(Date),
    /// Good until this day.
    GoodUntil(Date),
    /// Confirmed on this day.
    Verified(Date),
    /// It bears neither a review nor a last day.
    Unknown,
}

impl Freshness {
    /// Whether it may be used today.
    pub fn is_usable(self) -> bool {
        !matches!(self, Self::Retired | Self::Draft | Self::Expired(_))
    }
}

/// The freshness of an item of any kind.
pub fn freshness(item: &dyn AnyItem, as_of: Date) -> Freshness {
    of_header(item.header(), item.status(), review_every(item.kind()), as_of)
}

/// The freshness of a claim: also its proof must hold.
pub fn claim_freshness(claim: &Item<Claim>, as_of: Date) -> Freshness {
    let own = freshness(claim, as_of);
    if !own.is_usable() {
        return own;
    }
    if claim.proof.is_empty() {
        return Freshness::Draft;
    }
    // The strongest proof counts: one without a last day, else the one that holds longest.
    let last = claim.proof.iter().map(|p| p.expires).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten();
    let by_proof = last.map_or(Freshness::Unknown, |day| by_last_day(day, as_of));
    match (own, by_proof) {
        (_, Freshness::Expired(_)) => by_proof,
        (Freshness::DueBy(_) | Freshness::ReviewDue(_), _) => own,
        (_, Freshness::DueBy(_)) => by_proof,
        (Freshness::Unknown, _) => by_proof,
        _ => own,
    }
}

/// The day from which an item must not be used, where that day has come; a retired item is used no more anyway.
pub fn expired(item: &dyn AnyItem, as_of: Date) -> Option<Date> {
    item.header().expires.filter(|day| item.status() != Status::Retired && days(as_of, *day) <= 0)
}

/// Whether items of a kind tell of their own day, and are not confirmed again: a study stays what it was.
pub fn bears_own_day(kind: &str) -> bool {
    matches!(kind, "research" | "experiments" | "metrics")
}

/// Whether a proof holds today.
pub fn proof_holds(proof: &Proof, as_of: Date) -> bool {
    proof.expires.is_none_or(|day| days(as_of, day) > 0)
}

/// After how many days an item of a kind should be looked at again: what changes with the market sooner than what
/// describes people.
fn review_every(kind: &str) -> i64 {
    match kind {
        "competitors" | "offers" => 92,
        "claims" | "customers" | "segments" | "messages" | "plays" => 183,
        _ => 366,
    }
}

fn of_header(header: &Header, status: Status, every: i64, as_of: Date) -> Freshness {
    match status {
        Status::Retired => return Freshness::Retired,
        Status::Draft | Status::Illustrative | Status::Target | Status::Disputed => return Freshness::Draft,
        Status::Approved => {}
    }
    match (header.expires, header.reviewed) {
        (Some(day), _) if days(as_of, day) <= 0 => Freshness::Expired(day),
        (_, Some(reviewed)) if days(reviewed, as_of) > every => Freshness::ReviewDue(reviewed),
        (Some(day), _) => by_last_day(day, as_of),
        (None, Some(reviewed)) => Freshness::Verified(reviewed),
        (None, None) => Freshness::Unknown,
    }
}

fn by_last_day(day: Date, as_of: Date) -> Freshness {
    match days(as_of, day) {
        ..=0 => Freshness::Expired(day),
        1..=DUE_WITHIN => Freshness::DueBy(day),
        _ => Freshness::GoodUntil(day),
    }
}

/// The days from one date to another; negative when the second lies before the first.
pub fn days(from: Date, to: Date) -> i64 {
    (to.0 - from.0).get_days().into()
}
