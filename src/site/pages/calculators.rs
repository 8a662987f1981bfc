//! Calculators that run in the browser, filled with the playbook's own numbers.

use tera::Value;

use super::{PageType, single};
use crate::model::{Measure, Metric};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::map;

pub static PAGE: PageType = PageType {
    name: "calculators",
    template: "calculators.html",
    kind: None,
    addresses: |_| single("calculators.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let settings = &edition.project.config.settings;
    let book = &edition.project.playbook;
    let segment = book.segments.iter().find_map(|s| s.size.as_ref()?.revenue);
    let percent = |id: &str| latest(edition, id).map(|v| if v <= 1.5 { v * 100.0 } else { v });
    let calc = map! {
        "revenue": settings.revenue,
        "goal": settings.growth_goal,
        "segment": segment,
        "cac": latest(edition, "cac"),
        "margin_month": Value::none(),
        "months_stay": Value::none(),
        "customers": Value::none(),
        "margin_year": Value::none(),
        "retention": percent("renewals").or_else(|| percent("retention")),
        "rate": Value::none(),
    };
    let head = Head::new(
        "Calculators",
        "calculators",
        "What a goal asks of a segment, and when a customer has paid back",
    );
    Sheet { head, body: vec![("calc", calc)], entries: vec![] }
}

/// The newest value of a metric, if it is one number.
fn latest(edition: &Edition, id: &str) -> Option<f64> {
    let metric: &Metric = edition.project.of(&edition.project.playbook.metrics, id)?;
    match metric.values.last() {
        Some((_, Measure::One(value))) => Some(*value),
        _ => None,
    }
}
