//! `refrain init`: a small, complete project to change into one's own.

use std::path::PathBuf;

use super::{Exit, Run, Shell, Trouble};
use crate::files;

/// Makes a folder with a small, complete playbook to change into your own.
///
/// The files are full of remarks and pass every check. Nothing that exists is overwritten.
#[derive(Debug, clap::Parser)]
#[command(
    name = "init",
    after_help = "Examples:\n  refrain init playbook\n  refrain init .      in this folder"
)]
pub struct Init {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The files of a new project, by path; what stands in them is in the folder `init` beside this file.
static TEMPLATES: &[(&str, &str)] = &[
    ("content/copy/first-mail.md", include_str!("init/content/copy/first-mail.md")),
    ("content/copy/home.md", include_str!("init/content/copy/home.md")),
    ("content/copy/renewal.md", include_str!("init/content/copy/renewal.md")),
    ("content/messaging/audience.yaml", include_str!("init/content/messaging/audience.yaml")),
    ("content/messaging/message.yaml", include_str!("init/content/messaging/message.yaml")),
    ("content/messaging/voice.yaml", include_str!("init/content/messaging/voice.yaml")),
    ("refrain.yaml", include_str!("init/refrain.yaml")),
];

impl Run for Init {
    fn run(self, shell: &Shell) -> Result<Exit, Trouble> {
        let folder = shell.path(&self.folder);
        let there: Vec<&str> = TEMPLATES
            .iter()
            .map(|(path, _)| *path)
            .filter(|path| folder.join(path).symlink_metadata().is_ok())
            .collect();
        if let [first, rest @ ..] = there.as_slice() {
            let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
            return Err(Trouble::new(
                format!("{first}{more} is there already, and nothing was written"),
                format!("name another folder than {}", self.folder.display()),
            ));
        }
        for (path, text) in TEMPLATES {
            files::create(&folder.join(path), text.as_bytes())?;
        }
        let name = self.folder.display();
        shell.remark(&format!("A playbook of {} files stands in {name}.\n\nNext:", TEMPLATES.len()));
        if self.folder.as_os_str() != "." {
            shell.remark(&format!("  cd {name}"));
        }
        shell.remark(
            "  refrain check     reads your messaging and your copy: both fit together\n  \
             refrain serve     shows the playbook in your browser, renewed with each save\n\n\
             Then open refrain.yaml, put in your company's name, and change the files one by one.",
        );
        Ok(Exit::Clean)
    }
}
