//! Dressing a replacement like the text it replaces: letter case and inflection.

use std::ops::Range;

use super::inflect::forms;

/// The replacement in the letter case of the original: ALL CAPS, Title Case of every word, a capital first letter, or
/// as it is. Capitals the replacement has of its own stay (`Slot Refill`, `iPhone`).
pub fn adapt_case(replacement: &str, original: &str) -> String {
    let letters = || original.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return replacement.to_uppercase();
    }
    if replacement.chars().any(char::is_uppercase) {
        return replacement.to_owned();
    }
    let mut words = original.split_whitespace();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    if !words.next().is_some_and(capital) {
        return replacement.to_owned();
    }
    let mut rest = words.filter(|w| !is_small(w)).peekable();
    if rest.peek().is_some() && rest.all(capital) {
        let titled = replacement.split(' ').enumerate();
        let titled = titled.map(|(i, w)| if i > 0 && is_small(w) { w.to_owned() } else { capitalised(w) });
        return titled.collect::<Vec<_>>().join(" ");
    }
    capitalised(replacement)
}

/// The replacement in the same form as `matched` is of `base`: plural for plural, `-ing` for `-ing`. Letter case is
/// left to [`adapt_case`]. None where the match is no form of the base that the replacement could take.
pub fn adapt_form(replacement: &str, base: &str, matched: &str) -> Option<String> {
    let plain = |s: &str| s.to_lowercase().replace('\u{2019}', "'");
    let matched = plain(matched);
    if plain(base.trim()) == matched {
        return Some(replacement.trim().to_owned());
    }
    let (form, _) = forms(base).into_iter().find(|(_, text)| plain(text) == matched)?;
    forms(replacement).into_iter().find(|(f, _)| *f == form).map(|(_, text)| text)
}

/// The right word or phrase in place of a range of a text that is a form of a wrong one: in the same form, with the
/// capital letters that the range, the beginning of a sentence or a title gives it. `titled` says that the text is a
/// heading. Also whether the form is sure.
pub fn in_place_of(
    right: &str,
    wrong: &str,
    text: &str,
    range: &Range<usize>,
    sentence: &Range<usize>,
    titled: bool,
) -> (String, bool) {
    let said = text.get(range.clone()).unwrap_or("");
    let form = adapt_form(right, wrong, said);
    let sure = form.is_some();
    let mut form = form.unwrap_or_else(|| right.to_owned());
    if said.contains('\u{2019}') {
        form = form.replace('\'', "\u{2019}");
    }
    let loud = |text: &str| {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        letters().count() > 1 && letters().all(char::is_uppercase)
    };
    let before = text.get(sentence.start..range.start).unwrap_or("");
    let around = [before, text.get(range.end..sentence.end).unwrap_or("")].concat();
    let opens = !before.contains(char::is_alphanumeric) && said.starts_with(char::is_uppercase);
    // Capitals that the wrong word has of its own say nothing of those around it.
    let listed = wrong.chars().any(char::is_uppercase);
    let form = if loud(&around) && loud(said) || !listed && loud(said) || loud(said) && !loud(wrong) {
        form.to_uppercase()
    } else if titled && is_titled(&around) && said.starts_with(char::is_uppercase) {
        title(&form)
    } else if listed && !opens {
        form
    } else if listed {
        capitalised(&form)
    } else {
        adapt_case(&form, said)
    };
    (form, sure)
}

/// Whether every word of note begins with a capital letter, and there are two at least.
fn is_titled(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|w| !is_small(w) && w.starts_with(char::is_alphabetic));
    words().count() > 1 && words().all(|w| w.starts_with(char::is_uppercase))
}

fn title(text: &str) -> String {
    let words = text.split(' ').map(|w| if is_small(w) { w.to_owned() } else { capitalised(w) });
    words.collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "of" | "and" | "or" | "to" | "in" | "on" | "for" | "by" | "with" | "at"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_follows_the_original() {
        for (replacement, original, expected) in [
            ("arrival window", "ETA", "ARRIVAL WINDOW"),
            ("use", "leverage", "use"),
            ("use", "Leverage", "Use"),
            ("end to end", "Best Of Breed", "End to End"),
            ("end to end", "Best of Breed", "End to End"),
            ("arrival window", "Time slot", "Arrival window"),
            ("Slot Refill", "autogap", "Slot Refill"),
            ("Slot Refill", "AUTOGAP", "SLOT REFILL"),
            ("help", "X", "Help"),
            ("", "Big", ""),
        ] {
            assert_eq!(adapt_case(replacement, original), expected, "{original}");
        }
    }

    #[test]
    fn a_word_in_place_of_another_wears_its_clothes() {
        for (right, wrong, text, titled, expected) in [
            ("arrival window", "ETA", "Every [ETA] is kept", false, "arrival window"),
            ("arrival window", "ETA", "[ETA] kept", false, "Arrival window"),
            ("arrival window", "ETA", "[ETAs] kept", false, "Arrival windows"),
            ("arrival window", "ETA", "the [ETA\u{2019}s] end", false, "arrival window\u{2019}s"),
            ("arrival window", "ETA", "EVERY [ETA] KEPT", false, "ARRIVAL WINDOW"),
            ("arrival window", "ETA", "Every [ETA] Is Kept", true, "Arrival Window"),
            ("arrival window", "time slot", "Book [TIME SLOTS] now", false, "ARRIVAL WINDOWS"),
            ("customer", "account", "Each [account] sees", false, "customer"),
            ("customer", "account", "[Accounts] see", false, "Customers"),
            ("Slot Refill", "AutoGap", "[AutoGap] fills", false, "Slot Refill"),
            ("Slot Refill", "AutoGap", "the [AutoGap's] text", false, "Slot Refill's"),
            ("Slot Refill", "AutoGap", "[AUTOGAP] FILLS", false, "SLOT REFILL"),
            ("iPad", "tablet", "[Tablets] help", false, "iPads"),
        ] {
            let from = text.find('[').unwrap_or(0);
            let to = text.find(']').unwrap_or(0) - 1;
            let text = text.replace(['[', ']'], "");
            let (form, sure) = in_place_of(right, wrong, &text, &(from..to), &(0..text.len()), titled);
            assert_eq!((form.as_str(), sure), (expected, true), "{text}");
        }
    }

    #[test]
    fn inflection_follows_the_match() {
        for (replacement, base, matched, expected) in [
            ("arrival window", "ETA", "ETAs", Some("arrival windows")),
            ("arrival window", "ETA", "ETA’s", Some("arrival window's")),
            ("use", "leverage", "Leveraging", Some("using")),
            ("use", "utilize", "utilized", Some("used")),
            ("use", "utilize", "utilizes", Some("uses")),
            ("cut", "slash", "slashed", Some("cut")),
            ("customer", "user", "users", Some("customers")),
            ("C++", "user", "users", None),
            ("customer", "user", "using", None),
        ] {
            assert_eq!(adapt_form(replacement, base, matched).as_deref(), expected, "{matched}");
        }
    }
}
