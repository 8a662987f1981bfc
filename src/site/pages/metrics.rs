//! Metrics: the numbers all teams share first, then each team's own.

use tera::Value;

use super::{PageType, single};
use crate::item::Item;
use crate::model::Metric;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{map, measure, measured, ordinary};

pub static PAGE: PageType = PageType {
    name: "metrics",
    template: "metrics.html",
    kind: None,
    addresses: |_| single("metrics.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "The numbers we watch: shared ones first.";
    let mut metrics: Vec<&Item<Metric>> =
        edition.shown(&edition.project.playbook.metrics).map(|(_, m)| m).collect();
    metrics.sort_by_key(|m| !m.shared);
    let shared = metrics.iter().find(|m| m.shared).map(|m| view(edition, m));
    Sheet {
        head: Head::new("Metrics", "metrics", lead).lead(lead),
        body: vec![
            ("metrics", Value::from(metrics.iter().map(|m| view(edition, m)).collect::<Vec<_>>())),
            ("shared", Value::from(shared)),
        ],
        entries: vec![],
    }
}

fn view(edition: &Edition, metric: &Item<Metric>) -> Value {
    let values = metric.values.iter().rev().map(|(period, value)| {
        let words = measure(metric, value);
        map! { "period": &**period, "value": words.clone(), "words": words }
    });
    map! {
        "ref": edition.reference("metrics", metric.id.as_str()),
        "shared": metric.shared,
        "target": metric.target.map(|t| measured(metric, t)),
        "values": values.collect::<Vec<_>>(),
        "internal_to": metric.internal_to.as_ref().map(|t| ordinary(t.id())),
        "latest": metric.values.last().map(|(_, v)| measure(metric, v)),
    }
}
