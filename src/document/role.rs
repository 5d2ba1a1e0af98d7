//! What a reference is for: the front matter field it stands in, or the body.

use crate::diagnostic::Code;
use crate::kind::{KINDS, Kind};

/// Whatever an entry can be.
const EVERY_KIND: [Kind; KINDS.len()] = {
    let mut kinds = [Kind::Page; KINDS.len()];
    let mut place = 0;
    while place < KINDS.len() {
        kinds[place] = KINDS[place].kind;
        place += 1;
    }
    kinds
};

/// Why one entry names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The entry is about this theme.
    Theme,
    /// Who wrote it.
    Author,
    /// Who looks after it.
    Owner,
    /// The theme that this theme is a part of.
    Parent,
    /// Who keeps the theme.
    Steward,
    /// Who proposed the theme.
    ProposedBy,
    /// Who led the session.
    Facilitator,
    /// Who showed something.
    Presenter,
    /// Who had the session in their place.
    Host,
    /// Who took the notes.
    NotesBy,
    /// Who came.
    Attendee,
    /// Who could not come.
    Regret,
    /// Who came and is no member.
    Guest,
    /// A template used in the session.
    TemplateUsed,
    /// What the member knows about.
    Expertise,
    /// What the template was made from.
    AdaptedFrom,
    /// The session a template was made in.
    MadeIn,
    /// The session in which a page was agreed.
    AgreedIn,
    /// The group that the session belongs to.
    Group,
    /// Who a story is about, or who told it.
    Person,
    /// Who tried what the story tells.
    TriedBy,
    /// Who asked the question.
    AskedBy,
    /// What answers the question.
    Answer,
    /// Who added the resource.
    AddedBy,
    /// Who leads the group.
    Lead,
    /// Who is in the group.
    GroupMember,
    /// The session in which a term was talked about.
    DiscussedIn,
    /// Another term to look at.
    SeeAlso,
    /// Who the notes say will do something.
    Promise,
    /// Whom the notes thank.
    Thanked,
    /// A field that the community added.
    Own {
        /// Its place in the settings.
        field: u8,
        /// The kind that it names.
        kind: Kind,
    },
    /// A picture that stands for the entry.
    Picture,
    /// A file to download, or to read along.
    Attachment,
    /// A link in the body.
    Link,
    /// A `[[link]]` in the body.
    Wikilink,
    /// `![[name]]` on its own: the body of another entry, shown in this one.
    Transclusion,
    /// A picture in the body.
    Image,
    /// A link in raw HTML.
    Html,
    /// A picture, or another file that is shown, in raw HTML.
    HtmlImage,
    /// An `@name` in the body.
    Mention,
}

impl Role {
    /// The kinds that the name may refer to; none means that it is always words.
    pub const fn accepts(self) -> &'static [Kind] {
        use Role::*;
        match self {
            Theme | Parent | Expertise => &[Kind::Theme],
            Author | Owner | Steward | ProposedBy | Facilitator | Presenter | Host | NotesBy | Attendee | Regret
            | Guest | Person | TriedBy | AskedBy | AddedBy | Lead | GroupMember | Promise | Thanked | Mention => {
                &[Kind::Member]
            }
            TemplateUsed | AdaptedFrom => &[Kind::Template],
            MadeIn | AgreedIn | DiscussedIn => &[Kind::Session],
            Group => &[Kind::Group],
            SeeAlso => &[Kind::Term],
            Answer => &EVERY_KIND,
            Own { kind, .. } => EVERY_KIND.split_at(kind as usize).1.split_at(1).0,
            Picture | Attachment | Link | Wikilink | Transclusion | Image | Html | HtmlImage => &[],
        }
    }

    /// What a field with this role takes, in words.
    pub const fn takes(self) -> &'static str {
        match self.accepts() {
            _ if matches!(self, Role::Expertise) => "themes or plain words",
            _ if matches!(self, Role::Guest) => "names",
            _ if self.is_file() => "a file beside this one",
            [Kind::Theme] => "names of themes",
            [Kind::Member] => "names of members",
            [Kind::Template] => "names of templates",
            [Kind::Session] => "names of sessions",
            [Kind::Group] => "the name of a group",
            [Kind::Term] => "names of terms",
            [_] => "names of documents",
            _ => "names",
        }
    }

    /// The finding for a name that fits nothing; `None` where plain words are fine.
    pub fn unknown(self) -> Option<Code> {
        match self.accepts() {
            _ if matches!(self, Role::Expertise | Role::Mention | Role::Guest | Role::Promise | Role::Thanked) => None,
            [Kind::Theme] => Some(Code::UnknownTheme),
            [Kind::Member] => Some(Code::UnknownMember),
            [Kind::Template] => Some(Code::UnknownTemplate),
            [Kind::Session] => Some(Code::UnknownSession),
            [Kind::Group] => Some(Code::UnknownGroup),
            [Kind::Term] => Some(Code::UnknownTerm),
            [] => None,
            _ => Some(Code::UnknownEntry),
        }
    }

    /// Whether the front matter names a file, by its path from the document's folder.
    pub const fn is_file(self) -> bool {
        matches!(self, Role::Picture | Role::Attachment)
    }

    /// Whether the reference is a fact about the entry, which stands in front matter or was read from notes, and no link
    /// of its text.
    pub fn is_field(self) -> bool {
        use Role::*;
        !matches!(self, Link | Wikilink | Transclusion | Image | Html | HtmlImage | Mention)
    }

    /// Whether it is written in double brackets.
    pub fn is_wikilink(self) -> bool {
        matches!(self, Role::Wikilink | Role::Transclusion)
    }

    /// Whether something is shown rather than linked.
    pub fn is_picture(self) -> bool {
        matches!(self, Role::Image | Role::HtmlImage | Role::Picture)
    }

    /// Whether the reference stands in raw HTML.
    pub fn is_html(self) -> bool {
        matches!(self, Role::Html | Role::HtmlImage)
    }
}
