//! `refrain schema`: the JSON Schema of content files, of one kind, or of the settings.

use super::{Exit, Run, Shell, Trouble};
use crate::config::{Config, FolderSettings};
use crate::model::{KINDS, Playbook};
use crate::shape::did_you_mean;
use crate::site::CONTEXT;

/// Prints the JSON Schema of your files, so that an editor completes keys and marks mistakes.
#[derive(Debug, clap::Parser)]
#[command(
    name = "schema",
    after_help = "Examples:\n  \
        refrain schema > content.schema.json            for all content files\n  \
        refrain schema settings > refrain.schema.json   for refrain.yaml\n  \
        refrain schema claims                           for one claim\n  \
        refrain schema theme                            what templates of a theme see, as Markdown\n\n\
        In an editor with a YAML extension, put this line on top of a content file:\n  \
        # yaml-language-server: $schema=../content.schema.json"
)]
pub struct Schema {
    /// A kind of item (personas, pains, claims, ...), `settings`, `folder-settings` or `theme`; all kinds where absent
    kind: Option<String>,
}

impl Run for Schema {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let schema = match self.kind.as_deref() {
            None => Playbook::schema(),
            Some("theme") => {
                shell.print(CONTEXT)?;
                return Ok(Exit::Clean);
            }
            Some("settings") => Config::schema(),
            Some("folder-settings") => FolderSettings::document(),
            Some(name) => match KINDS.iter().find(|k| k.key == name || k.noun == name) {
                Some(kind) => (kind.schema)(),
                None => {
                    let known = KINDS.iter().map(|k| k.key).chain(["settings", "folder-settings", "theme"]);
                    return Err(Trouble::new(
                        format!("`{name}` is not a kind of item"),
                        did_you_mean(name, known),
                    ));
                }
            },
        };
        shell.print(&format!("{schema:#}\n"))?;
        Ok(Exit::Clean)
    }
}
