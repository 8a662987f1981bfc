//! Figures in copy, case by case: each line of a file in tests/words is a case.
use proptest::prelude::*;
use refrain::syntax::quantity::{Bound, Direction, Fit, Mismatch, Period, Quantity, Unit, quantities};
use refrain::syntax::{dates, quotes, shadow, words};

fn cases(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("tests/words/{name}")).unwrap();
    let lines = text.lines().filter(|l| !l.is_empty() && (!l.starts_with('#') || l.starts_with("#1")));
    lines.map(|l| l.replace("\\u{202F}", "\u{202F}")).collect()
}

fn found(text: &str) -> Vec<Quantity> {
    let tokens = words::tokens(text);
    quantities(text, &tokens, &words::sentences(text, &tokens))
}

/// A quantity in the short form of the case files.
fn short(quantity: &Quantity) -> String {
    let (unit, factor) = match &quantity.unit {
        Unit::Percent => ("%".to_owned(), 1.0),
        Unit::Points => ("pp".to_owned(), 1.0),
        Unit::Times => ("x".to_owned(), 1.0),
        Unit::Currency(code) => (format!(" {code}"), 1.0),
        Unit::Duration(period) => (format!(" {period:?}").to_lowercase(), Period::seconds(*period)),
        Unit::Bytes => ("B".to_owned(), 1.0),
        Unit::Count(noun) => (format!(" {noun}"), 1.0),
        Unit::Bare => (String::new(), 1.0),
    };
    let number = |v: f64| format!("{:.3}", v / factor).trim_end_matches('0').trim_end_matches('.').to_owned();
    let bound = match quantity.bound {
        Bound::AtLeast => ">=",
        Bound::AtMost => "<=",
        Bound::UpTo => "^",
        Bound::About => "~",
        Bound::Over => ">",
        Bound::Under => "<",
        Bound::Average => "avg ",
        Bound::Exact | Bound::Range => "",
    };
    let (low, high) = quantity.stated;
    let value = if quantity.bound == Bound::Range {
        format!("{}..{}", number(low), number(high))
    } else {
        number(low)
    };
    let per: String = quantity.per.iter().map(|p| format!("/{p}")).collect();
    let noun = quantity.noun.as_ref().filter(|_| quantity.unit == Unit::Percent);
    let noun = noun.map_or(String::new(), |n| format!(" {n}"));
    let direction = match quantity.direction {
        Direction::Up => " up",
        Direction::Down => " down",
        Direction::Unknown => "",
    };
    format!("{bound}{value}{unit}{per}{noun}{direction}")
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn quantities_are_read_in_all_their_forms() {
    let mut wrong = vec![];
    let all = cases("quantities.txt");
    assert!(all.len() >= 200);
    for case in all {
        let (text, expected) = case.split_once(" => ").unwrap();
        let found: Vec<String> = found(text).iter().map(short).collect();
        if found.join("; ") != expected {
            wrong.push(format!("{text}\n    expected {expected}\n       found {}", found.join("; ")));
        }
    }
    report(&wrong);
}

#[test]
fn numbers_that_measure_nothing_are_left_out() {
    let mut wrong = vec![];
    let all = cases("not_quantities.txt");
    assert!(all.len() >= 60);
    for text in all {
        for frame in [text.clone(), format!("It is so: {text}."), format!("We know {text} now.")] {
            // Label, list marker and heading forms make sense only as they stand.
            if frame != text && (text.contains(". ") || text.contains(") ")) {
                continue;
            }
            let found: Vec<String> = found(&frame).iter().map(short).collect();
            if !found.is_empty() {
                wrong.push(format!("{frame}\n    found {}", found.join("; ")));
            }
        }
    }
    report(&wrong);
}

#[test]
fn figures_fit_or_conflict_with_the_approved_one() {
    let mut wrong = vec![];
    for case in cases("fits.txt") {
        let [copy, approved, expected] = case.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let (value, unit) = approved.split_once(' ').unwrap();
        let mut unit = unit;
        let mut bound = Bound::Exact;
        for (end, b) in
            [(" average", Bound::Average), (" at least", Bound::AtLeast), (" at most", Bound::AtMost)]
        {
            if let Some(rest) = unit.strip_suffix(end) {
                (unit, bound) = (rest, b);
            }
        }
        let (unit, direction) = match unit.strip_suffix(" up") {
            Some(rest) => (rest, Direction::Up),
            None => (unit, Direction::Unknown),
        };
        let approved = Quantity::approved(value.parse().unwrap(), unit, bound).towards(direction);
        let copies = found(copy);
        let [figure] = copies.as_slice() else {
            wrong.push(format!("{case}: {} quantities", copies.len()));
            continue;
        };
        let fit = match figure.fits(&approved) {
            Fit::Same => "same",
            Fit::Rounds => "rounds",
            Fit::Bound => "bound",
            Fit::Conflict(Mismatch::Value) => "value",
            Fit::Conflict(Mismatch::Unit) => "unit",
            Fit::Conflict(Mismatch::Rate) => "rate",
            Fit::Conflict(Mismatch::Direction) => "direction",
        };
        if fit != expected {
            wrong.push(format!("{case}: {fit} ({:?})", figure.value));
        }
    }
    report(&wrong);
}

#[test]
fn a_quantity_spans_its_words() {
    for (text, range, figure) in [
        ("We refill up to 62% of slots.", "up to 62%", "62%"),
        ("It costs $45 per van per month now.", "$45 per van per month", "$45"),
        ("We run at least 20,000 vans.", "at least 20,000 vans", "20,000"),
        ("Live in under two weeks, really.", "under two weeks", "two weeks"),
        ("Between 30 and 60 minutes pass.", "Between 30 and 60 minutes", "30 and 60 minutes"),
        ("Save 40% or more today.", "40% or more", "40%"),
        ("A 90-day trial.", "90-day", "90-day"),
    ] {
        let quantities = found(text);
        let [q] = quantities.as_slice() else { panic!("{text}: {quantities:?}") };
        assert_eq!((&text[q.range.clone()], &text[q.figure.clone()]), (range, figure));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_in_order_and_on_characters(
        text in "(\\PC|[0-9 ,.%$€–½/+~×'’“”-]|( (up to|half|a|one in|two|million|of|per|between|and|to|than|double|week|in 2024|not|never) )|[\n]){0,40}",
    ) {
        let tokens = words::tokens(&text);
        let mut last = 0;
        for token in &tokens {
            prop_assert!(token.start() >= last && token.end() > token.start());
            prop_assert!(text.get(token.range()).is_some());
            prop_assert!(text[last..token.start()].chars().all(|c| c.is_whitespace() || !c.is_alphanumeric()));
            last = token.end();
        }
        let sentences = words::sentences(&text, &tokens);
        let mut last = 0;
        for sentence in &sentences {
            prop_assert!(sentence.start >= last && text.get(sentence.clone()).is_some());
            last = sentence.end;
        }
        let covered: usize = sentences.iter().map(|s| words::tokens_in(&tokens, s).len()).sum();
        prop_assert_eq!(covered, tokens.len());
        let mut last = 0;
        for quantity in quantities(&text, &tokens, &sentences) {
            prop_assert!(quantity.range.start >= last, "{:?} after {last} in {text:?}", quantity.range);
            prop_assert!(text.get(quantity.range.clone()).is_some());
            prop_assert!(quantity.figure.start >= quantity.range.start && quantity.figure.end <= quantity.range.end);
            prop_assert!(quantity.stated.0 <= quantity.stated.1 && quantity.stated.1.is_finite());
            last = quantity.range.end;
        }
        let clauses = words::Clauses::of(&text, &tokens, &sentences);
        prop_assert!(clauses.same(0, 0));
        let hit = tokens.last().map_or(0..0, |t| t.range());
        let sentence = sentences.last().cloned().unwrap_or(0..0);
        let inner = words::tokens_in(&tokens, &sentence);
        refrain::syntax::negation::negated(&text, inner, &hit);
        refrain::syntax::mention::mentioned(&text, &tokens, &sentence, &hit);
        dates::formerly(&text, inner, &hit);
        dates::dated_sentences(&text, &tokens, &sentences);
        quotes::quotations(&text);
        shadow::Shadow::of(&text);
        words::inflections(&text);
        words::adapt_case(&text, &text);
        words::pronouns(&text, &tokens);
        Quantity::approved(1.5, &text, Bound::Exact);
    }
}
