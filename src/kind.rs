//! The kinds of documents, as a table.
//!
//! A new kind is a row here, its fields in `document::kinds`, its view in `site::entries` and its layout.

use std::fmt;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A topic the community works on.
    Theme,
    /// A meeting and its notes.
    Session,
    /// A person.
    Member,
    /// A document that members share and reuse.
    Template,
    /// What happened when somebody tried something.
    Story,
    /// Something that somebody wants to know.
    Question,
    /// Something outside that is worth knowing.
    Resource,
    /// Some of the members, who meet on their own.
    Group,
    /// A word and what the community means by it.
    Term,
    /// Anything else.
    Page,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// Its name in settings and messages: `session`.
    pub name: &'static str,
    /// Its name for many: `sessions`.
    pub plural: &'static str,
    /// Its folder in `content/`, and its index page's address.
    pub folder: &'static str,
    /// How its index page is grouped.
    pub grouping: Grouping,
}

/// How the entries of an index page are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By title, in one list.
    None,
    /// By the first letter of the title.
    Letter,
    /// By year, newest first.
    Year,
}

/// Every kind, in the order that menus and summaries use.
pub const KINDS: [KindSpec; 10] = [
    row(Kind::Theme, "theme", "themes", "themes", Grouping::None),
    row(Kind::Session, "session", "sessions", "sessions", Grouping::Year),
    row(Kind::Member, "member", "members", "members", Grouping::Letter),
    row(Kind::Template, "template", "templates", "templates", Grouping::None),
    row(Kind::Story, "story", "stories", "stories", Grouping::Year),
    row(Kind::Question, "question", "questions", "questions", Grouping::None),
    row(Kind::Resource, "resource", "resources", "resources", Grouping::Letter),
    row(Kind::Group, "group", "groups", "groups", Grouping::None),
    row(Kind::Term, "term", "terms", "glossary", Grouping::Letter),
    row(Kind::Page, "page", "pages", "pages", Grouping::Letter),
];

const fn row(
    kind: Kind,
    name: &'static str,
    plural: &'static str,
    folder: &'static str,
    grouping: Grouping,
) -> KindSpec {
    KindSpec { kind, name, plural, folder, grouping }
}

impl Kind {
    /// The kind's row.
    pub fn spec(self) -> &'static KindSpec {
        &KINDS[self as usize]
    }

    /// `session`.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The kind with this name, in the singular or the plural.
    pub fn named(name: &str) -> Option<Kind> {
        KINDS.iter().find(|spec| spec.name == name || spec.plural == name).map(|spec| spec.kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_at_its_place_in_the_table() {
        for (place, spec) in KINDS.iter().enumerate() {
            assert_eq!(spec.kind as usize, place);
        }
    }
}
