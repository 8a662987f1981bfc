//! `refrain.yaml`: the settings of a project, typed, with places.

mod alignment;
mod channel;
mod copy_map;
mod folder;
mod rules;
mod site;
mod stage;
mod suppress;

use std::sync::Arc;

use crate::finding::Fault;
use crate::record;
use crate::shape::{Date, Id, Phrase, Reading, Schemas, Shape, Target};
use crate::syntax::yaml;
use crate::text::{Place, Source, Span, Spanned};

pub use alignment::{Alignment, AlignmentStep, Maturity, Ritual, Tick};
pub use channel::Channel;
pub use copy_map::{AboutCopy, ClaimName, CompetitorName, CopyRule, Dated, PersonaName, SegmentName};
pub use folder::{FileSettings, Folder, FolderSettings, Layer, is_of_folder};
pub use rules::{LeastCertainty, Level, Profile, RuleSettings};
pub use site::SiteSettings;
pub use stage::{Half, Order, Ready, Stage, StageSetting, Stance, Step, default_stages};
pub use suppress::{Silence, Suppression};

/// The name of the settings file; the folder that holds it is the project's root.
pub const FILE: &str = "refrain.yaml";

/// Whether a file holds settings, of a project or of a folder.
pub fn is_settings(path: &str) -> bool {
    path.rsplit('/').next() == Some(FILE)
}

record! {
    /// The settings of a project: `refrain.yaml` in its root.
    pub Settings("the settings: a mapping") with files: FileSettings {
        /// The company that speaks, as its name is written in copy.
        company: Phrase,
        /// Other names the company goes by in copy.
        company_aka: Vec<Phrase>,
        /// The main product, as its name is written in copy.
        product: Option<Phrase>,
        /// The title of the playbook.
        title: Option<Phrase>,
        /// The day on which dates are judged; today where absent.
        as_of: Option<Date>,
        /// Folders or files that hold the messaging; `content` where absent.
        content: Vec<Phrase>,
        /// The teams that write copy; marketing, sales and success where absent.
        teams: Vec<Id>,
        /// Where copy appears, with its limits.
        channels: Vec<Channel>,
        /// Stages that differ from the built-in eight, or come besides them.
        stages: Vec<StageSetting>,
        /// The file of findings that were there before: they are counted, and do not fail.
        baseline: Option<Phrase>,
        /// Of one rule only so many findings are shown; the rest is counted.
        max_per_rule: Option<Spanned<u32>>,
        /// How the playbook site looks and where it goes.
        site: Option<SiteSettings>,
        /// The company's currency, as three letters: `USD`. Sizes and revenue are told in it.
        currency: Option<Phrase>,
        /// Yearly revenue, in the company's currency.
        revenue: Option<f64>,
        /// By what factor revenue is to grow: 2.0 doubles it.
        growth_goal: Option<f64>,
        /// The share of revenue that comes from existing customers, 0 to 1.
        revenue_from_existing: Option<Spanned<f64>>,
        /// How well marketing and sales work together, with evidence.
        alignment: Option<Alignment>,
    }
}

/// A team that writes copy, as the target of a reference.
#[derive(Debug)]
pub enum Team {}

impl Target for Team {
    const KEY: &'static str = "teams";
    const NOUN: &'static str = "team";
}

/// The settings with the built-in stages filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// As written.
    pub settings: Settings,
    /// All stages, built-in ones first, in order.
    pub stages: Vec<Stage>,
    /// The file.
    pub source: Arc<Source>,
    /// The settings of folders below the root, by path.
    pub folders: Vec<Folder>,
}

impl Config {
    /// Reads the settings; what could not be read is told beside them. Nothing where `company` is missing or the file is
    /// no mapping.
    pub fn read(source: &Arc<Source>) -> (Option<Self>, Vec<Fault>) {
        let tree = yaml::read(source, Span::new(0, source.text().len()));
        let mut cx = Reading::new(source);
        (cx.faults, cx.cut) = (tree.faults, tree.cut);
        let Some(root) = tree.root else {
            if cx.faults.is_empty() {
                cx.fault(
                    "settings/empty",
                    Span::default(),
                    "the settings are empty",
                    "begin with `company: Your company`",
                );
            }
            return (None, cx.faults);
        };
        if let Some(extends) = key_of(&root, "extends") {
            let help = "the project's settings lie in a folder above: name that one";
            cx.fault(
                "settings/extends",
                extends,
                "these are the settings of a folder, not of a project",
                help,
            );
            return (None, cx.faults);
        }
        let Some(settings) = Settings::read(&root, &mut cx) else { return (None, cx.faults) };
        let stages = stage::merge(&settings.stages, &mut cx);
        no_id_twice("team", settings.teams.iter(), &mut cx);
        no_id_twice("channel", settings.channels.iter().map(|c| &c.id), &mut cx);
        (Some(Self { settings, stages, source: Arc::clone(source), folders: vec![] }), cx.faults)
    }

    /// The JSON Schema of `refrain.yaml`.
    pub fn schema() -> serde_json::Value {
        let mut schema = Schemas::document::<Settings>("refrain.yaml");
        if let Some(setting) = schema.pointer_mut("/$defs/StageSetting").and_then(|s| s.as_object_mut()) {
            stage::require_whole(setting);
        }
        schema
    }

    /// The folders or files that hold the messaging.
    pub fn content(&self) -> Vec<&str> {
        match self.settings.content.as_slice() {
            [] => vec!["content"],
            some => some.iter().map(Phrase::as_str).collect(),
        }
    }

    /// Whether a path is a content file of the messaging.
    pub fn is_messaging(&self, path: &str) -> bool {
        let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        let yaml = matches!(extension.as_deref(), Some("yaml" | "yml"));
        let within = |folder: &str| {
            let folder = folder.trim_end_matches('/');
            let below = || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            folder.is_empty() || folder == "." || folder == path || below()
        };
        yaml && path != FILE && self.content().into_iter().any(within)
    }

    /// The ids of the teams.
    pub fn teams(&self) -> Vec<&str> {
        match self.settings.teams.as_slice() {
            [] => vec!["marketing", "sales", "success"],
            some => some.iter().map(Id::as_str).collect(),
        }
    }

    /// A stage by its id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == id)
    }

    /// A channel by its id.
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.settings.channels.iter().find(|c| c.id.as_str() == id)
    }

    /// Whether a channel is for those who want to know how it works; one that nobody knows is not.
    pub fn is_technical(&self, channel: Option<&str>) -> bool {
        channel.and_then(|id| self.channel(id)).is_some_and(|channel| channel.technical)
    }

    /// The title of the playbook.
    pub fn title(&self) -> String {
        match &self.settings.title {
            Some(title) => title.to_string(),
            None => format!("{} playbook", self.settings.company),
        }
    }

    /// The folder that the site is built into, from the root.
    pub fn out(&self) -> &str {
        let out = self.settings.site.as_ref().and_then(|s| s.out.as_ref());
        out.map_or("site", |out| out.trim_start_matches("./").trim_end_matches('/'))
    }

    /// The name of the site's theme.
    pub fn theme(&self) -> &str {
        self.settings.site.as_ref().and_then(|s| s.theme.as_ref()).map_or("default", |theme| theme.as_str())
    }

    /// Every file of settings, the project's own first.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        std::iter::once(&self.source).chain(self.folders.iter().map(|f| &f.source))
    }

    /// A place in the settings.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }
}

fn key_of(root: &yaml::Node, key: &str) -> Option<Span> {
    match &root.value {
        yaml::Value::Map(entries) => entries.iter().find(|e| e.key.text == key).map(|e| e.key.span),
        _ => None,
    }
}

/// Of two entries with one id only one could be meant.
fn no_id_twice<'s>(what: &str, ids: impl Iterator<Item = &'s Id>, cx: &mut Reading) {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id.as_str()) {
            let message = format!("{what} `{}` stands here twice", id.as_str());
            cx.fault("settings/duplicate", id.span(), message, "keep one");
        }
    }
}
