//! Rules: judgement on facts. One file a rule, and beside it the page that explains and tests it.
//!
//! A rule does not walk, read, print, or know another rule. It is listed twice below: its module and its line in
//! [`RULES`]; a test tells when one is forgotten. Its page is its help text, its web page and its test.

mod channel_limit;
mod claim_absolute;
mod claim_contradiction;
mod claim_contradicts;
mod claim_drift;
mod claim_number_conflict;
mod claim_permission;
mod claim_promise_unkept;
mod claim_proof_expired;
mod claim_proof_missing;
mod claim_qualifier_missing;
mod claim_status;
mod claim_superlative;
mod claim_superseded;
mod claim_unregistered;
mod claim_unsourced_market_fact;
mod comp_comparative;
mod comp_mention;
mod comp_never_say;
mod comp_stale;
mod experiment_verdict;
mod fit_cta;
mod fit_feature_speak;
mod fit_generic;
mod fit_nice_to_have;
mod fit_persona_language;
mod fit_persona_no_pain;
mod fit_self_serving;
mod fit_stage_language;
mod fit_step_missing;
mod fit_step_order;
mod fit_step_proof;
mod meta_never_fired;
mod meta_shadowed_term;
mod meta_suppression_reason;
mod meta_unmapped_copy;
mod meta_unused_suppression;
mod model_alignment;
mod model_balance;
mod model_churn_reason;
mod model_circle;
mod model_cost_missing;
mod model_duplicate;
mod model_evidence;
mod model_expectations_missing;
mod model_expired;
mod model_metric;
mod model_orphan;
mod model_outcome_missing;
mod model_overlap;
mod model_owner;
mod model_question_missing;
mod model_reference;
mod model_review_overdue;
mod model_segment;
mod model_severity_unbacked;
mod model_stage_gap;
mod model_trigger_missing;
mod play_exit;
mod play_gap;
mod play_hand_off;
mod play_loop;
mod play_step;
mod study_feedback;
mod study_no_decision;
mod study_stale;
mod survey_incomplete;
mod term_audience;
mod term_banned;
mod term_case;
mod term_first_mention;
mod term_preferred;
mod term_retired_name;
mod voice_blame;
mod voice_brand_romance;
mod voice_drift;
mod voice_exclamation;
mod voice_hype;
mod voice_opener;
mod voice_person;
mod voice_placeholder;
mod voice_readability;
mod voice_sentence_length;
mod voice_we_you;

use std::borrow::Cow;

use crate::analyze::{COMPARED, CueList, Digest, Facts, Hit, Lexicon, PassageFacts, VoiceGap, voice_gaps};
use crate::config::{self, Level};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Fix, Severity, Unfixable};
use crate::item::{AnyItem, Item, Status};
use crate::model::Term;
use crate::project::{Piece, Project};
use crate::syntax::words::{article_before, article_of, in_place_of, like_article};
use crate::text::{Edit, Place};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, family and name: `term/banned`. Its files are `term_banned.rs` and `term_banned.md`.
    pub id: &'static str,
    /// What it finds, in a lowercase phrase.
    pub summary: &'static str,
    /// How bad its findings are, unless settings or the finding say otherwise.
    pub severity: Severity,
    /// How sure its findings are, unless the finding says otherwise.
    pub certainty: Certainty,
    /// Whether it runs when settings do not speak of it.
    pub on: bool,
    /// Its page, Markdown.
    pub page: &'static str,
    /// Phrases of its own that run in the lexicon's automaton.
    pub cues: &'static [CueList],
    /// Numbers that settings may change.
    pub options: &'static [RuleOption],
    /// How it judges.
    pub check: Check,
}

/// A number that settings may change: `rules: {options: {voice/we-you: {ratio: 1.5}}}`.
#[derive(Debug)]
pub struct RuleOption {
    /// Its name.
    pub name: &'static str,
    /// Its value where settings do not speak of it.
    pub default: f64,
    /// What it means.
    pub description: &'static str,
}

/// How a rule judges.
#[derive(Clone, Copy)]
pub enum Check {
    /// Piece of copy by piece of copy; pieces are judged in parallel.
    Copy(fn(&CopyView) -> Vec<Finding>),
    /// The messaging and the settings at once.
    Project(fn(&ProjectView) -> Vec<Finding>),
    /// All pieces of copy together, by their digests.
    Corpus(fn(&CorpusView) -> Vec<Finding>),
    /// What came of the remarks that silence rules, after all others judged.
    Remarks(fn(&RemarksView) -> Vec<Finding>),
    /// In more than one of the ways above, but not by remarks.
    Several(&'static [Check]),
}

impl Check {
    /// The ways one by one.
    pub fn ways(&self) -> &[Check] {
        match self {
            Self::Several(ways) => ways,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether it judges pieces of copy one by one.
    pub fn judges_pieces(&self) -> bool {
        self.ways().iter().any(|way| matches!(way, Self::Copy(_)))
    }

    /// Whether it judges anything else: the messaging, all pieces together, remarks.
    pub fn judges_whole(&self) -> bool {
        self.ways().iter().any(|way| !matches!(way, Self::Copy(_)))
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Copy(_) => "Copy",
            Self::Project(_) => "Project",
            Self::Corpus(_) => "Corpus",
            Self::Remarks(_) => "Remarks",
            Self::Several(_) => "Several",
        })
    }
}

/// All rules, in the order of their ids.
pub static RULES: &[&Rule] = &[
    &channel_limit::RULE,
    &claim_absolute::RULE,
    &claim_contradiction::RULE,
    &claim_contradicts::RULE,
    &claim_drift::RULE,
    &claim_number_conflict::RULE,
    &claim_permission::RULE,
    &claim_promise_unkept::RULE,
    &claim_proof_expired::RULE,
    &claim_proof_missing::RULE,
    &claim_qualifier_missing::RULE,
    &claim_status::RULE,
    &claim_superlative::RULE,
    &claim_superseded::RULE,
    &claim_unregistered::RULE,
    &claim_unsourced_market_fact::RULE,
    &comp_comparative::RULE,
    &comp_mention::RULE,
    &comp_never_say::RULE,
    &comp_stale::RULE,
    &experiment_verdict::RULE,
    &fit_cta::RULE,
    &fit_feature_speak::RULE,
    &fit_generic::RULE,
    &fit_nice_to_have::RULE,
    &fit_persona_language::RULE,
    &fit_persona_no_pain::RULE,
    &fit_self_serving::RULE,
    &fit_stage_language::RULE,
    &fit_step_missing::RULE,
    &fit_step_order::RULE,
    &fit_step_proof::RULE,
    &meta_never_fired::RULE,
    &meta_shadowed_term::RULE,
    &meta_suppression_reason::RULE,
    &meta_unmapped_copy::RULE,
    &meta_unused_suppression::RULE,
    &model_alignment::RULE,
    &model_balance::RULE,
    &model_churn_reason::RULE,
    &model_circle::RULE,
    &model_cost_missing::RULE,
    &model_duplicate::RULE,
    &model_evidence::RULE,
    &model_expectations_missing::RULE,
    &model_expired::RULE,
    &model_metric::RULE,
    &model_orphan::RULE,
    &model_outcome_missing::RULE,
    &model_overlap::RULE,
    &model_owner::RULE,
    &model_question_missing::RULE,
    &model_reference::RULE,
    &model_review_overdue::RULE,
    &model_segment::RULE,
    &model_severity_unbacked::RULE,
    &model_stage_gap::RULE,
    &model_trigger_missing::RULE,
    &play_exit::RULE,
    &play_gap::RULE,
    &play_hand_off::RULE,
    &play_loop::RULE,
    &play_step::RULE,
    &study_feedback::RULE,
    &study_no_decision::RULE,
    &study_stale::RULE,
    &survey_incomplete::RULE,
    &term_audience::RULE,
    &term_banned::RULE,
    &term_case::RULE,
    &term_first_mention::RULE,
    &term_preferred::RULE,
    &term_retired_name::RULE,
    &voice_blame::RULE,
    &voice_brand_romance::RULE,
    &voice_drift::RULE,
    &voice_exclamation::RULE,
    &voice_hype::RULE,
    &voice_opener::RULE,
    &voice_person::RULE,
    &voice_placeholder::RULE,
    &voice_readability::RULE,
    &voice_sentence_length::RULE,
    &voice_we_you::RULE,
];

/// A rule by its id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.id == id)
}

impl Rule {
    /// The family: `term`.
    pub fn family(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }

    /// A finding of this rule.
    pub fn finding(&self, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(self.id, place, message).severity(self.severity).certainty(self.certainty)
    }

    /// The value of an option for a file: the nearest settings count.
    fn option(&self, project: &Project, path: &str, name: &str) -> f64 {
        let default = self.options.iter().find(|o| o.name == name).map_or(0.0, |o| o.default);
        project.config.option(path, self.id, name).map_or(default, |(value, _)| value)
    }
}

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
        self.rule.option(self.project, self.facts.piece.path(), name)
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
            Err(why) => Finding { unfixable: Some(why), ..finding },
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
        let piece = self.facts.piece;
        piece.is_file() && !piece.attributes.internal && !piece.attributes.guidance
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
fn term_applies(term: &Term, view: &CopyView, passage: &PassageFacts) -> bool {
    let channel = view.facts.piece.attributes.channel.as_deref();
    let excepted = term.except_channels.iter().any(|c| Some(c.id()) == channel);
    let text = &passage.shadow.text;
    let near = term.near.is_empty() || term.near.iter().any(|word| text.contains(&word.to_lowercase()));
    !excepted && near && term.severity != Some(Level::Off)
}

/// What a rule sees of the whole project.
#[derive(Debug)]
pub struct ProjectView<'a> {
    /// The rule that looks.
    pub rule: &'static Rule,
    /// The project.
    pub project: &'a Project,
    /// All literals.
    pub lexicon: &'a Lexicon,
}

impl ProjectView<'_> {
    /// A finding of the rule about an item, at its id.
    pub fn about(&self, item: &dyn AnyItem, message: impl Into<String>) -> Finding {
        self.rule.finding(item.place(), message).about(item.noun(), item.id().as_str())
    }

    /// The items that may be used: neither drafts, which are still being written, nor retired ones.
    fn approved<'p, K>(&self, items: &'p [Item<K>]) -> impl Iterator<Item = &'p Item<K>> {
        items.iter().filter(|item| item.status == Status::Approved)
    }

    /// An option's value.
    pub fn option(&self, name: &str) -> f64 {
        self.rule.option(self.project, config::FILE, name)
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
        known.filter(|(p, _)| p.is_file() && !p.attributes.internal && !p.attributes.guidance)
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
        self.rule.option(self.project, config::FILE, name)
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
