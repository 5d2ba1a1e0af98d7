//! Marks: a word at the front of a line that says what the line is.
//!
//! `AI:`, `**AI**:`, `AI -`, `AI(jo):`, `AI[x]:`, `ACTION Name:`, `ACTION — Name to …`, `Action item to Ana: …`,
//! `Next step is …`, `TODO [jim]:`, `[ACTION] …`, `RESOLVED:`; or the same in mid-line after the end of a sentence or a
//! speaker's name.

use super::lines::Style;
use super::owners::Owners;
use super::signs::Signs;
use super::words::Sense;
use super::{Name, Who};
use crate::config::Idea;

/// A mark, and what stands behind it.
pub(super) struct Mark<'a> {
    pub idea: Idea,
    /// Whether it is a mark for what was only proposed.
    pub is_proposal: bool,
    pub rest: &'a str,
    /// Who is named in it.
    pub names: Vec<Name>,
    /// What stands in its brackets: `AI[x]`.
    pub ticked: Option<bool>,
    /// The whole from the mark on.
    pub whole: &'a str,
}

/// No mark, and none of what may stand in it, is longer.
const MAX_MARK: usize = 80;

/// Letters that stand before a mark and say nothing.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '(' | '@'))
}

impl<'a> Owners<'a> {
    /// The mark that a line begins with.
    pub(super) fn mark(&self, line: &'a str) -> Option<Mark<'a>> {
        let text = bare(line);
        let text = if text.starts_with(|c: char| c.is_ascii_digit()) { after_number(text) } else { text };
        self.in_brackets(text).or_else(|| self.plain(text)).or_else(|| self.behind_handle(text))
    }

    /// `@ana TODO: print it`
    fn behind_handle(&self, text: &'a str) -> Option<Mark<'a>> {
        let handle = text.strip_prefix('@')?;
        let (name, after) = text.split_at(1 + super::owners::handle_length(handle));
        let after = after.trim_start();
        let (idea, _, length) = self.sense(after)?;
        let is_meant = idea == Idea::Actions && after[length..].trim_start_matches(['*', '_', ' ']).starts_with(':');
        let mark = self.plain(after).filter(|_| is_meant)?;
        Some(Mark { names: self.only_names(name)?, whole: text, ..mark })
    }

    /// Whether a mark is bold, and what follows is not: `**Action item** Ana to print it`.
    fn is_bold(&self, written: &str, text: &str) -> bool {
        self.lines.is_all(written, Style::Strong) && !self.lines.is_all(text, Style::Strong)
    }

    /// `ACTION - Ana - print it`: between two dashes stands who does it.
    fn between_dashes(&self, after: &str, mark: Mark<'a>) -> Mark<'a> {
        let parts = mark.rest.split_once(" - ").filter(|_| after.starts_with('-') && mark.names.is_empty());
        let found = parts.and_then(|(names, rest)| Some((self.only_names(names)?, rest.trim_start())));
        match found {
            Some((names, rest)) if !rest.is_empty() => Mark { names, rest, ..mark },
            _ => mark,
        }
    }

    /// Whether a line begins with somebody who speaks, or does something: `MB: …`, `Ana Ruiz - …`, `Ana to …`.
    pub(super) fn has_speaker(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['*', '_', ' ', '-']);
        let word = super::owners::word_length(text);
        let is_name = text.starts_with(|c: char| c.is_uppercase() || c == '@')
            && (!self.words.is_no_name(&text[..word]) || self.words.is(&text[..word], Sense::Idea(Idea::Everybody)));
        let label =
            text.find([':', '-', '–']).filter(|end| *end > 0 && text[..*end].trim_end().split(' ').count() <= 3);
        let is_label = label.is_some_and(|end| {
            let all = text[..end].trim_end().split(' ');
            let has_gap = text[end..].chars().nth(1).is_none_or(|c| c == ' ' || c == '*');
            has_gap && all.clone().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@'))
        });
        let rest = text[word..].trim_start();
        is_name && (is_label || self.words.starts(rest, Sense::Will).is_some())
    }

    /// `[ACTION] Ana prints it`: nothing but the mark, so that "[Action requested]" in a title is none.
    fn in_brackets(&self, text: &'a str) -> Option<Mark<'a>> {
        let inside = text.strip_prefix('[')?;
        let (mark, rest) = inside.split_once(']')?;
        let (idea, is_proposal, length) = self.sense(mark)?;
        let rest = rest.trim_start_matches([':', '-', ' ', '*']);
        (length == mark.len()).then_some(Mark { idea, is_proposal, rest, names: Vec::new(), ticked: None, whole: text })
    }

    fn sense(&self, text: &str) -> Option<(Idea, bool, usize)> {
        let found = self.words.at(text, |sense| match sense {
            Sense::Idea(idea) | Sense::Mark(idea) | Sense::Weak(idea) => Some((idea, false)),
            Sense::Proposal => Some((Idea::Decisions, true)),
            _ => None,
        });
        found.map(|((idea, is_proposal), length)| (idea, is_proposal, length))
    }

    fn plain(&self, text: &'a str) -> Option<Mark<'a>> {
        let (idea, is_proposal, length) = self.sense(text)?;
        let (written, after) = text.split_at(length);
        let mark = Mark { idea, is_proposal, rest: after, names: Vec::new(), ticked: None, whole: text };
        let (after, has_point) = numbered(after.trim_start_matches(['*', '_', ' ', '\u{a0}']));
        if let Some(rest) = sign(after) {
            return Some(self.between_dashes(after, self.with_label(Mark { rest, ..mark })));
        }
        if after.is_empty() || has_point || (idea == Idea::Actions && self.is_bold(written, text)) {
            return Some(Mark { rest: after, ..mark });
        }
        self.bracketed(after, &mark).or_else(|| self.qualified(after, &mark)).or_else(|| match idea {
            Idea::Actions => self.named(written, after, &mark).or_else(|| self.sentence(written, after, mark)),
            _ => None,
        })
    }

    /// `AI(jo): …`, `TODO [jim]: …`, `AI[x]: …`.
    fn bracketed(&self, after: &'a str, mark: &Mark<'a>) -> Option<Mark<'a>> {
        let inside = after.strip_prefix(['(', '['])?;
        let end = inside.find([')', ']']).filter(|end| *end <= MAX_MARK)?;
        let rest = sign(inside[end + 1..].trim_start_matches(['*', '_', ' ']))?;
        let inside = &inside[..end];
        let ticked = match inside.trim() {
            "" => Some(false),
            "x" | "X" | "✓" | "✔" => Some(true),
            _ => None,
        };
        let names = if ticked.is_none() { self.in_mark(inside) } else { Vec::new() };
        Some(Mark { rest, names, ticked, whole: mark.whole, ..*mark })
    }

    /// `AI, unrelated: …`; `Next step, more input on …`.
    fn qualified(&self, after: &'a str, mark: &Mark<'a>) -> Option<Mark<'a>> {
        let rest = after.strip_prefix(',')?.trim_start();
        let colon = rest.find(':').filter(|colon| rest[..*colon].split(' ').count() <= 2);
        let rest = colon.map_or(rest, |colon| rest[colon + 1..].trim_start());
        let is_sentence = rest.starts_with(char::is_lowercase) && rest.split(' ').count() >= 3;
        let is_meant = colon.is_some() || (mark.idea == Idea::Actions && is_sentence);
        is_meant.then_some(Mark { rest, names: Vec::new(), ticked: None, whole: mark.whole, ..*mark })
    }

    /// `ACTION Ana: …`, `Action item to Ana: …`, `AI to Jory - …`.
    fn named(&self, written: &'a str, after: &'a str, mark: &Mark<'a>) -> Option<Mark<'a>> {
        let names = self.words.starts(after, Sense::For).map_or(after, |length| after[length..].trim_start());
        if let Some(handle) = names.strip_prefix('@') {
            let (name, rest) = names.split_at(1 + super::owners::handle_length(handle));
            let rest = rest.trim_start_matches([':', '-', '–', '—', ' ', ',']);
            let found = self.only_names(name).filter(|_| !rest.starts_with('@') && !rest.is_empty());
            return found.map(|names| Mark { rest, names, ticked: None, whole: mark.whole, ..*mark });
        }
        let end = names.find([':', '–', '—']).or_else(|| names.find(" - ")).filter(|end| *end <= MAX_MARK)?;
        let has_capital = written.starts_with(char::is_uppercase);
        let found = self.only_names(&names[..end]).or_else(|| self.pseudonym(written, &names[..end]));
        let found = found.filter(|_| has_capital)?;
        let rest = names[end..].trim_start_matches([':', '-', '–', '—', ' ']);
        Some(Mark { rest, names: found, ticked: None, whole: mark.whole, ..*mark })
    }

    /// `ACTION zorro: …`, behind a mark in capitals that is no word for something else.
    fn pseudonym(&self, written: &str, name: &'a str) -> Option<Vec<Name>> {
        let is_loud = written.len() > 2 && written.chars().all(|c| c.is_uppercase());
        let is_word = super::owners::handle_length(name) == name.len() && !self.words.is_no_name(name);
        (is_loud && is_word && !name.is_empty()).then(|| vec![self.spoken(name, Who::Called)])
    }

    /// `Next step is …`, `Action to revisit …`, `Action for all to review …`, `AI is to land it`.
    fn sentence(&self, written: &'a str, after: &'a str, mark: Mark<'a>) -> Option<Mark<'a>> {
        let is = self.words.starts(after, Sense::Is);
        let is_weak = self.words.is(written, Sense::Weak(Idea::Actions));
        let rest = match (is, is_weak) {
            (Some(length), true) => &after[length..],
            (Some(length), false) if after[..length].contains(' ') => &after[length..],
            (Some(_), false) => return None,
            _ if is_weak || !written.starts_with(char::is_uppercase) || super::owners::is_initials(written) => {
                return None;
            }
            _ => &after[self.words.starts(after, Sense::For)?..],
        };
        let rest = rest.trim_start();
        let rest = self.words.starts(rest, Sense::For).map_or(rest, |length| rest[length..].trim_start());
        (rest.split(' ').count() >= 2).then_some(Mark { rest, ..mark })
    }

    /// `AI: (jo) …` and `ACTION: [ ] …`.
    fn with_label(&self, mark: Mark<'a>) -> Mark<'a> {
        let boxes = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)];
        let ticked =
            boxes.into_iter().find_map(|(mark_of, is)| Some((mark.rest.strip_prefix(mark_of)?.trim_start(), is)));
        if let Some((rest, is)) = ticked {
            return Mark { rest, ticked: Some(is), ..mark };
        }
        let bracket = mark.rest.strip_prefix(['(', '[']).and_then(|inside| Some((inside, inside.find([')', ']'])?)));
        let names =
            bracket.and_then(|(inside, end)| Some((self.only_names(&inside[..end])?, inside[end + 1..].trim_start())));
        match names.filter(|(_, rest)| !rest.is_empty()) {
            Some((names, rest)) => Mark { names, rest: rest.trim_start_matches([':', '-', ' ']), ..mark },
            None => mark,
        }
    }

    /// The first mark in mid-line: after the end of a sentence, or a speaker's name, and followed by its colon; and
    /// whoever is the speaker.
    pub(super) fn inner_mark(&self, line: &'a str) -> Option<Mark<'a>> {
        static ENDS: Signs = Signs::new(&['.', ';', ')', '!', '?', ':', '-', '–', '—']);
        let starts = ENDS.of(line).filter(|(at, mark)| line[at + mark.len()..].starts_with([' ', '\n']));
        starts.filter_map(|(at, sign)| self.mark_behind(line, at, &line[at + sign.len()..])).next()
    }

    fn mark_behind(&self, line: &'a str, at: usize, behind: &'a str) -> Option<Mark<'a>> {
        let text = behind.trim_start();
        let (idea, is_proposal, length) = self.sense(text)?;
        let is_label = !matches!(line.as_bytes().get(at), Some(b'.' | b';' | b')' | b'!' | b'?'));
        let speaker = if is_label { Some(self.only_names(&line[..at])?) } else { None };
        let after = text[length..].trim_start_matches(['*', '_']);
        let is_mark = after.trim_start().starts_with(':') || is_label || text.starts_with(|c: char| c.is_uppercase());
        let mark = self.plain(text).filter(|mark| is_mark && !mark.rest.is_empty() && mark.idea == idea)?;
        let is_title = idea != Idea::Actions && !after.starts_with(':');
        let names = if mark.names.is_empty() { speaker.unwrap_or_default() } else { mark.names };
        (!is_title && !is_proposal).then_some(Mark { names, ..mark })
    }
}

/// What follows the sign of a mark: a colon, or a dash.
fn sign(after: &str) -> Option<&str> {
    let rest = after.strip_prefix([':', '：', '-', '–', '—', '→'])?;
    let is_word = after.starts_with('-') && rest.starts_with(char::is_alphanumeric);
    (!is_word && !rest.starts_with("//"))
        .then(|| rest.trim_start_matches(['*', '_', ':', ' ', '-', '\u{a0}', '>']).trim_start())
}

/// What follows the number of a mark, and whether its own point parts it from that: `ACTION-12: …`, `Action #2 (all): …`,
/// `ACTION 7.1. …`.
fn numbered(after: &str) -> (&str, bool) {
    let number = after.trim_start_matches(['-', '#', ' ']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let written = &number[..number.len() - rest.len()];
    let has_point = written.ends_with('.');
    let is_number = written.starts_with(|c: char| c.is_ascii_digit());
    let is_meant = has_point || rest.trim_start().starts_with([':', '(', '[']);
    if is_number && is_meant { (rest.trim_start_matches(['*', '_', ' ']), has_point) } else { (after, false) }
}

/// `1.`, `1)`.
fn after_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(['.', ')']).map_or(text, str::trim_start)
}
