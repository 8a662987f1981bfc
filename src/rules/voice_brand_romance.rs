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
            "we love our clients",
            "we love our users",
            "we love our members",
            "we love our students",
            "we love our subscribers",
            "lovers of our brand",
            "fans of our brand",
            "become part of our journey",
            "become a part of our journey",
            "we are more than a supplier",
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
    // Where the clause ends with it: not `we are family-run`, not `we build relationships with growers`.
    CueList {
        name: "courting-end",
        phrases: &[
            "we are family",
            "we're family",
            "we are a family",
            "we're a family",
            "we build relationships",
            "we build lasting relationships",
        ],
        inflect: false,
    },
    // `Join the Acme family`
    CueList { name: "courting-name", phrases: &["family"], inflect: false },
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
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.for_buyers() {
        return vec![];
    }
    let courts = |role: &Role| match role {
        Role::Cue(list @ ("courting" | "courting-you" | "courting-end" | "courting-name")) => Some(*list),
        _ => None,
    };
    let mut findings = vec![];
    let mut told = (0, 0);
    for (passage, hit, entry, list) in view.facts.hits(view.lexicon, courts) {
        let denial = entry.phrase.starts_with("not ");
        let exempt = if denial { passage.in_quotation(&hit.range) } else { !view.is_use(passage, hit) };
        let courts = match list {
            "courting" => true,
            "courting-end" => ends_clause(passage, &hit.range),
            "courting-name" => is_our_family(view, passage, &hit.range),
            _ => courts_you(passage, &hit.range),
        };
        let again = told.0 == passage.index && hit.range.start < told.1;
        if again || exempt || !courts || passage.banned(view.lexicon, hit) {
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

fn ends_clause(passage: &PassageFacts, hit: &Range<usize>) -> bool {
    let behind = passage.text().get(hit.end..).unwrap_or("").trim_start_matches(['"', '”', '\'']);
    behind.trim().is_empty() || behind.starts_with(['.', ',', '!', ';', ':'])
}

/// Whether a family is the one of our buyers: `Join the Acme family`, not `the Acme family has owned the yard`.
fn is_our_family(view: &CopyView, passage: &PassageFacts, hit: &Range<usize>) -> bool {
    let sentence = passage.sentence_at(hit.start);
    let before = passage.text().get(sentence.start..hit.start).unwrap_or("").trim_end();
    let company = view.project.config.settings.company.trim();
    let short = company.split(' ').next().unwrap_or(company);
    let Some(lead) = before.strip_suffix(company).or_else(|| before.strip_suffix(short)) else {
        return false;
    };
    let lead = lead.trim_end().to_lowercase();
    let invited = [
        "join the",
        "joined the",
        "joining the",
        "welcome to the",
        "part of the",
        "member of the",
        "members of the",
        "friend of the",
        "friends of the",
        "belong to the",
        "belongs to the",
    ];
    invited.iter().any(|i| lead.ends_with(i)) && courts_you(passage, hit)
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
            | "welcome" | "join" | "become" | "thank" | "thanks" => addressed = true,
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
