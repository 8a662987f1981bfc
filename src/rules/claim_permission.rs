//! claim/permission: a customer named or quoted without current permission, or a quotation that was altered.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{Entry, Exemption, Hit, PassageFacts, Role};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::{AnyItem, Item};
use crate::model::{Customer, Reference};
use crate::shape::Phrase;
use crate::syntax::words::{self, Kind, WordList, tokens_in};
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "claim/permission",
    summary: "a customer named or quoted otherwise than they allowed",
    severity: Severity::Error,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_permission.md"),
    cues: &[],
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.for_buyers() {
        return vec![];
    }
    let customers = &view.project.playbook.customers;
    let named = |role: &Role| match *role {
        Role::Customer(at) => customers.get(at).map(|c| (at, c)),
        _ => None,
    };
    let found: Vec<_> = view
        .facts
        .hits(view.lexicon, named)
        .filter(|(passage, hit, entry, _)| is_name(view, passage, hit, entry))
        .collect();
    // A letter to a customer may name them.
    let addressed: BTreeSet<usize> =
        found.iter().filter(|(p, h, _, _)| is_addressed(p, h)).map(|(_, _, _, (at, _))| *at).collect();
    let mut seen = BTreeSet::new();
    let mut findings = vec![];
    for (passage, hit, _, (at, customer)) in &found {
        let Some((what, forbids)) = refusal(view, customer) else { continue };
        if addressed.contains(at) || !seen.insert((*at, passage.passage.section)) {
            continue;
        }
        let said = passage.slice(&hit.range);
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" must not be named here: {what}"))
                .about("customer", customer.id.as_str())
                .why("whoever finds their name where they did not allow it stops being a reference, and may sue")
                .help("leave the name out (\"a firm with 40 vans\"), or ask for permission and write it down")
                .related(forbids, "what they allow stands here"),
        );
    }
    findings.extend(altered(
        view,
        &found.iter().map(|(p, h, _, (at, _))| (p.index, h.range.clone(), *at)).collect::<Vec<_>>(),
    ));
    findings
}

/// Why a customer must not be named in this piece, and where that stands.
fn refusal(view: &CopyView, customer: &Item<Customer>) -> Option<(String, Place)> {
    let known = &view.facts.piece.attributes;
    let place = customer.place();
    let talks = known.team.as_deref().is_some_and(|t| t != "marketing");
    let ended = customer.header.expires.filter(|day| known.dated.unwrap_or(view.project.as_of) >= *day);
    match (customer.reference, ended) {
        (Some(Reference::None), _) => Some(("they do not want to be named".to_owned(), place)),
        (Some(Reference::Internal), _) => Some(("they may be named inside only".to_owned(), place)),
        (Some(Reference::NamedPrivate), _) if !talks => {
            Some(("they may be named in talks with single buyers only".to_owned(), place))
        }
        (Some(_), Some(day)) => Some((format!("their permission ended on {day}"), place)),
        _ => None,
    }
}

/// Whether a hit is the customer: written as a name, and where the name is one word, not just the first of a sentence.
fn is_name(view: &CopyView, passage: &PassageFacts, hit: &Hit, entry: &Entry) -> bool {
    let text = passage.text();
    let said = passage.slice(&hit.range);
    let about_words = matches!(
        passage.exemption(&hit.range),
        Some(Exemption::Guidance | Exemption::Mentioned | Exemption::Struck)
    );
    if about_words || (entry.phrase.starts_with(char::is_uppercase) && !said.starts_with(char::is_uppercase))
    {
        return false;
    }
    if !passage.is_named(hit, entry)
        || is_part_of_name(passage, hit)
        || passage.shielded(view.lexicon, hit) && !is_in_claim(view, passage, hit)
    {
        return false;
    }
    let one_word = !entry.phrase.trim().contains([' ', '-', '&', '.']);
    let inner_capitals =
        said.chars().skip(1).any(char::is_uppercase) || said.contains(|c: char| c.is_ascii_digit());
    if !one_word || inner_capitals {
        return true;
    }
    let sentence = passage.sentence_at(hit.range.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let first = tokens.first().is_some_and(|t| t.start() == hit.range.start);
    let capitals = tokens.iter().filter(|t| t.kind == Kind::Word && t.is_capitalised(text)).count();
    let title_case =
        capitals * 2 > tokens.iter().filter(|t| t.kind == Kind::Word).count() && tokens.len() > 3;
    if !first && !title_case {
        return true;
    }
    // `Target your buyers` is no customer; `Target saved 9 hours` is.
    let behind = tokens.iter().find(|t| t.start() >= hit.range.end);
    let cue = behind.is_some_and(|t| {
        let word = t.lower(text);
        word.split('\'').count() > 1 || ACTS.has(&word)
    });
    said.ends_with("'s") || said.ends_with("’s") || cue
}

/// `Compass Group`, `Mount Nordheat`: another capital word belongs to the name, so it is another's.
fn is_part_of_name(passage: &PassageFacts, hit: &Hit) -> bool {
    let tokens = passage.tokens();
    let end = tokens.partition_point(|t| t.start() < hit.range.end);
    let start = tokens.partition_point(|t| t.end() <= hit.range.start);
    let text = passage.text();
    let gap = |a: usize, b: usize| text.get(a..b).is_some_and(|g| g == " ");
    let capital =
        |t: &words::Token| t.kind == Kind::Word && t.is_capitalised(text) && t.lower(text).len() > 1;
    let after = tokens
        .get(end)
        .is_some_and(|t| capital(t) && gap(hit.range.end, t.start()) && BUSINESSES.has(&t.lower(text)));
    let before = start.checked_sub(1).and_then(|b| tokens.get(b));
    let before = before.is_some_and(|t| {
        gap(t.end(), hit.range.start)
            && matches!(
                &*t.lower(text),
                "mount" | "saint" | "lake" | "new" | "north" | "south" | "east" | "west"
            )
            && capital(t)
    });
    after || before
}

fn is_in_claim(view: &CopyView, passage: &PassageFacts, hit: &Hit) -> bool {
    passage.hits.iter().take_while(|h| h.range.start <= hit.range.start).any(|h| {
        hit.range.end <= h.range.end
            && view.lexicon.entry(h.entry).is_some_and(|e| matches!(e.role, Role::ClaimWording(_)))
    })
}

/// `Dear Nordheat team`, `Prepared for Nordheat`, `Hello Nordheat`.
fn is_addressed(passage: &PassageFacts, hit: &Hit) -> bool {
    let tokens = passage.tokens();
    let at = tokens.partition_point(|t| t.end() <= hit.range.start);
    let before = tokens.get(at.saturating_sub(4)..at).unwrap_or_default();
    let early = at <= 8
        || matches!(passage.passage.part, Part::Title | Part::Heading(_) | Part::Subject | Part::Meta(_));
    early && before.iter().any(|t| passage.is_any(t, "dear hello hi welcome for to your re with"))
}

/// Quotations of a customer that nearly are an approved one, and are not.
fn altered(view: &CopyView, named: &[(usize, Range<usize>, usize)]) -> Vec<Finding> {
    let mut findings = vec![];
    if named.is_empty() {
        return findings;
    }
    let approved: Vec<(usize, &Phrase, Vec<String>, Place)> = approved_quotes(view);
    for passage in &view.facts.passages {
        for range in said_by_others(passage) {
            let said = lower_words(passage.slice(&range));
            if said.len() < 5 {
                continue;
            }
            let Some(of) = speaker(passage, named) else { continue };
            let mine = approved.iter().filter(|(customer, ..)| *customer == of);
            let near =
                mine.clone().map(|(_, quote, words, place)| (shared(&said, words), quote, words, place));
            let Some((share, quote, _, place)) = near.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
            let verbatim = mine.clone().any(|(_, _, words, _)| holds(words, &said, passage.slice(&range)));
            if verbatim || share < 0.5 {
                continue;
            }
            let customer = view.project.playbook.customers.get(of);
            let mut finding = view
                .finding(passage, range.clone(), "this quotation is not what the customer approved")
                .why("words that they did not say are put into their mouth, and they will read them")
                .help(format!("quote word by word: \"{}\"", quote.trim()))
                .related(place.clone(), "the approved quotation stands here");
            if let Some(customer) = customer {
                finding = finding.about("customer", customer.id.as_str());
            }
            findings.push(finding);
        }
    }
    findings
}

fn approved_quotes<'p>(view: &'p CopyView) -> Vec<(usize, &'p Phrase, Vec<String>, Place)> {
    let claims = view.project.playbook.claims.iter();
    let proofs = claims.flat_map(|c| c.proof.iter().map(move |p| (c, p)));
    let quoted = proofs.filter_map(|(claim, proof)| {
        let quote = proof.quote.as_ref()?;
        let key = crate::graph::Key::new("customers", proof.customer.as_ref()?.id());
        let customer = view.project.graph.position(&key)?;
        Some((customer, quote, lower_words(quote), Place::new(&claim.source, quote.span())))
    });
    quoted.collect()
}

/// What a passage has others say: what stands between quotation marks, or a block quotation without its attribution.
fn said_by_others(passage: &PassageFacts) -> Vec<Range<usize>> {
    let marked = passage.quotations();
    if !marked.is_empty() || !passage.passage.quoted {
        return marked.to_vec();
    }
    let text = passage.text();
    let dash = text.rfind(['—', '–', '―']).or_else(|| text.rfind(" - ")).or_else(|| text.rfind("--"));
    // Behind the last dash stands who said it, where no sentence ends there.
    let by = dash.filter(|at| {
        let name = text.get(*at..).unwrap_or("");
        *at > 0 && words::word_count(name) <= 10 && !name.trim_end().ends_with(['.', '!', '?', '…'])
    });
    let said = by.map_or(text.len(), |at| text.get(..at).unwrap_or("").trim_end().len());
    std::iter::once(0..said).collect()
}

/// The customer whom a quotation is ascribed to: the one named in its passage, or in one of the two next to it.
fn speaker(passage: &PassageFacts, named: &[(usize, Range<usize>, usize)]) -> Option<usize> {
    let near = named.iter().map(|(at, _, customer)| (at.abs_diff(passage.index), *customer));
    near.filter(|(apart, _)| *apart <= 2).min_by_key(|(apart, _)| *apart).map(|(_, customer)| customer)
}

fn lower_words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['’', '‘'], "'");
    let split = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '%'));
    split.map(|w| w.trim_matches('\'').to_owned()).filter(|w| !w.is_empty()).collect()
}

/// The share of neighbouring words of a quotation that are neighbours in another too.
fn shared(said: &[String], approved: &[String]) -> f64 {
    let pairs: BTreeSet<(&String, &String)> = approved.windows(2).map(|w| (&w[0], &w[1])).collect();
    let met = said.windows(2).filter(|w| pairs.contains(&(&w[0], &w[1]))).count();
    met as f64 / (said.len().saturating_sub(1)).max(1) as f64
}

/// Whether a quotation stands in the approved one word by word; what is left out is marked by dots.
fn holds(approved: &[String], said: &[String], text: &str) -> bool {
    let parts: Vec<Vec<String>> =
        text.split("...").flat_map(|t| t.split(['…', '[', ']'])).map(lower_words).collect();
    let within = |part: &[String]| part.is_empty() || approved.windows(part.len()).any(|w| w == part);
    within(said) || parts.iter().all(|p| within(p))
}

static ACTS: WordList = WordList::of(
    "uses used has had is was saved saves cut cuts chose switched kept keeps refilled plans planned says said \
runs ran wanted needed won reduced grew moved began started trusts sends books counts shows and",
);
static BUSINESSES: WordList = WordList::of(
    "group holding holdings bank capital partners street road avenue square county city university \
university's college",
);
