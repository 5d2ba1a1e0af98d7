//! What a story shows.

use super::Shown;
use crate::document::kinds::StoryFields;
use crate::document::role::Role;
use crate::site::view::{EntryView, Frame, NameView};
use serde::Serialize;

/// A story.
#[derive(Clone, Debug, Serialize)]
pub struct StoryView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// What came of it: `success`, `challenge` or `promising practice`.
    pub outcome: Option<&'static str>,
    /// What it took.
    pub effort: Option<String>,
    /// One sentence: who gains what.
    pub why: Option<String>,
    /// Who it is about, or who told it.
    pub people: Vec<NameView>,
    /// Who tried it.
    pub tried_by: Vec<NameView>,
}

impl Shown<'_> {
    pub(super) fn story(self, fields: &StoryFields) -> StoryView {
        StoryView {
            outcome: fields.outcome.map(|outcome| outcome.word()),
            effort: fields.effort.clone(),
            why: fields.why.clone(),
            people: self.names(Role::Person),
            tried_by: self.names(Role::TriedBy),
            page: self.page,
            entry: self.entry,
        }
    }
}
