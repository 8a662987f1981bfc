//! `refrain explain`: what a rule, a kind, a stage or an item is.

use super::{Exit, Run, Shell, Trouble};
use crate::check::check;
use crate::explain::{Opened, explain};

/// Tells what a rule looks for and why, or what an item of your messaging is and who uses it.
#[derive(Debug, clap::Parser)]
#[command(
    name = "explain",
    after_help = "Examples:\n  \
        refrain explain term/banned          a rule: what it finds, why, and examples\n  \
        refrain explain term                 all rules of a family\n  \
        refrain explain missed-visits        an item: where it stands and who uses it\n  \
        refrain explain claim/refill-rate    an item, with its kind\n  \
        refrain explain pains                a kind, with all its items"
)]
pub struct Explain {
    /// A rule, a kind, a stage, or an item's id or words
    #[arg(value_name = "ID")]
    name: String,
}

impl Run for Explain {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        // Rules can be explained anywhere; only items need a project.
        let project = match shell.root() {
            Ok(root) => Some(shell.open(&root, vec![])?),
            Err(trouble) if shell.root_is_named() => return Err(trouble),
            Err(_) => None,
        };
        let outcome = project.as_ref().map(check);
        let opened =
            project.as_ref().zip(outcome.as_ref()).map(|(project, outcome)| Opened { project, outcome });
        match explain(&self.name, opened) {
            Ok(text) => {
                shell.print(&text)?;
                Ok(Exit::Clean)
            }
            Err(help) => Err(Trouble::new(format!("nothing here is called `{}`", self.name), help)),
        }
    }
}
