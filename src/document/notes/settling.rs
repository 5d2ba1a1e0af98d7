//! Decisions where they stand: what belongs to one from the lines around it.

use super::Decision;
use super::lines::Form;
use super::outline::Outline;
use super::owners::Owners;
use super::said::Said;
use super::sections::{Scope, sub_items};
use super::words::Sense;
use crate::config::Idea;
use crate::document::markdown::squeeze;

/// So many items below a decision are told with it.
const MAX_ITEMS: usize = 12;

impl<'a> Said<'a, '_> {
    /// Whether a line is only a text beside decisions that are marked.
    pub(super) fn is_beside_marks(&self, place: usize) -> bool {
        self.outline.lines[place].form != Form::Item
            && self.outline.scope_place(place).is_some_and(|scope| self.are_marked[scope])
    }

    /// Whether a line begins by saying what the decision above replaces, or what replaced it.
    pub(super) fn tells_of_last(&self, line: &str) -> bool {
        !self.notes.decisions.is_empty() && self.owners.tells_of_another(line)
    }

    pub(super) fn tell_of_last(&mut self, line: &str) {
        let Some(last) = self.notes.decisions.last_mut() else { return };
        let (replaces, replaced_by) = (Sense::Replaces, Sense::ReplacedBy);
        last.replaces.extend(self.owners.links_after(line, replaces));
        last.replaced_by.extend(self.owners.links_after(line, replaced_by));
    }

    /// Adds a decision, with what the paragraph or box right below it says of others.
    pub(super) fn decide(&mut self, place: usize, decision: Option<Decision>) {
        let Some(mut decision) = decision else { return };
        let in_section = self.is_in(place, Idea::Decisions);
        if decision.words.value.ends_with(':') {
            let items: Vec<String> = self.items_below(place).into_iter().map(squeeze).collect();
            let joined = [decision.words.value.as_str(), &items.join("; ")].join(" ");
            decision.words.value = joined.trim_end().to_owned();
        }
        if let Some(below) = self.outline.lines.get(place + 1).filter(|below| below.form == Form::Text && !in_section) {
            let text = self.outline.all.text_of(below);
            if self.owners.tells_of_another(text) {
                decision.replaces.extend(self.owners.links_after(text, Sense::Replaces));
                decision.replaced_by.extend(self.owners.links_after(text, Sense::ReplacedBy));
            }
        }
        self.notes.decisions.push(decision);
    }

    /// Whether a line of a section only leads to the items that are its decisions.
    pub(super) fn is_above_items(&self, place: usize) -> bool {
        let is_intro = self.outline.text(place).trim_end().ends_with(':');
        is_intro && self.outline.lines[place].form == Form::Text && !self.items_below(place).is_empty()
    }

    /// The items of the list right below a line.
    fn items_below(&self, place: usize) -> Vec<&'a str> {
        let lines = &self.outline.lines;
        let depth = lines[place].depth;
        let below = match lines[place].form {
            Form::Item => sub_items(lines, place),
            _ => place + 1..place + 1 + lines[place + 1..].iter().take_while(|line| line.depth > depth).count(),
        };
        let items = below.filter(|line| lines[*line].form == Form::Item && lines[*line].depth == depth + 1);
        items.take(MAX_ITEMS).map(|line| self.outline.text(line).trim()).collect()
    }
}

/// Whether in a scope of decisions some stand behind a mark.
pub(super) fn has_marks<'a>(outline: &'a Outline<'a>, owners: Owners<'a>, scope: &Scope) -> bool {
    let is_mark = |place: usize| {
        owners
            .mark(outline.text(place).trim())
            .is_some_and(|mark| mark.idea == Idea::Decisions && !mark.rest.is_empty())
    };
    scope.idea == Idea::Decisions && scope.lines.clone().any(is_mark)
}
