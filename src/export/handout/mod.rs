//! A one-pager before it is written in a format: a conversation, a battlecard or a play, as sections of lines and tables.
//!
//! It is read from what the page of the site shows, so that paper and site never say different things and an edition
//! leaves out the same in both. What a buyer must not read (`internal`) is left out here unless it is asked for; then every
//! format marks it.

mod battlecard;
mod conversation;
mod notes;
mod pen;
mod play;
mod seen;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::project::Project;
use crate::shape::Date;
use crate::site::{day, ink};
use crate::syntax::markdown::Run;

pub use battlecard::battlecard;
pub use conversation::conversation;
pub use notes::{Note, ProofLine};
pub use play::play;

/// A one-pager.
#[derive(Clone, Debug)]
pub struct Handout {
    /// What it is: `Conversation`.
    pub sort: &'static str,
    /// Its title.
    pub title: String,
    /// The line under the title: what it is about, and its state where that is not good.
    pub about: Vec<String>,
    /// What it is all for, in a sentence or two.
    pub lead: Vec<Run>,
    /// What to see at a glance: a word and a text each.
    pub glance: Vec<(&'static str, Vec<Run>)>,
    /// The depth below.
    pub sections: Vec<Section>,
    /// What proves the claims it uses, in the order they are cited.
    pub notes: Vec<Note>,
    /// Whether it holds lines that are not for buyers.
    pub internal: bool,
    /// Whose it is, and of when.
    pub imprint: Imprint,
}

/// Whose a one-pager is, and of when.
#[derive(Clone, Debug)]
pub struct Imprint {
    /// The company that speaks.
    pub company: String,
    /// The title of the playbook.
    pub playbook: String,
    /// The day on which it was true.
    pub as_of: Date,
    /// The team it is for, if for one.
    pub audience: Option<String>,
    /// Its page in the playbook, where the settings say where that is.
    pub url: Option<String>,
    /// The brand colour, dark enough for paper: `1f6f5c`.
    pub color: String,
}

/// A part with a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Whether all of it is not for buyers.
    pub internal: bool,
    /// Whether it needs the whole width of the page.
    pub wide: bool,
    /// Its text.
    pub parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub enum Part {
    /// A paragraph.
    Line(Line),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it looks like.
    pub look: Look,
    /// What the rep does with it: `Say`, `Ask`.
    pub cue: Option<&'static str>,
    /// The text.
    pub runs: Vec<Run>,
    /// The notes it rests on, by number.
    pub cites: Vec<usize>,
    /// Whether it is not for buyers.
    pub internal: bool,
}

/// What a paragraph looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Running text.
    Text,
    /// Words that somebody says.
    Said,
    /// A heading inside a section.
    Heading,
    /// An entry of a list, so many lists deep.
    Bullet(usize),
    /// An entry of a numbered list, so many lists deep, with its number.
    Number(usize, u64),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it holds, for those who cannot see it.
    pub title: String,
    /// Its columns: heading, and width in hundredths of the table's.
    pub columns: Vec<(&'static str, usize)>,
    /// Its rows; as many cells as columns.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// What every one-pager is made with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The project.
    pub project: &'a Project,
    /// The team it is for.
    pub audience: Option<&'a str>,
    /// Whether what is not for buyers comes along.
    pub internal: bool,
}

impl Desk<'_> {
    /// The address of the site with `/` at its end, where the settings name one.
    fn base(&self) -> Option<String> {
        let base = self.project.config.settings.site.as_ref()?.base_url.as_ref()?;
        let known = base.starts_with("https://") || base.starts_with("http://");
        known.then(|| format!("{}/", base.trim_end_matches('/')))
    }

    fn imprint(&self, page: &Json) -> Imprint {
        let path = page.pointer("/page/url").and_then(Json::as_str).unwrap_or("");
        let config = &self.project.config;
        Imprint {
            company: config.settings.company.to_string(),
            playbook: config.title(),
            as_of: self.project.as_of,
            audience: self.audience.map(str::to_owned),
            url: self.base().map(|base| format!("{base}{path}")),
            color: ink(self.project).unwrap_or_else(|| "1f4e5f".to_owned()),
        }
    }
}

/// A page as a one-pager reads it.
fn read<T: DeserializeOwned>(shown: &Json) -> Result<T, (String, String)> {
    T::deserialize(shown).map_err(|error| {
        let what = format!("the page cannot be read as a one-pager: {error}");
        (what, "this is a fault of the program: please report it".to_owned())
    })
}

impl Handout {
    /// Until when each proof holds, in one line; nothing where no proof is cited.
    pub fn expiries(&self) -> Option<String> {
        let one = |note: &Note| format!("[{}] {}", note.number, note.until);
        let all: Vec<String> = self.notes.iter().map(one).collect();
        (!all.is_empty()).then(|| format!("Proof: {}", all.join("; ")))
    }

    /// The day it is of, in words.
    pub fn as_of(&self) -> String {
        format!("as of {}", day(self.imprint.as_of))
    }

    /// What is told of it on each page: it is not for buyers.
    pub fn warning(&self) -> Option<&'static str> {
        self.internal.then_some("Internal: not for buyers")
    }
}
