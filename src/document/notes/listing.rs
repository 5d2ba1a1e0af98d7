//! Who stands in the lines of a list of people.
//!
//! 1. A line is one person, or several between commas.
//! 2. Items with several people below them are where those belong: a company, a team.
//! 3. Single words are people beside others who certainly are: `zorro`, `Baker008`.
//! 4. In a list with ticks those without one did not come.

use super::lines::{Form, Style};
use super::outline::Outline;
use super::owners::handle_length;
use super::people::{List, Listed, split};
use super::sections::sub_items;
use super::words::{Sense, trim};
use super::{Attendee, Presence, attendee};
use crate::document::markdown::squeeze;
use std::collections::{BTreeMap, BTreeSet};

/// A pseudonym has so many letters at least.
const MIN_PSEUDONYM: usize = 3;

/// The names in lists of people.
pub(super) struct Names<'a> {
    list: &'a List<'a>,
    /// For each line that reads as one person, that person.
    read: BTreeMap<usize, Attendee>,
    /// Items that are not somebody, but where those below them belong.
    bodies: BTreeSet<usize>,
    /// Scopes in which somebody is certainly a person.
    certain: BTreeSet<usize>,
    /// Scopes with ticks.
    ticked: BTreeSet<usize>,
    /// Scopes with an item for each person, so that commas part other things.
    in_items: BTreeSet<usize>,
}

impl<'a> Names<'a> {
    pub(super) fn of(list: &'a List<'a>) -> Names<'a> {
        let outline = list.outline;
        let lines: Vec<(usize, usize)> = (0..outline.lines.len())
            .filter(|place| is_of_people(outline, *place))
            .filter_map(|place| Some((place, outline.scope_place(place)?)))
            .collect();
        let ticked = |(place, _): &&(usize, usize)| outline.lines[*place].ticked == Some(true);
        let read: BTreeMap<usize, Attendee> =
            lines.iter().filter_map(|(place, _)| Some((*place, list.one(outline.text(*place))?))).collect();
        let mut names = Names {
            list,
            certain: lines.iter().filter(|(place, _)| read.contains_key(place)).map(|(_, scope)| *scope).collect(),
            ticked: lines.iter().filter(ticked).map(|(_, scope)| *scope).collect(),
            in_items: in_items(list, &lines, &read),
            bodies: BTreeSet::new(),
            read,
        };
        names.bodies = lines.iter().map(|(place, _)| *place).filter(|place| names.holds_people(*place, 2)).collect();
        names.add_small_bodies();
        names
    }

    /// Beside items with several people below them, those with one are of the same sort.
    fn add_small_bodies(&mut self) {
        let outline = self.list.outline;
        let scopes: BTreeSet<Option<usize>> = self.bodies.iter().map(|place| outline.scope_place(*place)).collect();
        let is_beside = |place: &usize| scopes.contains(&outline.scope_place(*place)) && self.holds_people(*place, 1);
        let more: Vec<usize> =
            if scopes.is_empty() { Vec::new() } else { (0..outline.lines.len()).filter(is_beside).collect() };
        self.bodies.extend(more);
    }

    /// Whether an item without a handle has items below it that are people by their whole names, or handles.
    fn holds_people(&self, place: usize, n_least: usize) -> bool {
        let outline = self.list.outline;
        let below = sub_items(&outline.lines, place);
        let is_whole = |below: usize| {
            let person = self.read.get(&below);
            person.is_some_and(|person| person.name.contains(' ') || person.handle.is_some())
        };
        outline.lines[place].form == Form::Item
            && below.len() >= n_least
            && !outline.text(place).contains(['@', ','])
            && below.clone().all(|line| outline.lines[line].form == Form::Item)
            && below.clone().all(is_whole)
    }

    /// Everybody in a line of a list of people.
    pub(super) fn of_line(&self, place: usize) -> Vec<Attendee> {
        let outline = self.list.outline;
        let above = outline.parent(place).filter(|above| outline.lines[*above].depth < outline.lines[place].depth);
        let is_title = outline.is_title(place) || matches!(outline.lines[place].form, Form::Heading(_));
        if is_title || self.bodies.contains(&place) {
            return Vec::new();
        }
        match above {
            Some(body) if self.bodies.contains(&body) => self.of_body(place, body),
            // What stands below somebody tells about them.
            Some(above) if self.read.contains_key(&above) => Vec::new(),
            _ => self.all(place),
        }
    }

    /// The people of a line below where they belong.
    fn of_body(&self, place: usize, body: usize) -> Vec<Attendee> {
        let name = squeeze(trim(self.list.outline.text(body)));
        let mut people = self.all(place);
        for person in &mut people {
            person.organisation.get_or_insert_with(|| name.clone());
        }
        people
    }

    /// What a list says of a line's people: where others are ticked, those who are not did not come.
    pub(super) fn presence(&self, place: usize, section: Listed) -> Listed {
        let outline = self.list.outline;
        let is_out = outline.lines[place].ticked == Some(false)
            && outline.scope_place(place).is_some_and(|scope| self.ticked.contains(&scope));
        if is_out { Listed { presence: Presence::Away, ..section } } else { section }
    }

    fn all(&self, place: usize) -> Vec<Attendee> {
        let outline = self.list.outline;
        let text = outline.text(place);
        let is_item = outline.lines[place].form == Form::Item;
        if let Some(people) = self.of_group(text) {
            return people;
        }
        let parts = split(text, self.list.words);
        let is_one = is_item && outline.scope_place(place).is_some_and(|scope| self.in_items.contains(&scope));
        let has_handles = text.matches('@').count() > 1;
        let is_list = if is_one || (is_item && parts.len() == 2) { has_handles } else { parts.len() > 1 };
        let several = Some(&parts).filter(|parts| is_list && !parts.iter().any(|part| self.is_role(part)));
        several
            .and_then(|parts| self.between_commas(parts))
            .or_else(|| Some(vec![self.read.get(&place)?.clone()]))
            .or_else(|| Some(vec![self.pseudonym(text).filter(|_| is_item && self.is_certain(place))?]))
            .unwrap_or_default()
    }

    fn is_certain(&self, place: usize) -> bool {
        self.list.outline.scope_place(place).is_some_and(|scope| self.certain.contains(&scope))
    }

    fn is_role(&self, part: &str) -> bool {
        let part = trim(part);
        self.list.words.at(part, attendee::part_of).is_some_and(|(_, length)| length == part.len())
    }

    /// Everybody of a list, if all are people; where somebody certainly is, single words are too.
    fn between_commas(&self, parts: &[&'a str]) -> Option<Vec<Attendee>> {
        let people: Vec<Option<Attendee>> = parts.iter().map(|part| self.list.one(part)).collect();
        if people.iter().all(Option::is_none) {
            return None;
        }
        people.into_iter().zip(parts).map(|(person, part)| person.or_else(|| self.pseudonym(part))).collect()
    }

    /// `Others: Ana, Bo`, where the first word is nobody's name.
    fn of_group(&self, text: &'a str) -> Option<Vec<Attendee>> {
        let (group, names) = text.split_once(':')?;
        let parts = split(names, self.list.words);
        (parts.len() > 1 && self.list.words.is_no_name(group)).then(|| self.between_commas(&parts)).flatten()
    }

    /// `zorro (Mill)`, `Baker008`: one word that says nothing else.
    fn pseudonym(&self, text: &str) -> Option<Attendee> {
        let words = self.list.words;
        let text = text.trim();
        let word = &text[..handle_length(text)];
        let rest = text[word.len()..].trim_start();
        let is_word =
            word.is_ascii() && word.len() >= MIN_PSEUDONYM && word.contains(|c: char| c.is_ascii_alphabetic());
        let is_other = words.is_no_name(word) || words.at(word, |sense| says_something(sense).then_some(())).is_some();
        let is_struck = self.list.outline.all.is_all(word, Style::Struck);
        let is_alone = rest.is_empty() || rest.starts_with('(');
        (is_word && is_alone && !is_other).then(|| Attendee {
            name: word.to_owned(),
            handle: None,
            initials: None,
            organisation: None,
            presence: if is_struck { Presence::Away } else { Presence::Came },
            parts: Vec::new(),
            at: self.list.outline.all.in_file(word),
        })
    }
}

/// Scopes in which several items are one person each, as far as commas tell.
fn in_items(list: &List<'_>, lines: &[(usize, usize)], read: &BTreeMap<usize, Attendee>) -> BTreeSet<usize> {
    let is_single = |place: usize| {
        list.outline.lines[place].form == Form::Item
            && read.contains_key(&place)
            && split(list.outline.text(place), list.words).len() <= 2
    };
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, scope) in lines.iter().filter(|(place, _)| is_single(*place)) {
        *counts.entry(*scope).or_default() += 1;
    }
    counts.into_iter().filter(|(_, n)| *n > 1).map(|(scope, _)| scope).collect()
}

fn says_something(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::Idea(_) | Sense::Mark(_) | Sense::Heading(_) | Sense::Weak(_) | Sense::Leftover | Sense::Absent
    )
}

/// Whether a line stands in a list of people.
fn is_of_people(outline: &Outline<'_>, place: usize) -> bool {
    outline.scope(place).is_some_and(|scope| super::people::is_about_people(scope.idea))
}
