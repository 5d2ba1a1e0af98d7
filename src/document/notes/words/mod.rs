//! What words mean in notes, by language.
//!
//! A phrase is found by its first word, so that a line without any costs one look into a table for each of its clauses.
//! The words of a note are those of its language, of the settings for it, and English.

mod english;
mod french;
mod german;
mod spanish;

use crate::config::{Idea, Words, primary};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A heading, and with a colon a mark.
    Idea(Idea),
    /// Only a mark: as a heading it means something else.
    Mark(Idea),
    /// Only a heading, or a label with nothing after it.
    Heading(Idea),
    /// A heading or mark that in a list of topics is one of them.
    Weak(Idea),
    /// A mark that needs an outcome to be a decision.
    Proposal,
    /// What says that a proposal found consent.
    Consent,
    /// Stands between who does it and what is to be done.
    Will,
    /// The same, but only after somebody's name.
    Does,
    /// Stands between a mark and what is to be done: "is", "is to".
    Is,
    /// Stands between a mark and who does it: "for", "to".
    For,
    /// Stands before who does it: "assigned to".
    Assigned,
    /// Follows who does it at the end: "volunteers".
    Volunteers,
    /// Nobody: "someone", "we".
    Nobody,
    /// Joins names.
    And,
    /// A state of affairs, which nobody has to do.
    State,
    /// Ends a state of affairs: "landed".
    Happened,
    /// Begins a sentence that says what was settled.
    Agreed,
    /// The session as the subject of a sentence.
    Session,
    /// What the session does when it settles something, also without a subject.
    Settles,
    /// After such a verb it means something else: "agreed with Ana".
    SettlesNot,
    /// May stand before such a sentence.
    Also,
    /// An earlier session, or another body.
    Earlier,
    /// That there is no agreement.
    Not,
    /// Begins thanks.
    Thanks,
    /// The same where thanks are expected.
    ThankYou,
    /// What a decision replaces.
    Replaces,
    /// What replaced it.
    ReplacedBy,
    /// The first word of that, where something stands between: "replaced a year later".
    Replaced,
    /// The last word of it.
    ByThat,
    /// Stands before the day by which.
    By,
    /// A month.
    Month(u8),
    /// A group and not a person.
    Group,
    /// Begins what somebody is told to do, and is no name.
    Verb,
    /// Begins a sentence with a capital and is no name either.
    NotName,
    /// Says that somebody who is listed did not come.
    Absent,
    /// What a column of a table holds.
    Column(Column),
    /// Left over of a template.
    Leftover,
    /// Says of somebody or something that it was chosen.
    Chosen,
    /// Means what stands before: "that".
    That,
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Who,
    What,
    When,
    State,
    Name,
    Handle,
    Initials,
    Organisation,
    Role,
}

/// Phrases and what they mean.
type Phrases = &'static [(Sense, &'static [&'static str])];

/// The phrases of a language.
struct Table {
    /// Those that begin with a word, in lower case.
    by_word: HashMap<String, Vec<(Sense, &'static str)>, BuildHasherDefault<Letters>>,
    /// For each two first letters the lengths of words that begin with them: most words of a text are none of these.
    shapes: Box<[u32; 1024]>,
}

impl Table {
    fn get(&self, word: &str) -> Option<&Vec<(Sense, &'static str)>> {
        self.by_word.get(word)
    }

    /// Whether a word may be in the table, in whatever letter case.
    fn may_hold(&self, word: &str) -> bool {
        let (place, length) = shape(word);
        self.shapes[place] & length != 0
    }
}

/// The first two letters of a word as a place, and its length as a bit; of what is no ASCII only that it is none.
fn shape(word: &str) -> (usize, u32) {
    if !word.is_ascii() {
        return (0, 1);
    }
    let letter = |at: usize| word.as_bytes().get(at).map_or(0, |byte| usize::from(byte & 31));
    (letter(0) << 5 | letter(1), 1 << word.len().min(31))
}

/// A quick sum over the letters of a short word. The words of the tables are our own, so that nobody can choose them.
struct Letters(u64);

impl Default for Letters {
    fn default() -> Self {
        Letters(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Letters {
    fn write(&mut self, letters: &[u8]) {
        for letter in letters {
            self.0 = (self.0 ^ u64::from(*letter)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// No phrase begins with a longer word, in bytes.
const MAX_WORD: usize = 32;

/// The words of each language.
static TABLES: [(&str, LazyLock<Table>); 4] = [
    ("en", LazyLock::new(|| table(english::PHRASES))),
    ("de", LazyLock::new(|| table(german::PHRASES))),
    ("fr", LazyLock::new(|| table(french::PHRASES))),
    ("es", LazyLock::new(|| table(spanish::PHRASES))),
];

fn table(phrases: Phrases) -> Table {
    let mut table = Table { by_word: HashMap::default(), shapes: Box::new([0; 1024]) };
    for (sense, phrase) in phrases.iter().flat_map(|(sense, all)| all.iter().map(|phrase| (*sense, *phrase))) {
        let word = first_word(phrase).to_lowercase();
        let (place, length) = shape(&word);
        table.shapes[place] |= length;
        table.by_word.entry(word).or_default().push((sense, phrase));
    }
    table
}

fn first_word(text: &str) -> &str {
    let n_plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &text[n_plain..];
    if rest.bytes().next().is_none_or(|byte| byte.is_ascii()) {
        return &text[..n_plain];
    }
    let end = rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| n_plain + end);
    &text[..end]
}

/// The words that hold for one document.
pub(crate) struct Vocabulary<'a> {
    tables: Vec<&'static Table>,
    own: Vec<(Sense, &'a str)>,
}

impl<'a> Vocabulary<'a> {
    /// The words of a language, and those of the settings for it and for English.
    pub(crate) fn of(language: &str, words: &'a Words) -> Vocabulary<'a> {
        let language = primary(language);
        let is_used = |tag: &str| tag == language || tag == "en";
        let tables = TABLES.iter().filter(|(tag, _)| is_used(tag)).map(|(_, table)| &**table).collect();
        let own = words.iter().filter(|(tag, _)| is_used(tag)).flat_map(|(_, words)| words);
        Vocabulary { tables, own: own.map(|(idea, word)| (Sense::Idea(*idea), word.as_str())).collect() }
    }

    /// The longest phrase that a text begins with, of those that `wanted` takes: what it means and its length.
    pub(super) fn at<T>(&self, text: &str, wanted: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let mut best: Option<(T, usize)> = None;
        let mut consider = |sense: Sense, phrase: &str| {
            let Some(found) = wanted(sense) else { return };
            if let Some(length) = prefix(text, phrase).filter(|length| best.as_ref().is_none_or(|(_, n)| length > n)) {
                best = Some((found, length));
            }
        };
        self.phrases(text, &mut consider);
        self.own.iter().for_each(|(sense, phrase)| consider(*sense, phrase));
        best
    }

    /// Every phrase that begins with the first word of a text.
    fn phrases(&self, text: &str, mut each: impl FnMut(Sense, &'static str)) {
        let word = first_word(text);
        if word.is_empty() || word.len() > MAX_WORD || !self.tables.iter().any(|table| table.may_hold(word)) {
            return;
        }
        let mut small = [0; MAX_WORD];
        let lower = match word.is_ascii() {
            true => {
                small[..word.len()].copy_from_slice(word.as_bytes());
                small[..word.len()].make_ascii_lowercase();
                std::str::from_utf8(&small[..word.len()]).map_or(Cow::Borrowed(word), Cow::Borrowed)
            }
            false => Cow::Owned(word.to_lowercase()),
        };
        let found = self.tables.iter().filter_map(|table| table.get(&*lower)).flatten();
        found.for_each(|(sense, phrase)| each(*sense, phrase));
    }

    /// Whether some phrase of such a sense begins with the first word of a text: a quick look before a close one.
    pub(super) fn may_be(&self, text: &str, wanted: impl Fn(Sense) -> bool) -> bool {
        let mut is = false;
        self.phrases(text, |sense, _| is |= wanted(sense));
        is
    }

    /// The length of the longest phrase of this sense that a text begins with.
    pub(super) fn starts(&self, text: &str, sense: Sense) -> Option<usize> {
        self.at(text, |found| (found == sense).then_some(())).map(|(_, length)| length)
    }

    /// Whether a text, without what stands around it, is a phrase of this sense.
    pub(super) fn is(&self, text: &str, sense: Sense) -> bool {
        let text = trim(text);
        self.starts(text, sense) == Some(text.len())
    }

    /// Where the first phrase of this sense begins at a word of the text, and its length.
    pub(super) fn find(&self, text: &str, sense: Sense) -> Option<(usize, usize)> {
        words_of(text).find_map(|at| Some((at, self.starts(&text[at..], sense)?)))
    }

    /// Whether a phrase of this sense occurs in the text.
    pub(super) fn has(&self, text: &str, sense: Sense) -> bool {
        self.find(text, sense).is_some()
    }

    /// Whether a word begins a sentence and is no name.
    pub(super) fn is_no_name(&self, word: &str) -> bool {
        [Sense::NotName, Sense::Verb, Sense::Nobody, Sense::Group].iter().any(|sense| self.is(word, *sense))
    }
}

/// Where words begin in a text.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = usize> {
    let mut was_letter = false;
    text.char_indices().filter_map(move |(at, c)| {
        let is_letter = c.is_alphanumeric();
        let begins = is_letter && !was_letter;
        was_letter = is_letter || matches!(c, '\'' | '’');
        begins.then_some(at)
    })
}

/// A text without the spaces and marks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The length in `text` of a phrase that it begins with: regardless of letter case, of how words are parted, and of the
/// form of apostrophes; not in the middle of a word.
fn prefix(text: &str, phrase: &str) -> Option<usize> {
    let n_same = text.bytes().zip(phrase.bytes()).take_while(|(c, wanted)| c.eq_ignore_ascii_case(wanted)).count();
    let (rest, wanted) = (text.as_bytes().get(n_same), phrase.as_bytes().get(n_same));
    match (rest, wanted) {
        // Nearly all texts say something else in plain letters, or the phrase and no more.
        (Some(c), Some(wanted)) if c.is_ascii_alphanumeric() && wanted.is_ascii_alphanumeric() => None,
        (None, None) => Some(n_same),
        (Some(c), None) if c.is_ascii() => {
            (!c.is_ascii_alphanumeric() || !phrase.ends_with(char::is_alphanumeric)).then_some(n_same)
        }
        _ => prefix_of_letters(text, phrase),
    }
}

/// The same, letter by letter.
fn prefix_of_letters(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    for wanted in phrase.chars() {
        if matches!(wanted, ' ' | '-') {
            letters.next_if(|(_, c)| is_gap(*c))?;
            while letters.next_if(|(_, c)| is_gap(*c)).is_some() {}
            continue;
        }
        let (_, c) = letters.next()?;
        let is_same = c == wanted
            || c.to_lowercase().eq(wanted.to_lowercase())
            || (matches!(c, '’' | '‘' | '`') && wanted == '\'');
        is_same.then_some(())?;
    }
    let end = letters.next();
    let is_whole = end.is_none_or(|(_, c)| !c.is_alphanumeric()) || !phrase.ends_with(char::is_alphanumeric);
    is_whole.then(|| end.map_or(text.len(), |(at, _)| at))
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‑' | '–')
}
