//! What a conversation still wants before somebody can have it, who answers for it, and where it would be written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Conversation, Lack};
use crate::config::{Stage, Step};
use crate::graph::Key;
use crate::model::Persona;
use crate::project::Project;

/// What a conversation wants.
#[derive(Clone, Debug)]
pub struct Wanting<'p> {
    /// No approved message.
    pub message: bool,
    /// Required steps of the stage's story that none of its messages tells, in order.
    pub steps: Vec<&'p Step>,
    /// No claim of its messages with proof that holds today.
    pub proof: bool,
    /// No question, of a message or of a pain.
    pub questions: bool,
    /// No objection with an answer.
    pub objections: bool,
    /// No copy to send.
    pub copy: bool,
    /// No message says what the buyer is asked to do next.
    pub next_step: bool,
    /// Who answers for the stage; else for one of the messages.
    pub owner: Option<&'p str>,
}

impl<'p> Wanting<'p> {
    /// What a conversation wants.
    pub fn of(project: &'p Project, cell: &Cell, found: &Conversation) -> Self {
        let book = &project.playbook;
        let items = || cell.messages.iter().filter_map(|m| book.messages.get(*m));
        let stage = project.config.stages.get(cell.stage);
        let told: BTreeSet<&str> =
            items().flat_map(|m| m.steps.iter()).map(|(key, _)| key.as_str()).collect();
        let steps = stage.map(|s| s.steps.as_slice()).unwrap_or_default().iter();
        let asked = found.pains.iter().filter_map(|p| book.pains.get(*p)).any(|p| !p.questions.is_empty());
        let owner = stage.and_then(|s| s.owner.as_deref());
        Self {
            message: cell.lacks.contains(&Lack::Message),
            steps: steps.filter(|s| !s.optional && !told.contains(s.id.as_str())).collect(),
            proof: cell.lacks.contains(&Lack::Proof),
            questions: !asked && items().all(|m| m.questions.is_empty()),
            objections: found.objections.is_empty(),
            copy: cell.lacks.contains(&Lack::Copy),
            next_step: items().all(|m| m.cta.is_none()),
            owner: owner.or_else(|| items().find_map(|m| m.header.owner.as_deref())),
        }
    }
}

/// A message that somebody would have to write: the YAML to begin with, and the file it belongs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file.
    pub file: String,
    /// Whether the file is there already, so that only the entry is added under its `messages:`.
    pub exists: bool,
    /// The entry, with `messages:` above it where the file is new.
    pub yaml: String,
}

impl Draft {
    /// The message that a persona and a stage have not got.
    pub fn of(project: &Project, persona: &Persona, id: &str, stage: &Stage) -> Self {
        let (file, exists) = file_for(project, &stage.id);
        let mut yaml = String::new();
        if !exists {
            yaml.push_str("messages:\n");
        }
        let mut line = |text: String| {
            yaml.push_str(&text);
            yaml.push('\n');
        };
        line(format!("  - id: {}", free_id(project, &format!("{}-{id}", stage.id))));
        line("    status: draft".to_owned());
        line(format!("    stage: {}", stage.id));
        line(format!("    personas: [{id}]"));
        let worst = persona.pains.iter().filter_map(|p| project.of(&project.playbook.pains, p.id()));
        // Of two pains that hurt as much, the one named first.
        let worst = worst.rev().max_by_key(|p| p.severity.unwrap_or(0));
        if let Some(pain) = worst {
            line(format!("    pains: [{}]", pain.id.as_str()));
        }
        if let Some(owner) = &stage.owner {
            line(format!("    owner: {}", quoted(owner)));
        }
        line("    headline: \"TODO: in a line\"".to_owned());
        line("    short: \"TODO: in a sentence or two\"".to_owned());
        if !stage.steps.is_empty() {
            line("    steps:".to_owned());
        }
        for step in &stage.steps {
            let does = step.does.as_deref().unwrap_or("write this step");
            let optional = if step.optional { " (optional)" } else { "" };
            let proof = if step.needs_proof { "; needs a claim with proof" } else { "" };
            line(format!(
                "      {}: {}",
                step.id.as_str(),
                quoted(&format!("TODO: {does}{optional}{proof}"))
            ));
        }
        line("    claims: []".to_owned());
        line("    questions: []".to_owned());
        if let Some(cta) = stage.ctas.first() {
            line(format!("    cta: {}", quoted(&format!("TODO: such as {cta}"))));
        }
        Self { file, exists, yaml }
    }
}

/// Text as a double-quoted YAML scalar, of which JSON's is a part.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An id that no message has: the wanted one, or with a number after it.
fn free_id(project: &Project, wanted: &str) -> String {
    let taken = |id: &str| project.at(&Key::new("messages", id)).is_some();
    let mut id = wanted.to_owned();
    let mut number = 2;
    while taken(&id) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// The file where most messages of the stage stand; else where most messages stand; else a new one.
fn file_for(project: &Project, stage: &str) -> (String, bool) {
    let most = |of_stage: bool| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for message in &project.playbook.messages {
            if !of_stage || message.stage.id() == stage {
                *counts.entry(message.source.path()).or_default() += 1;
            }
        }
        // Of two files with as many the first by name, so that the answer does not change from run to run.
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(path, _)| path.to_owned())
    };
    if let Some(path) = most(true).or_else(|| most(false)) {
        return (path, true);
    }
    let content = project.config.content().first().map_or("content", |first| *first);
    let is_file = content.ends_with(".yaml") || content.ends_with(".yml");
    let path =
        if is_file { content.to_owned() } else { format!("{}/messages.yaml", content.trim_end_matches('/')) };
    (path, false)
}
