//! Where sessions stand in their series.
//!
//! 1. Sessions that name no series make up one together, those of a group one for each group.
//! 2. Each series is gone through from its oldest session to its newest.

use super::Named;
use super::hub::entries_as;
use crate::community::{Community, EntryId};
use crate::document::role::Role;
use std::collections::{BTreeMap, BTreeSet};

/// Where a session stands in its series.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InSeries {
    /// The place of the series in the list of all; `None` for a session that names none.
    pub series: Option<usize>,
    /// The session's own place in it; the oldest has 0.
    pub place: usize,
    /// The one before, where both have a day.
    pub previous: Option<EntryId>,
    /// The one after, where both have a day.
    pub next: Option<EntryId>,
}

/// Finds the place of every session; `named` are all series, and every list is newest first.
pub(super) fn places(community: &Community, sessions: &[EntryId], named: &[Named]) -> BTreeMap<EntryId, InSeries> {
    let in_some: BTreeSet<EntryId> = named.iter().flat_map(|series| &series.entries).copied().collect();
    let mut of_groups: BTreeMap<Option<EntryId>, Vec<EntryId>> = BTreeMap::new();
    for id in sessions.iter().filter(|id| !in_some.contains(id)) {
        of_groups.entry(entries_as(community, *id, Role::Group).next()).or_default().push(*id);
    }
    let mut places = BTreeMap::new();
    for sessions in of_groups.values() {
        line_up(community, None, sessions, &mut places);
    }
    for (series, named) in named.iter().enumerate() {
        line_up(community, Some(series), &named.entries, &mut places);
    }
    places
}

fn line_up(
    community: &Community,
    series: Option<usize>,
    newest_first: &[EntryId],
    places: &mut BTreeMap<EntryId, InSeries>,
) {
    let mut last = None;
    for (place, id) in newest_first.iter().rev().enumerate() {
        let is_dated = community.entry(*id).document.date.is_some();
        let previous = last.filter(|_| is_dated);
        if let Some(before) = previous.and_then(|before| places.get_mut(&before)) {
            before.next = Some(*id);
        }
        last = is_dated.then_some(*id).or(last);
        places.insert(*id, InSeries { series, place, previous, next: None });
    }
}
