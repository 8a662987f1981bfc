//! `refrain export`: a conversation, a battlecard or a play on paper; a list as a table or as JSON.

use std::path::PathBuf;

use super::{Exit, Run, Shell, Trouble};
use crate::check::check;
use crate::export::format::{FORMATS, Format};
use crate::export::{self, Refused, Subject, Wanted, find, formats};
use crate::files;

/// Puts a conversation, a battlecard or a play on one or two pages of paper, or a list into a table.
///
/// What is not for buyers is left out: remarks, hand-offs, what never to say, customers who may not be named, claims that
/// may not be used today. With --internal it comes along, marked line by line.
#[derive(Debug, clap::Parser)]
#[command(
    name = "export",
    after_help = "Examples:\n  \
        refrain export ops-manager/why-change -o ops-manager.docx    a conversation: PERSONA/STAGE\n  \
        refrain export competitor/slotwise --internal -o card.docx   a battlecard, for colleagues\n  \
        refrain export trial --format html > trial.html              a play, ready to print\n  \
        refrain export claims -o claims.csv                          all claims, for a spreadsheet\n  \
        refrain export terms --audience sales --format json          all terms that sales may know"
)]
pub struct Export {
    /// PERSONA/STAGE, a competitor, a play, a kind such as claims, or the address of a page
    #[arg(value_name = "WHAT")]
    what: String,

    /// The format; as the ending of --output says, else html for a page and json for a list
    #[arg(long, short, value_name = "NAME", long_help = described())]
    format: Option<String>,

    /// The file to write, as a whole or not at all; the screen or a pipe where absent
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The team that it is for: what is internal to other teams is left out; everything where absent
    #[arg(long, value_name = "TEAM")]
    audience: Option<String>,

    /// With what is not for buyers, marked
    #[arg(long)]
    internal: bool,
}

fn described() -> String {
    let mut help =
        "The format; as the ending of --output says, else html for a page and json for a list\n".to_owned();
    for format in FORMATS {
        help.push_str(&format!("\n  {:<6} {}", format.name, format.describe));
    }
    help
}

impl Run for Export {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let root = shell.root()?;
        let project = shell.open(&root, vec![])?;
        let subject = find(&project, &self.what).map_err(|(what, help)| Trouble::new(what, help))?;
        let format = self.chosen(&subject)?;
        if self.output.is_none() && !format.is_text && shell.is_terminal() {
            let what = format!("{} is nothing for the screen", format.name);
            return Err(Trouble::new(
                what,
                format!("name a file: -o {}.{}", file_name(&subject), format.name),
            ));
        }
        let outcome = check(&project);
        let audience = self.audience.as_deref();
        let wanted = Wanted { subject: &subject, format, audience, internal: self.internal };
        let bytes = export::export(&project, &outcome, &wanted).map_err(|refused| match refused {
            Refused::Told(what, help) => Trouble::new(what, help),
            Refused::Faults(faults) => Trouble::Faults(faults),
        })?;
        match &self.output {
            Some(file) => {
                files::write(&shell.path(file), &bytes)?;
                shell.remark(&format!("{} is in {}", subject.words(), file.display()));
            }
            None => shell.print_bytes(&bytes)?,
        }
        if project.faults.is_empty() {
            return Ok(Exit::Clean);
        }
        shell.faults(&project.faults);
        Ok(Exit::NotChecked)
    }
}

impl Export {
    /// The format asked for, else the one that the file's ending names, else the usual one.
    fn chosen(&self, subject: &Subject) -> Result<&'static Format, Trouble> {
        if let Some(name) = &self.format {
            let unknown = |help| Trouble::new(format!("there is no format `{name}`"), help);
            return export::format(name).map_err(unknown);
        }
        let ending = self.output.as_ref().and_then(|file| file.extension()?.to_str());
        if let Some(ending) = ending {
            let unknown = |help| Trouble::new(format!("no format is called by the ending `.{ending}`"), help);
            return export::format(&ending.to_lowercase()).map_err(unknown);
        }
        let usual = if matches!(subject, Subject::List(_)) { "json" } else { "html" };
        formats(subject)
            .find(|f| f.name == usual)
            .ok_or_else(|| Trouble::new("nothing can be exported", "name a --format"))
    }
}

fn file_name(subject: &Subject) -> String {
    let page = subject.page();
    let name = page.rsplit('/').next().unwrap_or(&page);
    name.trim_end_matches(".html").to_owned()
}
