//! What the messaging said before: from git, and from the lock file that keeps it where there is no git.
//!
//! [`State`] is all messaging at one time, [`compare`] what changed between two, [`Past`] the changes commit by commit with
//! who and when, [`Chronicle`] what of it a playbook tells. [`Lock`] holds every wording and figure that was approved once and is not any more; it is committed, so
//! that a shallow clone and a folder without git know them too.

mod chronicle;
mod lock;
mod past;
mod refresh;
mod state;
mod story;
mod value;
mod words;

pub use chronicle::Chronicle;
pub use lock::{FILE, Former, Lock};
pub use past::{Past, Step};
pub use refresh::{Refreshed, can_be_settled, refresh};
pub use state::{Event, FieldChange, ItemChange, Standing, State, compare};
pub use story::{difference, story, story_of_lock};
pub use value::{FormerFigure, Value, alike};
pub use words::{Piece, word_diff};
