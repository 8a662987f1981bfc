//! What rules see: a piece of copy, the messaging, the project, all copy, remarks.

use super::Rule;
use crate::analyze::{COMPARED, Digest, Facts, Hit, Lexicon, PassageFacts, VoiceGap, voice_gaps};
use crate::config::{self, Level};
use crate::copy::Part;
use crate::finding::{Finding, Fix, Unfixable};
use crate::item::{AnyItem, Item, Status};
use crate::model::Term;
use crate::project::{Messaging, Piece, Project};
use crate::syntax::words::{Words, article_before, article_of, in_place_of, like_article, tokens_in};
use crate::text::{Edit, Place};
use std::borrow::Cow;
use std::ops::Deref;

/// What a rule sees of one piece of copy.
#[derive(Debug)]
pub struct CopyView<'a> {
    /// The rule that looks.
    pub rule: &'static Rule,
    /// The project.
    pub project: &'a Project,
    /// All literals.
    pub lexicon: &'a Lexicon,
    /// The piece and its facts.
    pub facts: &'a Facts<'a>,
}

impl CopyView<'_> {
    /// A finding of the rule at a range of a passage's text.
    pub fn finding(
        &self,
        passage: &PassageFacts,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Finding {
        self.rule.finding(passage.place(range), message)
    }

    /// An option's value.
    pub fn option(&self, name: &str) -> f64 {
        self.rule.option(&self.project.config, self.facts.piece.path(), name)
    }

    /// Whether the sentence of a hit states it as a fact of today, in our own words: it does not ask, and none of the words
    /// stands before the hit by which it would only be supposed, wished or asked for.
    pub fn is_stated(&self, passage: &PassageFacts, hit: &Hit, supposed: &(impl Words + ?Sized)) -> bool {
        let sentence = passage.sentence_at(hit.range.start);
        let asked = passage.slice(&sentence).trim_end().ends_with('?');
        let tokens = tokens_in(passage.tokens(), &sentence);
        let mut before = tokens.iter().take_while(|t| t.start() < hit.range.start);
        !asked
            && !before.any(|t| passage.is_any(t, supposed))
            && self.is_use(passage, hit)
            && !self.facts.is_of_others(self.lexicon, passage.index, hit.range.start)
            && passage.is_of_its_day(&sentence)
    }

    /// The finding with a fix that replaces a range of the passage by a text, if every byte of the range is verbatim in
    /// the file and in one piece; else with the reason why it cannot be had. An article before it follows its sound; where
    /// that is in doubt, the fix is not safe.
    pub fn replacing(
        &self,
        finding: Finding,
        passage: &PassageFacts,
        range: std::ops::Range<usize>,
        text: &str,
        safe: bool,
    ) -> Finding {
        let said = passage.slice(&range);
        let mut wanted = vec![];
        let mut sure = true;
        if let Some((place, article)) = article_before(passage.text(), range.start)
            && article_of(said) != article_of(text)
        {
            match article_of(text) {
                Some(right) if right != article => {
                    wanted.push(edit(passage, place.clone(), &like_article(right, passage.slice(&place))));
                }
                right => sure = right.is_some(),
            }
        }
        wanted.push(edit(passage, range, text));
        match wanted.into_iter().collect() {
            Ok(edits) => {
                finding.fix(Fix { title: format!("replace by \"{text}\""), safe: safe && sure, edits })
            }
            Err(why) => finding.unfixable(why),
        }
    }

    /// The right word in the form and letter case of a hit that is a form of a wrong one, and whether that form is sure.
    pub fn instead(&self, passage: &PassageFacts, hit: &Hit, wrong: &str, right: &str) -> (String, bool) {
        let sentence = passage.sentence_at(hit.range.start);
        let titled = matches!(passage.passage.part, Part::Heading(_) | Part::Title | Part::Button);
        in_place_of(right, wrong, passage.text(), &hit.range, &sentence, titled)
    }

    /// Whether buyers read the piece: a copy file, neither internal nor guidance.
    pub fn for_buyers(&self) -> bool {
        self.facts.piece.is_for_buyers()
    }

    /// Whether a hit is a use of the words: not quoted, denied, only spoken of, struck out, or inside a right phrase.
    pub fn is_use(&self, passage: &PassageFacts, hit: &Hit) -> bool {
        !passage.shielded(self.lexicon, hit) && passage.exemption(&hit.range).is_none()
    }
}

/// The edit that replaces a range of a passage's text; where it cannot be had, how the words stand in the file.
fn edit(passage: &PassageFacts, range: std::ops::Range<usize>, text: &str) -> Result<Edit, Unfixable> {
    let located = passage.passage.map.locate(range);
    match located.spans.as_slice() {
        [span] if located.verbatim && located.exact => Ok(Edit { span: *span, text: text.to_owned() }),
        [_] if located.exact => Err(Unfixable::Encoded),
        [_] => Err(Unfixable::Unplaced),
        _ => Err(Unfixable::Split),
    }
}

/// Whether a term's wrong forms are wrong in this passage: its channel is not excepted, and where the term has `near`
/// words, one of them stands in the passage.
pub(in crate::rules) fn term_applies(term: &Term, view: &CopyView, passage: &PassageFacts) -> bool {
    let channel = view.facts.piece.attributes.channel.as_deref();
    let excepted = term.except_channels.iter().any(|c| Some(c.id()) == channel);
    let text = &passage.shadow.text;
    let near = term.near.is_empty() || term.near.iter().any(|word| text.contains(&word.to_lowercase()));
    !excepted && near && term.severity != Some(Level::Off)
}

/// What a rule sees that looks at the messaging and the settings alone.
#[derive(Debug)]
pub struct MessagingView<'a> {
    /// The rule that looks.
    pub rule: &'static Rule,
    /// The messaging.
    pub messaging: Messaging<'a>,
}

impl MessagingView<'_> {
    /// A finding of the rule about an item, at its id.
    pub fn about(&self, item: &dyn AnyItem, message: impl Into<String>) -> Finding {
        self.rule.about(item, message)
    }

    /// The items that may be used: neither drafts, which are still being written, nor retired ones.
    pub(in crate::rules) fn approved<'p, K>(
        &self,
        items: &'p [Item<K>],
    ) -> impl Iterator<Item = &'p Item<K>> {
        items.iter().filter(|item| item.status == Status::Approved)
    }

    /// An option's value.
    pub fn option(&self, name: &str) -> f64 {
        self.rule.option(self.messaging.config, config::FILE, name)
    }
}

/// What a rule sees of the whole project: the messaging, and what is known of the copy.
#[derive(Debug)]
pub struct ProjectView<'a> {
    /// The rule that looks, and the messaging.
    pub base: MessagingView<'a>,
    /// The project.
    pub project: &'a Project,
    /// All literals.
    pub lexicon: &'a Lexicon,
}

impl<'a> Deref for ProjectView<'a> {
    type Target = MessagingView<'a>;

    fn deref(&self) -> &Self::Target {
        &self.base
    }
}

/// What a rule sees of all copy together.
#[derive(Debug)]
pub struct CorpusView<'a> {
    /// The rule that looks.
    pub rule: &'static Rule,
    /// The project.
    pub project: &'a Project,
    /// All literals.
    pub lexicon: &'a Lexicon,
    /// What each piece tells, in the order of [`Project::pieces`].
    pub digests: &'a [Digest],
    /// How the teams speak, with [`COMPARED`] as the floor.
    pub voice: &'a [VoiceGap],
}

impl<'a> CorpusView<'a> {
    /// The digests of copy files that buyers read, with their pieces: no messaging, nothing internal, no guidance.
    pub fn files(&self) -> impl Iterator<Item = (&'a Piece, &'a Digest)> {
        let pieces = &self.project.pieces;
        let known = self.digests.iter().filter_map(|d| pieces.get(d.piece).map(|p| (p, d)));
        known.filter(|(piece, _)| piece.is_for_buyers())
    }

    /// How the teams speak; see [`voice_gaps`].
    pub fn voice_gaps(&self, floor: u32) -> Cow<'a, [VoiceGap]> {
        match floor {
            COMPARED => Cow::Borrowed(self.voice),
            _ => Cow::Owned(voice_gaps(self.project, self.digests, floor)),
        }
    }

    /// An option's value.
    pub fn option(&self, name: &str) -> f64 {
        self.rule.option(&self.project.config, config::FILE, name)
    }
}

/// What a rule sees of the remarks that silence rules.
#[derive(Debug)]
pub struct RemarksView<'a> {
    /// The rule that looks.
    pub rule: &'static Rule,
    /// Every remark in copy, messaging and settings.
    pub remarks: &'a [Heeded],
}

/// A remark that silences rules, and what came of it.
#[derive(Debug)]
pub struct Heeded {
    /// Where it stands.
    pub place: Place,
    /// The rules and families that it names.
    pub rules: Vec<String>,
    /// Why; empty where nobody says it.
    pub reason: String,
    /// What came of it.
    pub fate: Fate,
}

/// What came of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It silenced a finding.
    Silenced,
    /// All that it speaks of was checked by all rules that it names, and there was nothing to silence.
    Idle,
    /// Not all of that was checked.
    Unknown,
}
