//! The forms an English word or phrase takes in copy. Conservative: a form that is not sure is left out.

use super::{WordList, among};

/// One way of inflecting a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As it stands: `arrival window`, `leverage`
    Base,
    /// `arrival windows`, and of a verb `leverages`
    Plural,
    /// `arrival window's`
    Possessive,
    /// `arrival windows'`
    PluralPossessive,
    /// `leveraged`
    Past,
    /// `leveraging`
    Gerund,
    /// `driven`, where it differs from the past
    Participle,
}

/// The phrase and its inflections, without repeats: plural and possessive of its last word, and verb forms of a single
/// word or of the first word of a verb phrase (`reach out`, `move the needle`). Letters are as written.
pub fn inflections(phrase: &str) -> Vec<String> {
    let mut all: Vec<String> = vec![];
    for (_, form) in forms(phrase) {
        if !all.contains(&form) {
            all.push(form);
        }
    }
    all
}

/// Every form with its name, the base first.
pub(super) fn forms(phrase: &str) -> Vec<(Form, String)> {
    let phrase = phrase.trim();
    let mut forms = vec![(Form::Base, phrase.to_owned())];
    let cut = phrase.rfind(' ').map_or(0, |b| b + 1);
    let (head, last) = phrase.split_at(cut);
    if !last.ends_with(|c: char| c.is_alphabetic()) {
        return forms;
    }
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let verbal = if rest.is_empty() { may_be_verb(first) } else { leads_verb_phrase(first, rest) };
    if rest.is_empty() || !verbal {
        if !looks_plural(last) {
            let plural = plural(last);
            forms.push((Form::Possessive, [phrase, "'s"].concat()));
            forms.push((Form::PluralPossessive, [head, &plural, "'"].concat()));
            forms.push((Form::Plural, [head, &plural].concat()));
        } else {
            forms.push((Form::PluralPossessive, [phrase, "'"].concat()));
            let one = singular(last);
            if one != last.to_ascii_lowercase() && last.chars().all(char::is_lowercase) && last.len() > 4 {
                forms.push((Form::Base, [head, &one].concat()));
            }
        }
    }
    if verbal {
        let gap = if rest.is_empty() { "" } else { " " };
        for (form, word) in verb_forms(first) {
            forms.push((form, [&word, gap, rest].concat()));
        }
    }
    forms
}

/// The plural of a noun: `van` → `vans`, `agency` → `agencies`, `analysis` → `analyses`.
pub fn plural(noun: &str) -> String {
    let lower = noun.to_ascii_lowercase();
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == lower) {
        return like(noun, many);
    }
    if lower.ends_with("sis") && lower.len() > 4 {
        return [cut(noun, 2), "es"].concat();
    }
    add_s(noun)
}

/// The singular of a noun, in lower case: `Agencies` → `agency`. A word that is no plural stays as it is.
pub fn singular(noun: &str) -> String {
    let lower = noun.to_lowercase();
    if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == lower) {
        return (*one).to_owned();
    }
    if !looks_plural(&lower) {
        return lower;
    }
    let stem = |n: usize| cut(&lower, n).to_owned();
    if lower.ends_with("ies") && lower.len() > 4 && !matches!(&*lower, "movies" | "cookies" | "calories") {
        return stem(3) + "y";
    }
    if lower.ends_with("lyses") || lower.ends_with("heses") || matches!(&*lower, "crises" | "bases") {
        return stem(2) + "is";
    }
    let es = ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| lower.ends_with(e));
    if es && !matches!(&*lower, "caches" | "headaches" | "shoes" | "axes") {
        return stem(2);
    }
    stem(1)
}

/// Whether a word has the look of a plural.
pub(in crate::syntax) fn looks_plural(word: &str) -> bool {
    let b = word.as_bytes();
    let lower = |i: usize| b.len().checked_sub(i).and_then(|n| b.get(n)).map_or(0, u8::to_ascii_lowercase);
    if lower(1) == b's' {
        return b.len() > 2
            && !matches!(lower(2), b's' | b'u' | b'i' | b'\'')
            && !NOT_PLURAL.has(&super::Lower::of(word));
    }
    matches!(
        &*super::Lower::of(word),
        "people" | "men" | "women" | "children" | "feet" | "mice" | "teeth" | "criteria"
    )
}

static NOT_PLURAL: WordList = WordList::of(
    "across afterwards always as atlas besides bias canvas does gas gets gives goes has helps its keeps \
lens less lets makes means needs nowadays ours overseas perhaps plus sometimes takes theirs towards \
was whereas yes yours",
);

static IRREGULAR: &[(&str, &str)] = &[
    ("child", "children"),
    ("criterion", "criteria"),
    ("foot", "feet"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("man", "men"),
    ("person", "people"),
    ("shelf", "shelves"),
    ("tooth", "teeth"),
    ("wife", "wives"),
    ("woman", "women"),
];

/// `s` or `es`, as for plurals and the third person.
fn add_s(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let capital = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
    if capital {
        // An acronym takes a small s: `ETAs`
        return [word, "s"].concat();
    }
    if let Some(stem) = lower.strip_suffix('y') {
        if stem.ends_with(|c: char| !is_vowel(c)) {
            return [cut(word, 1), "ies"].concat();
        }
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| lower.ends_with(e)) {
        return [word, "es"].concat();
    }
    [word, "s"].concat()
}

/// The past and the participle of an irregular verb.
fn irregular(verb: &str) -> Option<(&'static str, &'static str)> {
    let at = IRREGULAR_VERBS.binary_search_by_key(&verb, |(base, ..)| base).ok()?;
    IRREGULAR_VERBS.get(at).map(|(_, past, participle)| (*past, *participle))
}

fn verb_forms(verb: &str) -> Vec<(Form, String)> {
    let lower = verb.to_ascii_lowercase();
    let mut forms = vec![(Form::Plural, add_s(verb))];
    let gerund = if let Some(stem) = lower.strip_suffix("ie") {
        [cut(verb, verb.len() - stem.len()), "ying"].concat()
    } else if lower.ends_with('e') && !["ee", "oe", "ye"].iter().any(|e| lower.ends_with(e)) {
        [cut(verb, 1), "ing"].concat()
    } else {
        doubled(verb) + "ing"
    };
    if let Some((past, participle)) = irregular(&lower) {
        forms.push((Form::Past, like(verb, past)));
        if past != participle {
            forms.push((Form::Participle, like(verb, participle)));
        }
    } else if lower.ends_with('e') {
        forms.push((Form::Past, [verb, "d"].concat()));
    } else if lower.ends_with('y') && !lower.chars().rev().nth(1).is_some_and(is_vowel) {
        forms.push((Form::Past, [cut(verb, 1), "ied"].concat()));
    } else {
        forms.push((Form::Past, doubled(verb) + "ed"));
    }
    forms.push((Form::Gerund, gerund));
    forms
}

/// Doubles the last consonant of a short stressed syllable: `ship` → `shipp`, `commit` → `committ`, not `open`.
fn doubled(verb: &str) -> String {
    let lower = verb.to_ascii_lowercase();
    let mut back = lower.chars().rev();
    let (z, y, x) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    let short =
        !is_vowel(z) && !matches!(z, 'w' | 'x' | 'y') && is_vowel(y) && (!is_vowel(x) || &lower == "quit");
    let syllables = lower.chars().filter(|c| is_vowel(*c)).count();
    let stressed = syllables == 1
        || ["fer", "mit", "cur", "pel", "get", "gin", "trol", "quip", "ploy"]
            .iter()
            .any(|e| lower.ends_with(e));
    if short
        && stressed
        && z.is_ascii_alphabetic()
        && !matches!(&*lower, "target" | "budget" | "offer" | "widget")
    {
        format!("{verb}{z}")
    } else {
        verb.to_owned()
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// All but the last `n` bytes; the whole where that is no character boundary.
fn cut(word: &str, n: usize) -> &str {
    word.len().checked_sub(n).and_then(|end| word.get(..end)).unwrap_or(word)
}

/// A word from a list with the capital letter of the word it stands for.
fn like(model: &str, word: &str) -> String {
    match (model.chars().next(), word.chars().next()) {
        (Some(m), Some(w)) if m.is_uppercase() => w.to_uppercase().chain(word.chars().skip(1)).collect(),
        _ => word.to_owned(),
    }
}

/// A single word takes verb forms unless its ending shows that it is none.
fn may_be_verb(word: &str) -> bool {
    const NOT_VERBS: &[&str] = &[
        "ion", "ment", "ness", "ity", "ship", "gy", "ance", "ence", "or", "ist", "ism", "ful", "ous", "able",
        "ible", "al", "ic", "ics", "less", "ware", "dom", "hood", "cy", "phy",
    ];
    word.len() > 2
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !looks_plural(word)
        && (word.len() < 6 || !word.ends_with("er") || word.ends_with("fer") || word.ends_with("ver"))
        && (VERBS_IN_DISGUISE.has(word) || !NOT_VERBS.iter().any(|e| word.ends_with(e)))
        && !(word.ends_with("ive") && word.len() > 6)
        && !word.ends_with("ed")
        && !(word.ends_with("ly") && word.len() > 5 && !word.ends_with("ply"))
        && !(word.ends_with("ing") && word.len() > 5)
}

/// Verbs that end like nouns or adjectives.
static VERBS_IN_DISGUISE: WordList = WordList::of(
    "action advance anchor appeal assist augment balance complement deal document enable \
enhance experience experiment favor finance function heal honor implement influence \
leverage list mention monitor partner position provision question reference resist \
reveal seal segment ship signal stay steal tailor transition",
);

/// Whether a phrase of several words is led by its verb.
fn leads_verb_phrase(first: &str, rest: &str) -> bool {
    static LEADS: WordList = WordList::of(
        "drive leverage move take circle reach touch boil push think unlock unleash empower \
transform disrupt revolutionize revolutionise supercharge harness elevate streamline \
deliver maximize maximise optimize optimise guarantee eliminate ensure make get go do \
give bring pick dive level hit run win build create achieve increase reduce \
accelerate boost scale shift turn put set keep value thank wish hope believe love \
know",
    );
    let second = rest.split(' ').next().unwrap_or("");
    first.bytes().all(|b| b.is_ascii_lowercase())
        && (LEADS.has(first)
            || (may_be_verb(first)
                && among(
                    second,
                    "the our your their a an out back up off down over into away through forward around",
                )))
}

/// Base, past and participle, in the order of the bases.
static IRREGULAR_VERBS: &[(&str, &str, &str)] = &[
    ("be", "was", "been"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("buy", "bought", "bought"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cut", "cut", "cut"),
    ("do", "did", "done"),
    ("drive", "drove", "driven"),
    ("fall", "fell", "fallen"),
    ("find", "found", "found"),
    ("get", "got", "gotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("have", "had", "had"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shrink", "shrank", "shrunk"),
    ("spend", "spent", "spent"),
    ("take", "took", "taken"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("win", "won", "won"),
    ("write", "wrote", "written"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_the_word() {
        for (phrase, expected) in [
            ("synergy", "synergy synergy's synergies' synergies"),
            ("leverage", "leverage leverage's leverages' leverages leveraged leveraging"),
            ("ship", "ship ship's ships' ships shipped shipping"),
            ("refill", "refill refill's refills' refills refilled refilling"),
            ("rely", "rely rely's relies' relies relied relying"),
            ("open", "open open's opens' opens opened opening"),
            ("drive", "drive drive's drives' drives drove driven driving"),
            ("ETA", "ETA ETA's ETAs' ETAs"),
            ("best-in-class", "best-in-class best-in-class's best-in-classes' best-in-classes"),
            ("solutions", "solutions solutions' solution"),
            ("C++", "C++"),
            ("tie", "tie tie's ties' ties tied tying"),
            ("fix", "fix fix's fixes' fixes fixed fixing"),
        ] {
            assert_eq!(inflections(phrase).join(" "), expected);
        }
    }

    #[test]
    fn every_irregular_verb_is_found() {
        for (base, past, participle) in IRREGULAR_VERBS {
            assert_eq!(irregular(base), Some((*past, *participle)), "keep the bases in order");
        }
        assert_eq!(irregular("plan"), None);
    }

    #[test]
    fn phrases_bend_where_english_bends_them() {
        for (phrase, expected) in [
            ("arrival window", "arrival window|arrival window's|arrival windows'|arrival windows"),
            ("reach out", "reach out|reaches out|reached out|reaching out"),
            ("move the needle", "move the needle|moves the needle|moved the needle|moving the needle"),
            ("Slot Refill", "Slot Refill|Slot Refill's|Slot Refills'|Slot Refills"),
        ] {
            assert_eq!(inflections(phrase).join("|"), expected);
        }
    }

    #[test]
    fn plural_and_singular_meet() {
        for (one, many) in [
            ("van", "vans"),
            ("agency", "agencies"),
            ("batch", "batches"),
            ("person", "people"),
            ("day", "days"),
            ("analysis", "analyses"),
            ("business", "businesses"),
            ("tax", "taxes"),
            ("site", "sites"),
            ("knife", "knives"),
            ("invoice", "invoices"),
            ("crisis", "crises"),
            ("process", "processes"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
        }
    }
}
