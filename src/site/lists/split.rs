//! Long lists in parts: by year, by letter, or by number where neither helps.
//!
//! 1. A list that fits on a page is not split.
//! 2. Else each year or letter is a part, with an address that stays while the list grows.
//! 3. A part that is still too long goes on at its address with a number.

use crate::skin::strings::Strings;
use std::collections::BTreeMap;

/// No page lists more than this.
pub const MAX_LISTED: usize = 200;

/// What an item of a long list stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A year; `None` for what has no date.
    Year(Option<i16>),
    /// A letter; `None` for what begins with a digit or has none.
    Letter(Option<char>),
    /// Nothing: the list goes on by number, at addresses that begin with this word.
    Whole(&'static str),
}

impl Group {
    /// Its address below that of the list.
    fn address(self) -> String {
        match self {
            Group::Year(Some(year)) => format!("{year:04}"),
            Group::Year(None) => "undated".into(),
            Group::Letter(Some(letter)) if letter.is_ascii() => format!("letter/{}", letter.to_ascii_lowercase()),
            Group::Letter(Some(letter)) => format!("letter/u{:04x}", u32::from(letter)),
            Group::Letter(None) => "letter/0-9".into(),
            Group::Whole(_) => String::new(),
        }
    }

    /// What it is called; empty for a whole list.
    pub fn title(self, strings: &Strings) -> String {
        match self {
            Group::Year(Some(year)) => year.to_string(),
            Group::Year(None) => strings.say("undated").to_owned(),
            Group::Letter(Some(letter)) => letter.to_string(),
            Group::Letter(None) => strings.say("others").to_owned(),
            Group::Whole(_) => String::new(),
        }
    }
}

/// A part of a long list, with a page of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<T> {
    /// Its address below that of the list; empty where it is shown on the list's own page.
    pub address: String,
    /// What it holds.
    pub group: Group,
    /// Its number in the group, from 1.
    pub number: usize,
    /// What is in it, in the order of the list.
    pub items: Vec<T>,
}

impl<T> Part<T> {
    /// `2026`, `A`, `A 2`; the number alone in a list that goes on by number.
    pub fn title(&self, strings: &Strings) -> String {
        match (self.group.title(strings), self.number) {
            (title, number) if title.is_empty() => number.to_string(),
            (title, 1) => title,
            (title, number) => format!("{title} {number}"),
        }
    }
}

/// Splits a list that is too long for a page; one that is not has no parts.
pub fn split<T: Copy>(items: &[T], group_of: impl Fn(T) -> Group) -> Vec<Part<T>> {
    if items.len() <= MAX_LISTED {
        return Vec::new();
    }
    let mut groups: Vec<(Group, Vec<T>)> = Vec::new();
    let mut places: BTreeMap<Group, usize> = BTreeMap::new();
    for item in items {
        let group = group_of(*item);
        let place = *places.entry(group).or_insert(groups.len());
        if place == groups.len() {
            groups.push((group, Vec::new()));
        }
        groups[place].1.push(*item);
    }
    // In some scripts nearly every name has a letter of its own.
    if groups.len() > MAX_LISTED {
        groups = vec![(Group::Whole("page"), items.to_vec())];
    }
    groups.into_iter().flat_map(|(group, items)| numbered(group, &items)).collect()
}

fn numbered<T: Copy>(group: Group, items: &[T]) -> Vec<Part<T>> {
    let part = |(place, items): (usize, &[T])| {
        let (own, number) = (group.address(), place + 1);
        let address = match (group, number) {
            (_, 1) => own,
            (Group::Whole(word), number) => format!("{word}/{number}"),
            (_, number) => format!("{own}/{number}"),
        };
        Part { address, group, number, items: items.to_vec() }
    };
    items.chunks(MAX_LISTED).enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(n: usize, group_of: impl Fn(usize) -> Group) -> Vec<String> {
        let items: Vec<usize> = (0..n).collect();
        let parts = split(&items, group_of);
        assert!(parts.iter().all(|part| part.items.len() <= MAX_LISTED));
        assert!(parts.is_empty() || parts.iter().map(|part| part.items.len()).sum::<usize>() == n);
        parts.into_iter().map(|part| part.address).collect()
    }

    #[test]
    fn a_list_that_fits_on_a_page_is_not_split() {
        assert!(addresses(MAX_LISTED, |_| Group::Letter(None)).is_empty());
    }

    #[test]
    fn a_year_or_letter_that_is_too_long_goes_on_by_number() {
        let by_year = |n: usize| Group::Year(if n < 250 { Some(2026) } else { None });
        assert_eq!(addresses(260, by_year), ["2026", "2026/2", "undated"]);
        assert_eq!(addresses(201, |_| Group::Letter(Some('Ж'))), ["letter/u0416", "letter/u0416/2"]);
        assert_eq!(addresses(401, |_| Group::Whole("page")), ["", "page/2", "page/3"]);
    }

    #[test]
    fn where_every_name_has_its_own_letter_numbers_do() {
        let own = |n: usize| Group::Letter(char::from_u32(0x4e00 + n as u32));
        assert_eq!(addresses(300, own), ["", "page/2"]);
    }
}
