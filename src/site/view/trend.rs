//! A number over time as a chart, with its target; a number that is split as bars.

use tera::Value;

use super::{map, measure, measured, on_axis, ordinary, who};
use crate::analyze::{Numbers, on_target};
use crate::item::Item;
use crate::model::{Measure, Metric};
use crate::site::chart::{Bar, Bars, Caption, Lines, Series, bars, lines};
use crate::site::edition::{Edition, title};

/// The trend of a number; `id` is what the chart is called on its page. Nothing for a number without values.
pub fn trend(edition: &Edition, metric: &Item<Metric>, id: &str) -> Option<String> {
    let single: Vec<(&str, Option<f64>)> = metric
        .values
        .iter()
        .map(|(period, value)| match value {
            Measure::One(value) => (period.as_str(), Some(*value)),
            Measure::Split(_) => (period.as_str(), None),
        })
        .collect();
    let told = metric.values.iter().map(|(period, value)| format!("{period}: {}", measure(metric, value)));
    let mut description = told.collect::<Vec<_>>().join("; ");
    if let Some(target) = metric.target {
        description.push_str(&format!("; target {}", measured(metric, target)));
    }
    let caption = Caption { id, title: &metric.name, description: &description };
    if single.iter().any(|(_, value)| value.is_some()) {
        return lines(&Lines {
            caption,
            across: single.iter().map(|(period, _)| (*period).to_owned()).collect(),
            series: vec![Series {
                name: metric.name.to_string(),
                values: single.iter().map(|(_, value)| *value).collect(),
            }],
            scale: None,
            target: metric.target,
            words: &|v| on_axis(metric, v),
        });
    }
    let (_, Measure::Split(parts)) = metric.values.last()? else { return None };
    bars(&Bars {
        caption,
        bars: parts
            .iter()
            .map(|(name, value)| Bar {
                name: split_title(edition, name),
                words: measured(metric, *value),
                parts: vec![*value],
            })
            .collect(),
        classes: &["s1"],
        keys: &[""],
    })
}

/// What a number is split by: an item of the playbook, which is linked, else as written.
pub fn split_name(edition: &Edition, name: &str) -> Value {
    split_by(edition, name).map_or_else(
        || map! { "kind": "", "id": name, "title": ordinary(name), "url": "", "internal": false },
        |kind| edition.reference(kind, name),
    )
}

fn split_title(edition: &Edition, name: &str) -> String {
    let of = split_by(edition, name).map(|kind| edition.reference(kind, name));
    let of = of.and_then(|of| Some(of.get_from_path("title")?.as_str()?.to_owned()));
    of.unwrap_or_else(|| ordinary(name))
}

fn split_by(edition: &Edition, name: &str) -> Option<&'static str> {
    ["segments", "messages", "stages", "personas"].into_iter().find(|k| edition.page_of(k, name).is_some())
}

/// A value on one line: of one that is split, how far its parts lie apart.
fn newest(metric: &Metric, value: &Measure) -> String {
    let Measure::Split(parts) = value else { return measure(metric, value) };
    let ends = parts.iter().map(|(_, v)| *v).fold(None, |ends: Option<(f64, f64)>, v| {
        Some(ends.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
    });
    match ends {
        Some((low, high)) if low < high => format!("{} to {}", measured(metric, low), measured(metric, high)),
        _ => measure(metric, value),
    }
}

/// A number as a row of a table: its newest value, how it moved, whether it is made.
pub fn metric_row(edition: &Edition, metric: &Item<Metric>) -> Value {
    let values: Vec<f64> = edition.series(metric.id.as_str()).into_iter().map(|(_, v)| v).collect();
    let moved = match values.as_slice() {
        [.., before, now] if now > before => Some("\u{2191}"),
        [.., before, now] if now < before => Some("\u{2193}"),
        [.., _, _] => Some("\u{2192}"),
        _ => None,
    };
    let before = match values.as_slice() {
        [.., before, _] => Some(measured(metric, *before)),
        _ => None,
    };
    map! {
        "ref": edition.reference("metrics", metric.id.as_str()),
        "title": title(metric),
        "shared": metric.shared,
        "internal": edition.is_internal(metric),
        "owner": metric.header.owner.as_deref().map(who),
        "period": metric.values.last().map(|(p, _)| p.to_string()),
        "split": metric.values.last().is_some_and(|(_, v)| matches!(v, Measure::Split(_))),
        "latest": metric.values.last().map(|(_, v)| newest(metric, v)),
        "before": before,
        "moved": moved,
        "target": metric.target.map(|t| measured(metric, t)),
        "made": on_target(metric),
    }
}
