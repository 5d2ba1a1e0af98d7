//! What a theme gathers: its sub-themes, and what says that it belongs to it.
//!
//! 1. The theme and all its sub-themes are gathered: sessions, templates, questions …
//! 2. Who knows about it is read off what was gathered (`people.rs`).
//! 3. Themes are related that share sessions and templates with it.

use super::people::{self, Person};
use super::{Days, order};
use crate::community::{Community, EntryId, Target};
use crate::document::role::Role;
use crate::kind::Kind;
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a theme gathers, each list in the order of its kind's index page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hub {
    /// Themes that are a part of it.
    pub parts: Vec<EntryId>,
    /// Sessions about it, newest first.
    pub sessions: Vec<EntryId>,
    /// Templates for it.
    pub templates: Vec<EntryId>,
    /// People who know about it, keep it or work on it, and why they are here; who offers something comes first.
    pub people: Vec<Person>,
    /// Stories about it, newest first.
    pub stories: Vec<EntryId>,
    /// Questions about it, those without an answer first.
    pub questions: Vec<EntryId>,
    /// What is outside about it.
    pub resources: Vec<EntryId>,
    /// Groups that work on it.
    pub groups: Vec<EntryId>,
    /// Everything else about it.
    pub pages: Vec<EntryId>,
    /// Themes that share most sessions and templates with it, the nearest first; only a few.
    pub related: Vec<EntryId>,
    /// The last day on which something happened: a session took place, or something was written.
    pub last: Option<Date>,
    /// Whether it had sessions, but none for a long time and none to come.
    pub is_dormant: bool,
}

/// So many related themes are shown.
const N_RELATED: usize = 5;
/// A theme without a session for so many days is dormant.
const DORMANT_AFTER: i32 = 180;
/// A theme gathers from so many levels of sub-themes; in a long chain of them each would gather nearly all.
const N_LEVELS: usize = 32;
/// Only so many themes of a session count for what is related: one that names all themes says nothing.
const N_THEMES: usize = 20;

pub(super) fn all(
    community: &Community,
    incoming: &[Vec<(EntryId, Role)>],
    themes: &[EntryId],
    days: &Days<'_>,
) -> BTreeMap<EntryId, Hub> {
    themes.par_iter().map(|theme| (*theme, hub(community, incoming, *theme, days))).collect()
}

fn hub(community: &Community, incoming: &[Vec<(EntryId, Role)>], theme: EntryId, days: &Days<'_>) -> Hub {
    let mut hub = Hub::default();
    let mut members = Vec::new();
    let parts = with_parts(incoming, theme);
    for part in &parts {
        for (from, role) in &incoming[part.0 as usize] {
            if matches!(role, Role::Theme | Role::Expertise | Role::Parent) {
                hub.list(community.entry(*from).document.kind, &mut members).push(*from);
            }
        }
    }
    // Of its parts only its own: theirs are on their pages.
    let is_part = |role: &Role| matches!(role, Role::Theme | Role::Parent);
    let named = incoming[theme.0 as usize].iter().filter(|(_, role)| is_part(role));
    let own: BTreeSet<EntryId> = named.map(|(from, _)| *from).collect();
    hub.parts.retain(|id| *id != theme && own.contains(id));
    hub.sort(community);
    hub.people = people::of_hub(community, &hub, &parts, &members, days);
    hub.related = related(community, &hub, &parts);
    hub.last = last(community, &hub, days);
    hub.is_dormant = is_dormant(community, &hub, days);
    hub
}

/// A theme and its sub-themes, each once, even where they are parts of each other.
fn with_parts(incoming: &[Vec<(EntryId, Role)>], theme: EntryId) -> Vec<EntryId> {
    let mut parts = vec![theme];
    let mut seen = BTreeSet::from([theme]);
    let mut level = 0..1;
    for _ in 0..N_LEVELS {
        for place in level.clone() {
            let named = incoming[parts[place].0 as usize].iter();
            let of_it = named.filter(|(_, role)| *role == Role::Parent).map(|(from, _)| *from);
            parts.extend(of_it.filter(|from| seen.insert(*from)));
        }
        level = level.end..parts.len();
    }
    parts
}

impl Hub {
    /// Where a kind is listed; one without a list of its own is with the pages.
    fn list<'a>(&'a mut self, kind: Kind, members: &'a mut Vec<EntryId>) -> &'a mut Vec<EntryId> {
        match kind {
            Kind::Member => members,
            Kind::Session => &mut self.sessions,
            Kind::Template => &mut self.templates,
            Kind::Theme => &mut self.parts,
            Kind::Story => &mut self.stories,
            Kind::Question => &mut self.questions,
            Kind::Resource => &mut self.resources,
            Kind::Group => &mut self.groups,
            Kind::Page | Kind::Term => &mut self.pages,
        }
    }

    fn sort(&mut self, community: &Community) {
        let by_title = [&mut self.parts, &mut self.templates, &mut self.questions, &mut self.resources];
        for list in by_title.into_iter().chain([&mut self.groups, &mut self.pages]) {
            order::sort_by_title(community, list);
        }
        order::sort_newest_first(community, &mut self.sessions);
        order::sort_newest_first(community, &mut self.stories);
        self.questions.sort_by_key(|id| is_answered(community, *id));
    }

    /// Everything that it gathers.
    pub fn all(&self) -> impl Iterator<Item = EntryId> {
        let people = self.people.iter().map(|person| person.id);
        self.parts.iter().chain(&self.sessions).copied().chain(people).chain(self.documents())
    }

    /// Everything it gathers but themes, people and sessions.
    pub(super) fn documents(&self) -> impl Iterator<Item = EntryId> {
        let lists = [&self.templates, &self.stories, &self.questions, &self.resources, &self.groups, &self.pages];
        lists.into_iter().flatten().copied()
    }
}

/// A question has an answer where its file says so, or names one.
pub fn is_answered(community: &Community, id: EntryId) -> bool {
    use crate::document::Fields;
    use crate::document::kinds::QuestionStatus;
    let names_one = || community.links_as(id, Role::Answer).next().is_some();
    match &community.entry(id).document.fields {
        Fields::Question(fields) => fields.status.map_or_else(names_one, |status| status == QuestionStatus::Answered),
        _ => false,
    }
}

/// The themes that share most sessions and templates with one; not those that it is a part of, nor its own parts.
fn related(community: &Community, hub: &Hub, parts: &[EntryId]) -> Vec<EntryId> {
    let theme = parts[0];
    let mut kin: BTreeSet<EntryId> = parts.iter().copied().collect();
    kin.extend(hub.parts.iter().copied());
    kin.extend(entries_as(community, theme, Role::Parent));
    let mut shared: BTreeMap<EntryId, usize> = BTreeMap::new();
    for id in hub.sessions.iter().chain(&hub.templates) {
        let themes: BTreeSet<EntryId> = entries_as(community, *id, Role::Theme).take(N_THEMES).collect();
        for other in themes.into_iter().filter(|other| !kin.contains(other)) {
            *shared.entry(other).or_default() += 1;
        }
    }
    let title = |id: &EntryId| order::title_of(&community.entry(*id).document);
    let mut related: Vec<(EntryId, usize)> = shared.into_iter().collect();
    related.sort_by_cached_key(|(id, n)| (Reverse(*n), title(id), *id));
    related.into_iter().take(N_RELATED).map(|(id, _)| id).collect()
}

/// The entries that one names in a role.
pub(super) fn entries_as(community: &Community, id: EntryId, role: Role) -> impl Iterator<Item = EntryId> {
    community.links_as(id, role).filter_map(|link| match &link.target {
        Target::Entry { id, .. } => Some(*id),
        _ => None,
    })
}

fn last(community: &Community, hub: &Hub, days: &Days<'_>) -> Option<Date> {
    let written = |id: EntryId| {
        let entry = community.entry(id);
        let dates = [entry.document.date, entry.updated()].into_iter().flatten();
        dates.map(|moment| moment.date).filter(|date| *date <= days.today).max()
    };
    last_session(community, hub, days).into_iter().chain(hub.documents().filter_map(written)).max()
}

fn last_session(community: &Community, hub: &Hub, days: &Days<'_>) -> Option<Date> {
    let held = hub.sessions.iter().filter(|id| days.held.contains(id));
    held.filter_map(|id| Some(community.entry(*id).document.date?.date)).filter(|date| *date <= days.today).max()
}

fn is_dormant(community: &Community, hub: &Hub, days: &Days<'_>) -> bool {
    let is_to_come = |id| community.entry(id).document.date.is_some_and(|moment| moment.date >= days.today);
    let long_ago = days.today.saturating_sub(DORMANT_AFTER.days());
    let is_planned = hub.sessions.iter().any(|id| is_to_come(*id) && days.upcoming.contains(id));
    !is_planned && last_session(community, hub, days).is_some_and(|last| last < long_ago)
}
