//! All that a site is made of, in one number: where it is the same, so is the site.

use xxhash_rust::xxh3::Xxh3;

use super::{Options, Theme};
use crate::project::Project;

/// The program that builds: another one may build otherwise.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("REFRAIN_BUILD"));

/// The digest of a project, a theme and how the site is made.
pub fn digest(project: &Project, theme: &Theme, options: &Options) -> u128 {
    let mut digest = Xxh3::new();
    let mut add = |part: &[u8]| {
        digest.update(&(part.len() as u64).to_le_bytes());
        digest.update(part);
    };
    add(PROGRAM.as_bytes());
    add(format!("{options:?}").as_bytes());
    add(&project.basis.to_le_bytes());
    add(format!("{:?}", project.past).as_bytes());
    for piece in project.pieces.iter().filter(|piece| piece.is_file()) {
        add(piece.path().as_bytes());
        add(piece.source().text().as_bytes());
    }
    if let Some(Ok(baseline)) = &project.baseline {
        add(baseline.text().as_bytes());
    }
    for (path, bytes) in theme.files() {
        add(path.as_bytes());
        add(bytes);
    }
    digest.digest128()
}
