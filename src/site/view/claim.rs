//! Claims with their proof, objections and rivals as templates see them.

use tera::Value;

use super::words::file_words;
use super::{day, figure, fresh, iso, map, maybe, ordinary, texts};
use crate::analyze::{Freshness, claim_freshness, freshness, proof_holds};
use crate::item::{AnyItem, Item};
use crate::model::{Claim, Competitor, CompetitorKind, Mention, Objection, Proof};
use crate::site::edition::{Edition, title};

/// A claim with its proof.
pub fn claim(edition: &Edition, item: &Item<Claim>) -> Value {
    let as_of = edition.project.as_of;
    let mut qualifiers: Vec<String> = item.requires.iter().map(ToString::to_string).collect();
    if !item.requires_any.is_empty() {
        let any: Vec<&str> = item.requires_any.iter().map(|q| q.as_str()).collect();
        qualifiers.push(any.join(" or "));
    }
    map! {
        "ref": edition.reference("claims", item.id.as_str()),
        "says": &*item.says,
        "figure": item.figure.as_ref().map(figure),
        "status": item.status.name(),
        "freshness": fresh(claim_freshness(item, as_of), item),
        "proof": item.proof.iter().map(|p| proof(edition, item, p)).collect::<Vec<_>>(),
        "qualifiers": qualifiers,
        "not": texts(&item.not),
        "internal": edition.is_internal(item),
    }
}

/// What shows that a claim is true.
fn proof(edition: &Edition, item: &Item<Claim>, proof: &Proof) -> Value {
    let as_of = edition.project.as_of;
    let state = match proof.expires {
        Some(day) if !proof_holds(proof, as_of) => Freshness::Expired(day),
        Some(day) => Freshness::GoodUntil(day),
        None => Freshness::Unknown,
    };
    let customer = proof.customer.as_ref();
    let source = Source::of(edition, &proof.source);
    let nameable = customer.is_none_or(|c| edition.may_name(c.id()));
    map! {
        "kind": ordinary(proof.kind.name()),
        "source": &*proof.source,
        "title": source.title,
        "path": source.path,
        "page": source.page,
        "url": edition.web_url(&proof.source),
        "date": iso(proof.date),
        "day": proof.date.map(day),
        "freshness": proof.expires.map(|_| fresh(state, item)),
        "customer": customer.map(|c| edition.reference("customers", c.id())),
        "quote": maybe(proof.quote.as_ref()),
        "by": maybe(proof.by.as_ref()),
        "permission": maybe(proof.permission.as_ref()),
        "nameable": nameable,
    }
}

/// Where a proof lies, for a reader: what it is called, the path it was written as, the page of the site about it.
struct Source<'a> {
    title: String,
    path: Option<&'a str>,
    page: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// A path that ends in a customer's id is about that customer; another path is called by its file; all else is in words.
    fn of(edition: &'a Edition, text: &'a str) -> Self {
        if edition.web_url(text).is_some() {
            let title = text.split_once("://").map_or(text, |(_, rest)| rest);
            return Self { title: title.trim_end_matches('/').to_owned(), path: None, page: None };
        }
        if !text.contains('/') || text.contains(char::is_whitespace) {
            return Self { title: text.to_owned(), path: None, page: None };
        }
        let name = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
        let page = edition.page_of("customers", name);
        let customer =
            edition.project.of(&edition.project.playbook.customers, name).filter(|_| page.is_some());
        Self { title: customer.map_or_else(|| file_words(name), |c| title(c)), path: Some(text), page }
    }
}

/// An objection with its answer.
pub fn objection(edition: &Edition, item: &Item<Objection>) -> Value {
    map! {
        "ref": edition.reference("objections", item.id.as_str()),
        "says": &*item.says,
        "means": maybe(item.means.as_ref()),
        "respond": &*item.respond,
        "do_not_say": texts(&item.do_not_say),
        "claims": edition.claims_of(&item.claims),
        "fatal_when": maybe(item.fatal_when.as_ref()),
    }
}

/// What a buyer could do instead.
pub fn rival(edition: &Edition, item: &Item<Competitor>) -> Value {
    let kind = match item.kind {
        Some(CompetitorKind::Direct) => "rival",
        Some(CompetitorKind::StatusQuo) => "today's way",
        Some(CompetitorKind::DoNothing) => "doing nothing",
        Some(CompetitorKind::InHouse) => "built in-house",
        Some(CompetitorKind::Category) => "another sort of product",
        None => "alternative",
    };
    map! {
        "ref": edition.reference("competitors", item.id.as_str()),
        "name": &*item.name,
        "kind": kind,
        "mention": item.mention.unwrap_or(Mention::Allowed).name(),
        "they_say": texts(&item.they_say),
        "we_win_when": texts(&item.we_win_when),
        "they_win_when": texts(&item.they_win_when),
        "strengths": texts(&item.strengths),
        "weaknesses": texts(&item.weaknesses),
        "landmines": texts(&item.landmines),
        "never_say": texts(&item.never_say),
        "as_of": iso(item.as_of),
        "day": item.as_of.map(day),
        "freshness": fresh(freshness(item, edition.project.as_of), item as &dyn AnyItem),
    }
}
