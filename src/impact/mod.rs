//! What a change of messaging brings: which items changed, field by field; what it makes wrong in copy; and which copy
//! is due for a look because it speaks of what changed.

mod human;
mod json;
mod markdown;

use std::collections::BTreeSet;

use crate::check::{Levels, Outcome, check_with};
use crate::finding::{Fault, Finding};
use crate::graph::Key;
use crate::history::{Event, ItemChange, Lock, State, compare};
use crate::project::Project;
use crate::rules::RULES;
use crate::since::Before;
use crate::text::Place;

/// What a change brings.
#[derive(Debug)]
pub struct Impact {
    /// The commit before.
    pub from: String,
    /// The commit after; nothing for the files on the disk.
    pub to: Option<String>,
    /// The items that changed, by kind and id, each with the items that refer to it.
    pub changes: Vec<Changed>,
    /// What is wrong now and was not before, sorted by place.
    pub wrong: Vec<Finding>,
    /// Copy that speaks of a changed item and is not wrong, sorted by item and place.
    pub look: Vec<Look>,
    /// What could not be read after the change, so was not checked.
    pub faults: Vec<Fault>,
}

/// An item that changed.
#[derive(Debug)]
pub struct Changed {
    /// What changed of it.
    pub change: ItemChange,
    /// The items that refer to it, as `message/why-stay-ops`.
    pub used_by: Vec<String>,
}

/// Copy that speaks of a changed item.
#[derive(Debug)]
pub struct Look {
    /// What one of the item's kind is called: `claim`.
    pub noun: &'static str,
    /// The item's id.
    pub id: String,
    /// Where copy speaks of it.
    pub place: Place,
    /// The sentence.
    pub excerpt: String,
    /// The team that wrote it.
    pub team: Option<String>,
}

/// One way to write an impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// For a comment on a pull request.
    Markdown,
    /// For other programs.
    Json,
}

/// The formats, by the names used on the command line.
pub const FORMATS: [(&str, Format); 3] =
    [("human", Format::Human), ("markdown", Format::Markdown), ("json", Format::Json)];

/// Fields that say who looks after an item and say nothing to buyers.
const UPKEEP: &[&str] = &["owner", "reviewed", "approved_by", "note", "tags"];

impl Impact {
    /// What lies between an earlier state and the project as it is. What was approved before and is not now counts as
    /// superseded, whether or not the lock file has it yet.
    pub fn of(before: &Before, to: Option<String>, mut now: Project) -> Self {
        let old = before.project(&now);
        let (was, is) =
            (old.as_ref().map(|p| State::of(&p.playbook)).unwrap_or_default(), State::of(&now.playbook));
        now.lock = std::mem::take::<Lock>(&mut now.lock).with_change(&was, &is, now.as_of);
        let (levels, _) = Levels::of(&now.config);
        let all = |project: &Project| {
            let mut outcome = check_with(project, RULES, &levels);
            outcome.uncut();
            outcome
        };
        let mut outcome = all(&now);
        let old = old.as_ref().map(all);
        before.take_out_old(&mut outcome, old.as_ref());
        let changes = compare(&was, &is);
        let look = look(&now, &changes, &outcome);
        let used_by = |change: &ItemChange| {
            let links = now.graph.links_to(&Key::new(change.kind, change.id.as_str()));
            let users = links.iter().filter_map(|l| now.at(&l.from));
            let names: BTreeSet<String> =
                users.map(|i| format!("{}/{}", i.noun(), i.id().as_str())).collect();
            names.into_iter().collect()
        };
        let changes =
            changes.into_iter().map(|change| Changed { used_by: used_by(&change), change }).collect();
        Self {
            from: before.commit.clone(),
            to,
            changes,
            wrong: outcome.findings,
            look,
            faults: outcome.faults,
        }
    }

    /// Writes it. `color` is for the human format alone.
    pub fn render(&self, format: Format, color: bool) -> String {
        match format {
            Format::Human => human::render(self, color),
            Format::Markdown => markdown::render(self),
            Format::Json => json::render(self),
        }
    }

    /// The two sides in words: `from 594f24abb1 to the files on the disk`.
    fn sides(&self) -> String {
        let short = |id: &str| id.get(..10).unwrap_or(id).to_owned();
        let to = self.to.as_deref().map_or("the files on the disk".to_owned(), short);
        format!("from {} to {to}", short(&self.from))
    }
}

/// Where copy speaks of what changed in more than its upkeep, unless it is found wrong there.
fn look(now: &Project, changes: &[ItemChange], outcome: &Outcome) -> Vec<Look> {
    let telling = |c: &&ItemChange| {
        c.event == Event::Changed && c.fields.iter().any(|f| !UPKEEP.contains(&f.field.as_str()))
    };
    let changed: BTreeSet<(&str, &str)> =
        changes.iter().filter(telling).map(|c| (c.kind, c.id.as_str())).collect();
    let wrong: BTreeSet<(&str, usize)> =
        outcome.findings.iter().map(|f| (f.place.path(), f.place.start().line)).collect();
    let mentions = outcome.mentions.iter().filter(|m| {
        changed.contains(&(m.item.kind, m.item.id.as_str()))
            && !wrong.contains(&(m.place.path(), m.place.start().line))
    });
    let look = mentions.filter_map(|m| {
        let noun = now.at(&m.item)?.noun();
        let (id, place) = (m.item.id.clone(), m.place.clone());
        Some(Look { noun, id, place, excerpt: m.excerpt.clone(), team: m.team.clone() })
    });
    look.collect()
}
