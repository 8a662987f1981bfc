//! What was approved once and is not any more: as the messaging writes it under `replaces` and `was`, and as the lock file
//! keeps it. What the lock file keeps nobody looked through, so only what cannot be taken for something right is
//! looked for.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::history::{Former, FormerFigure, Value, alike};
use crate::item::{AnyItem, Status};
use crate::model::KINDS;
use crate::project::Project;
use crate::shape::Date;
use crate::syntax::markdown::to_plain;
use crate::syntax::words;
use crate::text::Place;

/// Something that was approved once and is not any more.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The key of its item's kind: `claims`.
    pub kind: &'static str,
    /// What one of the kind is called: `claim`.
    pub noun: &'static str,
    /// The item's id.
    pub id: String,
    /// The item's position among its kind; nothing where it is gone.
    pub at: Option<usize>,
    /// What it was.
    pub once: Once,
    /// The last day it was right.
    pub until: Option<Date>,
    /// Why it changed.
    pub reason: Option<String>,
    /// What is right today, where one text takes its place.
    pub now: Option<Now>,
    /// Whether the lock file tells of it, and nobody wrote it down.
    pub kept: bool,
}

/// What was approved once.
#[derive(Clone, Debug)]
pub enum Once {
    /// A wording to look for.
    Wording(String),
    /// A figure.
    Figure(FormerFigure),
}

/// What is right today.
#[derive(Clone, Debug)]
pub struct Now {
    /// The text, without mark-up.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Outdated {
    /// Whether it is of the claim at a position.
    pub fn is_of_claim(&self, at: usize) -> bool {
        self.kind == "claims" && self.at == Some(at)
    }

    /// Whether only a whole sentence of it counts.
    pub fn is_sentence(&self) -> bool {
        self.kept && self.kind != "claims"
    }
}

/// Fewest words of a claim's former wording, and of a sentence of a message, that cannot be met by chance.
const WORDS: (usize, usize) = (4, 6);

/// Everything that was approved once, first as written, then as kept.
pub(super) fn outdated(project: &Project) -> Vec<Outdated> {
    let mut all = written(project);
    let formers = project.lock.formers();
    if formers.is_empty() {
        return all;
    }
    let known: BTreeSet<(String, String)> = all.iter().map(|o| (o.id.clone(), o.alike())).collect();
    for former in formers {
        let Some(kind) = KINDS.iter().find(|k| k.noun == former.kind) else { continue };
        let key = crate::graph::Key::new(kind.key, former.id.as_str());
        let item = project.at(&key);
        let base = Outdated {
            kind: kind.key,
            noun: kind.noun,
            id: former.id.clone(),
            at: project.graph.position(&key),
            once: Once::Wording(String::new()),
            until: Some(former.until),
            reason: None,
            now: None,
            kept: true,
        };
        let found = match &former.was {
            Value::Figure(figure) => figure_of(project, &base, figure),
            Value::Text(text) if kind.key == "claims" => claim_wording(&base, item, text),
            Value::Text(_) if kind.key == "offers" => vec![],
            Value::Text(text) => sentences_of(&base, item, former, text),
        };
        all.extend(found.into_iter().filter(|o| !known.contains(&(o.id.clone(), o.alike()))));
    }
    take_out_said(&mut all, project);
    all
}

impl Outdated {
    fn alike(&self) -> String {
        match &self.once {
            Once::Wording(text) => alike(text),
            Once::Figure(figure) => figure.value.to_string(),
        }
    }
}

/// What the messaging itself lists.
fn written(project: &Project) -> Vec<Outdated> {
    let mut all = vec![];
    let mut put = |item: &dyn AnyItem, at: usize, former: &crate::model::Former, once, now| {
        all.push(Outdated {
            kind: item.kind(),
            noun: item.noun(),
            id: item.id().as_str().to_owned(),
            at: Some(at),
            once,
            until: former.until,
            reason: former.reason.as_ref().map(ToString::to_string),
            now,
            kept: false,
        });
    };
    for (at, claim) in project.playbook.claims.iter().enumerate() {
        let now = Now { text: to_plain(&claim.says), place: Place::new(&claim.source, claim.says.span()) };
        for former in &claim.replaces {
            if let (Some(value), Some(figure)) = (former.value, &claim.figure) {
                let word = |p: &Option<crate::shape::Phrase>| p.as_ref().map(ToString::to_string);
                let once = FormerFigure {
                    value,
                    unit: word(&figure.unit),
                    per: word(&figure.per),
                    ..FormerFigure::default()
                };
                put(claim, at, former, Once::Figure(once), Some(now.clone()));
            }
            if let Some(wording) = &former.wording {
                put(claim, at, former, Once::Wording(wording.to_string()), Some(now.clone()));
            }
        }
    }
    for (at, message) in project.playbook.messages.iter().enumerate() {
        let today = message.headline.as_ref().or(message.short.as_ref()).or(message.long.as_ref());
        let now =
            today.map(|p| Now { text: p.trim().to_owned(), place: Place::new(&message.source, p.span()) });
        for former in &message.was {
            if let Some(wording) = &former.wording {
                put(message, at, former, Once::Wording(wording.to_string()), now.clone());
            }
        }
    }
    all
}

/// A former figure, unless it is today's with another bound.
fn figure_of(project: &Project, base: &Outdated, figure: &FormerFigure) -> Vec<Outdated> {
    let today = base.at.and_then(|at| project.playbook.claims.get(at)).and_then(|c| c.figure.as_ref());
    match today {
        Some(today) if today.value != figure.value || today.unit.as_deref() != figure.unit.as_deref() => {
            vec![Outdated { once: Once::Figure(figure.clone()), ..base.clone() }]
        }
        _ => vec![],
    }
}

/// A former wording of a claim. Today's takes its place, if it is approved.
fn claim_wording(base: &Outdated, item: Option<&dyn AnyItem>, text: &str) -> Vec<Outdated> {
    let plain = ended(&to_plain(text)).to_owned();
    if !tells(&plain, WORDS.0) {
        return vec![];
    }
    let now = item.and_then(|item| today_of(item, "says")).map(|(text, place)| Now { text, place });
    vec![Outdated { once: Once::Wording(plain), now, ..base.clone() }]
}

/// The sentences of a former text that nothing says today. Where as many went as came, each has the one that took its
/// place.
fn sentences_of(base: &Outdated, item: Option<&dyn AnyItem>, former: &Former, text: &str) -> Vec<Outdated> {
    let was = sentences(&to_plain(text));
    let now = item.and_then(|item| today_of(item, &former.field));
    let standing = now.as_ref().map(|(text, _)| sentences(text)).unwrap_or_default();
    let alike_of = |all: &[String]| all.iter().map(|s| alike(s)).collect::<BTreeSet<_>>();
    let (before, after) = (alike_of(&was), alike_of(&standing));
    let gone: Vec<&String> = was.iter().filter(|s| !after.contains(&alike(s))).collect();
    let come: Vec<&String> = standing.iter().filter(|s| !before.contains(&alike(s))).collect();
    let paired = gone.len() == come.len();
    let outdated = gone.iter().enumerate().filter(|(_, s)| tells(s, WORDS.1)).map(|(n, sentence)| {
        let now = now.as_ref().zip(come.get(n).filter(|_| paired));
        let now = now.map(|((_, place), text)| Now { text: (*text).clone(), place: place.clone() });
        Outdated { once: Once::Wording(ended(sentence).to_owned()), now, ..base.clone() }
    });
    outdated.collect()
}

/// The text of a field as it is approved today, and where it stands.
fn today_of(item: &dyn AnyItem, field: &str) -> Option<(String, Place)> {
    let approved = item.status() == Status::Approved;
    let (_, prose) = item.prose().into_iter().find(|(path, _)| approved && path == field)?;
    Some((to_plain(&prose), Place::new(item.source(), prose.span())))
}

fn sentences(text: &str) -> Vec<String> {
    let tokens = words::tokens(text);
    words::sentences(text, &tokens).into_iter().filter_map(|r| Some(text.get(r)?.trim().to_owned())).collect()
}

/// A text without the mark that ends it.
fn ended(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '!', '?', ':', ';'])
}

/// Whether a former text can be told from others: it is long enough and has no value to fill in.
fn tells(text: &str, fewest: usize) -> bool {
    alike(text).split(' ').count() >= fewest && !text.contains("{{")
}

/// Takes out what the messaging says today, whatever the state of the item that says it, be it within a longer text.
fn take_out_said(all: &mut Vec<Outdated>, project: &Project) {
    let wordings: Vec<String> = all.iter().map(|o| format!(" {} ", o.alike())).collect();
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&wordings) else {
        return;
    };
    let mut said: BTreeSet<usize> = BTreeSet::new();
    let mut look = |text: &str| {
        let text = format!(" {} ", alike(text));
        said.extend(automaton.find_overlapping_iter(&text).map(|m| m.pattern().as_usize()));
    };
    for item in project.playbook.items().filter(|i| i.status() != Status::Retired) {
        item.prose().iter().for_each(|(_, prose)| look(&to_plain(prose)));
    }
    project.playbook.claims.iter().flat_map(|c| &c.accepts).for_each(|accepted| look(accepted));
    let mut at = 0;
    all.retain(|outdated| {
        at += 1;
        let wording = matches!(outdated.once, Once::Wording(_));
        !(outdated.kept && wording && said.contains(&(at - 1)))
    });
}
