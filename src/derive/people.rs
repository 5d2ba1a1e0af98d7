//! Who knows about a theme, and how that is known; who works or lives where.

use super::hub::entries_as;
use super::{Days, Hub, order};
use crate::community::{Community, EntryId};
use crate::document::role::Role;
use crate::slug::Slug;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A member with what ties them to a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The member.
    pub id: EntryId,
    /// What ties them to it, the strongest first; never empty.
    pub ties: Vec<Tie>,
}

/// One way in which somebody is tied to a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// How.
    pub how: How,
    /// How often; 1 for what can be only once.
    pub count: usize,
}

/// How somebody can be tied to a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Keeps the theme.
    Keeps,
    /// Says that they know about it.
    Knows,
    /// Names it among their themes.
    WorksOn,
    /// Led sessions about it.
    Facilitated,
    /// Showed something in sessions about it.
    Presented,
    /// Wrote something about it.
    Wrote,
}

impl How {
    /// Its name in views.
    pub fn word(self) -> &'static str {
        match self {
            How::Keeps => "keeps",
            How::Knows => "knows",
            How::WorksOn => "works_on",
            How::Facilitated => "facilitated",
            How::Presented => "presented",
            How::Wrote => "wrote",
        }
    }
}

/// For each member how they are tied to a theme, and by which entries.
#[derive(Default)]
struct Ties(BTreeMap<EntryId, BTreeMap<How, BTreeSet<EntryId>>>);

impl Ties {
    fn add(&mut self, members: impl Iterator<Item = EntryId>, how: How, by: EntryId) {
        for member in members {
            self.0.entry(member).or_default().entry(how).or_default().insert(by);
        }
    }
}

/// Who knows about a theme and its parts; `members` name them in their own files. Who offers something comes first,
/// then who has most ties.
pub(super) fn of_hub(
    community: &Community,
    hub: &Hub,
    parts: &[EntryId],
    members: &[EntryId],
    days: &Days<'_>,
) -> Vec<Person> {
    let ties = ties(community, hub, parts, members, days);
    let offers = |id: EntryId| community.entry(id).document.member().is_some_and(|member| has_any(&member.offers));
    let person = |(id, ties): (EntryId, BTreeMap<How, BTreeSet<EntryId>>)| {
        let once = |how| matches!(how, How::Keeps | How::Knows | How::WorksOn);
        let tie = |(how, by): (How, BTreeSet<EntryId>)| Tie { how, count: if once(how) { 1 } else { by.len() } };
        Person { id, ties: ties.into_iter().map(tie).collect() }
    };
    let mut people: Vec<Person> = ties.0.into_iter().map(person).collect();
    people.sort_by_cached_key(|person| {
        let weight: usize = person.ties.iter().map(|tie| tie.count).sum();
        let title = order::title_of(&community.entry(person.id).document);
        (!offers(person.id), person.ties[0].how, Reverse(weight), title, person.id)
    });
    people
}

fn ties(community: &Community, hub: &Hub, parts: &[EntryId], members: &[EntryId], days: &Days<'_>) -> Ties {
    let mut ties = Ties::default();
    let parts_of: BTreeSet<EntryId> = parts.iter().copied().collect();
    for part in parts {
        ties.add(entries_as(community, *part, Role::Steward), How::Keeps, *part);
    }
    for member in members.iter().copied().collect::<BTreeSet<_>>() {
        // Who says that they know about it need not be said to work on it.
        let names_it = |role| entries_as(community, member, role).any(|theme| parts_of.contains(&theme));
        let how = if names_it(Role::Expertise) { How::Knows } else { How::WorksOn };
        ties.add(std::iter::once(member), how, member);
    }
    for session in hub.sessions.iter().filter(|id| days.held.contains(id)) {
        ties.add(entries_as(community, *session, Role::Facilitator), How::Facilitated, *session);
        ties.add(entries_as(community, *session, Role::Presenter), How::Presented, *session);
    }
    for document in hub.documents() {
        ties.add(entries_as(community, document, Role::Author), How::Wrote, document);
    }
    ties
}

fn has_any(list: &Option<Vec<String>>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}

/// Entries that name the same thing in words: an organisation, a place, a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// As it is written where it occurs first.
    pub name: String,
    /// Its part of the address.
    pub slug: Slug,
    /// Who names it, by title; sessions newest first.
    pub entries: Vec<EntryId>,
}

/// Gathers entries by a name that each gives, sorted by name. Names that fold to one slug are one.
pub(super) fn by_words<'a>(ids: &[EntryId], name: impl Fn(EntryId) -> Option<&'a String>) -> Vec<Named> {
    let mut all: BTreeMap<Slug, Named> = BTreeMap::new();
    // The first in the order of files gives the spelling, whatever the order of the list.
    let mut first: BTreeMap<Slug, EntryId> = BTreeMap::new();
    let mut slugs: HashMap<&str, Option<Slug>> = HashMap::new();
    for id in ids {
        let Some(written) = name(*id) else { continue };
        let Some(slug) = slugs.entry(written).or_insert_with(|| Slug::fold(written)).clone() else { continue };
        let new = || Named { name: String::new(), slug: slug.clone(), entries: Vec::new() };
        let named = all.entry(slug.clone()).or_insert_with(new);
        named.entries.push(*id);
        let earliest = first.entry(slug).or_insert(*id);
        if named.name.is_empty() || *id < *earliest {
            *earliest = *id;
            named.name = written.trim().to_owned();
        }
    }
    let mut all: Vec<Named> = all.into_values().collect();
    all.sort_by_cached_key(|named| (order::by_title(&named.name), named.slug.clone()));
    all
}
