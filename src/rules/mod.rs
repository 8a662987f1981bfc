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
mod claim_variable;
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
mod model_journey;
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
mod study_reputation;
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

mod view;

use view::term_applies;
pub use view::{CopyView, CorpusView, Fate, Heeded, MessagingView, ProjectView, RemarksView};

use crate::analyze::CueList;
use crate::config::Config;
use crate::finding::{Certainty, Finding, Severity};
use crate::item::AnyItem;
use crate::text::Place;

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
    /// Phrases of its own that are looked for with those of the messaging.
    pub cues: &'static [CueList],
    /// Numbers that settings may change.
    pub options: &'static [RuleOption],
    /// The kinds of item whose absence it would take for a fault of copy or messaging. While something of them could not
    /// be read it is not judged, because what it misses may stand there.
    pub rests_on: &'static [&'static str],
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
    /// The messaging and the settings alone.
    Messaging(fn(&MessagingView) -> Vec<Finding>),
    /// The project as a whole: the messaging, the settings and what is known of the copy.
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
            Self::Messaging(_) => "Messaging",
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
    &claim_variable::RULE,
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
    &model_journey::RULE,
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
    &study_reputation::RULE,
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

    /// A finding of this rule about an item, at its id.
    pub(in crate::rules) fn about(&self, item: &dyn AnyItem, message: impl Into<String>) -> Finding {
        self.finding(item.place(), message).about(item.noun(), item.id().as_str())
    }

    /// The value of an option for a file: the nearest settings count.
    pub(in crate::rules) fn option(&self, config: &Config, path: &str, name: &str) -> f64 {
        let default = self.options.iter().find(|o| o.name == name).map_or(0.0, |o| o.default);
        config.option(path, self.id, name).map_or(default, |(value, _)| value)
    }
}
