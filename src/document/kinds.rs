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
        /// One sentence: who gains what.
        why: String,
        /// The recording.
        recording: Spanned<WebAddress>,
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
        /// The group it belongs to.
        group: Group,
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

choices! {
    /// What came of what a story tells.
    StoryOutcome: "`success`, `challenge` or `promising practice`" {
        /// It worked.
        Success = "success",
        /// It did not, and that is worth knowing.
        Challenge = "challenge",
        /// It looks as if it worked.
        PromisingPractice = "promising practice",
    }
}

fields! {
    /// What happened when somebody tried something.
    StoryFields {
        /// What came of it.
        outcome: StoryOutcome,
        /// What it took: hours, money, people.
        effort: String,
        /// One sentence: who gains what.
        why: String,
    }
    references {
        /// Who it is about, or who told it.
        people or "person": Person,
        /// Who tried it.
        tried_by: TriedBy,
    }
}

choices! {
    /// Whether a question has an answer.
    QuestionStatus: "`open` or `answered`" {
        /// It has none yet.
        Open = "open",
        /// It has one.
        Answered = "answered",
    }
}

fields! {
    /// Something that somebody wants to know.
    QuestionFields {
        /// Whether it has an answer; without it, it has one where `answer` names it.
        status: QuestionStatus,
    }
    references {
        /// Who asked it.
        asked_by: AskedBy,
        /// What answers it: any page of the site.
        answer or "answers": Answer,
    }
}

fields! {
    /// Something outside that is worth knowing.
    ResourceFields {
        /// Where it is.
        url or "link": WebAddress,
        /// What it is: a book, a video, a course.
        format: String,
        /// Who made it.
        by: String,
        /// `true` for somebody outside who knows what nobody in the community does.
        outside: bool,
    }
    references {
        /// Who added it.
        added_by: AddedBy,
    }
}

fields! {
    /// Some of the members, who meet on their own.
    GroupFields {
        /// How often it meets, in words.
        cadence: String,
    }
    references {
        /// Who leads it.
        lead or "leads": Lead,
        /// Who is in it.
        members or "member": GroupMember,
    }
}

choices! {
    /// How far the community agrees on a term.
    TermStatus: "`proposed`, `agreed` or `disputed`" {
        /// Somebody proposed it.
        Proposed = "proposed",
        /// It is in use.
        Agreed = "agreed",
        /// People mean different things by it.
        Disputed = "disputed",
    }
}

fields! {
    /// A word and what the community means by it.
    TermFields {
        /// Other words for the same.
        aka: Vec<String>,
        /// What it was called before.
        formerly: Vec<String>,
        /// How far the community agrees on it.
        status: TermStatus,
    }
    references {
        /// The sessions in which it was talked about.
        discussed_in: DiscussedIn,
        /// Other terms to look at.
        see_also: SeeAlso,
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
    /// A story's.
    Story(StoryFields),
    /// A question's.
    Question(QuestionFields),
    /// A resource's.
    Resource(ResourceFields),
    /// A group's.
    Group(GroupFields),
    /// A term's.
    Term(TermFields),
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
            Kind::Story => Fields::Story(StoryFields::read(reader)),
            Kind::Question => Fields::Question(QuestionFields::read(reader)),
            Kind::Resource => Fields::Resource(ResourceFields::read(reader)),
            Kind::Group => Fields::Group(GroupFields::read(reader)),
            Kind::Term => Fields::Term(TermFields::read(reader)),
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
            Kind::Story => StoryFields::SPECS,
            Kind::Question => QuestionFields::SPECS,
            Kind::Resource => ResourceFields::SPECS,
            Kind::Group => GroupFields::SPECS,
            Kind::Term => TermFields::SPECS,
            Kind::Page => PageFields::SPECS,
        }
    }
}
