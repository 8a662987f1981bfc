//! fit/feature-speak: a section that names features and no pain, outcome or persona.

use super::{Check, CopyView, Rule, RuleOption};
use crate::finding::{Certainty, Finding, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::analyze::{CueList, Hit, PassageFacts, Role};
use crate::model::OfferKind;

static CUES: &[CueList] = &[CueList {
    name: "relief",
    phrases: &[
        "so that you",
        "so you",
        "without",
        "instead of",
        "no longer",
        "lose",
        "miss",
        "waste",
        "wait",
        "late",
        "cost",
        "risk",
        "struggle",
        "problem",
        "trouble",
        "worry",
        "complain",
        "complaint",
        "overtime",
        "penalty",
        "cancel",
        "cancellation",
        "save",
        "idle",
        "empty",
        "nobody",
        "by hand",
        "delay",
        "fail",
        "mistake",
        "error-prone",
        "frustrating",
        "pain",
    ],
    inflect: true,
}];

static OPTIONS: &[RuleOption] = &[RuleOption {
    name: "words",
    default: 40.0,
    description: "how many words a section needs to be judged",
}];

pub static RULE: Rule = Rule {
    id: "fit/feature-speak",
    summary: "a section that names features and no pain, outcome or persona",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("fit_feature_speak.md"),
    cues: CUES,
    options: OPTIONS,
    rests_on: &["claims", "offers", "pains", "personas"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    let experts = !known.personas.is_empty()
        && known
            .personas
            .iter()
            .all(|id| view.project.of(&view.project.playbook.personas, id).is_some_and(|p| p.expert));
    if !view.for_buyers() || experts || view.project.config.is_technical(known.channel.as_deref()) {
        return vec![];
    }
    let mut sections: BTreeMap<u32, Section> = BTreeMap::new();
    for passage in view.facts.passages.iter().filter(|p| p.passage.part.is_body()) {
        sections.entry(passage.passage.section).or_default().add(view, passage);
    }
    let mut findings = vec![];
    for section in sections.into_values() {
        let words: usize = section.passages.iter().map(|p| p.word_count()).sum();
        let enough = section.offers.len() >= 2 && words as f64 >= view.option("words");
        if !enough || section.passages.iter().any(|p| is_relief(view, p)) {
            continue;
        }
        let Some((passage, range)) = section.first else { continue };
        let names: Vec<&str> = section
            .offers
            .iter()
            .map(|at| view.project.playbook.offers.get(*at).map_or("", |o| &*o.name))
            .collect();
        let what = format!("this section names {} and no pain, outcome or reader", names.join(", "));
        findings.push(
            view.finding(passage, range, what)
                .about("offer", names.first().copied().unwrap_or_default())
                .why("buyers look for relief; a list of features leaves the work of finding it to them")
                .help("begin with the pain each one relieves, in the buyer's words"),
        );
    }
    findings
}

#[derive(Default)]
struct Section<'f, 'a> {
    passages: Vec<&'f PassageFacts<'a>>,
    /// The features that it names.
    offers: BTreeSet<usize>,
    /// The first of their names.
    first: Option<(&'f PassageFacts<'a>, Range<usize>)>,
}

impl<'f, 'a> Section<'f, 'a> {
    fn add(&mut self, view: &CopyView, passage: &'f PassageFacts<'a>) {
        self.passages.push(passage);
        for hit in passage.telling() {
            match view.lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::Offer(at)) if is_feature(view, *at) => {
                    self.offers.insert(*at);
                    self.first.get_or_insert((passage, hit.range.clone()));
                }
                _ => {}
            }
        }
    }
}

/// Whether a passage speaks of relief: of a pain, an outcome, a persona, or of the reader again and again. Somebody else's
/// words do.
fn is_relief(view: &CopyView, passage: &PassageFacts) -> bool {
    let relieves = |hit: &Hit| match view.lexicon.entry(hit.entry).map(|e| &e.role) {
        Some(Role::PainWord(_) | Role::PersonaUse(_) | Role::ClaimWording(_) | Role::ClaimWord(..)) => true,
        role => role.is_some_and(|role| role.is_cue("relief")),
    };
    // "Slots" inside "Slot Refill" is no word of a persona.
    if passage.passage.quoted
        || passage.hits.iter().any(|hit| relieves(hit) && !passage.shielded(view.lexicon, hit))
    {
        return true;
    }
    let yours = passage.tokens().iter().filter(|t| passage.is_any(t, "you your you're you'll"));
    yours.count() >= 3
}

fn is_feature(view: &CopyView, at: usize) -> bool {
    view.project
        .playbook
        .offers
        .get(at)
        .is_some_and(|o| matches!(o.kind, Some(OfferKind::Feature | OfferKind::Product)))
}
