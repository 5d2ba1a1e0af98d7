//! What people said they would do, and what came of it.
//!
//! 1. The tasks of all sessions become actions: with owners who are people, and a state on a day.
//! 2. The sessions of a series are gone through from the oldest. What a later one tells of an earlier one's action, by the
//!    same owner in much the same words or with a link to it, closes that action or carries it on.
//! 3. Actions are gathered by their owners.

use super::someone::{People, Someone, There};
use super::{InSeries, order};
use crate::community::{Community, EntryId, Link};
use crate::document::notes::{Task, TaskState, Who};
use crate::document::role::Role;
use crate::slug::{Slug, fold_name};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// What somebody said they would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The session.
    pub session: EntryId,
    /// Its place among the tasks of the notes.
    pub task: usize,
    /// Its number among those of the session that this build shows, from 1.
    pub number: usize,
    /// Who does it; nobody where nobody is named.
    pub owners: Vec<Owner>,
    /// How far it is today.
    pub state: State,
    /// The later session whose notes closed it or carried it on.
    pub told_in: Option<EntryId>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A person.
    Person(Someone),
    /// Everybody who was there.
    Everybody,
    /// Whoever the notes call so.
    Called(String),
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its day is past.
    Late,
    /// Somebody still has to do it.
    Open,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
    /// A later session has it again, where it goes on.
    CarriedOn,
}

impl State {
    /// Its name in views and data.
    pub fn word(self) -> &'static str {
        match self {
            State::Late => "late",
            State::Open => "open",
            State::Done => "done",
            State::Dropped => "dropped",
            State::CarriedOn => "carried_on",
        }
    }

    /// Whether somebody still has to do it.
    pub fn is_pending(self) -> bool {
        matches!(self, State::Late | State::Open)
    }
}

/// All actions.
#[derive(Clone, Debug, Default)]
pub struct Actions {
    /// Each, those of the newest session first.
    pub all: Vec<Action>,
    /// For each session its own.
    of: BTreeMap<EntryId, Range<usize>>,
    /// Everybody who has any, by name; those of nobody come last.
    pub owners: Vec<Owned>,
}

/// What one person, or nobody, has promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Owned {
    /// Who; `None` for what nobody has taken.
    pub owner: Option<Owner>,
    /// What they are called; empty for everybody and nobody.
    pub name: String,
    /// Their part of the address.
    pub slug: String,
    /// Places of the actions.
    pub actions: Vec<usize>,
}

/// Only so many pending actions of a series are looked through for the one that a later session tells of.
const N_REMEMBERED: usize = 100;
/// Of the words of two actions so much must be the same: by the same owner, without any owner, and with a link.
const ALIKE: [f32; 3] = [0.5, 0.8, 0.25];

impl Actions {
    pub(super) fn of(
        community: &Community,
        people: &People,
        newest_first: &[EntryId],
        in_series: &BTreeMap<EntryId, InSeries>,
        today: Date,
    ) -> Actions {
        let of_session = |session: &EntryId| told(community, people, *session);
        let told: Vec<Vec<Told<'_>>> = newest_first.par_iter().map(of_session).collect();
        let told: Vec<Told<'_>> = told.into_iter().flatten().collect();
        let mut actions = Actions::default();
        let mut places = Vec::with_capacity(told.len());
        for one in &told {
            places.push((!one.is_report()).then(|| actions.add(one, today)));
        }
        follow(community, &told, &places, in_series, &mut actions.all);
        actions.owners = owners(community, people, &actions.all);
        actions
    }

    fn add(&mut self, told: &Told<'_>, today: Date) -> usize {
        let place = self.all.len();
        self.of.entry(told.session).or_insert(place..place).end = place + 1;
        self.all.push(Action {
            session: told.session,
            task: told.place,
            number: self.of[&told.session].len(),
            owners: told.owners.clone(),
            state: state(told.task, today),
            told_in: None,
            outcome: told.task.outcome.as_ref().map(|outcome| outcome.value.clone()),
        });
        place
    }

    /// The actions of a session.
    pub fn of_session(&self, session: EntryId) -> &[Action] {
        &self.all[self.places_of(session)]
    }

    /// Where they stand among all.
    pub fn places_of(&self, session: EntryId) -> Range<usize> {
        self.of.get(&session).cloned().unwrap_or_default()
    }

    /// What somebody has promised.
    pub fn by(&self, someone: Someone) -> &[usize] {
        let owned = self.owners.iter().find(|owned| owned.owner == Some(Owner::Person(someone)));
        owned.map_or(&[], |owned| &owned.actions)
    }
}

impl Action {
    /// What the notes say.
    pub fn told<'a>(&self, community: &'a Community) -> &'a Task {
        &community.entry(self.session).document.notes.tasks[self.task]
    }
}

fn state(task: &Task, today: Date) -> State {
    match task.state {
        TaskState::Done => State::Done,
        TaskState::Dropped => State::Dropped,
        TaskState::Open if task.due.as_ref().is_some_and(|due| due.value < today) => State::Late,
        TaskState::Open => State::Open,
    }
}

/// A task that this build may see, with people for names.
struct Told<'a> {
    session: EntryId,
    place: usize,
    task: &'a Task,
    owners: Vec<Owner>,
    /// Its words, folded and in order, for comparing.
    words: Vec<u64>,
}

impl Told<'_> {
    /// Whether it only tells of another action. What is still to be done by somebody is one of its own.
    fn is_report(&self) -> bool {
        self.task.is_review && (self.owners.is_empty() || self.task.state != TaskState::Open)
    }

    /// Whether it is about the same as an earlier one, which a link in it may lead to.
    fn is_about(&self, other: &Told<'_>, links: &BTreeSet<EntryId>) -> bool {
        let is_linked = links.contains(&other.session);
        let needed = match (self.owners.is_empty(), other.owners.is_empty()) {
            _ if is_linked => ALIKE[2],
            (true, true) => ALIKE[1],
            _ if self.owners.iter().any(|owner| other.owners.contains(owner)) => ALIKE[0],
            _ => return false,
        };
        likeness(&self.words, &other.words) >= needed
    }
}

fn told<'a>(community: &'a Community, people: &People, session: EntryId) -> Vec<Told<'a>> {
    let entry = community.entry(session);
    let tasks = &entry.document.notes.tasks;
    if tasks.is_empty() {
        return Vec::new();
    }
    let there = There::of(community, people, session);
    let links: HashMap<usize, &Link> =
        community.links_as(session, Role::Promise).map(|link| (link.at.start, link)).collect();
    let owner = |name: &crate::document::notes::Name| match name.who {
        Who::Everybody => Some(Owner::Everybody),
        _ => {
            let link = links.get(&name.at.start)?;
            let someone = people.meant(&there, name, link).map(Owner::Person);
            Some(someone.unwrap_or_else(|| Owner::Called(link.words.to_string())))
        }
    };
    let shown = tasks.iter().enumerate().filter(|(_, task)| !entry.hides(task.at.start));
    let told = shown.map(|(place, task)| {
        let mut owners: Vec<Owner> = Vec::new();
        for owner in task.owners.iter().filter_map(owner) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        Told { session, place, task, owners, words: words(&task.words.value) }
    });
    told.collect()
}

/// The words that tell an action from others, each once, in an order that has nothing to do with the sentence.
fn words(text: &str) -> Vec<u64> {
    let long = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    let mut words: Vec<u64> = long.map(|word| xxhash_rust::xxh3::xxh3_64(fold_name(word).as_bytes())).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How much two sets of words have in common, from 0 to 1: the part of all that are in both (the Jaccard index).
fn likeness(a: &[u64], b: &[u64]) -> f32 {
    let n_both = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let n_all = a.len() + b.len() - n_both;
    if n_all == 0 { 0.0 } else { n_both as f32 / n_all as f32 }
}

/// Finds for what each session tells the action of an earlier session of its series.
fn follow(
    community: &Community,
    told: &[Told<'_>],
    places: &[Option<usize>],
    in_series: &BTreeMap<EntryId, InSeries>,
    actions: &mut [Action],
) {
    let chains = chains(in_series);
    let mut pending: HashMap<EntryId, Vec<usize>> = HashMap::new();
    // Sessions come newest first, the tasks of each in the order of its notes.
    let mut end = told.len();
    while end > 0 {
        let session = told[end - 1].session;
        let start = told[..end].iter().rposition(|one| one.session != session).map_or(0, |place| place + 1);
        let remembered = pending.entry(chains.get(&session).copied().unwrap_or(session)).or_default();
        let mut new = Vec::new();
        for n in start..end {
            let links = linked(community, &told[n]);
            if let Some(at) = remembered.iter().rposition(|earlier| told[n].is_about(&told[*earlier], &links)) {
                let place = places[remembered[at]].expect("only actions are remembered");
                let goes_on = close(&mut actions[place], &told[n], places[n].is_some());
                if !goes_on {
                    remembered.remove(at);
                }
            }
            new.extend(places[n].filter(|place| actions[*place].state.is_pending()).map(|_| n));
        }
        remembered.extend(new);
        let n_old = remembered.len().saturating_sub(N_REMEMBERED);
        remembered.drain(..n_old);
        end = start;
    }
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
fn linked(community: &Community, told: &Told<'_>) -> BTreeSet<EntryId> {
    let links = community.links_from(told.session).iter().filter(|link| !link.role.is_field());
    links.filter(|link| told.task.at.contains(&link.at.start)).filter_map(|link| link.target.entry()).collect()
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

fn owners(community: &Community, people: &People, actions: &[Action]) -> Vec<Owned> {
    let mut all: BTreeMap<Option<Owner>, Vec<usize>> = BTreeMap::new();
    for (place, action) in actions.iter().enumerate().filter(|(_, action)| action.state != State::CarriedOn) {
        if action.owners.is_empty() {
            all.entry(None).or_default().push(place);
        }
        for owner in &action.owners {
            all.entry(Some(owner.clone())).or_default().push(place);
        }
    }
    let mut owned: Vec<Owned> =
        all.into_iter().map(|(owner, actions)| named(community, people, owner, actions)).collect();
    owned.sort_by_cached_key(|owned| (owned.owner.is_none(), order::by_title(&owned.name), owned.owner.clone()));
    let mut taken = BTreeSet::new();
    for owned in &mut owned {
        let free = (1..).map(|n| if n == 1 { owned.slug.clone() } else { format!("{}-{n}", owned.slug) });
        owned.slug = free.into_iter().find(|slug| !taken.contains(slug)).unwrap_or_default();
        taken.insert(owned.slug.clone());
    }
    owned
}

fn named(community: &Community, people: &People, owner: Option<Owner>, actions: Vec<usize>) -> Owned {
    let name = match &owner {
        Some(Owner::Person(someone)) => people.name_of(community, *someone).to_owned(),
        Some(Owner::Called(name)) => name.clone(),
        Some(Owner::Everybody) | None => String::new(),
    };
    let slug = match &owner {
        Some(Owner::Person(Someone::Member(id))) => community.entry(*id).document.slugs.own.clone(),
        Some(Owner::Everybody) => "everybody".to_owned(),
        None => "nobody".to_owned(),
        _ => Slug::fold(&name).map_or_else(|| "others".to_owned(), |slug| slug.to_string()),
    };
    Owned { owner, name, slug, actions }
}
