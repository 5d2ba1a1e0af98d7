//! Rows of a table that says who does what, and by when.
//!
//! 1. The first row tells what the columns hold; a table without one for what is to be done is none.
//! 2. Each other row is a task, whose owner, day and state stand in cells of their own.

use super::lines::Form;
use super::said::Said;
use super::words::{Column, Sense, trim};
use super::{TaskState, closing, due, people};
use crate::config::Idea;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;

impl<'a> Said<'a, '_> {
    /// A row of a table with columns for who and what.
    pub(super) fn row(&mut self, place: usize, scope: Option<Idea>) {
        let line = self.outline.lines[place];
        let cells: Vec<&'a str> = self.outline.all.cells_of(line).collect();
        if line.form == Form::Head {
            let columns: Vec<Option<Column>> = cells.iter().map(|cell| self.column(cell)).collect();
            let has = |column| columns.contains(&Some(column));
            let is_wanted = matches!(scope, Some(Idea::Actions | Idea::Review)) && has(Column::What);
            // The table of an agenda also says who led a topic, and how far it came.
            let is_agenda = has(Column::Topic);
            self.table = (is_wanted || (has(Column::Who) && has(Column::What) && !is_agenda)).then_some(columns);
            return;
        }
        let Some(columns) = &self.table else { return };
        let cell = |wanted| {
            let place = columns.iter().position(|column| *column == Some(wanted))?;
            cells.get(place).copied().filter(|cell| !cell.is_empty())
        };
        let (what, who, when, state) = (cell(Column::What), cell(Column::Who), cell(Column::When), cell(Column::State));
        let Some(what) = what else { return };
        // The table of an agenda also says who does what, and at what hour.
        let is_in_place = matches!(scope, Some(Idea::Actions | Idea::Review));
        let has_day = when.is_some_and(|when| due::day(when, self.owners.words, self.session).is_some());
        if !is_in_place && state.is_none() && !has_day {
            return;
        }
        let names = who.map(|who| self.owners.in_mark(who)).unwrap_or_default();
        let n = self.notes.tasks.len();
        self.tasks(place, what, names, None, Some(Idea::Actions));
        self.finish_row(n, when, state);
    }

    fn finish_row(&mut self, n: usize, when: Option<&'a str>, state: Option<&'a str>) {
        let due = when.and_then(|when| Some((when, due::day(when, self.owners.words, self.session)?.0?)));
        let state = state.map(|state| self.state_of(state));
        let lines = self.owners.lines;
        for task in &mut self.notes.tasks[n..] {
            if let Some((written, value)) = due {
                task.due = Some(Spanned { value, at: lines.in_file(written) });
            }
            if let Some((written, Some((state, length)))) = state {
                task.state = state;
                let outcome = trim(&written[length..]);
                task.outcome =
                    (!outcome.is_empty()).then(|| Spanned { value: squeeze(outcome), at: lines.in_file(outcome) });
            }
        }
    }

    /// How far a row is, by a word or a tick.
    fn state_of(&self, cell: &'a str) -> (&'a str, Option<(TaskState, usize)>) {
        let words = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_ticked = cell.contains(closing::TICKS) || matches!(cell, "x" | "X");
        let ticked = || is_ticked.then_some((TaskState::Done, 0));
        (words, self.owners.words.at(words, closing::state_of).or_else(ticked))
    }

    fn column(&self, cell: &str) -> Option<Column> {
        let found = self.owners.words.at(cell, |sense| match sense {
            Sense::Column(column) if people::column_of(sense).is_none() => Some(column),
            _ => None,
        });
        found.filter(|(_, length)| trim(&cell[*length..]).is_empty()).map(|(column, _)| column)
    }
}
