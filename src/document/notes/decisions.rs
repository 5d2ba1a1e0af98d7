//! Decisions: what stands behind a mark of that sense, below such a title, and in sentences whose subject is the session
//! as a whole, or nobody: "Agreed to …", "We decided …", "Consensus was that …".
//!
//! What one person says, what an earlier session settled, a question, and "no consensus" are none.

use super::Decision;
use super::lines::Style;
use super::owners::{Owners, word_length};
use super::signs::Signs;
use super::words::{Sense, trim};
use crate::config::Idea;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;

impl<'a> Owners<'a> {
    /// The part of a line from the sentence on that says what was settled.
    pub(super) fn settled(&self, line: &'a str) -> Option<&'a str> {
        let text = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let found = if self.settles(text) { Some(text) } else { self.settled_later(text) };
        found.filter(|sentence| !self.is_unsettled(sentence))
    }

    /// Whether a text begins with such a sentence.
    pub(super) fn settled_at_once(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.settles(text) && !self.is_unsettled(text)
    }

    /// A later clause, in a line that nobody is said to speak in.
    fn settled_later(&self, text: &'a str) -> Option<&'a str> {
        static ENDS: Signs = Signs::new(&[',', ';', '.', '-', '–', '—']);
        let clauses = ENDS.of(text).filter_map(|(at, mark)| {
            let after = &text[at + mark.len()..];
            after.starts_with([' ', '\n']).then(|| after.trim_start())
        });
        let found = clauses.filter(|clause| !clause.is_empty()).find(|clause| self.settles(clause))?;
        (!self.is_spoken(text)).then_some(found)
    }

    /// Whether a line begins with somebody's name.
    fn is_spoken(&self, text: &'a str) -> bool {
        let colon = text.find([':', ',']).is_some_and(|colon| self.only_names(&text[..colon]).is_some());
        let dash = text.find(['-', '–']).is_some_and(|dash| self.only_names(&text[..dash]).is_some());
        colon || dash || self.known.at(text).is_some()
    }

    fn settles(&self, text: &str) -> bool {
        let words = self.words;
        let opens = |sense| matches!(sense, Sense::Also | Sense::Agreed | Sense::Session | Sense::Settles);
        let is_capitals = || text.as_bytes().iter().take(3).all(u8::is_ascii_uppercase);
        if !words.may_be(text, opens) && !is_capitals() {
            return false;
        }
        let text = words.starts(text, Sense::Also).map_or(text, |length| text[length..].trim_start());
        if let Some(length) = words.starts(text, Sense::Agreed) {
            return says_more(&text[length..])
                && words.starts(text[length..].trim_start(), Sense::SettlesNot).is_none();
        }
        let subject = words.starts(text, Sense::Session).or_else(|| self.council(text));
        let verb = subject.map_or(text, |length| text[length..].trim_start());
        let verb = words.starts(verb, Sense::Also).map_or(verb, |length| verb[length..].trim_start());
        let by_subject = || subject.and_then(|_| words.starts(verb, Sense::SettlesBySubject));
        let Some(length) = words.starts(verb, Sense::Settles).or_else(by_subject) else { return false };
        let rest = &verb[length..];
        let is_bare = subject.is_none() && verb.len() == text.len();
        let joins = subject.is_some() && words.starts(rest.trim_start(), Sense::And).is_some_and(|length| length == 3);
        let goes_on =
            rest.starts_with([' ', '\n']) && (joins || words.starts(rest.trim_start(), Sense::SettlesNot).is_none());
        (goes_on || (subject.is_some() && rest.starts_with(':')))
            && says_more(rest)
            && (!is_bare || rest.trim_start().starts_with(char::is_alphanumeric))
    }

    /// `CPC`, `the TSC`: capitals that are nobody's initials.
    fn council(&self, text: &str) -> Option<usize> {
        let start =
            ["the ", "The "].iter().find(|article| text.starts_with(**article)).map_or(0, |article| article.len());
        let word = &text[start..start + word_length(&text[start..])];
        let is_capitals = word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase());
        (is_capitals && self.known.name(word).is_none()).then_some(start + word.len())
    }

    /// Whether a sentence takes back that something was settled, or tells of another session.
    fn is_unsettled(&self, sentence: &str) -> bool {
        let first = super::tasks::sentences(sentence).next().unwrap_or_default();
        let head: String = first.split_inclusive([' ', '\n']).take(8).collect();
        self.words.has(&head, Sense::Earlier) || self.words.has(&head, Sense::Not) || first.ends_with('?')
    }

    /// Behind an action's mark: somebody, or something, was chosen.
    pub(super) fn is_chosen(&self, text: &str) -> bool {
        let words = self.words;
        let is_told = words.is(&text[..word_length(text)], Sense::Verb);
        let head: Vec<&str> = text.split_whitespace().take(8).collect();
        let mut at_word = head.iter().map(|word| words.is(word, Sense::Chosen));
        let has_will = head.iter().any(|word| words.is(word, Sense::Will));
        words.starts(text, Sense::Chosen).is_some() || (!is_told && !has_will && at_word.any(|is| is))
    }

    /// A decision in these words; none where they say that there is none.
    pub(super) fn decision(
        &self,
        line: &'a str,
        text: &'a str,
        topic: Option<Spanned<String>>,
        in_section: bool,
    ) -> Option<Decision> {
        let words = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
        let words = words.strip_suffix(')').filter(|rest| !rest.contains('(')).unwrap_or(words);
        let is_nothing = self.words.at(words, |sense| (sense == Sense::Idea(Idea::Nothing)).then_some(())).is_some();
        let is_leftover = self.words.is(words, Sense::Leftover) || words.starts_with(['<', '{']);
        let is_none = is_nothing
            || is_leftover
            || trim(words).is_empty()
            || words.ends_with('?')
            || self.is_refused(words)
            || self.lines.is_all(words, Style::Struck);
        (!is_none).then(|| Decision {
            at: self.lines.in_file(line.trim()),
            words: Spanned { value: squeeze(words), at: self.lines.in_file(words) },
            topic,
            in_section,
            replaces: self.links_after(line, Sense::Replaces),
            replaced_by: self.links_after(line, Sense::ReplacedBy),
        })
    }

    /// Whether the first words say that nothing was settled, or only the question is asked.
    fn is_refused(&self, text: &str) -> bool {
        let head: String = text.split_inclusive([' ', '\n']).take(6).collect();
        let first = super::tasks::sentences(text).next().unwrap_or_default();
        self.words.has(&head, Sense::Not) || first.contains('?') && first.trim_end().ends_with('?') || is_question(text)
    }

    /// Where the links begin that follow a word of this sense.
    pub(super) fn links_after(&self, line: &str, sense: Sense) -> Vec<usize> {
        let place = self.lines.place(line);
        let links: Vec<(usize, usize)> = self
            .lines
            .styles_in(&place)
            .filter_map(|(at, style)| match style {
                Style::Link(link) => Some((at.start - place.start, *link)),
                _ => None,
            })
            .collect();
        if links.is_empty() {
            return Vec::new();
        }
        let turns = self.turns(line);
        let is_meant =
            |at: usize| turns.iter().rev().find(|(turn, _)| *turn <= at).is_some_and(|(_, found)| *found == sense);
        links.into_iter().filter(|(at, _)| is_meant(*at)).map(|(_, link)| link).collect()
    }

    /// Where a line begins to tell what a decision replaces, or what replaced it.
    fn turns(&self, line: &str) -> Vec<(usize, Sense)> {
        let wanted = |sense| matches!(sense, Sense::Replaces | Sense::ReplacedBy).then_some(sense);
        let told = |at: usize| match self.is_replaced_by(&line[at..]) {
            true => Some(Sense::ReplacedBy),
            false => self.words.at(&line[at..], wanted).map(|(sense, _)| sense),
        };
        super::words::words_of(line).filter_map(|at| Some((at, told(at)?))).collect()
    }

    /// `replaced a year later by`: a few words may stand between.
    fn is_replaced_by(&self, text: &str) -> bool {
        let is_by = |word: &str| self.words.is(word, Sense::ByThat);
        self.words.starts(text, Sense::Replaced).is_some() && text.split_whitespace().skip(1).take(5).any(is_by)
    }

    /// Whether a line begins by saying what a decision replaces, or what replaced it.
    pub(super) fn tells_of_another(&self, line: &str) -> bool {
        self.turns(trim(line)).first().is_some_and(|(at, _)| *at == 0)
    }
}

/// `Decision: Is this a valid MVP? https://…`
fn is_question(text: &str) -> bool {
    text.find('?').is_some_and(|at| {
        let is_end = text[at + 1..].chars().next().is_none_or(char::is_whitespace);
        is_end && !text[..at].contains([':', '.'])
    })
}

fn says_more(rest: &str) -> bool {
    rest.contains(char::is_alphanumeric)
}
