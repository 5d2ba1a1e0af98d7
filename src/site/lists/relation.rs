//! Lists on the page of an entry: what is shown there, and which go on at a page of their own.

use super::roll::Roll;
use crate::community::EntryId;
use crate::derive;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::Site;
use crate::site::view::RestView;
use std::collections::BTreeSet;

/// What ties the entries of a list to the entry on whose page it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Entries of a kind that a theme gathers, or sessions of a group.
    Gathered(Kind),
    /// Sessions that a member led or showed something in.
    Led,
    /// Sessions that a member came to.
    Attended,
    /// What a member wrote.
    Wrote,
    /// Themes that a member keeps.
    Keeps,
    /// Sessions in which a template was used.
    Used,
    /// What was made from a template.
    Adaptations,
    /// What refers to an entry, and stands in no other list of its page.
    Mentions,
}

use Relation::{Adaptations, Attended, Gathered, Keeps, Led, Mentions, Used, Wrote};

/// The page of a theme shows so many of each list.
pub(in crate::site) const N_ON_THEME: usize = 20;
/// The page of any other entry shows so many of each list.
const N_ON_ENTRY: usize = 50;

impl Relation {
    /// The lists on the page of a kind.
    pub(super) fn of(kind: Kind) -> &'static [Relation] {
        match kind {
            Kind::Theme => &[
                Gathered(Kind::Theme),
                Gathered(Kind::Session),
                Gathered(Kind::Template),
                Gathered(Kind::Story),
                Gathered(Kind::Question),
                Gathered(Kind::Resource),
                Gathered(Kind::Group),
                Gathered(Kind::Page),
                Mentions,
            ],
            Kind::Member => &[Led, Attended, Wrote, Keeps, Mentions],
            Kind::Template => &[Used, Adaptations, Mentions],
            Kind::Group => &[Gathered(Kind::Session), Mentions],
            _ => &[Mentions],
        }
    }

    /// Its name in addresses and layouts.
    pub(in crate::site) fn name(self) -> &'static str {
        match self {
            Gathered(kind) => kind.spec().folder,
            Led => "led",
            Attended => "attended",
            Wrote => "wrote",
            Keeps => "keeps",
            Used => "used",
            Adaptations => "adaptations",
            Mentions => "mentions",
        }
    }

    pub(super) fn title(self, site: &Site) -> String {
        match self {
            Gathered(kind) => site.index_title(kind),
            other => site.strings().say(&format!("relations.{}", other.name())).to_owned(),
        }
    }

    /// The kind of all that is in the list; `None` if there may be several.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Gathered(Kind::Page) | Wrote | Mentions => None,
            Gathered(kind) => Some(kind),
            Led | Attended | Used => Some(Kind::Session),
            Keeps => Some(Kind::Theme),
            Adaptations => Some(Kind::Template),
        }
    }

    /// The roles in which other entries name this one.
    fn roles(self) -> &'static [Role] {
        match self {
            Gathered(_) => &[Role::Group],
            Led => &[Role::Facilitator, Role::Presenter],
            Attended => &[Role::Attendee],
            Wrote => &[Role::Author],
            Keeps => &[Role::Steward],
            Used => &[Role::TemplateUsed],
            Adaptations => &[Role::AdaptedFrom],
            Mentions => &[],
        }
    }
}

impl Site {
    /// The whole list that stands in a relation to an entry, in its order.
    pub(super) fn related(&self, id: EntryId, relation: Relation) -> Vec<EntryId> {
        let mut ids = self.unsorted(id, relation);
        match (relation, relation.kind()) {
            // What a theme gathers is in the order of its hub.
            (Gathered(_), _) if self.derived.hubs.contains_key(&id) => {}
            (_, Some(Kind::Session)) => derive::sort_newest_first(&self.community, &mut ids),
            _ => derive::sort_by_title(&self.community, &mut ids),
        }
        ids
    }

    fn unsorted(&self, id: EntryId, relation: Relation) -> Vec<EntryId> {
        let mut ids = match (relation, self.derived.hubs.get(&id)) {
            (Gathered(kind), Some(hub)) => return gathered(hub, kind).to_vec(),
            (Mentions, _) => return self.mentions(id),
            (relation, _) => self.derived.incoming_as(id, relation.roles()),
        };
        if let Some(kind) = relation.kind() {
            ids.retain(|id| self.is_of_kind(*id, kind));
        }
        // Somebody can only have come to what took place.
        if relation == Attended {
            ids.retain(|id| self.derived.held.contains(id));
        }
        ids
    }

    /// What refers to an entry, without what the page says already.
    fn mentions(&self, id: EntryId) -> Vec<EntryId> {
        let mut ids = self.derived.backlinks(id);
        if ids.is_empty() {
            return ids;
        }
        let others = Relation::of(self.community.entry(id).document.kind).iter().filter(|other| **other != Mentions);
        let mut listed: BTreeSet<EntryId> = others.flat_map(|other| self.unsorted(id, *other)).collect();
        let people = self.derived.hubs.get(&id).map_or(&[][..], |hub| &hub.people);
        listed.extend(people.iter().map(|person| person.id));
        ids.retain(|id| !listed.contains(id));
        ids
    }

    /// As much of it as the entry's page shows; of what refers to it the newest.
    pub(in crate::site) fn first_related(&self, id: EntryId, relation: Relation) -> Vec<EntryId> {
        let mut ids = self.related(id, relation);
        if relation == Mentions {
            derive::sort_newest_first(&self.community, &mut ids);
        }
        ids.truncate(self.n_shown(id));
        ids
    }

    fn n_shown(&self, id: EntryId) -> usize {
        if self.is_of_kind(id, Kind::Theme) { N_ON_THEME } else { N_ON_ENTRY }
    }

    /// Whether the entry's page does not show all of it.
    pub(super) fn has_rest(&self, id: EntryId, relation: Relation) -> bool {
        let n_shown = self.n_shown(id);
        match (relation, self.derived.hubs.get(&id)) {
            (Gathered(kind), Some(hub)) => gathered(hub, kind).len() > n_shown,
            _ => {
                let may_have = self.derived.incoming[id.0 as usize].len() > n_shown;
                // Only without doubles can they be counted.
                may_have && self.unsorted(id, relation).len() > n_shown && self.related(id, relation).len() > n_shown
            }
        }
    }

    /// The lists on the page of an entry that go on at pages of their own.
    pub(in crate::site) fn rests(&self, id: EntryId) -> Vec<RestView> {
        let relations = Relation::of(self.community.entry(id).document.kind).iter();
        let relations = relations.filter(|relation| self.has_rest(id, **relation));
        let people = self.derived.hubs.get(&id).filter(|hub| hub.people.len() > N_ON_THEME);
        let people = people.map(|_| self.rest("people", &Roll::KnowsAbout(id)));
        relations.map(|relation| self.rest(relation.name(), &Roll::Of(id, *relation))).chain(people).collect()
    }

    fn rest(&self, of: &'static str, roll: &Roll) -> RestView {
        let path = roll.address(self).href(self.config.urls);
        RestView { of, title: roll.title(self), path, count: roll.count(self) }
    }
}

fn gathered(hub: &derive::Hub, kind: Kind) -> &[EntryId] {
    match kind {
        Kind::Theme => &hub.parts,
        Kind::Session => &hub.sessions,
        Kind::Template => &hub.templates,
        Kind::Story => &hub.stories,
        Kind::Question => &hub.questions,
        Kind::Resource => &hub.resources,
        Kind::Group => &hub.groups,
        Kind::Page | Kind::Term | Kind::Member => &hub.pages,
    }
}
