//! The voice: principles, good and bad lines, limits, what is banned where.

use tera::Value;

use super::{PageType, single};
use crate::item::Item;
use crate::model::{Person, Voice, VoiceChange};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry};
use crate::site::view::{map, maybe, number, texts};

pub static PAGE: PageType = PageType {
    name: "voice",
    template: "voice.html",
    kind: Some("voice"),
    addresses: |_| single("voice.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let voices: Vec<&Item<Voice>> =
        edition.shown(&edition.project.playbook.voice).map(|(_, voice)| voice).collect();
    let lead = "How we speak, with lines that are right and lines that are not.";
    let mut head = Head::new("Voice", "voice", lead).lead(lead);
    if let Some(voice) = voices.first() {
        let of = Head::of_item(edition, *voice, ("Voice", "voice.html"), lead);
        (head.source, head.freshness, head.note) = (of.source, of.freshness, of.note);
    }
    let all = |list: fn(&Voice) -> &[crate::shape::Phrase]| {
        let words = voices.iter().flat_map(|v| list(v)).map(|w| Value::from(&**w));
        Value::from(words.collect::<Vec<_>>())
    };
    let person = voices.iter().find_map(|v| v.person).map(|p| match p {
        Person::We => "we, and our customers",
        Person::You => "you, the buyer, first",
    });
    let principles = voices.iter().flat_map(|v| &v.principles).map(|p| {
        map! { "name": &*p.name, "means": maybe(p.means.as_ref()), "not": texts(&p.not) }
    });
    let examples = voices.iter().filter_map(|v| v.header.examples.as_ref());
    let pairs = examples.flat_map(|e| e.good.iter().zip(&e.bad));
    let pairs = pairs.map(|(good, bad)| map! { "good": &**good, "bad": &**bad, "why": Value::none() });
    Sheet {
        head,
        body: vec![
            ("principles", Value::from(principles.collect::<Vec<_>>())),
            ("person", Value::from(person)),
            ("limits", Value::from(voices.iter().flat_map(|v| limits(v)).collect::<Vec<_>>())),
            ("ban", all(|v| &v.ban)),
            ("approved", all(|v| &v.approved_phrases)),
            ("by", Value::from(voices.iter().flat_map(|v| by(edition, v)).collect::<Vec<_>>())),
            ("pairs", Value::from(pairs.collect::<Vec<_>>())),
        ],
        entries: voices.iter().map(|v| entry(edition, *v, vec![], lead)).collect(),
    }
}

fn limits(voice: &Voice) -> Vec<Value> {
    let limit =
        |what: &str, value: Option<f64>| value.map(|value| map! { "what": what, "value": number(value) });
    let all = [
        limit("Most words in a sentence", voice.sentence_length.map(f64::from)),
        limit("Highest reading grade", voice.reading_grade),
        limit("Most exclamation marks in a piece", voice.exclamation.map(f64::from)),
    ];
    all.into_iter().flatten().collect()
}

/// What differs by stage, channel and persona.
fn by(edition: &Edition, voice: &Voice) -> Vec<Value> {
    let stages = voice.by_stage.iter().map(|(s, c)| ("Moment", "stages", s.id(), c));
    let channels = voice.by_channel.iter().map(|(s, c)| ("Channel", "channels", s.id(), c));
    let personas = voice.by_persona.iter().map(|(s, c)| ("Persona", "personas", s.id(), c));
    let change = |(label, kind, id, change): (&str, &str, &str, &VoiceChange)| {
        let name = match kind {
            "channels" => edition.channel_name(id),
            _ => edition
                .reference(kind, id)
                .get_from_path("title")
                .and_then(Value::as_str)
                .unwrap_or(id)
                .to_owned(),
        };
        let mut words: Vec<String> = vec![];
        words.extend(change.sentence_length.map(|n| format!("at most {n} words in a sentence")));
        words.extend(change.reading_grade.map(|n| format!("reading grade {} at most", number(n))));
        words.extend(change.exclamation.map(|n| format!("at most {n} exclamation marks")));
        words.extend(change.we_you.map(|n| format!("at most {} we-words for each you-word", number(n))));
        map! {
            "scope": format!("{label}: {name}"),
            "url": edition.page_of(kind, id).unwrap_or(""),
            "ban": texts(&change.ban),
            "words": words,
        }
    };
    stages.chain(channels).chain(personas).map(change).collect()
}
