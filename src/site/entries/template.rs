//! What a template shows.

use super::Shown;
use crate::document::kinds::TemplateFields;
use crate::document::role::Role;
use crate::site::lists::Relation;
use crate::site::view::{CardView, EntryView, Frame, NameView};
use serde::Serialize;

/// A template.
#[derive(Clone, Debug, Serialize)]
pub struct TemplateView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Its version.
    pub version: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// How far it has come.
    pub status: Option<&'static str>,
    /// What it was made from.
    pub adapted_from: Vec<NameView>,
    /// What was made from it.
    pub adaptations: Vec<CardView>,
    /// The sessions it was made in.
    pub made_in: Vec<NameView>,
    /// The sessions it was used in.
    pub used_in: Vec<CardView>,
    /// Files to download.
    pub files: Vec<NameView>,
}

impl Shown<'_> {
    pub(super) fn template(self, fields: &TemplateFields) -> TemplateView {
        let first = |relation: Relation| self.site.brief_cards(&self.site.first_related(self.id, relation));
        TemplateView {
            version: fields.version.clone(),
            licence: fields.licence.clone(),
            status: fields.status.map(|status| status.word()),
            adapted_from: self.origins(),
            adaptations: first(Relation::Adaptations),
            made_in: self.names(Role::MadeIn),
            used_in: first(Relation::Used),
            files: self.names(Role::Attachment),
            page: self.page,
            entry: self.entry,
        }
    }

    /// What a template was made from; for outside sources with their author.
    fn origins(&self) -> Vec<NameView> {
        let references = &self.site.community.entry(self.id).document.references;
        let author = |words: &str| {
            references.iter().find(|reference| &*reference.name == words)?.outside.as_ref()?.author.clone()
        };
        let mut names = self.names(Role::AdaptedFrom);
        for name in &mut names {
            if let Some(author) = author(&name.name) {
                name.name = format!("{} by {author}", name.name);
            }
        }
        names
    }
}
