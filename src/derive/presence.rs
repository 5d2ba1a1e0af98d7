//! Who was in a session, each person once, by front matter and by notes.

use super::someone::{People, Someone, rows};
use crate::community::{Community, EntryId, Link};
use crate::document::notes::Attendee;
use crate::document::role::Role;
use crate::slug::fold_name;
use std::collections::BTreeMap;

/// Somebody whom a session names.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    /// Who that is.
    pub who: Option<Someone>,
    /// What the person is called: a member by the member's title, anybody else as this session does.
    pub name: String,
    /// The handle, where the notes tell it.
    pub handle: Option<String>,
    /// Where the person works or belongs: what the notes say, else what the member's page does.
    pub organisation: Option<String>,
    /// Whether the person came; else could not come.
    pub came: bool,
    /// What the person did in it: facilitated, presented, had it in their place, took the notes.
    pub parts: Vec<Role>,
}

/// Everybody whom a session names as having been there or not, in the order in which they are first named.
pub fn attendance(community: &Community, people: &People, session: EntryId) -> Vec<Present> {
    let mut all: Vec<Present> = Vec::new();
    let mut places: BTreeMap<(Option<Someone>, String), usize> = BTreeMap::new();
    for (attendee, link) in rows(community, session) {
        let who = people.of_row(attendee, link);
        let key = (who, if who.is_some() { String::new() } else { fold_name(&link.words) });
        let place = *places.entry(key).or_insert(all.len());
        if place == all.len() {
            all.push(present(community, who, link));
        }
        add(&mut all[place], attendee, link);
    }
    all
}

fn present(community: &Community, who: Option<Someone>, link: &Link) -> Present {
    let member = match who {
        Some(Someone::Member(id)) => Some(&community.entry(id).document),
        _ => None,
    };
    Present {
        who,
        name: member.map_or_else(|| link.words.to_string(), |document| document.title.clone()),
        handle: None,
        organisation: member.and_then(|document| document.member()?.organisation.clone()),
        came: false,
        parts: Vec::new(),
    }
}

fn add(present: &mut Present, attendee: Option<&Attendee>, link: &Link) {
    if let Some(told) = attendee {
        present.handle = present.handle.take().or_else(|| told.handle.clone());
        present.organisation = told.organisation.clone().or(present.organisation.take());
    }
    present.came |= link.role != Role::Regret;
    let is_part = matches!(link.role, Role::Facilitator | Role::Presenter | Role::Host | Role::NotesBy);
    if is_part && !present.parts.contains(&link.role) {
        present.parts.push(link.role);
    }
}
