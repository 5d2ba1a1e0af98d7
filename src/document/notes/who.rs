//! Whom a name means, as far as these notes tell.
//!
//! Somebody is known by handle, by the whole name, by what notes make of it ("Ana", "Ana R", "ARuiz", "Ruiz"), and by
//! initials that the list of people defines. What fits two of them is nobody's.

use super::{Attendee, Who};
use crate::document::letters::fold;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Everybody whom the notes know, by all that they may be called; what fits two is `None`.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Those whom the notes around know.
    around: Option<Arc<Known>>,
    /// Whole names, which tell one person from another.
    whole: HashMap<String, usize>,
    names: HashMap<String, Option<usize>>,
    handles: HashMap<String, usize>,
    /// Letter for letter, so that `to` is no Tim Ortega.
    initials: HashMap<String, Option<usize>>,
    /// The first letters of all that they may be called.
    begins: Begins,
}

/// A set of first letters. Most words of a text begin with none of them, and cost no look into a table.
#[derive(Clone, Copy, Debug, Default)]
struct Begins(u128);

impl Begins {
    fn add(&mut self, name: &str) {
        self.0 |= 1 << first_letter(name).unwrap_or_default().to_ascii_lowercase();
    }

    /// Whether one of them may be the first letter of a text. Those outside of ASCII may become others when they are folded.
    fn may_hold(self, text: &str) -> bool {
        first_letter(text).is_none_or(|letter| self.0 >> letter.to_ascii_lowercase() & 1 == 1)
    }
}

/// The first letter or digit of a text, unless something that is no ASCII comes first.
fn first_letter(text: &str) -> Option<u8> {
    text.bytes().find(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).filter(u8::is_ascii)
}

/// No name has more words.
const MAX_WORDS: usize = 4;
/// Somebody may be called by so many forms of a name, and by a handle.
const MAX_FORMS: usize = 7;

impl Known {
    pub(super) fn of(people: &[Attendee]) -> Known {
        Known::more(None, people, 0)
    }

    /// Those of `around` and more, who stand behind so many others.
    pub(super) fn more(around: Option<Arc<Known>>, people: &[Attendee], n_before: usize) -> Known {
        let names = HashMap::with_capacity(people.len() * MAX_FORMS);
        let mut known = Known { around, names, ..Known::default() };
        for (place, person) in people.iter().enumerate() {
            known.add(n_before + place, person);
        }
        known
    }

    fn add(&mut self, place: usize, person: &Attendee) {
        if let Some(handle) = &person.handle {
            self.handles.entry(handle.to_lowercase()).or_insert(place);
            self.enter(fold(handle), place);
        }
        if let Some(initials) = &person.initials {
            self.begins.add(initials);
            enter(&mut self.initials, initials.clone(), place);
        }
        let whole = key(&person.name);
        for name in forms(&whole) {
            self.enter(name, place);
        }
        self.whole.entry(whole).or_insert(place);
    }

    fn enter(&mut self, name: String, place: usize) {
        self.begins.add(&name);
        enter(&mut self.names, name, place);
    }

    pub(super) fn handle(&self, handle: &str) -> Who {
        let around = || self.around.as_ref().map_or(Who::Handle, |around| around.handle(handle));
        self.handles.get(&handle.to_lowercase()).map_or_else(around, |place| Who::Attendee(*place))
    }

    /// Whether somebody whom the notes know may be called so: a quick look before a close one.
    fn may_hold(&self, text: &str) -> bool {
        self.begins.may_hold(text) || self.around.as_ref().is_some_and(|around| around.may_hold(text))
    }

    /// Whom a whole name, a part of one, or initials mean; `None` where nobody is called so.
    pub(super) fn name(&self, written: &str) -> Option<Who> {
        let own = Some(written).filter(|written| self.begins.may_hold(written));
        let found = own.and_then(|own| self.initials.get(own).or_else(|| self.names.get(&key(own))));
        let found = found.map(|place| place.map_or(Who::Called, Who::Attendee));
        // Somebody here and somebody around are two.
        match (found, self.around.as_ref().and_then(|around| around.name(written))) {
            (Some(_), Some(_)) => Some(Who::Called),
            (found, around) => found.or(around),
        }
    }

    /// The longest name of somebody known that a text begins with: who, and its length.
    pub(super) fn at(&self, text: &str) -> Option<(Who, usize)> {
        if !self.may_hold(text) {
            return None;
        }
        let ends: Vec<usize> = ends(text).take(MAX_WORDS).collect();
        ends.iter().rev().find_map(|end| Some((self.name(&text[..*end])?, *end)))
    }

    /// Whether somebody is this person: by the handle, else by the whole name.
    pub(super) fn has(&self, person: &Attendee) -> bool {
        let handle = person.handle.as_ref().map(|handle| handle.to_lowercase());
        handle.is_some_and(|handle| self.handles.contains_key(&handle)) || self.whole.contains_key(&key(&person.name))
    }
}

fn enter(names: &mut HashMap<String, Option<usize>>, name: String, place: usize) {
    match names.entry(name) {
        Entry::Vacant(free) => drop(free.insert(Some(place))),
        Entry::Occupied(mut taken) if *taken.get() != Some(place) => drop(taken.insert(None)),
        Entry::Occupied(_) => {}
    }
}

/// A name as it is compared.
pub(super) fn key(name: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c == '.';
    let mut words = name.split(is_gap).filter(|word| !word.is_empty());
    let mut joined = String::with_capacity(name.len());
    joined.push_str(words.next().unwrap_or_default());
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    if joined.is_ascii() { fold(&joined) } else { fold(&joined).replace('’', "'") }
}

/// What notes call somebody of whose name this is the key.
fn forms<'t>(whole: &'t str) -> Vec<String> {
    let mut words = whole.split(' ').filter(|word| !word.is_empty());
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return vec![whole.to_owned()] };
    let letter = |word: &'t str| &word[..word.chars().next().map_or(0, char::len_utf8)];
    let mut forms = vec![
        first.to_owned(),
        last.to_owned(),
        [first, " ", letter(last)].concat(),
        [letter(first), last].concat(),
        [first, " ", last].concat(),
    ];
    if words.next().is_some() {
        forms.push(whole.to_owned());
    }
    forms
}

/// Where words of a name end in a text: at spaces and other marks, but not in "O’Leary" and "Jean-Luc".
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut was_letter = false;
    let mut is_over = false;
    text.char_indices().chain([(text.len(), '\0')]).filter_map(move |(at, c)| {
        let is_letter =
            c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_') && !text[at + c.len_utf8()..].starts_with(' ');
        let ends = was_letter && !is_letter && !is_over;
        // Only spaces, and the point of "Jr.", are inside of a name.
        is_over |= !is_letter && !matches!(c, ' ' | '.' | '\n' | '\u{a0}');
        was_letter = is_letter;
        ends.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(name: &str, initials: Option<&str>) -> Attendee {
        Attendee {
            name: name.into(),
            handle: None,
            initials: initials.map(str::to_owned),
            organisation: None,
            presence: super::super::Presence::Came,
            parts: Vec::new(),
            at: 0..0,
        }
    }

    #[test]
    fn what_fits_two_is_nobodys() {
        let people =
            [somebody("Ana Ruiz", Some("AR")), somebody("Ana Okafor", Some("AO")), somebody("Bo Li", Some("AO"))];
        let known = Known::of(&people);
        assert_eq!(known.name("Ana"), Some(Who::Called));
        assert_eq!(known.name("AO"), Some(Who::Called));
        assert_eq!(known.name("AR"), Some(Who::Attendee(0)));
        assert_eq!(known.name("ar"), None);
        assert_eq!(known.name("Ana R"), Some(Who::Attendee(0)));
        assert_eq!(known.at("Bo’s turn"), None);
        assert_eq!(known.at("Ana Ruiz to print"), Some((Who::Attendee(0), 8)));
        assert_eq!(known.at("bo: prints"), Some((Who::Attendee(2), 2)));
    }
}
