//! What a group shows.

use super::Shown;
use crate::document::kinds::GroupFields;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::lists::Relation;
use crate::site::view::{CardView, EntryView, Frame, NameView};
use serde::Serialize;

/// A group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupPageView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Who leads it.
    pub lead: Vec<NameView>,
    /// Who is in it.
    pub members: Vec<NameView>,
    /// How often it meets, in words.
    pub cadence: Option<String>,
    /// Its sessions, newest first.
    pub sessions: Vec<CardView>,
}

impl Shown<'_> {
    pub(super) fn group(self, fields: &GroupFields) -> GroupPageView {
        let sessions = self.site.first_related(self.id, Relation::Gathered(Kind::Session));
        GroupPageView {
            lead: self.names(Role::Lead),
            members: self.names(Role::GroupMember),
            cadence: fields.cadence.clone(),
            sessions: self.site.brief_cards(&sessions),
            page: self.page,
            entry: self.entry,
        }
    }
}
