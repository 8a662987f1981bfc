//! Single voice: where marketing, sales and success speak differently to one persona at one moment, and what we say of
//! ourselves against what is said of us.

use tera::Value;

use super::{PageType, single};
use crate::analyze::{Difference, Gap, TeamSpeech, VoiceGap, WordScore, themes};
use crate::model::Sentiment;
use crate::site::chart::{Bar, Bars, Caption, bars};
use crate::site::edition::Edition;
use crate::site::sheet::{Head, Sheet, file_title};
use crate::site::view::{chart, map, maybe, number, ordinary, texts};

/// How many comparisons the page shows; those in which most differs come first.
const SHOWN: usize = 8;
/// From how many driving words on two teams are heard as two voices.
const DRIVEN: usize = 3;

pub static PAGE: PageType = PageType {
    name: "single_voice",
    template: "single-voice.html",
    kind: None,
    addresses: |_| single("single-voice.html"),
    sheet: |edition, _| sheet(edition),
};

fn sheet(edition: &Edition) -> Sheet {
    let lead = "A buyer who is handed over should not notice. Where two teams speak to one persona at one moment, and what sets them apart.";
    let mut gaps: Vec<&VoiceGap> = edition.outcome.voice.iter().filter(|gap| shows(edition, gap)).collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(weight(gap)));
    let apart = gaps.iter().filter(|gap| is_apart(gap)).count();
    let all = gaps.len();
    let shown = gaps.iter().take(SHOWN).enumerate().map(|(n, gap)| view(edition, gap, n + 1));
    Sheet {
        head: Head::new("Single voice", "single-voice", lead).lead(lead),
        body: vec![
            ("gaps", Value::from(shown.collect::<Vec<_>>())),
            ("rest", Value::from(gaps.iter().skip(SHOWN).map(|gap| named(edition, gap)).collect::<Vec<_>>())),
            ("counts", map! { "all": all, "apart": apart, "alike": all - apart }),
            ("themes", Value::from(reputation(edition))),
        ],
        entries: vec![],
    }
}

fn shows(edition: &Edition, gap: &VoiceGap) -> bool {
    let persona = gap.persona.as_deref();
    persona.is_none_or(|p| edition.page_of("personas", p).is_some())
}

fn driving(gap: &VoiceGap) -> usize {
    gap.teams.iter().map(|t| t.more.len()).sum()
}

fn is_apart(gap: &VoiceGap) -> bool {
    !gap.split_figures().is_empty() || (driving(gap) >= DRIVEN && !gap.differences().is_empty())
}

fn weight(gap: &VoiceGap) -> usize {
    100 * usize::from(is_apart(gap)) + 10 * gap.differences().len() + driving(gap)
}

fn named(edition: &Edition, gap: &VoiceGap) -> Value {
    map! {
        "stage": edition.reference("stages", &gap.stage),
        "persona": gap.persona.as_deref().map(|p| edition.reference("personas", p)),
        "teams": gap.teams.iter().map(|t| ordinary(&t.team)).collect::<Vec<_>>(),
        "apart": is_apart(gap),
    }
}

fn view(edition: &Edition, gap: &VoiceGap, n: usize) -> Value {
    let [one, two] = &gap.teams;
    let differs = gap.differences();
    let row = |name: &str, of: &dyn Fn(&TeamSpeech) -> String, differs: bool| {
        map! { "name": name, "values": vec![of(one), of(two)], "differs": differs }
    };
    let has = |difference: Difference| differs.contains(&difference);
    let one_decimal = |value: f64| number((value * 10.0).round() / 10.0);
    let rows = vec![
        row("Pieces of copy", &|t| t.pieces.len().to_string(), false),
        row("Words in a sentence", &|t| one_decimal(t.sentence), has(Difference::Sentences)),
        row("We for one you", &|t| one_decimal(t.we_you), has(Difference::WeYou)),
        row("Terms in their right form", &|t| share(t.right_terms, t.terms), has(Difference::Terms)),
        row("Claims stated", &|t| t.stated().len().to_string(), has(Difference::Claims)),
    ];
    let claims = |ids: &[&str]| {
        let known = ids.iter().filter(|id| edition.page_of("claims", id).is_some());
        known.map(|id| edition.reference("claims", id)).collect::<Vec<_>>()
    };
    let [only_one, only_two] = gap.own_claims();
    let both = gap.shared_claims();
    let apart: Vec<&str> = gap.split_figures().iter().map(|split| split.claim).collect();
    let figures = gap.split_figures().into_iter().filter(|s| edition.page_of("claims", s.claim).is_some());
    let figures = figures.map(|split| {
        let said = split.said.iter().map(|figures| {
            let said = figures.iter().map(|f| map! { "text": &*f.text, "approved": f.approved });
            Value::from(said.collect::<Vec<_>>())
        });
        map! { "claim": edition.reference("claims", split.claim), "said": said.collect::<Vec<_>>() }
    });
    map! {
        "name": named(edition, gap),
        "n": n,
        "rows": rows,
        "words": vec![words(one), words(two)],
        "chart": chart(driven(gap, n)),
        "files": gap.teams.iter().map(|t| files(edition, t)).collect::<Vec<_>>(),
        "claims": map! { "both": claims(&both), "apart": claims(&apart), "only": vec![claims(&only_one), claims(&only_two)] },
        "figures": figures.collect::<Vec<_>>(),
    }
}

fn share(right: Option<f64>, terms: u32) -> String {
    right.map_or_else(
        || "no term used".to_owned(),
        |r| format!("{}\u{a0}% of {terms}", number((r * 100.0).round())),
    )
}

fn words(team: &TeamSpeech) -> Vec<Value> {
    let word = |w: &WordScore| map! { "word": &*w.word, "here": w.here, "there": w.there };
    team.more.iter().map(word).collect()
}

fn files(edition: &Edition, team: &TeamSpeech) -> Vec<Value> {
    let file = |path: &String| {
        map! { "title": file_title(path), "path": &**path, "url": edition.edit_url(path, 1) }
    };
    team.paths.iter().map(file).collect()
}

/// The words that drive the gap: how often each team uses them.
fn driven(gap: &VoiceGap, n: usize) -> Option<String> {
    let [one, two] = &gap.teams;
    let names = [ordinary(&one.team), ordinary(&two.team)];
    let own = one.more.iter().map(|w| (w, [w.here, w.there]));
    let others = two.more.iter().map(|w| (w, [w.there, w.here]));
    let all: Vec<(&WordScore, [u32; 2])> = own.chain(others).collect();
    let told = all.iter().map(|(w, [a, b])| {
        format!("\u{201c}{}\u{201d}: {} {a} times, {} {b} times", w.word, names[0], names[1])
    });
    let description = told.collect::<Vec<_>>().join("; ");
    let bar = |(w, counts): &(&WordScore, [u32; 2])| Bar {
        name: w.word.clone(),
        words: format!("{} : {}", counts[0], counts[1]),
        parts: counts.iter().map(|c| f64::from(*c)).collect(),
    };
    bars(&Bars {
        caption: Caption {
            id: &format!("words-{n}"),
            title: &format!("Words that {} and {} use differently", names[0], names[1]),
            description: &description,
        },
        bars: all.iter().map(bar).collect(),
        classes: &[],
        keys: &[&names[0], &names[1]],
    })
}

/// Two columns: what is said of us, and what we say of it.
fn reputation(edition: &Edition) -> Vec<Value> {
    let book = &edition.project.playbook;
    let shown = themes(edition.project).into_iter().filter(|t| edition.shows(t.research));
    let shown = shown.map(|theme| {
        let research = theme.research;
        let messages = theme.messages.iter().filter_map(|at| book.messages.get(*at));
        let messages = messages.filter(|m| edition.page_of("messages", m.id.as_str()).is_some());
        let (words, state) = match theme.gap {
            Gap::Against => ("said against what we promise", "expired"),
            Gap::Unsaid => ("praised, and no message says it", "due"),
            Gap::Unanswered => ("blamed, and no message answers it", "due"),
            Gap::Said => ("praised, and we say it", "verified"),
            Gap::Neutral => ("neither praise nor blame", "plain"),
        };
        map! {
            "ref": edition.reference("research", research.id.as_str()),
            "theme": maybe(research.theme.as_ref()),
            "sentiment": research.sentiment.map(Sentiment::name),
            "n": crate::analyze::asked(research),
            "quotes": texts(&research.quotes),
            "finds": texts(&research.finds),
            "claims": edition.claims_of(&research.claims),
            "messages": messages.map(|m| edition.reference("messages", m.id.as_str())).collect::<Vec<_>>(),
            "words": words,
            "state": state,
        }
    });
    shown.collect()
}
