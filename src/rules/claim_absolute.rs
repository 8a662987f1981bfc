//! claim/absolute: guarantee, never, zero risk, 100 % secure, and no approved claim says so.

use super::{Check, CopyView, Rule};
use crate::analyze::{CueList, Hit, PassageFacts, Role};
use crate::copy::Part;
use crate::finding::{Certainty, Finding, Severity};
use crate::syntax::words::{Kind, Token, WordList, Words, tokens_in};

static CUES: &[CueList] = &[
    CueList { name: "guarantee", phrases: &["guarantee"], inflect: true },
    CueList { name: "ever", phrases: &["never", "always"], inflect: false },
    CueList {
        name: "hundred",
        phrases: &["100%", "100 %", "100 percent", "one hundred percent"],
        inflect: false,
    },
    CueList { name: "none-left", phrases: &["zero"], inflect: false },
    CueList { name: "eliminates", phrases: &["eliminate", "eliminates"], inflect: false },
    CueList { name: "for-life", phrases: &["for life"], inflect: false },
    CueList {
        name: "riskless",
        phrases: &[
            "zero risk",
            "zero downtime",
            "zero errors",
            "zero mistakes",
            "zero data loss",
            "zero defects",
            "no risk",
            "no downtime",
            "without risk",
            "without any risk",
            "risk-free",
            "risk free",
            "error-free",
            "foolproof",
            "bulletproof",
            "unhackable",
            "unbreakable",
            "can't go wrong",
            "cannot go wrong",
            "can't fail",
            "cannot fail",
            "every single time",
            "completely secure",
            "completely safe",
            "fully secure",
            "totally secure",
            "totally safe",
            "absolutely secure",
            "absolutely safe",
        ],
        inflect: false,
    },
];

pub static RULE: Rule = Rule {
    id: "claim/absolute",
    summary: "an absolute promise that no approved claim bears out",
    severity: Severity::Warning,
    certainty: Certainty::Strong,
    on: true,
    page: include_str!("claim_absolute.md"),
    cues: CUES,
    options: &[],
    rests_on: &["claims"],
    check: Check::Copy(check),
};

fn check(view: &CopyView) -> Vec<Finding> {
    let known = &view.facts.piece.attributes;
    if known.internal || known.guidance || !view.facts.tells() {
        return vec![];
    }
    let cue = |role: &Role| match role {
        Role::Cue(
            name @ ("guarantee" | "ever" | "hundred" | "riskless" | "none-left" | "eliminates" | "for-life"),
        ) => Some(*name),
        _ => None,
    };
    let mut findings = vec![];
    let mut told = None;
    for (passage, hit, _, list) in view.facts.hits(view.lexicon, cue) {
        let near = Near::of(passage, hit);
        let promised = match list {
            "guarantee" => near.guarantees(view),
            "ever" => near.is_for_ever(view),
            "hundred" => near.next(&near.behind, 0, &WHOLE),
            "none-left" => near.leaves_none(),
            "eliminates" => near.eliminates(view),
            "for-life" => {
                near.next(&near.before, 0, "maintenance-free leak-proof rustproof free guaranteed warranty")
            }
            _ => near.is_without_risk(view),
        };
        // `100% satisfaction guaranteed` is one promise.
        let sentence = passage.sentence_at(hit.range.start);
        let again = told == Some((passage.index, sentence.start));
        if !promised || again || is_of_claim(view, passage, hit) || !view.is_stated(passage, hit, &SUPPOSED) {
            continue;
        }
        let said = passage.slice(&hit.range);
        if view.lexicon.wordings().cover(said, passage.slice(&sentence)) {
            continue;
        }
        told = Some((passage.index, sentence.start));
        findings.push(
            view.finding(passage, hit.range.clone(), format!("no approved claim bears out \"{said}\""))
                .why("one exception breaks it, and it is the exception that a buyer remembers")
                .help("say what holds and how often, or have a claim with proof approved that promises it"),
        );
    }
    findings
}

/// Whether an approved claim, or what it rules out, stands in the sentence: that is told of the claim.
fn is_of_claim(view: &CopyView, passage: &PassageFacts, hit: &Hit) -> bool {
    passage.hits_in(&passage.sentence_at(hit.range.start)).iter().any(|h| {
        let role = view.lexicon.entry(h.entry).map(|e| &e.role);
        matches!(role, Some(Role::ClaimWording(_) | Role::ClaimNot(..) | Role::ClaimContradicts(..)))
    })
}

/// The words around a hit in its sentence.
struct Near<'p> {
    passage: &'p PassageFacts<'p>,
    hit: &'p Hit,
    before: Vec<Token>,
    behind: Vec<Token>,
}

impl<'p> Near<'p> {
    fn of(passage: &'p PassageFacts<'p>, hit: &'p Hit) -> Self {
        let tokens = tokens_in(passage.tokens(), &passage.sentence_at(hit.range.start));
        let at = tokens.partition_point(|t| t.start() < hit.range.start);
        let end = tokens.partition_point(|t| t.start() < hit.range.end);
        let before = tokens.get(at.saturating_sub(12)..at).unwrap_or_default().iter().rev().copied();
        let behind = tokens.get(end..(end + 12).min(tokens.len())).unwrap_or_default();
        Self { passage, hit, before: before.collect(), behind: behind.to_vec() }
    }

    /// Whether the word at a distance is in a list.
    fn next(&self, side: &[Token], at: usize, list: &(impl Words + ?Sized)) -> bool {
        side.get(at).is_some_and(|t| self.passage.is_any(t, list))
    }

    fn ends(&self) -> bool {
        self.behind.first().is_none_or(|t| t.kind == Kind::Punct && !t.is_dash(self.passage.text()))
    }

    /// `We guarantee`, `satisfaction guaranteed`, `our money-back guarantee`; not a bank guarantee.
    fn guarantees(&self, view: &CopyView) -> bool {
        let said = self.passage.slice(&self.hit.range).to_lowercase();
        if self.next(&self.before, 0, &SECURITIES)
            || self.next(&self.behind, 0, &PAPERS)
            || self.next(&self.behind, 0, "no nothing by")
        {
            return false;
        }
        let ours = self.passage.is_our_verb(view.lexicon, self.hit.range.start);
        if said.starts_with("guaranteed") {
            let being = self.next(&self.before, 0, "is are be fully");
            let promised = self.behind.iter().take(3).any(|t| self.passage.is_any(t, &PROMISED));
            let behind_noun = self.next(&self.before, 0, &PROMISED);
            let apart = self.before.first().is_some_and(|t| t.is(self.passage.text(), ','));
            // `Pass guaranteed.`, `Pass guaranteed or your money back.`
            let alone = !self.before.is_empty()
                && self.before.len() <= 2
                && (self.ends() || (self.next(&self.behind, 0, "or") && self.next(&self.behind, 1, "your")));
            return alone
                || (self.ends() && (being || behind_noun || apart))
                || (being && self.next(&self.behind, 0, "to for with in"))
                || promised;
        }
        let noun = self.next(
            &self.before,
            0,
            "money-back back satisfaction lifetime price best-price price-match quality uptime delivery full",
        ) || self.next(&self.before, 0, "our");
        let given = self.next(&self.before, 0, "a the this")
            && self
                .before
                .iter()
                .skip(1)
                .take(3)
                .any(|t| self.passage.is_any(t, "offer offers give gives with comes get"));
        // A verb's subject stands before it; `our guarantee` is no verb.
        noun || given || (ours && !self.ends())
    }

    /// `We never sell your data`, `Our pumps always start`, `Never lose a slot again`; no habits, no history.
    fn is_for_ever(&self, view: &CopyView) -> bool {
        if self.closes_a_slogan() {
            return true;
        }
        let Some(verb) = self.behind.first().filter(|t| t.kind == Kind::Word) else { return false };
        let word = verb.lower(self.passage.text());
        let perfect = self.next(&self.before, 0, "we've have has had");
        let past = word.ends_with("ed") || perfect || self.passage.is_any(verb, &PAST);
        if past || self.passage.is_any(verb, &SOFT) {
            return false;
        }
        let never = self.passage.slice(&self.hit.range).eq_ignore_ascii_case("never");
        // `Words we never use` promise nobody anything.
        if self.before.iter().any(|t| self.passage.is_any(t, "word words term terms phrase phrases")) {
            return false;
        }
        // `Your parcel never gets lost`
        let yours =
            self.before.len() <= 4 && self.before.last().is_some_and(|t| self.passage.is_any(t, "your"));
        if never && yours && !self.before.iter().any(|t| self.passage.is_any(t, &READERS)) {
            let lost = self.next(&self.behind, 0, "gets goes is")
                && self.next(&self.behind, 1, "lost missing stolen damaged stuck hacked astray");
            return lost || self.passage.is_any(verb, "leaks crashes expires");
        }
        if self.passage.is_our_verb(view.lexicon, self.hit.range.start) {
            let being = self.next(&self.before, 0, "is are be stays stay");
            return !being
                || self
                    .passage
                    .is_any(verb, "available accurate secure safe online free correct punctual on");
        }
        let opens = self.before.is_empty();
        let you_will = self.next(&self.before, 0, "you'll")
            || (self.next(&self.before, 0, "will") && self.next(&self.before, 1, "you"));
        let again = self.behind.iter().any(|t| self.passage.is_any(t, "again"));
        never && ((opens && again) || (you_will && !self.passage.is_any(verb, "know find see guess be")))
    }

    /// `Every shift filled, always.`, `On time, always.`; not `Ask first, always.`
    fn closes_a_slogan(&self) -> bool {
        let text = self.passage.text();
        let apart = self.before.first().is_some_and(|t| t.is(text, ','));
        let short = self.before.len() <= 6;
        let begins = self.before.last().is_some_and(|t| {
            self.passage.is_any(t, "every all on in fast fresh free safe secure reliable punctual")
        });
        let always = self.passage.slice(&self.hit.range).eq_ignore_ascii_case("always");
        always && apart && short && begins && self.ends()
    }

    /// `Zero errors, guaranteed.`, `zero worries`, `Pay errors: zero.`; not zero trust, not `Zero the sensor`.
    fn leaves_none(&self) -> bool {
        let text = self.passage.text();
        let apart = |t: Option<&Token>| t.is_none_or(|t| t.kind == Kind::Punct && !t.is_dash(text));
        let reach = self.behind.iter().take(3).position(|t| self.passage.is_any(t, &TROUBLES));
        if let Some(at) = reach {
            let words = self.behind.iter().take(at).all(|t| t.kind == Kind::Word);
            let short = self.before.len() + self.behind.len() <= 10;
            return words && short && apart(self.before.first()) && apart(self.behind.get(at + 1));
        }
        self.ends()
            && self.before.len() <= 4
            && self.before.first().is_some_and(|t| t.is(text, ':'))
            && self.next(&self.before, 1, &TROUBLES)
    }

    /// `Our gateway eliminates all errors`; not `helps to eliminate`, not the eliminations of accountants.
    fn eliminates(&self, view: &CopyView) -> bool {
        let some = "most many some much up almost nearly the a an one part intercompany entries balances";
        let near = self.behind.iter().take(3);
        self.passage.is_our_verb(view.lexicon, self.hit.range.start)
            && !self.before.iter().take(3).any(|t| self.passage.is_any(t, "help helps helped to can"))
            && !self.next(&self.behind, 0, some)
            && !near.clone().any(|t| self.passage.is_any(t, "need intercompany balances transactions"))
            && self.behind.first().is_some_and(|t| t.kind == Kind::Word)
    }

    /// `Zero risk`, `a risk-free start`; not a risk-free rate, not a zero-defects programme.
    fn is_without_risk(&self, view: &CopyView) -> bool {
        let said = self.passage.slice(&self.hit.range).to_lowercase();
        if self.next(&self.behind, 0, &TERMS)
            || self.next(&self.before, 0, "towards toward almost nearly near virtually")
        {
            return false;
        }
        let bare = said.ends_with("risk") || said == "no downtime";
        if bare && !(self.ends() || self.next(&self.behind, 0, "to for and or")) {
            return false;
        }
        let to_reader =
            self.before.iter().chain(&self.behind).any(|t| self.passage.is_any(t, "you your you'll"));
        let all = self.before.len() + self.behind.len();
        let headline = matches!(
            self.passage.passage.part,
            Part::Title | Part::Heading(_) | Part::Subject | Part::Button | Part::Meta(_)
        );
        to_reader || headline || all <= 6 || self.passage.names_us(view.lexicon, self.hit.range.start)
    }
}

static SUPPOSED: WordList = WordList::of(
    "if whether want wants wanted hope hopes aim aims try tries strive ask asks asked demand demands \
expect expects require requires required need needs nobody to why how should could would might",
);

/// What `100 %` turns into a promise.
static WHOLE: WordList = WordList::of(
    "secure safe reliable accurate accuracy uptime availability compliant compliance satisfaction satisfied \
guaranteed guarantee success risk-free error-free effective on-time private confidential transparent transparency leak-proof failsafe fail-safe \
protection protected correct",
);

static PROMISED: WordList = WordList::of(
    "results result savings delivery uptime success return returns growth approval satisfaction \
availability response price prices quality wins revenue",
);

/// A guarantee that is a paper of a bank or a state.
static SECURITIES: WordList = WordList::of(
    "bank loan state government parent performance deposit export personal credit mortgage rental \
payment tender bid public federal corporate warranty surety minimum",
);
static PAPERS: WordList = WordList::of(
    "fund funds scheme schemes fee fees facility agreement certificate period claim claims terms conditions \
letter limit line minimum income annuity pension bond bonds",
);

/// What we never or always do without a promise in it.
static SOFT: WordList = WordList::of(
    "try tries aim aims recommend recommends suggest advise hope strive love loves enjoy like likes want \
welcome look appreciate say says tell ask been wanted happy glad pleased mind open thought knew had a the our your here \
close closes sleep sleeps rest rests there meant think thinks feel feels know knows believe start begin",
);
static PAST: WordList = WordList::of(
    "had was were did said told made took went came saw got ran kept built sold lost left found felt gave",
);

/// What a promise says there is none of.
static TROUBLES: WordList = WordList::of(
    "error errors mistake mistakes worry worries hassle hassles surprise surprises complaints delays failures accidents incidents losses leaks breakdowns stress headaches downtime outages defects",
);

/// Whom the reader speaks of: what they never do is no promise of ours.
static READERS: WordList = WordList::of(
    "team teams staff boss customer customers client clients people colleagues manager managers driver drivers crew crews child children family bank supplier vendor request call calls email question questions",
);

/// Terms of a trade that only sound like promises.
static TERMS: WordList = WordList::of(
    "rate rates return returns asset assets bond bonds yield yields benchmark curve interest weight weights \
weighted weighting appetite tolerance assessment management score class programme program policy target targets goal \
strategy approach initiative mindset culture movement budget glass vest vests coating",
);
