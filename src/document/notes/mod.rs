//! What notes say, in the words of who wrote them: who was there, who promised what, what was decided, learned and
//! thanked for.
//!
//! 1. The pieces of the body become lines with their place in the file and in the outline (`lines`).
//! 2. Lines below a heading, or an item, that says what they are about are read as that (`sections`, `outline`).
//! 3. Who was there is read first, because it tells whom initials and first names mean.
//! 4. Actions, decisions and what else was said are read line by line.
//!
//! Precision before recall: what may be something else is text. Nothing here knows who is a member; names are still
//! names. A part for a narrower audience is read on its own, so that nothing in it decides how the rest is read.

mod attendee;
mod closing;
mod decisions;
mod due;
mod later;
mod line_reader;
mod lines;
mod listing;
mod marks;
mod outline;
mod owners;
mod people;
mod qualified;
mod reader;
mod remarks;
mod rows;
mod said;
mod sections;
mod settling;
mod signs;
mod tasks;
mod terms;
mod topics;
mod who;
mod words;

pub(crate) use due::{first_day, impossible_days};
pub(crate) use line_reader::LineReader;
pub(crate) use lines::{AllLines, Lines};
pub(crate) use reader::read;
pub(crate) use words::Vocabulary;

pub use terms::Terms;

use super::role::Role;
use crate::diagnostic::Spanned;
use jiff::civil::Date;
use std::ops::Range;

/// What the notes of one session say, each list in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// Who is said to have been there, or not to have come; each person once.
    pub people: Vec<Attendee>,
    /// What somebody has to do, or had.
    pub tasks: Vec<Task>,
    /// What was settled.
    pub decisions: Vec<Decision>,
    /// What was learned, asked, thanked for, and thought of it later.
    pub remarks: Vec<Remark>,
    /// Headings that say what stands below them.
    pub sections: Vec<Section>,
    /// What was talked about.
    pub topics: Vec<Topic>,
}

/// Something that was talked about: a heading, or an item of an agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its plain words.
    pub words: Spanned<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// How sure it is that something was talked about, and is a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A heading, or an item with a link, with something said below it.
    Told,
    /// An item with a link and nothing below it: it stood on the agenda.
    Listed,
    /// An item without a link, with others below it: it may be more than a title.
    Likely,
}

/// A heading, or a line that serves as one, that says what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What stands below it.
    pub about: About,
    /// Its bytes: those of the heading in `Body::headings` where it is one.
    pub at: Range<usize>,
    /// Everything below it that belongs to it.
    pub content: Range<usize>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// What somebody has to do.
    Actions,
    /// What became of the actions of an earlier session.
    Review,
    /// What was settled.
    Decisions,
    /// What was learned.
    Insights,
    /// What is not known.
    Questions,
    /// What to read.
    Resources,
    /// Who is thanked.
    Appreciations,
    /// What is thought of it later, or of how it went.
    Reflection,
    /// Who came, who did not, and who did what in the session.
    Attendance,
}

/// Somebody in the list of who was there.
#[derive(Clone, Debug, PartialEq)]
pub struct Attendee {
    /// The name, without what stands around it; the handle where there is no name.
    pub name: String,
    /// The handle, without `@`.
    pub handle: Option<String>,
    /// What the notes call the person for short.
    pub initials: Option<String>,
    /// Where the person works or belongs, as written.
    pub organisation: Option<String>,
    /// Whether the person came.
    pub presence: Presence,
    /// What the person did in the session.
    pub parts: Vec<Part>,
    /// The bytes of the name, or of the handle.
    pub at: Range<usize>,
}

/// Whether somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Came, or called in.
    Came,
    /// Could not come.
    Away,
}

/// What somebody did in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Led it.
    Facilitator,
    /// Showed something.
    Presenter,
    /// Had it in their place.
    Host,
    /// Took the notes.
    NotesBy,
    /// Looked on.
    Observer,
    /// Came as a guest.
    Guest,
}

/// What somebody has to do, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The bytes of the line, item or sentence that it is.
    pub at: Range<usize>,
    /// What is to be done: plain words, without the mark, who does it where that comes first, the day in brackets, and what
    /// came of it.
    pub words: Spanned<String>,
    /// Those words, for telling whether another task is the same.
    pub terms: Terms,
    /// Who does it; nobody where nobody is named.
    pub owners: Vec<Name>,
    /// The day by which.
    pub due: Option<Spanned<Date>>,
    /// How far it is.
    pub state: TaskState,
    /// What came of it.
    pub outcome: Option<Spanned<String>>,
    /// Whether it tells what became of an earlier session's action.
    pub is_review: bool,
    /// The heading or item that it belongs to: the nearest above that is no section of actions.
    pub topic: Option<Spanned<String>>,
    /// Whether it stands in a section of actions, and not somewhere in the notes.
    pub in_section: bool,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskState {
    /// Somebody still has to do it.
    Open,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
}

/// Somebody as a sentence names them.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As written: a name, a handle without `@`, initials, a group.
    pub written: String,
    /// Its bytes.
    pub at: Range<usize>,
    /// Who that is, as far as these notes tell.
    pub who: Who,
}

/// Who a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The person at this place of [`Notes::people`].
    Attendee(usize),
    /// Whoever has this handle.
    Handle,
    /// Everybody.
    Everybody,
    /// Whoever is called so; these notes do not tell more.
    Called,
}

/// What was settled, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The bytes of the line or item that it is.
    pub at: Range<usize>,
    /// What was decided: plain words, without the mark.
    pub words: Spanned<String>,
    /// The heading or item that it belongs to.
    pub topic: Option<Spanned<String>>,
    /// Whether it stands in a section of decisions, and not somewhere in the notes.
    pub in_section: bool,
    /// Where the links begin that lead to what it replaces.
    pub replaces: Vec<usize>,
    /// Where the links begin that lead to what replaced it.
    pub replaced_by: Vec<usize>,
}

/// What was learned, asked, thanked for, or thought of it later.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Which of these: Insights, Questions, Resources, Appreciations or Reflection.
    pub about: About,
    /// The bytes of the line or item that it is.
    pub at: Range<usize>,
    /// Its plain words.
    pub words: Spanned<String>,
    /// Who is thanked; for others nobody.
    pub people: Vec<Name>,
}

impl Attendee {
    /// Why the session names the person: that they came or did not, and what they did.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        let presence = match self.presence {
            Presence::Came => Role::Attendee,
            Presence::Away => Role::Regret,
        };
        std::iter::once(presence).chain(self.parts.iter().filter_map(|part| part.role()))
    }
}

impl Part {
    /// The field of front matter that says the same; nobody has one for who only came.
    fn role(self) -> Option<Role> {
        match self {
            Part::Facilitator => Some(Role::Facilitator),
            Part::Presenter => Some(Role::Presenter),
            Part::Host => Some(Role::Host),
            Part::NotesBy => Some(Role::NotesBy),
            Part::Observer | Part::Guest => None,
        }
    }
}

impl Notes {
    /// Everybody who is to do something, or is thanked, in the order of the file.
    pub fn named(&self) -> impl Iterator<Item = (Role, &Name)> {
        let owners = self.tasks.iter().flat_map(|task| &task.owners).map(|name| (Role::Promise, name));
        let thanked = self.remarks.iter().flat_map(|remark| &remark.people).map(|name| (Role::Thanked, name));
        owners.chain(thanked)
    }
}
