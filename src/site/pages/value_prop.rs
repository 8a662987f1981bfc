//! A value proposition: the promise, and the canvas that shows whether each relief meets a pain.

use tera::Value;

use super::{PageType, Subject, each, list_url};
use crate::analyze::{Evidence, Relief, evidence};
use crate::graph::Key;
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, entry, uses};
use crate::site::view::{map, maybe, texts};

pub static PAGE: PageType = PageType {
    name: "value_prop",
    template: "value-prop.html",
    kind: Some("value_props"),
    addresses: |edition| each(edition, &edition.project.playbook.value_props),
    sheet,
};

fn sheet(edition: &Edition, (at, _): Subject) -> Sheet {
    let project = edition.project;
    let Some(prop) = project.playbook.value_props.get(at) else { return Sheet::empty(PAGE.name) };
    let key = Key::of(prop);
    let pains: Vec<usize> =
        prop.pains.iter().filter_map(|p| project.graph.position_of("pains", p.id())).collect();
    let items = pains.iter().filter_map(|p| project.playbook.pains.get(*p));
    // A promise is known as well as the pain that is known least.
    let weakest = items.map(|p| evidence(project, p)).min().unwrap_or(Evidence::Assumed);
    let personas: Vec<_> =
        prop.personas.iter().filter_map(|p| project.of(&project.playbook.personas, p.id())).collect();
    let all = |list: fn(&crate::model::Persona) -> &[crate::shape::Prose]| {
        let texts = personas.iter().flat_map(|p| list(p)).map(|t| Value::from(&**t));
        Value::from(texts.collect::<Vec<_>>())
    };
    let relief = Relief::of(project, prop);
    let shape = map! {
        "ref": edition.at(&key),
        "promise": &*prop.promise,
        "challenge": maybe(prop.challenge.as_ref()),
        "experience": maybe(prop.experience.as_ref()),
        "benefit": maybe(prop.benefit.as_ref()),
        "result": maybe(prop.result.as_ref()),
        "evidence": weakest.name(),
    };
    Sheet {
        head: Head::of_item(edition, prop, ("Value propositions", &list_url("value_props")), &prop.promise),
        body: vec![
            ("value", shape),
            ("personas", edition.references(&prop.personas)),
            ("jobs", all(|p| &p.jobs)),
            ("pains", Value::from(edition.views("pains", &pains))),
            ("gains", all(|p| &p.gains)),
            ("solution", edition.references(&prop.solution)),
            ("reliefs", Value::from(reliefs(edition, &relief))),
            ("idle", Value::from(relief.idle.iter().filter_map(|o| offer(edition, *o)).collect::<Vec<_>>())),
            ("unlike", edition.references(&prop.unlike)),
            ("claims", edition.claims_of(&prop.claims)),
            ("uses", uses(edition, &key)),
        ],
        entries: vec![entry(edition, prop, vec![], &prop.promise)],
    }
}

/// Each pain with what relieves it.
fn reliefs(edition: &Edition, relief: &Relief) -> Vec<Value> {
    let one = |(pain, offers): &(usize, Vec<usize>)| {
        let pain = edition.views("pains", &[*pain]).pop()?;
        let by: Vec<Value> = offers.iter().filter_map(|o| offer(edition, *o)).collect();
        Some(map! { "pain": pain, "by": by })
    };
    relief.pains.iter().filter_map(one).collect()
}

/// An offer with what it does for the buyer.
fn offer(edition: &Edition, at: usize) -> Option<Value> {
    let offer = edition.project.playbook.offers.get(at)?;
    edition.page_of("offers", offer.id.as_str())?;
    Some(map! {
        "ref": edition.reference("offers", offer.id.as_str()),
        "benefits": texts(&offer.benefits),
    })
}
