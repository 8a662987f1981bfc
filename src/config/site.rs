//! How the playbook site looks and where it goes.

use crate::record;
use crate::shape::Phrase;

record! {
    /// How the playbook site looks and where it goes.
    pub SiteSettings("site settings: a mapping") {
        /// The theme: `default`, `paper`, or a folder below `themes/` of the project, which overrides file by file.
        theme: Option<Phrase>,
        /// Where the site will be reached, for the sitemap: `https://playbook.example.com/`.
        base_url: Option<Phrase>,
        /// The folder it is built into; `site` where absent.
        out: Option<Phrase>,
        /// The brand colour, as `#1f6f5c`.
        color: Option<Phrase>,
        /// The logo beside the title: a file of the theme's assets, `logo.svg` or `logo.png` where absent.
        logo: Option<Phrase>,
        /// What pages are set in: `humanist`, `grotesque`, `geometric`, `old-style`, `transitional`, `slab` or `system`; or a font
        /// file of the theme's assets that holds all weights; or two, the regular and the bold one.
        font: Vec<Phrase>,
        /// What words for buyers are set in, in the same way.
        speech_font: Vec<Phrase>,
        /// Where the messaging files can be edited: `https://git.example.com/acme/messaging/edit/main/`.
        repo_url: Option<Phrase>,
    }
}
