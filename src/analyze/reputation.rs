//! What we say of ourselves against what customers and reviewers say of us: praise that no message uses, blame that meets a
//! claim.

use std::collections::BTreeSet;

use crate::item::{Item, Status};
use crate::model::{Message, Reception, Research, ResearchKind, Sentiment};
use crate::project::Project;

/// One theme that is spoken of in public, and what we say of it.
#[derive(Clone, Debug)]
pub struct Theme<'p> {
    /// What they say.
    pub research: &'p Item<Research>,
    /// Messages that say it too, as positions in the playbook: those that use a claim of the theme or start from one of its
    /// pains.
    pub messages: Vec<usize>,
    /// How the two stand to each other.
    pub gap: Gap,
}

/// How what we say stands to what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// They praise it, and a message says it.
    Said,
    /// They praise it, and no message before the purchase says it.
    Unsaid,
    /// They blame us for what a message promises.
    Against,
    /// They blame us for something that no message speaks of.
    Unanswered,
    /// Neither praise nor blame.
    Neutral,
}

/// Every theme of public talk, blame first, then praise that nobody uses; within each in the order of the playbook.
pub fn themes(project: &Project) -> Vec<Theme<'_>> {
    let book = &project.playbook;
    let of_public =
        book.research.iter().filter(|r| r.kind == ResearchKind::Reputation && r.status != Status::Retired);
    let mut found: Vec<Theme> = of_public
        .map(|research| {
            let messages = speaking(project, research);
            let gap = match (research.sentiment, messages.is_empty()) {
                (Some(Sentiment::Praise), false) => Gap::Said,
                (Some(Sentiment::Praise), true) => Gap::Unsaid,
                (Some(Sentiment::Blame), false) => Gap::Against,
                (Some(Sentiment::Blame), true) => Gap::Unanswered,
                (Some(Sentiment::Neutral) | None, _) => Gap::Neutral,
            };
            Theme { research, messages, gap }
        })
        .collect();
    found.sort_by_key(|theme| match theme.gap {
        Gap::Against => 0,
        Gap::Unsaid => 1,
        Gap::Unanswered => 2,
        Gap::Said => 3,
        Gap::Neutral => 4,
    });
    found
}

/// Messages that speak of a theme.
fn speaking(project: &Project, research: &Research) -> Vec<usize> {
    let claims: BTreeSet<&str> = research.claims.iter().map(|c| c.id()).collect();
    let pains: BTreeSet<&str> = research.pains.iter().map(|p| p.id()).collect();
    let named = research.message.as_ref().map(|m| m.id());
    let speaks = |m: &Item<Message>| {
        m.status != Status::Retired
            && (m.claims.iter().any(|c| claims.contains(c.id()))
                || m.pains.iter().any(|p| pains.contains(p.id()))
                || named == Some(m.id.as_str()))
    };
    let messages = project.playbook.messages.iter().enumerate();
    messages.filter(|(_, m)| speaks(m)).map(|(at, _)| at).collect()
}

/// How one message was received in talks.
#[derive(Clone, Debug, Default)]
pub struct Reactions<'p> {
    /// The message's position in the playbook.
    pub message: usize,
    /// Talks in which it landed, missed, or was said to be wrong, in the order of the playbook.
    pub landed: Vec<&'p Item<Research>>,
    /// Talks in which they did not see themselves in it.
    pub missed: Vec<&'p Item<Research>>,
    /// Talks in which they said that it is not so.
    pub wrong: Vec<&'p Item<Research>>,
}

impl Reactions<'_> {
    /// Whether it failed more often than it landed.
    pub fn fails(&self) -> bool {
        self.missed.len() + self.wrong.len() > self.landed.len()
    }
}

/// How messages were received, those with most talks first, then in the order of the playbook.
pub fn reactions(project: &Project) -> Vec<Reactions<'_>> {
    let mut found: Vec<Reactions> = vec![];
    for talk in project.playbook.research.iter().filter(|r| r.status != Status::Retired) {
        let Some((verdict, message)) = talk.verdict.zip(talk.message.as_ref()) else { continue };
        let key = crate::graph::Key::new("messages", message.id());
        let Some(message) = project.graph.position(&key) else { continue };
        let at = found.iter().position(|r| r.message == message).unwrap_or_else(|| {
            found.push(Reactions { message, ..Reactions::default() });
            found.len() - 1
        });
        let Some(talks) = found.get_mut(at) else { continue };
        match verdict {
            Reception::Landed => talks.landed.push(talk),
            Reception::Missed => talks.missed.push(talk),
            Reception::Wrong => talks.wrong.push(talk),
        }
    }
    let talks = |r: &Reactions| r.landed.len() + r.missed.len() + r.wrong.len();
    found.sort_by_key(|r| (std::cmp::Reverse(talks(r)), r.message));
    found
}
