//! Stages of the customer's life and the framework of each: its steps in order.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::shape::{Id, Phrase, Reading, Shape, Target};
use crate::syntax::yaml;
use crate::text::{Source, Span};
use crate::{choice, record};

choice! {
    /// A half of the customer's life.
    pub Half("half: acquire or keep") {
        /// Before the purchase.
        Acquire = "acquire",
        /// After it.
        Keep = "keep",
    }
}

choice! {
    /// What a message does to the status quo: to a customer, we are the status quo.
    pub Stance("stance: disrupt or defend") {
        /// Shows that staying is the risk.
        Disrupt = "disrupt",
        /// Shows that staying is right.
        Defend = "defend",
    }
}

choice! {
    /// How sure the order of a framework's steps is.
    pub Order("order: documented or suggested") {
        /// Tested and published: another order is a warning.
        Documented = "documented",
        /// A good guess: another order is only mentioned.
        Suggested = "suggested",
    }
}

record! {
    /// A stage as settings write it: only what differs from the built-in one.
    pub StageSetting("a stage: a mapping with an id") {
        /// The name other files use for this stage.
        id: Id,
        /// What the buyer asks.
        question: Option<Phrase>,
        /// The moment's name in surveys.
        moment: Option<Phrase>,
        /// What else people call it; search finds the stage by these words too.
        also: Vec<Phrase>,
        /// Which half of the customer's life.
        half: Option<Half>,
        /// Whether messages disrupt or defend the status quo.
        stance: Option<Stance>,
        /// Who answers for this stage.
        owner: Option<Phrase>,
        /// The steps of its story, in order.
        steps: Vec<Step>,
        /// How sure the order is.
        order: Option<Order>,
        /// What is ready.
        ready: Option<Ready>,
        /// Calls to action that fit.
        ctas: Vec<Phrase>,
        /// Whether it is one of the five moments of the survey.
        surveyed: Option<bool>,
    }
}

record! {
    /// A step of a stage's story.
    pub Step("a step: a mapping with an id") {
        /// The key of the step in messages.
        id: Id,
        /// What the step does, in a phrase.
        does: Option<Phrase>,
        /// The story works without it.
        optional: bool,
        /// The step states a result, so it needs a claim with proof.
        needs_proof: bool,
    }
}

record! {
    /// What is ready for a stage: the message, the content, the skill.
    pub Ready("readiness: a mapping of yes or no") {
        /// The message is written.
        message: Option<bool>,
        /// There is content to send.
        content: Option<bool>,
        /// People have practised it.
        skill: Option<bool>,
    }
}

impl Target for Stage {
    const KEY: &'static str = "stages";
    const NOUN: &'static str = "stage";
}

/// A stage with everything filled in.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// What the buyer asks.
    pub question: String,
    /// The moment's name.
    pub moment: String,
    /// What else people call it.
    pub also: Vec<String>,
    /// Which half of the customer's life.
    pub half: Half,
    /// Whether messages disrupt or defend the status quo.
    pub stance: Stance,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The steps of its story, in order.
    pub steps: Vec<Step>,
    /// How sure the order is.
    pub order: Order,
    /// What is ready.
    pub ready: Ready,
    /// Calls to action that fit.
    pub ctas: Vec<String>,
    /// Whether it is one of the five moments of the survey.
    pub surveyed: bool,
    /// Where it stands in the settings, if it stands there.
    #[serde(skip)]
    pub span: Option<Span>,
}

record! {
    /// The file of built-in stages.
    pub Defaults("the built-in stages") {
        /// All of them.
        stages: Vec<StageSetting>,
    }
}

/// The built-in eight stages, from `stages.yaml` beside this file.
pub fn default_stages() -> Vec<StageSetting> {
    let source: Arc<Source> = Source::new("built-in/stages.yaml", include_str!("stages.yaml"));
    let tree = yaml::read(&source, Span::new(0, source.text().len()));
    let mut cx = Reading::new(&source);
    tree.root.and_then(|root| Defaults::read(&root, &mut cx)).map(|d| d.stages).unwrap_or_default()
}

/// Says in the schema of a stage setting what [`merge`] demands: a stage that is not built in names what makes it whole.
pub(super) fn require_whole(setting: &mut serde_json::Map<String, Json>) {
    let built_in: Vec<Json> = default_stages().iter().map(|s| s.id.as_str().into()).collect();
    let written = json!({"not": {"type": "null"}});
    setting.insert("if".into(), json!({"properties": {"id": {"not": {"enum": built_in}}}}));
    setting.insert(
        "then".into(),
        json!({"required": ["question", "half"], "properties": {"question": written, "half": written}}),
    );
}

/// The built-in stages with the settings' changes, then the settings' own.
pub(super) fn merge(settings: &[StageSetting], cx: &mut Reading) -> Vec<Stage> {
    let mut stages: Vec<Stage> = default_stages().iter().filter_map(complete).collect();
    let mut seen: Vec<&Id> = vec![];
    for setting in settings {
        let id = setting.id.as_str();
        if seen.iter().any(|s| s.as_str() == id) {
            cx.fault(
                "settings/duplicate",
                setting.id.span(),
                format!("stage `{id}` stands here twice"),
                "keep one",
            );
            continue;
        }
        seen.push(&setting.id);
        match stages.iter_mut().find(|s| s.id == id) {
            Some(stage) => change(stage, setting),
            None => match complete(setting) {
                Some(mut stage) => {
                    stage.span = Some(setting.id.span());
                    stages.push(stage);
                }
                None => cx.fault(
                    "settings/stage",
                    setting.id.span(),
                    format!("stage `{id}` is not built in, and its `question` or `half` is missing"),
                    format!(
                        "add `question:` and `half:`, or change a built-in one: {}",
                        stages.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ")
                    ),
                ),
            },
        }
    }
    stages
}

fn complete(setting: &StageSetting) -> Option<Stage> {
    let half = setting.half?;
    let mut stage = Stage {
        id: setting.id.as_str().to_owned(),
        question: setting.question.as_ref()?.to_string(),
        moment: setting.id.as_str().to_owned(),
        also: vec![],
        half,
        stance: match half {
            Half::Acquire => Stance::Disrupt,
            Half::Keep => Stance::Defend,
        },
        owner: None,
        steps: vec![],
        order: Order::Suggested,
        ready: Ready { message: None, content: None, skill: None },
        ctas: vec![],
        surveyed: false,
        span: None,
    };
    change(&mut stage, setting);
    stage.span = None;
    Some(stage)
}

fn change(stage: &mut Stage, setting: &StageSetting) {
    stage.span = Some(setting.id.span());
    if let Some(question) = &setting.question {
        stage.question = question.to_string();
    }
    if let Some(moment) = &setting.moment {
        stage.moment = moment.to_string();
    }
    if !setting.also.is_empty() {
        stage.also = setting.also.iter().map(ToString::to_string).collect();
    }
    if let Some(owner) = &setting.owner {
        stage.owner = Some(owner.to_string());
    }
    stage.half = setting.half.unwrap_or(stage.half);
    stage.stance = setting.stance.unwrap_or(stage.stance);
    stage.order = setting.order.unwrap_or(stage.order);
    stage.surveyed = setting.surveyed.unwrap_or(stage.surveyed);
    if let Some(ready) = &setting.ready {
        stage.ready = ready.clone();
    }
    if !setting.steps.is_empty() {
        stage.steps.clone_from(&setting.steps);
    }
    if !setting.ctas.is_empty() {
        stage.ctas = setting.ctas.iter().map(ToString::to_string).collect();
    }
}
