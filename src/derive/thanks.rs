//! Who was thanked, for what, and in which session.

use super::someone::{People, Someone, There};
use crate::community::{Community, EntryId};
use crate::document::notes::{About, Remark};
use crate::document::role::Role;
use std::collections::BTreeMap;

/// Thanks that the notes of a session hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thanks {
    /// The session.
    pub session: EntryId,
    /// Its place among the remarks of the notes.
    pub remark: usize,
}

impl Thanks {
    /// What the notes say.
    pub fn told<'a>(&self, community: &'a Community) -> &'a Remark {
        &community.entry(self.session).document.notes.remarks[self.remark]
    }
}

/// For each person who was thanked when that was, the newest first.
pub(super) fn all(community: &Community, people: &People, newest_first: &[EntryId]) -> BTreeMap<Someone, Vec<Thanks>> {
    let mut all: BTreeMap<Someone, Vec<Thanks>> = BTreeMap::new();
    for session in newest_first {
        for (someone, thanks) in of_session(community, people, *session) {
            all.entry(someone).or_default().push(thanks);
        }
    }
    all
}

fn of_session(community: &Community, people: &People, session: EntryId) -> Vec<(Someone, Thanks)> {
    let entry = community.entry(session);
    let remarks = entry.document.notes.remarks.iter().enumerate();
    let is_shown = |(_, remark): &(usize, &Remark)| {
        remark.about == About::Appreciations && !entry.hides(remark.at.start) && !remark.people.is_empty()
    };
    let remarks: Vec<(usize, &Remark)> = remarks.filter(is_shown).collect();
    if remarks.is_empty() {
        return Vec::new();
    }
    let there = There::of(community, people, session, Role::Thanked);
    let mut found = Vec::new();
    for (place, remark) in remarks {
        let thanked = remark.people.iter().filter_map(|name| there.meant(name, there.row(name)?));
        found.extend(thanked.map(|someone| (someone, Thanks { session, remark: place })));
    }
    found.sort_by_key(|(someone, thanks)| (*someone, thanks.remark));
    found.dedup();
    found
}
