//! voice/brand-romance: copy that courts the buyer for a relationship with the brand.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, PassageFacts, Role};
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::tokens_in;

static CUES: &[CueList] = &[
    // Said of nobody but a buyer who is courted.
    CueList {
        name: "courting",
        phrases: &[
            "relationship with our brand",
            "relationship with the brand",
            "bond with our brand",
            "connection with our brand",
            "connect with our brand",
            "engage with our brand",
            "love our brand",
            "loves our brand",
            "in love with our brand",
            "fall in love with our",
            "falling in love with our",
            "a brand you love",
            "a brand you'll love",
            "a brand you can love",
            "brand love",
            "our brand family",
            "part of our brand",
            "loyal to our brand",
            "we love our customers",
            "more than a customer to us",
            "more than just a customer",
            "more than just customers",
            "not just a customer",
            "not just another customer",
            "not only a customer",
            "our journey together",
            "being part of our journey",
            "be part of our journey",
            "being a part of our journey",
            "be a part of our journey",
            "on this journey with us",
            "on our journey with us",
            "embark on this journey with",
            "embark on a journey with us",
            "share our journey",
            "sharing our journey",
            "our love story",
            "match made in heaven",
        ],
        inflect: false,
    },
    // Said of families and travels too: only where the sentence speaks to the buyer.
    CueList {
        name: "courting-you",
        phrases: &[
            "part of our family",
            "a part of the family",
            "part of the family",
            "member of our family",
            "members of our family",
            "join our family",
            "joining our family",
            "joined our family",
            "welcome to the family",
            "welcome to our family",
            "in our family",
            "journey with us",
        ],
        inflect: false,
    },
];

pub static RULE: Rule = Rule {
    id: "voice/brand-romance",
    summary: "copy that courts the buyer for a relationship with the brand",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("voice_brand_romance.md"),
    cues: CUES,
    options: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.for_buyers() {
        return vec![];
    }
    let courts = |role: &Role| match role {
        Role::Cue("courting") => Some(true),
        Role::Cue("courting-you") => Some(false),
        _ => None,
    };
    let mut findings = vec![];
    let mut told = (0, 0);
    for (passage, hit, entry, always) in view.facts.hits(view.lexicon, courts) {
        let denial = entry.phrase.starts_with("not ");
        let exempt = if denial { passage.in_quotation(&hit.range) } else { !view.is_use(passage, hit) };
        let again = told.0 == passage.index && hit.range.start < told.1;
        if again
            || exempt
            || !(always || courts_you(passage, &hit.range))
            || passage.banned(view.lexicon, hit)
        {
            continue;
        }
        told = (passage.index, hit.range.end);
        let said = passage.slice(&hit.range);
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" courts the buyer"))
                .about("voice", "brand-romance")
                .why("buyers want their outcome, not a relationship with a brand")
                .help("say what they get, by when, and who sees to it"),
        );
    }
    findings
}

/// Whether a family or a journey is ours and the buyer's: the sentence speaks to the buyer, and neither products nor
/// trains are meant.
fn courts_you(passage: &PassageFacts, hit: &Range<usize>) -> bool {
    let text = passage.text();
    let sentence = passage.sentence_at(hit.start);
    let tokens = tokens_in(passage.tokens(), &sentence);
    let (mut addressed, mut literal) = (false, false);
    for token in tokens {
        match &*token.lower(text) {
            "you" | "you're" | "you've" | "you'll" | "your" | "yours" | "customers" | "clients"
            | "welcome" | "join" | "thank" | "thanks" => addressed = true,
            "train" | "trains" | "rail" | "railway" | "flight" | "flights" | "ferry" | "coach" | "bus"
            | "ticket" | "tickets" | "seat" | "seats" | "luggage" | "boarding" | "station" | "airport"
            | "aboard" | "passengers" | "founded" | "generation" | "generations" | "grandfather"
            | "grandparents" | "son" | "daughter" | "dog" | "cat" | "pet" | "pets" | "foster" | "grown" => {
                literal = true;
            }
            _ => {}
        }
    }
    let mut behind = tokens.iter().filter(|t| t.start() >= hit.end).map(|t| t.lower(text));
    let of_products = behind.next().is_some_and(|w| &*w == "of")
        && !behind.next().is_some_and(|w| {
            matches!(
                &*w,
                "customers" | "clients" | "users" | "members" | "partners" | "happy" | "loyal" | "over"
            )
        });
    addressed && !literal && !of_products
}
