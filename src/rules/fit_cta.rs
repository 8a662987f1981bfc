//! fit/cta: a call to action of another stage, or none at all.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Hit, PassageFacts};
use crate::config::{Half, Stage};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, WordList, among, tokens_in};
use crate::text::OPAQUE;

static CUES: &[CueList] = &[
    // What somebody who has not bought is asked to do.
    CueList {
        name: "cta-stranger",
        phrases: &[
            "book a demo",
            "book your demo",
            "book a free demo",
            "book a live demo",
            "request a demo",
            "request your demo",
            "get a demo",
            "schedule a demo",
            "schedule your demo",
            "see a demo",
            "watch a demo",
            "start your free trial",
            "start a free trial",
            "start free trial",
            "start your trial",
            "start the trial",
            "try it free",
            "try it for free",
            "try for free",
            "try now for free",
            "start for free",
            "get started for free",
            "sign up free",
            "sign up for free",
            "create a free account",
            "create your free account",
            "talk to sales",
            "contact sales",
            "speak to sales",
            "talk to our sales team",
            "switch to us",
            "get a free quote",
            "get your free quote",
            "request a quote",
            "request your quote",
            "request a free quote",
            "sign up for a free trial",
            "sign up for your free trial",
            "sign up for a trial",
            "begin your free trial",
            "book a free trial",
            "claim your free trial",
            "open a new account today",
            "become a customer",
            "open an account today",
        ],
        inflect: false,
    },
    // What a customer is asked to do.
    CueList {
        name: "cta-customer",
        phrases: &[
            "renew now",
            "renew today",
            "renew your contract",
            "renew your plan",
            "renew your subscription",
            "renew your licence",
            "renew your license",
            "renew your policy",
            "upgrade your plan",
            "upgrade your subscription",
            "extend your contract",
            "extend your subscription",
            "confirm your renewal",
            "sign your renewal",
        ],
        inflect: false,
    },
];

pub static RULE: Rule = Rule {
    id: "fit/cta",
    summary: "a call to action of another stage, or none where one is expected",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("fit_cta.md"),
    cues: CUES,
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let (config, known) = (&view.project.config, &view.facts.piece.attributes);
    if !view.for_buyers() {
        return vec![];
    }
    let stage = known.stage.as_deref().and_then(|id| config.stage(id));
    let mut findings = stage.map_or_else(Vec::new, |stage| of_another_stage(view, stage));
    let channel = known.channel.as_deref().and_then(|id| config.channel(id));
    if let Some(channel) = channel.filter(|c| c.cta == Some(true))
        && !view.facts.passages.iter().any(|p| calls(p))
    {
        let body = view.facts.passages.iter().rev().find(|p| p.passage.part == Part::Paragraph);
        if let Some((passage, sentence)) = body.and_then(|p| Some((p, p.sentences().last()?.clone()))) {
            let what = format!(
                "nothing here asks the reader to do something, and {} expects it",
                channel.id.as_str()
            );
            let calls = stage.map_or_else(String::new, |s| s.ctas.join(", "));
            findings.push(
                view.finding(passage, sentence, what)
                    .about("channel", channel.id.as_str())
                    .why("each contact moves the buyer a step on, or it was the last one")
                    .help(match calls.as_str() {
                        "" => "end with one step that the reader can take today".to_owned(),
                        calls => format!("end with one step that fits the stage: {calls}"),
                    }),
            );
        }
    }
    findings
}

/// Calls for somebody who has not bought in copy for customers, and the other way round.
fn of_another_stage(view: &CopyView, stage: &Stage) -> Vec<Finding> {
    let (list, who) = match (stage.half, stage.id.as_str()) {
        // Who is to buy more is shown more.
        (Half::Keep, "why-evolve") => return vec![],
        (Half::Keep, _) => ("cta-stranger", "somebody who has not bought yet"),
        (Half::Acquire, _) => ("cta-customer", "somebody who is a customer already"),
    };
    let mut findings: Vec<Finding> = vec![];
    let mut told = (0, 0);
    for (passage, hit, entry, ()) in view.facts.hits(view.lexicon, |r| r.is_cue(list).then_some(())) {
        let again = told.0 == passage.index && hit.range.start < told.1;
        // The project's own list of calls counts before ours.
        let fits = stage.ctas.iter().any(|cta| {
            let cta = cta.to_lowercase();
            *entry.phrase == *cta || entry.phrase.ends_with(&format!(" {cta}"))
        });
        if again || fits || !is_call(passage, hit) || !view.is_use(passage, hit) {
            continue;
        }
        told = (passage.index, hit.range.end);
        let said = passage.slice(&hit.range);
        let calls = stage.ctas.join(", ");
        findings.push(
            view.finding(passage, hit.range.clone(), format!("\"{said}\" is a call for {who}"))
                .about("stage", stage.id.clone())
                .why("a step that is not theirs tells readers that this was written for others")
                .help(if calls.is_empty() {
                    format!("ask for the next step of {}", stage.id)
                } else {
                    format!("ask for what fits {}: {calls}", stage.id)
                }),
        );
    }
    findings
}

/// Whether the phrase is asked of the reader: on a button or a link, or at the head of a sentence. "Those who book a demo"
/// asks nobody.
fn is_call(passage: &PassageFacts, hit: &Hit) -> bool {
    let on_link =
        passage.passage.links.iter().any(|l| l.range.start < hit.range.end && hit.range.start < l.range.end);
    passage.passage.part == Part::Button || on_link || leads(passage, &hit.range)
}

fn leads(passage: &PassageFacts, hit: &Range<usize>) -> bool {
    let sentence = passage.sentence_at(hit.start);
    let before = tokens_in(passage.tokens(), &(sentence.start..hit.start));
    let polite = |w: &str| among(w, "please so then now simply just and or to, start today");
    before.iter().filter(|t| t.kind == Kind::Word).all(|t| polite(&t.lower(passage.text())))
}

/// Whether a passage asks the reader to do something: a button, a link, a question, an order, an address or a number.
fn calls(passage: &PassageFacts) -> bool {
    let text = passage.text();
    if passage.passage.part == Part::Button {
        return true;
    }
    if !passage.passage.part.is_body() || matches!(passage.passage.part, Part::Heading(_) | Part::Subject) {
        return false;
    }
    if !passage.passage.links.is_empty() || text.contains([OPAQUE, '@', '?']) {
        return true;
    }
    let asks = passage.sentences().iter().any(|sentence| {
        let mut words = tokens_in(passage.tokens(), sentence).iter().filter(|t| t.kind == Kind::Word);
        let mut first = words.next().map(|t| t.lower(text));
        if first.as_deref().is_some_and(|w| among(w, "please then just so simply and or now today")) {
            first = words.next().map(|t| t.lower(text));
        }
        first.is_some_and(|w| ORDERS.has(&w))
    });
    // `If you would like to see it, one word is enough.`
    let invited = passage.tokens().windows(2).any(|pair| {
        matches!(pair, [a, b] if among(&a.lower(text), "you you'll you'd") && among(&b.lower(text), "can could may would like want"))
    });
    asks || invited
}

/// The verbs that calls begin with.
static ORDERS: WordList = WordList::of(
    "accept act add answer apply arrange ask attend book bring browse build buy calculate call check choose \
    claim click come compare complete confirm contact continue count create decide discover do download drop email e-mail \
    enter explore fill find follow forward get give go have hear hit invite join keep learn let listen look mail make mark \
    meet open order pay phone pick place plan post press put read register renew reply request reserve return review ring run save \
    scan schedule see select send set share show sign speak start stop subscribe swipe switch take talk tap tell test text \
    try turn upload use view visit vote wait watch write",
);
