//! Who was there, who was not, and who did what in the session.
//!
//! 1. Sections and labels of that sense are gone through: items, lines, one line with several names, tables, and tables
//!    in code.
//! 2. Each person is kept once: the handle tells, else the name.
//! 3. Parts that are told elsewhere (`Scribe: Ana`) are given to those whom the name means; who is not in the list came
//!    too.
//!
//! Groups, mailing lists and teams are nobody; an e-mail address is never kept.

use super::attendee::{self, add_part, part};
use super::lines::{Form, Line};
use super::listing::Names;
use super::outline::Outline;
use super::who::{Known, key};
use super::words::{Column, Sense, Vocabulary};
use super::{Attendee, Part, Presence, Who};
use crate::config::Idea;
use crate::document::markdown::squeeze;
use std::collections::HashMap;

/// What people are listed as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Listed {
    pub presence: Presence,
    pub part: Option<Part>,
}

fn listed(idea: Idea) -> Option<Listed> {
    match idea {
        Idea::Attendance => Some(Listed { presence: Presence::Came, part: None }),
        Idea::Regrets => Some(Listed { presence: Presence::Away, part: None }),
        idea => part(idea).map(|part| Listed { presence: Presence::Came, part: Some(part) }),
    }
}

/// Whether lines below such a title are about who came.
pub(super) fn is_about_people(idea: Idea) -> bool {
    listed(idea).is_some()
}

/// What is needed to read who came.
pub(super) struct List<'a> {
    pub outline: &'a Outline<'a>,
    pub words: &'a Vocabulary<'a>,
}

/// The people of a sequence of lines, in order.
pub(super) fn read(outline: &Outline<'_>, words: &Vocabulary<'_>) -> Vec<Attendee> {
    let list = List { outline, words };
    let mut found = Found::default();
    let mut told: Vec<(Attendee, Listed)> = Vec::new();
    let front = list.front();
    let lines = Names::of(&list);
    let mut table = None;
    for (place, line) in outline.lines.iter().enumerate() {
        let section = outline.scope(place).and_then(|scope| listed(scope.idea));
        if matches!(line.form, Form::Row | Form::Head | Form::Code) {
            found.extend(list.row(line, section, &mut table), section.unwrap_or(CAME));
            continue;
        }
        table = None;
        let label = list.label(place).filter(|_| section.is_some() || (place < front && line.depth <= 1));
        match (label, section) {
            (Some((names, listed)), _) => {
                told.extend(list.several(names, listed.part.is_some()).into_iter().map(|person| (person, listed)))
            }
            (None, Some(section)) => found.extend(lines.of_line(place), lines.presence(place, section)),
            _ => {}
        }
    }
    found.tell(told);
    found.people
}

const CAME: Listed = Listed { presence: Presence::Came, part: None };

impl<'a> List<'a> {
    /// Where the front of the notes ends, in which a line such as `Chair: Ana` tells who led them: at the second heading that
    /// is not about people.
    fn front(&self) -> usize {
        let lines = &self.outline.lines;
        let is_people = |place: usize| {
            let below = self.outline.scopes.binary_search_by_key(&Some(place), |scope| scope.title);
            below.is_ok_and(|scope| is_about_people(self.outline.scopes[scope].idea))
        };
        // A day, or who leads, may be a heading right below the title.
        let n_titles = lines.iter().take_while(|line| matches!(line.form, Form::Heading(_))).count();
        let is_first = |place: usize| place == 0 || place >= n_titles;
        let is_other = |place: &usize| {
            let is_deep = matches!(lines[*place].form, Form::Heading(level) if level > 1);
            is_deep && is_first(*place) && !is_people(*place)
        };
        (0..lines.len()).filter(is_other).nth(1).unwrap_or(lines.len())
    }

    /// `Present: A, B`, `Scribe: Ana`: the names and what they are listed as.
    fn label(&self, place: usize) -> Option<(&'a str, Listed)> {
        let text = self.outline.text(place).trim_start_matches(|c: char| !c.is_alphanumeric());
        let (listed, length) = self.words.at(text, |sense| match sense {
            Sense::Idea(idea) | Sense::Mark(idea) | Sense::Heading(idea) => listed(idea),
            _ => None,
        })?;
        let rest = text[length..].trim_start_matches(['*', '_', ' ', '(', ')', 's']);
        let names = rest.strip_prefix([':', '-', '–', '—'])?.trim_start_matches(['*', '_', ' ', ':', '-']);
        (!names.trim().is_empty()).then_some((names, listed))
    }

    /// The names of one line.
    fn several(&self, names: &str, is_part: bool) -> Vec<Attendee> {
        let parts = split(names, self.words);
        // Behind the name of a speaker may stand where they work.
        let is_whole = |place: usize, person: &Attendee| {
            place == 0 || !is_part || person.handle.is_some() || person.name.contains(' ')
        };
        parts
            .iter()
            .enumerate()
            .filter_map(|(place, part)| self.one(part).filter(|person| is_whole(place, person)))
            .collect()
    }

    pub(super) fn one(&self, text: &str) -> Option<Attendee> {
        attendee::read(self.outline.all, text, self.words)
    }

    /// A row of a table of people.
    fn row(&self, line: &Line, section: Option<Listed>, table: &mut Option<Vec<Option<Column>>>) -> Vec<Attendee> {
        let text = self.outline.all.text_of(line);
        let cells: Vec<&str> = match line.form {
            Form::Code if text.trim_start().starts_with('|') => {
                text.trim().trim_matches('|').split('|').map(str::trim).collect()
            }
            Form::Code => return section.and_then(|_| self.one(text)).into_iter().collect(),
            _ => self.outline.all.cells_of(line).collect(),
        };
        let is_rule = cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ')));
        if line.form == Form::Head || (line.form == Form::Code && table.is_none()) {
            let columns = self.columns(&cells);
            let is_people = section.is_some() || is_table_of_people(&columns);
            *table = is_people.then_some(columns);
            return Vec::new();
        }
        match table {
            Some(columns) if !is_rule => self.of_cells(&cells, columns).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn columns(&self, cells: &[&str]) -> Vec<Option<Column>> {
        let column = |cell: &&str| {
            self.words.at(cell, column_of).filter(|(_, length)| *length == cell.len()).map(|(column, _)| column)
        };
        let mut columns: Vec<Option<Column>> = cells.iter().map(column).collect();
        if !columns.contains(&Some(Column::Name))
            && let Some(first) = columns.first_mut()
        {
            *first = Some(Column::Name);
        }
        columns
    }

    fn of_cells(&self, cells: &[&str], columns: &[Option<Column>]) -> Option<Attendee> {
        let cell = |wanted: Column| {
            let place = columns.iter().position(|column| *column == Some(wanted))?;
            cells.get(place).copied().filter(|cell| !cell.is_empty())
        };
        let mut person = self.one(cell(Column::Name)?)?;
        let handle =
            cell(Column::Handle).map(|cell| cell.trim_start_matches('@')).filter(|cell| !cell.contains(['@', ' ']));
        person.handle = person.handle.or(handle.map(str::to_owned));
        person.initials = person.initials.or(cell(Column::Initials).map(str::to_owned));
        person.organisation = cell(Column::Organisation).map(squeeze).or(person.organisation);
        let part = cell(Column::Role).and_then(|cell| self.words.at(cell, attendee::part_of));
        part.into_iter().for_each(|(part, _)| add_part(&mut person, part));
        Some(person)
    }
}

pub(super) fn column_of(sense: Sense) -> Option<Column> {
    match sense {
        Sense::Column(column) if is_of_people(column) => Some(column),
        _ => None,
    }
}

fn is_of_people(column: Column) -> bool {
    !matches!(column, Column::Who | Column::What | Column::When | Column::State | Column::Topic)
}

/// A table is one of people also outside of such a section, if it has names and what they are called for short.
fn is_table_of_people(columns: &[Option<Column>]) -> bool {
    let has = |wanted: &[Column]| wanted.iter().any(|column| columns.contains(&Some(*column)));
    columns.len() > 1 && has(&[Column::Initials, Column::Handle]) && has(&[Column::Name]) && columns[0].is_some()
}

/// Parts of a line between commas, semicolons and "and", but not inside of brackets.
pub(super) fn split<'t>(text: &'t str, words: &Vocabulary<'_>) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' | '&' | '+' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ if depth == 0 && before == ' ' && at > start && c.is_lowercase() => {
                if let Some(length) = words.starts(&text[at..], Sense::And) {
                    parts.push(&text[start..at]);
                    start = at + length;
                }
            }
            _ => {}
        }
        before = c;
    }
    parts.push(&text[start.min(text.len())..]);
    parts.retain(|part| part.contains(char::is_alphanumeric));
    parts
}

/// People, each once.
#[derive(Default)]
struct Found {
    people: Vec<Attendee>,
    handles: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

impl Found {
    fn extend(&mut self, people: Vec<Attendee>, listed: Listed) {
        for person in people {
            self.add(person, listed);
        }
    }

    fn add(&mut self, mut person: Attendee, listed: Listed) -> usize {
        if listed.presence == Presence::Away {
            person.presence = Presence::Away;
        }
        listed.part.into_iter().for_each(|part| add_part(&mut person, part));
        let name = key(&person.name);
        let same_name = self.names.get(&name).copied().filter(|place| {
            let known = &self.people[*place].handle;
            known.is_none() || person.handle.is_none() || *known == person.handle
        });
        let handle = person.handle.as_ref().map(|handle| handle.to_lowercase());
        let same = handle.as_ref().and_then(|handle| self.handles.get(handle).copied()).or(same_name);
        let place = same.unwrap_or(self.people.len());
        handle.into_iter().for_each(|handle| {
            self.handles.entry(handle).or_insert(place);
        });
        self.names.entry(name).or_insert(place);
        match same {
            Some(place) => merge(&mut self.people[place], person),
            None => self.people.push(person),
        }
        place
    }

    /// Gives parts that are told in lines of their own to whom they mean.
    fn tell(&mut self, told: Vec<(Attendee, Listed)>) {
        let (parts, others): (Vec<_>, Vec<_>) = told.into_iter().partition(|(_, listed)| listed.part.is_some());
        for (person, listed) in others {
            self.add(person, listed);
        }
        let known = if parts.is_empty() { Known::default() } else { Known::of(&self.people) };
        for (person, listed) in parts {
            let by_handle = person.handle.as_ref().map(|handle| known.handle(handle));
            match by_handle.filter(|who| *who != Who::Handle).or_else(|| known.name(&person.name)) {
                Some(Who::Attendee(place)) => {
                    listed.part.into_iter().for_each(|part| add_part(&mut self.people[place], part))
                }
                _ => drop(self.add(person, listed)),
            }
        }
        self.people.sort_by_key(|person| person.at.start);
    }
}

fn merge(person: &mut Attendee, other: Attendee) {
    person.handle = person.handle.take().or(other.handle);
    person.initials = person.initials.take().or(other.initials);
    person.organisation = person.organisation.take().or(other.organisation);
    other.parts.into_iter().for_each(|part| add_part(person, part));
}
