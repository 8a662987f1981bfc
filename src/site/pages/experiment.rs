//! An experiment: what was compared, what came out with its interval, and for a narrow segment against the broad market every
//! number of both side by side.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::side_by_side;
use crate::graph::Key;
use crate::item::Item;
use crate::model::{Experiment, Metric};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{experiment, map, measured, variant_name};

pub static PAGE: PageType = PageType {
    name: "experiment",
    template: "experiment.html",
    kind: Some("experiments"),
    addresses: |edition| each(edition, &edition.project.playbook.experiments),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let Some(item) = edition.project.playbook.experiments.get(at) else { return Sheet::empty(PAGE.name) };
    let words = item.verdict.as_deref().unwrap_or("");
    Sheet {
        head: Head::of_item(edition, item, ("Experiments", &list_url("experiments")), words),
        body: vec![
            ("experiment", experiment(edition, item, "difference")),
            ("sides", sides(edition, item)),
            ("uses", uses(edition, &Key::of(item))),
        ],
        entries: vec![entry(edition, item, vec![], words)],
    }
}

/// The numbers that are split by what was compared.
fn sides(edition: &Edition, item: &Item<Experiment>) -> Value {
    let names: Vec<&str> = item.variants.iter().map(|v| &**v).collect();
    let metrics: Vec<&Item<Metric>> =
        edition.shown(&edition.project.playbook.metrics).map(|(_, m)| m).collect();
    let rows = metrics.into_iter().filter_map(|metric| {
        let (period, values) = side_by_side(metric, &names)?;
        Some(map! {
            "metric": edition.reference("metrics", metric.id.as_str()),
            "period": period,
            "values": values.into_iter().map(|v| v.map(|v| measured(metric, v))).collect::<Vec<_>>(),
        })
    });
    let rows: Vec<Value> = rows.collect();
    let names = (0..names.len()).map(|at| variant_name(edition, item, at));
    map! { "names": names.collect::<Vec<_>>(), "rows": rows }
}
