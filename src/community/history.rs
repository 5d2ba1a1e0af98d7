//! What the repository tells of an entry's file, with the members among those who changed it.
//!
//! 1. Members are entered under their titles, names and handles.
//! 2. Everybody who changed a file is looked up once: by the name on the code host, else by their own name.
//! 3. Times become days of the site's time zone, so that they are the same wherever a site is built.
//!
//! Who may be seen is decided by `audience`, as for every other name.

use super::{Entry, EntryId};
use crate::config::Config;
use crate::slug::fold_name;
use crate::source::{Contributor, FileHistory, History};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The past of an entry's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The day it came.
    pub created: Date,
    /// The day it last changed.
    pub changed: Date,
    /// Who changed it, the newest change first.
    pub contributors: Vec<Arc<Person>>,
}

/// Somebody who changed a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// What they call themselves.
    pub name: String,
    /// Members who are called so, as far as the first that everybody sees.
    pub members: Vec<EntryId>,
    /// Whether a member is called so who wants to be in no list.
    pub is_unlisted: bool,
}

/// The past of each file that the repository knows.
pub(super) fn enter(history: &History, entries: &mut [Entry], config: &Config) {
    if history.files.is_empty() {
        return;
    }
    let members = Members::of(entries);
    let people: Vec<Arc<Person>> =
        history.people.iter().map(|person| Arc::new(members.person(person, entries))).collect();
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    // When a file changed says nothing of one session in it.
    for entry in entries.iter_mut().filter(|entry| !entry.document.is_part()) {
        let told = history.files.get(&entry.document.path);
        entry.past = told.and_then(|told| past(told, &people, &zone)).map(Arc::new);
    }
}

fn past(told: &FileHistory, people: &[Arc<Person>], zone: &TimeZone) -> Option<Past> {
    let day = |seconds| Some(Timestamp::from_second(seconds).ok()?.to_zoned(zone.clone()).date());
    Some(Past {
        created: day(told.created)?,
        changed: day(told.changed)?,
        contributors: told.contributors.iter().filter_map(|place| people.get(*place).cloned()).collect(),
    })
}

/// Members by what they are called.
#[derive(Default)]
struct Members {
    by_name: HashMap<String, Vec<EntryId>>,
    by_handle: HashMap<String, Vec<EntryId>>,
}

impl Members {
    fn of(entries: &[Entry]) -> Members {
        let mut members = Members::default();
        for entry in entries {
            let Some(fields) = entry.document.member() else { continue };
            let written = [&entry.document.common.title, &fields.name].into_iter().flatten().map(|name| &name.value);
            let names: BTreeSet<String> = written.chain([&entry.document.title]).map(|name| fold_name(name)).collect();
            for name in names {
                add(&mut members.by_name, name, entry.id);
            }
            for handle in fields.handles.iter().flatten() {
                add(&mut members.by_handle, fold_name(handle.trim_start_matches('@')), entry.id);
            }
        }
        members
    }

    fn person(&self, told: &Contributor, entries: &[Entry]) -> Person {
        let name = fold_name(&told.name);
        let by_login = told.login.as_deref().and_then(|login| self.by_handle.get(&fold_name(login)));
        let lists = [by_login, self.by_name.get(&name), self.by_handle.get(&name)];
        let called = lists.into_iter().flatten().flatten();
        let mut members: Vec<EntryId> = Vec::new();
        let mut is_unlisted = false;
        let mut is_found = false;
        for id in called {
            let visibility = &entries[id.0 as usize].visibility;
            is_unlisted |= visibility.is_unlisted;
            if !is_found {
                members.push(*id);
                is_found = visibility.is_open();
            }
        }
        Person { name: told.name.clone(), members, is_unlisted }
    }
}

fn add(names: &mut HashMap<String, Vec<EntryId>>, name: String, id: EntryId) {
    if !name.is_empty() {
        names.entry(name).or_default().push(id);
    }
}
