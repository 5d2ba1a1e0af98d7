//! What shows that somebody knows about a theme: sessions led, templates and stories written, the theme kept.

use super::Site;
use super::view::CardView;
use crate::community::{EntryId, Target};
use crate::derive::Hub;
use crate::document::role::Role;
use crate::kind::Kind;
use serde::Serialize;

/// Who leads a session or shows something in it.
const LEADS: [Role; 2] = [Role::Facilitator, Role::Presenter];
/// Who wrote a page, or tells what stands in it.
const WRITES: [Role; 3] = [Role::Author, Role::Person, Role::TriedBy];

/// How much somebody did for a theme.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EvidenceView {
    /// Whether the person keeps it.
    pub keeps: bool,
    /// Sessions led, or something shown in them.
    pub led: usize,
    /// Templates written.
    pub wrote: usize,
    /// Stories told.
    pub told: usize,
}

/// Somebody who knows about a theme.
#[derive(Clone, Debug, Serialize)]
pub struct GuestView {
    /// The person.
    pub card: CardView,
    /// What the person does, where, and in which town, as far as it is said.
    pub facts: Vec<String>,
    /// What the person offers first.
    pub offers: Option<String>,
    /// What shows that the person knows about it.
    pub evidence: EvidenceView,
}

impl Site {
    /// The people of a theme: who keeps it first, then who did most for it, then by name.
    pub(super) fn guests(&self, theme: EntryId) -> Vec<GuestView> {
        let hub = &self.derived.hubs[&theme];
        let mut guests: Vec<GuestView> = hub.members.iter().map(|member| self.guest(*member, theme, hub)).collect();
        guests.sort_by_key(|guest| {
            let seen = &guest.evidence;
            std::cmp::Reverse((seen.keeps, seen.led + seen.wrote + seen.told))
        });
        guests
    }

    fn guest(&self, member: EntryId, theme: EntryId, hub: &Hub) -> GuestView {
        let fields = self.community.entry(member).document.member();
        let own = |fact: fn(&crate::document::kinds::MemberFields) -> &Option<String>| {
            fields.and_then(|fields| fact(fields).clone())
        };
        let mut facts: Vec<String> =
            [own(|fields| &fields.role), own(|fields| &fields.organisation), own(|fields| &fields.location)]
                .into_iter()
                .flatten()
                .collect();
        facts.dedup();
        GuestView {
            card: self.card(member),
            facts,
            offers: fields.and_then(|fields| fields.offers.as_ref()?.first().cloned()),
            evidence: self.evidence(member, theme, hub),
        }
    }

    /// What a member did for a theme.
    pub(super) fn evidence(&self, member: EntryId, theme: EntryId, hub: &Hub) -> EvidenceView {
        let count =
            |ids: &[EntryId], roles: &[Role]| ids.iter().filter(|id| self.names_in(**id, roles, member)).count();
        let held: Vec<EntryId> = hub.sessions.iter().filter(|id| self.derived.held.contains(id)).copied().collect();
        let stories: Vec<EntryId> = hub.pages.iter().filter(|id| self.is_of_kind(**id, Kind::Story)).copied().collect();
        EvidenceView {
            keeps: self.names_in(theme, &[Role::Steward], member),
            led: count(&held, &LEADS),
            wrote: count(&hub.templates, &[Role::Author]),
            told: count(&stories, &WRITES),
        }
    }

    fn names_in(&self, id: EntryId, roles: &[Role], member: EntryId) -> bool {
        let is_member = |target: &Target| matches!(target, Target::Entry { id, .. } if *id == member);
        self.community.links_from(id).iter().any(|link| roles.contains(&link.role) && is_member(&link.target))
    }
}
