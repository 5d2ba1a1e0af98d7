//! What a resource shows.

use super::Shown;
use crate::document::kinds::ResourceFields;
use crate::document::role::Role;
use crate::site::view::{EntryView, Frame, NameView};
use serde::Serialize;

/// A resource.
#[derive(Clone, Debug, Serialize)]
pub struct ResourceView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Where it is.
    pub url: Option<String>,
    /// What it is: a book, a video, a course.
    pub format: Option<String>,
    /// Who made it.
    pub by: Option<String>,
    /// Who added it.
    pub added_by: Vec<NameView>,
    /// Whether it is somebody outside who knows what nobody in the community does.
    pub is_outside: bool,
}

impl Shown<'_> {
    pub(super) fn resource(self, fields: &ResourceFields) -> ResourceView {
        ResourceView {
            url: fields.url.as_ref().map(|url| url.0.clone()),
            format: fields.format.clone(),
            by: fields.by.clone(),
            added_by: self.names(Role::AddedBy),
            is_outside: fields.outside == Some(true),
            page: self.page,
            entry: self.entry,
        }
    }
}
