//! The playbook site: a pure map of path to bytes. Disk, dev server and tests read the same map.

pub mod search;
