//! Exports: a conversation, a battlecard or a play on one or two pages of paper, and a list of items as a table or as JSON.
//!
//! What is exported is named as people name it ([`find`]); a one-pager is read from what the page of the site shows
//! ([`handout`]), a list from what the site's `api/KIND.json` holds. [`FORMATS`] is the registry of formats:
//! one file each. Bytes are the same for the same messaging and the same day.

pub mod format;
pub mod handout;
mod subject;

use serde_json::Value as Json;

use crate::check::Outcome;
use crate::finding::Fault;
use crate::project::Project;
use crate::shape::did_you_mean;
use crate::site::{self, Options};

use format::{FORMATS, Format, Write};
use handout::{Desk, Handout, battlecard, conversation, play};
pub use subject::{Subject, find};

/// Why something could not be exported.
#[derive(Debug)]
pub enum Refused {
    /// A lowercase phrase, and what to do.
    Told(String, String),
    /// The site could not be made.
    Faults(Vec<Fault>),
}

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What to export.
    pub subject: &'a Subject,
    /// The format.
    pub format: &'a Format,
    /// The team it is for; what is internal to others is left out.
    pub audience: Option<&'a str>,
    /// Whether what is not for buyers comes along, marked.
    pub internal: bool,
}

/// The bytes of an export.
///
/// # Errors
/// Where nothing is written of the subject, this audience or no buyer may read it, or the format is not for it.
pub fn export(project: &Project, outcome: &Outcome, wanted: &Wanted) -> Result<Vec<u8>, Refused> {
    let options = Options { audience: wanted.audience.map(str::to_owned), ..Options::default() };
    match (wanted.format.write, wanted.subject) {
        (Write::Page(write), Subject::Conversation { .. } | Subject::Battlecard(_) | Subject::Play(_)) => {
            Ok(write(&one_pager(project, outcome, &options, wanted)?))
        }
        (Write::List(write), Subject::List(kind)) => {
            let bytes = site::api(project, outcome, &options, kind).map_err(Refused::Faults)?;
            write(kind, &bytes.unwrap_or_default()).map_err(|what| Refused::Told(what, String::new()))
        }
        (_, subject) => Err(Refused::Told(
            format!("{} is no format for {}", wanted.format.name, subject.words()),
            format!("choose {}", names(subject)),
        )),
    }
}

/// Makes a one-pager of what a page of the site shows; what cannot be read of it, and what to do.
type Make = fn(&Desk, &Json) -> Result<Handout, (String, String)>;

fn one_pager(
    project: &Project,
    outcome: &Outcome,
    options: &Options,
    wanted: &Wanted,
) -> Result<Handout, Refused> {
    let page = site::page(project, outcome, options, &wanted.subject.page()).map_err(Refused::Faults)?;
    let Some(page) = page else {
        let what = format!("{} is not in this edition of the playbook", wanted.subject.words());
        return Err(Refused::Told(what, "it is retired, or internal to another team".to_owned()));
    };
    let desk = Desk { project, audience: wanted.audience, internal: wanted.internal };
    let make: Make = match wanted.subject {
        Subject::Conversation { .. } => conversation,
        Subject::Battlecard(_) => battlecard,
        Subject::Play(_) | Subject::List(_) => play,
    };
    make(&desk, &page).map_err(|(what, help)| Refused::Told(what, help))
}

/// The format by its name.
///
/// # Errors
/// What is meant, where there is none of that name.
pub fn format(name: &str) -> Result<&'static Format, String> {
    let found = FORMATS.iter().find(|f| f.name == name);
    found.copied().ok_or_else(|| did_you_mean(name, FORMATS.iter().map(|f| f.name)))
}

/// The formats that a subject can have, the usual one first.
pub fn formats(subject: &Subject) -> impl Iterator<Item = &'static Format> {
    let list = matches!(subject, Subject::List(_));
    FORMATS.iter().copied().filter(move |f| matches!(f.write, Write::List(_)) == list)
}

fn names(subject: &Subject) -> String {
    formats(subject).map(|f| f.name).collect::<Vec<_>>().join(" or ")
}
