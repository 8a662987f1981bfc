//! Customers: who may be named where, and what they were promised.

use tera::Value;

use super::{PageType, single};
use crate::item::Item;
use crate::model::{Customer, Reference};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet};
use crate::site::view::{freshness_of, map, maybe};

pub static PAGE: PageType = PageType {
    name: "customers",
    template: "customers.html",
    kind: None,
    addresses: |_| single("customers.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "Who may be named to whom, what they got, and what they were promised.";
    let customers = edition.shown(&edition.project.playbook.customers).map(|(_, c)| view(edition, c));
    Sheet {
        head: Head::new("Customers", "customers", lead).lead(lead),
        body: vec![("customers", Value::from(customers.collect::<Vec<_>>()))],
        entries: vec![],
    }
}

fn view(edition: &Edition, customer: &Item<Customer>) -> Value {
    let reference = match customer.reference {
        Some(Reference::Public) => "to everybody",
        Some(Reference::NamedPrivate) => "only in talks with single buyers",
        Some(Reference::Internal) => "only inside",
        Some(Reference::None) | None => "nowhere",
    };
    map! {
        "ref": edition.reference("customers", customer.id.as_str()),
        "segment": customer.segment.as_ref().map(|s| edition.reference("segments", s.id())),
        "reference": reference,
        "permission": maybe(customer.permission.as_ref()),
        "freshness": freshness_of(edition, customer),
        "outcome": maybe(customer.outcome.as_ref()),
        "nps": customer.nps,
        "may_name": edition.may_name(customer.id.as_str()),
        "promise": edition.claims_of(&customer.promise),
    }
}
