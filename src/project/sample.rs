//! The example lines that items carry, each as a small piece of copy of its own.

use super::{Attributes, Piece};
use crate::copy::format_of;
use crate::graph::Key;
use crate::item::{AnyItem, Examples, Item, Status};
use crate::model::{Playbook, Voice, VoiceChange};
use crate::shape::{Entries, Key as EntryKey, Phrase};
use crate::text::{Place, Source};

/// The kinds whose items rules hold copy against, so that their example lines can be tried.
const TRIED: &[&str] = &["claims", "competitors", "customers", "metrics", "offers", "terms", "voice"];

/// An example line of an item, as a piece of copy.
#[derive(Debug)]
pub struct Sample {
    /// The item that carries it.
    pub item: Key,
    /// What one of the item's kind is called: `term`.
    pub noun: &'static str,
    /// Of a voice's principle or change the words against it: a finding has to be about one of them. Empty: about
    /// anything of the item.
    pub words: Vec<String>,
    /// Whether it must be found wrong.
    pub wrong: bool,
    /// Where it is written.
    pub place: Place,
    /// The line as copy; its places count from its first byte.
    pub piece: Piece,
}

/// Every example line of items that rules hold copy against, in the order of the items.
pub fn samples(playbook: &Playbook) -> Vec<Sample> {
    let mut samples = vec![];
    let tried = playbook.items().filter(|i| TRIED.contains(&i.kind()) && i.status() != Status::Retired);
    for item in tried {
        take(&mut samples, item, item.header().examples.as_ref(), &[], &Attributes::default());
    }
    for voice in &playbook.voice {
        for principle in &voice.principles {
            take(&mut samples, voice, principle.examples.as_ref(), &principle.not, &Attributes::default());
        }
        changes(&mut samples, voice, &voice.by_channel, |known, id| known.channel = Some(id));
        changes(&mut samples, voice, &voice.by_stage, |known, id| known.stage = Some(id));
        changes(&mut samples, voice, &voice.by_persona, |known, id| known.personas = vec![id]);
    }
    samples
}

fn changes<K: EntryKey>(
    samples: &mut Vec<Sample>,
    voice: &Item<Voice>,
    changes: &Entries<K, VoiceChange>,
    place: impl Fn(&mut Attributes, String),
) {
    for (key, change) in changes.iter() {
        let mut known = Attributes::default();
        place(&mut known, key.key().to_owned());
        take(samples, voice, change.examples.as_ref(), &change.ban, &known);
    }
}

fn take(
    samples: &mut Vec<Sample>,
    item: &dyn AnyItem,
    examples: Option<&Examples>,
    words: &[Phrase],
    known: &Attributes,
) {
    let (Some(examples), Some(format)) = (examples, format_of("x.md")) else { return };
    let bad = examples.bad.iter().map(|line| (line, true));
    let lines = bad.chain(examples.good.iter().map(|line| (line, false)));
    samples.extend(lines.map(|(line, wrong)| {
        let source = Source::new(item.source().path(), line.as_str());
        let attributes = Attributes { mapped: true, ..known.clone() };
        Sample {
            item: Key::of(item),
            noun: item.noun(),
            words: words.iter().map(|w| w.as_str().to_owned()).collect(),
            wrong,
            place: Place::new(item.source(), line.span()),
            piece: Piece::unread(&source, format, attributes),
        }
    }));
}
