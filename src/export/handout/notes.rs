//! The proof behind the claims that a one-pager uses: one note per claim, numbered as they are cited.

use super::seen::{Claim, Proof};
use crate::shape::Date;
use crate::site::day;
use crate::syntax::markdown::Run;

/// What proves one claim.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// The claim's id.
    pub id: String,
    /// The approved wording, with what must always stand beside it.
    pub says: Vec<Run>,
    /// Each proof.
    pub proofs: Vec<ProofLine>,
    /// Until when the claim may be used, in words.
    pub until: String,
    /// Whether it must not be used today, or is not for buyers.
    pub internal: bool,
}

/// One proof.
#[derive(Clone, Debug)]
pub struct ProofLine {
    /// What it is and where it is to be found.
    pub runs: Vec<Run>,
    /// Until when it holds.
    pub until: String,
}

/// The note of a claim.
pub fn note(number: usize, claim: &Claim, says: Vec<Run>, internal: bool) -> Note {
    let mut says = says;
    if !claim.qualifiers.is_empty() {
        says.push(Run {
            emphasis: true,
            ..Run::plain(format!(" Always with: {}.", claim.qualifiers.join("; ")))
        });
    }
    Note {
        number,
        id: claim.to.id.clone(),
        says,
        proofs: claim.proof.iter().map(|p| proof(p, internal)).collect(),
        until: lower(&claim.freshness.words),
        internal: !is_open(claim),
    }
}

/// Whether a buyer may read a claim today.
pub fn is_open(claim: &Claim) -> bool {
    claim.freshness.is_usable() && !claim.internal
}

/// A proof in words. A customer who may not be named stays unnamed, and what they said unquoted, unless it is for
/// colleagues only.
fn proof(proof: &Proof, internal: bool) -> ProofLine {
    let named = proof.nameable || internal;
    let mut runs = vec![Run::strong(proof.kind.clone()), Run::plain(": ")];
    if !proof.nameable && internal {
        runs.insert(0, Run::strong("internal, do not name: "));
    }
    if let Some(quote) = proof.quote.as_ref().filter(|_| named) {
        runs.push(Run { emphasis: true, ..Run::plain(format!("\u{201c}{quote}\u{201d} ")) });
        if let Some(by) = &proof.by {
            runs.push(Run::plain(format!("{by}, ")));
        }
    }
    match (named, &proof.url) {
        (true, Some(url)) => runs.push(Run { link: Some(url.clone()), ..Run::plain(proof.source.clone()) }),
        // Where a file of ours lies says nothing to a buyer.
        (true, None) if is_file(&proof.source) && !internal => runs.push(Run::plain("on file with us")),
        (true, None) => runs.push(Run::plain(proof.source.clone())),
        (false, _) => runs.push(Run::plain("a customer who may not be named")),
    }
    if let Some(customer) = proof.customer.as_ref().filter(|_| internal) {
        let may = if proof.nameable { "may be named" } else { "do not name" };
        runs.push(Run::plain(format!(", {} ({may})", customer.title)));
    }
    if let Some(date) = proof.date.as_deref().and_then(Date::parse) {
        runs.push(Run::plain(format!(", {}", day(date))));
    }
    let until = proof.freshness.as_ref().map_or("no last day".to_owned(), |f| lower(&f.words));
    ProofLine { runs, until }
}

/// Whether a source is a path into our own files.
fn is_file(source: &str) -> bool {
    source.contains('/') && !source.contains(char::is_whitespace)
}

fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
