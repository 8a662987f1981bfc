//! Files from two places at once: some paths from one, the rest from the other.

use super::{Files, Refusal};

/// Files from two places: the messaging of an older commit beside the copy of today.
#[derive(Clone, Copy)]
pub struct Mixed<'f> {
    /// Where the paths that are chosen come from.
    pub chosen: &'f dyn Files,
    /// Where the others come from.
    pub others: &'f dyn Files,
    /// Whether a path is chosen.
    pub choose: &'f (dyn Fn(&str) -> bool + Sync),
}

impl std::fmt::Debug for Mixed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mixed")
    }
}

impl Files for Mixed<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        if (self.choose)(path) { self.chosen.read(path, limit) } else { self.others.read(path, limit) }
    }

    fn walk(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let (chosen, others) = (self.chosen.walk(folder), self.others.walk(folder));
        let mut paths: Vec<String> = match (chosen, others) {
            (Err(refusal), Err(_)) => return Err(refusal),
            (chosen, others) => {
                let chosen = chosen.unwrap_or_default().into_iter().filter(|path| (self.choose)(path));
                chosen
                    .chain(others.unwrap_or_default().into_iter().filter(|path| !(self.choose)(path)))
                    .collect()
            }
        };
        paths.sort();
        Ok(paths)
    }
}
