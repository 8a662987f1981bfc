//! A play on paper: who touches the buyer when and with what, and who takes over.

use serde_json::Value as Json;

use super::conversation::hand_off;
use super::pen::Pen;
use super::seen::{Exit, Play, PlayStep};
use super::{Desk, Handout, Look, Table};
use crate::syntax::markdown::Run;

/// The one-pager of a play, from its page.
///
/// # Errors
/// A phrase where the page is none of a play.
pub fn play(desk: &Desk, shown: &Json) -> Result<Handout, (String, String)> {
    let page: Play = super::read(shown)?;
    let mut pen = Pen::at(desk);
    pen.section("Step by step");
    let rows = page.steps.iter().map(|s| row(&pen, s)).collect();
    let columns = vec![("Step", 8), ("When", 14), ("Touch", 38), ("Who", 14), ("Message", 26)];
    pen.table(Table { title: format!("The steps of {}", page.page.title), columns, rows });
    pen.internal_section("If they are not ready");
    for step in &page.steps {
        if let Some(text) = &step.if_not_ready {
            pen.text(Look::Bullet(0), None, &format!("**Step {}.** {text}", step.n));
        }
    }
    pen.internal_section("Hand-offs");
    for hand in page.steps.iter().filter_map(|s| s.hand_off.as_ref()) {
        hand_off(&mut pen, hand);
    }
    pen.internal_section("Who enters, and how it ends");
    for (cue, texts) in [
        ("Enters", page.play.entry.iter().cloned().collect::<Vec<_>>()),
        ("Set off by", page.play.triggers.iter().map(|t| t.title.clone()).collect()),
        ("Ends", page.play.exit.iter().map(ending).collect()),
    ] {
        pen.inside_list(cue, &texts);
    }
    pen.internal_section("What was tested");
    for result in &page.results {
        let words = result.words.as_ref().map_or(String::new(), |words| format!(" {words}"));
        pen.text(Look::Bullet(0), None, &format!("**{}.**{words} ({})", result.title, result.verdict));
    }
    pen.internal_section("Remark");
    if let Some(note) = &page.page.note {
        pen.text(Look::Text, None, note);
    }
    let mut about: Vec<String> = page.play.stage.iter().map(|s| s.question.clone()).collect();
    let personas: Vec<&str> = page.play.personas.iter().map(|p| p.title.as_str()).collect();
    if !personas.is_empty() {
        about.push(format!("with {}", personas.join(", ")));
    }
    about.extend(page.page.freshness.as_ref().map(|f| f.words.clone()));
    let lead = pen.runs(&page.play.goal);
    let (sections, notes) = pen.done();
    Ok(Handout {
        sort: "Play",
        title: page.page.title,
        about,
        lead,
        glance: vec![],
        sections,
        notes,
        internal: desk.internal,
        imprint: desk.imprint(shown),
    })
}

fn ending(exit: &Exit) -> String {
    exit.to.as_ref().map_or_else(|| exit.words.clone(), |play| format!("play: {}", play.title))
}

fn row(pen: &Pen, step: &PlayStep) -> Vec<Vec<Run>> {
    let mut when: Vec<String> = step.day.iter().map(|day| format!("day {day}")).collect();
    when.extend(step.wait.iter().map(|wait| format!("after {wait}")));
    let mut touch = vec![Run::strong(step.touch.clone())];
    if let Some(channel) = &step.channel {
        touch.push(Run::plain(format!(" ({channel})")));
    }
    if let Some(does) = step.does.as_ref().filter(|_| pen.internal) {
        touch.push(Run::plain("\nInternal: "));
        touch.extend(pen.runs(does));
    }
    let message = step.message.as_ref().map(|m| m.title.clone()).unwrap_or_default();
    vec![
        vec![Run::plain(step.n.to_string())],
        vec![Run::plain(when.join(", "))],
        touch,
        vec![Run::plain(step.owner.clone().unwrap_or_else(|| "nobody yet".to_owned()))],
        vec![Run::plain(message)],
    ]
}
