//! What a theme gathers: its sub-themes, and what says that it belongs to it.

use crate::community::{Community, EntryId, Target};
use crate::document::role::Role;
use crate::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

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

pub(super) fn all(
    community: &Community,
    incoming: &[Vec<(EntryId, Role)>],
    themes: &[EntryId],
) -> BTreeMap<EntryId, Hub> {
    themes.iter().map(|theme| (*theme, hub(community, incoming, *theme))).collect()
}

fn hub(community: &Community, incoming: &[Vec<(EntryId, Role)>], theme: EntryId) -> Hub {
    let mut hub = Hub::default();
    let parts = with_parts(incoming, theme);
    for part in &parts {
        hub.gather(community, &incoming[part.0 as usize], *part);
    }
    // Of its parts only its own: theirs are on their pages.
    let is_part = |role: &Role| matches!(role, Role::Theme | Role::Parent);
    let named = incoming[theme.0 as usize].iter().filter(|(_, role)| is_part(role));
    let own: BTreeSet<EntryId> = named.map(|(from, _)| *from).collect();
    hub.parts.retain(|id| *id != theme && own.contains(id));
    for list in [&mut hub.parts, &mut hub.templates, &mut hub.members, &mut hub.pages] {
        super::order::sort_by_title(community, list);
    }
    super::order::sort_newest_first(community, &mut hub.sessions);
    hub
}

/// A theme and all its sub-themes, each once, even where they are parts of each other.
fn with_parts(incoming: &[Vec<(EntryId, Role)>], theme: EntryId) -> Vec<EntryId> {
    let mut parts = vec![theme];
    let mut seen = BTreeSet::from([theme]);
    let mut next = 0;
    while let Some(part) = parts.get(next).copied() {
        let of_it = incoming[part.0 as usize].iter().filter(|(_, role)| *role == Role::Parent).map(|(from, _)| *from);
        parts.extend(of_it.filter(|from| seen.insert(*from)));
        next += 1;
    }
    parts
}

impl Hub {
    /// Everything that it gathers.
    pub fn all(&self) -> impl Iterator<Item = EntryId> {
        [&self.parts, &self.sessions, &self.templates, &self.members, &self.pages].into_iter().flatten().copied()
    }

    /// Adds what says that it belongs to the theme `part`, and who keeps it.
    fn gather(&mut self, community: &Community, incoming: &[(EntryId, Role)], part: EntryId) {
        for (from, role) in incoming {
            if matches!(role, Role::Theme | Role::Expertise | Role::Parent) {
                self.list(community.entry(*from).document.kind).push(*from);
            }
        }
        self.members.extend(community.links_as(part, Role::Steward).filter_map(|link| match &link.target {
            Target::Entry { id, .. } => Some(*id),
            _ => None,
        }));
    }

    /// Where a kind is listed; one without a list of its own is with the pages.
    fn list(&mut self, kind: Kind) -> &mut Vec<EntryId> {
        match kind {
            Kind::Session => &mut self.sessions,
            Kind::Template => &mut self.templates,
            Kind::Member => &mut self.members,
            Kind::Theme => &mut self.parts,
            _ => &mut self.pages,
        }
    }
}
