//! JSON: a list of items exactly as the site's `api/KIND.json` holds it, so that a program reads one shape everywhere.

use super::{Format, Write};

pub static FORMAT: Format = Format {
    name: "json",
    describe: "a list for programs, as api/KIND.json of the site holds it",
    is_text: true,
    write: Write::List(|_, api| Ok(api.to_vec())),
};
