//! Who does it, as a sentence tells.
//!
//! 1. Names at its front, with a verb or a colon after them: `Ana to …`, `Ana and Bo will …`, `@ana: …`, `MD - …`.
//! 2. Else names at its end or in brackets: `(Ana)`, `… - Ana`, `… assigned to Ana`, `(Ana volunteers)` (`later`).
//! 3. Clauses that name somebody of their own add to these: `…, Bo to print it`.
//!
//! A name that is only spoken of is nobody's task.

use super::lines::Lines;
use super::who::Known;
use super::words::{Sense, Vocabulary};
use super::{Name, Who};

/// What is needed to read names.
#[derive(Clone, Copy)]
pub(super) struct Owners<'a> {
    pub lines: &'a Lines,
    pub words: &'a Vocabulary<'a>,
    pub known: &'a Known,
}

/// A name in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub who: Who,
    length: usize,
    /// Whether it can be nothing but a name.
    pub is_sure: bool,
}

/// Names one after the other, and what follows.
pub(super) struct Leading<'a> {
    pub names: Vec<Name>,
    /// What they do.
    pub rest: &'a str,
    /// Whether they can be nothing but names.
    pub is_sure: bool,
    /// Whether they are said to do it, and not only to have done it: `Ana to …`, `Ana will …`.
    pub is_promise: bool,
}

impl<'a> Owners<'a> {
    pub(super) fn spoken(&self, written: &str, who: Who) -> Name {
        let at = self.lines.in_file(written);
        Name { written: written.trim_start_matches('@').to_owned(), at, who }
    }

    /// The names that a sentence begins with, where they are those who do it.
    pub(super) fn leading(&self, text: &'a str) -> Option<Leading<'a>> {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
        self.people(text).or_else(|| self.group(text))
    }

    fn people(&self, text: &'a str) -> Option<Leading<'a>> {
        let (found, end) = self.list(text)?;
        let rest = text[end..].trim_start_matches([')', ']', '*', ' ', '\u{a0}', '\n']);
        let is_sure = found.iter().all(|(_, name)| name.is_sure);
        let is_somebody = found.iter().all(|(_, name)| matches!(name.who, Who::Attendee(_) | Who::Handle));
        let is_promise = self.words.starts(rest, Sense::Will).is_some();
        let rest = self.after(rest, is_sure, is_somebody, &text[..end])?;
        let names = found.into_iter().map(|(written, name)| self.spoken(written, name.who)).collect();
        Some(Leading { names, rest, is_sure, is_promise })
    }

    /// What follows names that are the subject of a sentence, or a label.
    fn after(&self, rest: &'a str, is_sure: bool, is_somebody: bool, names: &str) -> Option<&'a str> {
        if let Some(length) = self.words.starts(rest, Sense::Will) {
            let rest = rest[length..].trim_start();
            return (is_sure || is_verb(rest)).then_some(rest);
        }
        if rest.starts_with([':', '-', '–', '—', '→']) && !rest.starts_with("://") {
            let is_label = is_sure || rest.starts_with(':') || names.contains(' ');
            let rest = rest.trim_start_matches([':', '-', '–', '—', '→', '>']).trim_start();
            return (is_label && !rest.is_empty()).then_some(rest);
        }
        let is_deed = |sense| matches!(sense, Sense::Does | Sense::Verb).then_some(());
        let does = self.words.at(rest, is_deed).is_some();
        let goes_on = rest.starts_with(char::is_lowercase) && self.words.starts(rest, Sense::And).is_none();
        (does && (is_sure || is_initials(names)) || is_somebody && goes_on).then_some(rest)
    }

    /// Names with commas, `&` or "and" between them, and where the last one ends.
    pub(super) fn list(&self, text: &'a str) -> Option<(Vec<(&'a str, Found)>, usize)> {
        let first = self.name(text)?;
        let mut names = vec![(&text[..first.length], first)];
        let mut end = first.length;
        while let Some(gap) = self.separator(&text[end..]) {
            let start = end + gap;
            let Some(next) = self.name(&text[start..]) else { break };
            // Two names with only a space between them are known, or they are one.
            if text[end..start].trim().is_empty() && !matches!(next.who, Who::Attendee(_)) {
                break;
            }
            names.push((&text[start..start + next.length], next));
            end = start + next.length;
        }
        Some((names, end))
    }

    fn separator(&self, text: &str) -> Option<usize> {
        let inner = text.trim_start_matches([' ', '\u{a0}']);
        let blank = text.len() - inner.len();
        let marks = inner.len() - inner.trim_start_matches([',', '&', '+', '/', ' ', ';']).len();
        let word = self.words.starts(&inner[marks..], Sense::And).filter(|_| blank + marks > 0);
        let length = blank + marks + word.unwrap_or_default();
        let spaces = text[length..].len() - text[length..].trim_start().len();
        (length + spaces > 0).then_some(length + spaces)
    }

    /// The name that a text begins with.
    fn name(&self, text: &str) -> Option<Found> {
        if let Some(handle) = text.strip_prefix('@') {
            let length = handle_length(handle);
            let who = self.known.handle(&handle[..length]);
            return (length > 0).then_some(Found { who, length: length + 1, is_sure: true });
        }
        if let Some((who, length)) = self.known.at(text)
            && text.starts_with(|c: char| c.is_uppercase() || !c.is_ascii_alphabetic() || length > 2)
        {
            return Some(Found { who, length, is_sure: true });
        }
        if let Some(length) = self.words.at(text, is_everybody).map(|(_, length)| length) {
            return Some(Found { who: Who::Everybody, length, is_sure: true });
        }
        let length = self.unknown(text)?;
        Some(Found { who: Who::Called, length, is_sure: is_initials(&text[..length]) })
    }

    /// A name that the list of people does not hold: initials, or up to three words with capitals.
    fn unknown(&self, text: &str) -> Option<usize> {
        let first = word_length(text);
        if first == 0 || self.words.is_no_name(&text[..first]) {
            return None;
        }
        if is_initials(&text[..first]) {
            return Some(first);
        }
        let mut end = 0;
        for _ in 0..3 {
            let start = end + usize::from(end > 0);
            let length = text.get(start..).map_or(0, word_length);
            let word = text.get(start..start + length).unwrap_or_default();
            let is_name = word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none_or(|c| !c.is_uppercase());
            if !is_name || self.words.is_no_name(word) || (end > 0 && text.as_bytes().get(end) != Some(&b' ')) {
                break;
            }
            end = start + length;
        }
        (end > 0).then_some(end)
    }

    /// `CPC members to review`, `small group to …`: a few words, the last of which is a word for a group.
    fn group(&self, text: &'a str) -> Option<Leading<'a>> {
        const ARTICLES: [&str; 12] =
            ["the", "our", "die", "der", "das", "unser", "le", "la", "les", "el", "los", "las"];
        let first = &text[..word_length(text)];
        let is_article = ARTICLES.iter().any(|article| article.eq_ignore_ascii_case(first));
        if self.words.is(first, Sense::NotName) && !is_article || self.words.is(first, Sense::Verb) {
            return None;
        }
        let mut end = 0;
        for _ in 0..4 {
            let start = end + usize::from(end > 0);
            let length = text.get(start..).map_or(0, word_length);
            if length == 0 || (end > 0 && text.as_bytes().get(end) != Some(&b' ')) {
                return None;
            }
            let is_group = self.words.is(&text[start..start + length], Sense::Group);
            end = start + length;
            let rest = text[end..].trim_start();
            let will = self.words.starts(rest, Sense::Will).filter(|_| is_group);
            if let Some(length) = will {
                let names = vec![self.spoken(&text[..end], Who::Called)];
                return Some(Leading { names, rest: rest[length..].trim_start(), is_sure: true, is_promise: true });
            }
        }
        None
    }

    /// Names and nothing else.
    pub(super) fn only_names(&self, text: &'a str) -> Option<Vec<Name>> {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let (found, end) = self.list(text)?;
        let is_all = text[end..].chars().all(|c| !c.is_alphanumeric());
        is_all.then(|| found.into_iter().map(|(written, name)| self.spoken(written, name.who)).collect())
    }

    /// The same of a text that is not of the lines.
    pub(super) fn only_names_in(&self, text: &str) -> Option<()> {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let mut rest = text;
        loop {
            let found = self.name(rest)?;
            rest = &rest[found.length..];
            match self.separator(rest) {
                _ if rest.is_empty() => return Some(()),
                Some(gap) => rest = &rest[gap..],
                None => return None,
            }
        }
    }

    /// The names that a text begins with.
    pub(super) fn names_at(&self, text: &'a str) -> Vec<Name> {
        let found = self.list(text).map(|(found, _)| found).unwrap_or_default();
        found.into_iter().map(|(written, name)| self.spoken(written, name.who)).collect()
    }

    /// A text without names in brackets, or behind a dash, at its end.
    pub(super) fn without_names_at_end<'t>(&self, text: &'t str) -> &'t str {
        let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '*' | '_'));
        let open = trimmed.strip_suffix([')', ']']).and_then(|inner| inner.rfind(['(', '[']));
        let dash = trimmed.rfind(['-', '–', '—']).filter(|at| trimmed[..*at].ends_with(' '));
        let start = open.or(dash).or_else(|| trimmed.find(" @"));
        match start.filter(|start| self.only_names_in(&trimmed[*start..]).is_some()) {
            Some(start) => &text[..start],
            None => text,
        }
    }

    /// The same for what stands in a mark: there any short word is a name (`AI(jo)`).
    pub(super) fn in_mark(&self, text: &'a str) -> Vec<Name> {
        let parts = text.split(['+', ',', '&', '/', ';']).map(str::trim).filter(|part| !part.is_empty());
        parts.filter_map(|part| self.only_names(part).or_else(|| self.short(part))).flatten().collect()
    }

    fn short(&self, part: &'a str) -> Option<Vec<Name>> {
        let is_short = part.split_whitespace().count() <= 4 && part.chars().any(char::is_alphabetic);
        let is_name = is_short && !part.contains(|c: char| c.is_ascii_digit());
        is_name.then(|| vec![self.spoken(part, self.known.name(part).unwrap_or(Who::Called))])
    }
}

fn is_everybody(sense: Sense) -> Option<()> {
    (sense == Sense::Idea(crate::config::Idea::Everybody)).then_some(())
}

/// `MD`, `JoS`, `YK`.
pub(super) fn is_initials(word: &str) -> bool {
    let n_upper = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=4).contains(&word.chars().count()) && n_upper >= 2 && word.chars().all(char::is_alphabetic)
}

/// Whether a text begins with a small word that is no article and the like, as what somebody does begins.
fn is_verb(text: &str) -> bool {
    const NO_VERBS: [&str; 16] = [
        "the", "a", "an", "this", "that", "our", "their", "all", "each", "its", "his", "her", "my", "your", "those",
        "some",
    ];
    let word = &text[..word_length(text)];
    word.starts_with(char::is_lowercase) && !NO_VERBS.contains(&word)
}

/// The length of the word that a text begins with, with what belongs into names.
pub(super) fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let is_inside = matches!(c, '\'' | '’' | '-' | '_') && at > 0 && next.is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && !is_inside {
            return at;
        }
    }
    text.len()
}

/// The length of the handle that a text begins with.
pub(super) fn handle_length(text: &str) -> usize {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '/', '-']).len()
}
