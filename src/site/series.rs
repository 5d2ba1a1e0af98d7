//! The series of sessions, and the colour of thread that each of them has.
//!
//! The three with most sessions have a thread of their own, in the order in which they began; all others share one, and
//! so do sessions that name no series, unless none does.

use crate::community::{Community, EntryId};
use crate::slug::fold_name;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many threads there are beside the shared one: the classes `w1` to `w3` of the style sheet.
const N_THREADS: usize = 3;

/// Sessions that follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Series {
    /// Its name, as the first session writes it; empty for the sessions that name none.
    pub title: String,
    /// 1 to 3; 0 for the shared one.
    pub thread: u8,
    /// Its sessions, oldest first.
    pub sessions: Vec<EntryId>,
}

/// All series, by their folded name.
#[derive(Clone, Debug, Default)]
pub(super) struct AllSeries(BTreeMap<String, Series>);

impl AllSeries {
    /// Sorts sessions, which come newest first, into their series.
    pub fn of(community: &Community, newest_first: &[EntryId]) -> AllSeries {
        let mut all: BTreeMap<String, Series> = BTreeMap::new();
        for id in newest_first.iter().rev() {
            let title = title(community, *id);
            let series = all.entry(fold_name(title)).or_default();
            if series.sessions.is_empty() {
                series.title = title.to_owned();
            }
            series.sessions.push(*id);
        }
        give_threads(community, &mut all);
        AllSeries(all)
    }

    /// The series of a session.
    pub fn of_session(&self, community: &Community, id: EntryId) -> Option<&Series> {
        self.0.get(&fold_name(title(community, id)))
    }

    /// Those with a name, in the order of their threads, the shared one last.
    pub fn named(&self) -> Vec<&Series> {
        let mut named: Vec<&Series> = self.0.values().filter(|series| !series.title.is_empty()).collect();
        named.sort_by_key(|series| if series.thread == 0 { u8::MAX } else { series.thread });
        named
    }
}

fn title(community: &Community, id: EntryId) -> &str {
    let session = community.entry(id).document.session();
    session.and_then(|session| session.series.as_deref()).unwrap_or_default().trim()
}

fn give_threads(community: &Community, all: &mut BTreeMap<String, Series>) {
    let has_names = all.values().any(|series| !series.title.is_empty());
    let mut largest: Vec<&mut Series> =
        all.values_mut().filter(|series| !has_names || !series.title.is_empty()).collect();
    largest.sort_by_key(|series| Reverse(series.sessions.len()));
    largest.truncate(N_THREADS);
    largest.sort_by_key(|series| series.sessions.first().map(|id| (community.entry(*id).document.date, *id)));
    for (series, thread) in largest.into_iter().zip(1..) {
        series.thread = thread;
    }
}
