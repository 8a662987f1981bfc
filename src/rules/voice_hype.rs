//! voice/hype: words of praise so close together that nothing else is said.

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::{CueList, Role};
use crate::finding::{Certainty, Finding, Severity};

static CUES: &[CueList] = &[
    CueList {
        name: "hype",
        phrases: &[
            "revolutionary",
            "revolutionise",
            "revolutionises",
            "revolutionising",
            "revolutionize",
            "revolutionizes",
            "revolutionizing",
            "game-changing",
            "game changing",
            "game-changer",
            "game changer",
            "cutting-edge",
            "cutting edge",
            "bleeding-edge",
            "leading-edge",
            "world-class",
            "world class",
            "best-in-class",
            "best in class",
            "best-of-breed",
            "industry-leading",
            "market-leading",
            "state-of-the-art",
            "state of the art",
            "next-generation",
            "next generation",
            "next-gen",
            "groundbreaking",
            "ground-breaking",
            "trailblazing",
            "unparalleled",
            "unprecedented",
            "unmatched",
            "unrivaled",
            "unrivalled",
            "unbeatable",
            "seamless",
            "seamlessly",
            "effortless",
            "effortlessly",
            "frictionless",
            "supercharge",
            "supercharges",
            "turbocharge",
            "turbo-charge",
            "skyrocket",
            "skyrockets",
            "unleash",
            "unleashes",
            "transformative",
            "paradigm shift",
            "paradigm-shifting",
            "synergy",
            "synergies",
            "synergistic",
            "amazing",
            "incredible",
            "incredibly",
            "awesome",
            "phenomenal",
            "mind-blowing",
            "jaw-dropping",
            "magical",
            "magically",
            "stunning",
            "limitless",
            "visionary",
            "disruptive innovation",
            "future-proof",
            "to the next level",
            "like never before",
        ],
        inflect: false,
    },
    CueList {
        name: "hype-terms",
        phrases: &[
            "next-generation sequencing",
            "next generation sequencing",
            "next-generation firewall",
            "next generation firewall",
            "next-generation access",
            "the next generation of nurses",
            "the next generation of engineers",
            "the next generation of farmers",
            "the next generation takes over",
            "hand over to the next generation",
            "seamless pipe",
            "seamless pipes",
            "seamless tube",
            "seamless tubes",
            "seamless tubing",
            "seamless steel",
            "seamless gutter",
            "seamless gutters",
            "seamless flooring",
            "seamless rings",
            "seamless rolled",
            "cutting edge of the",
            "cutting edge angle",
            "cutting edge radius",
            "cutting edge geometry",
            "cutting-edge angle",
            "cutting-edge geometry",
            "cutting-edge radius",
            "world class manufacturing",
            "world-class manufacturing",
            "state of the art report",
            "state-of-the-art report",
            "review of the state of the art",
            "limitless liability",
            "effortless breathing",
            "frictionless bearing",
            "frictionless bearings",
        ],
        inflect: false,
    },
];

static OPTIONS: &[RuleOption] = &[
    RuleOption { name: "count", default: 3.0, description: "how many different words of praise are told" },
    RuleOption { name: "words", default: 60.0, description: "within how many words they must stand" },
];

pub static RULE: Rule = Rule {
    id: "voice/hype",
    summary: "words of praise so close together that nothing else is said",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("voice_hype.md"),
    cues: CUES,
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    if !view.for_buyers() {
        return vec![];
    }
    let praise = |role: &Role| role.is_cue("hype").then_some(());
    let words: Vec<_> = view
        .facts
        .hits(view.lexicon, praise)
        .filter(|(passage, hit, ..)| {
            passage.passage.part.is_body()
                && !passage.within(view.lexicon, hit, "hype-terms")
                && !passage.banned(view.lexicon, hit)
                && view.is_use(passage, hit)
        })
        .map(|(passage, hit, ..)| (passage, hit, view.facts.words_before(passage, hit.range.start)))
        .collect();
    let (most, near) = (view.option("count").max(1.0) as usize, view.option("words") as usize);
    let (mut findings, mut at) = (vec![], 0);
    while let Some((passage, hit, from)) = words.get(at) {
        let close = words.iter().skip(at).take_while(|(_, _, word)| word - from <= near).count();
        let mut said: Vec<&str> = vec![];
        for (passage, hit, _) in words.iter().skip(at).take(close) {
            let word = passage.slice(&hit.range);
            if !said.iter().any(|s| s.eq_ignore_ascii_case(word)) {
                said.push(word);
            }
        }
        if said.len() < most {
            at += 1;
            continue;
        }
        let quoted: Vec<String> = said.iter().map(|s| format!("\"{s}\"")).collect();
        let what = format!("{} words of praise stand close together: {}", said.len(), quoted.join(", "));
        findings.push(
            view.finding(passage, hit.range.clone(), what)
                .about("voice", "hype")
                .why("every rival says the same of itself; a buyer reads over it and learns nothing")
                .help("keep none, and say what happens to the buyer: a number, a morning, a name"),
        );
        at += close;
    }
    findings
}
