//! All tests of behaviour in one binary, so that it links once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]
use refrain::finding;

mod addition;
mod audience;
mod broken;
mod broken_files;
mod browser;
mod caching;
mod choosing;
mod cli;
mod copy_reading;
mod coverage;
mod example;
mod export;
mod facts;
mod figures;
mod fix;
mod floors;
mod history;
mod living;
mod living_properties;
mod machines;
mod news;
mod precision;
mod quantity;
mod readme;
mod receivers;
mod registries;
mod rehearsal;
mod renewing;
mod reports;
mod rule_pages;
mod schema;
mod serve;
mod site;
mod words;
