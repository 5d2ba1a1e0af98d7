//! What a card tells of an entry, by its kind, in lists that have room for it.

use super::Site;
use super::cards::day_view;
use super::view::{CardView, DateView, FaceView, NameView};
use crate::community::EntryId;
use crate::derive::{self, How, Person};
use crate::document::Fields;
use crate::document::kinds::{MemberFields, TemplateFields, TermFields, ThemeFields};
use crate::document::role::Role;
use crate::kind::Kind;
use serde::Serialize;

/// So many faces stand on a theme's card.
const N_FACES: usize = 6;

/// What a card tells beside title, day and summary; which one it is follows from the card's kind.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum AboutView {
    /// Of a theme.
    Theme(ThemeAbout),
    /// Of a session.
    Session(SessionAbout),
    /// Of a member.
    Member(MemberAbout),
    /// Of a template.
    Template(TemplateAbout),
    /// Of a question.
    Question(QuestionAbout),
    /// Of a term; what it means is the card's summary.
    Term(TermAbout),
}

/// What a theme's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeAbout {
    /// How far it has come, in a word.
    pub stage: Option<&'static str>,
    /// Whether it had no session for a long time, and none is planned.
    pub is_dormant: bool,
    /// The last day on which something happened.
    pub last: Option<DateView>,
    /// How many sessions it has, with those of its parts.
    pub n_sessions: usize,
    /// How many templates.
    pub n_templates: usize,
    /// How many people know about it.
    pub n_people: usize,
    /// Who keeps it.
    pub keepers: Vec<NameView>,
    /// Some who know about it.
    pub faces: Vec<FaceView>,
}

/// What a session's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct SessionAbout {
    /// Who led it.
    pub facilitators: Vec<NameView>,
    /// How many came, where that is said.
    pub n_attendees: usize,
    /// How many decisions its notes tell.
    pub n_decisions: usize,
    /// How many actions.
    pub n_actions: usize,
}

/// What a member's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct MemberAbout {
    /// What the person does there.
    pub role: Option<String>,
    /// Where the person works or belongs.
    pub organisation: Option<String>,
    /// Where the person lives.
    pub location: Option<String>,
    /// What the person knows about.
    pub knows: Vec<NameView>,
    /// What the person offers.
    pub offers: Vec<String>,
    /// What the person asks.
    pub asks: Vec<String>,
    /// What ties the person to a theme, in a list of people who know about it.
    pub ties: Vec<TieView>,
}

/// One thing that ties a member to a theme.
#[derive(Clone, Debug, Serialize)]
pub struct TieView {
    /// `keeps`, `knows`, `works_on`, `facilitated`, `presented` or `wrote`.
    pub role: &'static str,
    /// How often; 1 for the first three.
    pub count: usize,
}

/// What a template's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct TemplateAbout {
    /// Its version.
    pub version: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Who wrote it.
    pub authors: Vec<NameView>,
    /// In how many sessions it was used.
    pub n_used: usize,
}

/// What a question's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionAbout {
    /// Whether it has an answer.
    pub is_answered: bool,
    /// Who asked it.
    pub asked_by: Vec<NameView>,
}

/// What a term's card tells.
#[derive(Clone, Debug, Serialize)]
pub struct TermAbout {
    /// `proposed`, `agreed` or `disputed`.
    pub status: Option<&'static str>,
    /// Other words for the same.
    pub aka: Vec<String>,
}

pub(super) fn about(site: &Site, id: EntryId) -> Option<AboutView> {
    match &site.community.entry(id).document.fields {
        Fields::Theme(fields) => Some(AboutView::Theme(theme(site, id, fields))),
        Fields::Session(_) => Some(AboutView::Session(session(site, id))),
        Fields::Member(fields) => Some(AboutView::Member(member(site, id, fields))),
        Fields::Template(fields) => Some(AboutView::Template(template(site, id, fields))),
        Fields::Question(_) => Some(AboutView::Question(QuestionAbout {
            is_answered: derive::is_answered(&site.community, id),
            asked_by: site.names(id, Role::AskedBy),
        })),
        Fields::Term(fields) => Some(AboutView::Term(term(fields))),
        Fields::Story(_) | Fields::Resource(_) | Fields::Group(_) | Fields::Page(_) => None,
    }
}

fn theme(site: &Site, id: EntryId, fields: &ThemeFields) -> ThemeAbout {
    let hub = &site.derived.hubs[&id];
    ThemeAbout {
        stage: fields.stage.map(|stage| stage.word()),
        is_dormant: hub.is_dormant,
        last: hub.last.map(day_view),
        n_sessions: hub.sessions.len(),
        n_templates: hub.templates.len(),
        n_people: hub.people.len(),
        keepers: site.names(id, Role::Steward),
        faces: hub.people.iter().take(N_FACES).filter_map(|person| site.face(person.id)).collect(),
    }
}

fn session(site: &Site, id: EntryId) -> SessionAbout {
    // Where only guests are named, nobody counted the others.
    let count = |role| site.community.links_as(id, role).count();
    let n_members = count(Role::Attendee);
    SessionAbout {
        facilitators: site.names(id, Role::Facilitator),
        n_attendees: if n_members > 0 { n_members + count(Role::Guest) } else { 0 },
        n_decisions: site.derived.decisions.places_of(id).len(),
        n_actions: site.derived.actions.places_of(id).len(),
    }
}

fn member(site: &Site, id: EntryId, fields: &MemberFields) -> MemberAbout {
    MemberAbout {
        role: fields.role.clone(),
        organisation: fields.organisation.clone(),
        location: fields.location.clone(),
        knows: site.names(id, Role::Expertise),
        offers: fields.offers.clone().unwrap_or_default(),
        asks: fields.asks.clone().unwrap_or_default(),
        ties: Vec::new(),
    }
}

fn template(site: &Site, id: EntryId, fields: &TemplateFields) -> TemplateAbout {
    let users = site.derived.incoming_as(id, &[Role::TemplateUsed]);
    TemplateAbout {
        version: fields.version.clone(),
        licence: fields.licence.clone(),
        authors: site.names(id, Role::Author),
        n_used: users.iter().filter(|user| site.is_of_kind(**user, Kind::Session)).count(),
    }
}

fn term(fields: &TermFields) -> TermAbout {
    TermAbout { status: fields.status.map(|status| status.word()), aka: fields.aka.clone().unwrap_or_default() }
}

fn ties(person: &Person) -> Vec<TieView> {
    person.ties.iter().map(|tie| TieView { role: tie.how.word(), count: tie.count }).collect()
}

impl Site {
    /// The card of somebody who knows about a theme, with why they are among those who do.
    pub(super) fn person_card(&self, person: &Person) -> CardView {
        let mut card = self.told_card(person.id);
        if let Some(AboutView::Member(member)) = &mut card.about {
            member.ties = ties(person);
        }
        card
    }

    /// What ties a member to a theme, beside that they say so themselves.
    pub(super) fn ties(&self, theme: EntryId, member: EntryId) -> Vec<TieView> {
        let people = self.derived.hubs.get(&theme).map_or(&[][..], |hub| &hub.people);
        let mut ties = people.iter().find(|person| person.id == member).map(ties).unwrap_or_default();
        ties.retain(|tie| tie.role != How::Knows.word());
        ties
    }
}
