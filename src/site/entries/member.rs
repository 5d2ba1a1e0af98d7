//! What a member shows.

use super::Shown;
use crate::community::Target;
use crate::derive::{Someone, Thanks};
use crate::document::fields::TitledLink;
use crate::document::kinds::{Involvement, MemberFields};
use crate::document::role::Role;
use crate::site::about::TieView;
use crate::site::cards::date_view;
use crate::site::lists::{Of, Register, Relation, What};
use crate::site::outcomes::{ActionView, ThanksView};
use crate::site::view::{CardView, DateView, EntryView, FaceView, Frame, NameView};
use serde::Serialize;

/// So many promises are shown.
const N_PROMISES: usize = 20;
/// So many thanks are shown.
const N_THANKS: usize = 12;

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
    /// What the person said they would do and has not done yet; of many the newest.
    pub promises: Vec<ActionView>,
    /// How many promises the person made, done or not.
    pub n_promises: usize,
    /// The page of all of them, from the root, where there are any.
    pub promises_path: Option<String>,
    /// What the person was thanked for, the newest first; of much the newest.
    pub thanks: Vec<ThanksView>,
}

/// Something a member knows about.
#[derive(Clone, Debug, Serialize)]
pub struct KnowledgeView {
    /// A theme, or plain words.
    pub about: NameView,
    /// What shows it, where it is a theme.
    pub ties: Vec<TieView>,
}

impl Shown<'_> {
    pub(super) fn member(self, fields: &MemberFields) -> MemberView {
        let first = |relation: Relation| self.site.brief_cards(&self.site.first_related(self.id, relation));
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
            keeps: first(Relation::Keeps),
            led: first(Relation::Led),
            attended: first(Relation::Attended),
            wrote: first(Relation::Wrote),
            promises: self.promises(),
            n_promises: self.site.derived.actions.by(Someone::Member(self.id)).len(),
            promises_path: self.promises_path(),
            thanks: self.thanks(),
            page: self.page,
            entry: self.entry,
        }
    }

    fn promises(&self) -> Vec<ActionView> {
        let actions = &self.site.derived.actions;
        let all = actions.by(Someone::Member(self.id)).iter().copied();
        self.site.action_views(all.filter(|place| actions.all[*place].state.is_pending()).take(N_PROMISES))
    }

    fn promises_path(&self) -> Option<String> {
        let place = self.site.derived.actions.place_of(Someone::Member(self.id))?;
        Some(self.site.register_path(Register { what: What::Pending, of: Of::Owner(place) }))
    }

    fn thanks(&self) -> Vec<ThanksView> {
        let all: &[Thanks] = self.site.derived.thanks.get(&Someone::Member(self.id)).map_or(&[], Vec::as_slice);
        all.iter().take(N_THANKS).map(|thanks| self.site.thanks_view(thanks)).collect()
    }

    /// What the person knows about, each with what shows it; that they say so themselves goes without saying.
    fn expertise(&self) -> Vec<KnowledgeView> {
        let ties = |target: &Target| match target {
            Target::Entry { id, .. } => self.site.ties(*id, self.id),
            _ => Vec::new(),
        };
        let links = self.site.community.links_as(self.id, Role::Expertise).map(|link| ties(&link.target));
        let names = self.names(Role::Expertise).into_iter();
        names.zip(links).map(|(about, ties)| KnowledgeView { about, ties }).collect()
    }
}

fn link_view(link: &TitledLink) -> NameView {
    NameView { url: Some(link.url.clone()), ..NameView::words(&link.title) }
}
