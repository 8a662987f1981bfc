//! What a rule, a kind, a stage or an item is, written for the person who asks: text with terminal styles.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::check::{Levels, Outcome};
use crate::config::Stage;
use crate::graph::{Key, Link};
use crate::item::{AnyItem, Item};
use crate::model::{KINDS, KindInfo, Term};
use crate::project::Project;
use crate::rules::{RULES, Rule};
use crate::shape::{near, slug};
use crate::text::{Place, visible};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const CODE: Style = AnsiColor::Cyan.on_default();
const MARK: Style = AnsiColor::Red.on_default();

/// Most places of one item that are listed.
const PLACES: usize = 20;

/// A project with what its check came to, for questions about items.
#[derive(Clone, Copy, Debug)]
pub struct Opened<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its outcome.
    pub outcome: &'a Outcome,
}

/// Explains whatever bears a name: a rule (`term/banned`), a family of rules (`term`), a kind (`pains`), a stage, or an
/// item by its id, its kind and id (`claim/refill-rate`) or its own words. All that bear it, one after the other.
///
/// # Errors
/// Without any: what to do, with the nearest names.
pub fn explain(name: &str, opened: Option<Opened>) -> Result<String, String> {
    let name = name.trim();
    let mut parts = vec![];
    parts.extend(RULES.iter().filter(|r| r.id == name).map(|r| rule_page(r, opened)));
    if RULES.iter().any(|r| r.family() == name) {
        parts.push(family(name));
    }
    parts.extend(KINDS.iter().filter(|k| k.key == name || k.noun == name).map(|k| kind_page(k, opened)));
    if let Some(opened) = opened {
        let stages = &opened.project.config.stages;
        let (kind, id) = name.split_once('/').unwrap_or(("stage", name));
        if matches!(kind, "stage" | "stages") {
            parts.extend(stages.iter().filter(|s| s.id == id).map(|s| stage_page(s, opened)));
        }
        parts.extend(items_named(name, opened.project).map(|item| item_page(item, opened)));
    }
    if parts.is_empty() { Err(nearest(name, opened)) } else { Ok(parts.join("\n")) }
}

/// Items that bear a name. Ids count before words; the wrong word of a term leads to the right one.
fn items_named<'p>(name: &str, project: &'p Project) -> impl Iterator<Item = &'p dyn AnyItem> {
    let (kind, id) = match name.split_once('/') {
        Some((kind, id)) => (Some(kind), id.to_owned()),
        None => (None, name.to_owned()),
    };
    let of_kind = move |item: &&dyn AnyItem| kind_is(kind, *item);
    let by_id: Vec<_> =
        project.playbook.items().filter(of_kind).filter(|item| item.id().as_str() == id).collect();
    if !by_id.is_empty() {
        return by_id.into_iter();
    }
    let wanted = slug(&id);
    let titled = project.playbook.items().filter(|item| slug(item.title()) == wanted);
    let wrong = |term: &&Item<Term>| term.not.iter().any(|word| slug(word) == wanted);
    let instead = project.playbook.terms.iter().filter(wrong).map(|term| term as &dyn AnyItem);
    titled.chain(instead).filter(of_kind).collect::<Vec<_>>().into_iter()
}

fn kind_is(kind: Option<&str>, item: &dyn AnyItem) -> bool {
    kind.is_none_or(|kind| item.kind() == kind || item.noun() == kind)
}

fn nearest(name: &str, opened: Option<Opened>) -> String {
    let mut known: Vec<String> = RULES.iter().flat_map(|r| [r.id, r.family()]).map(str::to_owned).collect();
    known.extend(KINDS.iter().map(|k| k.key.to_owned()));
    if let Some(Opened { project, .. }) = opened {
        known.extend(project.config.stages.iter().map(|s| s.id.clone()));
        for item in project.playbook.items() {
            known.push(item.id().as_str().to_owned());
            known.push(format!("{}/{}", item.noun(), item.id().as_str()));
        }
    }
    match near(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if opened.is_none() => {
            "there is no rule of this name; ask about items in a project's folder".to_owned()
        }
        None => {
            "name a rule (refrain explain term/banned), a kind (pains), a stage or an item's id".to_owned()
        }
    }
}

fn rule_page(rule: &Rule, opened: Option<Opened>) -> String {
    let mut text = markdown(rule.page);
    let level = match opened {
        Some(opened) => {
            let (levels, _) = Levels::of(&opened.project.config);
            let level = match levels.severity(rule.id) {
                _ if !levels.runs(rule) => "off",
                Some(severity) => severity.name(),
                None => rule.severity.name(),
            };
            let found = opened.outcome.findings.iter().filter(|f| f.rule == rule.id).count();
            format!("In this project: {level}, {found} found.")
        }
        None => {
            format!("Level: {}{}.", rule.severity.name(), if rule.on { "" } else { ", off until asked for" })
        }
    };
    let _ = writeln!(text, "\n{FAINT}{level} Change it in refrain.yaml:{FAINT:#}");
    let _ = writeln!(text, "    rules: {{levels: {{{}: info}}}}", rule.id);
    for option in rule.options {
        let description = option.description.trim_end_matches('.');
        let _ = writeln!(text, "    {}: {description} ({} where absent)", option.name, option.default);
    }
    text
}

fn family(name: &str) -> String {
    let mut text = format!("{STRONG}{name}{STRONG:#}: a family of rules\n\n");
    for rule in RULES.iter().filter(|r| r.family() == name) {
        let _ = writeln!(text, "  {CODE}{}{CODE:#}  {}", rule.id, rule.summary);
    }
    text
}

fn kind_page(kind: &KindInfo, opened: Option<Opened>) -> String {
    let mut text = format!("{STRONG}{}{STRONG:#}\n{}\n", kind.label, kind.description);
    let _ = writeln!(text, "{FAINT}Keys: refrain schema {}{FAINT:#}", kind.key);
    let items = opened.map(|o| o.project.playbook.of_kind(kind.key)).unwrap_or_default();
    if !items.is_empty() {
        text.push('\n');
    }
    for item in items {
        let _ = writeln!(text, "  {CODE}{}{CODE:#}  {}", item.id().as_str(), visible(item.title()));
    }
    text
}

fn stage_page(stage: &Stage, opened: Opened) -> String {
    let mut text = format!("{STRONG}stage {}{STRONG:#}: {}\n", stage.id, visible(&stage.question));
    if let Some(owner) = &stage.owner {
        let _ = writeln!(text, "{FAINT}owner {}{FAINT:#}", visible(owner));
    }
    text.push('\n');
    for (number, step) in stage.steps.iter().enumerate() {
        let does = step.does.as_ref().map_or("", |d| d.as_str());
        let _ = writeln!(text, "  {}. {CODE}{}{CODE:#}  {}", number + 1, step.id.as_str(), visible(does));
    }
    used_by(&mut text, opened.project, &Key::new("stages", &stage.id));
    text
}

fn item_page(item: &dyn AnyItem, opened: Opened) -> String {
    let id = item.id().as_str();
    let mut text = format!("{STRONG}{} {id}{STRONG:#}", item.noun());
    if item.title() != id {
        let _ = write!(text, ": {}", visible(item.title()));
    }
    let header = item.header();
    let status = serde_json::to_value(item.status()).ok();
    let facts = [
        status.and_then(|s| Some(s.as_str()?.to_owned())),
        header.owner.as_ref().map(|o| format!("owner {o}")),
        header.reviewed.map(|d| format!("reviewed {d}")),
        header.expires.map(|d| format!("expires {d}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let _ = writeln!(text, "\n{FAINT}{}{FAINT:#}", visible(&facts.join(", ")));
    let _ = writeln!(text, "{}\n", at(&item.place()));
    written(&mut text, item);
    let key = Key::of(item);
    let links = opened.project.graph.links_from(&key);
    if !links.is_empty() {
        let _ = writeln!(text, "\n{STRONG}Refers to{STRONG:#}");
        rows(&mut text, links, |link| &link.to);
    }
    used_by(&mut text, opened.project, &key);
    let said: Vec<_> = opened.outcome.mentions.iter().filter(|m| m.item == key).collect();
    if !said.is_empty() {
        let _ = writeln!(text, "\n{STRONG}In copy{STRONG:#}");
        for mention in said.iter().take(PLACES) {
            let _ =
                writeln!(text, "  {}  {FAINT}{}{FAINT:#}", at(&mention.place), one_line(&mention.excerpt));
        }
        more(&mut text, said.len());
    }
    text
}

/// The item as it is written in its file, moved to the margin.
fn written(text: &mut String, item: &dyn AnyItem) {
    let margin = item.source().position(item.span().start()).scalar - 1;
    for line in item.source().slice(item.span()).trim_end().lines() {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let line = line.get(blanks.min(margin)..).unwrap_or(line);
        let _ = writeln!(text, "    {}", visible(line));
    }
}

fn used_by(text: &mut String, project: &Project, key: &Key) {
    let links = project.graph.links_to(key);
    if !links.is_empty() {
        let _ = writeln!(text, "\n{STRONG}Used by{STRONG:#}");
        rows(text, links, |link| &link.from);
    }
}

fn rows(text: &mut String, links: &[Link], end: fn(&Link) -> &Key) {
    for link in links.iter().take(PLACES) {
        let Key { kind, id } = end(link);
        let _ = writeln!(
            text,
            "  {CODE}{kind}/{}{CODE:#}  {}  {FAINT}{}{FAINT:#}",
            visible(id),
            link.field,
            at(&link.place)
        );
    }
    more(text, links.len());
}

fn more(text: &mut String, all: usize) {
    if all > PLACES {
        let _ = writeln!(text, "  {FAINT}and {} more{FAINT:#}", all - PLACES);
    }
}

fn at(place: &Place) -> String {
    let start = place.start();
    format!("{}:{}:{}", visible(place.path()), start.line, start.grapheme)
}

fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// A rule's page with terminal styles: headings strong, fences set in, caret lines marked.
fn markdown(page: &str) -> String {
    let (mut text, mut fenced) = (String::new(), false);
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            fenced = !fenced;
            if fenced && let Some((_, path)) = info.split_once(' ') {
                let _ = writeln!(text, "  {FAINT}{path}{FAINT:#}");
            }
        } else if fenced && line.trim_start().starts_with('^') {
            let _ = writeln!(text, "    {MARK}{line}{MARK:#}");
        } else if fenced {
            let _ = writeln!(text, "    {line}");
        } else if let Some(heading) = line.strip_prefix('#') {
            let _ = writeln!(text, "{STRONG}{}{STRONG:#}", heading.trim_start_matches('#').trim());
        } else {
            inline(&mut text, line);
        }
    }
    text
}

/// A line of prose with its `code` coloured.
fn inline(text: &mut String, line: &str) {
    for (number, piece) in line.split('`').enumerate() {
        let _ = if number % 2 == 1 { write!(text, "{CODE}{piece}{CODE:#}") } else { write!(text, "{piece}") };
    }
    text.push('\n');
}
