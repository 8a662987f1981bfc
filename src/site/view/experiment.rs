//! An experiment as templates see it: what was compared, what came out, with the range it may truly have.

use tera::Value;

use super::{chart, day, map, maybe, number, ordinary, sentence};
use crate::analyze::{Comparison, ExperimentResult, compare};
use crate::item::Item;
use crate::model::{Experiment, ExperimentKind};
use crate::site::chart::{Caption, Interval, interval};
use crate::site::edition::{Edition, title};
use crate::site::prose::plain;

/// An experiment with its chart; `id` is what the chart is called on its page.
pub fn experiment(edition: &Edition, item: &Item<Experiment>, id: &str) -> Value {
    let found = compare(item);
    let variants: Vec<Value> = (0..item.variants.len()).map(|at| variant(edition, item, at)).collect();
    let (verdict, state) = verdict(edition, item, found.as_ref());
    let dates: Vec<String> = item.dates.iter().map(|d| day(*d)).collect();
    map! {
        "ref": edition.reference("experiments", item.id.as_str()),
        "title": title(item),
        "kind": kind(item.kind),
        "metric": maybe(item.metric.as_ref()),
        "dates": dates.join(" to "),
        "variants": variants,
        "words": maybe(item.verdict.as_ref()),
        "verdict": verdict,
        "state": state,
        "low": found.map(|c| points(c.low)),
        "high": found.map(|c| points(c.high)),
        "difference": found.map(|c| points(c.first - c.second)),
        "n": item.n.iter().sum::<u32>(),
        "chart": chart(found.and_then(|c| range(edition, item, &c, id))),
    }
}

/// What a variant is called: a message's variant by its name, a segment by its title, else as written.
pub fn variant_name(edition: &Edition, item: &Experiment, at: usize) -> String {
    let Some(written) = item.variants.get(at) else { return format!("variant {}", at + 1) };
    let book = &edition.project.playbook;
    if let Some(segment) = edition.project.of(&book.segments, written) {
        return title(segment);
    }
    match written.split_once('/') {
        Some((message, variant)) if edition.page_of("messages", message).is_some() => {
            format!("variant {variant}")
        }
        _ => written.to_string(),
    }
}

fn variant(edition: &Edition, item: &Experiment, at: usize) -> Value {
    let book = &edition.project.playbook;
    let written = item.variants.get(at).map_or("", |v| v);
    let of_message = written.split_once('/').and_then(|(message, variant)| {
        let known = edition.page_of("messages", message).is_some();
        let message = edition.project.of(&book.messages, message).filter(|_| known)?;
        let text = message.variants.iter().find(|v| v.id.as_str() == variant)?;
        Some((edition.reference("messages", message.id.as_str()), plain(&text.text)))
    });
    let segment = edition.page_of("segments", written).map(|_| edition.reference("segments", written));
    let (n, hits) = (item.n.get(at).copied(), item.hits.get(at).copied());
    let rate = n.zip(hits).filter(|(n, _)| *n > 0).map(|(n, h)| percent(f64::from(h) / f64::from(n)));
    let won = item.winner.as_ref().is_some_and(|w| w.as_str() == written);
    map! {
        "name": sentence(&variant_name(edition, item, at)),
        "ref": of_message.as_ref().map(|(message, _)| message.clone()).or(segment),
        "text": of_message.map(|(_, text)| text),
        "n": n,
        "hits": hits,
        "rate": rate,
        "declared": won,
    }
}

/// The plain verdict, and the state of its badge. A winner that the numbers do not carry is told.
fn verdict(edition: &Edition, item: &Item<Experiment>, found: Option<&Comparison>) -> (String, &'static str) {
    let name = |at| variant_name(edition, item, at);
    let (words, state) = match found.map(|c| c.result) {
        Some(ExperimentResult::First) => (format!("{} is better", name(0)), "verified"),
        Some(ExperimentResult::Second) => (format!("{} is better", name(1)), "verified"),
        Some(ExperimentResult::TooFew) => ("too few were asked to tell".to_owned(), "due"),
        Some(ExperimentResult::NoDifference) => ("no difference shows".to_owned(), "plain"),
        Some(ExperimentResult::NotRandom) => {
            ("not compared by chance: other causes are possible".to_owned(), "due")
        }
        None => ("no numbers to compare".to_owned(), "gap"),
    };
    let sure = matches!(found.map(|c| c.result), Some(ExperimentResult::First | ExperimentResult::Second));
    match &item.winner {
        Some(winner) if !sure => {
            (format!("{words}, though \u{201c}{winner}\u{201d} was declared the winner"), state)
        }
        _ => (words, state),
    }
}

fn kind(kind: Option<ExperimentKind>) -> &'static str {
    match kind {
        Some(ExperimentKind::Ab) => "at the same time, by chance (A/B)",
        Some(ExperimentKind::BeforeAfter) => "one after the other (before and after)",
        Some(ExperimentKind::BroadVsNarrow) => "a narrow segment against the broad market",
        None => "not said how",
    }
}

fn range(edition: &Edition, item: &Item<Experiment>, found: &Comparison, id: &str) -> Option<String> {
    let (one, two) = (variant_name(edition, item, 0), variant_name(edition, item, 1));
    let description = format!(
        "{one} less {two}: {}, and with 95 % confidence between {} and {}.",
        points(found.first - found.second),
        points(found.low),
        points(found.high)
    );
    interval(&Interval {
        caption: Caption { id, title: &format!("Difference: {}", title(item)), description: &description },
        middle: found.first - found.second,
        low: found.low,
        high: found.high,
        sides: [&format!("{} better", ordinary(&two)), &format!("{} better", ordinary(&one))],
        words: &|v| number((v * 1000.0).round() / 10.0),
    })
}

fn percent(rate: f64) -> String {
    format!("{}\u{a0}%", number((rate * 1000.0).round() / 10.0))
}

fn points(rate: f64) -> String {
    format!("{} points", number((rate * 1000.0).round() / 10.0))
}
