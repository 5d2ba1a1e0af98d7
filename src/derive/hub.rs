//! What a theme gathers: its sub-themes, and what says that it belongs to it.

use crate::community::{Community, EntryId};
use crate::document::role::Role;
use crate::kind::Kind;
use std::collections::BTreeMap;

/// What a theme gathers, each list in the order of its kind's index page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hub {
    /// Themes that are a part of it.
    pub parts: Vec<EntryId>,
    /// Sessions about it, newest first.
    pub sessions: Vec<EntryId>,
    /// Templates for it.
    pub templates: Vec<EntryId>,
    /// People who know about it, keep it or work on it.
    pub members: Vec<EntryId>,
    /// Everything else about it.
    pub pages: Vec<EntryId>,
}

pub(super) fn all(community: &Community, incoming: &[Vec<(EntryId, Role)>], themes: &[EntryId]) -> BTreeMap<EntryId, Hub> {
    themes.iter().map(|theme| (*theme, hub(community, incoming, *theme))).collect()
}

fn hub(community: &Community, incoming: &[Vec<(EntryId, Role)>], theme: EntryId) -> Hub {
    let mut hub = Hub::default();
    for (from, role) in &incoming[theme.0 as usize] {
        match role {
            Role::Parent => hub.parts.push(*from),
            Role::Theme | Role::Expertise => hub.list(community.entry(*from).document.kind).push(*from),
            _ => {}
        }
    }
    hub.members.extend(community.links_as(theme, Role::Steward).filter_map(|link| match &link.target {
        crate::community::Target::Entry { id, .. } => Some(*id),
        _ => None,
    }));
    for list in [&mut hub.parts, &mut hub.templates, &mut hub.members, &mut hub.pages] {
        super::order::sort_by_title(community, list);
    }
    super::order::sort_newest_first(community, &mut hub.sessions);
    hub
}

impl Hub {
    fn list(&mut self, kind: Kind) -> &mut Vec<EntryId> {
        match kind {
            Kind::Session => &mut self.sessions,
            Kind::Template => &mut self.templates,
            Kind::Member => &mut self.members,
            Kind::Theme => &mut self.parts,
            Kind::Page => &mut self.pages,
        }
    }
}
