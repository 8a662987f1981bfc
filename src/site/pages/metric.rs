//! A number over time: its trend against the target, its values, and what it is split by.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::graph::Key;
use crate::model::Measure;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{chart, map, measure, measured, metric_row, split_name, trend};

pub static PAGE: PageType = PageType {
    name: "metric",
    template: "metric.html",
    kind: Some("metrics"),
    addresses: |edition| each(edition, &edition.project.playbook.metrics),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(metric) = edition.project.playbook.metrics.get(at) else { return Sheet::empty(PAGE.name) };
    let values = metric.values.iter().rev().map(|(period, value)| {
        let parts = match value {
            Measure::One(_) => vec![],
            Measure::Split(parts) => parts
                .iter()
                .map(|(name, v)| map! { "name": split_name(edition, name), "value": measured(metric, *v) })
                .collect(),
        };
        map! { "period": &**period, "words": measure(metric, value), "parts": parts }
    });
    let latest = metric.values.last().map(|(p, v)| format!("{}: {}", p.as_str(), measure(metric, v)));
    Sheet {
        head: Head::of_item(
            edition,
            metric,
            ("Metrics", &list_url("metrics")),
            latest.as_deref().unwrap_or(""),
        ),
        body: vec![
            ("metric", metric_row(edition, metric)),
            ("chart", chart(trend(edition, metric, "trend"))),
            ("values", Value::from(values.collect::<Vec<_>>())),
            ("uses", uses(edition, &Key::of(metric))),
        ],
        entries: vec![entry(edition, metric, vec![], latest.as_deref().unwrap_or(""))],
    }
}
