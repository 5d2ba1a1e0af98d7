//! What a session shows.

use super::Shown;
use crate::document::kinds::SessionFields;
use crate::document::role::Role;
use crate::site::view::{CardView, EntryView, Frame, NameView};
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
    pub series: Option<String>,
    /// The page of that series, from the root.
    pub series_path: Option<String>,
    /// The group it belongs to.
    pub group: Vec<NameView>,
    /// `planned`, `held` or `cancelled`, where the author says so.
    pub status: Option<&'static str>,
    /// How to get in, and what helps.
    pub access: Option<String>,
    /// The recording.
    pub recording: Option<String>,
    /// A file with what was said.
    pub transcript: Vec<NameView>,
    /// Who led it.
    pub facilitators: Vec<NameView>,
    /// Who showed something.
    pub presenters: Vec<NameView>,
    /// Who had it in their place.
    pub host: Vec<NameView>,
    /// Who took the notes.
    pub notes_by: Vec<NameView>,
    /// Who came.
    pub attendees: Vec<NameView>,
    /// Who could not come.
    pub regrets: Vec<NameView>,
    /// Who came and is no member.
    pub guests: Vec<NameView>,
    /// The templates used in it.
    pub templates: Vec<NameView>,
    /// The one before it in its series.
    pub previous: Option<CardView>,
    /// The one after it.
    pub next: Option<CardView>,
}

impl Shown<'_> {
    pub(super) fn session(self, fields: &SessionFields) -> SessionView {
        let neighbours = self.site.derived.neighbours.get(&self.id).copied().unwrap_or_default();
        let date = self.site.community.entry(self.id).document.date;
        let start = fields.start.or(date.and_then(|moment| moment.time));
        SessionView {
            why: fields.why.clone(),
            time: start.map(|start| time_text(start, fields.end)),
            timezone: fields.timezone.clone().unwrap_or_else(|| self.site.config.timezone.clone()),
            minutes: fields.duration.map(|minutes| minutes.0),
            place: fields.place.clone(),
            url: fields.url.as_ref().map(|url| url.0.clone()),
            mode: fields.mode.map(|mode| mode.word()),
            series: fields.series.clone(),
            series_path: fields.series.as_deref().and_then(|series| self.site.series_path(series)),
            group: self.names(Role::Group),
            status: fields.status.map(|status| status.word()),
            access: fields.access.clone(),
            recording: fields.recording.as_ref().map(|url| url.0.clone()),
            transcript: self.names(Role::Attachment),
            facilitators: self.names(Role::Facilitator),
            presenters: self.names(Role::Presenter),
            host: self.names(Role::Host),
            notes_by: self.names(Role::NotesBy),
            attendees: self.names(Role::Attendee),
            regrets: self.names(Role::Regret),
            guests: self.names(Role::Guest),
            templates: self.names(Role::TemplateUsed),
            previous: neighbours.previous.map(|id| self.site.card(id)),
            next: neighbours.next.map(|id| self.site.card(id)),
            page: self.page,
            entry: self.entry,
        }
    }
}

fn time_text(start: Time, end: Option<Time>) -> String {
    let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    match end {
        Some(end) => format!("{}–{}", clock(start), clock(end)),
        None => clock(start),
    }
}
