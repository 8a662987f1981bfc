//! The `refrain` program: one file per command, and the only code that prints or reads the environment and the clock.
//!
//! A command is listed twice below: its module and its line in [`COMMANDS`]. It opens, calls and prints; whatever a test
//! would want to call stands on a lower floor. Reports go to stdout, remarks to stderr.

mod baseline;
mod build;
mod check;
mod choosing;
mod completions;
mod explain;
mod export;
mod fix;
mod history;
mod impact;
mod init;
mod schema;
mod serve;
mod shell;
mod show_config;
mod test;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};

pub use choosing::Choosing;
use choosing::named;
pub use shell::{Exit, Globals, Shell, Trouble};

/// One command of the program.
#[derive(Debug)]
pub struct Command {
    parser: fn() -> clap::Command,
    run: fn(&ArgMatches, &Shell) -> Result<Exit, Trouble>,
}

/// Every command, in the order of the help text: as a beginner meets them.
pub static COMMANDS: &[Command] = &[
    Command::of::<init::Init>(),
    Command::of::<check::Check>(),
    Command::of::<fix::Fix>(),
    Command::of::<test::Test>(),
    Command::of::<baseline::Baseline>(),
    Command::of::<build::Build>(),
    Command::of::<serve::Serve>(),
    Command::of::<export::Export>(),
    Command::of::<explain::Explain>(),
    Command::of::<history::History>(),
    Command::of::<impact::Impacts>(),
    Command::of::<show_config::ShowConfig>(),
    Command::of::<schema::Schema>(),
    Command::of::<completions::Completions>(),
];

/// A command as clap reads it.
trait Run: Parser {
    /// Does what it is for.
    fn run(self, shell: &Shell) -> Result<Exit, Trouble>;
}

impl Command {
    const fn of<C: Run>() -> Self {
        Self {
            parser: <C as CommandFactory>::command,
            run: |matches, shell| C::from_arg_matches(matches).map_err(Trouble::usage)?.run(shell),
        }
    }
}

/// Keeps the messages of marketing, sales and success in one place, and your copy true to them.
///
/// You write personas, pains, claims and stage messages as short YAML files. Refrain checks your real copy against them
/// and builds the playbook that your colleagues open before a call.
#[derive(Debug, Parser)]
#[command(
    name = "refrain",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true,
    after_help = "Begin here:\n  \
        refrain init playbook     a folder with a small, complete example to change\n  \
        cd playbook\n  \
        refrain check             what does not fit between your copy and your messaging\n  \
        refrain serve             the playbook in your browser, renewed with each save\n\n\
        Exit status: 0 all is well, 1 something was found, 2 something could not be checked."
)]
struct Program {
    #[command(flatten)]
    globals: Globals,
}

/// The whole command line: the program and its commands.
pub fn command_line() -> clap::Command {
    Program::command().subcommands(COMMANDS.iter().map(|c| (c.parser)()))
}

/// Leaves something to the end of the process, which is near: the system takes all memory back at once, and to give back
/// a whole project piece by piece takes longer than to print its report.
fn leave<T>(value: T) {
    std::mem::forget(value);
}

/// Runs the program with the arguments, streams, environment and clock of this process.
pub fn main() -> ExitCode {
    let matches = match command_line().try_get_matches() {
        Ok(matches) => matches,
        Err(refused) => return shell::refuse(&refused),
    };
    let globals = match Globals::from_arg_matches(&matches) {
        Ok(globals) => globals,
        Err(refused) => return shell::refuse(&refused),
    };
    let shell = Shell::new(globals);
    let chosen = matches.subcommand().and_then(|(name, inner)| {
        let command = COMMANDS.iter().find(|c| (c.parser)().get_name() == name)?;
        Some((command.run)(inner, &shell))
    });
    match chosen {
        Some(Ok(exit)) => exit.into(),
        Some(Err(trouble)) => shell.complain(&trouble).into(),
        None => Exit::NotChecked.into(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command_line().debug_assert();
    }
}
