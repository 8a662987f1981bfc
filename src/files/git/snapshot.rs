//! The files of a commit or of the index, read as if they lay on the disk.

use std::collections::BTreeMap;

use super::Repository;
use crate::files::{Files, Refusal, absent, left_out, names, too_large};

/// The files of a commit or of the index.
#[derive(Debug)]
pub struct Snapshot<'r> {
    repository: &'r Repository,
    files: BTreeMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    blob: String,
    /// The bytes name another file.
    link: bool,
}

/// Most links on the way to a file.
const LINKS: usize = 8;

impl<'r> Snapshot<'r> {
    /// Reads `MODE TYPE ID<tab>PATH`, as `git ls-tree -r -z` tells.
    pub(super) fn of_tree(repository: &'r Repository, told: &[u8]) -> Result<Self, Refusal> {
        Ok(Self { repository, files: read(told, 2, |_| Ok(()))? })
    }

    /// Reads `MODE ID STAGE<tab>PATH`, as `git ls-files --stage -z` tells.
    pub(super) fn of_index(repository: &'r Repository, told: &[u8]) -> Result<Self, Refusal> {
        let files = read(told, 1, |words| match words.get(2) {
            Some(&"0") => Ok(()),
            _ => Err(Refusal::new("a merge is not finished", "settle the conflicts and git add the files")),
        })?;
        Ok(Self { repository, files })
    }

    /// The paths of its files and the ids of what they hold, sorted by path; links are left out.
    pub fn blobs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|(_, e)| !e.link).map(|(path, e)| (path.as_str(), e.blob.as_str()))
    }

    /// The bytes of a blob of the repository, be it one of another commit.
    ///
    /// # Errors
    /// A refusal where it is too large or git cannot read it.
    pub fn blob(&self, id: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        self.repository.blob(id, limit)?.map_err(|size| too_large(id, size, limit))
    }

    /// The blob at the end of a chain of links.
    fn follow(&self, path: &str) -> Result<&Entry, Refusal> {
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            let entry = self.files.get(&path).ok_or_else(|| absent(&path))?;
            if !entry.link {
                return Ok(entry);
            }
            let target = self.repository.blob(&entry.blob, 4096)?.unwrap_or_default();
            path = beside(&path, &String::from_utf8_lossy(&target)).ok_or_else(|| {
                let help = "copy the file into the project; links may not leave it";
                Refusal::new(format!("`{path}` is a link that leads out of the project"), help)
            })?;
        }
        Err(Refusal::new(format!("`{path}` is a link that leads nowhere"), "copy the file into the project"))
    }
}

impl Files for Snapshot<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        names::inside(path)?;
        let entry = self.follow(path)?;
        self.repository.blob(&entry.blob, limit)?.map_err(|size| too_large(path, size, limit))
    }

    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let folder = if folder == "." { "" } else { folder };
        names::inside(folder)?;
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut any = folder.is_empty();
        let mut paths = vec![];
        for (path, entry) in &self.files {
            let Some(inside) = path.strip_prefix(&below) else { continue };
            any = true;
            if !inside.split('/').any(left_out) && (!entry.link || self.follow(path).is_ok()) {
                paths.push(path.clone());
            }
        }
        if any { Ok(paths) } else { Err(absent(folder)) }
    }
}

fn read(
    told: &[u8],
    id: usize,
    check: impl Fn(&[&str]) -> Result<(), Refusal>,
) -> Result<BTreeMap<String, Entry>, Refusal> {
    let mut files = BTreeMap::new();
    for line in told.split(|b| *b == 0).filter(|l| !l.is_empty()) {
        let Some(tab) = line.iter().position(|b| *b == b'\t') else { continue };
        let (head, path) = line.split_at(tab);
        let (head, path) =
            (String::from_utf8_lossy(head), String::from_utf8_lossy(path.get(1..).unwrap_or(&[])));
        let words: Vec<&str> = head.split(' ').collect();
        check(&words)?;
        let mode = words.first().copied().unwrap_or("");
        // Other repositories inside this one hold no copy of ours.
        if mode.starts_with("100") || mode == "120000" {
            let blob = words.get(id).copied().unwrap_or("").to_owned();
            files.insert(path.into_owned(), Entry { blob, link: mode == "120000" });
        }
    }
    Ok(files)
}

/// The path that a link's target means, seen from the link; nothing where it leads out.
fn beside(path: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_inside_only() {
        for (target, expected) in
            [("c.md", Some("a/c.md")), ("../x.md", Some("x.md")), ("../../x.md", None), ("/etc/passwd", None)]
        {
            assert_eq!(beside("a/b.md", target).as_deref(), expected, "{target}");
        }
    }
}
