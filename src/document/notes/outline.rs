//! Lines in their order, and where each of them stands: in which scope, below which item, under which topic.

use super::lines::{Form, Line, Lines};
use super::sections::{Scope, has_link, scopes};
use super::words::Vocabulary;
use crate::config::Idea;

/// A sequence of lines, and where each of them stands.
pub(super) struct Outline<'a> {
    pub all: &'a Lines,
    pub lines: Vec<&'a Line>,
    pub scopes: Vec<Scope>,
    /// For each line the innermost scope that it is in.
    scope_of: Vec<Option<usize>>,
    /// For each line whether it is the title of a scope.
    is_title: Vec<bool>,
    /// For each line the item that it is below.
    parent: Vec<Option<usize>>,
    /// For each line the heading, or the item with a link, that says what is talked about.
    topic: Vec<Option<usize>>,
}

impl<'a> Outline<'a> {
    /// The outline of lines that stand in a scope of the lines around them, if there is one.
    pub(super) fn of(all: &'a Lines, words: &Vocabulary<'_>, around: Option<&Scope>) -> Outline<'a> {
        let lines: Vec<&Line> = all.lines.iter().collect();
        let own = scopes(all, &lines, words);
        let n = lines.iter().take_while(|line| !matches!(line.form, Form::Heading(_))).count();
        let scopes: Vec<Scope> =
            around.map(|scope| Scope { title: None, lines: 0..n, ..scope.clone() }).into_iter().chain(own).collect();
        let mut scope_of = vec![None; lines.len()];
        let mut is_title = vec![false; lines.len()];
        for (place, scope) in scopes.iter().enumerate() {
            scope_of[scope.lines.clone()].fill(Some(place));
            scope.title.into_iter().for_each(|title| is_title[title] = true);
        }
        let parent = parents(&lines);
        let is_said = |place: usize| {
            let scope: Option<usize> = scope_of[place];
            scope.is_some_and(|scope| matches!(scopes[scope].idea, Idea::Actions | Idea::Review | Idea::Decisions))
        };
        let is_no_topic: Vec<bool> = (0..lines.len()).map(|place| is_title[place] || is_said(place)).collect();
        let topic = topics(all, &lines, &is_no_topic, &parent);
        Outline { all, lines, scopes, scope_of, is_title, parent, topic }
    }

    /// The innermost scope of a heading that a byte of the file is in.
    pub(super) fn around(&self, at: usize) -> Option<&Scope> {
        let n = self.lines.partition_point(|line| line.at.start < at);
        let is_around = |scope: &&Scope| {
            let title = scope.title.filter(|title| matches!(self.lines[*title].form, Form::Heading(_)));
            title.is_some_and(|title| title < n) && scope.lines.end >= n
        };
        self.scopes.iter().rev().find(is_around)
    }

    pub(super) fn scope(&self, place: usize) -> Option<&Scope> {
        self.scope_of[place].map(|scope| &self.scopes[scope])
    }

    /// The place of the scope of a line.
    pub(super) fn scope_place(&self, place: usize) -> Option<usize> {
        self.scope_of[place]
    }

    /// Whether two lines are in the same scope.
    pub(super) fn is_below_scope(&self, above: usize, place: usize) -> bool {
        self.scope_of[above] == self.scope_of[place]
    }

    pub(super) fn is_title(&self, place: usize) -> bool {
        self.is_title[place]
    }

    pub(super) fn parent(&self, place: usize) -> Option<usize> {
        self.parent[place]
    }

    pub(super) fn topic(&self, place: usize) -> Option<usize> {
        self.topic[place]
    }

    pub(super) fn text(&self, place: usize) -> &'a str {
        self.all.text_of(self.lines[place])
    }
}

/// For each line the item above it that it belongs to.
fn parents(lines: &[&Line]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let parent = |(place, line): (usize, &&Line)| {
        let is_item = line.form == Form::Item;
        while open
            .last()
            .is_some_and(|last| lines[*last].depth > line.depth || (is_item && lines[*last].depth == line.depth))
        {
            open.pop();
        }
        if line.depth == 0 {
            open.clear();
        }
        let parent = open.last().copied();
        if is_item {
            open.push(place);
        }
        parent
    };
    lines.iter().enumerate().map(parent).collect()
}

/// What each line is about: the outermost item above it, the item with a link that paragraphs follow, or the heading.
fn topics(all: &Lines, lines: &[&Line], is_no_topic: &[bool], parent: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut item: Option<usize> = None;
    let mut topics: Vec<Option<usize>> = vec![None; lines.len()];
    let mut roots: Vec<Option<usize>> = vec![None; lines.len()];
    for (place, line) in lines.iter().enumerate() {
        let heading = |headings: &[(u8, usize)]| {
            headings.iter().rev().map(|(_, place)| *place).find(|place| !is_no_topic[*place] && *place > 0)
        };
        if let Form::Heading(level) = line.form {
            while headings.last().is_some_and(|(last, _)| *last >= level) {
                headings.pop();
            }
            headings.push((level, place));
            item = None;
        }
        roots[place] = parent[place].and_then(|above| roots[above].or((!is_no_topic[above]).then_some(above)));
        if line.form == Form::Item && line.depth == 1 {
            item = (has_link(all, line) && !is_no_topic[place]).then_some(place);
        }
        let below_item = item.filter(|item| *item != place && line.depth == 0);
        topics[place] = roots[place].or(below_item).or_else(|| heading(&headings));
    }
    topics
}
