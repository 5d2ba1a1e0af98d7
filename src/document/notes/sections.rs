//! What lines stand below: a heading, a label, or an item that is only a title.
//!
//! A heading holds everything up to the next one of its level. A label (`**Actions**`, `Actions:`) holds the rest of its
//! paragraph, or else the list, table or paragraphs right after it. An item that is only a title holds its sub-items.

use super::due;
use super::lines::{Break, Form, Line, Lines, Style};
use super::owners::is_initials;
use super::qualified;
use super::words::{Sense, Vocabulary, trim};
use crate::config::Idea;
use std::ops::Range;

/// Lines that stand below a title.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub idea: Idea,
    /// The line of the title, by its place in the sequence; none where the title stands around it.
    pub title: Option<usize>,
    /// The lines below it.
    pub lines: Range<usize>,
    /// Whether its title may mean something else, so that only items, and what names somebody, are what it says.
    pub is_weak: bool,
}

/// A title has no more letters.
const MAX_TITLE: usize = 80;

/// The scopes of a sequence, outer ones first.
pub(super) fn scopes(all: &Lines, lines: &[&Line], words: &Vocabulary<'_>) -> Vec<Scope> {
    let ends = heading_ends(lines);
    let mut found: Vec<Scope> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let scope = match line.form {
            Form::Heading(_) => below_heading(all, lines, words, place, ends[place]),
            Form::Row | Form::Head | Form::Code => None,
            _ => below_label(all, lines, words, place),
        };
        found.extend(scope);
    }
    found
}

/// For each heading the place of the next one of its level, or of a higher one.
fn heading_ends(lines: &[&Line]) -> Vec<usize> {
    let mut ends = vec![lines.len(); lines.len()];
    let mut next: [usize; 7] = [lines.len(); 7];
    for (place, line) in lines.iter().enumerate().rev() {
        if let Form::Heading(level) = line.form {
            let level = usize::from(level.clamp(1, 6));
            ends[place] = next[level];
            next[level..].fill(place);
        }
    }
    ends
}

fn below_heading(all: &Lines, lines: &[&Line], words: &Vocabulary<'_>, place: usize, end: usize) -> Option<Scope> {
    let text = all.text_of(lines[place]);
    let idea = heading_idea(text, words)?;
    let is_weak = words.starts(title(text), Sense::Weak(idea)).is_some();
    // A line across the page ends what stands above it; right below the heading it is only drawn there.
    let is_parted = |line: &&Line| line.is_behind_rule && !matches!(line.form, Form::Heading(_));
    let rule = lines[place + 1..end].iter().skip(1).position(is_parted);
    let end = rule.map_or(end, |n| place + 2 + n);
    let scope = Scope { idea, title: Some(place), lines: place + 1..end, is_weak };
    let is_task = matches!(idea, Idea::Actions | Idea::Review);
    (!is_task || !is_agenda(all, &lines[scope.lines.clone()])).then_some(scope)
}

/// What a heading says is below it.
fn heading_idea(text: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    let text = title(text);
    if text.is_empty() || text.len() > MAX_TITLE {
        return None;
    }
    if let Some((idea, length)) = words.at(text, of_heading) {
        let rest = text[length..].trim_start();
        if rest.is_empty() || rest.starts_with('(') {
            return Some(idea);
        }
        let is_weak = words.starts(text, Sense::Weak(idea)).is_some();
        if idea == Idea::Actions && !is_weak && rest.starts_with(char::is_alphabetic) {
            return suffix(rest, words);
        }
    }
    in_parts(text, words).or_else(|| qualified::idea(text, words))
}

/// What all parts of a title say: `Conclusion/Resolution` is one, `Decisions & actions` is not.
fn in_parts(text: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    let mut parts = text.split(['/', '&', ',']).flat_map(|part| part.split(" and ")).map(|part| whole(part, words));
    let first = parts.next()??;
    parts.all(|part| part == Some(first)).then_some(first)
}

fn of_heading(sense: Sense) -> Option<Idea> {
    match sense {
        Sense::Idea(idea) | Sense::Heading(idea) | Sense::Weak(idea) if !is_word_of_state(idea) => Some(idea),
        _ => None,
    }
}

/// These say something of an action, and are no titles.
fn is_word_of_state(idea: Idea) -> bool {
    matches!(idea, Idea::Done | Idea::Dropped | Idea::Nothing | Idea::Everybody)
}

fn whole(text: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    let text = trim(text);
    words.at(text, of_heading).filter(|(_, length)| *length == text.len()).map(|(idea, _)| idea)
}

/// `Actions from last meeting`, `TODO for next meeting`, `Actions 2026-03-05`.
fn suffix(rest: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    if words.has(rest, Sense::Earlier) {
        return Some(Idea::Review);
    }
    words.starts(rest, Sense::For).map(|_| Idea::Actions)
}

/// A heading without numbers, pictures and stops around it.
fn title(text: &str) -> &str {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'));
    let text = if due::iso(text).is_some() { text } else { number };
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches([':', ' '])
}

/// Whether what is called actions is the whole agenda: it has headings of its own, or items with links and sub-items.
fn is_agenda(all: &Lines, lines: &[&Line]) -> bool {
    if lines.iter().any(|line| matches!(line.form, Form::Heading(_))) {
        return true;
    }
    let is_outer = |line: &&&Line| line.form == Form::Item && line.depth == 1;
    let n_items = lines.iter().filter(is_outer).count();
    let is_topic = |pair: &&[&Line]| is_outer(&&pair[0]) && pair[1].depth > 1 && has_link(all, pair[0]);
    let n_topics = lines.windows(2).filter(is_topic).count();
    n_topics > 0 && 2 * n_topics >= n_items
}

pub(super) fn has_link(all: &Lines, line: &Line) -> bool {
    all.styles_in(&line.text).any(|(_, style)| matches!(style, Style::Link(_)))
}

fn below_label(all: &Lines, lines: &[&Line], words: &Vocabulary<'_>, place: usize) -> Option<Scope> {
    let line = lines[place];
    let (idea, is_weak) = label_idea(all, line, words)?;
    let below = match line.form {
        Form::Item => {
            Some(sub_items(lines, place)).filter(|below| !below.is_empty()).unwrap_or_else(|| beside(all, lines, place))
        }
        _ => after_label(all, lines, place),
    };
    // "Action items:" that stayed empty, and the next topic of the agenda.
    let is_empty = matches!(idea, Idea::Actions | Idea::Review)
        && line.form == Form::Text
        && below.clone().next().is_some_and(|first| lines[first].depth > line.depth && has_link(all, lines[first]));
    let is_topic = is_empty || (is_weak && line.form == Form::Item && line.depth < 2);
    (!below.is_empty() && !is_topic).then_some(Scope { idea, title: Some(place), lines: below, is_weak: false })
}

/// What a label says is below it, and whether it may be a topic as well.
fn label_idea(all: &Lines, line: &Line, words: &Vocabulary<'_>) -> Option<(Idea, bool)> {
    let text = all.text_of(line).trim();
    let has_colon = text.trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
    // Without a colon the last words of a paragraph are no label.
    let label = if has_colon { last_sentence(text) } else { text };
    if label.len() > MAX_TITLE
        || !text.starts_with(|c: char| !c.is_ascii() || !c.is_ascii_lowercase() || line.form != Form::Text)
    {
        return None;
    }
    let bare = without_note(trim(label), text);
    let (idea, weight) = words
        .at(bare, |sense| match sense {
            Sense::Mark(idea) => Some((idea, Weight::Mark)),
            Sense::Weak(idea) => Some((idea, Weight::Weak)),
            sense => of_heading(sense).map(|idea| (idea, Weight::Full)),
        })
        .filter(|((idea, _), length)| *length == bare.len() && !is_word_of_state(*idea))
        .map(|(found, _)| found)
        .or_else(|| with_subject(all, bare, words).map(|idea| (idea, Weight::Full)))
        .or_else(|| in_parts(bare, words).map(|idea| (idea, Weight::Full)))
        .or_else(|| Some((has_colon.then(|| qualified::idea(bare, words)).flatten()?, Weight::Full)))?;
    let is_alone = line.form != Form::Text || all.is_all(bare, Style::Strong) || weight == Weight::Full;
    let is_label = has_colon || (is_alone && weight != Weight::Mark);
    is_label.then_some((idea, weight == Weight::Weak && !has_colon))
}

/// "Hello, and welcome. Present:", "AL: Action items:": the label is what ends with the colon.
fn last_sentence(text: &str) -> &str {
    let start = [". ", "! ", "? "].iter().filter_map(|end| text.rfind(end).map(|at| at + end.len())).max();
    let sentence = &text[start.unwrap_or_default()..];
    let speaker = sentence.split_once(": ").filter(|(speaker, _)| is_initials(speaker.trim()));
    speaker.map_or(sentence, |(_, rest)| rest)
}

/// A label without a note in brackets: `Attendees (3):`.
fn without_note<'t>(bare: &'t str, text: &str) -> &'t str {
    let is_closed = text.trim_end_matches([':', '*', '_', ' ']).ends_with(')');
    let open = bare.rfind('(').filter(|open| is_closed && *open > 0);
    open.map_or(bare, |open| trim(&bare[..open]))
}

/// `**Action items: the kiln**`, where several stand below; `**Action: Ana prints it**` is one itself.
fn with_subject(all: &Lines, bare: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    let (label, _) = bare.split_once(':').filter(|_| all.is_all(bare, Style::Strong))?;
    whole(label, words).filter(|idea| *idea == Idea::Actions && label.trim_end().ends_with(['s', 'S']))
}

#[derive(Clone, Copy, PartialEq)]
enum Weight {
    Full,
    Weak,
    Mark,
}

/// Where an item in bold is the title of those after it: they, up to the next one in bold.
fn beside(all: &Lines, lines: &[&Line], place: usize) -> Range<usize> {
    let is_bold = |line: &Line| all.is_all(all.text_of(line), Style::Strong);
    if !is_bold(lines[place]) {
        return place + 1..place + 1;
    }
    let depth = lines[place].depth;
    let is_next =
        |line: &&&Line| line.depth > depth || (line.depth == depth && line.form == Form::Item && !is_bold(line));
    let n = lines[place + 1..].iter().take_while(is_next).count();
    place + 1..place + 1 + n
}

/// The lines of an item below its first one, and of the items in it.
pub(super) fn sub_items(lines: &[&Line], place: usize) -> Range<usize> {
    let depth = lines[place].depth;
    let is_inside = |line: &&&Line| {
        line.depth > depth || (line.depth == depth && !matches!(line.form, Form::Item | Form::Heading(_)))
    };
    let n = lines[place + 1..].iter().take_while(is_inside).count();
    place + 1..place + 1 + n
}

/// The rest of a label's paragraph; where it has none, the list or table right after it, or the paragraphs up to the next
/// label.
fn after_label(all: &Lines, lines: &[&Line], place: usize) -> Range<usize> {
    let rest = &lines[place + 1..];
    let (depth, start) = (lines[place].depth, place + 1);
    let is_same = |line: &&&Line| line.after != Break::Block && line.form == Form::Text && !looks_like_label(all, line);
    let n_same = rest.iter().take_while(is_same).count();
    let first = &rest[n_same..];
    let list = first.first().map(|line| line.list);
    let is_list = |line: &&&Line| line.depth > depth && (depth > 0 || Some(line.list) == list);
    let is_table = |line: &&&Line| matches!(line.form, Form::Head | Form::Row | Form::Code) && line.depth == depth;
    let is_prose = |line: &&&Line| line.form == Form::Text && line.depth == depth && !looks_like_label(all, line);
    let n_list = first.iter().take_while(is_list).count();
    let n_table = first.iter().take_while(is_table).count();
    let n = match (n_same, n_list + n_table) {
        (0, 0) => rest.iter().take_while(is_prose).count(),
        (0, n) => n,
        (n_same, _) => n_same,
    };
    start..start + n
}

/// Whether a line of text is all bold, or ends with a colon.
fn looks_like_label(all: &Lines, line: &Line) -> bool {
    let text = all.text_of(line).trim();
    text.ends_with(':') || all.is_all(text, Style::Strong)
}
