//! A trigger: the event, the pains that it makes acute, the message to begin with, the play that it sets off.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::response;
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{map, maybe, texts};

pub static PAGE: PageType = PageType {
    name: "trigger",
    template: "trigger.html",
    kind: Some("triggers"),
    addresses: |edition| each(edition, &edition.project.playbook.triggers),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let book = &edition.project.playbook;
    let Some(trigger) = book.triggers.get(at) else { return Sheet::empty(PAGE.name) };
    let response = response(edition.project, trigger);
    let plays = response.plays.iter().filter_map(|at| book.plays.get(*at));
    let plays = plays.filter(|p| edition.page_of("plays", p.id.as_str()).is_some()).map(|play| {
        let first = play.steps.first();
        map! {
            "ref": edition.reference("plays", play.id.as_str()),
            "goal": &*play.goal,
            "personas": edition.references(&play.personas),
            "first": first.map(|s| s.touch.to_string()),
        }
    });
    let event = map! {
        "kind": trigger.kind.map(crate::model::TriggerKind::name),
        "when": maybe(trigger.when.as_ref()),
        "since": maybe(trigger.since.as_ref()),
        "signals": texts(&trigger.signals),
        "event": &*trigger.event,
    };
    Sheet {
        head: Head::of_item(edition, trigger, ("Triggers", &list_url("triggers")), &trigger.event),
        body: vec![
            ("trigger", event),
            ("pains", Value::from(edition.views("pains", &response.pains))),
            ("messages", Value::from(edition.views("messages", &response.messages))),
            ("named", Value::from(response.named)),
            ("plays", Value::from(plays.collect::<Vec<_>>())),
            ("lacks", Value::from(response.lacks().into_iter().map(Value::from).collect::<Vec<_>>())),
            ("uses", uses(edition, &Key::of(trigger))),
        ],
        entries: vec![entry(
            edition,
            trigger,
            trigger.signals.iter().map(ToString::to_string).collect(),
            &trigger.event,
        )],
    }
}
