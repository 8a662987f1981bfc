//! The page for what is not there.

use super::{PageType, single};
use crate::site::sheet::{Head, Sheet};

pub static PAGE: PageType = PageType {
    name: "missing",
    template: "404.html",
    kind: None,
    addresses: |_| single("404.html"),
    sheet: |_, _| Sheet {
        head: Head::new("Not in the playbook", "missing", "This page is not in the playbook"),
        body: vec![],
        entries: vec![],
    },
};
