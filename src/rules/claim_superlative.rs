//! claim/superlative: we are said to be the best, the first, the only one, and no approved claim says so.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Hit, OfUs, PassageFacts, Role};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, Token, WordList, among, tokens_in};

static CUES: &[CueList] = &[
    CueList {
        name: "superlative",
        phrases: &[
            "best",
            "leading",
            "only",
            "fastest",
            "quickest",
            "cheapest",
            "easiest",
            "safest",
            "smartest",
            "simplest",
            "strongest",
            "largest",
            "biggest",
            "greatest",
            "finest",
            "lowest",
            "highest-rated",
            "top-rated",
            "most advanced",
            "most trusted",
            "most powerful",
            "most secure",
            "most reliable",
            "most accurate",
            "most complete",
            "most comprehensive",
            "most efficient",
            "most popular",
            "most innovative",
            "most flexible",
            "most affordable",
            "most loved",
            "best-loved",
            "most respected",
            "most experienced",
            "most modern",
            "most precise",
            "most durable",
            "favourite",
            "favorite",
            "quietest",
            "lightest",
            "fairest",
            "friendliest",
            "first",
            "number one",
            "number 1",
            "no. 1",
            "#1",
        ],
        inflect: false,
    },
    CueList {
        name: "leader",
        phrases: &[
            "market leader",
            "industry leader",
            "world leader",
            "category leader",
            "undisputed leader",
        ],
        inflect: true,
    },
    CueList {
        name: "unequalled",
        phrases: &[
            "market-leading",
            "industry-leading",
            "world-leading",
            "class-leading",
            "best-in-class",
            "best in class",
            "best-of-breed",
            "second to none",
            "unrivalled",
            "unrivaled",
            "unmatched",
            "unparalleled",
            "unsurpassed",
            "unbeatable",
        ],
        inflect: false,
    },
];

pub static RULE: Rule = Rule {
    id: "claim/superlative",
    summary: "a superlative that no approved claim bears out",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_superlative.md"),
    cues: CUES,
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    if known.internal || known.guidance || !view.facts.tells() {
        return vec![];
    }
    let cue = |role: &Role| match role {
        Role::Cue(name @ ("superlative" | "leader" | "unequalled")) => Some(*name),
        _ => None,
    };
    let mut findings = vec![];
    for (passage, hit, _, list) in view.facts.hits(view.lexicon, cue) {
        let of_us = match list {
            "superlative" => is_ours(view, passage, hit),
            "leader" => {
                let before = passage.text().get(..hit.range.start).unwrap_or("").trim_end();
                let word = before.rsplit([' ', '\n']).next().unwrap_or("").to_lowercase().replace('’', "'");
                let start = subject_at(passage, before, &word, hit);
                passage.says_of_us(view.lexicon, hit.range.start).is_some()
                    || is_tagline(view, passage, start, hit)
            }
            _ => is_quality(view, passage, hit),
        };
        if !of_us || !view.is_stated(passage, hit, &SUPPOSED) {
            continue;
        }
        let said = passage.slice(&hit.range);
        let sentence = passage.slice(&passage.sentence_at(hit.range.start));
        if view.lexicon.wordings().cover(said, sentence) {
            continue;
        }
        findings.push(
            view.finding(passage, hit.range.clone(), format!("no approved claim says \"{said}\" of us"))
                .why("everybody says so, and a buyer or a rival may ask who measured it")
                .help("tell the fact behind it, or have a claim with proof approved that says it"),
        );
    }
    findings
}

/// Whether a superlative is said of us: `We are the fastest`, `Dockhand, the only board that`, or in a headline
/// `The leading board for clinics`.
fn is_ours(view: &CopyView, passage: &PassageFacts, hit: &Hit) -> bool {
    let behind = behind(passage, &hit.range);
    let said_before = passage.text().get(..hit.range.start).unwrap_or("").trim_end();
    let one_of = said_before.ends_with("one of the");
    let thing = behind.iter().take(4).position(|t| {
        let one = t.lower(passage.text());
        passage.is_any(t, &THINGS) || (one_of && one.strip_suffix('s').is_some_and(|o| THINGS.has(o)))
    });
    // `the best of us`, `the only thing open`: what follows up to the thing are words of the same phrase.
    let thing = thing.is_some_and(|at| {
        behind.iter().take(at).all(|t| t.kind == Kind::Word && !passage.is_any(t, "to of for in is are that"))
    });
    let before = said_before;
    let word_before = before.rsplit([' ', '\n']).next().unwrap_or("").to_lowercase().replace('’', "'");
    let definite = matches!(word_before.as_str(), "the" | "a" | "an")
        || is_rank(passage, hit)
        || REGIONS.contains(&word_before.as_str());
    let said = passage.slice(&hit.range).to_lowercase();
    let leading = said == "leading";
    if !definite || (!leading && matches!(word_before.as_str(), "a" | "an")) {
        return false;
    }
    let start = subject_at(passage, before, &word_before, hit);
    // `The first clinic in town` may have stood there once: that is a claim where it is all that is said.
    let common = matches!(&*said, "first" | "favourite" | "favorite");
    match passage.says_of_us(view.lexicon, start) {
        Some(OfUs::Being) if !common => thing || ends(passage, &hit.range),
        Some(OfUs::Offering | OfUs::Named) if !common => thing,
        Some(_) => false,
        None => {
            (thing && !common && is_headline(view, passage, start)) || is_tagline(view, passage, start, hit)
        }
    }
}

/// Where the noun phrase of a superlative begins, without its article: at `UK's` of `The UK's leading bank`, at `one` of
/// `We are one of the leading banks`.
fn subject_at(passage: &PassageFacts, before: &str, word_before: &str, hit: &Hit) -> usize {
    if REGIONS.contains(&word_before) {
        return before.rfind([' ', '\n']).map_or(0, |at| at + 1);
    }
    let bare = before.strip_suffix("the").map_or(before, str::trim_end);
    match bare.strip_suffix("one of") {
        Some(start) if passage.text().is_char_boundary(start.len()) => start.len(),
        _ => hit.range.start,
    }
}

/// A tagline: a sentence without a verb that stands alone and says what we are: `The safest pump on the market.`,
/// `Europe's largest network for part loads`, `#1 payroll software for firms of 50 to 500`.
fn is_tagline(view: &CopyView, passage: &PassageFacts, start: usize, hit: &Hit) -> bool {
    let text = passage.text();
    let sentence = passage.sentence_at(hit.range.start);
    let alone = text.get(..sentence.start).unwrap_or("").trim().is_empty()
        && text.get(sentence.end..).unwrap_or("").trim().is_empty();
    let opening = text.get(sentence.start..start).unwrap_or("").trim().to_lowercase();
    let ranked = is_rank(passage, hit) || start < hit.range.start;
    let opens = opening == "the" || (opening.is_empty() && ranked);
    let elsewhere = matches!(passage.passage.part, Part::Cell(_))
        || view.facts.piece.attributes.channel.as_deref() == Some("blog");
    if !alone || !opens || elsewhere || passage.passage.quoted {
        return false;
    }
    let mut rest: Vec<&Token> = behind(passage, &hit.range).iter().collect();
    while rest.last().is_some_and(|t| matches!(t.text(text), "." | "!")) {
        rest.pop();
    }
    // What it is: the last word before the preposition that says where, for whom or with what.
    let noun_ends = rest.iter().position(|t| t.kind != Kind::Word || passage.is_any(t, &LINKS));
    let (noun, scope) = rest.split_at(noun_ends.unwrap_or(rest.len()));
    if noun.len() > 4 || rest.len() > 14 || has_verb(passage, &rest) {
        return false;
    }
    let said = passage.slice(&hit.range).to_lowercase();
    let market = scope_of(passage, scope).is_some_and(|s| MARKETS.iter().any(|m| s.starts_with(m)));
    let link = scope.first().map_or_else(String::new, |t| t.lower(text).to_string());
    let Some(head) = noun.last() else {
        // `The market leader in closing`, `The number one for part loads`
        return (said.ends_with("leader") && matches!(&*link, "" | "in" | "for"))
            || (is_rank(passage, hit) && opening == "the" && (&*link == "for" || market));
    };
    if passage.is_any(head, &THINGS) || passage.is_any(head, &GOODS) {
        return match &*said {
            "first" | "only" => matches!(&*link, "with" | "that" | "to" | "without" | "for") || market,
            _ => link.is_empty() || among(&link, "in on for with without that to among at"),
        };
    }
    market && !passage.is_any(head, &NEVER_SOLD)
}

fn scope_of(passage: &PassageFacts, scope: &[&Token]) -> Option<String> {
    let (first, last) = (scope.first()?, scope.last()?);
    Some(passage.slice(&(first.start()..last.end())).to_lowercase())
}

/// Whether what stands behind a superlative holds the verb of a whole sentence: `The largest truck in the yard carries
/// 26 t.`; a verb right behind `that` belongs to the thing.
fn has_verb(passage: &PassageFacts, rest: &[&Token]) -> bool {
    let text = passage.text();
    let word = |at: usize| rest.get(at).filter(|t| t.kind == Kind::Word).map(|t| t.lower(text));
    let ending = |at: usize| {
        let plain = |w: &str| w.len() > 3 && (w.ends_with('s') || w.ends_with("ed")) && !w.ends_with("ss");
        word(at).is_some_and(|w| plain(&w))
    };
    (0..rest.len()).any(|at| {
        let Some(here) = word(at) else { return false };
        let relative = at > 0 && word(at - 1).is_some_and(|w| among(&w, "that which who to"));
        if relative {
            return false;
        }
        // `in the yard carries`, `for teams costs`, `that leaks goes`
        let after_article =
            at > 1 && word(at - 2).is_some_and(|w| among(&w, "the a an your our this")) && ending(at);
        FINITE.has(&here) || after_article || (at > 0 && ending(at) && ending(at - 1))
    })
}

fn is_rank(passage: &PassageFacts, hit: &Hit) -> bool {
    let said = passage.slice(&hit.range).to_lowercase();
    said.starts_with(['#', 'n'])
}

/// Whether a superlative stands alone: `We are the fastest.`, `the fastest in the county`.
fn ends(passage: &PassageFacts, hit: &Range<usize>) -> bool {
    match behind(passage, hit).first() {
        None => true,
        Some(t) if t.kind == Kind::Punct => !t.is_dash(passage.text()),
        Some(t) => passage.is_any(t, "in on at among and"),
    }
}

/// A headline without a subject is about us: `The fastest board for service firms`.
fn is_headline(view: &CopyView, passage: &PassageFacts, start: usize) -> bool {
    let stands = matches!(
        passage.passage.part,
        Part::Title | Part::Heading(_) | Part::Subject | Part::Button | Part::Meta(_)
    );
    let before = passage.text().get(..start).unwrap_or("").trim().to_lowercase();
    let opens = before.is_empty() || before == "the" || before == "a";
    let listed =
        passage.tokens().iter().any(|t| passage.is_any(t, "is are was choose choosing compare compared"));
    stands && opens && !listed && view.facts.piece.attributes.channel.as_deref() != Some("blog")
}

/// Whether an adjective such as `unrivalled` praises what we do: not the customer, not a technical term.
fn is_quality(view: &CopyView, passage: &PassageFacts, hit: &Hit) -> bool {
    let said = passage.slice(&hit.range).to_lowercase();
    let behind = behind(passage, &hit.range);
    let noun = behind.iter().take(2).find(|t| !passage.is_any(t, "and in"));
    if noun.is_some_and(|t| passage.is_any(t, &WHO)) {
        return false;
    }
    let being = passage.says_of_us(view.lexicon, hit.range.start).is_some();
    let whose =
        passage.text().get(..hit.range.start).unwrap_or("").trim_end().rsplit(' ').next().unwrap_or("");
    if matches!(whose.to_lowercase().as_str(), "your" | "their" | "his" | "her" | "its") {
        return false;
    }
    let praises = behind.iter().take(3).any(|t| passage.is_any(t, &QUALITIES) || passage.is_any(t, &THINGS));
    being
        || (praises && !among(&said, "unmatched"))
        || (praises && passage.names_us(view.lexicon, hit.range.start))
}

/// The tokens of the sentence behind a range.
fn behind<'p>(passage: &'p PassageFacts, range: &Range<usize>) -> &'p [Token] {
    let tokens = tokens_in(passage.tokens(), &passage.sentence_at(range.start));
    let from = tokens.partition_point(|t| t.start() < range.end);
    tokens.get(from..).unwrap_or_default()
}

const REGIONS: &[&str] = &[
    "world's",
    "industry's",
    "market's",
    "country's",
    "nation's",
    "europe's",
    "america's",
    "britain's",
    "germany's",
    "canada's",
    "australia's",
    "region's",
    "uk's",
    "england's",
    "scotland's",
    "wales's",
    "wales'",
    "ireland's",
    "france's",
    "spain's",
    "italy's",
    "austria's",
    "switzerland's",
    "holland's",
    "belgium's",
    "denmark's",
    "sweden's",
    "norway's",
    "finland's",
    "poland's",
    "asia's",
    "africa's",
    "india's",
    "japan's",
    "london's",
    "berlin's",
    "vienna's",
    "city's",
    "county's",
    "land's",
];

/// What a superlative must be said of to be a claim about us.
static THINGS: WordList = WordList::of(
    "platform platforms software solution solutions tool tools product products service services system \
systems app apps application provider providers supplier vendor partner company firm bank insurer lender clinic hospital \
practice pharmacy laboratory carrier forwarder manufacturer maker producer brand choice scheduler planner board crm erp \
network one ones workshop factory agency consultancy studio school marketplace exchange broker operator installer option \
price prices rates accuracy support warranty coverage uptime",
);

/// What is sold, of which a tagline may say it.
static GOODS: WordList = WordList::of(
    "pump valve motor machine device sensor meter monitor controller robot printer scanner camera battery charger panel boiler heater tariff account card loan mortgage policy insurance course academy college programme agency restaurant hotel bakery brewery dealer retailer wholesaler fleet van bike engine filter lamp desk chair mattress bed plant lab laboratory school nursery dentist surgery courier haulier airline railway",
);

/// What nobody sells: a superlative of it is small talk.
static NEVER_SOLD: WordList = WordList::of(
    "day days week weeks year month time times hour feeling thing things place places view job jobs news moment people person team teams question questions reason answer way ways part bit idea secret place coffee weather customer customers nurse driver drivers children mother father dad mum man woman boss",
);

/// Where a superlative is measured against all rivals.
const MARKETS: &[&str] = &[
    "on the market",
    "in the market",
    "in the world",
    "in the country",
    "in the land",
    "in the industry",
    "in the business",
    "in the nation",
    "in the uk",
    "in the us",
    "in europe",
    "in britain",
    "in germany",
    "in america",
    "of its kind",
];

/// What may follow the noun of a tagline.
static LINKS: WordList =
    WordList::of("in on for with without of to that which who whose at among from between by and where");

/// What leaves it a wish or a question.
static SUPPOSED: WordList =
    WordList::of("if whether when want wants become becoming hope aim strive why how");

/// Verbs that make a sentence of it.
static FINITE: WordList = WordList::of(
    "is are was were be has had have does did do will would can could may might must should shall comes goes gets makes takes starts stops begins ends means costs needs says counts wins won came went got made took stands holds runs ran carries opens closes works",
);

/// What is praised.
static QUALITIES: WordList = WordList::of(
    "quality speed value support accuracy reliability service performance expertise experience \
precision security safety flexibility coverage care availability uptime durability efficiency protection insight insights \
results price prices transparency convenience comfort scalability simplicity usability",
);

/// Who is described, rather than us.
static WHO: WordList = WordList::of(
    "companies firms brands customers clients teams organisations organizations manufacturers hospitals \
banks retailers carriers insurers invoices records payments transactions entries rows items orders parts",
);
