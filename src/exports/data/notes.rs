//! What the notes of a session say, for programs.
//!
//! Lines are counted in the file. Where a part of it is hidden they are left out, for they would tell how long that part
//! is.

use crate::community::Entry;
use crate::derive::{self, Action, Decision, Present};
use crate::diagnostic::report::Texts;
use crate::document::role::Role;
use crate::search::without_mail;
use crate::site::Site;
use serde::Serialize;

/// Where something stands in its file: its first and last line, from 1.
type Lines = Option<(usize, usize)>;

/// What the notes of a session say.
#[derive(Serialize)]
pub(super) struct NotesRecord<'a> {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Lines,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attendance: Vec<PersonRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    absent: Vec<PersonRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions: Vec<ActionRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionRecord<'a>>,
}

#[derive(Serialize)]
struct PersonRecord {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    handle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    role: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Serialize)]
struct ActionRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owners: Vec<super::Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

#[derive(Serialize)]
struct DecisionRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replaced_by: Vec<String>,
}

pub(super) fn record<'a>(site: &'a Site, texts: &Texts, entry: &'a Entry) -> NotesRecord<'a> {
    let derived = &site.derived;
    let people = derive::attendance(&site.community, &derived.people, entry.id);
    let (came, away): (Vec<Present>, Vec<Present>) = people.into_iter().partition(|person| person.came);
    let line = |byte: usize| entry.is_whole.then(|| texts.position(&entry.document.path, byte).0);
    let body = &entry.document.body.at;
    NotesRecord {
        file: site.config.on_disk(&entry.document.path).to_string(),
        lines: line(body.start).zip(line(body.end)),
        attendance: came.into_iter().map(|one| person(site, one)).collect(),
        absent: away.into_iter().map(|one| person(site, one)).collect(),
        actions: derived.actions.of_session(entry.id).iter().map(|one| action(site, line, one)).collect(),
        decisions: derived.decisions.of_session(entry.id).iter().map(|one| decision(site, line, one)).collect(),
    }
}

fn person(site: &Site, present: Present) -> PersonRecord {
    let path = present.who.and_then(|who| site.someone_path(who));
    let role = present.parts.iter().filter_map(|role| part(*role)).collect();
    PersonRecord { name: present.name, handle: present.handle, organisation: present.organisation, role, path }
}

/// What somebody did in a session, in a word.
fn part(role: Role) -> Option<&'static str> {
    match role {
        Role::Facilitator => Some("facilitator"),
        Role::Presenter => Some("presenter"),
        Role::Host => Some("host"),
        Role::NotesBy => Some("notes_by"),
        _ => None,
    }
}

fn action(site: &Site, line: impl Fn(usize) -> Option<usize>, action: &Action) -> ActionRecord {
    let told = action.told(&site.community);
    let owner = |owner| {
        let name = site.owner_name(owner);
        super::Reference { name: name.name, path: name.path, url: None }
    };
    ActionRecord {
        line: line(told.at.start),
        text: without_mail(&told.words.value),
        owners: action.owners.iter().map(owner).collect(),
        due: told.due.as_ref().map(|due| due.value.to_string()),
        state: action.state.word(),
        outcome: action.outcome.as_deref().map(without_mail),
    }
}

fn decision<'a>(site: &'a Site, line: impl Fn(usize) -> Option<usize>, decision: &'a Decision) -> DecisionRecord<'a> {
    let told = decision.told(&site.community);
    DecisionRecord {
        line: line(told.at.start),
        topic: told.topic.as_ref().map(|topic| topic.value.as_str()),
        text: without_mail(&told.words.value),
        replaced_by: decision.replaced_by.iter().map(|other| site.settled_path(*other)).collect(),
    }
}
