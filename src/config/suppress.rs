//! Silencing a rule for words that are right where they stand: in settings for files, in front matter for the file itself.

use crate::record;
use crate::shape::{AtLeastOne, Phrase};

record! {
    /// Which rules are silenced, and why.
    pub Silence("an entry of `ignore`: a mapping with `rule` and `reason`") {
        /// The rules or families that are silenced: `claim/number-conflict`.
        rule: AtLeastOne<Phrase>,
        /// Why it is right here; an entry without a reason silences nothing.
        reason: Option<Phrase>,
        /// Silences only findings whose words hold this phrase.
        text: Option<Phrase>,
    }
}

record! {
    /// Silences rules in files that cannot say so themselves: binary and generated ones.
    pub Suppression("an entry of `suppress`: a mapping with `files`, `rule` and `reason`") with silence: Silence {
        /// Patterns of paths from the folder of these settings: `decks/*.pptx`.
        files: AtLeastOne<Phrase>,
    }
}
