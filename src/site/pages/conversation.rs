//! A conversation: what to know, say, show and do with one persona at one stage; also where there is a gap.

use std::cmp::Ordering;

use tera::Value;

use super::{PageType, Subject};
use crate::analyze::{Cell, Conversation};
use crate::config::Stage;
use crate::graph::Key;
use crate::item::{AnyItem, Item};
use crate::model::{Message, Persona};
use crate::site::address::OutPath;
use crate::site::edition::{Edition, title};
use crate::site::gap::gap;
use crate::site::prose::plain;
use crate::site::search;
use crate::site::sheet::{Head, Sheet, file_title};
use crate::site::view::{self, hand_off, map, maybe, ordinary, texts, who};

/// How many other personas at the same stage a page links to: those next to its own.
const SIBLINGS: usize = 12;

pub static PAGE: PageType =
    PageType { name: "conversation", template: "conversation.html", kind: None, addresses, sheet };

fn addresses(edition: &Edition) -> Vec<(OutPath, Subject)> {
    let cells = edition.coverage.cells().iter();
    cells.filter_map(|cell| Some((edition.talk_path(cell)?, (cell.persona, cell.stage)))).collect()
}

/// A conversation with what belongs to it.
struct Talk<'e> {
    edition: &'e Edition<'e>,
    cell: &'e Cell,
    persona: &'e Item<Persona>,
    stage: &'e Stage,
    found: Conversation,
}

fn sheet(edition: &Edition, (persona, stage): Subject) -> Sheet {
    let cell = edition.coverage.of_persona(persona).get(stage);
    let of = (cell, edition.project.playbook.personas.get(persona), edition.stage_at(stage));
    let (Some(cell), Some(persona), Some(stage)) = of else {
        return Sheet::empty(PAGE.name);
    };
    let talk = Talk { edition, cell, persona, stage, found: edition.conversations.at(cell) };
    Sheet { head: talk.head(), body: talk.body(), entries: vec![talk.entry()] }
}

impl Talk<'_> {
    fn title(&self) -> String {
        format!("{}: {}", title(self.persona), self.stage.question)
    }

    fn head(&self) -> Head {
        let mut head = Head::new(self.title(), "conversation", plain(&self.persona.outcome));
        let persona = self.edition.page_of("personas", self.persona.id.as_str()).unwrap_or("");
        head.crumbs.push((title(self.persona), persona.to_owned()));
        if let Some(first) = self.first() {
            head.source = view::source(self.edition, &first.place());
            head.freshness = view::freshness_of(self.edition, first);
        }
        let row = self.edition.coverage.of_persona(self.cell.persona);
        let way = |at: Option<usize>| {
            let cell = row.get(at?)?;
            let stage = self.edition.stage_at(cell.stage)?;
            Some(view::link(&ordinary(&stage.id), self.edition.talk(cell)?))
        };
        head.prev = Value::from(way(self.cell.stage.checked_sub(1)));
        head.next = Value::from(way(self.cell.stage.checked_add(1)));
        head
    }

    fn messages(&self) -> impl Iterator<Item = &Item<Message>> {
        self.cell.messages.iter().filter_map(|m| self.edition.project.playbook.messages.get(*m))
    }

    fn first(&self) -> Option<&Item<Message>> {
        self.messages().next()
    }

    fn body(&self) -> Vec<(&'static str, Value)> {
        let edition = self.edition;
        let journey = self.persona.journey.iter().find(|(stage, _)| stage.id() == self.stage.id);
        let journey = journey.map(|(_, step)| step);
        let claims = edition.views("claims", &self.found.claims);
        let pains = edition.views("pains", &self.found.pains);
        let next = edition.coverage.of_persona(self.cell.persona).get(self.cell.stage + 1);
        let next_stage = next.and_then(|cell| {
            let stage = edition.stage_at(cell.stage)?;
            Some(view::link(&stage.question, edition.talk(cell)?))
        });
        vec![
            ("persona", edition.reference("personas", self.persona.id.as_str())),
            ("role", Value::from(self.persona.buying_role.map(|r| ordinary(r.name())))),
            ("stage", edition.stage(self.cell.stage)),
            ("outcome", Value::from(&*self.persona.outcome)),
            (
                "journey",
                map! {
                    "asks": texts(journey.map_or(&[][..], |j| &j.asks)),
                    "doubts": texts(journey.map_or(&[][..], |j| &j.doubts)),
                    "does": texts(journey.map_or(&[][..], |j| &j.does)),
                },
            ),
            ("know", self.know()),
            ("say", self.say()),
            ("proof_line", Value::from(self.proof_line())),
            ("do", Value::from(self.messages().find_map(|m| m.cta.as_deref()))),
            ("pains", Value::from(pains)),
            ("questions", Value::from(self.questions())),
            ("messages", Value::from(edition.views("messages", &self.cell.messages))),
            ("claims", Value::from(claims)),
            ("objections", Value::from(edition.views("objections", &self.found.objections))),
            ("rivals", Value::from(edition.views("competitors", &self.found.rivals))),
            ("send", Value::from(self.send())),
            ("hand_offs", Value::from(self.hand_offs())),
            ("next_stage", Value::from(next_stage)),
            ("words", self.words()),
            ("gap", Value::from(gap(edition, (self.persona, self.stage), self.cell, &self.found))),
            ("siblings", Value::from(self.siblings())),
            ("moments", Value::from(self.moments())),
        ]
    }

    /// The worst pain, in a line.
    fn know(&self) -> Value {
        let first = self.found.pains.first().and_then(|p| self.edition.project.playbook.pains.get(*p));
        maybe(first.map(|p| &p.statement))
    }

    fn say(&self) -> Value {
        let line = |m: &Item<Message>| m.short.as_deref().or(m.headline.as_deref()).map(Value::from);
        Value::from(self.messages().find_map(line))
    }

    /// The first claim for buyers whose proof holds today.
    fn proof_line(&self) -> Option<Value> {
        let claims = &self.edition.project.playbook.claims;
        let open = |at: &usize| claims.get(*at).is_some_and(|c| !self.edition.is_internal(c));
        let first = self.found.claims.iter().find(|c| self.cell.proven.contains(c) && open(c))?;
        self.edition.views("claims", &[*first]).pop()
    }

    fn questions(&self) -> Vec<Value> {
        let own = self.messages().flat_map(|m| &m.questions).map(|q| (&**q, Value::none()));
        let book = &self.edition.project.playbook;
        let pains = self.found.pains.iter().filter_map(|p| book.pains.get(*p));
        let of_pains = pains.flat_map(|p| {
            let pain = self.edition.reference("pains", p.id.as_str());
            p.questions.iter().map(move |q| (&**q, pain.clone()))
        });
        let mut seen = std::collections::HashSet::new();
        let all = own.chain(of_pains).filter(|(text, _)| seen.insert(*text));
        all.map(|(text, pain)| map! { "text": text, "pain": pain }).collect()
    }

    fn send(&self) -> Vec<Value> {
        let one = |piece: &crate::project::Piece| {
            let known = &piece.attributes;
            map! {
                "title": file_title(piece.path()),
                "channel": known.channel.as_deref().map(|c| self.edition.channel_name(c)),
                "path": piece.path(),
                "url": self.edition.edit_url(piece.path(), 1),
                "team": known.team.as_deref().map(who),
                "next": Value::none(),
            }
        };
        self.found.send.iter().filter_map(|at| self.edition.sent(*at, one)).collect()
    }

    fn hand_offs(&self) -> Vec<Value> {
        let book = &self.edition.project.playbook;
        let step = |(play, step): &(usize, usize)| {
            let step = book.plays.get(*play)?.steps.get(*step)?;
            Some(hand_off(step.owner.as_ref().map(|o| o.id()), step.hand_off.as_ref()?))
        };
        self.found.hand_offs.iter().filter_map(step).collect()
    }

    /// Words to use and to avoid: the persona's own, then what the voice bans here.
    fn words(&self) -> Value {
        let words = self.persona.words.as_ref();
        let mut avoid: Vec<Value> = vec![];
        let mut add = |text: &str, why: Option<String>| avoid.push(map! { "text": text, "why": why });
        for word in words.map(|w| w.avoid.as_slice()).unwrap_or_default() {
            add(word, None);
        }
        for voice in &self.edition.project.playbook.voice {
            for (stage, change) in voice.by_stage.iter().filter(|(s, _)| s.id() == self.stage.id) {
                let why = format!("banned at {}", ordinary(stage.id()));
                change.ban.iter().for_each(|word| add(word, Some(why.clone())));
            }
            let own = voice.by_persona.iter().filter(|(p, _)| p.id() == self.persona.id.as_str());
            for (_, change) in own {
                change.ban.iter().for_each(|word| add(word, Some("banned for this persona".to_owned())));
            }
        }
        map! { "use": texts(words.map_or(&[][..], |w| &w.preferred)), "avoid": avoid }
    }

    fn siblings(&self) -> Vec<Value> {
        let all = self.edition.project.playbook.personas.len();
        let from = self.cell.persona.saturating_sub(SIBLINGS / 2).min(all.saturating_sub(SIBLINGS + 1));
        let near = (from..all.min(from + SIBLINGS + 1)).filter_map(|persona| {
            let cell = self.edition.coverage.of_persona(persona).get(self.cell.stage)?;
            let other = self.edition.project.playbook.personas.get(persona)?;
            let made = |url: &str, current: bool, key: &str| {
                let state = cell.state().name();
                map! { "title": title(other), "url": url, "current": current, "state": state, "key": key }
            };
            // A key leads to the persona on either side.
            let key = match persona.cmp(&self.cell.persona) {
                Ordering::Less if persona + 1 == self.cell.persona => "[",
                Ordering::Greater if persona == self.cell.persona + 1 => "]",
                Ordering::Equal => return Some(made(self.edition.talk(cell)?, true, "")),
                _ => return self.edition.talks.sibling(cell, |url| made(url, false, "")),
            };
            Some(made(self.edition.talk(cell)?, false, key))
        });
        near.collect()
    }

    fn moments(&self) -> Vec<Value> {
        let row = self.edition.coverage.of_persona(self.cell.persona).iter();
        let moment = |cell: &Cell| {
            let stage = self.edition.stage_at(cell.stage)?;
            let made = |url: &str, current: bool| {
                map! {
                    "title": ordinary(&stage.id),
                    "url": url,
                    "current": current,
                    "state": cell.state().name(),
                    "turn": self.edition.is_turn(cell.stage),
                }
            };
            match cell.stage == self.cell.stage {
                true => Some(made(self.edition.talk(cell).unwrap_or_default(), true)),
                false => self.edition.talks.moment(cell, |url| made(url, false)),
            }
        };
        row.filter_map(moment).collect()
    }

    fn entry(&self) -> search::Item {
        let persona = self.persona.id.as_str();
        let words = self
            .edition
            .project
            .at(&Key::new("personas", persona))
            .map(|_| self.persona.titles.iter().map(ToString::to_string).collect::<Vec<_>>());
        let mut words = words.unwrap_or_default();
        words.extend([self.stage.moment.clone(), ordinary(&self.stage.id), persona.to_owned()]);
        words.extend(self.stage.also.iter().cloned());
        let said: Vec<String> = self.messages().filter_map(|m| m.headline.as_deref()).map(plain).collect();
        search::Item {
            title: self.title(),
            url: self.edition.talk(self.cell).unwrap_or_default().to_owned(),
            kind: "conversation".to_owned(),
            facets: vec![vec![persona.to_owned()], vec![self.stage.id.clone()], vec![]],
            words,
            body: said.iter().skip(1).cloned().collect::<Vec<_>>().join(" "),
            // What to say tells the moments of a persona apart; where there is nothing yet, what it is for.
            excerpt: said.first().cloned().unwrap_or_else(|| plain(&self.persona.outcome)),
            ..search::Item::default()
        }
    }
}
