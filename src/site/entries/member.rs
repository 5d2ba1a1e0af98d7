//! What a member shows.

use super::Shown;
use crate::community::{EntryId, Target};
use crate::document::fields::TitledLink;
use crate::document::kinds::{Involvement, MemberFields};
use crate::document::role::Role;
use crate::site::cards::date_view;
use crate::site::view::{CardView, DateView, EntryView, EvidenceView, FaceView, Frame, NameView};
use serde::Serialize;

/// A member.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Where the person works or belongs.
    pub organisation: Option<String>,
    /// The field of work.
    pub sector: Option<String>,
    /// What the person does there.
    pub role: Option<String>,
    /// Where the person lives.
    pub location: Option<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Since when.
    pub joined: Option<DateView>,
    /// `core`, `active`, `peripheral` or `alumni`.
    pub involvement: Option<&'static str>,
    /// A picture of the person, from the root.
    pub avatar: Option<String>,
    /// The person's initials.
    pub face: Option<FaceView>,
    /// Whether the person has left.
    pub has_left: bool,
    /// What the person knows about.
    pub expertise: Vec<KnowledgeView>,
    /// What the person offers.
    pub offers: Vec<String>,
    /// What the person asks.
    pub asks: Vec<String>,
    /// Where else to find the person.
    pub links: Vec<NameView>,
    /// Themes the person keeps.
    pub keeps: Vec<CardView>,
    /// Sessions the person led or showed something in.
    pub led: Vec<CardView>,
    /// Sessions the person came to.
    pub attended: Vec<CardView>,
    /// Templates and pages the person wrote.
    pub wrote: Vec<CardView>,
}

/// Something a member knows about.
#[derive(Clone, Debug, Serialize)]
pub struct KnowledgeView {
    /// A theme, or plain words.
    pub about: NameView,
    /// What shows it, where it is a theme.
    pub evidence: Option<EvidenceView>,
}

impl Shown<'_> {
    pub(super) fn member(self, fields: &MemberFields) -> MemberView {
        let came_in = |roles: &[Role]| self.site.derived.incoming_as(self.id, roles);
        let wrote = came_in(&[Role::Author]);
        MemberView {
            pronouns: fields.pronouns.clone(),
            organisation: fields.organisation.clone(),
            sector: fields.sector.clone(),
            role: fields.role.clone(),
            location: fields.location.clone(),
            languages: fields.languages.clone().unwrap_or_default(),
            joined: fields.joined.map(date_view),
            involvement: fields.involvement.map(|involvement| involvement.word()),
            avatar: self.site.file(self.id, Role::Picture),
            face: self.site.face(self.id),
            has_left: fields.involvement == Some(Involvement::Alumni),
            expertise: self.expertise(),
            offers: fields.offers.clone().unwrap_or_default(),
            asks: fields.asks.clone().unwrap_or_default(),
            links: fields.links.iter().flatten().map(link_view).collect(),
            keeps: self.site.brief_cards(&came_in(&[Role::Steward])),
            led: self.site.brief_cards(&self.sessions_newest_first(&[Role::Facilitator, Role::Presenter])),
            attended: self.site.brief_cards(&self.attended()),
            wrote: self.site.brief_cards(&wrote),
            page: self.page,
            entry: self.entry,
        }
    }

    fn expertise(&self) -> Vec<KnowledgeView> {
        let evidence = |target: &Target| match target {
            Target::Entry { id, .. } => Some(self.site.evidence(self.id, *id, self.site.derived.hubs.get(id)?)),
            _ => None,
        };
        let links = self.site.community.links_as(self.id, Role::Expertise).map(|link| evidence(&link.target));
        let names = self.names(Role::Expertise).into_iter();
        names.zip(links).map(|(about, evidence)| KnowledgeView { about, evidence }).collect()
    }

    /// Somebody can only have come to what took place.
    fn attended(&self) -> Vec<EntryId> {
        let mut ids = self.sessions_newest_first(&[Role::Attendee]);
        ids.retain(|id| self.site.derived.held.contains(id));
        ids
    }
}

fn link_view(link: &TitledLink) -> NameView {
    NameView { url: Some(link.url.clone()), ..NameView::words(&link.title) }
}
