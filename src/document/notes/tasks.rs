//! Tasks: what stands behind a mark, in a section of actions, or in a task item that names somebody or a day.
//!
//! 1. A line is cut into sentences; one that names somebody of its own begins another task.
//! 2. What nobody has to do is none: a state of affairs, "none", a question, what a template left over.
//! 3. Of the rest: who does it, by when, how far it is, and what came of it. What is left is what is to be done.

use super::closing::{Closing, closing};
use super::due::{self, Due};
use super::lines::Style;
use super::owners::{Leading, Owners};
use super::signs::Signs;
use super::words::{Sense, trim};
use super::{Name, Task, TaskState, Terms, Who};
use crate::config::Idea;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;
use jiff::civil::Date;
use std::ops::Range;

/// A text that may be tasks, and what is known of it from where it stands.
pub(super) struct Told<'a> {
    pub text: &'a str,
    /// Those whom the mark, or the item above, names.
    pub names: Vec<Name>,
    pub ticked: Option<bool>,
    /// Whether its mark says that it is done.
    pub is_done: bool,
    /// Whether a mark says that it is an action.
    pub is_marked: bool,
    /// Whether it stands among what is told of an earlier session's actions.
    pub is_review: bool,
    pub in_section: bool,
    pub topic: Option<Spanned<String>>,
    /// The day of the session.
    pub session: Option<Date>,
}

/// The tasks of a text.
pub(super) fn read<'a>(owners: Owners<'a>, told: &Told<'a>) -> Vec<Task> {
    let (text, closing) = closing(owners, told.text);
    let mut parts: Vec<&'a str> = Vec::new();
    for sentence in sentences(text) {
        let is_other = |leading: Leading<'_>| {
            let is_sure = leading.is_sure || owners.words.starts(leading.rest, Sense::Verb).is_some();
            is_sure && !means_before(owners, leading.rest)
        };
        let begins = parts.is_empty() || owners.leading(sentence).is_some_and(is_other);
        match parts.last_mut() {
            Some(last) if !begins => *last = &text[offset(text, last)..offset(text, sentence) + sentence.len()],
            _ => parts.push(sentence),
        }
    }
    let n = parts.len();
    let task = |(place, part): (usize, &&'a str)| {
        let is_last = place + 1 == n;
        let closing = closing.as_ref().filter(|_| is_last);
        let names = if place == 0 { told.names.clone() } else { Vec::new() };
        Part { owners, told, text: part, names, closing }.task()
    };
    parts.iter().enumerate().filter_map(task).collect()
}

fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// `Joe will do that`: it means the sentence before.
fn means_before(owners: Owners<'_>, rest: &str) -> bool {
    let mut words = rest.split([' ', '\n']).take(2);
    words.any(|word| owners.words.is(word, Sense::That))
}

/// The sentences of a text. `Jr. Agiri` and `Sept. 8` are no ends.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    static ENDS: Signs = Signs::new(&['.', '!', '?']);
    let ends = ENDS.of(text).filter(|(at, _)| is_end(text, *at)).map(|(at, _)| at + 1);
    ends.chain([text.len()]).filter_map(move |end| {
        let sentence = text.get(start..end)?.trim();
        start = end;
        sentence.contains(char::is_alphanumeric).then_some(sentence)
    })
}

fn is_end(text: &str, at: usize) -> bool {
    let after = &text[at + 1..];
    let next = after.trim_start().chars().next();
    let word = text[..at].rsplit([' ', '\n']).next().unwrap_or_default();
    let is_short = word.chars().count() <= 2 && word.starts_with(char::is_uppercase)
        || matches!(word, "Dr" | "Jr" | "e.g" | "i.e" | "z.B");
    let begins = next.is_some_and(|c| c.is_uppercase() || matches!(c, '@' | '(' | '#') || c.is_numeric());
    after.starts_with([' ', '\n', '\u{a0}'])
        && begins
        && (!is_short || word.chars().all(char::is_uppercase) && word.len() > 1)
}

/// One task to be.
struct Part<'a, 'p> {
    owners: Owners<'a>,
    told: &'p Told<'a>,
    text: &'a str,
    names: Vec<Name>,
    closing: Option<&'p Closing<'a>>,
}

impl<'a> Part<'a, '_> {
    fn task(self) -> Option<Task> {
        let leading = self.owners.leading(self.text);
        let has_will = leading.is_some();
        let body = leading.as_ref().map_or(self.text, |leading| leading.rest);
        if self.is_none(body, has_will || !self.names.is_empty()) {
            return None;
        }
        let due = due::find(self.text, self.owners.words, self.told.session);
        let words = self.words(body, due.as_ref());
        if !words.value.contains(char::is_alphanumeric) {
            return None;
        }
        let is_promise = leading.as_ref().is_some_and(|leading| leading.is_promise);
        let owners = self.names(leading.map(|leading| leading.names));
        Some(Task {
            at: self.owners.lines.in_file(self.text),
            is_review: self.told.is_review && !self.is_own(&owners, is_promise),
            owners,
            due: due.and_then(|due| Some(Spanned { value: due.date?, at: self.owners.lines.in_file(due.written) })),
            state: self.state(),
            outcome: self.outcome(),
            topic: self.told.topic.clone(),
            in_section: self.told.in_section,
            terms: Terms::of(&words.value),
            words,
        })
    }

    /// Whether what stands among earlier actions is one of its own: somebody still has to do it, and the line says so and
    /// does not only tell how it went.
    fn is_own(&self, owners: &[Name], is_promise: bool) -> bool {
        let is_asked = is_promise || self.told.is_marked || self.told.ticked == Some(false);
        is_asked && !owners.is_empty() && self.state() == TaskState::Open
    }

    /// Those who do it, each once, in the order in which they are named.
    fn names(&self, leading: Option<Vec<Name>>) -> Vec<Name> {
        let later = self.owners.later(self.text);
        // "Express to open a request - Chris": whoever is known does it.
        let is_called = |names: &Vec<Name>| names.iter().all(|name| name.who == Who::Called);
        let is_known = !later.is_empty() && later.iter().all(|name| matches!(name.who, Who::Attendee(_) | Who::Handle));
        let leading = leading.filter(|leading| !(is_known && is_called(leading)));
        // Where somebody is named at the front, only a clause with a verb adds to them.
        let later = if leading.is_some() || !self.names.is_empty() { self.owners.in_clauses(self.text) } else { later };
        let mut names: Vec<Name> = Vec::new();
        for name in self.names.iter().cloned().chain(leading.into_iter().flatten()).chain(later) {
            let is_same = |other: &Name| {
                other.written == name.written
                    || (other.who == name.who && matches!(name.who, Who::Attendee(_) | Who::Everybody))
            };
            if !names.iter().any(is_same) {
                names.push(name);
            }
        }
        names
    }

    fn state(&self) -> TaskState {
        let is_struck = self.owners.lines.is_all(self.text, Style::Struck);
        match self.closing.and_then(|closing| closing.state) {
            Some(state) => state,
            None if is_struck || self.told.is_done || self.told.ticked == Some(true) => TaskState::Done,
            None => TaskState::Open,
        }
    }

    fn outcome(&self) -> Option<Spanned<String>> {
        let outcome = self.closing?.outcome.trim();
        (!outcome.is_empty()).then(|| Spanned { value: squeeze(outcome), at: self.owners.lines.in_file(outcome) })
    }

    /// Whether nobody has to do this.
    fn is_none(&self, body: &str, is_led: bool) -> bool {
        let words = self.owners.words;
        let first = sentences(body).next().unwrap_or_default();
        let is_nothing = words.at(body, |sense| (sense == Sense::Idea(Idea::Nothing)).then_some(())).is_some();
        // "Ana to find out whether we may?" and "Find out whether we may?" are asked of somebody.
        let is_told = is_led || (self.told.in_section && words.starts(body, Sense::Verb).is_some());
        let is_question = !is_told && first.trim_end_matches([')', '*', '_', ' ']).ends_with('?');
        let is_leftover = words.is(body, Sense::Leftover) || is_placeholder(body);
        let is_state = || words.starts(body, Sense::State).is_some() || self.has_happened(first);
        let is_led = is_led && body.split_whitespace().count() > 1;
        let goes_on = || sentences(body).skip(1).any(|next| words.starts(next, Sense::Verb).is_some());
        first.is_empty() || is_nothing || is_question || is_leftover || (!is_led && is_state() && !goes_on())
    }

    /// `PR landed`, `Issue #7 closed`: a few words, the last of which says that it happened.
    fn has_happened(&self, sentence: &str) -> bool {
        let words = self.owners.words;
        let all: Vec<&str> = trim(sentence).split_whitespace().collect();
        let is_told = all.first().is_some_and(|first| words.is(first, Sense::Verb)) && all.len() > 1;
        let has = |word: &&str| words.is(word, Sense::Happened);
        let is_short = all.len() <= 6 && all.last().is_some_and(has);
        let is_early =
            all.iter().skip(1).take(2).any(has) && all.iter().take(3).all(|word| word.to_lowercase() != "to");
        !is_told && (is_short || is_early)
    }

    /// What is to be done: without the day in brackets or at the end, and names in brackets.
    fn words(&self, body: &'a str, due: Option<&Due<'a>>) -> Spanned<String> {
        let lines = self.owners.lines;
        let cut = due.and_then(|due| cut_of(body, due));
        let text = match &cut {
            Some(cut) => format!("{}{}", &body[..cut.start], &body[cut.end..]),
            None => body.to_owned(),
        };
        let text = self
            .owners
            .without_names_at_end(&text)
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '*' | '_'));
        let text = text.trim_end_matches(['-', '–', '—', ' ']);
        Spanned { value: squeeze(text), at: lines.in_file(body.trim()) }
    }
}

/// Where a day stands in a text that is not part of what is to be done: in brackets, or at its end.
fn cut_of(body: &str, due: &Due<'_>) -> Option<Range<usize>> {
    let start = (due.whole.as_ptr() as usize).checked_sub(body.as_ptr() as usize)?;
    let end = start + due.whole.len();
    let (before, after) = (body.get(..start)?.trim_end(), body.get(end..)?);
    if before.ends_with(['(', '[']) {
        let close = after.find([')', ']'])?;
        return Some(before.len() - 1..end + close + 1);
    }
    let is_last = after.chars().all(|c| !c.is_alphanumeric()) || after.trim_start().starts_with('(');
    is_last.then_some(start..end)
}

/// `<name>`, `{what}`: what a template left to be filled in.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '*', '_']);
    let is_within = |open, close| text.starts_with(open) && text.ends_with(close);
    is_within('<', '>') || is_within('{', '}') || is_within('…', '…') || text.starts_with('<') && text.contains('>')
}
