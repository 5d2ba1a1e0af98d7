//! What people said they would do, and what came of it.
//!
//! 1. The tasks of all sessions become actions: with owners who are people, and a state on a day.
//! 2. What later sessions tell of them closes them or carries them on (`follow`).
//! 3. Actions are gathered by their owners.

use super::follow::{Told, follow};
use super::someone::{People, Someone};
use super::{InSeries, order};
use crate::community::{Community, EntryId};
use crate::document::notes::{Task, TaskState};
use crate::slug::Slug;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
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
    /// For each owner the place among them.
    place_of: BTreeMap<Owner, usize>,
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

impl Actions {
    pub(super) fn of(
        community: &Community,
        people: &People,
        newest_first: &[EntryId],
        in_series: &BTreeMap<EntryId, InSeries>,
        today: Date,
    ) -> Actions {
        let of_session = |session: &EntryId| Told::all(community, people, *session);
        let told: Vec<Vec<Told<'_>>> = newest_first.par_iter().map(of_session).collect();
        let told: Vec<Told<'_>> = told.into_iter().flatten().collect();
        let mut actions = Actions::default();
        let mut places = Vec::with_capacity(told.len());
        for one in &told {
            places.push((!one.is_report()).then(|| actions.add(one, today)));
        }
        follow(community, &told, &places, in_series, &mut actions.all);
        actions.owners = owners(community, people, &actions.all);
        let place_of = |(place, owned): (usize, &Owned)| Some((owned.owner.clone()?, place));
        actions.place_of = actions.owners.iter().enumerate().filter_map(place_of).collect();
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

    /// The place of somebody among those who have promised something.
    pub fn place_of(&self, someone: Someone) -> Option<usize> {
        self.place_of.get(&Owner::Person(someone)).copied()
    }

    /// What somebody has promised.
    pub fn by(&self, someone: Someone) -> &[usize] {
        self.place_of(someone).map_or(&[], |place| &self.owners[place].actions)
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
    tell_apart(&mut owned);
    owned
}

/// Numbers addresses that several owners would have.
fn tell_apart(owned: &mut [Owned]) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for owned in owned {
        let wanted = owned.slug.clone();
        while numbers.contains_key(&owned.slug) {
            let number = numbers.entry(wanted.clone()).and_modify(|number| *number += 1).or_default();
            owned.slug = format!("{wanted}-{number}");
        }
        numbers.insert(owned.slug.clone(), 1);
    }
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
