//! What a later session tells of the actions of earlier ones.
//!
//! 1. The sessions of a series are gone through from the oldest, with the actions that are still to be done.
//! 2. What a later one tells of an earlier one's action, by the same owner in much the same words or with a link to it,
//!    closes that action or carries it on.

use super::InSeries;
use super::actions::{Action, Owner, State};
use super::in_body::InBody;
use super::someone::{People, There};
use crate::community::{Community, EntryId};
use crate::document::notes::{Name, Task, TaskState, Who};
use crate::document::role::Role;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;
use std::ops::Range;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// Only so many pending actions of a series are looked through for the one that a later session tells of.
const N_REMEMBERED: usize = 100;
/// Of the words of two actions so much must be the same: by the same owner, without any owner, and with a link.
const ALIKE: [f32; 3] = [0.5, 0.8, 0.25];

/// A task that this build may see, with people for names.
pub(super) struct Told<'a> {
    /// The session.
    pub session: EntryId,
    /// Its place among the tasks of the notes.
    pub place: usize,
    /// What the notes say.
    pub task: &'a Task,
    /// Who does it.
    pub owners: Vec<Owner>,
    /// For each owner one bit, for nobody another, so that most actions are told apart by these alone.
    owner_bits: u64,
}

impl<'a> Told<'a> {
    /// The tasks of a session.
    pub(super) fn all(community: &'a Community, people: &People, session: EntryId) -> Vec<Told<'a>> {
        let entry = community.entry(session);
        let tasks = &entry.document.notes.tasks;
        if tasks.is_empty() {
            return Vec::new();
        }
        let there = There::of(community, people, session, Role::Promise);
        let shown = tasks.iter().enumerate().filter(|(_, task)| !entry.hides(task.at.start));
        let told = shown.map(|(place, task)| {
            let owners = owners(&there, task);
            Told { session, place, task, owner_bits: bits(&owners), owners }
        });
        told.collect()
    }

    /// Whether it only tells of another action.
    pub(super) fn is_report(&self) -> bool {
        self.task.is_review
    }

    /// Whether it is about the same as an earlier one, which a link in it may lead to.
    fn is_about(&self, other: &Told<'_>, links: &BTreeSet<EntryId>) -> bool {
        let is_linked = links.contains(&other.session);
        if !is_linked && self.owner_bits & other.owner_bits == 0 {
            return false;
        }
        let needed = match (self.owners.is_empty(), other.owners.is_empty()) {
            _ if is_linked => ALIKE[2],
            (true, true) => ALIKE[1],
            _ if self.owners.iter().any(|owner| other.owners.contains(owner)) => ALIKE[0],
            _ => return false,
        };
        self.task.terms.are_like(&other.task.terms, needed)
    }
}

/// Whoever has an owner in common has a bit in common.
fn bits(owners: &[Owner]) -> u64 {
    let bit = |owner: &Owner| 1 << (Xxh3DefaultBuilder.hash_one(owner) % 63 + 1);
    owners.iter().map(bit).reduce(|a, b| a | b).unwrap_or(1)
}

/// Who does it, each once.
fn owners(there: &There<'_>, task: &Task) -> Vec<Owner> {
    let mut seen = BTreeSet::new();
    let owners = task.owners.iter().filter_map(|name| owner(there, name));
    owners.filter(|owner| seen.insert(owner.clone())).collect()
}

fn owner(there: &There<'_>, name: &Name) -> Option<Owner> {
    if name.who == Who::Everybody {
        return Some(Owner::Everybody);
    }
    let row = there.row(name)?;
    let someone = there.meant(name, row).map(Owner::Person);
    Some(someone.unwrap_or_else(|| Owner::Called(row.words.to_string())))
}

/// Finds for what each session tells the action of an earlier session of its series. `told` holds what all sessions tell,
/// the newest session first, and `places` where in `actions` each is, if it is an action itself.
pub(super) fn follow(
    community: &Community,
    told: &[Told<'_>],
    places: &[Option<usize>],
    in_series: &BTreeMap<EntryId, InSeries>,
    actions: &mut [Action],
) {
    let chains = chains(in_series);
    let mut pending: HashMap<EntryId, Vec<usize>> = HashMap::new();
    for range in sessions(told).into_iter().rev() {
        let session = told[range.start].session;
        let links = InBody::of(community, session);
        let remembered = pending.entry(chains.get(&session).copied().unwrap_or(session)).or_default();
        for n in range.clone() {
            let linked = linked(&links, &told[n]);
            let Some(at) = remembered.iter().rposition(|earlier| told[n].is_about(&told[*earlier], &linked)) else {
                continue;
            };
            let place = places[remembered[at]].expect("only actions are remembered");
            if !close(&mut actions[place], &told[n], places[n].is_some()) {
                remembered.remove(at);
            }
        }
        let is_pending = |n: &usize| places[*n].is_some_and(|place| actions[place].state.is_pending());
        remembered.extend(range.filter(is_pending));
        let n_old = remembered.len().saturating_sub(N_REMEMBERED);
        remembered.drain(..n_old);
    }
}

/// Where what each session tells begins and ends.
fn sessions(told: &[Told<'_>]) -> Vec<Range<usize>> {
    let mut end = 0;
    let next = |chunk: &[Told<'_>]| {
        let start = end;
        end += chunk.len();
        start..end
    };
    told.chunk_by(|a, b| a.session == b.session).map(next).collect()
}

/// Whether the earlier action still waits to be told of.
fn close(earlier: &mut Action, later: &Told<'_>, is_action: bool) -> bool {
    if is_action {
        (earlier.state, earlier.told_in) = (State::CarriedOn, Some(later.session));
        return false;
    }
    let state = match later.task.state {
        TaskState::Open => return true,
        TaskState::Done => State::Done,
        TaskState::Dropped => State::Dropped,
    };
    (earlier.state, earlier.told_in) = (state, Some(later.session));
    earlier.outcome = later.task.outcome.as_ref().map(|outcome| outcome.value.clone()).or(earlier.outcome.take());
    false
}

/// The sessions that a task's own words lead to.
fn linked(links: &InBody<'_>, told: &Told<'_>) -> BTreeSet<EntryId> {
    links.within(&told.task.at).iter().filter_map(|link| link.target.entry()).collect()
}

/// For each session the first of those that follow one another.
fn chains(in_series: &BTreeMap<EntryId, InSeries>) -> HashMap<EntryId, EntryId> {
    let mut chains = HashMap::with_capacity(in_series.len());
    for (first, own) in in_series.iter().filter(|(_, own)| own.previous.is_none()) {
        chains.insert(*first, *first);
        let mut next = own.next;
        while let Some(id) = next {
            chains.insert(id, *first);
            next = in_series.get(&id).and_then(|own| own.next);
        }
    }
    chains
}
