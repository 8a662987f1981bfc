//! fit/feature-speak: a section that names features and no pain, outcome or persona.

use super::{Check, CopyView, Rule, RuleOption};
use crate::finding::{Certainty, Finding, Severity};
use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::{CueList, PassageFacts, Role};
use crate::model::OfferKind;
use crate::syntax::words::Token;

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
    for section in sections.values() {
        let enough = f64::from(section.words) >= view.option("words") && section.offers.len() >= 2;
        let Some((passage, range)) = section.first.clone().filter(|_| enough && !section.relief) else {
            continue;
        };
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
    words: u32,
    offers: BTreeSet<usize>,
    relief: bool,
    first: Option<(&'f PassageFacts<'a>, std::ops::Range<usize>)>,
}

impl<'f, 'a> Section<'f, 'a> {
    fn add(&mut self, view: &CopyView, passage: &'f PassageFacts<'a>) {
        self.words += u32::try_from(passage.word_count()).unwrap_or(u32::MAX);
        for hit in &passage.hits {
            // "Slots" inside "Slot Refill" is no word of a persona.
            let inside_a_name = || passage.shielded(view.lexicon, hit);
            match view.lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::Offer(at)) if is_feature(view, *at) => {
                    self.offers.insert(*at);
                    self.first.get_or_insert((passage, hit.range.clone()));
                }
                Some(
                    Role::PainWord(_) | Role::PersonaUse(_) | Role::ClaimWording(_) | Role::ClaimWord(..),
                ) => self.relief |= !inside_a_name(),
                Some(Role::Cue("relief")) => self.relief |= !inside_a_name(),
                _ => {}
            }
        }
        if self.relief {
            return;
        }
        let begins = |t: &&Token| t.text(passage.text()).starts_with(['y', 'Y']);
        let yours = passage.tokens().iter().filter(begins);
        let yours = yours.filter(|t| passage.is_any(t, "you your you're you'll")).count();
        self.relief = yours >= 3 || passage.passage.quoted;
    }
}

fn is_feature(view: &CopyView, at: usize) -> bool {
    view.project
        .playbook
        .offers
        .get(at)
        .is_some_and(|o| matches!(o.kind, Some(OfferKind::Feature | OfferKind::Product)))
}
