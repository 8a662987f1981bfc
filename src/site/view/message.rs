//! Messages, stages and hand-offs as templates see them.

use tera::Value;

use super::{freshness_of, map, maybe, ordinary, texts, who};
use crate::analyze::{ExperimentResult, claims_beside, compare};
use crate::config::Stage;
use crate::item::Item;
use crate::model::{Experiment, HandOff, Message, Variant};
use crate::site::edition::Edition;

/// A message with its steps in the order of the stage's framework; steps that the framework does not know come last.
pub fn message(edition: &Edition, item: &Item<Message>) -> Value {
    let stage = edition.project.config.stage(item.stage.id());
    let variants = item.variants.iter().map(|v| variant(edition, item, v));
    map! {
        "ref": edition.reference("messages", item.id.as_str()),
        "stage": edition.reference("stages", item.stage.id()),
        "personas": edition.references(&item.personas),
        "segments": edition.references(&item.segments),
        "channel": item.channel.as_ref().map(|c| edition.channel_name(c.id())),
        "team": item.team.as_ref().map(|t| who(t.id())),
        "headline": maybe(item.headline.as_ref()),
        "short": maybe(item.short.as_ref()),
        "long": maybe(item.long.as_ref()),
        "steps": steps(edition, stage, item),
        "talk_track": maybe(item.talk_track.as_ref()),
        "questions": texts(&item.questions),
        "cta": maybe(item.cta.as_ref()),
        "claims": edition.claims_of(&item.claims),
        "offers": edition.references(&item.offer),
        "triggers": edition.references(&item.trigger),
        "pains": edition.references(&item.pains),
        "variants": variants.collect::<Vec<_>>(),
        "freshness": freshness_of(edition, item),
        "note": maybe(item.header.note.as_ref()),
    }
}

fn steps(edition: &Edition, stage: Option<&Stage>, item: &Item<Message>) -> Vec<Value> {
    if item.steps.is_empty() {
        return vec![];
    }
    let framework = stage.map(|s| s.steps.as_slice()).unwrap_or_default();
    let known = framework.iter().map(|step| {
        let text = item.steps.iter().find(|(key, _)| key.as_str() == step.id.as_str());
        let beside = text.map(|(_, text)| claims_beside(edition.project, item, text, step.needs_proof));
        let claims = beside.unwrap_or_default();
        map! {
            "id": step.id.as_str(),
            "title": step_title(step.id.as_str()),
            "required": !step.optional,
            "needs_proof": step.needs_proof,
            "text": text.map(|(_, text)| &**text),
            "claims": edition.views("claims", &claims),
        }
    });
    let unknown =
        item.steps.iter().filter(|(key, _)| framework.iter().all(|s| s.id.as_str() != key.as_str()));
    let unknown = unknown.enumerate().map(|(at, (key, text))| {
        map! {
            "id": format!("more-{}", at + 1),
            "title": step_title(key),
            "required": false,
            "needs_proof": false,
            "text": &**text,
            "claims": Vec::<Value>::new(),
        }
    });
    known.chain(unknown).collect()
}

/// The title of a step: its id in words.
pub fn step_title(id: &str) -> String {
    ordinary(id)
}

fn variant(edition: &Edition, item: &Item<Message>, variant: &Variant) -> Value {
    let own = format!("{}/{}", item.id.as_str(), variant.id.as_str());
    let wins = |e: &Experiment| {
        let won = match compare(e).map(|c| c.result) {
            Some(ExperimentResult::First) => e.variants.first(),
            Some(ExperimentResult::Second) => e.variants.get(1),
            _ => None,
        };
        won.is_some_and(|v| v.as_str() == own)
    };
    let winner = edition.experiments_of(&own).any(wins);
    map! {
        "id": format!("{}-{}", item.id.as_str(), variant.id.as_str()),
        "title": ordinary(variant.id.as_str()),
        "text": &*variant.text,
        "winner": winner,
    }
}

/// The question of a stage where it says more than the stage's name: not "Why now?" beside "Why now".
pub fn question_beside(stage: &Stage) -> Option<&str> {
    let same = stage.question.trim_end_matches('?').trim_end().eq_ignore_ascii_case(&ordinary(&stage.id));
    (!same).then_some(&*stage.question)
}

/// A stage with its question.
pub fn stage_head(edition: &Edition, stage: &Stage) -> Value {
    map! {
        "ref": edition.reference("stages", &stage.id),
        "question": &*stage.question,
        "moment": &*stage.moment,
        "half": stage.half.name(),
        "stance": stage.stance.name(),
        "owner": stage.owner.as_deref().map(who),
    }
}

/// One team hands a buyer to another.
pub fn hand_off(from: Option<&str>, hand: &HandOff) -> Value {
    map! {
        "from": from.map(ordinary),
        "to": ordinary(hand.to.id()),
        "with": texts(&hand.with),
        "accept_when": maybe(hand.accept_when.as_ref()),
        "within": maybe(hand.within.as_ref()),
        "doubt": maybe(hand.doubt.as_ref()),
        "answer": maybe(hand.answer.as_ref()),
    }
}
