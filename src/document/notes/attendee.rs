//! One person in a list of people: `TW: Tim Example @handle (Org, scribe)`, or any part of it.

use super::lines::{Lines, Style};
use super::owners::{handle_length, is_initials, word_length};
use super::signs::Signs;
use super::who::key;
use super::words::{Sense, Vocabulary, trim};
use super::{Attendee, Part, Presence};
use crate::config::Idea;
use crate::document::markdown::squeeze;

/// A name has no more words, and no more letters.
const MAX_WORDS: usize = 5;
const MAX_LETTERS: usize = 60;

/// "Sick but here".
const BUT: [&str; 4] = ["but", "aber", "mais", "pero"];

/// Small words inside of names.
const PARTICLES: [&str; 22] = [
    "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "zu", "zur", "bin",
    "ibn", "al", "el", "y", "ter",
];

/// Reads one person.
pub(super) fn read(lines: &Lines, text: &str, words: &Vocabulary<'_>) -> Option<Attendee> {
    let whole = text;
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // One picture may stand before a name; more of them are none.
    let pictures = |c: &char| !c.is_ascii() && !c.is_whitespace() && !matches!(c, '“' | '‘' | '•' | '·');
    if whole[..whole.len() - text.len()].chars().filter(pictures).count() > 2 {
        return None;
    }
    let (initials, text) = leading_initials(text, words);
    let end = name_end(text);
    let name = trim_name(&text[..end]);
    let mut person = Attendee {
        name: squeeze(name),
        handle: None,
        initials,
        organisation: None,
        presence: Presence::Came,
        parts: Vec::new(),
        at: lines.in_file(name),
    };
    person.handle = profile(lines, name);
    Tail { lines, words, person: &mut person, is_none: false }.read(&text[end..]).then_some(())?;
    if name.is_empty() {
        let handle = person.handle.clone()?;
        person.at = text.find(&*handle).map_or(0..0, |at| lines.in_file(&text[at..at + handle.len()]));
        person.name = handle;
        return Some(person);
    }
    if lines.is_all(name, Style::Struck) {
        person.presence = Presence::Away;
    }
    is_name(name, person.handle.is_some(), words).then_some(person)
}

/// Whether letters are exactly the first ones of the words that a name begins with.
fn are_initials_of(letters: &str, name: &str) -> bool {
    let mut words = name.split([' ', '-', '(', '@', ',']).filter(|word| !word.is_empty());
    letters.chars().all(|letter| words.next().is_some_and(|word| word.starts_with(letter) && word.len() > 1))
}

/// `TW: Tim Example`, `TW Tim Example`
fn leading_initials<'a>(text: &'a str, words: &Vocabulary<'_>) -> (Option<String>, &'a str) {
    let length = word_length(text);
    let (word, rest) = text.split_at(length);
    let name = rest.trim_start().strip_prefix(':').map(str::trim_start).filter(|name| !name.is_empty());
    let is_part = words.at(word, part_of).is_some() && !is_initials(word);
    let apart = Some(rest.trim_start()).filter(|name| rest.starts_with(' ') && are_initials_of(word, name));
    match name.or(apart).filter(|_| is_initials(word) && !is_part) {
        Some(name) => (Some(word.to_owned()), name),
        None => (None, text),
    }
}

/// Where a name ends: at a bracket, a handle, a comma, or a dash.
fn name_end(text: &str) -> usize {
    let marks = ['(', '<', '{', '[', '@', ',', ':', '|', ';', '\t', '?', '/', '→'];
    let mark = text.find(|c| marks.contains(&c)).unwrap_or(text.len());
    // What stands before the `@` of an e-mail address belongs to it.
    let is_mail = text[mark..].starts_with('@') && !text[..mark].ends_with(' ');
    let mark = if is_mail { text[..mark].rfind(' ').unwrap_or(0) } else { mark };
    dash(&text[..mark], &text[mark..]).unwrap_or(mark)
}

/// Where in a text, which goes on with `after`, a dash begins that stands apart, or a sentence ends.
fn dash(text: &str, after: &str) -> Option<usize> {
    let is_apart = |rest: &str| if rest.is_empty() { after.starts_with(' ') } else { rest.starts_with(' ') };
    let is_dash = |at: usize| match text.as_bytes()[at] {
        b' ' => {
            let rest = &text[at + 1..];
            rest.starts_with('-') || rest.strip_prefix(['–', '—']).is_some_and(is_apart)
        }
        _ => text[at..].strip_prefix('–').is_some_and(is_apart),
    };
    static SIGNS: Signs = Signs::new(&[' ', '–']);
    let dash = SIGNS.of(text).map(|(at, _)| at).find(|at| is_dash(*at));
    // "Abraham Jr. Agiri" goes on behind the point.
    let is_short = |at: usize| text[..at].rsplit(' ').next().is_some_and(|word| word.len() <= 3);
    static POINT: Signs = Signs::new(&['.']);
    let point = POINT.of(text).map(|(at, _)| at).find(|at| text[at + 1..].starts_with(' ')).filter(|at| !is_short(*at));
    dash.into_iter().chain(point).min()
}

fn trim_name(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_start_matches('.').trim_end()
}

/// The handle in the address of somebody's page on a code host.
fn profile(lines: &Lines, name: &str) -> Option<String> {
    let place = lines.place(name);
    let link = lines.styles_in(&place).find_map(|(_, style)| match style {
        Style::Link(at) => Some(*at),
        _ => None,
    })?;
    let (_, target) = lines.targets.iter().rev().find(|(at, _)| *at == link)?;
    let rest = ["https://github.com/", "https://gitlab.com/", "https://codeberg.org/"]
        .iter()
        .find_map(|host| target.strip_prefix(host))?
        .trim_end_matches('/');
    (!rest.is_empty() && handle_length(rest) == rest.len() && !rest.contains('/')).then(|| rest.to_owned())
}

/// The bits of what stands behind a name, between brackets, commas and dashes.
fn bits(tail: &str) -> Vec<&str> {
    static ENDS: Signs =
        Signs::new(&['(', ')', '<', '>', '{', '}', '[', ']', ',', ';', '|', '\t', '→', '–', '—', '/', '-']);
    let mut bits = Vec::new();
    let mut start = 0;
    for (at, sign) in ENDS.of(tail) {
        let end = at + sign.len();
        let is_apart = tail[..at].ends_with(' ') && tail[end..].starts_with(' ');
        if !matches!(sign, "/" | "-") || is_apart {
            bits.push(&tail[start..at]);
            start = end;
        }
    }
    bits.push(&tail[start..]);
    bits
}

/// What stands behind a name.
struct Tail<'a> {
    lines: &'a Lines,
    words: &'a Vocabulary<'a>,
    person: &'a mut Attendee,
    /// Whether it is no person at all.
    is_none: bool,
}

impl Tail<'_> {
    /// Reads it bit by bit, and says whether it is somebody.
    fn read(mut self, tail: &str) -> bool {
        for bit in bits(tail) {
            let bit = bit.trim_start_matches(['-', ':', '/', ' ', '\u{a0}']).trim();
            if !bit.is_empty() {
                self.bit(bit);
            }
        }
        !self.is_none
    }

    fn bit(&mut self, bit: &str) {
        if let Some(at) = bit.find('@') {
            return self.handle(bit, at);
        }
        let is_mail = self.lines.is_all(bit, Style::Mail);
        if is_mail {
            return;
        }
        if self.words.has(bit, Sense::Absent) && !bit.split(' ').any(|word| BUT.contains(&word))
            || self.words.is(bit, Sense::Idea(Idea::Regrets))
        {
            self.person.presence = Presence::Away;
        } else if let Some(part) = self.words.at(bit, part_of).map(|(part, _)| part) {
            add_part(self.person, part);
        } else if is_initials(bit) && resembles_initials(bit, &self.person.name) {
            self.person.initials.get_or_insert_with(|| bit.to_owned());
        } else if self.person.handle.is_none() && resembles_handle(bit, &self.person.name) {
            self.person.handle = Some(bit.to_owned());
        } else if self.is_organisation(bit) {
            self.person.organisation.get_or_insert_with(|| squeeze(bit));
        }
    }

    fn handle(&mut self, bit: &str, at: usize) {
        let handle = &bit[at + 1..];
        let length = handle_length(handle);
        // An address of a mail is nothing here, and `@org/team` is nobody.
        let is_mail = bit[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
        self.is_none |= handle[..length].contains('/');
        // `@Ana Ruiz` is a name.
        let is_name = handle[length..].starts_with(' ')
            && key(&self.person.name).starts_with(&key(handle.split(['-', ',', ')']).next().unwrap_or_default()));
        if !is_mail && !is_name && length > 0 && self.person.handle.is_none() {
            self.person.handle = Some(handle[..length].trim_end_matches(['-', '_']).to_owned());
        }
        let rest = handle[length..].trim_start_matches(|c: char| !c.is_alphanumeric());
        if is_name {
            return;
        }
        if !rest.is_empty() && !rest.contains('@') && !is_mail {
            self.bit(rest);
        }
    }

    fn is_organisation(&self, bit: &str) -> bool {
        bit.starts_with(char::is_uppercase)
            && bit.len() <= MAX_LETTERS
            && !bit.contains([':', '!', '?'])
            && !self.words.is(bit, Sense::Idea(Idea::Attendance))
    }
}

/// What a word in a list of people says somebody did.
pub(super) fn part_of(sense: Sense) -> Option<Part> {
    let (Sense::Idea(idea) | Sense::Mark(idea) | Sense::Heading(idea)) = sense else { return None };
    part(idea)
}

pub(super) fn part(idea: Idea) -> Option<Part> {
    match idea {
        Idea::Facilitator => Some(Part::Facilitator),
        Idea::NotesBy => Some(Part::NotesBy),
        Idea::Presenter => Some(Part::Presenter),
        Idea::Host => Some(Part::Host),
        Idea::Observer => Some(Part::Observer),
        Idea::Guest => Some(Part::Guest),
        _ => None,
    }
}

pub(super) fn add_part(person: &mut Attendee, part: Part) {
    if !person.parts.contains(&part) {
        person.parts.push(part);
    }
}

/// Whether letters are the first ones of the words of a name.
fn resembles_initials(letters: &str, name: &str) -> bool {
    let firsts: String = key(name).split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    let letters = letters.to_lowercase();
    firsts == letters || (firsts.starts_with(letters.chars().next().unwrap_or(' ')) && letters.len() <= 3)
}

/// Whether a word in brackets is a handle: one small word that has a good part of the name, or a digit.
fn resembles_handle(word: &str, name: &str) -> bool {
    let is_word = word.len() >= 3 && handle_length(word) == word.len() && word.is_ascii() && !word.contains(['/', '.']);
    let small = word.to_lowercase();
    let is_in = |part: &str| part.len() >= 3 && small.contains(part);
    // "tmoore" has all of "moore", and "rromoff" of "romoff" all but the first letter, as handles often have.
    let has_name = key(name).split(' ').any(|part| is_in(part) || part.get(1..).is_some_and(is_in));
    is_word
        && (has_name || word.contains(|c: char| c.is_ascii_digit() || c == '_'))
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text can be a name. Behind a handle more is one than alone.
fn is_name(name: &str, is_known: bool, words: &Vocabulary<'_>) -> bool {
    let all: Vec<&str> = name.split_whitespace().collect();
    let is_letter = |c: char| {
        c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '‘' | '“' | '”' | '"' | '-' | '\u{a0}' | '\n')
    };
    let has_letters =
        name.chars().all(|c| is_letter(c) || (is_known && (c.is_ascii_digit() || c == '_')) || is_mark(c));
    let is_group = all.iter().any(|word| words.is(word, Sense::Group)) && !is_known;
    let is_word = |word: &str| {
        let first = trim(word).chars().next();
        first.is_none_or(|c| !c.is_lowercase()) || PARTICLES.contains(&word)
    };
    let has_capital = || {
        all.first().is_some_and(|word| is_word(word) && !PARTICLES.contains(word))
            && all.iter().all(|word| is_word(word))
    };
    let is_other = || {
        words.is(name, Sense::NotName)
            || words.is(name, Sense::Nobody)
            || words.is(name, Sense::Idea(Idea::Everybody))
            || words.at(name, |sense| (sense == Sense::Idea(Idea::Nothing)).then_some(())).is_some()
    };
    (1..=MAX_WORDS).contains(&all.len())
        && name.chars().count() <= MAX_LETTERS
        && name.chars().filter(|c| c.is_alphabetic()).count() > 1
        && has_letters
        && !is_group
        && (is_known || (has_capital() && !is_other()))
}

/// Marks that combine with letters, as many scripts have them.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && unicode_normalization::char::is_combining_mark(c)
}
