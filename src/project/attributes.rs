//! What is known about a piece of copy: from the copy map, and from the file itself.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::{
    self, Channel, ClaimName, CompetitorName, Config, CopyRule, Dated, PersonaName, SegmentName, Stage, Team,
};
use crate::copy::{self, Copy};
use crate::files::Files;
use crate::finding::Fault;
use crate::graph::{Graph, Missing};
use crate::history;
use crate::record;
use crate::shape::{Date, Phrase, Prose, Reading, Ref, Shape, Trail, Visitor};
use crate::syntax::yaml::{Node, Value};
use crate::text::{Place, Source, Span, Spanned};

/// What is known about a piece of copy.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Attributes {
    /// The team that wrote it.
    pub team: Option<String>,
    /// The stage it is for.
    pub stage: Option<String>,
    /// Where it appears.
    pub channel: Option<String>,
    /// Whom it is for.
    pub personas: Vec<String>,
    /// Which segments it is for.
    pub segments: Vec<String>,
    /// The claims it says it uses.
    pub uses: Vec<String>,
    /// The day it was published; facts are judged as of that day.
    pub dated: Option<Date>,
    /// It quotes wrong forms on purpose.
    pub guidance: bool,
    /// It is not for buyers.
    pub internal: bool,
    /// The region it is for.
    pub region: Option<String>,
    /// It compares us with this rival.
    pub competitor: Option<String>,
    /// Whether the copy map knows it.
    pub mapped: bool,
}

record! {
    /// What a file says of itself, under `refrain:` in its front matter.
    pub OwnAttributes("attributes: a mapping") {
        /// The team that wrote it.
        team: Option<Ref<Team>>,
        /// The stage it is for.
        stage: Option<Ref<Stage>>,
        /// Where it appears.
        channel: Option<Ref<Channel>>,
        /// Whom it is for.
        personas: Vec<Ref<PersonaName>>,
        /// Which segments it is for.
        segments: Vec<Ref<SegmentName>>,
        /// The claims it uses.
        uses: Vec<Ref<ClaimName>>,
        /// The day it was published.
        dated: Option<Dated>,
        /// It quotes wrong forms on purpose.
        guidance: Option<bool>,
        /// It is not for buyers.
        internal: Option<bool>,
        /// The region it is for.
        region: Option<Phrase>,
        /// It compares us with this rival.
        competitor: Option<Ref<CompetitorName>>,
    }
}

/// The copy map, ready to match paths.
#[derive(Debug)]
pub struct CopyMap {
    rules: Vec<(GlobSet, CopyRule)>,
}

impl CopyMap {
    /// Prepares the copy map of the settings; a pattern that is none is told.
    pub fn of(config: &Config, faults: &mut Vec<Fault>) -> Self {
        let rules = config.settings.copy.iter().map(|rule| {
            let mut set = GlobSetBuilder::new();
            for pattern in rule.files.iter() {
                match GlobBuilder::new(pattern).literal_separator(true).build() {
                    Ok(glob) => {
                        set.add(glob);
                    }
                    Err(error) => faults.push(Fault::new(
                        "settings/pattern",
                        config.place(pattern.span()),
                        format!("`{pattern}` is not a pattern of paths: {}", error.kind()),
                        "write a pattern such as `content/copy/**/*.md`",
                    )),
                }
            }
            (set.build().unwrap_or_else(|_| GlobSet::empty()), rule.clone())
        });
        Self { rules: rules.collect() }
    }

    /// The copy files to read, sorted: what the map names and what lies unmapped in the content folders; or, of
    /// `paths`, the files named and what the map names below the folders named.
    ///
    /// # Errors
    /// A fault when nothing matches or a folder cannot be listed.
    pub fn choose(
        &self,
        files: &dyn Files,
        config: &Config,
        paths: &[String],
    ) -> Result<Vec<String>, Box<Fault>> {
        let nowhere = |what: String, help: &str| {
            Box::new(Fault::new("file/nothing", config.place(Span::default()), what, help))
        };
        let content = config.content();
        // The messaging is checked as messaging, whatever patterns take it in.
        let messaging = |path: &str| {
            path == config::FILE
                || path == history::FILE
                || super::is_yaml(path) && content.iter().any(|c| *c == path || below(path, c))
        };
        let mut all = files.walk("").map_err(|r| nowhere(r.what, &r.help))?;
        all.retain(|path| !messaging(path));
        let inside = |path: &str| content.iter().any(|c| below(path, c));
        let usual = |path: &String| {
            !self.ignored(path) && (self.knows(path) || inside(path) && copy::format_of(path).is_some())
        };
        if paths.is_empty() {
            return Ok(all.into_iter().filter(usual).collect());
        }
        let mut chosen = vec![];
        for path in paths {
            let path = path.trim_start_matches("./").trim_end_matches('/');
            let before = chosen.len();
            chosen.extend(all.iter().filter(|p| p.as_str() == path || below(p, path) && usual(p)).cloned());
            if chosen.len() == before {
                return Err(nowhere(
                    format!("nothing to check matches `{path}`"),
                    "name a copy file, or a folder that holds some",
                ));
            }
        }
        chosen.sort();
        chosen.dedup();
        Ok(chosen)
    }

    fn matching<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s CopyRule> {
        self.rules.iter().filter(move |(set, _)| set.is_match(path)).map(|(_, rule)| rule)
    }

    fn knows(&self, path: &str) -> bool {
        self.matching(path).next().is_some()
    }

    fn ignored(&self, path: &str) -> bool {
        self.matching(path).find_map(|r| r.ignore).unwrap_or(false)
    }

    /// What is known about a piece of copy. For each attribute the file's own word counts first, then the first entry
    /// of the map that speaks of it. Unknown ids are told as missing.
    pub fn attributes(&self, copy: &Copy, graph: &Graph) -> (Attributes, Vec<Missing>, Vec<Fault>) {
        let path = copy.source.path();
        let (own, missing, faults) = own_attributes(copy, graph);
        let rules: Vec<&CopyRule> = self.matching(path).collect();
        let mut known = Attributes { mapped: !rules.is_empty(), ..Attributes::default() };
        macro_rules! first {
            ($field:ident, $get:expr) => {
                own.as_ref()
                    .and_then(|o| $get(&o.$field))
                    .or_else(|| rules.iter().find_map(|r| $get(&r.$field)))
            };
        }
        known.team = first!(team, one);
        known.stage = first!(stage, one);
        known.channel = first!(channel, one);
        known.competitor = first!(competitor, one);
        known.region = first!(region, |r: &Option<Phrase>| r.as_deref().map(str::to_owned));
        known.personas = first!(personas, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.segments = first!(segments, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.uses = first!(uses, |l: &Vec<_>| several(l)).unwrap_or_default();
        known.guidance = first!(guidance, |g: &Option<bool>| *g).unwrap_or(false);
        known.internal = first!(internal, |i: &Option<bool>| *i).unwrap_or(false);
        known.dated = match first!(dated, |d: &Option<Dated>| *d) {
            Some(Dated::On(date)) => Some(date),
            Some(Dated::FromFilename) => date_in_name(path),
            None => front_matter_date(copy),
        };
        (known, missing, faults)
    }
}

fn one<K>(reference: &Option<Ref<K>>) -> Option<String> {
    reference.as_ref().map(|r| r.id().to_owned())
}

fn several<K>(references: &[Ref<K>]) -> Option<Vec<String>> {
    (!references.is_empty()).then(|| references.iter().map(|r| r.id().to_owned()).collect())
}

fn below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    folder.is_empty() || folder == "." || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn own_attributes(copy: &Copy, graph: &Graph) -> (Option<OwnAttributes>, Vec<Missing>, Vec<Fault>) {
    let Some(node) = copy.front_matter.as_ref().and_then(|node| field(node, "refrain")) else {
        return (None, vec![], vec![]);
    };
    let mut cx = Reading::new(&copy.source);
    let own = OwnAttributes::read(node, &mut cx);
    let mut unknown = Unknown { graph, source: &copy.source, found: vec![] };
    if let Some(own) = &own {
        own.walk(&mut Trail::default(), &mut unknown);
    }
    (own, unknown.found, cx.faults)
}

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|e| e.key.text == key).map(|e| &e.value),
        _ => None,
    }
}

fn front_matter_date(copy: &Copy) -> Option<Date> {
    match &field(copy.front_matter.as_ref()?, "date")?.value {
        Value::Scalar(scalar) => Date::parse(scalar.text.get(..10)?),
        _ => None,
    }
}

/// The date that a file's name begins with: `2026-03-01-why-now.md`.
fn date_in_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next()?;
    Date::parse(name.get(..10)?)
}

struct Unknown<'a> {
    graph: &'a Graph,
    source: &'a std::sync::Arc<Source>,
    found: Vec<Missing>,
}

impl Visitor for Unknown<'_> {
    fn reference(&mut self, path: &Trail, kind: &'static str, id: &Spanned<String>) {
        if !self.graph.exists(kind, &id.value) {
            self.found.push(Missing {
                from: None,
                field: path.to_string(),
                kind,
                id: id.value.clone(),
                place: Place::new(self.source, id.span),
                hint: self.graph.hint(kind, &id.value),
            });
        }
    }
    fn prose(&mut self, _: &Trail, _: &Prose) {}
}
