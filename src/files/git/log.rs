//! The commits that touched files, oldest first, each against what it was built on.

use super::Repository;
use crate::files::Refusal;

/// A commit: which, when and by whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Commit {
    /// Its whole id.
    pub id: String,
    /// The day it came in, `2026-11-01`, where the committer was.
    pub day: String,
    /// The moment it came in, in seconds since 1970.
    pub at: i64,
    /// Who wrote it.
    pub by: String,
    /// Its first line.
    pub subject: String,
}

impl Commit {
    /// The beginning of the id, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

/// A tag: a version of the messaging that somebody gave a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name: `2026-q3`.
    pub name: String,
    /// The commit that bears it.
    pub commit: String,
    /// When that commit came in, in seconds since 1970.
    pub at: i64,
}

/// A commit with the files that it changed: of each its path, and the id of what it holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The commit.
    pub commit: Commit,
    /// Path and blob; no blob where the file went away.
    pub files: Vec<(String, Option<String>)>,
}

impl Repository {
    /// The commits up to `to` that changed a YAML file of the project, oldest first; without those that `behind` names and
    /// all before them. Along the first parents only: what was tried on a branch and never came in is no history, and a
    /// merge counts as one change.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn log(&self, to: &str, behind: &[String]) -> Result<Vec<Touched>, Refusal> {
        let not: Vec<String> = behind.iter().map(|id| format!("^{id}")).collect();
        let mut arguments = vec!["log", "--first-parent", "-m", "--reverse", "--root", "--raw", "-z"];
        arguments.extend(["--no-renames", "--no-abbrev", "--relative", "--no-ext-diff", "--no-textconv"]);
        arguments.extend(["--no-color", "--no-notes", "--format=%H%x00%cs%x00%ct%x00%aN%x00%s", to]);
        arguments.extend(not.iter().map(String::as_str));
        arguments.extend(["--", ":(icase)*.yaml", ":(icase)*.yml"]);
        let told = self.bytes(&arguments)?;
        Ok(read(&told))
    }

    /// The tags of a commit and of those before it, the oldest first.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn tags(&self, to: &str) -> Result<Vec<Tag>, Refusal> {
        let fields = "refname:strip=2 objecttype objectname committerdate:unix *objecttype *objectname *committerdate:unix";
        let format: Vec<String> = fields.split(' ').map(|field| format!("%({field})")).collect();
        let format = format!("--format={}", format.join("%00"));
        let told = self.text(&["for-each-ref", "--merged", to, &format, "refs/tags"])?;
        let mut tags: Vec<Tag> = told
            .lines()
            .filter_map(|line| {
                let fields: Vec<&str> = line.split('\0').collect();
                // A tag with words of its own points to the commit; one without is the commit.
                let (commit, at) = match fields.get(1..)? {
                    ["commit", id, at, ..] => (id, at),
                    [_, _, _, "commit", id, at] => (id, at),
                    _ => return None,
                };
                Some(Tag {
                    name: (*fields.first()?).to_owned(),
                    commit: (*commit).to_owned(),
                    at: at.parse().ok()?,
                })
            })
            .collect();
        tags.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
        Ok(tags)
    }

    /// Whether a commit lies on the way of the first parents back from another.
    pub fn follows(&self, to: &str, from: &str) -> bool {
        let chain = self.text(&["rev-list", "--first-parent", to, "--"]);
        chain.is_ok_and(|chain| chain.lines().any(|id| id == from))
    }

    /// One commit.
    ///
    /// # Errors
    /// A refusal where git fails.
    pub fn describe(&self, commit: &str) -> Result<Commit, Refusal> {
        let told = self.text(&[
            "log",
            "-1",
            "-z",
            "--no-color",
            "--format=%H%x00%cs%x00%ct%x00%aN%x00%s",
            commit,
            "--",
        ])?;
        let mut parts = told.split('\0').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (id, day, at) = (next(), next(), seconds(&next()));
        Ok(Commit { id, day, at, by: next(), subject: next() })
    }
}

fn seconds(text: &str) -> i64 {
    text.trim().parse().unwrap_or(0)
}

/// Reads what `git log --raw -z` tells: of each commit four fields, then of each file its change and its path.
fn read(told: &[u8]) -> Vec<Touched> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut all: Vec<Touched> = vec![];
    let mut parts = told.split(|b| *b == 0);
    while let Some(part) = parts.next() {
        let part = part.strip_prefix(b"\n").unwrap_or(part);
        if let Some(change) = part.strip_prefix(b":") {
            let Some(path) = parts.next() else { break };
            // `100644 100644 OLD NEW M`
            let change = text(change);
            let words: Vec<&str> = change.split(' ').collect();
            let (mode, blob) = (words.get(1).copied().unwrap_or(""), words.get(3).copied().unwrap_or(""));
            let file = mode.starts_with("100").then(|| blob.to_owned());
            if let Some(touched) = all.last_mut() {
                touched.files.push((text(path), file));
            }
        } else if !part.is_empty() {
            let mut next = || text(parts.next().unwrap_or_default());
            let (day, at) = (next(), seconds(&next()));
            let commit = Commit { id: text(part), day, at, by: next(), subject: next() };
            all.push(Touched { commit, files: vec![] });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_subjects_and_paths_are_read_whole() {
        let told = b"aa\x002026-01-02\x001767355200\x00J\xC3\xB6rg\x00:100644 in a subject\x00\x00\
            :000000 100644 00 11 A\x00a b/\xC3\xB6\"\n.yaml\x00:100644 000000 22 00 D\x00c.yaml\x00\
            bb\x002026-01-03\x001\x00Ida\x00\x00\x00:100644 100644 11 33 M\x00c.yaml\x00";
        let all = read(told);
        let first = Commit {
            id: "aa".to_owned(),
            day: "2026-01-02".to_owned(),
            at: 1_767_355_200,
            by: "Jörg".to_owned(),
            subject: ":100644 in a subject".to_owned(),
        };
        let files = vec![("a b/ö\"\n.yaml".to_owned(), Some("11".to_owned())), ("c.yaml".to_owned(), None)];
        assert_eq!(all[0], Touched { commit: first, files });
        assert_eq!((all.len(), all[1].commit.subject.as_str(), all[1].files.len()), (2, "", 1));
    }
}
