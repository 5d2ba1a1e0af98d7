//! What notes say is marked where it stands: actions and decisions get an anchor and a sign before them, and behind them
//! what the author could not know: that an action is late, or what a later session tells of it.
//!
//! 1. The marks of a session are made from what was derived, in the order of its notes.
//!    The times of a transcript join them (`moments`), on the page of whatever a session names as one.
//! 2. Text is cut where one begins or ends, so that each stands at its place.
//!
//! Only the page of the session itself has them; a body that is shown elsewhere would repeat their anchors.

use super::{At, Writer};
use crate::community::{Entry, EntryId};
use crate::derive::{Action, Decision, State};
use crate::document::markdown::Piece;
use crate::document::notes::TaskState;
use crate::kind::Kind;
use crate::site::outcomes::{action_anchor, decision_anchor};
use pulldown_cmark::{Event, Tag};
use pulldown_cmark_escape::escape_html;
use std::collections::VecDeque;

/// The marks of a body that are still to come, and the one that is open.
#[derive(Default)]
pub(super) struct Marks {
    waiting: VecDeque<Mark>,
    open: Option<Mark>,
}

/// What stands around a part of a text.
pub(super) struct Mark {
    pub(super) at: At,
    pub(super) before: String,
    pub(super) after: String,
}

impl Marks {
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.open.is_none()
    }

    /// Where in a text something begins or ends.
    fn edge(&self, at: &At) -> Option<usize> {
        let next = self.waiting.partition_point(|mark| mark.at.start <= at.start);
        let next = self.waiting.get(next).map(|mark| mark.at.start);
        let end = self.open.as_ref().map(|mark| mark.at.end);
        end.into_iter().chain(next).filter(|edge| at.start < *edge && *edge < at.end).min()
    }
}

impl<'a> Writer<'a> {
    /// The marks of an entry's notes, and the times of a transcript, for its own page.
    pub(super) fn marks_of(around: &super::Surroundings<'_>, entry: &Entry) -> Marks {
        let moments = around.moments(entry);
        if entry.document.kind != Kind::Session {
            return Marks { waiting: moments.into(), open: None };
        }
        let derived = &around.site.derived;
        let actions = derived.actions.of_session(entry.id).iter().map(|action| around.action(entry, action));
        let decisions = derived.decisions.of_session(entry.id).iter().map(|decision| around.decision(entry, decision));
        let mut waiting: Vec<Mark> = moments.into_iter().chain(actions).chain(decisions).collect();
        waiting.sort_by_key(|mark| (mark.at.start, mark.at.end));
        Marks { waiting: waiting.into(), open: None }
    }

    /// Writes a piece, with the marks that begin or end in it.
    pub(super) fn piece(&mut self, piece: Piece<'_>, at: At) {
        if self.marks.is_idle() {
            return self.unmarked(piece, at);
        }
        match piece {
            Piece::Event(Event::Text(text)) if text.len() == at.len() => self.text_piece(&text, at),
            piece => {
                self.mark(is_block(&piece), at.start);
                self.unmarked(piece, at);
            }
        }
    }

    fn text_piece(&mut self, text: &str, at: At) {
        let mut start = at.start;
        while start < at.end {
            // Where the part ends is known once it has begun.
            self.mark(false, start);
            let edge = self.marks.edge(&(start..at.end)).unwrap_or(at.end);
            let part = text.get(start - at.start..edge - at.start).unwrap_or_default();
            self.unmarked(Piece::Event(Event::Text(part.into())), start..edge);
            start = edge;
        }
    }

    /// Closes and opens what ends and begins before the byte `at`, where something of a block stands, or a block itself.
    fn mark(&mut self, is_block: bool, at: usize) {
        if self.marks.open.as_ref().is_some_and(|mark| is_block || at >= mark.at.end) {
            let mark = self.marks.open.take().expect("it was looked at just now");
            self.own(mark.after, "span");
        }
        while !is_block && self.marks.open.is_none() {
            let begins = self.marks.waiting.front().is_some_and(|mark| mark.at.start <= at);
            let Some(mark) = begins.then(|| self.marks.waiting.pop_front()).flatten() else { return };
            self.own(mark.before.clone(), "span");
            self.marks.open = Some(mark).filter(|mark| mark.at.end > at);
        }
    }
}

/// Whether a piece begins or ends a block: nothing of ours stands between blocks.
fn is_block(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Event(Event::Start(tag)) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Piece::Event(Event::End(tag)) => !super::tags::is_inline(*tag),
        Piece::Event(Event::Html(_) | Event::Rule) => true,
        Piece::Transclusion { .. } | Piece::AdmonitionStart(_) | Piece::AdmonitionEnd => true,
        _ => false,
    }
}

impl super::Surroundings<'_> {
    fn action(&self, entry: &Entry, action: &Action) -> Mark {
        let task = &entry.document.notes.tasks[action.task];
        let is_written = matches!(
            (action.state, task.state),
            (State::Open, _) | (State::Done, TaskState::Done) | (State::Dropped, TaskState::Dropped)
        );
        let after = if is_written { String::new() } else { self.state(action.state.word(), action.told_in) };
        Mark { at: task.at.clone(), before: sign("action", &action_anchor(action.number)), after }
    }

    fn decision(&self, entry: &Entry, decision: &Decision) -> Mark {
        let told = &entry.document.notes.decisions[decision.place];
        let after = match decision.replaced_by.first() {
            Some(newer) => self.state("replaced", Some(newer.entry)),
            None => String::new(),
        };
        Mark { at: told.at.clone(), before: sign("decision", &decision_anchor(decision.number)), after }
    }

    /// How far it is, as a link to the session that tells so.
    fn state(&self, state: &str, told_in: Option<EntryId>) -> String {
        let word = self.strings.say(&format!("states.{state}")).to_owned();
        let href = told_in.map(|id| self.site.community.entry(id).address.href(self.site.config.urls));
        let mut out = String::from(" ");
        match href {
            Some(href) => {
                out.push_str(&format!("<a class=\"state {state}\" href=\""));
                escape_html(&mut out, &format!("{}{href}", self.root)).expect("writing to a string cannot fail");
                out.push_str(&format!("\">{word}</a>"));
            }
            None => out.push_str(&format!("<span class=\"state {state}\">{word}</span>")),
        }
        out
    }
}

fn sign(what: &str, anchor: &str) -> String {
    format!("<span class=\"said {what}\" id=\"{anchor}\"></span>")
}
