//! What is to be exported, named as people name it: by ids, or as the address of a page says.

use crate::model::KINDS;
use crate::project::Project;
use crate::shape::did_you_mean;

/// What is to be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A persona at a stage.
    Conversation {
        /// The persona's id.
        persona: String,
        /// The stage's id.
        stage: String,
    },
    /// A competitor, by id.
    Battlecard(String),
    /// A play, by id.
    Play(String),
    /// All items of a kind, by its key.
    List(&'static str),
}

impl Subject {
    /// Its page in the site, from the top.
    pub fn page(&self) -> String {
        match self {
            Self::Conversation { persona, stage } => format!("talk/{persona}--{stage}.html"),
            Self::Battlecard(id) => format!("competitor/{id}.html"),
            Self::Play(id) => format!("play/{id}.html"),
            Self::List(kind) => format!("{}.html", kind.replace('_', "-")),
        }
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Conversation { persona, stage } => {
                format!("the conversation with `{persona}` at `{stage}`")
            }
            Self::Battlecard(id) => format!("the battlecard `{id}`"),
            Self::Play(id) => format!("the play `{id}`"),
            Self::List(kind) => format!("the list of {kind}"),
        }
    }
}

/// What makes a subject of an id.
type OfId = fn(String) -> Subject;

/// The kinds whose items go onto paper one by one: their key, and how they are exported.
const ONE_BY_ONE: [(&str, OfId); 2] = [("competitors", Subject::Battlecard), ("plays", Subject::Play)];

/// What a name means: `PERSONA/STAGE`, the id of a competitor or a play with or without its kind, a kind, or the address
/// of a page such as `talk/PERSONA--STAGE.html`.
///
/// # Errors
/// What is wrong with the name, and what may be meant.
pub fn find(project: &Project, name: &str) -> Result<Subject, (String, String)> {
    let name = name.trim_end_matches(".html");
    let name = name.strip_prefix("talk/").unwrap_or(name);
    if let Some((persona, stage)) = name.split_once("--") {
        return conversation(project, persona, stage);
    }
    let Some((first, second)) = name.split_once('/') else { return alone(project, name) };
    let kind = KINDS.iter().find(|k| k.noun == first || k.key == first);
    match kind.filter(|_| project.graph.position_of("personas", first).is_none()) {
        None => conversation(project, first, second),
        Some(kind) => match ONE_BY_ONE.iter().find(|(key, _)| *key == kind.key) {
            Some((key, make)) => {
                let ids = ids(project, key);
                if ids.contains(&second) {
                    return Ok(make(second.to_owned()));
                }
                Err((format!("there is no {} `{second}`", kind.noun), did_you_mean(second, ids)))
            }
            None => Err((
                format!("a {} has no one-pager", kind.noun),
                format!("export a conversation (PERSONA/STAGE), a competitor, a play, or all {}", kind.key),
            )),
        },
    }
}

fn conversation(project: &Project, persona: &str, stage: &str) -> Result<Subject, (String, String)> {
    let personas = ids(project, "personas");
    if !personas.contains(&persona) {
        let known = personas.into_iter().chain(["competitor", "play"]);
        let known: Vec<&str> = known.collect();
        return Err((format!("there is no persona `{persona}`"), did_you_mean(persona, known)));
    }
    let stages: Vec<&str> = project.config.stages.iter().map(|s| s.id.as_str()).collect();
    if !stages.contains(&stage) {
        return Err((format!("there is no stage `{stage}`"), did_you_mean(stage, stages)));
    }
    Ok(Subject::Conversation { persona: persona.to_owned(), stage: stage.to_owned() })
}

/// A name without `/`: a kind, or an item of a kind that goes onto paper.
fn alone(project: &Project, name: &str) -> Result<Subject, (String, String)> {
    if let Some(kind) = KINDS.iter().find(|k| k.key == name || k.key.replace('_', "-") == name) {
        return Ok(Subject::List(kind.key));
    }
    let known: Vec<_> = ONE_BY_ONE.iter().filter(|(key, _)| ids(project, key).contains(&name)).collect();
    match known.as_slice() {
        [(_, make)] => return Ok(make(name.to_owned())),
        [] => {}
        _ => {
            let what = format!("`{name}` is the id of a competitor and of a play");
            return Err((what, format!("write competitor/{name} or play/{name}")));
        }
    }
    if ids(project, "personas").contains(&name) {
        let stages: Vec<&str> = project.config.stages.iter().map(|s| s.id.as_str()).collect();
        let what = format!("`{name}` is a persona: which moment?");
        return Err((what, format!("write {name}/STAGE, with one of {}", stages.join(", "))));
    }
    let known = ONE_BY_ONE.iter().flat_map(|(key, _)| ids(project, key)).chain(KINDS.iter().map(|k| k.key));
    let known: Vec<&str> = known.collect();
    let help = crate::shape::near(name, known.iter().copied()).map_or_else(
        || "name PERSONA/STAGE, a competitor, a play, or a kind such as claims".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err((format!("nothing to export is called `{name}`"), help))
}

fn ids<'p>(project: &'p Project, kind: &str) -> Vec<&'p str> {
    project.playbook.of_kind(kind).into_iter().map(|item| item.id().as_str()).collect()
}
