//! Experiments: what was tried, with a plain verdict and the range the difference may truly have.

use tera::Value;

use super::{PageType, single};
use crate::model::ExperimentKind;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::experiment;

pub static PAGE: PageType = PageType {
    name: "experiments",
    template: "experiments.html",
    kind: None,
    addresses: |_| single("experiments.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "What we tried on how many, and what it shows. A range that touches nought decides nothing.";
    let all: Vec<_> = edition.shown(&edition.project.playbook.experiments).map(|(_, e)| e).collect();
    let narrow = all.iter().any(|e| e.kind == Some(ExperimentKind::BroadVsNarrow));
    let shown = all.iter().enumerate().map(|(n, e)| experiment(edition, e, &format!("range-{}", n + 1)));
    Sheet {
        head: Head::new("Experiments", PAGE.name, lead).lead(lead),
        body: vec![("experiments", Value::from(shown.collect::<Vec<_>>())), ("narrow", Value::from(narrow))],
        entries: vec![],
    }
}
