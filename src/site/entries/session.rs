//! What a session shows.

use super::Shown;
use crate::community::EntryId;
use crate::derive::{Action, InSeries};
use crate::document::kinds::{Attribution, SessionFields};
use crate::document::role::Role;
use crate::site::Site;
use crate::site::outcomes::{ActionView, DecisionView, SourceView};
use crate::site::view::{CardView, EntryView, Frame, NameView, PartView};
use jiff::civil::Time;
use serde::Serialize;

/// A session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// One sentence: who gains what.
    pub why: Option<String>,
    /// `18:30`, `18:30–20:00`; nothing if no time is known.
    pub time: Option<String>,
    /// Its time zone, where a time is known.
    pub timezone: String,
    /// How long it took, in minutes.
    pub minutes: Option<u32>,
    /// Where people met.
    pub place: Option<String>,
    /// Where to join.
    pub url: Option<String>,
    /// How people met, in words.
    pub mode: Option<&'static str>,
    /// The series it belongs to.
    pub series: Option<SeriesView>,
    /// The thread of its series: 1 to 3, or 0.
    pub thread: u8,
    /// The group it belongs to.
    pub group: Vec<NameView>,
    /// `planned`, `held` or `cancelled`, where the author says so.
    pub status: Option<&'static str>,
    /// Whether it is still to come.
    pub is_upcoming: bool,
    /// Whether it took place.
    pub is_held: bool,
    /// Whether what was said is not tied to names.
    pub is_unattributed: bool,
    /// How to get in, and what helps.
    pub access: Option<String>,
    /// The recording.
    pub recording: Option<String>,
    /// The page with what was said, or the files.
    pub transcript: Vec<NameView>,
    /// Who led it.
    pub facilitators: Vec<NameView>,
    /// Who showed something.
    pub presenters: Vec<NameView>,
    /// Who had it in their place.
    pub host: Vec<NameView>,
    /// Who took the notes.
    pub notes_by: Vec<NameView>,
    /// How many people are named as having been there.
    pub n_present: usize,
    /// Who came.
    pub attendees: Vec<NameView>,
    /// Who could not come.
    pub regrets: Vec<NameView>,
    /// Who came and is no member.
    pub guests: Vec<NameView>,
    /// The templates used in it.
    pub templates: Vec<NameView>,
    /// What the session before it in its series left to do, and what became of it.
    pub since: Option<SinceView>,
    /// What was decided, where not all of it stands below a heading of its own.
    pub decisions: Vec<DecisionView>,
    /// Who promised what, where not all of it stands below a heading of its own.
    pub actions: Vec<ActionView>,
    /// The one before it in its series.
    pub previous: Option<CardView>,
    /// The one after it.
    pub next: Option<CardView>,
    /// Whether that one is still to come.
    pub next_is_upcoming: bool,
    /// What else was written for it, where it is a folder of files.
    pub contents: Vec<CardView>,
    /// The pages that a long list of it has.
    pub parts: Vec<PartView>,
}

/// What a session left to do.
#[derive(Clone, Debug, Serialize)]
pub struct SinceView {
    /// The session.
    pub session: SourceView,
    /// What is still to be done first, then what is done.
    pub actions: Vec<ActionView>,
}

/// The series of a session.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// Its name.
    pub title: String,
    /// The session's place in it, the oldest first; nothing where nothing can be counted.
    pub place: Option<usize>,
    /// Its page, from the root.
    pub path: Option<String>,
}

impl Shown<'_> {
    pub(super) fn session(self, fields: &SessionFields) -> SessionView {
        let place = self.site.derived.in_series.get(&self.id).copied().unwrap_or_default();
        let (time, timezone) = when(self.site, self.id, fields);
        let (contents, parts) = self.contents();
        SessionView {
            why: fields.why.clone(),
            time,
            timezone,
            minutes: fields.duration.map(|minutes| minutes.0),
            place: fields.place.clone(),
            url: fields.url.as_ref().map(|url| url.0.clone()),
            mode: fields.mode.map(|mode| mode.word()),
            series: fields.series.as_ref().map(|name| self.series(name, place)),
            thread: self.site.thread(self.id),
            is_upcoming: self.site.derived.upcoming.contains(&self.id),
            is_held: self.site.derived.held.contains(&self.id),
            is_unattributed: fields.attribution == Some(Attribution::None),
            n_present: self.site.n_present(self.id),
            group: self.names(Role::Group),
            status: fields.status.map(|status| status.word()),
            access: fields.access.clone(),
            recording: fields.recording.as_ref().map(|url| url.value.0.clone()),
            transcript: self.site.transcripts_of(self.id),
            facilitators: self.names(Role::Facilitator),
            presenters: self.names(Role::Presenter),
            host: self.names(Role::Host),
            notes_by: self.names(Role::NotesBy),
            attendees: self.names(Role::Attendee),
            regrets: self.names(Role::Regret),
            guests: self.names(Role::Guest),
            templates: self.names(Role::TemplateUsed),
            since: self.site.derived.session_before(self.id).and_then(|id| self.since(id)),
            decisions: self.scattered_decisions(),
            actions: self.scattered_actions(),
            previous: place.previous.map(|id| self.site.card(id)),
            next: place.next.map(|id| self.site.card(id)),
            next_is_upcoming: place.next.is_some_and(|id| self.site.derived.upcoming.contains(&id)),
            contents,
            parts,
            page: self.page,
            entry: self.entry,
        }
    }
}

impl Shown<'_> {
    fn since(&self, before: EntryId) -> Option<SinceView> {
        let mut actions: Vec<&Action> = self.site.derived.actions.of_session(before).iter().collect();
        actions.sort_by_key(|action| !action.state.is_pending());
        let actions: Vec<ActionView> = actions.into_iter().map(|action| self.site.action_view(action)).collect();
        (!actions.is_empty()).then(|| SinceView { session: self.site.source_view(before), actions })
    }

    /// What has a place of its own in the notes is found there.
    fn scattered_decisions(&self) -> Vec<DecisionView> {
        let all = self.site.derived.decisions.of_session(self.id);
        let is_scattered = all.iter().any(|decision| !decision.told(&self.site.community).in_section);
        all.iter().filter(|_| is_scattered).map(|decision| self.site.decision_view(decision)).collect()
    }

    fn scattered_actions(&self) -> Vec<ActionView> {
        let all = self.site.derived.actions.of_session(self.id);
        let is_scattered = all.iter().any(|action| !action.told(&self.site.community).in_section);
        all.iter().filter(|_| is_scattered).map(|action| self.site.action_view(action)).collect()
    }

    /// A name of nothing but signs makes no series: it has no page, and nothing to count.
    fn series(&self, name: &str, place: InSeries) -> SeriesView {
        SeriesView {
            title: name.to_owned(),
            place: place.series.map(|_| place.place + 1),
            path: place.series.map(|series| self.site.series_path(series)),
        }
    }
}

/// The time of a session in words, if one is known, and its zone.
pub(in crate::site) fn when(site: &Site, id: EntryId, fields: &SessionFields) -> (Option<String>, String) {
    let start = fields.start.or(site.community.entry(id).document.date.and_then(|moment| moment.time));
    let timezone = fields.timezone.clone().unwrap_or_else(|| site.config.timezone.clone());
    (start.map(|start| time_text(start, fields.end)), timezone)
}

fn time_text(start: Time, end: Option<Time>) -> String {
    let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    match end {
        Some(end) => format!("{}–{}", clock(start), clock(end)),
        None => clock(start),
    }
}
