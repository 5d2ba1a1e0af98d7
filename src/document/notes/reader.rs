//! From lines to what they say.
//!
//! What stands outside of all parts for a narrower audience is read first, as if they were not there; then each such part,
//! which may know the people outside, and whose lines stand below the titles above it.

use super::lines::{AllLines, Lines};
use super::outline::Outline;
use super::owners::Owners;
use super::remarks::about;
use super::said::Said;
use super::sections::Scope;
use super::who::Known;
use super::words::Vocabulary;
use super::{About, Attendee, Name, Notes, Section, Who, people, topics};
use crate::config::Idea;
use jiff::civil::Date;
use std::sync::Arc;

/// Reads the notes of a session that took place on a day.
pub(crate) fn read(mut all: AllLines, words: &Vocabulary<'_>, session: Option<Date>) -> Notes {
    join(&mut all.outside, words);
    let mut notes = Notes::default();
    let outline = Outline::of(&all.outside, words, None);
    let known = sequence(&outline, words, session, None, &mut notes);
    let n_outside = notes.people.len();
    for (start, lines) in &mut all.inside {
        join(lines, words);
        let inside = Outline::of(lines, words, outline.around(*start));
        let mut part = Notes::default();
        sequence(&inside, words, session, Some((&known, n_outside)), &mut part);
        add(&mut notes, part, n_outside);
    }
    in_order(notes)
}

/// Lines that begin with a mark, a speaker's name, or somebody who does something are no rest of the line before.
fn join(lines: &mut Lines, words: &Vocabulary<'_>) {
    let known = Known::default();
    let still = Lines::default();
    lines.join(|text| Owners { lines: &still, words, known: &known }.begins(text));
}

impl<'a> Owners<'a> {
    /// Whether a line that only a break parts from the one before begins something of its own.
    fn begins(&self, text: &'a str) -> bool {
        self.mark(text).is_some() || self.has_speaker(text)
    }
}

/// Adds what a part says. Its names mean those outside, or its own, who come behind all that there are.
fn add(notes: &mut Notes, mut part: Notes, n_outside: usize) {
    let shift = notes.people.len() - n_outside;
    names(&mut part).for_each(|name| {
        if let Who::Attendee(place) = &mut name.who
            && *place >= n_outside
        {
            *place += shift;
        }
    });
    notes.people.append(&mut part.people);
    notes.tasks.append(&mut part.tasks);
    notes.decisions.append(&mut part.decisions);
    notes.remarks.append(&mut part.remarks);
    notes.sections.append(&mut part.sections);
    notes.topics.append(&mut part.topics);
}

fn names(notes: &mut Notes) -> impl Iterator<Item = &mut Name> {
    let owners = notes.tasks.iter_mut().flat_map(|task| &mut task.owners);
    owners.chain(notes.remarks.iter_mut().flat_map(|remark| &mut remark.people))
}

/// Each list in the order of the file.
fn in_order(mut notes: Notes) -> Notes {
    let mut order: Vec<usize> = (0..notes.people.len()).collect();
    order.sort_by_key(|place| notes.people[*place].at.start);
    let mut place_of = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| place_of[*old] = new);
    names(&mut notes).for_each(|name| {
        if let Who::Attendee(place) = &mut name.who {
            *place = place_of[*place];
        }
    });
    notes.people.sort_by_key(|person| person.at.start);
    notes.tasks.sort_by_key(|task| task.at.start);
    notes.decisions.sort_by_key(|decision| decision.at.start);
    notes.remarks.sort_by_key(|remark| remark.at.start);
    notes.sections.sort_by_key(|section| section.at.start);
    notes.topics.sort_by_key(|topic| topic.words.at.start);
    notes
}

/// Reads lines that follow each other, which may know those `around`, so many; gives whom they know.
fn sequence(
    outline: &Outline<'_>,
    words: &Vocabulary<'_>,
    session: Option<Date>,
    around: Option<(&Arc<Known>, usize)>,
    notes: &mut Notes,
) -> Arc<Known> {
    let people = people::read(outline, words);
    let is_new = |person: &Attendee| !around.is_some_and(|(known, _)| known.has(person));
    notes.people = people.into_iter().filter(is_new).collect();
    let n_before = around.map_or(0, |(_, n)| n);
    let known = Arc::new(Known::more(around.map(|(known, _)| known.clone()), &notes.people, n_before));
    let owners = Owners { lines: outline.all, words, known: &known };
    let mut said = Said::new(outline, owners, session, notes);
    (0..outline.lines.len()).for_each(|place| said.line(place));
    notes.topics = topics::read(outline, &known);
    notes.sections.extend(outline.scopes.iter().filter_map(|scope| section(outline, scope)));
    known
}

fn section(outline: &Outline<'_>, scope: &Scope) -> Option<Section> {
    let title = outline.lines[scope.title?];
    let last = outline.lines[scope.lines.clone()].last();
    let content = title.at.end..last.map_or(title.at.end, |line| line.at.end.max(title.at.end));
    Some(Section { about: about_of(scope.idea)?, at: title.at.clone(), content })
}

fn about_of(idea: Idea) -> Option<About> {
    match idea {
        Idea::Actions => Some(About::Actions),
        Idea::Review => Some(About::Review),
        Idea::Decisions => Some(About::Decisions),
        idea if people::is_about_people(idea) => Some(About::Attendance),
        idea => about(idea),
    }
}
