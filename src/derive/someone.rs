//! Who is who in the notes of all sessions.
//!
//! 1. The rows of the link table that name people are gone through, session by session. A row that leads to a member is
//!    that member.
//! 2. Of all others a handle makes a person, however the name is spelled beside it.
//! 3. A name without a handle is the one person whom it was seen with; else a person by that name.
//! 4. Each is called as most notes call them.
//!
//! All of it is worked out from what this build may see, so that no other note decides who somebody is.

use crate::community::{Community, EntryId, Link};
use crate::document::notes::{Attendee, Name, Who};
use crate::document::role::Role;
use crate::slug::fold_name;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A person: a member, or a guest, who has no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Someone {
    /// A member.
    Member(EntryId),
    /// The guest at this place of [`People::guests`].
    Guest(usize),
}

/// A person whom notes name and who is no member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guest {
    /// The name, as most notes spell it.
    pub name: String,
    /// The handle, as it is written first.
    pub handle: Option<String>,
    /// Where the person works or belongs, as it is written last.
    pub organisation: Option<String>,
}

/// Everybody whom notes name.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Those who are no members, in the order in which they are first named.
    pub guests: Vec<Guest>,
    by_handle: HashMap<String, Someone>,
    /// For each name whom it was seen with; nobody where that was more than one.
    by_name: HashMap<String, Option<Someone>>,
}

/// The roles in which a session names people who may be no members.
const ROLES: [Role; 7] =
    [Role::Attendee, Role::Regret, Role::Guest, Role::Facilitator, Role::Presenter, Role::Host, Role::NotesBy];

impl People {
    pub(super) fn of(community: &Community, sessions: &[EntryId]) -> People {
        let mut people = People::default();
        let mut spellings = Vec::new();
        let rows = || sessions.iter().flat_map(|session| rows(community, *session));
        for (attendee, link) in rows().filter_map(|(attendee, link)| Some((attendee?, link))) {
            people.with_handle(attendee, link, &mut spellings);
        }
        for (attendee, link) in rows().filter(|(attendee, _)| attendee.is_none_or(|person| person.handle.is_none())) {
            people.by_name_alone(attendee, link, &mut spellings);
        }
        for (guest, spelled) in people.guests.iter_mut().zip(spellings) {
            guest.name = most_used(spelled).unwrap_or_default();
        }
        people
    }

    fn with_handle(&mut self, person: &Attendee, link: &Link, spellings: &mut Vec<BTreeMap<String, usize>>) {
        let Some(handle) = &person.handle else { return };
        let known = link.target.entry().map(Someone::Member);
        let known = known.or_else(|| self.by_handle.get(&fold_name(handle)).copied());
        let someone = known.unwrap_or_else(|| self.guest(spellings));
        self.by_handle.insert(fold_name(handle), someone);
        let seen_with = self.by_name.entry(fold_name(&person.name)).or_insert(Some(someone));
        if *seen_with != Some(someone) {
            *seen_with = None;
        }
        self.tell(someone, person, spellings);
    }

    fn by_name_alone(&mut self, person: Option<&Attendee>, link: &Link, spellings: &mut Vec<BTreeMap<String, usize>>) {
        if link.target.entry().is_some() {
            return;
        }
        let key = fold_name(&link.words);
        let someone = self.by_name.get(&key).copied().flatten().unwrap_or_else(|| self.guest(spellings));
        self.by_name.insert(key, Some(someone));
        match person {
            Some(person) => self.tell(someone, person, spellings),
            None => self.spell(someone, &link.words, spellings),
        }
    }

    fn guest(&mut self, spellings: &mut Vec<BTreeMap<String, usize>>) -> Someone {
        self.guests.push(Guest::default());
        spellings.push(BTreeMap::new());
        Someone::Guest(self.guests.len() - 1)
    }

    fn tell(&mut self, someone: Someone, person: &Attendee, spellings: &mut [BTreeMap<String, usize>]) {
        if let Someone::Guest(place) = someone {
            let guest = &mut self.guests[place];
            guest.handle = guest.handle.take().or_else(|| person.handle.clone());
            guest.organisation = person.organisation.clone().or(guest.organisation.take());
        }
        self.spell(someone, &person.name, spellings);
    }

    fn spell(&self, someone: Someone, name: &str, spellings: &mut [BTreeMap<String, usize>]) {
        if let Someone::Guest(place) = someone {
            *spellings[place].entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Whom a row of the link table names, whose person in the notes is `attendee`.
    pub fn of_row(&self, attendee: Option<&Attendee>, link: &Link) -> Option<Someone> {
        let handle = attendee.and_then(|person| person.handle.as_ref());
        let by_handle = || self.by_handle.get(&fold_name(handle?)).copied();
        let by_name = || self.by_name.get(&fold_name(&link.words)).copied().flatten();
        link.target.entry().map(Someone::Member).or_else(by_handle).or_else(by_name)
    }

    /// Everybody who was in a session, by first names.
    pub fn first_names(&self, community: &Community, session: EntryId) -> FirstNames {
        FirstNames::of(community, self, session)
    }

    /// What somebody is called.
    pub fn name_of<'a>(&'a self, community: &'a Community, someone: Someone) -> &'a str {
        match someone {
            Someone::Member(id) => &community.entry(id).document.title,
            Someone::Guest(place) => &self.guests[place].name,
        }
    }
}

/// Who was in a session, by first names: each name folded, in order, with who has it.
pub struct FirstNames(Vec<(String, Someone)>);

impl FirstNames {
    fn of(community: &Community, people: &People, session: EntryId) -> FirstNames {
        let first_name = |(attendee, link): (Option<&Attendee>, &Link)| {
            let someone = people.of_row(attendee, link)?;
            let name = fold_name(people.name_of(community, someone));
            Some((name.split('-').next()?.to_owned(), someone))
        };
        let mut names: Vec<_> = rows(community, session).filter_map(first_name).collect();
        names.sort();
        names.dedup();
        FirstNames(names)
    }

    /// The only one with this first name.
    pub fn only(&self, name: &str) -> Option<Someone> {
        match self.all(name) {
            [(_, someone)] => Some(*someone),
            _ => None,
        }
    }

    /// Whether several have this first name.
    pub(super) fn is_shared(&self, name: &str) -> bool {
        self.all(name).len() > 1
    }

    fn all(&self, name: &str) -> &[(String, Someone)] {
        let name = fold_name(name);
        let first = self.0.partition_point(|(own, _)| *own < name);
        let n = self.0[first..].partition_point(|(own, _)| *own == name);
        &self.0[first..first + n]
    }
}

/// Whom the notes of a session mean by names.
pub(super) struct There<'a> {
    people: &'a People,
    community: &'a Community,
    session: EntryId,
    /// The rows of the link table in one role, in the order in which the names stand.
    rows: Vec<&'a Link>,
    first_names: OnceCell<FirstNames>,
}

impl<'a> There<'a> {
    /// For names that the notes of a session give in this role.
    pub(super) fn of(community: &'a Community, people: &'a People, session: EntryId, role: Role) -> There<'a> {
        let mut rows: Vec<&Link> = community.links_as(session, role).collect();
        rows.sort_by_key(|link| link.at.start);
        There { people, community, session, rows, first_names: OnceCell::new() }
    }

    /// Everybody who was there, by first names; most notes call people by more.
    pub(super) fn first_names(&self) -> &FirstNames {
        self.first_names.get_or_init(|| self.people.first_names(self.community, self.session))
    }

    /// The row of a name, unless this build may not see it.
    pub(super) fn row(&self, name: &Name) -> Option<&'a Link> {
        let place = self.rows.binary_search_by_key(&name.at.start, |link| link.at.start).ok()?;
        Some(self.rows[place])
    }

    /// Whom a name means: by what the notes tell, else the one who was there and has that first name.
    pub(super) fn meant(&self, name: &Name, row: &Link) -> Option<Someone> {
        let attendee = match name.who {
            Who::Attendee(place) => self.community.entry(self.session).document.notes.people.get(place),
            _ => None,
        };
        let by_handle = || match name.who {
            Who::Handle => self.people.by_handle.get(&fold_name(&name.written)).copied(),
            _ => None,
        };
        self.people.of_row(attendee, row).or_else(by_handle).or_else(|| self.first_names().only(&row.words))
    }
}

/// The rows of a session that name people, each with who that is in its notes. Rows come in the order of the file, and so
/// do people, front matter first.
pub(super) fn rows(community: &Community, session: EntryId) -> impl Iterator<Item = (Option<&Attendee>, &Link)> {
    let people = &community.entry(session).document.notes.people;
    let links = community.links_from(session).iter().filter(|link| ROLES.contains(&link.role));
    let person = |at: usize| people.binary_search_by_key(&at, |person| person.at.start).ok();
    links.map(move |link| (person(link.at.start).map(|place| &people[place]), link))
}

fn most_used(spellings: BTreeMap<String, usize>) -> Option<String> {
    spellings
        .into_iter()
        .max_by_key(|(name, n)| (*n, name.chars().count(), Reverse(name.clone())))
        .map(|(name, _)| name)
}
