//! The orders in which entries are listed. Every order is total, so that lists never depend on chance.

use crate::community::{Community, Entry, EntryId};
use crate::document::kinds::SessionStatus;
use crate::document::{Document, letters};
use crate::kind::{Grouping, KINDS, Kind};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Every entry by title, but for those that introduce the home page or the index of a kind, which are shown there.
pub(super) fn by_name(community: &Community) -> Vec<EntryId> {
    let is_index = |folder: &str| folder.is_empty() || KINDS.iter().any(|spec| spec.folder == folder);
    let is_listed = |entry: &&Entry| !entry.introduces().is_some_and(is_index);
    let mut ids: Vec<EntryId> = community.entries.iter().filter(is_listed).map(|entry| entry.id).collect();
    sort_by_title(community, &mut ids);
    ids
}

/// The entries of a kind, out of all in the order of their titles. Introductions to folders are no entries of a list.
pub(super) fn of_kind(community: &Community, by_name: &[EntryId], kind: Kind) -> Vec<EntryId> {
    let is_listed = |entry: &Entry| entry.document.kind == kind && !entry.is_introduction();
    let mut ids: Vec<EntryId> = by_name.iter().filter(|id| is_listed(community.entry(**id))).copied().collect();
    if kind.spec().grouping == Grouping::Year {
        sort_newest_first(community, &mut ids);
    }
    ids
}

/// What titles are compared by: without accents, letter case and what stands before the first letter or digit, then
/// the title itself. Digits come first, then Latin letters, then those of other scripts.
pub fn by_title(title: &str) -> (String, String) {
    (letters::fold(title), title.to_owned())
}

/// The same for a document, which knows it.
pub fn title_of(document: &Document) -> (&str, &str) {
    (&document.sort_key, &document.title)
}

/// By title, without doubles.
pub fn sort_by_title(community: &Community, ids: &mut Vec<EntryId>) {
    ids.sort_by_cached_key(|id| (title_of(&community.entry(*id).document), *id));
    ids.dedup();
}

/// By day, the newest first and those without a day last, without doubles.
pub fn sort_newest_first(community: &Community, ids: &mut Vec<EntryId>) {
    ids.sort_by_key(|id| (Reverse(community.entry(*id).document.date), *id));
    ids.dedup();
}

/// Sessions of today or later that are still to take place, the next one first.
pub(super) fn upcoming(community: &Community, newest_first: &[EntryId], today: Date) -> Vec<EntryId> {
    let is_to_come = |id: &&EntryId| when(community, **id, today) == When::ToCome;
    newest_first.iter().rev().filter(is_to_come).copied().collect()
}

/// Sessions that took place, as far as the calendar and their notes tell.
pub(super) fn held(community: &Community, sessions: &[EntryId], today: Date) -> BTreeSet<EntryId> {
    sessions.iter().filter(|id| when(community, **id, today) == When::Past).copied().collect()
}

#[derive(PartialEq)]
enum When {
    ToCome,
    Past,
    Never,
}

fn when(community: &Community, id: EntryId, today: Date) -> When {
    let document = &community.entry(id).document;
    let is_later = document.date.is_some_and(|moment| moment.date >= today);
    match document.session().and_then(|session| session.status) {
        Some(SessionStatus::Cancelled) => When::Never,
        Some(SessionStatus::Held) => When::Past,
        _ if is_later => When::ToCome,
        _ => When::Past,
    }
}
