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
        title: Spanned<String> = "Compost for beginners",
        /// The last part of the address; without it the file's name.
        slug: Spanned<String> = "compost",
        /// One or two sentences for lists; without it the first paragraph.
        summary or "description": String = "What a heap needs, and what it does not.",
        /// The day it was written, or took place.
        date: Spanned<Moment> = "2026-03-05",
        /// The day it last changed.
        updated or "lastmod" "last_modified": Moment = "2026-04-01",
        /// Free words to find it by.
        tags or "tag" "keywords": Vec<String> = "[soil, worms]",
        /// Former addresses and other names.
        aliases or "alias" "redirect_from": Vec<String> = "[/2019/compost/]",
        /// Its place in lists ordered by weight; small comes first.
        weight or "order" "nav_order": i64 = "10",
        /// Not ready: left out unless drafts are asked for.
        draft: bool = "true",
        /// `false` means the same as `draft: true`.
        published: bool = "false",
        /// Who may see it.
        audience: Spanned<AudienceName> = "members",
        /// The layout, where it is not the kind's.
        layout: Spanned<String> = "page",
        /// Shown first where things are featured.
        featured: bool = "true",
        /// The day by which somebody should look at it again.
        review_by: Moment = "2027-03-31",
        /// The language, where it is not the site's.
        lang or "language": String = "de",
        /// `false` keeps it out of the search index.
        search: bool = "false",
        /// Other words that search finds it by.
        search_terms: Vec<String> = "[rotting, bin]",
        /// Anything, for the site's own layouts.
        extra: Node = "{colour: green}",
    }
    references {
        /// The themes it belongs to.
        themes or "theme": Theme = "[compost]",
        /// Who wrote it.
        authors or "author": Author = "[ana, ben]",
        /// Who looks after it.
        owner: Owner = "ana",
        /// A picture that stands for it.
        image: Picture = "images/heap.jpg",
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
        stage: Stage = "active",
    }
    references {
        /// Who keeps it.
        stewards or "steward": Steward = "[ana]",
        /// The theme it is a part of.
        parent: Parent = "soil",
        /// Who proposed it.
        proposed_by: ProposedBy = "ben",
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
        start or "time": Time = "\"18:30\"",
        /// When it ended, or ends.
        end: Time = "\"20:00\"",
        /// How long it took.
        duration: Minutes = "1h30",
        /// The time zone, where it is not the site's.
        timezone: String = "Europe/Berlin",
        /// Where people met.
        place or "location": String = "The allotment hut",
        /// Where to join, or to read more.
        url: WebAddress = "https://meet.example.org/compost",
        /// How people met.
        mode: Mode = "in person",
        /// The series it belongs to.
        series: String = "Heap evenings",
        /// One sentence: who gains what.
        why: String = "Newcomers start a heap of their own.",
        /// The recording.
        recording: Spanned<WebAddress> = "https://video.example.org/compost",
        /// How to get in, and what helps those who need help.
        access: String = "Step-free; ring the bell at the gate.",
        /// Whether it took place.
        status: SessionStatus = "held",
        /// Whether what is said here is tied to names.
        attribution: Attribution = "none",
    }
    references {
        /// Who led it.
        facilitators or "facilitator": Facilitator = "[ana]",
        /// Who showed something.
        presenters or "presenter" "speakers" "speaker": Presenter = "[ben]",
        /// Who had it in their place.
        host or "hosts": Host = "ana",
        /// Who took the notes.
        notes_by: NotesBy = "ben",
        /// Who came.
        attendees: Attendee = "[ana, ben]",
        /// Who could not come.
        regrets: Regret = "[chris]",
        /// Who came and is no member.
        guests: Guest = "[Yusra Kamal]",
        /// The templates used in it.
        templates: TemplateUsed = "[opening-circle]",
        /// A file with what was said.
        transcript: Attachment = "compost.vtt",
        /// The group it belongs to.
        group: Group = "worm-farmers",
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
        name: Spanned<String> = "Ana Lima",
        /// All the ways notes call this person.
        handles or "handle" "github": Vec<String> = "[ana, al]",
        /// Pronouns.
        pronouns: String = "she/her",
        /// Where the person works or belongs.
        organisation or "organization": String = "Green Street Allotments",
        /// The field of work.
        sector: String = "charity",
        /// What the person does there.
        role: String = "Head gardener",
        /// Where the person lives.
        location: String = "Lisbon",
        /// Languages the person speaks.
        languages: Vec<String> = "[Portuguese, English]",
        /// The day the person joined.
        joined: Moment = "2024-09-01",
        /// How near to the middle of the community.
        involvement: Involvement = "core",
        /// What the person offers to others.
        offers: Vec<String> = "[A tour of the heaps]",
        /// What the person asks of others.
        asks: Vec<String> = "[Somebody who repairs shredders]",
        /// Where else to find the person.
        links: Vec<TitledLink> = "[{title: Allotment diary, url: \"https://example.org/diary\"}]",
        /// `false` keeps the person out of every list.
        listed: bool = "false",
    }
    references {
        /// What the person knows about: themes or plain words.
        expertise: Expertise = "[compost, pruning]",
        /// A picture of the person.
        avatar: Picture = "ana.jpg",
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
        version: String = "3",
        /// The licence under which it may be reused.
        licence or "license": String = "CC BY-SA 4.0",
        /// How far it has come.
        status: TemplateStatus = "agreed",
    }
    references {
        /// A template, or something outside with `title`, `url` and `author`.
        adapted_from: AdaptedFrom = "{title: Opening circle, url: \"https://example.org/circle\", author: Sam Roe}",
        /// The sessions it was made in.
        made_in: MadeIn = "[2026-03-05-compost]",
        /// Files to download.
        files or "file": Attachment = "[opening-circle.odt]",
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
        outcome: StoryOutcome = "success",
        /// What it took: hours, money, people.
        effort: String = "two Saturdays and a borrowed van",
        /// One sentence: who gains what.
        why: String = "Anybody with a balcony can do the same.",
    }
    references {
        /// Who it is about, or who told it.
        people or "person": Person = "[ana]",
        /// Who tried it.
        tried_by: TriedBy = "[ben]",
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
        status: QuestionStatus = "open",
    }
    references {
        /// Who asked it.
        asked_by: AskedBy = "ben",
        /// What answers it: any page of the site.
        answer or "answers": Answer = "compost",
    }
}

fields! {
    /// Something outside that is worth knowing.
    ResourceFields {
        /// Where it is.
        url or "link": WebAddress = "https://example.org/worms",
        /// What it is: a book, a video, a course.
        format: String = "book",
        /// Who made it.
        by: String = "Mary Appelhof",
        /// `true` for somebody outside who knows what nobody in the community does.
        outside: bool = "true",
    }
    references {
        /// Who added it.
        added_by: AddedBy = "ana",
    }
}

fields! {
    /// Some of the members, who meet on their own.
    GroupFields {
        /// How often it meets, in words.
        cadence: String = "every second Tuesday",
    }
    references {
        /// Who leads it.
        lead or "leads": Lead = "ana",
        /// Who is in it.
        members or "member": GroupMember = "[ana, ben]",
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
        aka: Vec<String> = "[hot heap]",
        /// What it was called before.
        formerly: Vec<String> = "[quick heap]",
        /// How far the community agrees on it.
        status: TermStatus = "agreed",
    }
    references {
        /// The sessions in which it was talked about.
        discussed_in: DiscussedIn = "[2026-03-05-compost]",
        /// Other terms to look at.
        see_also: SeeAlso = "[cold-heap]",
    }
}

fields! {
    /// Anything else.
    PageFields {
        /// `charter`, `norms`, `sponsors` or `procedure`.
        r#type: String = "charter",
    }
    references {
        /// The session in which it was agreed.
        agreed_in: AgreedIn = "2026-03-05-compost",
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
