//! `refrain show-config`: what counts for a file, and who says so.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use super::{Choosing, Exit, Run, Shell, Trouble};
use crate::check::{Choice, Effective, Levels, effective};
use crate::shape::did_you_mean;
use crate::text::visible;

/// Shows all that counts for a file, and who says so: its attributes, the level of each rule, options, what is silenced.
#[derive(Debug, clap::Parser)]
#[command(
    name = "show-config",
    after_help = "Examples:\n  \
        refrain show-config copy/home.md                      as a list\n  \
        refrain show-config copy/home.md --format json        for other programs\n  \
        refrain show-config copy/home.md --profile strict     what a stricter check would do"
)]
pub struct ShowConfig {
    /// A copy file
    file: PathBuf,

    /// How to show it: human or json
    #[arg(long, short, value_name = "NAME", default_value = "human", value_parser = format)]
    format: Format,

    #[command(flatten)]
    choosing: Choosing,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Human,
    Json,
}

fn format(text: &str) -> Result<Format, String> {
    match text {
        "human" => Ok(Format::Human),
        "json" => Ok(Format::Json),
        _ => Err(did_you_mean(text, ["human", "json"])),
    }
}

impl Run for ShowConfig {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let path = shell.inside(&root, &self.file)?;
        let project = shell.open(&root, vec![path.clone()])?;
        let choice = Choice::from(&self.choosing);
        let mut faults = project.faults.clone();
        faults.extend(Levels::chosen(&project.config, &choice).1);
        let Some(piece) = project.pieces.iter().find(|p| p.is_file() && p.path() == path) else {
            return Err(match faults.is_empty() {
                true => Trouble::new(format!("{path} is no single copy file"), "name one file of copy"),
                false => Trouble::Faults(faults),
            });
        };
        let told = effective(&project, piece, &choice);
        shell.print(&match self.format {
            Format::Human => human(&path, &told),
            Format::Json => json(&path, &told),
        })?;
        if faults.is_empty() {
            return Ok(Exit::Clean);
        }
        shell.faults(&faults);
        Ok(Exit::NotChecked)
    }
}

const GROUPS: [&str; 5] = ["check", "attributes", "rules", "options", "suppress"];

fn human(path: &str, told: &[Effective]) -> String {
    let mut text = format!("{}\n", visible(path));
    for group in GROUPS {
        let rows: Vec<_> = told.iter().filter(|row| row.group == group).collect();
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{group}\n"));
        let shown: Vec<(String, String)> =
            rows.iter().map(|row| (visible(&row.name).into_owned(), words(&row.value))).collect();
        let names = shown.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let values = shown.iter().map(|(_, value)| value.chars().count()).max().unwrap_or(0);
        for (row, (name, value)) in rows.iter().zip(&shown) {
            let origin = visible(&row.origin);
            text.push_str(&format!("  {name:names$}  {value:values$}  {origin}\n"));
        }
    }
    text
}

/// A value as a person reads it.
fn words(value: &Json) -> String {
    match value {
        Json::Null => "-".to_owned(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::String(text) => visible(text).into_owned(),
        Json::Array(items) if items.is_empty() => "-".to_owned(),
        Json::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Json::Object(map) => {
            let set = map.iter().filter(|(_, value)| !value.is_null());
            set.map(|(key, value)| format!("{key}: {}", words(value))).collect::<Vec<_>>().join("; ")
        }
        Json::Number(number) => number.to_string(),
    }
}

fn json(path: &str, told: &[Effective]) -> String {
    let mut document = json!({"version": 1, "file": path});
    for group in GROUPS {
        let rows = told.iter().filter(|row| row.group == group);
        let rows = rows.map(|row| json!({"name": row.name, "value": row.value, "origin": row.origin}));
        document[group] = rows.collect();
    }
    format!("{document:#}\n")
}
