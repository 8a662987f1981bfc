//! Messaging in; findings and a playbook out.
//!
//! One value flows in one direction:
//!
//! ```text
//! sources -> Playbook -> Graph -> Project -> Outcome -> reports, site
//! ```
//!
//! A blank line in the list of modules below is a floor. A module may use only the floors above it in this list, and the
//! entries of one registry folder (rules, copy formats, reports, pages, kinds, commands) may not use each other;
//! `tests/suite/floors.rs` holds both. Reading downward is reading in the order of the data:
//!
//! * [`text`] is the only way to text: sources, spans, positions, edits. [`finding`] says what is wrong and where,
//!   [`limits`] how much is read; [`account`] groups and counts findings. [`files`] is the only door to the disk.
//! * [`syntax`] reads formats, [`shape`] turns a YAML tree into typed values and into a JSON Schema by one definition.
//! * [`config`] is `refrain.yaml`; [`model`] holds the kinds of messaging; [`copy`] is real copy, file by file,
//!   as [`passage`]s.
//! * [`history`] is what the messaging said before, from git and from its lock file.
//! * [`graph`] resolves ids; [`project`] opens a folder and holds all of this.
//! * [`analyze`] states facts without judgement; [`rules`] judge; [`check`] runs them in parallel and sorts; [`fix`] applies what they
//!   know to mend, in memory; [`rehearsal`] tries the messaging on its own examples.
//! * [`since`] leaves only what is new against an earlier commit; [`impact`] tells what a change of messaging brings.
//! * [`report`] writes findings for a reader, [`explain`] says what a rule or an item is; [`site`] turns a project into a
//!   map of path to bytes.
//! * [`export`] puts a page on paper and a list into a table;
//! * [`serve`] shows that map while you write; [`cli`] is the only printer and the only reader of clock and environment.

pub mod text;

pub mod finding;
pub mod limits;

pub mod account;

pub mod files;

pub mod syntax;

pub mod passage;

pub mod shape;

pub mod config;

pub mod copy;
pub mod item;

pub mod model;

pub mod history;

pub mod graph;

pub mod project;

pub mod analyze;

pub mod rules;

pub mod check;

pub mod fix;
pub mod rehearsal;
pub mod since;

pub mod explain;
pub mod report;
pub mod site;

pub mod export;
pub mod impact;
pub mod serve;

pub mod cli;
