//! How the playbook site looks and where it goes.

use crate::record;
use crate::shape::Phrase;

record! {
    /// How the playbook site looks and where it goes.
    pub SiteSettings("site settings: a mapping") {
        /// The theme: a folder below `themes/` of the project; `default` is built in.
        theme: Option<Phrase>,
        /// Where the site will be reached, for the sitemap: `https://playbook.example.com/`.
        base_url: Option<Phrase>,
        /// The folder it is built into; `site` where absent.
        out: Option<Phrase>,
        /// The brand colour, as `#1f6f5c`.
        color: Option<Phrase>,
        /// Where the messaging files can be edited: `https://git.example.com/acme/messaging/edit/main/`.
        repo_url: Option<Phrase>,
    }
}
