//! `refrain serve`: the playbook in the browser, renewed with each save.

use super::{Exit, Run, Shell, Trouble};
use crate::serve::{self, Event, Options};

/// Shows the playbook in your browser and renews the page with each save.
///
/// Only this computer can reach it. A mistake in a file is shown over the last good page until it is mended.
#[derive(Debug, clap::Parser)]
#[command(
    name = "serve",
    after_help = "Examples:\n  \
        refrain serve\n  \
        refrain serve --port 8080\n\n\
        Stop it with Ctrl-C."
)]
pub struct Serve {
    /// The port; 0 takes any that is free
    #[arg(long, short, default_value_t = 4400)]
    port: u16,

    /// The team that it is for: what is internal to other teams is left out; everything where absent
    #[arg(long, value_name = "TEAM")]
    audience: Option<String>,
}

impl Run for Serve {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let opening = shell.opening(vec![]);
        let options = Options { root, opening, audience: self.audience, port: self.port };
        let signal = serve::run(&options, &|event: &Event| shell.remark(&event.to_string()))?;
        Ok(Exit::Stopped(signal))
    }
}
