//! model/circle: items that lead back to themselves.

use super::{Check, MessagingView, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::graph::circles;
use crate::item::{AnyItem, Item, Status};
use crate::model::{Former, Play};
use crate::shape::Phrase;
use crate::text::Place;

pub static RULE: Rule = Rule {
    id: "model/circle",
    summary: "items that lead back to themselves",
    severity: Severity::Error,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("model_circle.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let mut findings = included(view);
    findings.extend(no_way_out(view));
    let playbook = &view.messaging.playbook;
    for claim in playbook.claims.iter().filter(|c| c.status != Status::Retired) {
        let now = std::iter::once(&claim.says).chain(&claim.variants).map(|p| &**p);
        findings.extend(taken_back(view, claim, &claim.replaces, now));
        let replaced = latest(&claim.replaces, |f| f.value.is_some()).and_then(|f| f.value);
        if let Some(figure) = claim.figure.as_ref().filter(|f| Some(f.value) == replaced) {
            let (value, id) = (figure.written(figure.value), claim.id.as_str());
            let what = format!("{value} is the figure of `{id}` and the one it replaced");
            findings.push(told(view, claim, claim.id.span(), what));
        }
    }
    for message in playbook.messages.iter().filter(|m| m.status != Status::Retired) {
        let now = [&message.headline, &message.short, &message.long];
        findings.extend(taken_back(view, message, &message.was, now.into_iter().flatten().map(|p| &**p)));
    }
    findings
}

/// Offers that come with one another.
fn included(view: &MessagingView) -> Vec<Finding> {
    let offers = &view.messaging.playbook.offers;
    let at = |id: &str| view.messaging.graph.position_of("offers", id);
    let leads_to: Vec<Vec<usize>> =
        offers.iter().map(|o| o.includes.iter().filter_map(|i| at(i.id())).collect()).collect();
    let groups = circles(&leads_to);
    let found = groups.iter().filter_map(|group| {
        let first = offers.get(*group.first()?)?;
        let names: Vec<&str> = group.iter().filter_map(|n| offers.get(*n)).map(|o| &*o.name).collect();
        let what = match names.as_slice() {
            [one] => format!("{one} comes with itself"),
            some => format!("{} come with one another", some.join(" and ")),
        };
        let finding = view
            .about(first, what)
            .why("a buyer who asks what is in the price gets an answer without an end")
            .help("let only the larger offer include the smaller one");
        Some(others(finding, group, offers))
    });
    found.collect()
}

/// Plays that pass a buyer round, and none of them ends.
fn no_way_out(view: &MessagingView) -> Vec<Finding> {
    let plays = &view.messaging.playbook.plays;
    let exits: Vec<Vec<Option<usize>>> = plays.iter().map(|play| next_plays(plays, play)).collect();
    let leads_to: Vec<Vec<usize>> = exits.iter().map(|e| e.iter().flatten().copied().collect()).collect();
    let mut findings = vec![];
    for group in circles(&leads_to) {
        let mut ways = group.iter().filter_map(|n| exits.get(*n)).flatten();
        let closed = ways.all(|way| way.is_some_and(|next| group.contains(&next)));
        let Some(first) = group.first().and_then(|n| plays.get(*n)).filter(|_| closed) else { continue };
        let names: Vec<String> =
            group.iter().filter_map(|n| plays.get(*n)).map(|p| format!("`{}`", p.id.as_str())).collect();
        let what = match names.as_slice() {
            [one] => format!("the play {one} leads only back into itself"),
            some => format!("the plays {} lead only into one another", some.join(" and ")),
        };
        let finding = view
            .about(first, what)
            .why("a buyer who is in them is written to for ever, and nobody decides anything")
            .help("add an exit that is no play: what they said yes or no to");
        findings.push(others(finding, &group, plays));
    }
    findings
}

/// For each exit of a play, the play that it leads to.
fn next_plays(plays: &[Item<Play>], play: &Play) -> Vec<Option<usize>> {
    let next = |exit: &Phrase| plays.iter().position(|p| p.id.as_str() == exit.as_str());
    play.exit.iter().map(next).collect()
}

fn others<K: crate::item::Kind + serde::Serialize + Sync>(
    finding: Finding,
    group: &[usize],
    items: &[Item<K>],
) -> Finding {
    let rest = group.iter().skip(1).filter_map(|n| items.get(*n));
    rest.fold(finding, |finding, item| finding.related(item.place(), "it leads here and back"))
}

/// A wording that is approved and withdrawn at once. Only the last one withdrawn counts: who goes back to an older wording
/// has every right to.
fn taken_back<'t>(
    view: &MessagingView,
    item: &dyn AnyItem,
    former: &[Former],
    mut now: impl Iterator<Item = &'t str>,
) -> Option<Finding> {
    let wording = latest(former, |f| f.wording.is_some())?.wording.as_ref()?;
    let same = now.any(|text| fold(text) == fold(wording));
    let what = format!("\"{wording}\" is an approved wording and a former one at once");
    same.then(|| told(view, item, wording.span(), what))
}

/// The former value that was right last.
fn latest(former: &[Former], counts: impl Fn(&Former) -> bool) -> Option<&Former> {
    former.iter().filter(|f| counts(f)).max_by_key(|f| (f.until.is_none(), f.until))
}

fn told(view: &MessagingView, item: &dyn AnyItem, span: crate::text::Span, what: String) -> Finding {
    view.rule
        .finding(Place::new(item.source(), span), what)
        .about(item.noun(), item.id().as_str())
        .why("every piece of copy that says it is right and wrong, so each team follows another line")
        .help("take it out of one of the two")
}

/// Words without case, marks and the white space between them.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
