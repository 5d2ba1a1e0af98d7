//! What a reference is for: the front matter field it stands in, or the body.

use crate::diagnostic::Code;
use crate::kind::Kind;

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
    /// A picture that stands for the entry.
    Picture,
    /// A file to download, or to read along.
    Attachment,
    /// A link in the body.
    Link,
    /// A `[[link]]` in the body.
    Wikilink,
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
            | Guest | Mention => &[Kind::Member],
            TemplateUsed | AdaptedFrom => &[Kind::Template],
            MadeIn | AgreedIn => &[Kind::Session],
            Picture | Attachment | Link | Wikilink | Image | Html | HtmlImage => &[],
        }
    }

    /// What a field with this role takes, in words.
    pub const fn takes(self) -> &'static str {
        match self.accepts() {
            [Kind::Theme] if matches!(self, Role::Expertise) => "themes or plain words",
            [Kind::Member] if matches!(self, Role::Guest) => "names",
            [Kind::Theme] => "names of themes",
            [Kind::Member] => "names of members",
            [Kind::Template] => "names of templates",
            [Kind::Session] => "names of sessions",
            _ if self.is_file() => "a file beside this one",
            _ => "names",
        }
    }

    /// The finding for a name that fits nothing; `None` where plain words are fine.
    pub fn unknown(self) -> Option<Code> {
        match self {
            Role::Expertise | Role::Mention | Role::Guest => None,
            role => match role.accepts() {
                [Kind::Theme] => Some(Code::UnknownTheme),
                [Kind::Member] => Some(Code::UnknownMember),
                [Kind::Template] => Some(Code::UnknownTemplate),
                [Kind::Session] => Some(Code::UnknownSession),
                _ => None,
            },
        }
    }

    /// Whether the front matter names a file, by its path from the document's folder.
    pub const fn is_file(self) -> bool {
        matches!(self, Role::Picture | Role::Attachment)
    }

    /// Whether the reference stands in front matter.
    pub fn is_field(self) -> bool {
        !matches!(self, Role::Link | Role::Wikilink | Role::Image | Role::Html | Role::HtmlImage | Role::Mention)
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
