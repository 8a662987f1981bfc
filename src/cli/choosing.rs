//! The flags that say which rules speak, and how much of what they say is told.

use crate::check::{Choice, Named};
use crate::config::{LeastCertainty, Profile};
use crate::shape::did_you_mean;

/// Which rules speak, and how much is told; whatever is left out is as the settings say.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Which findings")]
pub struct Choosing {
    /// Only these rules or families, such as term or claim/status; a rule that is off runs when it is named itself
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',', value_parser = named)]
    select: Vec<Named>,

    /// Not these rules or families
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',', value_parser = named)]
    ignore: Vec<Named>,

    /// How much rules tell whose level nobody sets: minimal (errors that are certain), standard or strict (everything)
    #[arg(long, value_name = "PROFILE", value_parser = profile)]
    profile: Option<Profile>,

    /// Only findings at least this sure: advisory, strong or exact
    #[arg(long, value_name = "CERTAINTY", value_parser = certainty)]
    min_certainty: Option<LeastCertainty>,

    /// Show only so many findings of each rule; the others are counted, and fail the check like those shown
    #[arg(long, value_name = "N")]
    max_per_rule: Option<usize>,
}

impl From<&Choosing> for Choice {
    fn from(flags: &Choosing) -> Self {
        Self {
            select: flags.select.clone(),
            ignore: flags.ignore.clone(),
            profile: flags.profile,
            min_certainty: flags.min_certainty,
            max_per_rule: flags.max_per_rule,
        }
    }
}

/// The rule or family of a name on the command line.
pub(super) fn named(text: &str) -> Result<Named, String> {
    Named::parse(text).map_err(|hint| format!("there is no rule or family of this name; {hint}"))
}

fn profile(text: &str) -> Result<Profile, String> {
    word(text, Profile::ALL)
}

fn certainty(text: &str) -> Result<LeastCertainty, String> {
    word(text, LeastCertainty::ALL)
}

fn word<T: Copy>(text: &str, known: &[(&'static str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| did_you_mean(text, known.iter().map(|(name, _)| *name)))
}
