//! How the text of a task ends: how far it is, and what came of it.
//!
//! 1. Behind an arrow stands what came of it: `→ they gave us two`.
//! 2. What is struck out may be followed by how far it is: `~~print it~~ Done`.
//! 3. Else the last words say so, or a tick.

use super::TaskState;
use super::lines::Style;
use super::owners::Owners;
use super::signs::Signs;
use super::words::{Sense, trim};
use crate::config::Idea;

/// What a text closes with: how far it is, and what came of it.
pub(super) struct Closing<'a> {
    pub state: Option<TaskState>,
    pub outcome: &'a str,
}

/// Signs that something is done.
pub(super) const TICKS: [char; 5] = ['✅', '✔', '☑', '✓', '🎉'];

/// What a text says, and what it closes with.
pub(super) fn closing<'a>(owners: Owners<'_>, text: &'a str) -> (&'a str, Option<Closing<'a>>) {
    if let Some((body, outcome)) = arrow(text).filter(|(_, outcome)| owners.only_names_in(outcome).is_none()) {
        let (body, inner) = closing(owners, body);
        let (outcome, last) = last_word(owners, outcome);
        let told = || last.or(state_word(owners, outcome).map(|(state, _)| state));
        return (body, Some(Closing { state: inner.and_then(|inner| inner.state).or_else(told), outcome }));
    }
    if let Some(struck) = struck(owners, text) {
        return struck;
    }
    static ENDS: Signs = Signs::new(&['.', ',', ';', '-', '–', '—', '(', '[', '!']);
    let mut found = ENDS.of(text).rev().filter_map(|(at, mark)| {
        let after = text[at + mark.len()..].trim_start();
        let (state, length) = state_word(owners, after)?;
        let rest = &after[length..];
        let is_end = rest.is_empty() || rest.starts_with(['.', ',', ':', ';', ')', ']', '!', ' ', '–', '-']);
        let outcome = rest.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '"'));
        let is_apart =
            outcome.is_empty() || matches!(mark, "." | "!") && rest.starts_with([',', ':', ' ', '.', '–', '-']);
        let has_words = text[..at].contains(char::is_alphanumeric);
        (is_end && is_apart && has_words).then_some((&text[..at], Closing { state: Some(state), outcome }))
    });
    if let Some((body, closing)) = found.next() {
        return (body, Some(closing));
    }
    let ticked = text.trim().trim_end_matches(TICKS).trim_start_matches(TICKS);
    match ticked.len() < text.trim().len() {
        true => (ticked.trim(), Some(Closing { state: Some(TaskState::Done), outcome: "" })),
        false => (text, None),
    }
}

/// `it went away. Done`: what came of it, and the word at its end.
fn last_word<'a>(owners: Owners<'_>, outcome: &'a str) -> (&'a str, Option<TaskState>) {
    let last = outcome.rfind(['.', ';', ',']).map(|at| (&outcome[..at], trim(&outcome[at + 1..])));
    let found =
        last.and_then(|(before, word)| Some((before, state_word(owners, word).filter(|(_, n)| *n == word.len())?)));
    found.map_or((outcome, None), |(before, (state, _))| (before, Some(state)))
}

/// `~~Ana to buy rope~~ Done, at the market`: struck out, and how far it is behind that.
fn struck<'a>(owners: Owners<'_>, text: &'a str) -> Option<(&'a str, Option<Closing<'a>>)> {
    let place = owners.lines.place(text);
    let is_begun = |start: usize| !text[..start - place.start].contains(char::is_alphanumeric);
    let (at, _) = owners
        .lines
        .styles_in(&place)
        .find(|(at, style)| *style == Style::Struck && at.end <= place.end && is_begun(at.start))?;
    let (body, rest) = text.split_at(at.end - place.start);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (state, length) = state_word(owners, rest)?;
    let outcome = rest[length..].trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '"'));
    Some((body, Some(Closing { state: Some(state), outcome })))
}

fn arrow(text: &str) -> Option<(&str, &str)> {
    let found = ["→", "->", "=>"].iter().filter_map(|arrow| text.split_once(arrow)).min_by_key(|(body, _)| body.len());
    found
        .map(|(body, outcome)| (body.trim_end(), outcome.trim()))
        .filter(|(body, outcome)| !body.is_empty() && !outcome.is_empty())
}

fn state_word(owners: Owners<'_>, text: &str) -> Option<(TaskState, usize)> {
    owners.words.at(text, state_of)
}

/// How far something is that is said to be so.
pub(super) fn state_of(sense: Sense) -> Option<TaskState> {
    match sense {
        Sense::Idea(Idea::Done) => Some(TaskState::Done),
        Sense::Idea(Idea::Dropped) => Some(TaskState::Dropped),
        _ => None,
    }
}
