//! What lines say, one after the other: tasks, decisions and remarks, by their marks, by where they stand, and by how
//! they begin.

use super::Notes;
use super::lines::Form;
use super::marks::Mark;
use super::outline::Outline;
use super::owners::Owners;
use super::remarks::about;
use super::sections::{self, Scope};
use super::settling::has_marks;
use super::tasks::{self, Told};
use super::words::{self, Column, Sense};
use super::{Name, Who, attendee, closing, due, people};
use crate::config::Idea;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;
use jiff::civil::Date;

/// Of what something belongs to no more letters are kept.
const MAX_TOPIC: usize = 200;

/// What lines say, one after the other.
pub(super) struct Said<'a, 'n> {
    pub(super) outline: &'a Outline<'a>,
    pub(super) owners: Owners<'a>,
    pub(super) session: Option<Date>,
    bases: Vec<Option<usize>>,
    /// For each scope whether its decisions are marked, so that what else stands there is none.
    pub(super) are_marked: Vec<bool>,
    /// Up to here lines are the details of a task.
    details: usize,
    /// The last line that holds a task.
    told: Option<usize>,
    /// The columns of the table that is open.
    pub(super) table: Option<Vec<Option<Column>>>,
    pub(super) notes: &'n mut Notes,
}

impl<'a, 'n> Said<'a, 'n> {
    pub(super) fn new(
        outline: &'a Outline<'a>,
        owners: Owners<'a>,
        session: Option<Date>,
        notes: &'n mut Notes,
    ) -> Self {
        let are_marked = outline.scopes.iter().map(|scope| has_marks(outline, owners, scope)).collect();
        Said { outline, owners, session, bases: bases(outline), are_marked, details: 0, told: None, table: None, notes }
    }

    pub(super) fn line(&mut self, place: usize) {
        let line = self.outline.lines[place];
        let scope = self.outline.scope(place).map(|scope| scope.idea);
        let is_title = matches!(line.form, Form::Heading(_)) || self.outline.is_title(place);
        if is_title || line.form == Form::Code {
            return;
        }
        if scope.is_some_and(people::is_about_people) {
            return self.among_people(place);
        }
        if matches!(line.form, Form::Head | Form::Row) {
            return self.row(place, scope);
        }
        self.table = None;
        let text = self.outline.text(place).trim();
        if self.closes(place, text) {
            return;
        }
        match self.owners.mark(text) {
            Some(mark) if !mark.rest.is_empty() && self.is_meant(mark.idea) => self.mark(place, text, mark),
            _ => self.plain(place, text, scope),
        }
    }

    /// A line in the list of people: only a mark says that it is something else, and `AI: Ana Ito` is somebody.
    fn among_people(&mut self, place: usize) {
        let text = self.outline.text(place).trim();
        let is_mark = |mark: &Mark<'_>| !mark.rest.is_empty() && matches!(mark.idea, Idea::Actions | Idea::Decisions);
        if let Some(mark) = self.owners.mark(text).filter(is_mark)
            && attendee::read(self.outline.all, text, self.owners.words).is_none()
        {
            self.mark(place, text, mark);
        }
    }

    /// Whether a mark of this idea says what its line is.
    fn is_meant(&self, idea: Idea) -> bool {
        matches!(idea, Idea::Actions | Idea::Decisions | Idea::Done) || about(idea).is_some()
    }

    fn mark(&mut self, place: usize, line: &'a str, mark: Mark<'a>) {
        let in_section = self.outline.scope(place).is_some();
        match mark.idea {
            Idea::Actions | Idea::Done => self.action(place, line, mark),
            Idea::Decisions if mark.is_proposal => {
                let decision =
                    self.carried(mark.rest).and_then(|text| self.owners.decision(line, text, self.topic(place), false));
                self.decide(place, decision);
            }
            Idea::Decisions => {
                let decision = self.owners.decision(
                    line,
                    mark.rest,
                    self.topic(place),
                    in_section && self.is_in(place, Idea::Decisions),
                );
                self.decide(place, decision);
            }
            idea => self.notes.remarks.extend(about(idea).and_then(|about| self.owners.remark(about, line, mark.rest))),
        }
    }

    pub(super) fn is_in(&self, place: usize, idea: Idea) -> bool {
        self.outline.scope(place).is_some_and(|scope| scope.idea == idea)
    }

    /// What was proposed, where consent is told behind it.
    fn carried(&self, text: &'a str) -> Option<&'a str> {
        let words = self.owners.words;
        let (at, _) = words.find(text, Sense::Consent).filter(|(at, _)| *at > 0)?;
        let proposed = text[..at].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let is_told = !words.has(text, Sense::Not) && !text.trim_end().ends_with('?');
        (is_told && !proposed.is_empty()).then_some(proposed)
    }

    /// What stands behind an action's mark: tasks, or what was settled.
    fn action(&mut self, place: usize, line: &'a str, mark: Mark<'a>) {
        let settled = self.owners.settled_at_once(mark.rest);
        if settled || self.owners.is_chosen(mark.rest) {
            let decision = self.owners.decision(line, mark.rest, self.topic(place), false);
            return self.decide(place, decision);
        }
        let ticked = mark.ticked.or(self.outline.lines[place].ticked);
        self.tasks(place, mark.rest, mark.names, ticked, Some(mark.idea));
        if let Some(sentence) = self.owners.settled(mark.rest) {
            let decision = self.owners.decision(sentence, sentence, self.topic(place), false);
            self.decide(place, decision);
        }
    }

    pub(super) fn tasks(
        &mut self,
        place: usize,
        text: &'a str,
        names: Vec<Name>,
        ticked: Option<bool>,
        mark: Option<Idea>,
    ) {
        let scope = self.outline.scope(place).map(|scope| scope.idea);
        let told = Told {
            text,
            names,
            ticked,
            is_done: mark == Some(Idea::Done),
            is_marked: mark.is_some(),
            is_review: scope == Some(Idea::Review),
            in_section: matches!(scope, Some(Idea::Actions | Idea::Review)),
            topic: self.topic(place),
            session: self.session,
        };
        let tasks = tasks::read(self.owners, &told);
        self.told = if tasks.is_empty() { self.told } else { Some(place) };
        self.notes.tasks.extend(tasks);
        if self.outline.lines[place].form == Form::Item {
            self.details = self.details.max(sections::sub_items(&self.outline.lines, place).end);
        }
    }

    fn topic(&self, place: usize) -> Option<Spanned<String>> {
        let topic = self.outline.topic(place)?;
        let text = self.outline.text(topic).trim();
        let end = text.char_indices().nth(MAX_TOPIC).map_or(text.len(), |(at, _)| at);
        let text = &text[..end];
        Some(Spanned { value: squeeze(text), at: self.owners.lines.in_file(text) })
    }

    /// A line without a mark at its front.
    fn plain(&mut self, place: usize, line: &'a str, scope: Option<Idea>) {
        match scope {
            Some(Idea::Actions | Idea::Review) => self.in_actions(place, line),
            Some(Idea::Decisions) if self.tells_of_last(line) => self.tell_of_last(line),
            Some(Idea::Decisions) if self.is_above_items(place) => {}
            Some(Idea::Decisions) if self.is_beside_marks(place) => self.anywhere(place, line),
            Some(Idea::Decisions) if self.is_own(place) && self.owners.mark(line).is_none() => {
                let decision = self.owners.decision(line, line, self.topic(place), true);
                self.decide(place, decision);
            }
            Some(idea) if about(idea).is_some() => {
                let is_own = self.is_own(place);
                self.notes
                    .remarks
                    .extend(about(idea).filter(|_| is_own).and_then(|about| self.owners.remark(about, line, line)));
            }
            _ => self.anywhere(place, line),
        }
    }

    /// Whether a line is one that its scope is made of: an item of the outer list, or a line where there is no list.
    fn is_own(&self, place: usize) -> bool {
        let line = self.outline.lines[place];
        let base = self.outline.scope_place(place).and_then(|scope| self.bases[scope]);
        match (line.form, base) {
            (Form::Item, Some(base)) => line.depth == base,
            (_, Some(base)) => line.depth < base && !line_is_intro(self.outline.text(place)),
            (_, None) => !line_is_intro(self.outline.text(place)),
        }
    }

    fn in_actions(&mut self, place: usize, line: &'a str) {
        let above = self
            .outline
            .parent(place)
            .filter(|above| self.is_own(*above) && self.outline.is_below_scope(*above, place));
        let heirs =
            above.filter(|_| self.outline.lines[place].form == Form::Item).map(|above| self.names_of_title(above));
        if let Some(names) = heirs.filter(|names| !names.is_empty()) {
            return self.tasks(place, line, names, self.outline.lines[place].ticked, None);
        }
        let is_heading_of = self.outline.lines[place].form == Form::Item
            && !self.names_of_title(place).is_empty()
            && self.has_items(place);
        if place < self.details || !self.is_own(place) || is_heading_of {
            return;
        }
        let is_text = self.outline.lines[place].form != Form::Item;
        let has_list = self.outline.scope_place(place).is_some_and(|scope| self.bases[scope].is_some());
        let is_weak = self.outline.scope(place).is_some_and(|scope| scope.is_weak);
        if is_text && (has_list || is_weak) && self.owners.leading(line).is_none() {
            return;
        }
        if self.owners.settled_at_once(line) {
            let decision = self.owners.decision(line, line, self.topic(place), false);
            return self.decide(place, decision);
        }
        self.tasks(place, line, Vec::new(), self.outline.lines[place].ticked, None);
    }

    /// `Ana:` above her actions.
    fn names_of_title(&self, place: usize) -> Vec<Name> {
        let text = self.outline.text(place).trim();
        let names = self.owners.only_names(text).unwrap_or_default();
        let is_known = names.iter().all(|name| matches!(name.who, Who::Attendee(_) | Who::Handle));
        if is_known || text.ends_with(':') { names } else { Vec::new() }
    }

    /// Whether a line only says how far the task right above it is: `**DONE:** there is no clash`.
    fn closes(&mut self, place: usize, text: &'a str) -> bool {
        let lines = &self.outline.lines;
        let is_below =
            |told: usize| told + 1 == place && lines[told].depth > 0 && lines[told].depth == lines[place].depth;
        if lines[place].form != Form::Text || !self.told.is_some_and(is_below) {
            return false;
        }
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let found = self.owners.words.at(text, closing::state_of);
        let is_word = |rest: &str| rest.chars().next().is_none_or(|c| matches!(c, ':' | '.' | ',' | '!' | '*'));
        let Some((state, length)) = found.filter(|(_, length)| is_word(&text[*length..])) else { return false };
        let Some(task) = self.notes.tasks.last_mut() else { return false };
        task.state = state;
        let outcome = words::trim(&text[length..]);
        if !outcome.is_empty() {
            task.outcome = Some(Spanned { value: squeeze(outcome), at: self.owners.lines.in_file(outcome) });
        }
        true
    }

    fn has_items(&self, place: usize) -> bool {
        self.outline.lines.get(place + 1).is_some_and(|next| next.depth > self.outline.lines[place].depth)
    }

    /// A line that stands in no section: a task item, a mark in mid-line, a sentence that settles something, thanks.
    fn anywhere(&mut self, place: usize, line: &'a str) {
        let ticked = self.outline.lines[place].ticked;
        if ticked.is_some() && self.is_task(line) {
            return self.tasks(place, line, Vec::new(), ticked, None);
        }
        if let Some(mark) =
            self.owners.inner_mark(line).filter(|mark| matches!(mark.idea, Idea::Actions | Idea::Decisions))
        {
            return self.mark(place, mark.whole, mark);
        }
        if let Some(sentence) = self.owners.settled(line).filter(|_| ticked.is_none()) {
            let decision = self.owners.decision(sentence, sentence, self.topic(place), false);
            return self.decide(place, decision);
        }
        self.notes.remarks.extend(self.owners.thanks(line));
    }

    /// A task item is one if it names somebody, or a day; all others are checklists.
    fn is_task(&self, line: &'a str) -> bool {
        let is_somebody = |name: &Name| matches!(name.who, Who::Attendee(_) | Who::Handle);
        let leading = self.owners.leading(line).is_some_and(|leading| leading.names.iter().all(is_somebody));
        let has_day = || due::find(line, self.owners.words, self.session).is_some();
        leading || self.owners.later(line).iter().any(is_somebody) || has_day()
    }
}

/// "Here is what we do:"
fn line_is_intro(text: &str) -> bool {
    text.trim_end().ends_with(':')
}

/// For each scope how deep its own items are.
fn bases(outline: &Outline<'_>) -> Vec<Option<usize>> {
    let base = |scope: &Scope| {
        let items = outline.lines[scope.lines.clone()].iter().filter(|line| line.form == Form::Item);
        items.map(|line| line.depth).min()
    };
    outline.scopes.iter().map(base).collect()
}
