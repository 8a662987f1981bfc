//! Every literal of the messaging and of the rules, all found in one pass.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::figures::{Approved, approved_figures};
use super::outdated::{Once, Outdated, outdated};
use super::persona::Told;
use super::search::Search;
use super::{CueList, Role, Scope, Wordings};
use crate::graph::Key;
use crate::item::Status;
use crate::model::{Term, TermKind, VoiceChange};
use crate::project::Project;
use crate::shape::{Entries, Key as EntryKey, Phrase};
use crate::syntax::shadow::Shadow;
use crate::syntax::words::{Boundary, inflections};

/// A literal's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct EntryId(pub(super) u32);

/// One literal and what it stands for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it stands for.
    pub role: Role,
    /// The phrase as the messaging has it, before inflection.
    pub phrase: Arc<str>,
    /// The form to look for, as written; it is compared where case counts.
    pub form: String,
    /// Whether capital letters count.
    pub case_sensitive: bool,
    /// Whether a part of a hyphenated word is enough.
    pub boundary: Boundary,
}

/// All literals and what finds them in one pass.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// Made when text is first searched: a run that recalls everything needs none.
    search: OnceLock<Search>,
    /// The figures that claims approve, by the claim's position.
    approved: Vec<Option<Approved>>,
    wordings: Wordings,
    /// What was approved once and is not any more.
    outdated: Vec<Outdated>,
    /// Made when copy for a persona is first looked at.
    told: OnceLock<Told>,
}

impl Lexicon {
    /// Gathers the literals of a project and of the rules' lists.
    pub fn of<'c>(project: &Project, cues: impl IntoIterator<Item = &'c CueList>) -> Self {
        let mut gather = Gather(vec![]);
        gather.terms(project);
        gather.claims(project);
        let outdated = outdated(project);
        for (n, former) in outdated.iter().enumerate() {
            if let Once::Wording(wording) = &former.once {
                gather.add(Role::Outdated(n), wording, Forms::AsIs);
            }
        }
        gather.names(project);
        gather.voice(project);
        gather.people(project);
        let wordings = Wordings::of(project);
        for (at, word) in wordings.anchors() {
            gather.add(Role::ClaimAnchor(at), word, Forms::Inflected);
        }
        for list in cues {
            for phrase in list.phrases {
                gather.add(
                    Role::Cue(list.name),
                    phrase,
                    if list.inflect { Forms::Inflected } else { Forms::AsIs },
                );
            }
        }
        let approved = approved_figures(project, &outdated);
        Self {
            approved,
            wordings,
            outdated,
            entries: gather.0,
            search: OnceLock::new(),
            told: OnceLock::new(),
        }
    }

    /// An entry by its number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// What copy may state as the figure of a claim, by the claim's position.
    pub fn approved(&self, claim: usize) -> Option<&Approved> {
        self.approved.get(claim)?.as_ref()
    }

    /// The approved wordings of claims.
    pub fn wordings(&self) -> &Wordings {
        &self.wordings
    }

    /// What was approved once and is not any more, by its number in a role or a relation.
    pub fn outdated(&self, n: usize) -> Option<&Outdated> {
        self.outdated.get(n)
    }

    /// The words in which the messaging tells of its pains and personas.
    pub(super) fn told(&self, project: &Project) -> &Told {
        self.told.get_or_init(|| Told::of(project))
    }

    /// How many literals there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts together what finds them, on all threads. Without it, who first searches a text does so alone.
    pub fn prepare(&self) {
        if self.search.get().is_none() {
            let shadows: Vec<Cow<str>> = self.entries.par_iter().map(|e| shadow_of(&e.form)).collect();
            let literals: Vec<&str> = shadows.iter().map(|shadow| shadow.trim()).collect();
            let _ = self.search.set(Search::together(&literals));
        }
    }

    /// What finds them. Others may wait here for the one who puts it together, so that one takes on no other work.
    fn search(&self) -> &Search {
        self.search.get_or_init(|| {
            let shadows: Vec<Cow<str>> = self.entries.iter().map(|e| shadow_of(&e.form)).collect();
            let literals: Vec<&str> = shadows.iter().map(|shadow| shadow.trim()).collect();
            Search::of(&literals)
        })
    }

    /// Hands on every match in a shadow that may be a whole word, overlapping ones too: its range in the shadow, and the
    /// number of the entry that looks for it.
    pub(super) fn find(&self, shadow: &Shadow, put: impl FnMut(std::ops::Range<usize>, u32)) {
        self.search().find(shadow, put);
    }
}

/// The text of a form's shadow. Nearly every form is its own.
fn shadow_of(form: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || matches!(b, b' ' | b'-' | b'\'');
    match form.bytes().all(plain) && !form.contains("  ") {
        true => Cow::Borrowed(form),
        false => Cow::Owned(Shadow::of(form).text),
    }
}

/// Which forms of a phrase to look for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forms {
    AsIs,
    Inflected,
    /// Just as written, capital letters too.
    Exact,
}

/// How many terms are gathered at a time.
const TERMS: usize = 128;

struct Gather(Vec<Entry>);

impl Gather {
    fn add(&mut self, role: Role, phrase: &str, forms: Forms) {
        match forms {
            Forms::Inflected => self.spelled(&role, phrase, inflections(phrase)),
            Forms::AsIs | Forms::Exact => self.0.push(Entry {
                role,
                phrase: phrase.into(),
                form: phrase.to_owned(),
                case_sensitive: forms == Forms::Exact,
                boundary: Boundary::Word,
            }),
        }
    }

    fn all<P: std::ops::Deref<Target = str>>(
        &mut self,
        role: &dyn Fn(usize) -> Role,
        phrases: &[P],
        forms: Forms,
    ) {
        for (at, phrase) in phrases.iter().enumerate() {
            self.add(role(at), phrase, forms);
        }
    }

    /// All terms. There may be thousands, and finding the forms of their words takes longer than anything else here.
    fn terms(&mut self, project: &Project) {
        let terms = &project.playbook.terms;
        let each = terms.par_chunks(TERMS).enumerate().map(|(chunk, terms)| {
            let mut gather = Self(Vec::with_capacity(16 * terms.len()));
            for (at, term) in terms.iter().enumerate().filter(|(_, t)| t.status != Status::Retired) {
                gather.term(chunk * TERMS + at, term);
            }
            gather.0
        });
        let each: Vec<Vec<Entry>> = each.collect();
        self.0.reserve(each.iter().map(Vec::len).sum());
        self.0.extend(each.into_iter().flatten());
    }

    fn term(&mut self, at: usize, term: &Term) {
        let forms = if term.case_sensitive == Some(true) { Forms::Exact } else { Forms::Inflected };
        let mut right = vec![];
        for phrase in std::iter::once(&term.preferred).chain(&term.also) {
            let used = inflections(phrase);
            right.extend(used.iter().cloned());
            self.spelled(&Role::TermUse(at), phrase, used);
        }
        if matches!(term.kind, Some(TermKind::Product | TermKind::Brand)) {
            self.spelled(&Role::TermSpelling(at), &term.preferred, spellings(&term.preferred));
        }
        for (n, not) in term.not.iter().enumerate() {
            if forms == Forms::Exact {
                self.add(Role::TermNot(at, n), not, forms);
            } else {
                self.wrong(&Role::TermNot(at, n), not, &right);
            }
        }
        self.all(&|_| Role::TermFirst(at), term.first.as_slice(), Forms::AsIs);
        self.all(&|_| Role::TermShield(at), &term.allow_in, Forms::Inflected);
    }

    /// A wrong phrase in all its forms, with blanks or hyphens between its words. A form that is also one of a right word is
    /// no wrong one: `enrolling` is right for who writes `enrol` and not `enroll`.
    fn wrong(&mut self, role: &Role, phrase: &str, right: &[String]) {
        let wrong = |form: &String| !right.iter().any(|right| undoubled(right).eq(undoubled(form)));
        self.spelled(role, phrase, inflections(phrase).into_iter().flat_map(joints).filter(wrong));
    }

    fn wrongs(&mut self, role: &Role, phrases: &[Phrase]) {
        phrases.iter().for_each(|phrase| self.wrong(role, phrase, &[]));
    }

    /// Forms of a phrase in which capital letters do not count.
    fn spelled(&mut self, role: &Role, phrase: &str, forms: impl IntoIterator<Item = String>) {
        let phrase: Arc<str> = phrase.into();
        let entry = |form| Entry {
            role: role.clone(),
            phrase: Arc::clone(&phrase),
            form,
            case_sensitive: false,
            boundary: Boundary::Word,
        };
        self.0.extend(forms.into_iter().map(entry));
    }

    fn claims(&mut self, project: &Project) {
        for (at, claim) in project.playbook.claims.iter().enumerate() {
            self.add(Role::ClaimWording(at), &claim.says, Forms::AsIs);
            self.all(&|_| Role::ClaimWording(at), &claim.variants, Forms::AsIs);
            self.all(&|n| Role::ClaimNot(at, n), &claim.not, Forms::AsIs);
            self.all(&|n| Role::ClaimContradicts(at, n), &claim.contradicts, Forms::AsIs);
            self.all(&|n| Role::ClaimNeverWith(at, n), &claim.never_with, Forms::AsIs);
            self.all(&|_| Role::ClaimAccepts(at), &claim.accepts, Forms::AsIs);
            self.all(&|_| Role::ClaimQualifier(at), &claim.requires, Forms::AsIs);
            self.all(&|_| Role::ClaimQualifier(at), &claim.requires_any, Forms::AsIs);
            if let Some(figure) = &claim.figure {
                self.all(&|n| Role::ClaimWord(at, n), &figure.words, Forms::Inflected);
            }
        }
    }

    fn names(&mut self, project: &Project) {
        let settings = &project.config.settings;
        self.add(Role::Company, &settings.company, Forms::Inflected);
        self.all(&|_| Role::Company, &settings.company_aka, Forms::Inflected);
        if let Some(product) = &settings.product {
            self.add(Role::Company, product, Forms::Inflected);
        }
        for (at, offer) in project.playbook.offers.iter().enumerate() {
            self.add(Role::Offer(at), &offer.name, Forms::Inflected);
            self.all(&|_| Role::Offer(at), &offer.aka, Forms::Inflected);
            self.all(&|n| Role::OfferFormer(at, n), &offer.former, Forms::Inflected);
        }
        for (at, rival) in project.playbook.competitors.iter().enumerate() {
            self.add(Role::Competitor(at), &rival.name, Forms::Inflected);
            self.all(&|_| Role::Competitor(at), &rival.aka, Forms::Inflected);
            self.all(&|n| Role::NeverSay(at, n), &rival.never_say, Forms::AsIs);
        }
        for (at, customer) in project.playbook.customers.iter().enumerate() {
            self.add(Role::Customer(at), &customer.name, Forms::Inflected);
            self.all(&|_| Role::Customer(at), &customer.aka, Forms::Inflected);
        }
        for (at, metric) in project.playbook.metrics.iter().enumerate() {
            if !metric.header.internal_to.is_empty() {
                self.add(Role::Metric(at), &metric.name, Forms::Inflected);
                self.all(&|_| Role::Metric(at), &metric.aka, Forms::Inflected);
            }
        }
    }

    fn voice(&mut self, project: &Project) {
        for voice in &project.playbook.voice {
            self.wrongs(&Role::VoiceBan(Scope::Everywhere), &voice.ban);
            for principle in &voice.principles {
                self.wrongs(&Role::VoiceBan(Scope::Everywhere), &principle.not);
            }
            self.all(&|_| Role::VoiceApproved, &voice.approved_phrases, Forms::AsIs);
            self.scoped("channels", &voice.by_channel);
            self.scoped("stages", &voice.by_stage);
            self.scoped("personas", &voice.by_persona);
        }
    }

    fn scoped<K: EntryKey>(&mut self, kind: &'static str, changes: &Entries<K, VoiceChange>) {
        for (key, change) in changes.iter() {
            let scope = Scope::Only(Key::new(kind, key.key()));
            self.wrongs(&Role::VoiceBan(scope), &change.ban);
        }
    }

    fn people(&mut self, project: &Project) {
        for (at, persona) in project.playbook.personas.iter().enumerate() {
            if let Some(words) = &persona.words {
                self.all(&|_| Role::PersonaUse(at), &words.preferred, Forms::Inflected);
                self.all(&|_| Role::PersonaAvoid(at), &words.avoid, Forms::Inflected);
            }
        }
        for (at, pain) in project.playbook.pains.iter().enumerate() {
            self.all(&|_| Role::PainWord(at), &pain.words, Forms::Inflected);
        }
    }
}

/// A phrase as it is, and with a blank for each hyphen or a hyphen for each blank: `state of the art`, `state-of-the-art`.
fn joints(phrase: String) -> Vec<String> {
    if !phrase.contains([' ', '-']) {
        return vec![phrase];
    }
    let (blanks, hyphens) = (phrase.replace('-', " "), phrase.replace(' ', "-"));
    let mut all = vec![phrase];
    for form in [blanks, hyphens] {
        if !all.contains(&form) {
            all.push(form);
        }
    }
    all
}

/// The letters of a word, small and without doubled ones, which British and American spellings share.
fn undoubled(word: &str) -> impl Iterator<Item = char> {
    let mut last = None;
    let small = word.chars().flat_map(char::to_lowercase);
    small.filter(move |c| last.replace(*c) != Some(*c))
}

/// A name of several words with its blanks and hyphens changed or left out.
fn spellings(name: &str) -> Vec<String> {
    let parts: Vec<&str> = name.split([' ', '-']).filter(|p| !p.is_empty()).collect();
    if parts.len() < 2 {
        return vec![];
    }
    let fold = |text: &str| text.to_lowercase();
    let all = ["", "-", " "].map(|joint| parts.join(joint));
    all.into_iter().filter(|s| fold(s) != fold(name)).collect()
}
