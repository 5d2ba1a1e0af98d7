//! The colour of thread that each series of sessions has.
//!
//! The three with most sessions have a thread of their own, in the order in which they began; all others share one, and
//! so do sessions that name no series, unless none does.

use super::Site;
use crate::community::{Community, EntryId};
use crate::derive::Derived;
use crate::kind::Kind;
use std::cmp::Reverse;

/// How many threads there are beside the shared one: the classes `w1` to `w3` of the style sheet.
const N_THREADS: usize = 3;

/// The thread of each series, 1 to 3, or 0 for the shared one.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads {
    /// In the order of the list of series.
    of_series: Vec<u8>,
    /// Of sessions that name no series.
    of_others: u8,
}

impl Threads {
    pub(super) fn of(community: &Community, derived: &Derived) -> Threads {
        let mut threads = Threads { of_series: vec![0; derived.series.len()], of_others: 0 };
        if derived.series.is_empty() {
            threads.of_others = u8::from(!derived.of_kind(Kind::Session).is_empty());
            return threads;
        }
        let began = |place: &usize| {
            let first = derived.series[*place].entries.last();
            first.map(|id| (community.entry(*id).document.date, *id))
        };
        let mut largest: Vec<usize> = (0..derived.series.len()).collect();
        largest.sort_by_key(|place| Reverse(derived.series[*place].entries.len()));
        largest.truncate(N_THREADS);
        largest.sort_by_key(began);
        for (place, thread) in largest.into_iter().zip(1..) {
            threads.of_series[place] = thread;
        }
        threads
    }
}

impl Site {
    /// The thread of a session's series.
    pub(super) fn thread(&self, id: EntryId) -> u8 {
        let series = self.derived.in_series.get(&id).and_then(|session| session.series);
        series.map_or(self.threads.of_others, |series| self.threads.of_series[series])
    }

    /// The series that have a thread of their own, with its number, in the order of threads.
    pub(super) fn threads(&self) -> Vec<(&str, u8)> {
        let names = self.derived.series.iter().map(|series| series.name.as_str());
        let mut own: Vec<(&str, u8)> = names.zip(self.threads.of_series.iter().copied()).collect();
        own.retain(|(_, thread)| *thread > 0);
        own.sort_by_key(|(_, thread)| *thread);
        own
    }
}
