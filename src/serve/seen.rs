//! Which pages somebody looks at: the last ones that were asked for.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many pages count as looked at: the open tabs of a writer.
const MOST: usize = 8;

/// The pages that were asked for last, by their paths from the top of the site.
#[derive(Debug, Default)]
pub struct Seen(Mutex<VecDeque<String>>);

impl Seen {
    /// Notes that a page was asked for.
    pub fn note(&self, path: &str) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|page| page != path);
        pages.push_front(path.to_owned());
        pages.truncate(MOST);
    }

    /// The pages.
    pub fn pages(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_pages_count_each_once() {
        let seen = Seen::default();
        (0..20).for_each(|n| seen.note(&format!("{n}.html")));
        seen.note("19.html");
        let pages = seen.pages();
        assert_eq!(pages.len(), MOST);
        assert!(pages.contains("19.html") && pages.contains("12.html") && !pages.contains("11.html"));
    }
}
