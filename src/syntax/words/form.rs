//! Dressing a replacement like the text it replaces: letter case and inflection.

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
    let (form, _) = forms(base).into_iter().find(|(_, text)| plain(text) == matched)?;
    forms(replacement).into_iter().find(|(f, _)| *f == form).map(|(_, text)| text)
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
