//! Who does it, where a sentence names them later on: in a clause of their own, in brackets, or at its end.

use super::owners::Owners;
use super::signs::Signs;
use super::words::Sense;
use super::{Name, Who};

impl<'a> Owners<'a> {
    /// Those whom a sentence names later on, where they are those who do it.
    pub(super) fn later(&self, text: &'a str) -> Vec<Name> {
        let named = self.in_clauses(text);
        if !named.is_empty() {
            return named;
        }
        self.assigned(text).or_else(|| self.at_end(text)).unwrap_or_default()
    }

    /// Those whom a later clause names as its subject.
    pub(super) fn in_clauses(&self, text: &'a str) -> Vec<Name> {
        self.clauses(text).filter_map(|clause| self.clause(clause)).flatten().collect()
    }

    /// What stands after a comma, a dash or a bracket.
    fn clauses(&self, text: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        static ENDS: Signs = Signs::new(&[',', ';', '(', '-', '–', '—', '.', '[']);
        ENDS.of(text).filter_map(move |(at, mark)| {
            let after = &text[at + mark.len()..];
            let is_apart = mark == "(" || mark == "[" || after.starts_with([' ', '\n']);
            let clause = after.trim_start();
            is_apart.then_some(clause).filter(|clause| !clause.is_empty())
        })
    }

    /// `Ana to print it`, `Ana volunteers`.
    fn clause(&self, clause: &'a str) -> Option<Vec<Name>> {
        let (found, end) = self.list(clause).filter(|(found, _)| found.iter().all(|(_, name)| name.is_sure))?;
        let rest = clause[end..].trim_start();
        let does = self.words.starts(rest, Sense::Will).or(self.words.starts(rest, Sense::Volunteers));
        does?;
        Some(found.into_iter().map(|(written, name)| self.spoken(written, name.who)).collect())
    }

    fn assigned(&self, text: &'a str) -> Option<Vec<Name>> {
        let (at, length) = self.words.find(text, Sense::Assigned)?;
        let names = text[at + length..].trim_start_matches([':', ' ', '\n']);
        let (found, end) = self.list(names)?;
        let is_last = names[end..].chars().all(|c| !c.is_alphanumeric());
        let is_known = found.iter().all(|(_, name)| name.is_sure);
        let names = || found.into_iter().map(|(written, name)| self.spoken(written, name.who)).collect();
        (is_last && is_known).then(names)
    }

    /// `… (Ana)`, `… - Ana`, `…: ana`, `… @ana`.
    fn at_end(&self, text: &'a str) -> Option<Vec<Name>> {
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '*' | '_'));
        let brackets = text.strip_suffix([')', ']']).and_then(|inner| Some(&inner[inner.rfind(['(', '['])? + 1..]));
        if let Some(names) = brackets.and_then(|inside| self.only_names(inside)) {
            return Some(names);
        }
        static DASHES: Signs = Signs::new(&[':', '-', '–', '—', '|', '→']);
        let dash = DASHES.of(text).rev().find(|(at, mark)| {
            let after = &text[at + mark.len()..];
            after.starts_with(' ')
        });
        let after = dash.map(|(at, mark)| text[at + mark.len()..].trim());
        let known = |name: &Name| name.who != Who::Called || name.written.split(' ').count() <= 2;
        if let Some(names) = after.and_then(|after| self.only_names(after)).filter(|names| names.iter().all(known)) {
            return Some(names);
        }
        self.handles_at_end(text)
    }

    /// Handles that nobody is spoken to by: not `ask @ana`.
    fn handles_at_end(&self, text: &'a str) -> Option<Vec<Name>> {
        let at = text.find('@').filter(|at| *at > 0)?;
        let before = text[..at].trim_end();
        let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
        let is_spoken_to = self.words.is(word, Sense::For) || self.words.is_no_name(word);
        if is_spoken_to && before.ends_with(char::is_alphanumeric) {
            return None;
        }
        self.only_names(&text[at..])
    }
}
