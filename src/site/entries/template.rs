//! What a template shows.

use super::Shown;
use crate::community::{EntryId, Link, Target};
use crate::document::Fields;
use crate::document::kinds::TemplateFields;
use crate::document::role::Role;
use crate::site::Site;
use crate::site::lists::Relation;
use crate::site::view::{CardView, EntryView, Frame, NameView};
use serde::Serialize;
use std::collections::BTreeSet;

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
    /// What it was made from, the oldest first.
    pub lineage: Vec<OriginView>,
    /// What was made from it.
    pub adaptations: Vec<CardView>,
    /// The sessions it was made in.
    pub made_in: Vec<NameView>,
    /// The sessions it was used in.
    pub used_in: Vec<CardView>,
    /// Files to download.
    pub files: Vec<NameView>,
}

/// What a template was made from.
#[derive(Clone, Debug, Serialize)]
pub struct OriginView {
    /// A template, or something outside.
    pub name: NameView,
    /// Who made it.
    pub authors: Vec<NameView>,
    /// Its licence, where it is a template that has one.
    pub licence: Option<String>,
    /// Whether it is something outside, or words.
    pub is_outside: bool,
}

/// A line of origins ends after so many, and where it comes round again.
const LONGEST_LINE: usize = 24;

impl Shown<'_> {
    pub(super) fn template(self, fields: &TemplateFields) -> TemplateView {
        let first = |relation: Relation| self.site.brief_cards(&self.site.first_related(self.id, relation));
        TemplateView {
            version: fields.version.clone(),
            licence: fields.licence.clone(),
            status: fields.status.map(|status| status.word()),
            lineage: lineage(self.site, self.id),
            adaptations: first(Relation::Adaptations),
            made_in: self.names(Role::MadeIn),
            used_in: first(Relation::Used),
            files: self.names(Role::Attachment),
            page: self.page,
            entry: self.entry,
        }
    }
}

/// What a template was made from, and that from, up to the first; each once.
fn lineage(site: &Site, id: EntryId) -> Vec<OriginView> {
    let mut line: Vec<OriginView> = Vec::new();
    let mut seen = BTreeSet::from([id]);
    let mut next = vec![id];
    while let Some(id) = next.pop().filter(|_| line.len() < LONGEST_LINE) {
        for link in site.community.links_as(id, Role::AdaptedFrom) {
            match &link.target {
                Target::Entry { id: from, .. } if !seen.insert(*from) => {}
                Target::Entry { id: from, .. } => {
                    line.push(template_origin(site, *from));
                    next.push(*from);
                }
                _ => line.push(outside_origin(site, id, link)),
            }
        }
    }
    line.reverse();
    line
}

fn template_origin(site: &Site, id: EntryId) -> OriginView {
    let licence = match &site.community.entry(id).document.fields {
        Fields::Template(fields) => fields.licence.clone(),
        _ => None,
    };
    OriginView { name: site.name_of(id), authors: site.names(id, Role::Author), licence, is_outside: false }
}

fn outside_origin(site: &Site, id: EntryId, link: &Link) -> OriginView {
    let references = &site.community.entry(id).document.references;
    let written = references.iter().find(|reference| reference.name == link.words);
    let author = written.and_then(|reference| reference.outside.as_ref()?.author.clone());
    let author = author.map(NameView::words);
    OriginView { name: site.name(link), authors: author.into_iter().collect(), licence: None, is_outside: true }
}
