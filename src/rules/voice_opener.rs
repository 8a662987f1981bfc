//! voice/opener: the first sentence is about us.

use std::ops::Range;

use super::{Check, CopyView, Rule};
use crate::analyze::{Hit, PassageFacts, Role};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, Token, among, pronouns, tokens_in, word_count};

pub static RULE: Rule = Rule {
    id: "voice/opener",
    summary: "the first sentence is about us",
    severity: Severity::Info,
    certainty: Certainty::Exact,
    on: true,
    page: include_str!("voice_opener.md"),
    cues: &[],
    options: &[],
    rests_on: &[],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    let technical = view.project.config.is_technical(known.channel.as_deref());
    let ours_rightly = known.stage.as_deref() == Some("why-forgive") || technical;
    if !view.for_buyers() || ours_rightly || about_page(view) {
        return vec![];
    }
    let opens = |p: &&PassageFacts| p.passage.part == Part::Paragraph && !p.passage.fenced;
    for passage in view.facts.passages.iter().filter(opens).take(4) {
        if passage.passage.quoted {
            return vec![];
        }
        for sentence in passage.sentences() {
            if is_greeting(passage.slice(sentence)) {
                continue;
            }
            let Some(about) = about_us(view, passage, sentence) else { return vec![] };
            if passage.exemption(&about).is_some() || passage.in_quotation(&about) {
                return vec![];
            }
            let said = passage.slice(&about);
            return vec![
                view.finding(passage, about.clone(), format!("it opens with us: \"{said} ...\""))
                    .about("voice", "opener")
                    .why("the reader decides in the first line whether this is about them")
                    .help("open with what they live through, and come in later"),
            ];
        }
    }
    vec![]
}

/// Pages that are about us by their nature: "About us", "Our story", careers, legal notices.
fn about_page(view: &CopyView) -> bool {
    let head = view.facts.passages.iter().find(|p| matches!(p.passage.part, Part::Heading(_) | Part::Title));
    let head = head.map(|p| p.shadow.text.clone()).unwrap_or_default();
    let path = view.facts.piece.path().to_lowercase();
    let name = path.rsplit('/').next().unwrap_or("");
    let of_us = [
        "about",
        "who we are",
        "our story",
        "our history",
        "our team",
        "our mission",
        "careers",
        "jobs",
        "imprint",
        "legal",
        "privacy",
        "terms",
        "contact",
        "press",
        "team",
        "impressum",
        "work with us",
        "join us",
    ];
    of_us.iter().any(|w| head.trim_start().starts_with(w))
        || ["about", "careers", "imprint", "press"].iter().any(|w| name.starts_with(w))
}

/// `Hi Anna,`, `Dear Ms Okafor,`, `Good morning!`: nobody is spoken of yet.
fn is_greeting(sentence: &str) -> bool {
    let first =
        sentence.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    let short = word_count(sentence) <= 5;
    let greets = matches!(
        &*first,
        "hi" | "hello" | "dear" | "hey" | "good" | "greetings" | "ladies" | "to" | "subject"
    );
    short && (greets || sentence.trim_end().ends_with(',')) || word_count(sentence) < 2
}

/// The stretch from the sentence's first word to the word that shows that it is about us.
fn about_us(view: &CopyView, passage: &PassageFacts, sentence: &Range<usize>) -> Option<Range<usize>> {
    let tokens = tokens_in(passage.tokens(), sentence);
    let opening = Opening {
        text: passage.text(),
        words: tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).collect(),
    };
    // Who speaks of the reader in the same breath is forgiven; who introduces themselves is not.
    let addressed = pronouns(passage.text(), tokens).you > 0;
    let named = |n: usize| name_at(view, passage, &opening, n);
    let last = opening.introduces().or_else(|| {
        let about = || opening.we().or_else(|| opening.our()).or_else(|| opening.name(&named));
        if addressed { None } else { about() }
    })?;
    Some(opening.words.first()?.start()..opening.words.get(last)?.end())
}

/// The number of the word behind our name, where the name begins at word `n`.
fn name_at(view: &CopyView, passage: &PassageFacts, opening: &Opening, n: usize) -> Option<usize> {
    let start = opening.words.get(n)?.start();
    let is_name = |h: &&Hit| {
        h.range.start == start && view.lexicon.entry(h.entry).is_some_and(|e| e.role == Role::Company)
    };
    let end = passage.hits.iter().filter(is_name).map(|h| h.range.end).max()?;
    Some(opening.words.partition_point(|t| t.start() < end))
}

/// The words that a piece opens with. Each question is answered by the number of the word that shows it.
struct Opening<'t> {
    text: &'t str,
    words: Vec<&'t Token>,
}

impl Opening<'_> {
    /// Whether word `n` is one of a list, written with blanks between.
    fn is(&self, n: usize, list: &str) -> bool {
        self.words.get(n).is_some_and(|t| among(&t.lower(self.text), list))
    }

    fn begins(&self, lists: &[&str]) -> bool {
        lists.iter().enumerate().all(|(n, list)| self.is(n, list))
    }

    /// `My name is`, `I'm reaching out`, `allow me to introduce`.
    fn introduces(&self) -> Option<usize> {
        let begins: &[&[&str]] = &[
            &["my", "name", "is"],
            &["allow let", "me us", "to", "introduce"],
            &["let", "me us", "introduce"],
            &["i", "want wanted", "to", "introduce reach"],
            &["i'm we're", "reaching", "out"],
            &["i we", "am are", "reaching", "out"],
        ];
        begins.iter().find(|b| self.begins(b)).map(|b| b.len() - 1)
    }

    /// `We are proud`, `we have been`, `we believe`.
    fn we(&self) -> Option<usize> {
        const STATE: &str = "a an the one proud excited thrilled delighted pleased passionate dedicated committed \
                             specialists experts known";
        const WON: &str = "been over more built developed designed created launched won grown spent";
        const VERBS: &str = "believe offer provide deliver specialize specialise develop pride strive aim manufacture \
                             design combine build create started founded built understand";
        let begins: &[&[&str]] = &[
            &["we're", STATE],
            &["we", "are", STATE],
            &["we've", WON],
            &["we", "have", WON],
            &["we", VERBS],
        ];
        begins.iter().find(|b| self.begins(b)).map(|b| b.len() - 1)
    }

    /// `Our company`, `our experienced team`.
    fn our(&self) -> Option<usize> {
        const NOUNS: &str = "company team mission vision platform solution solutions product products software technology \
                             story experts engineers passion philosophy firm portfolio history journey brand founder founders";
        if !self.is(0, "our") {
            return None;
        }
        (1..4).find(|n| self.is(*n, NOUNS))
    }

    /// `At Acme, we`, `founded in 1911, Acme`, `as a leading provider, we`, `Acme is`; `named` gives the number of the word
    /// behind our name.
    fn name(&self, named: &dyn Fn(usize) -> Option<usize>) -> Option<usize> {
        const VERBS: &str = "is are was has offers provides delivers believes announces announced develops designs \
                             manufactures specializes specialises combines builds prides";
        let us = |n: &usize| self.is(*n, "we our") || named(*n).is_some();
        if self.is(0, "at")
            && let Some(next) = named(1)
        {
            return self.is(next, "we our").then_some(next);
        }
        if self.begins(&["founded established", "in"]) {
            return (2..8).find(us);
        }
        let leads = (2..5).any(|n| self.is(n, "leading leader largest premier trusted"));
        if self.begins(&["as", "a the one"]) && leads {
            return (3..20).find(us);
        }
        let verb = named(0)?;
        let verb = verb + usize::from(self.is(verb, "gmbh inc ltd llc ag plc"));
        self.is(verb, VERBS).then_some(verb)
    }
}
