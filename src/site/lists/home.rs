//! The home page.

use super::{has_code, introduction};
use crate::community::EntryId;
use crate::derive::State;
use crate::document::kinds::Involvement;
use crate::document::role::Role;
use crate::kind::{KINDS, Kind};
use crate::site::cards::date_view;
use crate::site::news::NewsView;
use crate::site::outcomes::{ActionView, SourceView};
use crate::site::view::{CardView, CountView, DateView, EntryView, Frame, NameView, WeaveView};
use crate::site::{Page, Site};
use serde::Serialize;

/// So many sessions to come are named.
const N_UPCOMING: usize = 4;
/// So much of what is new is told.
const N_NEWS: usize = 8;
/// So many themes are shown.
const N_THEMES: usize = 6;
/// So many actions of the last session are shown.
const N_PROMISED: usize = 4;
/// So many faces are shown.
const N_FACES: usize = 40;
/// So much is featured, however much authors want shown first.
const N_FEATURED: usize = 12;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: Frame,
    /// The text of `content/index.md`.
    pub intro: Option<EntryView>,
    /// The next session.
    pub next: Option<NextView>,
    /// Where a session is begun, if none is planned: a page of the code host.
    pub add_session: Option<String>,
    /// The sessions after it.
    pub upcoming: Vec<CardView>,
    /// All sessions as a drawing.
    pub weave: Option<WeaveView>,
    /// How many sessions there were.
    pub n_held: usize,
    /// The day of the first session.
    pub since: Option<DateView>,
    /// What the last session that left something to do left to do.
    pub promised: Option<PromisedView>,
    /// What is new.
    pub news: Vec<NewsView>,
    /// What authors want shown first, beside themes.
    pub featured: Vec<CardView>,
    /// Themes.
    pub themes: Vec<CardView>,
    /// Members, who carries the community first.
    pub people: Vec<NameView>,
    /// How many more there are.
    pub n_more_people: usize,
    /// How many entries of each kind there are, with their index pages.
    pub counts: Vec<CountView>,
    /// The page of all sessions.
    pub sessions_path: Option<String>,
    /// The page of all themes.
    pub themes_path: Option<String>,
    /// The page of all members.
    pub members_path: Option<String>,
}

/// What a session left to do.
#[derive(Clone, Debug, Serialize)]
pub struct PromisedView {
    /// The session.
    pub session: SourceView,
    /// The first of its actions, with what became of them.
    pub actions: Vec<ActionView>,
    /// How many actions of the whole community are late.
    pub n_late: usize,
    /// How many are open and not late.
    pub n_open: usize,
    /// The page of all actions.
    pub path: String,
}

/// The next session, with what one needs to come.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// The session.
    pub card: CardView,
    /// `18:30`, `18:30–20:00`; nothing if no time is known.
    pub time: Option<String>,
    /// Its time zone, where a time is known.
    pub timezone: String,
    /// Where people meet.
    pub place: Option<String>,
    /// Where to join.
    pub url: Option<String>,
    /// How people meet, in a word.
    pub mode: Option<&'static str>,
    /// Who leads it.
    pub facilitators: Vec<NameView>,
}

pub(super) fn home(site: &Site, page: &Page) -> HomeView {
    let mut frame = site.frame(page, &site.config.title, &site.config.description);
    frame.has_code = has_code(site, "");
    let sessions = site.derived.of_kind(Kind::Session);
    let upcoming = &site.derived.upcoming;
    let (people, n_more_people) = people(site);
    HomeView {
        intro: introduction(site, "", &frame.root),
        next: upcoming.first().and_then(|id| next(site, *id)),
        add_session: site.add_href(Kind::Session).filter(|_| upcoming.is_empty()),
        upcoming: site.cards(&upcoming[upcoming.len().min(1)..upcoming.len().min(N_UPCOMING)]),
        weave: site.weave(sessions, sessions),
        n_held: site.derived.held.len(),
        since: sessions.iter().rev().find_map(|id| site.community.entry(*id).document.date).map(date_view),
        promised: promised(site),
        news: site.newest(N_NEWS),
        featured: featured(site),
        themes: site.themes_to_show(N_THEMES),
        people,
        n_more_people,
        counts: site.counts(),
        sessions_path: site.index_href(Kind::Session),
        themes_path: site.index_href(Kind::Theme),
        members_path: site.index_href(Kind::Member),
        page: frame,
    }
}

fn promised(site: &Site) -> Option<PromisedView> {
    let actions = &site.derived.actions;
    let last = site
        .derived
        .of_kind(Kind::Session)
        .iter()
        .find(|id| site.derived.held.contains(id) && !actions.of_session(**id).is_empty())?;
    let (_, link) = site.register_links().into_iter().find(|(name, _)| *name == "actions")?;
    let count = |state: State| actions.all.iter().filter(|action| action.state == state).count();
    Some(PromisedView {
        session: site.source_view(*last),
        actions: site.action_views(actions.places_of(*last).take(N_PROMISED)),
        n_late: count(State::Late),
        n_open: count(State::Open),
        path: link.path,
    })
}

fn next(site: &Site, id: EntryId) -> Option<NextView> {
    let fields = site.community.entry(id).document.session()?;
    let (time, timezone) = crate::site::entries::when(site, id, fields);
    Some(NextView {
        card: site.card(id),
        time,
        timezone,
        place: fields.place.clone(),
        url: fields.url.as_ref().map(|url| url.0.clone()),
        mode: fields.mode.map(|mode| mode.word()),
        facilitators: site.names(id, Role::Facilitator),
    })
}

/// Those who have not left, who carries the community first, each by name; and how many more there are.
fn people(site: &Site) -> (Vec<NameView>, usize) {
    let is_here = |id: &&EntryId| {
        let member = site.community.entry(**id).document.member();
        member.and_then(|member| member.involvement) != Some(Involvement::Alumni)
    };
    let here = site.derived.of_kind(Kind::Member).iter().filter(is_here);
    let mut people: Vec<NameView> = here.map(|id| site.name_of(*id)).collect();
    let n_more = people.len().saturating_sub(N_FACES);
    people.sort_by_key(|person| !person.face.as_ref().is_some_and(|face| face.is_core));
    people.truncate(N_FACES);
    (people, n_more)
}

fn featured(site: &Site) -> Vec<CardView> {
    let ids = KINDS.iter().filter(|spec| spec.kind != Kind::Theme).flat_map(|spec| site.derived.of_kind(spec.kind));
    ids.filter(|id| site.is_featured(**id)).take(N_FEATURED).map(|id| site.card(*id)).collect()
}
