//! `a` or `an`: the article before a word that is exchanged.

use std::ops::Range;

/// Which article a word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
    /// `a van`
    A,
    /// `an hour`
    An,
}

/// The article that stands right before an offset: where, and which.
pub fn article_before(text: &str, at: usize) -> Option<(Range<usize>, Article)> {
    let before = text.get(..at)?;
    let trimmed = before.trim_end();
    if trimmed.len() == before.len() {
        return None;
    }
    let start = trimmed
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |p| p + trimmed.get(p..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let word = trimmed.get(start..)?;
    let hyphened = text.get(..start)?.ends_with(['-', '\'', '\u{2019}', '.']);
    let article = match word {
        _ if hyphened => return None,
        "a" | "A" => Article::A,
        "an" | "An" | "AN" => Article::An,
        _ => return None,
    };
    Some((start..trimmed.len(), article))
}

/// The article as written in the letter case of another.
pub fn like_article(article: Article, written: &str) -> String {
    let loud = written.chars().count() > 1 && written.chars().all(char::is_uppercase);
    let capital = written.starts_with(char::is_uppercase);
    match (article, loud, capital) {
        (Article::A, _, true) => "A",
        (Article::A, ..) => "a",
        (Article::An, true, _) => "AN",
        (Article::An, _, true) => "An",
        (Article::An, ..) => "an",
    }
    .to_owned()
}

/// Which article a phrase takes, by the sound of its beginning; nothing where its letters do not tell.
pub fn article_of(phrase: &str) -> Option<Article> {
    let word = phrase.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = word.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}').unwrap_or(word.len());
    let word = word.get(..end)?;
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let leading = digits.len() % 3;
        let an =
            digits.starts_with('8') || leading == 2 && (digits.starts_with("11") || digits.starts_with("18"));
        return Some(if an { Article::An } else { Article::A });
    }
    let lower = word.to_lowercase();
    let letters = word.chars().count();
    if letters > 1 && letters < 6 && word.chars().all(|c| c.is_ascii_uppercase()) {
        // An abbreviation is spelled out or read as a word; where both begin alike there is no doubt.
        return match first {
            'A' | 'E' | 'I' | 'O' => Some(Article::An),
            'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'P' | 'Q' | 'T' | 'V' | 'W' | 'Y' | 'Z' => Some(Article::A),
            _ => None,
        };
    }
    let begins = |starts: &[&str]| starts.iter().any(|s| lower.starts_with(s));
    let an = if begins(&["hour", "honest", "honor", "honour", "heir", "unin", "unim", "uniss"]) {
        true
    } else if begins(&["uni", "use", "usu", "usa", "uti", "eu", "ewe", "ubi"])
        || matches!(&*lower, "one" | "once")
    {
        false
    } else {
        match lower.chars().next()? {
            'a' | 'e' | 'i' | 'o' | 'u' => true,
            c if c.is_ascii_lowercase() => false,
            _ => return None,
        }
    };
    Some(if an { Article::An } else { Article::A })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_follows_the_sound() {
        for (phrase, an) in [
            ("arrival window", true),
            ("customer", false),
            ("hour", true),
            ("unified plan", false),
            ("uninsured van", true),
            ("user", false),
            ("one-pager", false),
            ("ETA", true),
            ("8%", true),
            ("18-day trial", true),
            ("180 vans", false),
            ("11,000 vans", true),
            ("62%", false),
        ] {
            let expected = if an { Article::An } else { Article::A };
            assert_eq!(article_of(phrase), Some(expected), "{phrase}");
        }
        assert_eq!(article_of("SLA"), None);
    }

    #[test]
    fn only_an_article_is_an_article() {
        assert_eq!(article_before("an ETA", 3), Some((0..2, Article::An)));
        assert_eq!(article_before("for A van", 6), Some((4..5, Article::A)));
        for (text, at) in [("plan ETA", 5), ("Q-a ETA", 4), ("ETA", 0), ("an-ETA", 3)] {
            assert_eq!(article_before(text, at), None, "{text}");
        }
        assert_eq!(like_article(Article::A, "An") + &like_article(Article::An, "a"), "Aan");
    }
}
