//! Which personas expect the same of a supplier: sets of expectations are a way to segment.

use std::collections::BTreeMap;

use crate::project::Project;

/// Expectations that a persona shares with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedExpectations {
    /// The expectations, as this persona's file writes them.
    pub expects: Vec<String>,
    /// Positions of the other personas that have all of them, in order.
    pub personas: Vec<usize>,
}

/// For each persona, in the order of the playbook: its shared expectations, by whom they are shared with. Case and
/// blanks do not count.
pub fn shared_expectations(project: &Project) -> Vec<Vec<SharedExpectations>> {
    let personas = &project.playbook.personas;
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, persona) in personas.iter().enumerate() {
        for text in &persona.expects {
            let list = holders.entry(fold(text)).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let of = |(at, persona): (usize, &crate::item::Item<crate::model::Persona>)| {
        let mut groups: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
        for text in &persona.expects {
            let all = holders.get(&fold(text)).map(Vec::as_slice).unwrap_or_default();
            let others: Vec<usize> = all.iter().copied().filter(|other| *other != at).collect();
            if !others.is_empty() {
                groups.entry(others).or_default().push(text.to_string());
            }
        }
        groups.into_iter().map(|(personas, expects)| SharedExpectations { expects, personas }).collect()
    };
    personas.iter().enumerate().map(of).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
