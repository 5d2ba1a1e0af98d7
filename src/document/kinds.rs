//! The front matter of each kind.

use super::fields::{AudienceName, FieldReader, FieldSpec, Minutes, TitledLink, WebAddress, choices, fields};
use super::moment::Moment;
use crate::diagnostic::Spanned;
use crate::kind::Kind;
use crate::yaml::Node;
use jiff::civil::Time;

fields! {
    /// Fields that every document may have.
    CommonFields {
        /// The title; without it the first heading, then the file's name.
        title: Spanned<String>,
        /// The last part of the address; without it the file's name.
        slug: Spanned<String>,
        /// One or two sentences for lists; without it the first paragraph.
        summary or "description": String,
        /// The day it was written, or took place.
        date: Spanned<Moment>,
        /// The day it last changed.
        updated or "lastmod" "last_modified": Moment,
        /// Free words to find it by.
        tags or "tag" "keywords": Vec<String>,
        /// Former addresses and other names.
        aliases or "alias" "redirect_from": Vec<String>,
        /// Its place in lists ordered by weight; small comes first.
        weight or "order" "nav_order": i64,
        /// Not ready: left out unless drafts are asked for.
        draft: bool,
        /// `false` means the same as `draft: true`.
        published: bool,
        /// Who may see it.
        audience: Spanned<AudienceName>,
        /// The layout, where it is not the kind's.
        layout: Spanned<String>,
        /// Shown first where things are featured.
        featured: bool,
        /// The day by which somebody should look at it again.
        review_by: Moment,
        /// The language, where it is not the site's.
        lang or "language": String,
        /// `false` keeps it out of the search index.
        search: bool,
        /// Anything, for the site's own layouts.
        extra: Node,
    }
    references {
        /// The themes it belongs to.
        themes or "theme": Theme,
        /// Who wrote it.
        authors or "author": Author,
        /// Who looks after it.
        owner: Owner,
        /// A picture that stands for it.
        image: Picture,
    }
}

choices! {
    /// How far a theme has come.
    Stage: "`proposed`, `exploring`, `active` or `dormant`" {
        /// Somebody asked for it.
        Proposed = "proposed",
        /// A few people look into it.
        Exploring = "exploring",
        /// The community works on it.
        Active = "active",
        /// Nobody does at present.
        Dormant = "dormant",
    }
}

fields! {
    /// A topic the community works on.
    ThemeFields {
        /// How far it has come.
        stage: Stage,
    }
    references {
        /// Who keeps it.
        stewards or "steward": Steward,
        /// The theme it is a part of.
        parent: Parent,
        /// Who proposed it.
        proposed_by: ProposedBy,
    }
}

choices! {
    /// Where people meet.
    Mode: "`in person`, `online`, `hybrid` or `asynchronous`" {
        /// In one room.
        InPerson = "in person",
        /// In a call.
        Online = "online",
        /// Both.
        Hybrid = "hybrid",
        /// In writing.
        Asynchronous = "asynchronous",
    }
}

choices! {
    /// Whether a session took place.
    SessionStatus: "`planned`, `held` or `cancelled`" {
        /// It is still to come.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// It did not take place.
        Cancelled = "cancelled",
    }
}

choices! {
    /// Whether what was said is tied to names.
    Attribution: "`named` or `none`" {
        /// It is.
        Named = "named",
        /// It is not.
        None = "none",
    }
}

fields! {
    /// A meeting and its notes.
    SessionFields {
        /// When it began, or begins.
        start or "time": Time,
        /// When it ended, or ends.
        end: Time,
        /// How long it took.
        duration: Minutes,
        /// The time zone, where it is not the site's.
        timezone: String,
        /// Where people met.
        place or "location": String,
        /// Where to join, or to read more.
        url: WebAddress,
        /// How people met.
        mode: Mode,
        /// The series it belongs to.
        series: String,
        /// The group it belongs to.
        group: String,
        /// One sentence: who gains what.
        why: String,
        /// The recording.
        recording: WebAddress,
        /// How to get in, and what helps those who need help.
        access: String,
        /// Whether it took place.
        status: SessionStatus,
        /// Whether what is said here is tied to names.
        attribution: Attribution,
    }
    references {
        /// Who led it.
        facilitators or "facilitator": Facilitator,
        /// Who showed something.
        presenters or "presenter" "speakers" "speaker": Presenter,
        /// Who had it in their place.
        host or "hosts": Host,
        /// Who took the notes.
        notes_by: NotesBy,
        /// Who came.
        attendees: Attendee,
        /// Who could not come.
        regrets: Regret,
        /// Who came and is no member.
        guests: Guest,
        /// The templates used in it.
        templates: TemplateUsed,
        /// A file with what was said.
        transcript: Attachment,
    }
}

choices! {
    /// How near a member is to the middle of the community.
    Involvement: "`core`, `active`, `peripheral` or `alumni`" {
        /// Carries it.
        Core = "core",
        /// Takes part.
        Active = "active",
        /// Looks in now and then.
        Peripheral = "peripheral",
        /// Has left.
        Alumni = "alumni",
    }
}

fields! {
    /// A person.
    MemberFields {
        /// The name as the person wants it.
        name: Spanned<String>,
        /// All the ways notes call this person.
        handles or "handle" "github": Vec<String>,
        /// Pronouns.
        pronouns: String,
        /// Where the person works or belongs.
        organisation or "organization": String,
        /// The field of work.
        sector: String,
        /// What the person does there.
        role: String,
        /// Where the person lives.
        location: String,
        /// Languages the person speaks.
        languages: Vec<String>,
        /// The day the person joined.
        joined: Moment,
        /// How near to the middle of the community.
        involvement: Involvement,
        /// What the person offers to others.
        offers: Vec<String>,
        /// What the person asks of others.
        asks: Vec<String>,
        /// Where else to find the person.
        links: Vec<TitledLink>,
        /// `false` keeps the person out of every list.
        listed: bool,
    }
    references {
        /// What the person knows about: themes or plain words.
        expertise: Expertise,
        /// A picture of the person.
        avatar: Picture,
    }
}

choices! {
    /// How far a template has come.
    TemplateStatus: "`draft`, `piloting`, `agreed` or `retired`" {
        /// Being written.
        Draft = "draft",
        /// Being tried.
        Piloting = "piloting",
        /// In use.
        Agreed = "agreed",
        /// No longer in use.
        Retired = "retired",
    }
}

fields! {
    /// A document that members share and reuse.
    TemplateFields {
        /// Its version.
        version: String,
        /// The licence under which it may be reused.
        licence or "license": String,
        /// How far it has come.
        status: TemplateStatus,
    }
    references {
        /// A template, or something outside with `title`, `url` and `author`.
        adapted_from: AdaptedFrom,
        /// The sessions it was made in.
        made_in: MadeIn,
        /// Files to download.
        files or "file": Attachment,
    }
}

fields! {
    /// Anything else.
    PageFields {
        /// `charter`, `norms`, `sponsors` or `procedure`.
        r#type: String,
    }
    references {
        /// The session in which it was agreed.
        agreed_in: AgreedIn,
    }
}

/// The fields of one document, by its kind.
#[derive(Clone, Debug)]
pub enum Fields {
    /// A theme's.
    Theme(ThemeFields),
    /// A session's.
    Session(Box<SessionFields>),
    /// A member's.
    Member(Box<MemberFields>),
    /// A template's.
    Template(TemplateFields),
    /// A page's.
    Page(PageFields),
}

impl Fields {
    /// Takes the fields of `kind` out of the front matter.
    pub fn read(kind: Kind, reader: &mut FieldReader<'_>) -> Fields {
        match kind {
            Kind::Theme => Fields::Theme(ThemeFields::read(reader)),
            Kind::Session => Fields::Session(Box::new(SessionFields::read(reader))),
            Kind::Member => Fields::Member(Box::new(MemberFields::read(reader))),
            Kind::Template => Fields::Template(TemplateFields::read(reader)),
            Kind::Page => Fields::Page(PageFields::read(reader)),
        }
    }

    /// The fields of `kind`, beside the common ones.
    pub fn specs(kind: Kind) -> &'static [FieldSpec] {
        match kind {
            Kind::Theme => ThemeFields::SPECS,
            Kind::Session => SessionFields::SPECS,
            Kind::Member => MemberFields::SPECS,
            Kind::Template => TemplateFields::SPECS,
            Kind::Page => PageFields::SPECS,
        }
    }
}
