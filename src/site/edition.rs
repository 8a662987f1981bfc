//! An edition: what one audience sees of a project, with everything that many pages ask for found once.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;
use tera::Value;

use super::address::OutPath;
use super::news::News;
use super::register::{self, Register};
use super::talks::{Once, Talks, unmade};
use super::view::{self, map, ordinary};
use super::{Options, prose};
use crate::analyze::{Cell, Conversations, Coverage, Mention, SharedExpectations, shared_expectations};
use crate::check::{Levels, Outcome};
use crate::config::Stage;
use crate::finding::Finding;
use crate::graph::Key;
use crate::item::{AnyItem, Item, Kind};
use crate::model::{Experiment, Mention as Naming};
use crate::project::{Piece, Project};
use crate::rules::{RULES, Rule};
use crate::shape::{Ref, Target};

/// What one audience sees of a project.
pub struct Edition<'a> {
    /// The project.
    pub project: &'a Project,
    /// What was found in it.
    pub outcome: &'a Outcome,
    /// How the site is made.
    pub options: &'a Options,
    /// Which conversations there are, and what they lack.
    pub coverage: Coverage,
    /// What belongs to a conversation.
    pub conversations: Conversations<'a>,
    /// Whether any text of the messaging may hold a link.
    pub has_links: bool,
    /// Which expectations each persona shares with others.
    pub expectations: Vec<Vec<SharedExpectations>>,
    /// What changed, and when.
    pub news: News<'a>,
    levels: Levels,
    register: Register<'a>,
    mentions: BTreeMap<&'a Key, Range<usize>>,
    pieces: HashMap<&'a str, &'a Piece>,
    experiments: HashMap<&'a str, Vec<&'a Experiment>>,
    findings: HashMap<&'a str, HashMap<&'a str, Vec<&'a Finding>>>,
    by_rule: HashMap<&'a str, Vec<&'a Finding>>,
    claims: Vec<Once>,
    pains: Vec<Once>,
    objections: Vec<Once>,
    rivals: Vec<Once>,
    messages: Vec<Once>,
    stages: Vec<Value>,
    /// Conversations as other pages show them.
    pub talks: Talks,
    sent: Vec<Once>,
}

impl<'a> Edition<'a> {
    /// The edition of a project for the audience that the options name.
    pub fn of(project: &'a Project, outcome: &'a Outcome, options: &'a Options) -> Self {
        let (coverage, (conversations, register)) =
            rayon::join(|| Coverage::of(project), || (Conversations::of(project), Register::of(project)));
        let mut edition = Self {
            project,
            outcome,
            options,
            coverage,
            conversations,
            has_links: project.sources.par_iter().any(|s| s.text().contains("](") || s.text().contains("]:")),
            expectations: shared_expectations(project),
            news: News::of(project),
            levels: Levels::of(&project.config).0,
            register,
            mentions: ranges(&outcome.mentions),
            pieces: project.pieces.iter().filter(|p| p.is_file()).map(|p| (p.path(), p)).collect(),
            experiments: HashMap::new(),
            findings: HashMap::new(),
            by_rule: HashMap::new(),
            claims: unmade(project.playbook.claims.len()),
            pains: unmade(project.playbook.pains.len()),
            objections: unmade(project.playbook.objections.len()),
            rivals: unmade(project.playbook.competitors.len()),
            messages: unmade(project.playbook.messages.len()),
            stages: vec![],
            talks: Talks::default(),
            sent: unmade(project.pieces.len()),
        };
        for experiment in &project.playbook.experiments {
            for variant in &experiment.variants {
                edition.experiments.entry(variant.as_str()).or_default().push(experiment);
            }
        }
        for finding in &outcome.findings {
            edition.by_rule.entry(finding.rule).or_default().push(finding);
            if let Some(object) = &finding.object {
                let of_kind = edition.findings.entry(object.kind).or_default();
                of_kind.entry(&object.id).or_default().push(finding);
            }
        }
        edition.stages = project.config.stages.iter().map(|s| view::stage_head(&edition, s)).collect();
        let cells = edition.coverage.cells().par_iter();
        let pages: Vec<Option<String>> =
            cells.map(|cell| Some(edition.talk_path(cell)?.as_str().to_owned())).collect();
        edition.talks = Talks::of(pages.into_iter(), project.config.stages.len());
        edition
    }

    /// Whether this edition holds an item.
    pub fn shows(&self, item: &dyn AnyItem) -> bool {
        register::shows(item)
    }

    /// Whether an item is not for buyers: it bears the tag `internal`, or may not be spoken of in writing.
    pub fn is_internal(&self, item: &dyn AnyItem) -> bool {
        let book = &self.project.playbook;
        let id = item.id().as_str();
        let by_kind = match item.kind() {
            "competitors" => {
                let mention = self.project.of(&book.competitors, id).and_then(|c| c.mention);
                matches!(mention, Some(Naming::SalesOnly | Naming::Never))
            }
            _ => false,
        };
        by_kind || item.header().is_internal()
    }

    /// Whether a customer may be named to every buyer today.
    pub fn may_name(&self, id: &str) -> bool {
        self.project.of(&self.project.playbook.customers, id).is_some_and(|customer| {
            customer.reference == Some(crate::model::Reference::Public)
                && crate::analyze::freshness(customer, self.project.as_of).is_usable()
        })
    }

    /// The page of an item, from the top of the site; nothing where this edition has none.
    pub fn page_of(&self, kind: &str, id: &str) -> Option<&str> {
        self.register.get(kind, id)?.page.as_deref()
    }

    /// A reference to an item; one that does not exist is shown by its id.
    pub fn reference(&self, kind: &str, id: &str) -> Value {
        let unknown = || view::reference(kind, id, id, "", false);
        let Some(entry) = self.register.get(kind, id) else { return unknown() };
        let make = || {
            let url = entry.page.as_deref().unwrap_or_default();
            match entry.item {
                Some(item) => view::reference(item.noun(), id, &title(item), url, self.is_internal(item)),
                None => view::reference("stage", id, &ordinary(id), url, false),
            }
        };
        entry.reference.get_or_init(make).clone()
    }

    /// A reference by an address.
    pub fn at(&self, key: &Key) -> Value {
        self.reference(key.kind, &key.id)
    }

    /// References in the order written.
    pub fn references<K: Target>(&self, refs: &[Ref<K>]) -> Value {
        Value::from(refs.iter().map(|r| self.reference(K::KEY, r.id())).collect::<Vec<_>>())
    }

    /// The claims referred to, in the order written; unknown and withdrawn ones are left out.
    pub fn claims_of<K: Target>(&self, refs: &[Ref<K>]) -> Value {
        Value::from(refs.iter().filter_map(|r| self.claim(r.id())).collect::<Vec<_>>())
    }

    /// A claim by its id.
    pub fn claim(&self, id: &str) -> Option<Value> {
        self.page_of("claims", id)?;
        self.view("claims", self.project.graph.position_of("claims", id)?)
    }

    /// What pages show of an item of a kind, by its position.
    fn view(&self, kind: &str, at: usize) -> Option<Value> {
        fn of<'e, K>(
            (views, items): (&'e [Once], &'e [Item<K>]),
            at: usize,
            make: impl FnOnce(&'e Item<K>) -> Value,
        ) -> Option<Value> {
            let (view, item) = (views.get(at)?, items.get(at)?);
            Some(view.get_or_init(|| make(item)).clone())
        }
        let book = &self.project.playbook;
        match kind {
            "claims" => of((&self.claims, &book.claims), at, |item| view::claim(self, item)),
            "pains" => of((&self.pains, &book.pains), at, |item| view::pain(self, item)),
            "objections" => of((&self.objections, &book.objections), at, |item| view::objection(self, item)),
            "competitors" => of((&self.rivals, &book.competitors), at, |item| view::rival(self, item)),
            "messages" => of((&self.messages, &book.messages), at, |item| view::message(self, item)),
            _ => None,
        }
    }

    /// Views by position; what this edition does not show is left out.
    pub fn views(&self, kind: &'static str, positions: &[usize]) -> Vec<Value> {
        let shown = positions.iter().filter(|at| {
            let item = self.project.playbook.nth(kind, **at);
            item.is_some_and(|i| self.page_of(kind, i.id().as_str()).is_some())
        });
        shown.filter_map(|at| self.view(kind, *at)).collect()
    }

    /// The positions of items of a kind that refer to an item, each once, in order.
    pub fn positions_referring(&self, key: &Key, kind: &str) -> Vec<usize> {
        let graph = &self.project.graph;
        let links = graph.links_to(key).iter().filter(|l| l.from.kind == kind);
        let mut found: Vec<usize> = links.filter_map(|l| graph.position(&l.from)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// References to the items of a kind that refer to an item.
    pub fn referring(&self, key: &Key, kind: &'static str) -> Value {
        self.refs_at(kind, &self.positions_referring(key, kind))
    }

    /// References to the items of a kind that refer to an item or that it refers to.
    pub fn both_ways(&self, key: &Key, kind: &'static str) -> Value {
        let graph = &self.project.graph;
        let own = graph.links_from(key).iter().filter(|l| l.to.kind == kind);
        let mut found: Vec<usize> = own.filter_map(|l| graph.position(&l.to)).collect();
        found.extend(self.positions_referring(key, kind));
        found.sort_unstable();
        found.dedup();
        self.refs_at(kind, &found)
    }

    fn refs_at(&self, kind: &'static str, positions: &[usize]) -> Value {
        let items = positions.iter().filter_map(|at| self.project.playbook.nth(kind, *at));
        let items = items.filter(|i| self.shows(*i));
        Value::from(items.map(|i| self.reference(kind, i.id().as_str())).collect::<Vec<_>>())
    }

    /// At what level a rule speaks here: `off`, or the severity of its findings.
    pub fn level(&self, rule: &Rule) -> &'static str {
        match self.levels.runs(rule) {
            true => self.levels.severity(rule.id).unwrap_or(rule.severity).name(),
            false => "off",
        }
    }

    /// A stage with its question, by position.
    pub fn stage(&self, position: usize) -> Value {
        self.stages.get(position).cloned().unwrap_or_else(Value::none)
    }

    /// The position of a stage.
    pub fn stage_position(&self, id: &str) -> Option<usize> {
        self.project.config.stages.iter().position(|s| s.id == id)
    }

    /// The items of a kind that this edition shows, with their positions.
    pub fn shown<'e, K: Kind + serde::Serialize + Sync>(
        &'e self,
        items: &'a [Item<K>],
    ) -> impl Iterator<Item = (usize, &'a Item<K>)> + 'e {
        let shown = |id: &str| self.page_of(<K as Kind>::KEY, id).is_some();
        let first = |at: usize, id: &str| self.project.graph.position_of(<K as Kind>::KEY, id) == Some(at);
        items.iter().enumerate().filter(move |(at, i)| shown(i.id.as_str()) && first(*at, i.id.as_str()))
    }

    /// How many items of a kind this edition shows.
    pub fn count(&self, kind: &str) -> usize {
        self.register.pages(kind)
    }

    /// The path of a conversation; nothing where this edition does not show its persona.
    pub fn talk_path(&self, cell: &Cell) -> Option<OutPath> {
        let persona = self.project.playbook.personas.get(cell.persona)?;
        let stage = self.project.config.stages.get(cell.stage)?;
        let id = persona.id.as_str();
        let first = self.project.graph.position_of("personas", id) == Some(cell.persona);
        if !first || self.page_of("personas", id).is_none() {
            return None;
        }
        OutPath::pair("talk", id, &stage.id)
    }

    /// The page of a conversation.
    pub fn talk(&self, cell: &Cell) -> Option<&str> {
        self.talks.page(cell)
    }

    /// A conversation as a cell of a grid.
    pub fn cell(&self, cell: &Cell) -> Value {
        self.talks.cell(cell, || self.make_cell(cell)).unwrap_or_else(Value::none)
    }

    /// A piece of copy as one that may be sent, by its position, as `make` has it.
    pub fn sent(&self, at: usize, make: impl FnOnce(&'a Piece) -> Value) -> Option<Value> {
        let (sent, piece) = (self.sent.get(at)?, self.project.pieces.get(at)?);
        Some(sent.get_or_init(|| make(piece)).clone())
    }

    fn make_cell(&self, cell: &Cell) -> Value {
        let book = &self.project.playbook;
        let persona = book.personas.get(cell.persona).map_or("", |p| p.id.as_str());
        let stage = self.project.config.stages.get(cell.stage);
        let id = stage.map_or("", |s| s.id.as_str());
        let first = cell.messages.first().and_then(|m| book.messages.get(*m));
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        map! {
            "state": cell.state().name(),
            "url": self.talk(cell).unwrap_or_default(),
            "words": format!(
                "{}, {}",
                count(cell.messages.len(), "message", "messages"),
                count(cell.proven.len(), "proof point", "proof points"),
            ),
            "headline": first.and_then(|m| m.headline.as_deref()),
            "missing": cell.lacks.iter().map(|l| l.name()).collect::<Vec<_>>(),
            "stage": self.reference("stages", id),
            "persona": self.reference("personas", persona),
            "turn": self.is_turn(cell.stage),
        }
    }

    /// Whether a stage is the first of a half that is not the first half.
    pub fn is_turn(&self, stage: usize) -> bool {
        let half = |at: usize| self.project.config.stages.get(at).map(|s| s.half);
        stage > 0 && half(stage) != half(stage - 1)
    }

    /// What a channel is called.
    pub fn channel_name(&self, id: &str) -> String {
        let name = self.project.config.channel(id).and_then(|c| c.name.as_deref());
        name.map_or_else(|| ordinary(id), str::to_owned)
    }

    /// Experiments that compare a variant, `MESSAGE/VARIANT`.
    pub fn experiments_of(&self, variant: &str) -> impl Iterator<Item = &'a Experiment> {
        self.experiments.get(variant).into_iter().flatten().copied()
    }

    /// Where copy speaks of an item.
    pub fn mentions_of(&self, key: &Key) -> &'a [Mention] {
        let range = self.mentions.get(key).cloned().unwrap_or(0..0);
        self.outcome.mentions.get(range).unwrap_or(&[])
    }

    /// The piece of copy of a path.
    pub fn piece(&self, path: &str) -> Option<&'a Piece> {
        self.pieces.get(path).copied()
    }

    /// The team that wrote a file.
    pub fn team_of(&self, path: &str) -> Option<&str> {
        self.piece(path)?.attributes.team.as_deref()
    }

    /// The stage that a file is for.
    pub fn stage_of(&self, path: &str) -> Option<&str> {
        self.piece(path)?.attributes.stage.as_deref()
    }

    /// Findings of a rule, in order.
    pub fn findings_of(&self, rule: &str) -> &[&'a Finding] {
        self.by_rule.get(rule).map_or(&[], Vec::as_slice)
    }

    /// Findings about an item, by its noun and id, in order.
    pub fn findings_about(&self, noun: &str, id: &str) -> &[&'a Finding] {
        self.findings.get(noun).and_then(|ids| ids.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The page of a rule; nothing for an unknown one.
    pub fn rule_url(&self, rule: &str) -> Option<String> {
        let rule = RULES.iter().find(|r| r.id == rule)?;
        Some(OutPath::named("checks", rule.id).as_str().to_owned())
    }

    /// Where a file can be edited, if the settings say where the files lie.
    pub fn edit_url(&self, path: &str, line: usize) -> Option<String> {
        let base = self.project.config.settings.site.as_ref()?.repo_url.as_ref()?;
        let base = self.web_url(base)?;
        let mut url = format!("{}/", base.trim_end_matches('/'));
        for byte in path.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                    url.push(char::from(byte));
                }
                other => url.push_str(&format!("%{other:02X}")),
            }
        }
        Some(format!("{url}#L{line}"))
    }

    /// A text as an address on the web, if it is one.
    pub fn web_url(&self, text: &str) -> Option<String> {
        let known = text.starts_with("https://") || text.starts_with("http://");
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`{}|^".contains(c);
        (known && !text.chars().any(odd)).then(|| text.to_owned())
    }

    /// The stage at a position.
    pub fn stage_at(&self, position: usize) -> Option<&'a Stage> {
        self.project.config.stages.get(position)
    }
}

/// The longest title of an item that is called by a whole sentence, in characters.
const TITLE: usize = 64;

/// What a person calls an item, in plain words: a claim by its wording, shortened; what nobody has named by its occasion.
pub fn title(item: &dyn AnyItem) -> String {
    let title = item.title();
    match item.occasion() {
        Some(occasion) => view::occasion(&occasion),
        None if title == item.id().as_str() => ordinary(title),
        None if item.kind() == "claims" => prose::shortened(&prose::plain(title), TITLE),
        None => prose::plain(title),
    }
}

/// Where each item's mentions stand in the sorted list.
fn ranges(mentions: &[Mention]) -> BTreeMap<&Key, Range<usize>> {
    let mut ranges: BTreeMap<&Key, Range<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        ranges.entry(&mention.item).or_insert(at..at).end = at + 1;
    }
    ranges
}
