//! What was learned, asked, thanked for, or thought of it later, each as it is written.

use super::owners::Owners;
use super::words::Sense;
use super::{About, Name, Remark, Who};
use crate::config::Idea;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;

/// What a remark of this idea is about.
pub(super) fn about(idea: Idea) -> Option<About> {
    match idea {
        Idea::Insights => Some(About::Insights),
        Idea::Questions => Some(About::Questions),
        Idea::Resources => Some(About::Resources),
        Idea::Appreciations => Some(About::Appreciations),
        Idea::Reflection => Some(About::Reflection),
        _ => None,
    }
}

impl<'a> Owners<'a> {
    /// A line of a section of remarks, or what stands behind such a mark.
    pub(super) fn remark(&self, about: About, line: &'a str, text: &'a str) -> Option<Remark> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
        let is_nothing = self.words.is(text, Sense::Idea(Idea::Nothing)) || self.words.is(text, Sense::Leftover);
        let says = text.contains(char::is_alphanumeric) && !is_nothing && !text.starts_with('<');
        says.then(|| Remark {
            about,
            at: self.lines.in_file(line.trim()),
            words: Spanned { value: squeeze(text), at: self.lines.in_file(text) },
            people: if about == About::Appreciations { self.thanked(text) } else { Vec::new() },
        })
    }

    /// `Thanks to Ana for …` anywhere.
    pub(super) fn thanks(&self, line: &'a str) -> Option<Remark> {
        let text = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.words.starts(text, Sense::Thanks)?;
        let remark = self.remark(About::Appreciations, line, text)?;
        (!remark.people.is_empty()).then_some(remark)
    }

    /// Who is thanked: those whom a line begins with, or who stand behind the word of thanks.
    fn thanked(&self, text: &'a str) -> Vec<Name> {
        let start = self.words.starts(text, Sense::Thanks).or_else(|| self.words.starts(text, Sense::ThankYou));
        let rest = text[start.unwrap_or_default()..].trim_start_matches([' ', ',', ':', '\n']);
        let rest = self.words.starts(rest, Sense::For).map_or(rest, |length| rest[length..].trim_start());
        let names = self.names_at(rest);
        names.into_iter().filter(|name| name.who != Who::Everybody).collect()
    }
}
