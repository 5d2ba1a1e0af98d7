//! What is new: entries by the day they last changed.

use crate::community::{Community, Entry, EntryId};
use crate::document::Moment;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Entries that say when they were written, changed or joined, as far as that is not later than today, newest first.
/// A session that was cancelled is no news.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    newest_first: Vec<EntryId>,
    /// For each entry its place in that order.
    places: Vec<Option<usize>>,
}

impl Recent {
    /// Introductions to folders are no news.
    pub(super) fn of(community: &Community, today: Date) -> Recent {
        let is_news = |entry: &&Entry| !entry.is_introduction() && !entry.document.is_cancelled();
        // Of what came on one day, as all does with which a repository begins, first what has the latest day of its own.
        let key = |entry: &Entry| Some((Reverse(changed(entry)?), Reverse(own_day(entry)), entry.id));
        let mut dated: Vec<_> = community.entries.iter().filter(is_news).filter_map(key).collect();
        dated.retain(|(Reverse(moment), ..)| moment.date <= today);
        dated.sort_unstable();
        let newest_first: Vec<EntryId> = dated.into_iter().map(|(.., id)| id).collect();
        let mut places = vec![None; community.entries.len()];
        for (place, id) in newest_first.iter().enumerate() {
            places[id.0 as usize] = Some(place);
        }
        Recent { newest_first, places }
    }

    /// All of them.
    pub fn all(&self) -> &[EntryId] {
        &self.newest_first
    }

    /// Those among `ids`, each once.
    pub fn among(&self, ids: impl Iterator<Item = EntryId>) -> Vec<EntryId> {
        let mut places: Vec<usize> = ids.filter_map(|id| self.places[id.0 as usize]).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.newest_first[place]).collect()
    }

    /// Whether the entry is one of them.
    pub fn holds(&self, id: EntryId) -> bool {
        self.places[id.0 as usize].is_some()
    }
}

/// When an entry last changed, else its own day: only the content decides, never the clock.
pub fn changed(entry: &Entry) -> Option<Moment> {
    entry.updated().or_else(|| own_day(entry))
}

/// When an entry began: its own day, else the one on which its file came.
pub fn began(entry: &Entry) -> Option<Moment> {
    own_day(entry).or_else(|| entry.created())
}

/// The day that an entry names as its own; of a member the day they joined.
fn own_day(entry: &Entry) -> Option<Moment> {
    let document = &entry.document;
    document.date.or_else(|| document.member().and_then(|member| member.joined))
}
