//! What of the messaging never meets copy: terms, claims and banned words that no copy and no example speaks of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Digest, Facts, Lexicon, Role, Scope};
use crate::graph::Key;
use crate::item::{AnyItem, Status};
use crate::model::VoiceChange;
use crate::project::{Attributes, Project, samples};
use crate::shape::{Entries, Key as EntryKey, Phrase};
use crate::text::{Place, Source};

/// Something that waits for copy. Positions are those of the item in its list in the playbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Watched {
    /// A term, by its right and its wrong words.
    Term(usize),
    /// A claim, by its wordings and its figure.
    Claim(usize),
    /// A banned word or phrase, as the voice has it.
    Ban(String),
}

/// Something that no copy and no example speaks of.
#[derive(Clone, Debug)]
pub struct Unseen {
    /// What.
    pub watched: Watched,
    /// What it is called in a sentence: `term`, `claim`, `ban`.
    pub noun: &'static str,
    /// The item's id, or the banned words.
    pub id: String,
    /// Where it is written.
    pub place: Place,
}

/// What a piece of copy speaks of, rightly or wrongly.
pub(super) fn seen(project: &Project, lexicon: &Lexicon, facts: &Facts) -> BTreeSet<Watched> {
    let known = &facts.piece.attributes;
    let mut seen: BTreeSet<Watched> = facts
        .hits(lexicon, |role| match role {
            Role::TermUse(at) | Role::TermSpelling(at) | Role::TermNot(at, _) => {
                Some(Some(Watched::Term(*at)))
            }
            Role::ClaimWording(at) | Role::ClaimNot(at, _) | Role::ClaimContradicts(at, _) => {
                Some(Some(Watched::Claim(*at)))
            }
            Role::Outdated(n) => {
                let former = lexicon.outdated(*n).filter(|o| o.kind == "claims")?;
                former.at.map(|at| Some(Watched::Claim(at)))
            }
            Role::VoiceBan(scope) if applies(scope, known) => Some(None),
            _ => None,
        })
        .map(|(_, _, entry, watched)| watched.unwrap_or_else(|| Watched::Ban(entry.phrase.to_string())))
        .collect();
    seen.extend(facts.figures(project, lexicon).iter().map(|figure| Watched::Claim(figure.claim)));
    let taken = facts.variables().iter().filter_map(|v| project.graph.position_of("claims", &v.id));
    seen.extend(taken.map(Watched::Claim));
    seen
}

fn applies(scope: &Scope, known: &Attributes) -> bool {
    match scope {
        Scope::Everywhere => true,
        Scope::Only(Key { kind: "stages", id }) => known.stage.as_ref() == Some(id),
        Scope::Only(Key { kind: "channels", id }) => known.channel.as_ref() == Some(id),
        Scope::Only(key) => known.personas.contains(&key.id),
    }
}

/// Terms with wrong words, claims and banned words that neither any of these pieces nor any example speaks of, in the
/// order of the messaging.
pub fn unseen(project: &Project, lexicon: &Lexicon, digests: &[Digest]) -> Vec<Unseen> {
    let mut met: BTreeSet<Watched> = digests.iter().flat_map(|d| &d.seen).cloned().collect();
    for sample in samples(&project.playbook) {
        met.extend(seen(project, lexicon, &Facts::of(&sample.piece, lexicon)));
    }
    let mut all = watched(project);
    all.retain(|unseen| !met.contains(&unseen.watched));
    all
}

fn watched(project: &Project) -> Vec<Unseen> {
    let book = &project.playbook;
    let mut all = vec![];
    for (at, claim) in book.claims.iter().enumerate().filter(|(_, c)| c.status == Status::Approved) {
        let id = claim.id.as_str().to_owned();
        all.push(Unseen { watched: Watched::Claim(at), noun: "claim", id, place: claim.place() });
    }
    for (at, term) in book.terms.iter().enumerate() {
        if term.status != Status::Retired && !term.not.is_empty() {
            let id = term.id.as_str().to_owned();
            all.push(Unseen { watched: Watched::Term(at), noun: "term", id, place: term.place() });
        }
    }
    for voice in &book.voice {
        let mut bans =
            bans(&voice.source, voice.ban.iter().chain(voice.principles.iter().flat_map(|p| &p.not)));
        bans.extend(changed(&voice.source, &voice.by_channel));
        bans.extend(changed(&voice.source, &voice.by_stage));
        bans.extend(changed(&voice.source, &voice.by_persona));
        all.extend(bans);
    }
    all
}

fn changed<K: EntryKey>(source: &std::sync::Arc<Source>, changes: &Entries<K, VoiceChange>) -> Vec<Unseen> {
    bans(source, changes.iter().flat_map(|(_, change)| &change.ban))
}

fn bans<'p>(source: &std::sync::Arc<Source>, phrases: impl Iterator<Item = &'p Phrase>) -> Vec<Unseen> {
    let ban = |phrase: &Phrase| {
        let id = phrase.as_str().to_owned();
        let place = Place::new(source, phrase.span());
        Unseen { watched: Watched::Ban(id.clone()), noun: "ban", id, place }
    };
    phrases.map(ban).collect()
}
