//! What a question shows.

use super::Shown;
use crate::derive;
use crate::document::role::Role;
use crate::site::view::{EntryView, Frame, NameView};
use serde::Serialize;

/// A question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Whether it has an answer.
    pub is_answered: bool,
    /// Who asked it.
    pub asked_by: Vec<NameView>,
    /// What answers it.
    pub answer: Vec<NameView>,
}

impl Shown<'_> {
    pub(super) fn question(self) -> QuestionView {
        QuestionView {
            is_answered: derive::is_answered(&self.site.community, self.id),
            asked_by: self.names(Role::AskedBy),
            answer: self.names(Role::Answer),
            page: self.page,
            entry: self.entry,
        }
    }
}
