//! What a theme shows.

use super::Shown;
use crate::document::kinds::ThemeFields;
use crate::document::role::Role;
use crate::site::view::{CardView, EntryView, Frame, NameView};
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
    pub parts: Vec<CardView>,
    /// Sessions about it.
    pub sessions: Vec<CardView>,
    /// Templates for it.
    pub templates: Vec<CardView>,
    /// Who knows about it.
    pub members: Vec<CardView>,
    /// What else is about it.
    pub pages: Vec<CardView>,
}

impl Shown<'_> {
    pub(super) fn theme(self, fields: &ThemeFields) -> ThemeView {
        let hub = &self.site.derived.hubs[&self.id];
        ThemeView {
            stage: fields.stage.map(|stage| stage.word()),
            stewards: self.names(Role::Steward),
            proposed_by: self.names(Role::ProposedBy),
            parent: self.names(Role::Parent),
            parts: self.site.cards(&hub.parts),
            sessions: self.site.cards(&hub.sessions),
            templates: self.site.cards(&hub.templates),
            members: self.site.cards(&hub.members),
            pages: self.site.cards(&hub.pages),
            page: self.page,
            entry: self.entry,
        }
    }
}
