//! What the entries of each kind have beside what all have.

use super::notes::{self, NotesRecord};
use super::{Reference, references};
use crate::community::Entry;
use crate::diagnostic::report::Texts;
use crate::document::Fields;
use crate::document::fields::WebAddress;
use crate::document::role::Role;
use crate::site::Site;
use crate::url::is_web;
use jiff::civil::Time;
use serde::Serialize;

/// A record of one kind: nothing that is empty is written.
macro_rules! records {
    ($($(#[doc = $doc:literal])+ $name:ident { $($field:ident: $type:ty,)* })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Serialize)]
            pub(super) struct $name<'a> {
                $(#[serde(skip_serializing_if = "is_empty")] $field: $type,)*
            }
        )+
    };
}

/// What can be left out.
trait Empty {
    fn is_nothing(&self) -> bool;
}

impl<T> Empty for Option<T> {
    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T> Empty for Vec<T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

fn is_empty(value: &impl Empty) -> bool {
    value.is_nothing()
}

type Text<'a> = Option<&'a str>;
type Words<'a> = Vec<&'a str>;
type Names = Vec<Reference>;

records! {
    /// A theme.
    ThemeRecord { stage: Text<'a>, parent: Names, stewards: Names, proposed_by: Names, }
    /// A session.
    SessionRecord {
        start: Option<String>, end: Option<String>, minutes: Option<u32>, timezone: Text<'a>, place: Text<'a>, url: Text<'a>,
        mode: Text<'a>, series: Text<'a>, status: Text<'a>, why: Text<'a>, access: Text<'a>, recording: Text<'a>,
        group: Names, facilitators: Names, presenters: Names, host: Names, notes_by: Names, attendees: Names,
        regrets: Names, guests: Names, templates: Names, transcript: Names, notes: Option<NotesRecord<'a>>,
    }
    /// A member.
    MemberRecord {
        pronouns: Text<'a>, organisation: Text<'a>, sector: Text<'a>, role: Text<'a>, location: Text<'a>,
        languages: Words<'a>, joined: Option<String>, involvement: Text<'a>, expertise: Names, offers: Words<'a>,
        asks: Words<'a>, links: Names,
    }
    /// A template.
    TemplateRecord {
        version: Text<'a>, licence: Text<'a>, status: Text<'a>, adapted_from: Names, made_in: Names, files: Names,
    }
    /// A story.
    StoryRecord { outcome: Text<'a>, effort: Text<'a>, why: Text<'a>, people: Names, tried_by: Names, }
    /// A question.
    QuestionRecord { status: Text<'a>, asked_by: Names, answer: Names, }
    /// Something outside.
    ResourceRecord { url: Text<'a>, format: Text<'a>, by: Text<'a>, outside: Option<bool>, added_by: Names, }
    /// A group.
    GroupRecord { cadence: Text<'a>, lead: Names, members: Names, }
    /// A term.
    TermRecord { aka: Words<'a>, formerly: Words<'a>, status: Text<'a>, discussed_in: Names, see_also: Names, }
    /// Any other entry.
    PageRecord { r#type: Text<'a>, agreed_in: Names, }
}

/// The record of an entry by its kind.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum KindRecord<'a> {
    Theme(ThemeRecord<'a>),
    Session(Box<SessionRecord<'a>>),
    Member(Box<MemberRecord<'a>>),
    Template(TemplateRecord<'a>),
    Story(StoryRecord<'a>),
    Question(QuestionRecord<'a>),
    Resource(ResourceRecord<'a>),
    Group(GroupRecord<'a>),
    Term(TermRecord<'a>),
    Page(PageRecord<'a>),
}

pub(super) fn record<'a>(site: &'a Site, texts: &Texts, entry: &'a Entry) -> KindRecord<'a> {
    let names = |role| references(site, entry.id, role);
    match &entry.document.fields {
        Fields::Theme(fields) => KindRecord::Theme(ThemeRecord {
            stage: fields.stage.map(|stage| stage.word()),
            parent: names(Role::Parent),
            stewards: names(Role::Steward),
            proposed_by: names(Role::ProposedBy),
        }),
        Fields::Session(fields) => KindRecord::Session(Box::new(SessionRecord {
            start: fields.start.or(entry.document.date.and_then(|moment| moment.time)).map(clock),
            end: fields.end.map(clock),
            minutes: fields.duration.map(|length| length.0),
            timezone: Some(fields.timezone.as_deref().unwrap_or(&site.config.timezone)),
            place: fields.place.as_deref(),
            url: web(fields.url.as_ref()),
            mode: fields.mode.map(|mode| mode.word()),
            series: fields.series.as_deref(),
            status: fields.status.map(|status| status.word()),
            why: fields.why.as_deref(),
            access: fields.access.as_deref(),
            recording: web(fields.recording.as_ref().map(|address| &address.value)),
            group: names(Role::Group),
            facilitators: names(Role::Facilitator),
            presenters: names(Role::Presenter),
            host: names(Role::Host),
            notes_by: names(Role::NotesBy),
            attendees: names(Role::Attendee),
            regrets: names(Role::Regret),
            guests: names(Role::Guest),
            templates: names(Role::TemplateUsed),
            transcript: names(Role::Attachment),
            notes: Some(notes::record(site, texts, entry)),
        })),
        Fields::Member(fields) => KindRecord::Member(Box::new(MemberRecord {
            pronouns: fields.pronouns.as_deref(),
            organisation: fields.organisation.as_deref(),
            sector: fields.sector.as_deref(),
            role: fields.role.as_deref(),
            location: fields.location.as_deref(),
            languages: words(&fields.languages),
            joined: fields.joined.map(|moment| moment.date.to_string()),
            involvement: fields.involvement.map(|involvement| involvement.word()),
            expertise: names(Role::Expertise),
            offers: words(&fields.offers),
            asks: words(&fields.asks),
            links: links(fields.links.as_deref().unwrap_or_default()),
        })),
        Fields::Template(fields) => KindRecord::Template(TemplateRecord {
            version: fields.version.as_deref(),
            licence: fields.licence.as_deref(),
            status: fields.status.map(|status| status.word()),
            adapted_from: names(Role::AdaptedFrom),
            made_in: names(Role::MadeIn),
            files: names(Role::Attachment),
        }),
        Fields::Story(fields) => KindRecord::Story(StoryRecord {
            outcome: fields.outcome.map(|outcome| outcome.word()),
            effort: fields.effort.as_deref(),
            why: fields.why.as_deref(),
            people: names(Role::Person),
            tried_by: names(Role::TriedBy),
        }),
        Fields::Question(fields) => KindRecord::Question(QuestionRecord {
            status: fields.status.map(|status| status.word()),
            asked_by: names(Role::AskedBy),
            answer: names(Role::Answer),
        }),
        Fields::Resource(fields) => KindRecord::Resource(ResourceRecord {
            url: web(fields.url.as_ref()),
            format: fields.format.as_deref(),
            by: fields.by.as_deref(),
            outside: fields.outside,
            added_by: names(Role::AddedBy),
        }),
        Fields::Group(fields) => KindRecord::Group(GroupRecord {
            cadence: fields.cadence.as_deref(),
            lead: names(Role::Lead),
            members: names(Role::GroupMember),
        }),
        Fields::Term(fields) => KindRecord::Term(TermRecord {
            aka: words(&fields.aka),
            formerly: words(&fields.formerly),
            status: fields.status.map(|status| status.word()),
            discussed_in: names(Role::DiscussedIn),
            see_also: names(Role::SeeAlso),
        }),
        Fields::Page(fields) => {
            KindRecord::Page(PageRecord { r#type: fields.r#type.as_deref(), agreed_in: names(Role::AgreedIn) })
        }
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn web(address: Option<&WebAddress>) -> Option<&str> {
    address.map(|address| address.0.as_str()).filter(|url| is_web(url))
}

fn words(list: &Option<Vec<String>>) -> Vec<&str> {
    list.iter().flatten().map(String::as_str).collect()
}

fn links(links: &[crate::document::fields::TitledLink]) -> Vec<Reference> {
    let links = links.iter().filter(|link| is_web(&link.url));
    links.map(|link| Reference { name: link.title.clone(), path: None, url: Some(link.url.clone()) }).collect()
}
