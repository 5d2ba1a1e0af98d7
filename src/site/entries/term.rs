//! What a term shows.

use super::Shown;
use crate::document::kinds::TermFields;
use crate::document::role::Role;
use crate::site::view::{EntryView, Frame, NameView};
use serde::Serialize;

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Other words for the same.
    pub aka: Vec<String>,
    /// What it was called before.
    pub formerly: Vec<String>,
    /// `proposed`, `agreed` or `disputed`.
    pub status: Option<&'static str>,
    /// The sessions in which it was talked about.
    pub discussed_in: Vec<NameView>,
    /// Other terms to look at.
    pub see_also: Vec<NameView>,
}

impl Shown<'_> {
    pub(super) fn term(self, fields: &TermFields) -> TermView {
        TermView {
            aka: fields.aka.clone().unwrap_or_default(),
            formerly: fields.formerly.clone().unwrap_or_default(),
            status: fields.status.map(|status| status.word()),
            discussed_in: self.names(Role::DiscussedIn),
            see_also: self.names(Role::SeeAlso),
            page: self.page,
            entry: self.entry,
        }
    }
}
