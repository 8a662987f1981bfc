//! "Did you mean": the nearest of the known names.

/// The known name nearest to `word`, if one is near enough to be a slip of the hand.
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let limit = (folded.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(&folded, &fold(k)), k))
        .filter(|&(distance, k)| distance <= limit || starts_alike(&folded, &fold(k)))
        .min_by_key(|&(distance, k)| (distance, k))
        .map(|(_, k)| k)
}

/// `; did you mean "x"?` or, without a near name, `; known: a, b, c`.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = near(word, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let mut names: Vec<&str> = known.into_iter().collect();
    names.sort_unstable();
    let shown = names.iter().take(16).copied().collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "there are none yet".to_owned(),
        1..=16 => format!("there are: {shown}"),
        n => format!("there are: {shown} and {} more", n - 16),
    }
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

fn starts_alike(a: &str, b: &str) -> bool {
    a.len() >= 4 && b.len() >= 4 && (a.starts_with(b) || b.starts_with(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_seen_and_strangers_are_not() {
        let known = ["missed-visits", "idle-vans", "personas"];
        assert_eq!(near("mised-visits", known), Some("missed-visits"));
        assert_eq!(near("persona", known), Some("personas"));
        assert_eq!(near("budget", known), None);
        assert_eq!(did_you_mean("budget", known), "there are: idle-vans, missed-visits, personas");
    }
}
