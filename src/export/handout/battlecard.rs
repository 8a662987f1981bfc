//! A battlecard on paper: why buyers choose us, why they choose the other, questions, what never to say.

use serde_json::Value as Json;

use super::pen::Pen;
use super::seen::Battlecard;
use super::{Desk, Handout, Look};
use crate::shape::Date;
use crate::site::day;

/// The one-pager of a competitor, from its page.
///
/// # Errors
/// A phrase where a buyer may read none of it and nobody asked for what is internal, or the page is none of a competitor.
pub fn battlecard(desk: &Desk, shown: &Json) -> Result<Handout, (String, String)> {
    let page: Battlecard = super::read(shown)?;
    let rival = &page.rival;
    let closed = rival.mention != "allowed" || page.page.internal;
    if closed && !desk.internal {
        let why = match rival.mention.as_str() {
            "never" => "it must never be named to buyers",
            "sales-only" => "it may be spoken of, not named in writing",
            _ => "it bears the tag `internal`",
        };
        let what = format!("the battlecard of {} is internal: {why}", rival.name);
        return Err((what, "add --internal to export it for colleagues; each page will say so".to_owned()));
    }
    let mut pen = Pen::at(desk);
    let begin = |pen: &mut Pen, title: &str| match closed {
        true => pen.internal_section(title),
        false => pen.section(title),
    };
    for (title, texts) in [
        ("Choose us when", &rival.we_win_when),
        ("Choose them when", &rival.they_win_when),
        ("They say", &rival.they_say),
        ("What they do well", &rival.strengths),
        ("Questions to ask", &rival.landmines),
    ] {
        begin(&mut pen, title);
        pen.list(texts);
    }
    pen.internal_section("What they do badly");
    pen.list(&rival.weaknesses);
    pen.internal_section("Never say");
    pen.list(&rival.never_say);
    begin(&mut pen, "Objections that come with them");
    pen.objections(&page.objections);
    pen.internal_section("Remark");
    if let Some(note) = &page.page.note {
        pen.text(Look::Text, None, note);
    }
    let mut about = vec![rival.kind.clone()];
    let checked = rival.as_of.as_deref().and_then(Date::parse);
    about.push(checked.map_or("never checked".to_owned(), |date| format!("checked {}", day(date))));
    about.push(match rival.mention.as_str() {
        "never" => "never name them".to_owned(),
        "sales-only" => "do not name them in writing".to_owned(),
        _ => "may be named".to_owned(),
    });
    about.extend(page.page.freshness.as_ref().map(|f| f.words.clone()));
    let (sections, notes) = pen.done();
    Ok(Handout {
        sort: "Battlecard",
        title: page.page.title,
        about,
        lead: vec![],
        glance: vec![],
        sections,
        notes,
        internal: desk.internal,
        imprint: desk.imprint(shown),
    })
}
