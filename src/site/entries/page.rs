//! What any other entry shows.

use super::Shown;
use crate::document::kinds::PageFields;
use crate::document::role::Role;
use crate::site::view::{CardView, EntryView, Frame, NameView, PartView};
use serde::Serialize;

/// Any other entry.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// `charter`, `norms` …
    pub r#type: Option<String>,
    /// The session in which it was agreed.
    pub agreed_in: Vec<NameView>,
    /// What else is in its folder, where it introduces one.
    pub contents: Vec<CardView>,
    /// The pages that a long list of it has.
    pub parts: Vec<PartView>,
}

impl Shown<'_> {
    pub(super) fn page(self, fields: &PageFields) -> PageView {
        let (contents, parts) = self.contents();
        PageView {
            r#type: fields.r#type.clone(),
            agreed_in: self.names(Role::AgreedIn),
            contents,
            parts,
            page: self.page,
            entry: self.entry,
        }
    }

    /// What else is in the folder of an entry that introduces one, and the pages that a long list of it has.
    pub(super) fn contents(&self) -> (Vec<CardView>, Vec<PartView>) {
        let entry = self.site.community.entry(self.id);
        let contents = entry.introduces().map(|address| self.site.first_inside(address));
        let (contents, parts) = contents.unwrap_or_default();
        (self.site.cards(&contents), parts)
    }
}
