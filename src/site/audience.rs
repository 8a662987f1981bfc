//! What a team is told of a check: nothing about items that are internal to others, in their words or at their places.

use crate::analyze::VoiceGap;
use crate::check::Outcome;
use crate::finding::{Fault, Finding};
use crate::project::Secrets;
use crate::text::{Place, Source, Span};

/// An outcome without what tells of hidden items. Numbers of what was checked stay.
pub fn of_team(outcome: &Outcome, secrets: &Secrets) -> Outcome {
    let findings = |all: &[Finding]| all.iter().filter_map(|f| finding(f, secrets)).collect();
    let mut mentions = outcome.mentions.clone();
    mentions.retain(|m| !secrets.hold_key(&m.item) && secrets.show_copy(m.place.path()));
    Outcome {
        findings: findings(&outcome.findings),
        suppressed: vec![],
        known: findings(&outcome.known),
        stale: vec![],
        cut: findings(&outcome.cut),
        faults: faults(&outcome.faults, secrets),
        mentions,
        voice: outcome.voice.iter().filter_map(|gap| voice(gap, secrets)).collect(),
        checked: outcome.checked,
        as_of: outcome.as_of,
    }
}

/// How two teams speak, without what is hidden; nothing where some of the copy that was compared is.
fn voice(gap: &VoiceGap, secrets: &Secrets) -> Option<VoiceGap> {
    let mut gap = gap.clone();
    for team in &mut gap.teams {
        if team.paths.iter().any(|path| !secrets.show_copy(path)) {
            return None;
        }
        team.claims.retain(|claim| !secrets.hold("claims", claim));
        team.figures.retain(|figure| !secrets.hold("claims", &figure.claim) && !secrets.are_in(&figure.text));
        team.more.retain(|word| !secrets.are_in(&word.word));
    }
    Some(gap)
}

/// A finding with its places in the text that the team may see; nothing where it tells of something hidden.
fn finding(finding: &Finding, secrets: &Secrets) -> Option<Finding> {
    let about = finding.object.as_ref().is_some_and(|o| secrets.hold(o.kind, &o.id));
    let places = || std::iter::once(&finding.place).chain(finding.related.iter().map(|r| &r.place));
    if about || places().any(|place| secrets.touch(place)) {
        return None;
    }
    let mut finding = finding.clone();
    finding.place = secrets.cleared(&finding.place);
    for related in &mut finding.related {
        related.place = secrets.cleared(&related.place);
    }
    // What a fix writes and removes is not shown, but it could be.
    finding.fixes.clear();
    let texts = [&*finding.message, &finding.why, &finding.help, &finding.fingerprint];
    let labels = finding.related.iter().map(|r| r.label.as_str());
    let told = texts.into_iter().chain(labels).any(|text| secrets.are_in(text));
    (!told && !secrets.are_in(&lines(&finding.place))).then_some(finding)
}

/// The lines that an excerpt shows.
fn lines(place: &Place) -> String {
    let whole = place.whole();
    let (first, last) =
        (place.source().line_of(whole.start()), place.source().line_of(whole.end().max(whole.start())));
    let lines = (first..=last).map(|line| place.source().slice(place.source().line_span(line)));
    lines.collect::<Vec<_>>().join("\n")
}

/// What was not checked: by name only in copy that this team sees; of the rest, whose file may be internal, the number.
fn faults(all: &[Fault], secrets: &Secrets) -> Vec<Fault> {
    let (mut told, kept): (Vec<Fault>, Vec<Fault>) = all.iter().cloned().partition(|fault| {
        let shown = secrets.show_copy(fault.place.path()) && !secrets.touch(&fault.place);
        shown && !secrets.are_in(&fault.message) && !secrets.are_in(&lines(&fault.place))
    });
    if !kept.is_empty() {
        let place = Place::new(&Source::new("messaging", ""), Span::default());
        let what = match kept.len() {
            1 => "one place could not be read; the edition for everybody names it".to_owned(),
            n => format!("{n} places could not be read; the edition for everybody names them"),
        };
        told.push(Fault::new("site/audience", place, what, "build the edition for everybody"));
    }
    told
}
