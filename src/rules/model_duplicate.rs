//! model/duplicate: two items with one id, or two that say nearly the same.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use std::collections::BTreeMap;

use crate::item::{AnyItem, Status};
use crate::model::KINDS;
use crate::syntax::words::singular;

pub static RULE: Rule = Rule {
    id: "model/duplicate",
    summary: "two items with one id, or two that say nearly the same",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_duplicate.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let same_id = view.messaging.graph.duplicates().iter().map(|d| {
        let noun = view.messaging.at(&d.key).map_or(d.key.kind, |i| i.noun());
        view.rule
            .finding(d.second.clone(), format!("a second {noun} bears the id `{}`", d.key.id))
            .about(noun, d.key.id.clone())
            .why("other files refer to it by this id, and only the first is found")
            .help("rename one, or merge the two")
            .related(d.first.clone(), "the first stands here")
    });
    let mut findings: Vec<Finding> = same_id.collect();
    for kind in KINDS {
        let mut seen = Seen::default();
        for item in view.messaging.playbook.of_kind(kind.key) {
            if item.status() == Status::Retired {
                continue;
            }
            let Some((first, said, same)) = seen.alike(item) else { continue };
            let (how, certainty) =
                if same { ("the same", Certainty::Exact) } else { ("nearly the same", Certainty::Strong) };
            findings.push(
                view.about(item, format!("this {} says {how} as `{}`", kind.noun, first.id().as_str()))
                    .severity(Severity::Warning)
                    .certainty(certainty)
                    .why("two items for one thing drift apart, and each team quotes another one")
                    .help("keep one, and let the other's users refer to it; or say what sets them apart")
                    .related(first.place(), format!("the other says: {said}")),
            );
        }
    }
    findings
}

/// The texts by which an item is known: its name, and what it says.
fn texts(item: &dyn AnyItem) -> Vec<String> {
    let field = match item.kind() {
        "pains" => "statement",
        "messages" => "headline",
        "objections" | "claims" => "says",
        "value_props" => "promise",
        "triggers" => "event",
        "plays" => "goal",
        // The same question may be asked again, and a term is known by its id.
        "research" | "experiments" | "terms" | "voice" => return vec![],
        _ => "name",
    };
    let mut texts = vec![item.title().to_owned()];
    texts.extend(item.json().get(field).and_then(|text| text.as_str()).map(str::to_owned));
    texts.retain(|text| text != item.id().as_str());
    texts.dedup();
    texts
}

/// The items of one kind seen so far, by their words.
#[derive(Default)]
struct Seen<'p> {
    whole: BTreeMap<Vec<String>, (&'p dyn AnyItem, String)>,
    less_one: BTreeMap<Vec<String>, (&'p dyn AnyItem, String)>,
}

/// An earlier item that says the same, what it says, and whether in the very same words.
type Alike<'p> = (&'p dyn AnyItem, String, bool);

impl<'p> Seen<'p> {
    /// An earlier item that says the same; otherwise remembers this one.
    fn alike(&mut self, item: &'p dyn AnyItem) -> Option<Alike<'p>> {
        let texts: Vec<(String, Vec<Word>)> = texts(item)
            .into_iter()
            .map(|t| {
                let words = content(&t);
                (t, words)
            })
            .collect();
        for (_, words) in &texts {
            let plain = plain(words);
            let long = plain.len() >= 3 || (is_name(item.kind()) && !plain.is_empty());
            let same = self.whole.get(&plain).filter(|_| long).map(|found| (found, true));
            let near = || {
                shorter(words).find_map(|less| self.whole.get(&less)).or_else(|| self.less_one.get(&plain))
            };
            let found = same.or_else(|| near().map(|found| (found, false)));
            if let Some(((first, said), same)) = found.filter(|((first, _), _)| first.id() != item.id()) {
                return Some((*first, said.clone(), same));
            }
        }
        for (text, words) in texts {
            for less in shorter(&words) {
                self.less_one.entry(less).or_insert_with(|| (item, text.clone()));
            }
            self.whole.entry(plain(&words)).or_insert((item, text));
        }
        None
    }
}

/// A word that carries meaning, folded, and whether the text says nearly the same without it.
struct Word {
    folded: String,
    loose: bool,
}

fn plain(words: &[Word]) -> Vec<String> {
    words.iter().map(|w| w.folded.clone()).collect()
}

/// Kinds whose items bear a proper name: two of one name are one, however short it is.
fn is_name(kind: &str) -> bool {
    matches!(kind, "competitors" | "customers" | "metrics" | "offers" | "personas" | "segments")
}

/// The words without one that says little: only of long texts, and never without a name, a number or a word that turns
/// the meaning.
fn shorter(words: &[Word]) -> impl Iterator<Item = Vec<String>> + '_ {
    let long = words.len() > 6;
    let droppable = words.iter().enumerate().filter(move |(_, word)| long && word.loose);
    let without = |(at, _): (usize, &Word)| {
        let rest = words.iter().enumerate().filter(move |(n, _)| *n != at);
        rest.map(|(_, word)| word.folded.clone()).collect()
    };
    droppable.map(without)
}

/// Words that turn the meaning of a sentence.
const TURN: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "without", "only", "all", "every", "each", "some",
    "most", "few", "less", "more", "before", "after", "until", "since", "first", "last", "new", "old", "up",
    "down", "in", "out", "on", "off", "over", "under", "half", "twice", "can", "may", "must", "will",
];

/// Words that say nothing by themselves.
const LITTLE: &[&str] = &[
    "a", "an", "the", "and", "or", "of", "to", "is", "are", "was", "be", "it", "its", "that", "this", "we",
    "our", "us", "you", "your", "they", "them", "their", "i", "my",
];

/// The words of a text that carry its meaning, in order, without case and marks; plurals count as singulars.
fn content(text: &str) -> Vec<Word> {
    let text = text.replace(['\u{2019}', '\''], "");
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | '$' | '\u{20ac}' | '\u{a3}');
    let words = text.split(|c| !part(c)).map(|w| w.trim_matches(['.', ','])).filter(|w| !w.is_empty());
    let kept = words.filter(|w| !LITTLE.contains(&w.to_lowercase().as_str()));
    kept.map(|word| {
        let folded = singular(word);
        let name = word.chars().any(|c| c.is_uppercase() || !c.is_alphabetic());
        let loose = !name && !TURN.contains(&folded.as_str());
        Word { folded, loose }
    })
    .collect()
}
