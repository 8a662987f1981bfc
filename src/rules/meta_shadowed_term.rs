//! meta/shadowed-term: a wrong form that its own term or another entry calls right.

use super::{Check, MessagingView, Rule};
use std::collections::HashMap;

use crate::finding::{Certainty, Finding, Severity};
use crate::item::{Item, Status};
use crate::model::Term;
use crate::shape::Phrase;
use crate::text::{Place, Source, Span};

pub static RULE: Rule = Rule {
    id: "meta/shadowed-term",
    summary: "a wrong form that its own term or another entry calls right",
    severity: Severity::Warning,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("meta_shadowed_term.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Messaging(check),
};

fn check(view: &MessagingView) -> Vec<Finding> {
    let right = right_forms(view);
    let mut findings = vec![];
    let mut wrong: HashMap<String, (&Item<Term>, &Phrase)> = HashMap::new();
    for term in view.messaging.playbook.terms.iter().filter(|t| t.status != Status::Retired) {
        for not in &term.not {
            let form = fold(term, not);
            if let Some(own) = allowed(term, &form) {
                findings.push(torn(view, term, not, own));
            } else if let Some(by) = right.get(&form).filter(|_| applies(term)) {
                findings.push(opposite(view, term, not, by));
            } else if let Some((first, before)) =
                wrong.get(&form).filter(|(first, _)| other_word(first, term))
            {
                findings.push(twice(view, (first, before), (term, not)));
            }
            wrong.entry(form).or_insert((term, not));
        }
    }
    for voice in &view.messaging.playbook.voice {
        let bans = voice.ban.iter().chain(voice.principles.iter().flat_map(|p| &p.not));
        for ban in bans {
            let Some(by) = right.get(&lower(ban)) else { continue };
            findings.push(
                view.rule
                    .finding(Place::new(&voice.source, ban.span()), format!("\"{ban}\" is banned by the voice and right by {}", by.whose()))
                    .about("voice", voice.id.as_str())
                    .why("copy that says it is wrong, and copy that avoids it is wrong too, so both checks are switched off")
                    .help("take it out of one of the two")
                    .related(Place::new(by.source, by.span), "it is right here"),
            );
        }
    }
    findings
}

/// A right form, and where it stands.
struct Right<'p> {
    /// The term that prescribes it; nothing for a phrase that the voice approves.
    term: Option<&'p Term>,
    source: &'p std::sync::Arc<Source>,
    span: Span,
}

impl Right<'_> {
    fn whose(&self) -> String {
        self.term.map_or("an approved phrase".to_owned(), |term| format!("the term \"{}\"", term.preferred))
    }
}

/// The forms that terms prescribe and the phrases that the voice approves, without case.
fn right_forms<'p>(view: &MessagingView<'p>) -> HashMap<String, Right<'p>> {
    let mut right = HashMap::new();
    let playbook = &view.messaging.playbook;
    for term in playbook.terms.iter().filter(|t| t.status != Status::Retired && t.audience.is_empty()) {
        for form in std::iter::once(&term.preferred).chain(&term.also) {
            let entry = Right { term: Some(term), source: &term.source, span: form.span() };
            right.entry(fold(term, form)).or_insert(entry);
        }
    }
    for voice in &playbook.voice {
        for phrase in &voice.approved_phrases {
            let entry = Right { term: None, source: &voice.source, span: phrase.span() };
            right.entry(lower(phrase)).or_insert(entry);
        }
    }
    right
}

/// Whether a term's wrong forms are wrong everywhere: not only near some words, in some places, or for some.
fn applies(term: &Term) -> bool {
    term.near.is_empty() && term.except_channels.is_empty() && term.audience.is_empty()
}

fn other_word(first: &Term, second: &Term) -> bool {
    lower(&first.preferred) != lower(&second.preferred) && applies(first) && applies(second)
}

/// A form as it is looked for: where capital letters count, they make another form.
fn fold(term: &Term, form: &str) -> String {
    if term.case_sensitive == Some(true) { form.trim().to_owned() } else { lower(form) }
}

fn lower(text: &str) -> String {
    text.trim().to_lowercase()
}

/// What the term itself calls right, where it is the wrong form.
fn allowed<'t>(term: &'t Term, form: &str) -> Option<&'t Phrase> {
    let own = std::iter::once(&term.preferred).chain(&term.also);
    own.chain(&term.allow_in).find(|phrase| fold(term, phrase) == form)
}

fn opposite(view: &MessagingView, term: &Item<Term>, not: &Phrase, by: &Right) -> Finding {
    told(
        view,
        term,
        not,
        format!("\"{not}\" is wrong by the term \"{}\" and right by {}", term.preferred, by.whose()),
    )
    .why("whatever the copy says, one of the two finds it wrong, so writers stop reading both")
    .help("decide which word buyers are to hear, and take the other entry away")
    .related(Place::new(by.source, by.span), "it is right here")
}

fn twice(view: &MessagingView, first: (&Item<Term>, &Phrase), second: (&Item<Term>, &Phrase)) -> Finding {
    let (term, not) = second;
    let what = format!(
        "\"{not}\" should be \"{}\" by one term and \"{}\" by another",
        first.0.preferred, term.preferred
    );
    told(view, term, not, what)
        .why("two writers who mend it write two different words, and the buyer reads both")
        .help("keep it under one term; where both are right, give each its `near:` words")
        .related(Place::new(&first.0.source, first.1.span()), "the other stands here")
}

fn torn(view: &MessagingView, term: &Item<Term>, not: &Phrase, own: &Phrase) -> Finding {
    told(view, term, not, format!("\"{not}\" is wrong and right by the term \"{}\"", term.preferred))
        .why("the right word is found wrong in every piece of copy, until somebody switches the check off")
        .help("take it out of `not:` or out of what is right; where only capital letters differ, add `case_sensitive: true`")
        .related(Place::new(&term.source, own.span()), "it is right here")
}

fn told(view: &MessagingView, term: &Item<Term>, not: &Phrase, what: String) -> Finding {
    view.rule.finding(Place::new(&term.source, not.span()), what).about("term", term.id.as_str())
}
