//! `refrain completions`: a script that completes the command line in a shell.

use super::{Exit, Run, Shell, Trouble, command_line};

/// Prints a script that lets your shell complete commands and options.
#[derive(Debug, clap::Parser)]
#[command(
    name = "completions",
    after_help = "Examples:\n  \
        refrain completions bash > ~/.local/share/bash-completion/completions/refrain\n  \
        refrain completions zsh > ~/.zfunc/_refrain\n  \
        refrain completions fish > ~/.config/fish/completions/refrain.fish"
)]
pub struct Completions {
    /// Your shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Run for Completions {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let mut script = vec![];
        clap_complete::generate(self.shell, &mut command_line(), "refrain", &mut script);
        shell.print(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Clean)
    }
}
