//! Places that outlive their run: how they are written into a cache and read back against the sources of a later run.
//!
//! A place is written as the path of its source and its spans. Writing and reading happen [`among`] the sources of a
//! project; a place whose source is not there, or whose spans do not fit its text, is refused, so that nothing read back
//! points astray.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Place, Source, Span};

/// The sources that places may stand in: the file that is spoken of, and others by path.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The file that most places stand in; it is written without its path.
    pub own: Arc<Source>,
    /// The others.
    pub others: Arc<BTreeMap<String, Arc<Source>>>,
}

thread_local! {
    static SHELF: RefCell<Option<Shelf>> = const { RefCell::new(None) };
}

/// Runs `f`, which writes or reads places of these sources on this thread.
pub fn among<T>(shelf: Shelf, f: impl FnOnce() -> T) -> T {
    let before = SHELF.with(|s| s.replace(Some(shelf)));
    let done = f();
    SHELF.with(|s| s.replace(before));
    done
}

/// A place as it is written.
#[derive(Serialize, Deserialize)]
struct Record {
    /// Nothing for the shelf's own source.
    path: Option<String>,
    spans: Vec<Span>,
    exact: bool,
    inside: Option<String>,
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = SHELF.with(|s| s.borrow().as_ref().is_some_and(|s| Arc::ptr_eq(&s.own, self.source())));
        let record = Record {
            path: (!own).then(|| self.path().to_owned()),
            spans: self.spans().collect(),
            exact: self.is_exact(),
            inside: self.words().map(str::to_owned),
        };
        record.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = Record::deserialize(deserializer)?;
        let source = SHELF.with(|shelf| {
            let shelf = shelf.borrow();
            let shelf = shelf.as_ref()?;
            match &record.path {
                None => Some(Arc::clone(&shelf.own)),
                Some(path) => shelf.others.get(path).cloned(),
            }
        });
        let source = source.ok_or_else(|| D::Error::custom("a place in a file that is not there"))?;
        let fits = |s: &Span| source.text().get(s.range()).is_some();
        if record.spans.is_empty() || !record.spans.iter().all(fits) {
            return Err(D::Error::custom("a place outside of its file"));
        }
        let mut place = Place::pieces(&source, record.spans);
        if !record.exact {
            place = place.approximate();
        }
        Ok(match record.inside {
            Some(words) => place.inside(words),
            None => place,
        })
    }
}

/// A name that the program knows from its own text. (Under a name of its own, because a derived reader takes a bare
/// `&'static str` for one that borrows from what is read.)
pub type Name = &'static str;

/// Reads a name that the program knows from its own text, such as the id of a rule or the code of a currency.
///
/// # Errors
/// Those of the reader.
pub fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
    static NAMES: OnceLock<Mutex<BTreeSet<Name>>> = OnceLock::new();
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    let names = NAMES.get_or_init(Mutex::default);
    let mut names = names.lock().map_err(|_| D::Error::custom("the names cannot be had"))?;
    if let Some(known) = names.get(&*text) {
        return Ok(known);
    }
    // Each distinct name is kept once, for as long as the program runs: there are some dozens of them.
    let kept: Name = Box::leak(text.into_owned().into_boxed_str());
    names.insert(kept);
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(text: &str) -> Shelf {
        let claims = Source::new("claims.yaml", "says: 62%");
        let others = Arc::new(BTreeMap::from([("claims.yaml".to_owned(), claims)]));
        Shelf { own: Source::new("page.md", text), others }
    }

    #[test]
    fn a_place_is_read_back_in_the_sources_of_the_day() {
        let before = shelf("We refill 58%.");
        let place = Place::pieces(&before.own, [Span::new(3, 9), Span::new(10, 13)]).approximate();
        let other = Place::new(&before.others["claims.yaml"], Span::new(6, 9)).inside("slide 3");
        let written = among(before, || serde_json::to_string(&(place, other)).unwrap());
        let after = shelf("We refill 58%.");
        let (place, other): (Place, Place) = among(after, || serde_json::from_str(&written).unwrap());
        assert_eq!((place.path(), place.text().as_str(), place.is_exact()), ("page.md", "refill58%", false));
        assert_eq!(
            (other.path(), other.text().as_str(), other.words()),
            ("claims.yaml", "62%", Some("slide 3"))
        );
        let cut = among(shelf("We"), || serde_json::from_str::<(Place, Place)>(&written));
        assert!(cut.is_err(), "a place outside of its file is refused");
        assert!(serde_json::from_str::<(Place, Place)>(&written).is_err(), "so is one without its file");
    }
}
