//! Who the notes of a session name: looked up among the members, and never a finding.
//!
//! 1. Who is in the list of people is looked up by handle, then by name.
//! 2. Who is to do something, or is thanked, is the person of that list whom the notes mean; else likewise.
//! 3. A first name that only says whom the reader of a list knows is left to what comes after the audience stage, which
//!    knows who is there for whom; but for somebody who opted out, whose name must go with them.
//!
//! A name that fits nobody is a guest.

use super::lookup::Lookup;
use super::names::Found;
use super::{EntryId, Link, Target};
use crate::document::notes::{Attendee, Name, Who};
use crate::document::role::Role;
use crate::kind::Kind;
use crate::slug::fold_name;
use std::ops::Range;
use std::sync::Arc;

impl Lookup<'_> {
    /// Adds a row for everybody whom the notes name, for each of their roles.
    pub(super) fn notes(&mut self, links: &mut Vec<Link>) {
        let document = self.document;
        let notes = &document.notes;
        for person in &notes.people {
            for role in person.roles() {
                links.push(self.person(role, &keys(person), &person.name, &person.at));
            }
        }
        for (role, name) in notes.named().filter(|(_, name)| name.who != Who::Everybody) {
            let link = match name.who {
                Who::Attendee(place) => {
                    let person = &notes.people[place];
                    self.person(role, &keys(person), &person.name, &name.at)
                }
                _ => self.called(role, name, links),
            };
            links.push(link);
        }
    }

    fn called(&mut self, role: Role, name: &Name, links: &[Link]) -> Link {
        let link = self.person(role, &[&name.written], &name.written, &name.at);
        match link.target {
            Target::Words => {
                let unlisted = self.unlisted_among(links, &name.written);
                Link { target: unlisted.map_or(Target::Words, |id| Target::Entry { id, anchor: None }), ..link }
            }
            _ => link,
        }
    }

    /// Somebody who opted out and is named among those who were there, by the first name alone.
    fn unlisted_among(&self, links: &[Link], first_name: &str) -> Option<EntryId> {
        let first_name = fold_name(first_name);
        let is_so = |id: &EntryId| {
            let entry = &self.entries[id.0 as usize];
            let title = fold_name(&entry.document.title);
            entry.visibility.is_unlisted && title.split('-').next() == Some(&first_name)
        };
        links.iter().filter_map(|link| link.target.entry()).find(is_so)
    }

    fn person(&mut self, role: Role, keys: &[&str], words: &str, at: &Range<usize>) -> Link {
        let found = keys.iter().find_map(|key| match self.find(key, &[Kind::Member]) {
            Found::Entries { ids, .. } => Some(ids),
            _ => None,
        });
        let mut targets = found.into_iter().flatten().map(|id| Target::Entry { id, anchor: None });
        Link {
            role,
            words: Arc::from(words),
            at: at.clone(),
            defined_at: None,
            target: targets.next().unwrap_or(Target::Words),
            others: targets.collect(),
            wanted: None,
        }
    }
}

/// What a person of the list is looked up by.
fn keys(person: &Attendee) -> Vec<&str> {
    person.handle.iter().chain([&person.name]).map(String::as_str).collect()
}
