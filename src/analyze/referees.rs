//! Which customer can be named to whom: for each the level of permission today, and the pains and stages that their story
//! speaks to.

use std::collections::BTreeSet;

use super::freshness;
use crate::graph::Key;
use crate::item::{Item, Status};
use crate::model::{Customer, Reference};
use crate::project::Project;

/// A customer as a reference.
#[derive(Clone, Debug)]
pub struct Referee<'p> {
    /// The customer.
    pub customer: &'p Item<Customer>,
    /// Where they may be named today: what they allowed, and nothing where the permission has run out or they left.
    pub level: Reference,
    /// The pains that their claims relieve, by id.
    pub pains: BTreeSet<String>,
    /// The stages whose messages use their claims, by id.
    pub stages: BTreeSet<String>,
}

/// Every customer that is not retired: who may be named most freely first, then in the order of the playbook.
pub fn referees(project: &Project) -> Vec<Referee<'_>> {
    let customers = project.playbook.customers.iter().filter(|c| c.status != Status::Retired);
    let mut found: Vec<Referee> = customers.map(|customer| referee(project, customer)).collect();
    found.sort_by_key(|r| match r.level {
        Reference::Public => 0,
        Reference::NamedPrivate => 1,
        Reference::Internal => 2,
        Reference::None => 3,
    });
    found
}

fn referee<'p>(project: &'p Project, customer: &'p Item<Customer>) -> Referee<'p> {
    let book = &project.playbook;
    let allowed = customer.reference.unwrap_or(Reference::None);
    let holds = customer.churn.is_none() && freshness(customer, project.as_of).is_usable();
    let level = if holds { allowed } else { Reference::None };
    let id = customer.id.as_str();
    let mut claims: BTreeSet<&str> = customer.promise.iter().map(|c| c.id()).collect();
    let proven = book.claims.iter().filter(|c| {
        c.status != Status::Retired
            && c.proof.iter().any(|p| p.customer.as_ref().is_some_and(|c| c.id() == id))
    });
    claims.extend(proven.map(|c| c.id.as_str()));
    let (mut pains, mut stages) = (BTreeSet::new(), BTreeSet::new());
    for claim in claims {
        for link in project.graph.links_to(&Key::new("claims", claim)) {
            match link.from.kind {
                "messages" => {
                    let message = project.of(&book.messages, &link.from.id);
                    if let Some(message) = message.filter(|m| m.status != Status::Retired) {
                        stages.insert(message.stage.id().to_owned());
                        pains.extend(message.pains.iter().map(|p| p.id().to_owned()));
                    }
                }
                "value_props" => {
                    let prop = project.of(&book.value_props, &link.from.id);
                    pains.extend(prop.into_iter().flat_map(|v| v.pains.iter()).map(|p| p.id().to_owned()));
                }
                "pains" => {
                    pains.insert(link.from.id.clone());
                }
                _ => {}
            }
        }
    }
    Referee { customer, level, pains, stages }
}
