//! The search page, for those who come by a link; search itself opens on every page.

use super::{PageType, single};
use crate::site::sheet::{Head, Sheet};

pub static PAGE: PageType = PageType {
    name: "search",
    template: "search.html",
    kind: None,
    addresses: |_| single("search.html"),
    sheet: |_, _| Sheet {
        head: Head::new("Search", "search", "Find a pain, a claim, an answer"),
        body: vec![],
        entries: vec![],
    },
};
