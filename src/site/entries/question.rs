//! What a question shows.

use super::Shown;
use crate::community::EntryId;
use crate::document::Fields;
use crate::document::kinds::{QuestionFields, QuestionStatus};
use crate::document::role::Role;
use crate::site::Site;
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
    pub(super) fn question(self, fields: &QuestionFields) -> QuestionView {
        QuestionView {
            is_answered: is_answered(self.site, self.id, fields),
            asked_by: self.names(Role::AskedBy),
            answer: self.names(Role::Answer),
            page: self.page,
            entry: self.entry,
        }
    }
}

/// A question has an answer where its file says so, or names one.
fn is_answered(site: &Site, id: EntryId, fields: &QuestionFields) -> bool {
    let names_one = || site.community.links_as(id, Role::Answer).next().is_some();
    fields.status.map_or_else(names_one, |status| status == QuestionStatus::Answered)
}

/// The same, of any question.
pub(in crate::site) fn has_answer(site: &Site, id: EntryId) -> bool {
    match &site.community.entry(id).document.fields {
        Fields::Question(fields) => is_answered(site, id, fields),
        _ => false,
    }
}
