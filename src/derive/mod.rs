//! What follows from the visible community and today's date.
//!
//! 1. The link table is turned round: who refers to whom, and why.
//! 2. Every list that pages show is read off that table: backlinks, what a theme gathers, what a member did, tags,
//!    sessions in their order.
//!
//! A new derived list is a function here, a field of [`Derived`], and a line in the view that shows it.

mod actions;
mod decisions;
mod follow;
mod gist;
mod hub;
mod in_body;
mod order;
mod people;
mod presence;
mod recent;
pub mod reflection;
mod series;
mod someone;
mod tags;
mod thanks;
pub mod tidy;
pub mod unknown_owner;
mod wanted;

pub use actions::{Action, Actions, Owned, Owner, State};
pub use decisions::{Decision, Decisions, Settled};
pub use hub::{Hub, is_answered};
pub use order::{by_title, sort_by_title, sort_newest_first, title_of};
pub use people::{How, Named, Person, Tie};
pub use presence::{Present, attendance};
pub use recent::{Recent, began, changed};
pub use series::InSeries;
pub use someone::{FirstNames, Guest, People, Someone};
pub use tags::Tag;
pub use thanks::Thanks;
pub use wanted::Wanted;

use crate::audience::Visible;
use crate::community::{Community, EntryId, Target};
use crate::document::role::Role;
use crate::kind::{KINDS, Kind, KindSpec};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Everything derived.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// For each entry who refers to it and why, in the order of their files; the link table turned round.
    pub incoming: Vec<Vec<(EntryId, Role)>>,
    /// Every entry by title, but those that introduce the home page or an index.
    pub by_name: Vec<EntryId>,
    /// For each kind its entries in the order of its index page.
    pub by_kind: Vec<Vec<EntryId>>,
    /// What each theme gathers.
    pub hubs: BTreeMap<EntryId, Hub>,
    /// Every tag, by its name in the address.
    pub tags: Vec<Tag>,
    /// The series of sessions, by name.
    pub series: Vec<Named>,
    /// Where members work or belong, by name.
    pub organisations: Vec<Named>,
    /// Where members live, by name.
    pub locations: Vec<Named>,
    /// Where each session stands in its series.
    pub in_series: BTreeMap<EntryId, InSeries>,
    /// Everybody whom notes name.
    pub people: People,
    /// What people said they would do.
    pub actions: Actions,
    /// What was settled.
    pub decisions: Decisions,
    /// For each person who was thanked when that was, the newest first.
    pub thanks: BTreeMap<Someone, Vec<Thanks>>,
    /// What sessions were about, where their own first words do not tell it; empty where nothing does.
    pub gists: BTreeMap<EntryId, String>,
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
    let (incoming, by_name) = rayon::join(|| incoming(community), || order::by_name(community));
    let of_kind = |spec: &KindSpec| order::of_kind(community, &by_name, spec.kind);
    let by_kind: Vec<Vec<EntryId>> = KINDS.iter().map(of_kind).collect();
    let sessions = &by_kind[Kind::Session as usize];
    let upcoming = order::upcoming(community, sessions, today);
    let held = order::held(community, sessions, today);
    let days = Days { today, held: &held, upcoming: upcoming.iter().copied().collect() };
    let member = |id: EntryId| community.entry(id).document.member();
    let members = &by_kind[Kind::Member as usize];
    let (hubs, (tags, series)) = rayon::join(
        || hub::all(community, &incoming, &by_kind[Kind::Theme as usize], &days),
        || {
            let series = |id: EntryId| community.entry(id).document.session()?.series.as_ref();
            (tags::all(community), people::by_words(sessions, series))
        },
    );
    let people = People::of(community, sessions);
    let in_series = series::places(community, sessions, &series);
    let (actions, (decisions, (thanks, gists))) = rayon::join(
        || Actions::of(community, &people, sessions, &in_series, today),
        || {
            let told = || (thanks::all(community, &people, sessions), gist::all(community, sessions));
            rayon::join(|| Decisions::of(community, sessions), told)
        },
    );
    Derived {
        hubs,
        tags,
        organisations: people::by_words(members, |id| member(id)?.organisation.as_ref()),
        locations: people::by_words(members, |id| member(id)?.location.as_ref()),
        in_series,
        series,
        people,
        actions,
        decisions,
        thanks,
        gists,
        recent: Recent::of(community, today),
        today,
        upcoming,
        held,
        incoming,
        by_name,
        by_kind,
    }
}

/// What the calendar says.
struct Days<'a> {
    today: Date,
    held: &'a BTreeSet<EntryId>,
    upcoming: BTreeSet<EntryId>,
}

impl Derived {
    /// The entries of a kind in the order of its index page.
    pub fn of_kind(&self, kind: Kind) -> &[EntryId] {
        &self.by_kind[kind as usize]
    }

    /// The session before this one in its series. Where sessions have series, those without one do not follow each other.
    pub fn session_before(&self, id: EntryId) -> Option<EntryId> {
        let place = self.in_series.get(&id)?;
        place.previous.filter(|_| place.series.is_some() || self.series.is_empty())
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
