//! What a theme shows.

use super::{Shown, question};
use crate::community::EntryId;
use crate::document::Moment;
use crate::document::kinds::ThemeFields;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::Site;
use crate::site::cards::date_view;
use crate::site::view::{CardView, DateView, EntryView, Frame, GuestView, NameView, ThemeCardView, WeaveView};
use serde::Serialize;

/// A theme.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// How far it has come, in a word.
    pub stage: Option<&'static str>,
    /// Who keeps it.
    pub stewards: Vec<NameView>,
    /// Who proposed it.
    pub proposed_by: Vec<NameView>,
    /// The theme it is a part of.
    pub parent: Vec<NameView>,
    /// Its parts.
    pub parts: Vec<ThemeCardView>,
    /// Its sessions as a drawing.
    pub weave: Option<WeaveView>,
    /// Sessions about it.
    pub sessions: Vec<CardView>,
    /// The day of the last of them.
    pub last: Option<DateView>,
    /// Templates for it.
    pub templates: Vec<CardView>,
    /// Who knows about it.
    pub members: Vec<GuestView>,
    /// Questions about it, those without an answer first.
    pub questions: Vec<QuestionLineView>,
    /// Stories about it.
    pub stories: Vec<CardView>,
    /// What is outside and worth knowing about it.
    pub resources: Vec<CardView>,
    /// What else is about it.
    pub pages: Vec<CardView>,
}

/// A question in a list.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionLineView {
    /// The question.
    pub card: CardView,
    /// Whether it has an answer.
    pub is_answered: bool,
    /// Who asked it.
    pub asked_by: Vec<NameView>,
}

impl Shown<'_> {
    pub(super) fn theme(self, fields: &ThemeFields) -> ThemeView {
        let site = self.site;
        let hub = &site.derived.hubs[&self.id];
        let of = |kind: Kind| -> Vec<EntryId> {
            hub.pages.iter().filter(|id| site.is_of_kind(**id, kind)).copied().collect()
        };
        let is_apart = |id: &&EntryId| APART.iter().any(|kind| site.is_of_kind(**id, *kind));
        let rest: Vec<EntryId> = hub.pages.iter().filter(|id| !is_apart(id)).copied().collect();
        ThemeView {
            stage: fields.stage.map(|stage| stage.word()),
            stewards: self.names(Role::Steward),
            proposed_by: self.names(Role::ProposedBy),
            parent: self.names(Role::Parent),
            parts: hub.parts.iter().map(|id| site.theme_card(*id)).collect(),
            weave: site.weave(&hub.sessions, site.derived.of_kind(Kind::Session)),
            sessions: site.cards(&hub.sessions),
            last: site.last_session(self.id).map(|date| date_view(Moment { date, time: None })),
            templates: site.cards(&hub.templates),
            members: site.guests(self.id),
            questions: questions(site, &of(Kind::Question)),
            stories: site.cards(&of(Kind::Story)),
            resources: site.cards(&of(Kind::Resource)),
            pages: site.cards(&rest),
            page: self.page,
            entry: self.entry,
        }
    }
}

/// The kinds that stand apart from other pages.
const APART: [Kind; 3] = [Kind::Question, Kind::Story, Kind::Resource];

fn questions(site: &Site, ids: &[EntryId]) -> Vec<QuestionLineView> {
    let line = |id: &EntryId| QuestionLineView {
        card: site.card(*id),
        is_answered: question::has_answer(site, *id),
        asked_by: site.names(*id, Role::AskedBy),
    };
    let mut lines: Vec<QuestionLineView> = ids.iter().map(line).collect();
    lines.sort_by_key(|line| line.is_answered);
    lines
}
