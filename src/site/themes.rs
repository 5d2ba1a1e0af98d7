//! Themes in lists: what each has gathered, who keeps it, and whether it has gone quiet.

use super::Site;
use super::cards::date_view;
use super::view::{CardView, DateView, FaceView, NameView};
use crate::community::EntryId;
use crate::document::Fields;
use crate::document::kinds::Stage;
use crate::document::role::Role;
use crate::kind::Kind;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// A theme without a session for so many days has gone quiet.
const QUIET_AFTER_DAYS: i64 = 180;
/// So many faces stand on a card.
const N_FACES: usize = 6;
/// The lanes of the board, what is worked on first.
const LANES: [Option<Stage>; 5] =
    [Some(Stage::Active), Some(Stage::Exploring), Some(Stage::Proposed), None, Some(Stage::Dormant)];

/// A theme with what it has gathered.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeCardView {
    /// The theme.
    pub card: CardView,
    /// Who keeps it.
    pub keepers: Vec<NameView>,
    /// Some of its people, who keeps it first.
    pub faces: Vec<FaceView>,
    /// Sessions about it.
    pub n_sessions: usize,
    /// Templates for it.
    pub n_templates: usize,
    /// The day of its last session.
    pub last: Option<DateView>,
    /// Whether that is long ago.
    pub is_quiet: bool,
}

/// Themes that have come equally far.
#[derive(Clone, Debug, Serialize)]
pub struct LaneView {
    /// How far, in a word; none for those that do not say.
    pub stage: Option<&'static str>,
    /// The themes.
    pub themes: Vec<ThemeCardView>,
}

impl Site {
    /// All themes by how far they have come; lanes without a theme are left out.
    pub(super) fn board(&self) -> Vec<LaneView> {
        let themes = self.derived.of_kind(Kind::Theme);
        let lane = |stage: Option<Stage>| {
            let own = themes.iter().filter(|id| self.stage(**id) == stage);
            LaneView { stage: stage.map(Stage::word), themes: own.map(|id| self.theme_card(*id)).collect() }
        };
        LANES.into_iter().map(lane).filter(|lane| !lane.themes.is_empty()).collect()
    }

    fn stage(&self, id: EntryId) -> Option<Stage> {
        match &self.community.entry(id).document.fields {
            Fields::Theme(fields) => fields.stage,
            _ => None,
        }
    }

    /// Themes for the home page: featured ones first, then those that met last.
    pub(super) fn themes_to_show(&self, n: usize) -> Vec<ThemeCardView> {
        let mut ids = self.derived.of_kind(Kind::Theme).to_vec();
        ids.sort_by_key(|id| (!self.is_featured(*id), Reverse(self.last_session(*id))));
        ids.into_iter().take(n).map(|id| self.theme_card(id)).collect()
    }

    /// Whether an author wants it shown first.
    pub(super) fn is_featured(&self, id: EntryId) -> bool {
        self.community.entry(id).document.common.featured == Some(true)
    }

    pub(super) fn theme_card(&self, id: EntryId) -> ThemeCardView {
        let hub = &self.derived.hubs[&id];
        let last = self.last_session(id);
        ThemeCardView {
            card: self.card(id),
            keepers: self.names(id, Role::Steward),
            faces: self.faces_of(id),
            n_sessions: hub.sessions.len(),
            n_templates: hub.templates.len(),
            is_quiet: last.is_some_and(|date| self.is_long_ago(date)),
            last: last.map(|date| date_view(crate::document::Moment { date, time: None })),
        }
    }

    fn faces_of(&self, theme: EntryId) -> Vec<FaceView> {
        let mut members = self.derived.hubs[&theme].members.clone();
        let keeps = |id: &EntryId| self.derived.incoming_as(*id, &[Role::Steward]).contains(&theme);
        members.sort_by_cached_key(|id| (!keeps(id), *id));
        members.into_iter().take(N_FACES).filter_map(|id| self.face(id)).collect()
    }

    /// The day on which a theme last met.
    pub(super) fn last_session(&self, theme: EntryId) -> Option<Date> {
        let held = self.derived.hubs[&theme].sessions.iter().filter(|id| self.derived.held.contains(id));
        held.filter_map(|id| self.community.entry(*id).document.date).map(|moment| moment.date).max()
    }

    fn is_long_ago(&self, date: Date) -> bool {
        self.derived.today.checked_sub(QUIET_AFTER_DAYS.days()).is_ok_and(|limit| date < limit)
    }
}
