//! experiment/verdict: an experiment that says more than its numbers do.

use super::{Check, MessagingView, Rule};
use crate::analyze::{ExperimentResult, LEAST_ASKED, compare};
use crate::finding::{Certainty, Finding, Severity};
use crate::item::Item;
use crate::model::{Experiment, ExperimentKind};
use crate::shape::Phrase;
use crate::text::{Place, Span};

pub static RULE: Rule = Rule {
    id: "experiment/verdict",
    summary: "an experiment that says more than its numbers do",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("experiment_verdict.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = vec![];
    for experiment in view.approved(&view.messaging.playbook.experiments) {
        findings.extend(unfinished(view, experiment));
        findings.extend(called_random(view, experiment));
        findings.extend(undecided(view, experiment));
    }
    findings
}

fn told(view: &MessagingView, experiment: &Item<Experiment>, span: Span, what: String) -> Finding {
    view.rule
        .finding(Place::new(&experiment.source, span), what)
        .about("experiment", experiment.id.as_str())
        .why("the wording that buyers get is chosen by it: a chance result is told to all of them")
}

/// Numbers that cannot be compared.
fn unfinished(view: &MessagingView, experiment: &Item<Experiment>) -> Option<Finding> {
    let variants = experiment.variants.len();
    let (n, hits) = (&experiment.n, &experiment.hits);
    let mut wrong = vec![];
    if variants < 2 {
        wrong.push("has fewer than two variants".to_owned());
    }
    if experiment.metric.is_none() {
        wrong.push("does not say what is counted (`metric`)".to_owned());
    }
    for (name, counts) in [("n", n), ("hits", hits)] {
        if !counts.is_empty() && counts.len() != variants {
            wrong.push(format!("has {variants} variants and {} numbers under `{name}`", counts.len()));
        }
    }
    if n.iter().zip(hits).any(|(n, hits)| hits > n) {
        wrong.push("counts more hits than people asked".to_owned());
    }
    let id = experiment.id.as_str();
    let what = format!("the experiment `{id}` {}", wrong.join(", "));
    (!wrong.is_empty()).then(|| {
        told(view, experiment, experiment.id.span(), what)
            .help("complete it, so that the variants can be compared")
    })
}

/// Before and after, called a test by chance.
fn called_random(view: &MessagingView, experiment: &Item<Experiment>) -> Option<Finding> {
    let is = |text: &Phrase, word: &str| text.trim().eq_ignore_ascii_case(word);
    let periods = experiment.variants.iter().any(|v| is(v, "before"))
        && experiment.variants.iter().any(|v| is(v, "after"));
    let says = |text: &Phrase| {
        let lower = text.to_lowercase();
        (lower.contains("a/b") || lower.contains("split test")).then_some(text.span())
    };
    let called = [&experiment.name, &experiment.verdict].into_iter().flatten().find_map(says);
    let span = match experiment.kind {
        Some(ExperimentKind::Ab) if periods => experiment.id.span(),
        Some(ExperimentKind::BeforeAfter) => called?,
        _ => return None,
    };
    let id = experiment.id.as_str();
    let what = format!("`{id}` compares before with after and is called an A/B test");
    Some(
        told(view, experiment, span, what)
            .why("between before and after the season, the prices and the people changed as well; only chance makes two groups alike")
            .help("call it `kind: before-after`, or run both at the same time on people chosen by chance"),
    )
}

/// A winner that the numbers do not name.
fn undecided(view: &MessagingView, experiment: &Item<Experiment>) -> Option<Finding> {
    let winner = experiment.winner.as_ref()?;
    let id = experiment.id.as_str();
    let at = experiment.variants.iter().position(|v| v.as_str() == winner.as_str());
    let Some(at) = at else {
        let what = format!("\"{winner}\" is said to have won `{id}`, and is none of its variants");
        return Some(told(view, experiment, winner.span(), what).help("write it as under `variants:`"));
    };
    let Some(found) = compare(experiment) else {
        let what = format!("\"{winner}\" is said to have won `{id}`, and no numbers show it");
        return Some(
            told(view, experiment, winner.span(), what).help("add `n:` and `hits:` for each variant"),
        );
    };
    let rates = format!("{:.1}% against {:.1}%", found.first * 100.0, found.second * 100.0);
    let asked = experiment.n.iter().min().copied().unwrap_or(0);
    let (what, help) = match (found.result, at) {
        (ExperimentResult::First, 0) | (ExperimentResult::Second, 1) => return None,
        // More than two variants are compared by people.
        (_, 2..) => return None,
        (ExperimentResult::First | ExperimentResult::Second, _) => (
            format!("\"{winner}\" is said to have won `{id}`, and lost: {rates}"),
            "name the other one".to_owned(),
        ),
        (ExperimentResult::TooFew, _) => (
            format!("\"{winner}\" is said to have won `{id}` on {asked} asked: {rates}, which may be chance"),
            format!(
                "go on until at least {LEAST_ASKED} were asked for each variant, and take `winner:` away until then"
            ),
        ),
        (ExperimentResult::NoDifference, _) => (
            format!("\"{winner}\" is said to have won `{id}`, and no difference shows: {rates}"),
            "keep both, or go on until a difference shows".to_owned(),
        ),
        (ExperimentResult::NotRandom, _) => (
            format!("\"{winner}\" is said to have won `{id}`, which was no test by chance"),
            "write what it points to under `verdict:`, and test it with `kind: a-b`".to_owned(),
        ),
    };
    Some(told(view, experiment, winner.span(), what).help(help))
}
