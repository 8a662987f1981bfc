//! The numbers of the house style that hold for one piece of copy.

use crate::item::Item;
use crate::model::{Voice, VoiceChange};
use crate::project::{Attributes, Project};
use crate::shape::{Entries, Key};
use crate::text::{Place, Span};

/// A number of the house style, and where it is set.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The highest number that fits.
    pub most: f64,
    /// Of what it is set: `the voice`, `cold-email`.
    pub of: String,
    /// The place of the voice, or of what changes it.
    pub place: Place,
}

/// A number of the house style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Words in a sentence.
    SentenceLength,
    /// Reading grade: years of school.
    ReadingGrade,
    /// Exclamation marks in a piece.
    Exclamation,
    /// We-words for one you-word.
    WeYou,
}

/// The number that holds for a piece of which this is known: what is set for its channel, its stage or its personas
/// counts before the voice's own number; of several the lowest.
pub fn house_limit(project: &Project, known: &Attributes, measure: Measure) -> Option<Limit> {
    let voice = project.playbook.voice.first()?;
    let mut special: Vec<Limit> = vec![];
    changes(voice, &voice.by_channel, |id| known.channel.as_deref() == Some(id), measure, &mut special);
    changes(voice, &voice.by_stage, |id| known.stage.as_deref() == Some(id), measure, &mut special);
    changes(voice, &voice.by_persona, |id| known.personas.iter().any(|p| p == id), measure, &mut special);
    let general = || {
        let most = match measure {
            Measure::SentenceLength => f64::from(voice.sentence_length?),
            Measure::ReadingGrade => voice.reading_grade?,
            Measure::Exclamation => f64::from(voice.exclamation?),
            Measure::WeYou => return None,
        };
        Some(Limit { most, of: "the voice".to_owned(), place: Place::new(&voice.source, first_line(voice)) })
    };
    special.into_iter().min_by(|a, b| a.most.total_cmp(&b.most)).or_else(general)
}

fn changes<K: Key>(
    voice: &Item<Voice>,
    entries: &Entries<K, VoiceChange>,
    here: impl Fn(&str) -> bool,
    measure: Measure,
    found: &mut Vec<Limit>,
) {
    for (key, change) in entries.iter().filter(|(key, _)| here(key.key())) {
        let most = match measure {
            Measure::SentenceLength => change.sentence_length.map(f64::from),
            Measure::ReadingGrade => change.reading_grade,
            Measure::Exclamation => change.exclamation.map(f64::from),
            Measure::WeYou => change.we_you,
        };
        let place = Place::new(&voice.source, first_line(voice));
        found.extend(most.map(|most| Limit { most, of: key.key().to_owned(), place }));
    }
}

/// The line that the voice begins on.
fn first_line(voice: &Item<Voice>) -> Span {
    let line = voice.source.line_span(voice.source.line_of(voice.span.start()));
    Span::new(voice.span.start(), line.end().max(voice.span.start()))
}
