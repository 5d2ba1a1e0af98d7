//! What a group shows.

use super::Shown;
use crate::document::kinds::GroupFields;
use crate::document::role::Role;
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
        GroupPageView {
            lead: self.names(Role::Lead),
            members: self.names(Role::GroupMember),
            cadence: fields.cadence.clone(),
            sessions: self.site.brief_cards(&self.sessions_newest_first(&[Role::Group])),
            page: self.page,
            entry: self.entry,
        }
    }
}
