//! The messaging and the settings of a project without its copy.

use super::Project;
use crate::config::Config;
use crate::graph::{Graph, Key};
use crate::item::{AnyItem, Item, Kind};
use crate::model::Playbook;
use crate::shape::Date;

/// The messaging and the settings of a project without its copy: what is found in it stays the same while copy changes.
#[derive(Clone, Copy, Debug)]
pub struct Messaging<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The messaging.
    pub playbook: &'a Playbook,
    /// Ids resolved.
    pub graph: &'a Graph,
    /// The day on which dates are judged.
    pub as_of: Date,
}

impl<'a> Messaging<'a> {
    /// An item by its key.
    pub fn at(&self, key: &Key) -> Option<&'a dyn AnyItem> {
        self.playbook.nth(key.kind, self.graph.position(key)?)
    }

    /// An item of a list of the playbook by its id.
    pub fn of<K: Kind>(&self, items: &'a [Item<K>], id: &str) -> Option<&'a Item<K>> {
        items.get(self.graph.position_of(K::KEY, id)?)
    }
}

impl Project {
    /// The messaging and the settings without the copy.
    pub fn messaging(&self) -> Messaging<'_> {
        Messaging { config: &self.config, playbook: &self.playbook, graph: &self.graph, as_of: self.as_of }
    }
}
