//! Approved wordings of claims, word by word: what a paraphrase is compared with.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::item::Status;
use crate::project::Project;
use crate::syntax::words::{self, Kind, Token, WordList, singular};
use crate::text::WordMap;

/// What a word does in a claim. A claim stands or falls with words of every class but the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A word that says what the claim is about.
    Content,
    /// An article, a preposition, a form of `be`.
    Function,
    /// `62`, `eleven`
    Number,
    /// `days`, `percent`, `$`
    Unit,
    /// `up to`, `at least`, `within`
    Bound,
    /// `can`, `will`, `may`
    Modal,
    /// `all`, `most`, `some`
    Quantifier,
    /// `not`, `never`, `without`
    Negation,
    /// A name: of a plan, a customer, a place.
    Name,
}

/// A word as it is compared: case, quotes, number forms, contractions and inflections are gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// What is compared.
    pub form: String,
    /// What it does.
    pub class: Class,
    /// Where it stands in its text.
    pub range: Range<usize>,
}

/// An approved wording.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The claim's position.
    pub claim: usize,
    /// The wording as approved.
    pub text: String,
    /// Its words.
    pub words: Vec<Word>,
    /// Its words as they are aligned, one for each.
    pub(super) weighed: Vec<Weighed>,
}

/// A word as it is aligned: what it is compared by, and how much it tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// The number of its form; the greatest of all for a form that no wording has.
    pub form: u32,
    /// How much it tells; see [`Wordings::weight`].
    pub weight: f64,
    /// What it does.
    pub class: Class,
}

/// The wordings of all approved claims, with how rare their words are.
#[derive(Debug, Default)]
pub struct Wordings {
    all: Vec<Wording>,
    /// The numbers of all forms.
    forms: WordMap<String, u32>,
    /// Which wordings hold a form, by its number.
    holding: Vec<Vec<u32>>,
    /// How much a form tells as a word of content, by its number.
    telling: Vec<f64>,
    /// How much a form tells that no wording has.
    unknown: f64,
    /// The words by which a wording is met in copy, and the wordings that each leads to.
    anchors: Vec<(String, Vec<u32>)>,
}

/// How many of its rarest words a wording is met by.
const ANCHORS: usize = 6;
/// As many wordings as a word is at least weighed against.
const LEAST_WORDINGS: f64 = 20.0;

impl Wordings {
    /// The wordings of a project.
    pub fn of(project: &Project) -> Self {
        let mut known = Self::default();
        let claims = project.playbook.claims.iter().enumerate();
        for (claim, item) in claims.filter(|(_, c)| c.status == Status::Approved) {
            for text in std::iter::once(&item.says).chain(&item.variants) {
                let words = of_text(text);
                known.all.push(Wording { claim, text: text.trim().to_owned(), words, weighed: vec![] });
            }
        }
        for (at, wording) in known.all.iter().enumerate() {
            for word in &wording.words {
                let next = known.forms.len() as u32;
                let form = *known.forms.entry(word.form.clone()).or_insert(next) as usize;
                known.holding.resize_with(known.forms.len(), Vec::new);
                if let Some(holding) = known.holding.get_mut(form).filter(|h| h.last() != Some(&(at as u32)))
                {
                    holding.push(at as u32);
                }
            }
        }
        let all = (known.all.len() as f64).max(LEAST_WORDINGS);
        known.telling = known.holding.iter().map(|holding| (1.0 + all / holding.len() as f64).ln()).collect();
        known.unknown = (1.0 + all).ln();
        let weighed: Vec<Vec<Weighed>> = known.all.iter().map(|w| known.weighed(&w.words)).collect();
        for (wording, weighed) in known.all.iter_mut().zip(weighed) {
            wording.weighed = weighed;
        }
        let mut anchors: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, wording) in known.all.iter().enumerate() {
            for anchor in known.rarest(wording) {
                anchors.entry(anchor).or_default().push(at as u32);
            }
        }
        known.anchors = anchors.into_iter().collect();
        known
    }

    /// The rarest words of a wording, as written; none where it has too few to be known by.
    fn rarest(&self, wording: &Wording) -> Vec<String> {
        let content = |w: &&Word| matches!(w.class, Class::Content | Class::Name) && w.form.len() > 2;
        let mut words: Vec<&Word> = wording.words.iter().filter(content).collect();
        words.sort_by(|a, b| {
            self.weight(b).total_cmp(&self.weight(a)).then(a.range.start.cmp(&b.range.start))
        });
        words.dedup_by(|a, b| a.form == b.form);
        words.truncate(ANCHORS);
        let written = |w: &Word| wording.text.get(w.range.clone()).map(str::to_lowercase);
        if words.len() < 2 { vec![] } else { words.into_iter().filter_map(written).collect() }
    }

    /// The words to look for in copy, with their numbers.
    pub(super) fn anchors(&self) -> impl Iterator<Item = (usize, &str)> {
        self.anchors.iter().enumerate().map(|(at, (word, _))| (at, word.as_str()))
    }

    /// The wordings that an anchor leads to.
    pub(super) fn behind(&self, anchor: usize) -> &[u32] {
        self.anchors.get(anchor).map_or(&[], |(_, wordings)| wordings)
    }

    /// How many anchors, wordings and forms there are.
    pub(super) fn numbers(&self) -> [usize; 3] {
        [self.anchors.len(), self.all.len(), self.holding.len()]
    }

    /// A wording by its number.
    pub fn get(&self, wording: u32) -> Option<&Wording> {
        self.all.get(wording as usize)
    }

    /// How much a word tells: the rarer among the wordings, the more.
    pub fn weight(&self, word: &Word) -> f64 {
        self.weigh(self.form(&word.form), word.class)
    }

    /// Words as they are aligned.
    fn weighed(&self, words: &[Word]) -> Vec<Weighed> {
        words.iter().map(|word| self.weighed_word(&word.form, word.class)).collect()
    }

    pub(super) fn weighed_word(&self, form: &str, class: Class) -> Weighed {
        let form = self.form(form);
        Weighed { form, weight: self.weigh(form, class), class }
    }

    fn form(&self, form: &str) -> u32 {
        self.forms.get(form).copied().unwrap_or(u32::MAX)
    }

    fn weigh(&self, form: u32, class: Class) -> f64 {
        match class {
            Class::Function => 0.3,
            Class::Content | Class::Name => self.telling.get(form as usize).copied().unwrap_or(self.unknown),
            _ => 0.8,
        }
    }

    /// Whether an approved wording says what a stretch of text says: it holds all words of the stretch, and shares
    /// another word that tells something with the sentence around.
    pub fn cover(&self, stretch: &str, sentence: &str) -> bool {
        let needed = of_text(stretch);
        let needed: Vec<&Word> = needed.iter().filter(|w| w.class != Class::Function).collect();
        let Some(first) = needed.first() else { return false };
        let Some(holding) = self.holding.get(self.form(&first.form) as usize) else { return false };
        let around = of_text(sentence);
        let holds = |wording: &Wording, form: &str| wording.words.iter().any(|w| w.form == form);
        holding.iter().filter_map(|at| self.get(*at)).any(|wording| {
            let telling = |w: &&Word| {
                w.class == Class::Content && !needed.iter().any(|n| n.form == w.form) && w.form.len() > 2
            };
            needed.iter().all(|n| holds(wording, &n.form))
                && around.iter().filter(telling).any(|w| holds(wording, &w.form))
        })
    }
}

/// The words of a text as they are compared.
pub fn of_text(text: &str) -> Vec<Word> {
    normalised(text, &words::tokens(text))
}

/// The words of some tokens as they are compared.
pub fn normalised(text: &str, tokens: &[Token]) -> Vec<Word> {
    let mut found: Vec<Word> = vec![];
    for (at, token) in tokens.iter().enumerate() {
        of_token(text, *token, at > 0, &mut |form: &str, class: Class| {
            found.push(Word { form: form.to_owned(), class, range: token.range() });
        });
    }
    found
}

/// The words of a token; it may be a name where it does not open a sentence.
pub(super) fn of_token(text: &str, token: Token, inside: bool, put: &mut impl FnMut(&str, Class)) {
    let said = token.text(text);
    match token.kind {
        Kind::Number => {
            let digits = said.replace(',', "");
            let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
            let (number, tail) = digits.split_at(end);
            put(number.trim_end_matches('.'), Class::Number);
            if !tail.is_empty() {
                put(&singular(&tail.to_lowercase()), Class::Unit);
            }
        }
        Kind::Symbol if said == "%" => put("percent", Class::Unit),
        Kind::Symbol if matches!(said, "$" | "€" | "£" | "¥") => put(said, Class::Unit),
        Kind::Word => {
            let lower = match said.is_ascii() {
                true => said.to_ascii_lowercase(),
                false => said.to_lowercase().replace(['’', '‘'], "'"),
            };
            // `two-week trial` has three words.
            let name = inside && token.is_capitalised(text);
            for part in lower.split('-').filter(|p| !p.is_empty()) {
                word(part, name, put);
            }
        }
        _ => {}
    }
}

impl Wording {
    /// The highest score that it can reach in a sentence in which some forms stand: each of its words that the sentence has
    /// may match, each other counts half at least (see the scoring of an alignment).
    pub(super) fn most(&self, stands: impl Fn(u32) -> bool) -> f64 {
        let (mut met, mut missed) = (0.0, 0.0);
        for word in &self.weighed {
            let side = if stands(word.form) { &mut met } else { &mut missed };
            *side += word.weight;
        }
        if met > 0.0 { 2.0 * met / (2.0 * met + 0.5 * missed) } else { 0.0 }
    }
}

fn word(lower: &str, name: bool, put: &mut impl FnMut(&str, Class)) {
    if let Some(verb) = lower.strip_suffix("n't") {
        let verb = match verb {
            "ca" => "can",
            "wo" => "will",
            known => known,
        };
        word(verb, false, put);
        return put("not", Class::Negation);
    }
    if lower == "cannot" {
        put("can", Class::Modal);
        return put("not", Class::Negation);
    }
    if let Some((verb, short)) = lower.split_once('\'') {
        word(verb, name, put);
        return match short {
            "ll" => put("will", Class::Modal),
            "re" | "m" => put("be", Class::Function),
            _ => {}
        };
    }
    if let Some(value) = number(lower) {
        return put(value, Class::Number);
    }
    let class = class(lower);
    match class {
        Class::Content if name => put(lower, Class::Name),
        Class::Content => put(&stem(lower), Class::Content),
        Class::Function if matches!(lower, "is" | "are" | "was" | "were" | "been" | "being" | "am") => {
            put("be", class);
        }
        Class::Unit => put(&singular(lower), class),
        _ => put(lower, class),
    }
}

fn class(word: &str) -> Class {
    let listed = WordList::first_of(CLASSES.iter().map(|(list, _)| list), word);
    listed.and_then(|at| CLASSES.get(at)).map_or(Class::Content, |(_, class)| *class)
}

/// The words of the closed classes.
static CLASSES: [(WordList, Class); 6] = [
    (
        WordList::of(
            "a also am an and are as at be been being by did do does for from had has have he her here his i in into \
is it its just my of off on only onto or our out own per she so that the their them then there these they \
this those to too us very was we were with you your",
        ),
        Class::Function,
    ),
    (WordList::of("not never no none nobody nothing without neither nor hardly"), Class::Negation),
    (WordList::of("can could will would may might must should shall"), Class::Modal),
    (WordList::of("all every each most some many few several half both any majority"), Class::Quantifier),
    (
        WordList::of(
            "least over under within nearly almost about around roughly up than maximum minimum exactly",
        ),
        Class::Bound,
    ),
    (
        WordList::of(
            "percent percentage points point times x day days week weeks month months quarter quarters year years hour \
hours minute minutes second seconds eur usd gbp dollars euros working business calendar",
        ),
        Class::Unit,
    ),
];

fn number(word: &str) -> Option<&'static str> {
    Some(match word {
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "eleven" => "11",
        "twelve" => "12",
        "thirteen" => "13",
        "fourteen" => "14",
        "fifteen" => "15",
        "sixteen" => "16",
        "eighteen" => "18",
        "twenty" => "20",
        "thirty" => "30",
        "forty" => "40",
        "fifty" => "50",
        "sixty" => "60",
        "ninety" => "90",
        "hundred" => "100",
        _ => return None,
    })
}

/// What the forms of a word share: `refill`, `refilled`, `refills`, `refilling`.
fn stem(word: &str) -> String {
    let one = singular(word);
    let mut stem = one.as_str();
    for ending in ["ing", "ed", "es", "s", "ly", "e"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| rest.len() >= 3) {
            stem = rest;
            break;
        }
    }
    let stem = stem.strip_suffix('e').unwrap_or(stem);
    // `planned` and `plan` share their stem.
    let mut chars = stem.chars().rev();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's' | 'e' | 'o') && stem.len() > 3 => {
            stem.get(..stem.len() - a.len_utf8()).unwrap_or(stem).to_owned()
        }
        _ => stem.to_owned(),
    }
}
