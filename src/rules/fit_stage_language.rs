//! fit/stage-language: wording of another stage.

use std::ops::Range;

use super::{Check, CopyView, CorpusView, Rule, RuleOption};
use crate::analyze::{CueList, Hit, Paragraph, PassageFacts, Role};
use crate::config::{Half, Stage};
use crate::finding::{Certainty, Finding, Severity};
use crate::model::CompetitorKind;
use crate::project::Piece;
use crate::syntax::words::{Lower, tokens_in};

static CUES: &[CueList] = &[
    CueList {
        name: "disrupting",
        phrases: &[
            "status quo",
            "broken",
            "outdated",
            "stuck with",
            "falling behind",
            "rip and replace",
            "time for a change",
            "time to change",
            "rethink",
            "what you do today is",
            "you don't know what you're missing",
            "the old way",
            "leave behind",
            "wake up",
            "hidden cost of your current",
            "your current way",
            "you are doing it wrong",
        ],
        inflect: false,
    },
    // Offers so plainly ours that one is enough; a discount that readers give their own customers is another matter.
    CueList {
        name: "discount in why-change",
        phrases: &[
            "% off your first",
            "percent off your first",
            "% off our",
            "percent off our",
            "% discount on your first",
            "% discount on our",
            "our introductory price",
            "our introductory offer",
            "our introductory discount",
            "our launch discount",
            "our limited-time offer",
            "claim your discount",
            "get your discount",
            "secure your discount",
            "we offer a discount",
            "we offer you a discount",
            "we give you a discount",
            "we'll give you a discount",
            "with promo code",
            "with discount code",
            "sign today and save",
            "sign up today and save",
            "buy today and save",
            "order today and save",
        ],
        inflect: false,
    },
    CueList {
        name: "running down",
        phrases: &[
            "inferior products",
            "inferior solutions",
            "inferior tools",
            "cheap imitations",
            "cheap imitators",
            "cheap copies",
            "cheap knock-offs",
            "fly-by-night",
            "don't be fooled by",
            "do not be fooled by",
            "the empty promises of",
        ],
        inflect: false,
    },
    CueList {
        name: "rivals at large",
        phrases: &[
            "our competitors",
            "our competition",
            "our rivals",
            "other vendors",
            "other tools",
            "other platforms",
        ],
        inflect: false,
    },
    CueList {
        name: "deal",
        phrases: &[
            "discount",
            "% off",
            "percent off",
            "price list",
            "special offer",
            "limited offer",
            "contract term",
            "sign today",
            "sign up today",
            "promo code",
            "buy now",
            "lock in your price",
            "per user per month",
            "per van per month",
            "our pricing",
            "order form",
        ],
        inflect: false,
    },
    CueList {
        name: "renewing",
        phrases: &[
            "as a loyal customer",
            "renew your",
            "your renewal",
            "thank you for staying",
            "since you joined",
            "your loyalty price",
            "as our customer",
            "your existing plan",
            "upgrade your plan",
            "your contract ends",
        ],
        inflect: false,
    },
];

static OPTIONS: &[RuleOption] =
    &[RuleOption { name: "words", default: 150.0, description: "within how many words two cues must stand" }];

pub static RULE: Rule = Rule {
    id: "fit/stage-language",
    summary: "wording of another stage",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("fit_stage_language.md"),
    cues: CUES,
    options: OPTIONS,
    rests_on: &[],
    check: Check::Several(&[Check::Copy(check), Check::Corpus(shared)]),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let piece = view.facts.piece;
    let known = &piece.attributes;
    let Some(stage) = known.stage.as_deref().and_then(|id| view.project.config.stage(id)) else {
        return vec![];
    };
    if known.internal || known.guidance {
        return vec![];
    }
    let mut findings = match stage.id.as_str() {
        "why-change" => discounts(view, stage),
        "why-stay" => bashing(view, stage),
        _ => vec![],
    };
    let told: Vec<_> = findings.iter().map(|f: &Finding| f.place.first()).collect();
    let known = |f: &Finding| {
        let here = f.place.first();
        told.iter().any(|t| t.start() < here.end() && here.start() < t.end())
    };
    findings.extend(tone(view, stage).into_iter().filter(|f| !known(f)));
    findings
}

/// Two different cues of another stage close together: one word may be chance, two are a tone.
fn tone(view: &CopyView, stage: &Stage) -> Option<Finding> {
    let (name, why) = match (stage.half, stage.id.as_str()) {
        (Half::Keep, "why-evolve") => return None,
        (Half::Keep, _) => {
            ("disrupting", "it disrupts a customer: to them, we are the status quo it attacks")
        }
        (Half::Acquire, "why-change") => {
            ("deal", "it speaks of the deal before the buyer wants to change at all")
        }
        (Half::Acquire, _) => ("renewing", "it speaks to somebody who is not a customer yet"),
    };
    let hits = uses(view, name);
    let at = |passage: &PassageFacts, start: usize| view.facts.words_before(passage, start);
    hits.windows(2).find_map(|pair| {
        let [(p1, h1, e1), (p2, h2, e2)] = pair else { return None };
        let near = at(p2, h2.range.start) - at(p1, h1.range.start) <= view.option("words") as usize;
        if e1 == e2 || !near {
            return None;
        }
        let (first, second) = (p1.slice(&h1.range), p2.slice(&h2.range));
        let what = format!("\"{first}\" and \"{second}\" are not the language of {}", stage.id);
        let steps: Vec<&str> = stage.steps.iter().map(|s| s.id.as_str()).collect();
        Some(
            view.finding(p1, h1.range.clone(), what)
                .about("stage", stage.id.clone())
                .why(why)
                .help(format!("tell this stage's own story: {}", steps.join(" > ")))
                .related(p2.place(h2.range.clone()), "and here"),
        )
    })
}

/// Where the words of a list are used: the passage, the hit, the phrase.
fn uses<'f>(view: &'f CopyView, name: &'static str) -> Vec<(&'f PassageFacts<'f>, &'f Hit, &'f str)> {
    let cue = move |role: &Role| role.is_cue(name).then_some(());
    let hits = view.facts.hits(view.lexicon, cue);
    let hits = hits.filter(|(passage, hit, ..)| passage.exemption(&hit.range).is_none());
    hits.map(|(passage, hit, entry, ())| (passage, hit, &*entry.phrase)).collect()
}

/// Offers of a discount to somebody who does not want to change yet.
fn discounts(view: &CopyView, stage: &Stage) -> Vec<Finding> {
    let offers = uses(view, "discount in why-change").into_iter();
    let told = offers.map(|(passage, hit, _)| {
        let said = passage.slice(&hit.range);
        view.finding(passage, hit.range.clone(), format!("\"{said}\" offers a discount in {}", stage.id))
            .about("stage", stage.id.clone())
            .why("a lower price does not move somebody who sees no reason to change; it tells them what you are worth")
            .help("show what it costs to leave things as they are; keep the price for when they choose")
    });
    told.collect()
}

/// Rivals run down before a customer, by name or at large.
fn bashing(view: &CopyView, stage: &Stage) -> Vec<Finding> {
    let phrases = uses(view, "running down").into_iter().map(|(p, hit, _)| (p, hit.range.clone()));
    let book = &view.project.playbook;
    // The whiteboard and the spreadsheet are no rivals, and a name that is a word is none where it is written as one.
    let rival = |role: &Role| match role {
        Role::Cue("rivals at large") => Some(false),
        Role::Competitor(at) => {
            let kind = book.competitors.get(*at)?.kind;
            matches!(kind, None | Some(CompetitorKind::Direct)).then_some(true)
        }
        _ => None,
    };
    let named = view.facts.hits(view.lexicon, rival).filter_map(|(passage, hit, _, by_name)| {
        if by_name && !passage.slice(&hit.range).starts_with(char::is_uppercase) {
            return None;
        }
        let said = run_down(passage, &hit.range).filter(|_| passage.exemption(&hit.range).is_none())?;
        Some((passage, said))
    });
    let mut found: Vec<(&PassageFacts, Range<usize>)> = phrases.chain(named).collect();
    found.sort_by_key(|(passage, range)| (passage.index, range.start));
    let told = found.into_iter().map(|(passage, range)| {
        let said = passage.slice(&range);
        view.finding(passage, range.clone(), format!("\"{said}\" runs down a rival before a customer"))
            .about("stage", stage.id.clone())
            .why("who speaks of rivals to a customer makes them look at rivals")
            .help("speak of the results that they have, and of what a change would put at risk")
    });
    told.collect()
}

/// The words that run down a rival, from its name to what it is said to fail at; or from `unlike` to its name.
fn run_down(passage: &PassageFacts, rival: &Range<usize>) -> Option<Range<usize>> {
    let sentence = passage.sentence_at(rival.start);
    if passage.slice(&sentence).trim_end().ends_with('?') {
        return None;
    }
    let tokens = tokens_in(passage.tokens(), &sentence);
    let before = tokens.partition_point(|t| t.start() < rival.start);
    let behind = tokens.partition_point(|t| t.start() < rival.end);
    let word = |at: usize| tokens.get(at).map_or(Lower::of(""), |t| t.lower(passage.text()));
    if let Some(unlike) = before.checked_sub(1).filter(|at| &*word(*at) == "unlike") {
        return Some(tokens.get(unlike)?.start()..rival.end);
    }
    let adverb = matches!(&*word(behind), "simply" | "just" | "still" | "often" | "always" | "all");
    let verb = behind + usize::from(adverb);
    let next = word(verb + 1);
    let fails = match &*word(verb) {
        "can't" | "cannot" => !matches!(&*next, "wait" | "help"),
        "fail" | "fails" | "lack" | "lacks" | "struggle" | "struggles" | "overcharge" | "overcharges" => true,
        "don't" | "doesn't" => undone(&next),
        "do" | "does" if &*next == "not" => undone(&word(verb + 2)),
        _ => false,
    };
    fails.then(|| rival.start..tokens.get(verb).map_or(rival.end, |t| t.end()))
}

/// What a rival is bad for not doing.
fn undone(verb: &str) -> bool {
    matches!(
        verb,
        "care" | "deliver" | "understand" | "answer" | "support" | "work" | "have" | "offer" | "know"
    )
}

/// In how many pieces a paragraph may stand before it is boilerplate: an address, a text about the company.
const BOILERPLATE: usize = 4;

/// Which fingerprints were met, roughly: one bit stands for several of them. Nearly every paragraph stands in one place
/// only, and to know that need not cost sorting them all.
struct Met {
    once: Vec<u64>,
    twice: Vec<u64>,
}

impl Met {
    fn of(expected: usize) -> Self {
        let words = expected.next_power_of_two();
        Self { once: vec![0; words], twice: vec![0; words] }
    }

    fn at(&self, fingerprint: u64) -> (usize, u64) {
        ((fingerprint >> 6) as usize & (self.once.len() - 1), 1 << (fingerprint % 64))
    }

    fn add(&mut self, fingerprint: u64) {
        let (word, bit) = self.at(fingerprint);
        if let (Some(once), Some(twice)) = (self.once.get_mut(word), self.twice.get_mut(word)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }

    /// No paragraph that stands in two places is missed; a few others are taken for such.
    fn may_be_twice(&self, fingerprint: u64) -> bool {
        let (word, bit) = self.at(fingerprint);
        self.twice.get(word).is_some_and(|twice| twice & bit != 0)
    }
}

/// A paragraph that stands word for word in copy for strangers and in copy for customers.
fn shared(view: &CorpusView) -> Vec<Finding> {
    let mut all: Vec<(u64, &Piece, &Paragraph)> = vec![];
    let mut met =
        Met::of(view.files().filter_map(|(_, d)| d.speech.as_ref()).map(|s| s.paragraphs.len()).sum());
    for (piece, digest) in view.files() {
        let paragraphs = digest.speech.iter().flat_map(|s| &s.paragraphs);
        all.extend(paragraphs.map(|paragraph| (paragraph.fingerprint, piece, paragraph)));
    }
    all.iter().for_each(|(fingerprint, ..)| met.add(*fingerprint));
    all.retain(|(fingerprint, ..)| met.may_be_twice(*fingerprint));
    // The same words stand together, in the order of their files; of one file the first counts.
    all.sort_by_key(|(fingerprint, ..)| *fingerprint);
    let stage =
        |piece: &Piece| piece.attributes.stage.as_deref().and_then(|id| view.project.config.stage(id));
    // Who has just signed may read again what was promised, and why-evolve may press.
    let settled = |stage: &Stage| {
        stage.half == Half::Keep && !matches!(stage.id.as_str(), "first-90-days" | "why-evolve")
    };
    let mut findings = vec![];
    for same in all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= 2) {
        let mut standing: Vec<(&Piece, &Paragraph)> = same.iter().map(|(_, p, q)| (*p, *q)).collect();
        standing.dedup_by_key(|(piece, _)| piece.path());
        if !(2..BOILERPLATE).contains(&standing.len()) {
            continue;
        }
        let strangers = |piece: &Piece| stage(piece).is_some_and(|s| s.half == Half::Acquire);
        let Some((other, there)) = standing.iter().find(|(piece, _)| strangers(piece)) else { continue };
        for (piece, paragraph) in &standing {
            let Some(stage) = stage(piece).filter(|s| settled(s)) else { continue };
            let what = format!("this paragraph stands word for word in {}", other.path());
            findings.push(
                view.rule
                    .finding(paragraph.place.clone(), what)
                    .about("stage", stage.id.clone())
                    .why("to a customer we are the status quo; the story that wins strangers tells them to look around")
                    .help("tell customers what they achieved, and what a change would put at risk")
                    .related(there.place.clone(), "the same words for people who have not bought"),
            );
        }
    }
    findings
}
