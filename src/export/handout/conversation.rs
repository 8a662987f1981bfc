//! A conversation on paper: what to know, say, show and do with one persona at one stage.

use serde_json::Value as Json;

use super::pen::Pen;
use super::seen::{Conversation, HandOff, Message};
use super::{Desk, Handout, Look};
use crate::syntax::markdown::Run;

/// The one-pager of a conversation, from its page.
///
/// # Errors
/// A phrase where nothing is written for it yet, or the page is none of a conversation.
pub fn conversation(desk: &Desk, shown: &Json) -> Result<Handout, (String, String)> {
    let page: Conversation = super::read(shown)?;
    if page.messages.is_empty() {
        let what =
            format!("nobody has written what to say to `{}` at `{}`", page.persona.id, page.stage.to.id);
        let help = format!(
            "add a message with `stage: {}` and `personas: [{}]`{}",
            page.stage.to.id,
            page.persona.id,
            page.stage.owner.as_ref().map_or(String::new(), |o| format!(", or ask {o}, who owns this stage"))
        );
        return Err((what, help));
    }
    let mut pen = Pen::at(desk);
    let glance = glance(&mut pen, &page);
    for message in &page.messages {
        story(&mut pen, message, page.messages.len() > 1);
    }
    pen.section("Questions to ask");
    for question in &page.questions {
        pen.text(Look::Bullet(0), None, &question.text);
    }
    pen.section("What hurts");
    for pain in &page.pains {
        let said: Vec<String> = pain.words.iter().map(|w| format!("\u{201c}{w}\u{201d}")).collect();
        pen.quoted(&pain.statement, &said.join(", "));
        let rated = if pain.severity > 0 {
            format!("severity {} of 5", pain.severity)
        } else {
            "not rated".to_owned()
        };
        pen.inside(None, &format!("{rated}, {}, evidence: {}", pain.verdict, pain.evidence));
    }
    pen.section("If they object");
    pen.objections(&page.objections);
    pen.section("Their words");
    if !page.words.preferred.is_empty() {
        pen.text(Look::Text, Some("Use"), &page.words.preferred.join(", "));
    }
    for word in &page.words.avoid {
        let why = word.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
        pen.inside(Some("Avoid"), &format!("{}{why}", word.text));
    }
    pen.section("What to send");
    for piece in &page.send {
        let channel = piece.channel.as_ref().map_or(String::new(), |c| format!(" ({c})"));
        pen.text(Look::Bullet(0), None, &format!("{}{channel}", piece.title));
    }
    colleagues(&mut pen, &page);
    pen.cite(&page.claims);
    let mut about = vec![page.stage.moment.clone()];
    about.extend(page.stage.owner.as_deref().map(|o| format!("Owner: {o}")));
    about.extend(page.page.freshness.as_ref().map(|f| f.words.clone()));
    let lead = pen.runs(&page.outcome);
    let (sections, notes) = pen.done();
    Ok(Handout {
        sort: "Conversation",
        title: page.page.title,
        about,
        lead,
        glance,
        sections,
        notes,
        internal: desk.internal,
        imprint: desk.imprint(shown),
    })
}

fn glance(pen: &mut Pen, page: &Conversation) -> Vec<(&'static str, Vec<Run>)> {
    let mut glance = vec![];
    let mut add = |word, text: Option<&String>, pen: &Pen| {
        if let Some(text) = text {
            glance.push((word, pen.runs(text)));
        }
    };
    add("Know", page.know.as_ref(), pen);
    add("Say", page.say.as_ref(), pen);
    add("Show", page.proof_line.as_ref().map(|claim| &claim.says), pen);
    add("Do", page.next.as_ref(), pen);
    glance
}

fn story(pen: &mut Pen, message: &Message, several: bool) {
    let title = if several {
        format!("The story: {}", message.to.title)
    } else {
        "The story, step by step".to_owned()
    };
    pen.section(&title);
    if !message.freshness.is_usable() {
        pen.text(Look::Text, Some("Mind"), &message.freshness.words);
    }
    if let Some(headline) = &message.headline {
        pen.text(Look::Heading, None, headline);
    }
    let mut number = 0;
    for step in &message.steps {
        let Some(text) = &step.text else { continue };
        number += 1;
        pen.cited(Look::Number(0, number), None, &format!("**{}.** {text}", step.title), &step.claims);
    }
    if let (Some(long), true) = (&message.long, message.steps.is_empty()) {
        pen.cited(Look::Said, None, long, &message.claims);
    }
    if let Some(talk) = &message.talk_track {
        pen.text(Look::Said, Some("Say"), talk);
    }
    if let Some(cta) = &message.cta {
        pen.text(Look::Text, Some("Then"), cta);
    }
    if let Some(note) = &message.note {
        pen.inside(Some("Note"), note);
    }
}

/// What colleagues only may read.
fn colleagues(pen: &mut Pen, page: &Conversation) {
    pen.internal_section("If they mention");
    for rival in &page.rivals {
        pen.rival(rival);
    }
    pen.internal_section("Hand-off");
    for hand in &page.hand_offs {
        hand_off(pen, hand);
    }
    pen.internal_section("Not there yet");
    for gap in page.gap.iter().flat_map(|gap| &gap.missing) {
        pen.text(Look::Bullet(0), None, gap);
    }
    pen.internal_section("Remark");
    if let Some(note) = &page.page.note {
        pen.text(Look::Text, None, note);
    }
}

/// One team hands the buyer to another.
pub(super) fn hand_off(pen: &mut Pen, hand: &HandOff) {
    let from = hand.from.as_ref().map_or(String::new(), |from| format!("{from} to "));
    pen.text(Look::Heading, None, &format!("{from}{}", hand.to));
    pen.inside_list("With", &hand.with);
    let cues = [
        ("When", &hand.accept_when),
        ("Within", &hand.within),
        ("Doubt", &hand.doubt),
        ("Answer", &hand.answer),
    ];
    for (cue, text) in cues {
        if let Some(text) = text {
            pen.inside(Some(cue), text);
        }
    }
}
