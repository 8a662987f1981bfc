//! Channels: where copy appears, and how much of it fits.

use super::Team;
use crate::record;
use crate::shape::{Id, Phrase, Ref, Target};

record! {
    /// Where copy appears: a web page, a cold e-mail, an ad.
    pub Channel("a channel: a mapping with an id") {
        /// The name other files use for this channel.
        id: Id,
        /// What people call it.
        name: Option<Phrase>,
        /// The team that writes for it.
        team: Option<Ref<Team>>,
        /// Most words in one piece of copy.
        max_words: Option<u32>,
        /// Most characters in one piece of copy, blanks included.
        max_chars: Option<u32>,
        /// Most characters in a headline.
        headline_chars: Option<u32>,
        /// Most characters in a subject line.
        subject_chars: Option<u32>,
        /// Most slides in a deck.
        max_slides: Option<u32>,
        /// Copy here is a template: `[Name]` and the like are meant to be filled in.
        template: bool,
        /// Copy here must end with a call to action: `fit/cta` tells where none is.
        cta: Option<bool>,
        /// Copy here may name features without a pain: documentation, release notes.
        technical: bool,
    }
}

impl Target for Channel {
    const KEY: &'static str = "channels";
    const NOUN: &'static str = "channel";
}
