//! What follows from the visible community and today's date.
//!
//! 1. The link table is turned round: who refers to whom, and why.
//! 2. Every list that pages show is read off that table: backlinks, what a theme gathers, what a member did, tags,
//!    sessions in their order.
//!
//! A new derived list is a function here, a field of [`Derived`], and a line in the view that shows it.

mod hub;
mod order;
mod recent;
mod tags;

pub use hub::Hub;
pub use order::{Neighbours, by_title};
pub use recent::{Recent, changed};
pub use tags::Tag;

use crate::audience::Visible;
use crate::community::{Community, EntryId, Target};
use crate::document::role::Role;
use crate::kind::{KINDS, Kind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Everything derived.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// For each entry who refers to it and why, in the order of their files; the link table turned round.
    pub incoming: Vec<Vec<(EntryId, Role)>>,
    /// For each kind its entries in the order of its index page.
    pub by_kind: Vec<Vec<EntryId>>,
    /// What each theme gathers.
    pub hubs: BTreeMap<EntryId, Hub>,
    /// Every tag, by its name in the address.
    pub tags: Vec<Tag>,
    /// For each session the one before and after it in its series.
    pub neighbours: BTreeMap<EntryId, Neighbours>,
    /// Sessions to come, the next one first.
    pub upcoming: Vec<EntryId>,
    /// Sessions that took place.
    pub held: BTreeSet<EntryId>,
    /// What was written or changed by today, newest first.
    pub recent: Recent,
    /// The day that decides what is past.
    pub today: Date,
}

/// Derives everything. `today` decides which sessions are still to come, what is no news yet, and what has gone quiet.
pub fn derive(community: &Visible<Community>, today: Date) -> Derived {
    let incoming = incoming(community);
    let by_kind: Vec<Vec<EntryId>> = KINDS.iter().map(|spec| order::of_kind(community, spec.kind)).collect();
    let sessions = &by_kind[Kind::Session as usize];
    Derived {
        hubs: hub::all(community, &incoming, &by_kind[Kind::Theme as usize]),
        tags: tags::all(community),
        neighbours: order::neighbours(community, sessions),
        upcoming: order::upcoming(community, sessions, today),
        held: order::held(community, sessions, today),
        recent: Recent::of(community, today),
        today,
        incoming,
        by_kind,
    }
}

impl Derived {
    /// The entries of a kind in the order of its index page.
    pub fn of_kind(&self, kind: Kind) -> &[EntryId] {
        &self.by_kind[kind as usize]
    }

    /// Entries whose text or front matter refers to this one, without doubles.
    pub fn backlinks(&self, id: EntryId) -> Vec<EntryId> {
        let mut seen: Vec<EntryId> =
            self.incoming[id.0 as usize].iter().map(|(from, _)| *from).filter(|from| *from != id).collect();
        seen.dedup();
        seen
    }

    /// Entries that refer to this one in one of these roles, without doubles.
    pub fn incoming_as(&self, id: EntryId, roles: &[Role]) -> Vec<EntryId> {
        let mut seen: Vec<EntryId> = self.incoming[id.0 as usize]
            .iter()
            .filter(|(_, role)| roles.contains(role))
            .map(|(from, _)| *from)
            .collect();
        seen.dedup();
        seen
    }
}

fn incoming(community: &Community) -> Vec<Vec<(EntryId, Role)>> {
    let mut incoming = vec![Vec::new(); community.entries.len()];
    for entry in &community.entries {
        for link in community.links_from(entry.id) {
            if let Target::Entry { id, .. } = &link.target {
                incoming[id.0 as usize].push((entry.id, link.role));
            }
        }
    }
    incoming
}
