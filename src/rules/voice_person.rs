//! voice/person: copy that names the company or the buyer in another person than the voice does.

use std::ops::Range;

use super::{Check, CopyView, Rule, RuleOption};
use crate::analyze::Role;
use crate::finding::{Certainty, Finding, Severity};
use crate::model::Person;
use crate::syntax::words::{Kind, pronouns};

static OPTIONS: &[RuleOption] = &[
    RuleOption { name: "words", default: 60.0, description: "how many words a piece needs to be judged" },
    RuleOption { name: "count", default: 3.0, description: "how often the third person must stand" },
];

pub static RULE: Rule = Rule {
    id: "voice/person",
    summary: "copy that names the company or the buyer in another person than the voice does",
    severity: Severity::Info,
    certainty: Certainty::Advisory,
    on: true,
    page: include_str!("voice_person.md"),
    cues: &[],
    options: OPTIONS,
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let voice = view.project.playbook.voice.first();
    let Some(person) = voice.and_then(|v| v.person).filter(|_| view.for_buyers()) else { return vec![] };
    let (mut words, mut said) = (0_u32, 0);
    let (mut ours, mut buyers, mut story) = (vec![], vec![], false);
    for passage in view.facts.passages.iter().filter(|p| p.passage.part.is_body() && !p.passage.quoted) {
        let text = passage.text();
        for token in passage.tokens().iter().filter(|t| t.kind == Kind::Word) {
            words += 1;
            let pronouns = pronouns(text, std::slice::from_ref(token));
            said += match person {
                Person::You => pronouns.you,
                Person::We => pronouns.we,
            };
            let quoted = passage.in_quotation(&token.range());
            if !quoted && matches!(&*token.lower(text), "customers" | "clients" | "users" | "buyers") {
                buyers.push((passage, token.range()));
            }
        }
        for hit in &passage.hits {
            match view.lexicon.entry(hit.entry).map(|e| &e.role) {
                Some(Role::Company) => {
                    let again = ours.last().is_some_and(|(_, r): &(_, Range<usize>)| *r == hit.range);
                    if !again && !passage.in_quotation(&hit.range) {
                        ours.push((passage, hit.range.clone()));
                    }
                }
                Some(Role::Customer(_)) => story = true,
                _ => {}
            }
        }
    }
    let (named, what, help) = match person {
        Person::You => {
            (buyers, "the reader", "turn to the reader: \"customers save time\" becomes \"you save time\"")
        }
        Person::We => (ours, "the company", "speak as who you are: \"Acme believes\" becomes \"we think\""),
    };
    let enough = f64::from(words) >= view.option("words") && named.len() as f64 >= view.option("count");
    let Some((passage, range)) = named.first().filter(|_| enough && said == 0 && !story) else {
        return vec![];
    };
    let (count, word) = (named.len(), passage.slice(range));
    let what = match person {
        Person::You => format!("{count} times {what} is spoken of (\"{word}\"), and never once to"),
        Person::We => format!("{count} times {what} is spoken of as \"{word}\", and never as \"we\""),
    };
    vec![
        view.finding(passage, range.clone(), what)
            .about("voice", "person")
            .why("copy in the third person sounds as if somebody else were speaking to somebody else")
            .help(help),
    ]
}
