//! The pages of a playbook: one file per page type, and the registry of page types.
//!
//! A page type says where its pages lie and what its template sees. It is listed twice below: its module and its line in
//! [`PAGES`]; a test tells when one is forgotten. A kind of item without a page type of its own gets `item` and `list`.

mod alignment;
mod answers;
mod calculators;
mod calendar;
mod calendars;
mod changes;
mod checks;
mod claim;
mod claims;
mod competitor;
mod consistency;
mod conversation;
mod coverage;
mod customer;
mod customers;
mod data;
mod experiment;
mod experiments;
mod findings;
mod home;
mod item;
mod list;
mod message;
mod metric;
mod metrics;
mod missing;
mod objection;
mod offer;
mod pain;
mod persona;
mod play;
mod responsibility;
mod rule;
mod search;
mod segment;
mod single_voice;
mod stage;
mod studies;
mod study;
mod terms;
mod trigger;
mod triggers;
mod value_prop;
mod voice;

use super::address::OutPath;
use super::edition::Edition;
use super::search::{Label, Labels};
use super::sheet::Sheet;
use super::view::ordinary;
use crate::item::{Item, Kind};
use crate::model::KINDS;

/// What one page of a type is about: positions whose meaning is the type's own.
pub type Subject = (usize, usize);

/// One type of page.
#[derive(Debug)]
pub struct PageType {
    /// Its name, which is its file's name.
    pub name: &'static str,
    /// The template that shows it.
    pub template: &'static str,
    /// The kind whose items it shows one by one, if it does; of those it is the page.
    pub kind: Option<&'static str>,
    /// Where its pages lie, and what each is about.
    pub addresses: fn(&Edition) -> Vec<(OutPath, Subject)>,
    /// What a page of it holds.
    pub sheet: fn(&Edition, Subject) -> Sheet,
}

/// All page types, in the order of their names.
pub static PAGES: &[&PageType] = &[
    &alignment::PAGE,
    &answers::PAGE,
    &calculators::PAGE,
    &calendar::PAGE,
    &calendars::PAGE,
    &changes::PAGE,
    &checks::PAGE,
    &claim::PAGE,
    &claims::PAGE,
    &competitor::PAGE,
    &consistency::PAGE,
    &conversation::PAGE,
    &coverage::PAGE,
    &customer::PAGE,
    &customers::PAGE,
    &data::PAGE,
    &experiment::PAGE,
    &experiments::PAGE,
    &findings::PAGE,
    &home::PAGE,
    &item::PAGE,
    &list::PAGE,
    &message::PAGE,
    &metric::PAGE,
    &metrics::PAGE,
    &missing::PAGE,
    &objection::PAGE,
    &offer::PAGE,
    &pain::PAGE,
    &persona::PAGE,
    &play::PAGE,
    &responsibility::PAGE,
    &rule::PAGE,
    &search::PAGE,
    &segment::PAGE,
    &single_voice::PAGE,
    &stage::PAGE,
    &studies::PAGE,
    &study::PAGE,
    &terms::PAGE,
    &trigger::PAGE,
    &triggers::PAGE,
    &value_prop::PAGE,
    &voice::PAGE,
];

/// The sections of the menu: lists only, so that it does not grow with the playbook. A kind stands under its key.
const MENU: &[(&str, &[(&str, &str)])] = &[
    (
        "Talk",
        &[
            ("Conversations", "index.html"),
            ("Moments", "stages"),
            ("Objections", "objections"),
            ("Battlecards", "competitors"),
            ("Plays", "plays"),
            ("Calendar", "calendar.html"),
            ("One answer", "answers.html"),
        ],
    ),
    (
        "Buyers",
        &[("Personas", "personas"), ("Segments", "segments"), ("Pains", "pains"), ("Triggers", "triggers")],
    ),
    (
        "What we say",
        &[
            ("Messages", "messages"),
            ("Value propositions", "value_props"),
            ("Offers", "offers"),
            ("Claims", "claims"),
            ("Voice", "voice.html"),
            ("Terms", "terms"),
        ],
    ),
    (
        "What we know",
        &[
            ("Customers", "customers"),
            ("Research", "research"),
            ("Experiments", "experiments"),
            ("Metrics", "metrics"),
            ("Calculators", "calculators.html"),
        ],
    ),
    (
        "State",
        &[
            ("Blind spots", "coverage.html"),
            ("Single voice", "single-voice.html"),
            ("What changed", "changes.html"),
            ("Consistency", "consistency.html"),
            ("Alignment", "alignment.html"),
            ("Who is responsible", "responsibility.html"),
            ("How we check", "checks.html"),
            ("Data", "data.html"),
        ],
    ),
];

/// A section of the menu: its title, and the title, page and count of each link.
pub type Section = (String, Vec<(String, String, Option<usize>)>);

/// The menu of an edition.
pub fn menu(edition: &Edition) -> Vec<Section> {
    let link = |title: &str, target: &str| {
        let url = if target.contains('.') { target.to_owned() } else { list_url(target) };
        let count = match target {
            "stages" => Some(edition.project.config.stages.len()),
            kind => KINDS.iter().find(|k| k.key == kind).map(|k| edition.count(k.key)),
        };
        (title.to_owned(), url, count)
    };
    let section = |(title, links): &(&str, &[(&str, &str)])| {
        ((*title).to_owned(), links.iter().map(|(title, target)| link(title, target)).collect())
    };
    let mut menu: Vec<Section> = MENU.iter().map(section).collect();
    let known =
        |key: &str| MENU.iter().any(|(_, links)| links.iter().any(|(_, t)| *t == key)) || key == "voice";
    let others: Vec<_> = KINDS.iter().filter(|k| !known(k.key)).map(|k| link(k.label, k.key)).collect();
    if !others.is_empty() {
        menu.push(("More".to_owned(), others));
    }
    menu
}

/// The page that lists a kind: `value_props` is `value-props.html`.
pub fn list_url(kind: &str) -> String {
    format!("{}.html", kind.replace('_', "-"))
}

/// What the numbers of the search index stand for; among equals the first kind goes first.
pub fn labels(edition: &Edition) -> Labels {
    const FIRST: &[&str] =
        &["conversation", "objection", "claim", "competitor", "message", "pain", "persona", "play"];
    let mut kinds: Vec<Label> = FIRST.iter().map(|noun| ((*noun).to_owned(), plural(noun))).collect();
    let others = KINDS.iter().filter(|k| !FIRST.contains(&k.noun));
    kinds.extend(others.map(|k| (k.noun.to_owned(), k.label.to_owned())));
    kinds.push(("stage".to_owned(), "Moments".to_owned()));
    kinds.push(("page".to_owned(), "Pages".to_owned()));
    kinds.push(("check".to_owned(), "How we check".to_owned()));
    let facet = |id: &str, title: &str, values: Vec<Label>| ((id.to_owned(), title.to_owned()), values);
    let config = &edition.project.config;
    let personas = edition.shown(&edition.project.playbook.personas);
    let personas = personas.map(|(_, p)| (p.id.as_str().to_owned(), p.title().to_owned())).collect();
    let stages = config.stages.iter().map(|s| (s.id.clone(), ordinary(&s.id))).collect();
    let teams = config.teams().into_iter().map(|t| (t.to_owned(), ordinary(t))).collect();
    let terms = edition.shown(&edition.project.playbook.terms);
    let alike = terms.map(|(_, term)| {
        let names = std::iter::once(&term.preferred).chain(&term.also).chain(&term.not);
        names.map(ToString::to_string).collect()
    });
    Labels {
        alike: alike.collect(),
        kinds,
        facets: vec![
            facet("persona", "Persona", personas),
            facet("stage", "Moment", stages),
            facet("team", "Team", teams),
        ],
    }
}

fn plural(noun: &str) -> String {
    KINDS.iter().find(|k| k.noun == noun).map_or_else(|| "Conversations".to_owned(), |k| k.label.to_owned())
}

/// One page at the top of the site.
fn single(name: &'static str) -> Vec<(OutPath, Subject)> {
    vec![(OutPath::top(name), (0, 0))]
}

/// A page for each item of a kind.
fn each<'a, K: Kind + serde::Serialize + Sync>(
    edition: &Edition<'a>,
    items: &'a [Item<K>],
) -> Vec<(OutPath, Subject)> {
    let pages = edition.shown(items);
    pages.filter_map(|(at, item)| Some((OutPath::page(K::NOUN, item.id.as_str())?, (at, 0)))).collect()
}
