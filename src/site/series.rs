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

/// All series, by their folded name, and where in them each session stands.
#[derive(Clone, Debug, Default)]
pub(super) struct AllSeries {
    all: Vec<Series>,
    /// For each session the place of its series in the list, and its own in the series.
    places: BTreeMap<EntryId, (usize, usize)>,
}

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
        let all: Vec<Series> = all.into_values().collect();
        let sessions = all.iter().enumerate().flat_map(|(series, one)| {
            one.sessions.iter().enumerate().map(move |(place, session)| (*session, (series, place)))
        });
        AllSeries { places: sessions.collect(), all }
    }

    /// The series of a session, and its place in it, the oldest first.
    pub fn of_session(&self, id: EntryId) -> Option<(&Series, usize)> {
        self.places.get(&id).map(|(series, place)| (&self.all[*series], *place))
    }

    /// Those with a name, in the order of their threads, the shared one last.
    pub fn named(&self) -> Vec<&Series> {
        let mut named: Vec<&Series> = self.all.iter().filter(|series| !series.title.is_empty()).collect();
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
