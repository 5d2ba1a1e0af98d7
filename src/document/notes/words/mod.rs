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
use std::collections::BTreeMap;
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
    /// The end of a title with other words before it: "voting members present".
    Ending(Idea),
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
    /// The same with a subject; without one it asks for it, or tells something else: "agree on a day".
    SettlesBySubject,
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
    Topic,
    Name,
    Handle,
    Initials,
    Organisation,
    Role,
}

/// Phrases and what they mean.
type Phrases = &'static [(Sense, &'static [&'static str])];

/// The phrases of a language by their first words, in buckets. Most words of a text fall into an empty one.
struct Table {
    /// Those of one bucket after those of the other.
    rows: Vec<Row>,
    /// Where the rows of each bucket begin, and where the last ones end: so few bytes that they stay at hand.
    starts: Box<[u16; N_BUCKETS + 1]>,
}

/// The phrases that begin with a word.
struct Row {
    word: String,
    phrases: Vec<(Sense, &'static str)>,
}

const N_BUCKETS: usize = 4096;

impl Table {
    fn of(phrases: Phrases) -> Table {
        let mut by_word: BTreeMap<(usize, String), Vec<(Sense, &'static str)>> = BTreeMap::new();
        for (sense, phrase) in phrases.iter().flat_map(|(sense, all)| all.iter().map(|phrase| (*sense, *phrase))) {
            let first = FirstWord::of(phrase).expect("every phrase begins with a word");
            by_word.entry((first.bucket, first.word.into_owned())).or_default().push((sense, phrase));
        }
        let mut starts = Box::new([0; N_BUCKETS + 1]);
        by_word.keys().for_each(|(bucket, _)| starts[bucket + 1] += 1);
        (0..N_BUCKETS).for_each(|bucket| starts[bucket + 1] += starts[bucket]);
        let rows = by_word.into_iter().map(|((_, word), phrases)| Row { word, phrases });
        Table { rows: rows.collect(), starts }
    }

    fn phrases(&self, first: &FirstWord<'_>) -> &[(Sense, &'static str)] {
        let [start, end] = [first.bucket, first.bucket + 1].map(|bucket| usize::from(self.starts[bucket]));
        let row = self.rows[start..end].iter().find(|row| row.word.eq_ignore_ascii_case(&first.word));
        row.map_or(&[], |row| &row.phrases)
    }
}

/// The word that a text begins with.
struct FirstWord<'t> {
    /// In lower case, if it is no ASCII.
    word: Cow<'t, str>,
    /// Where it is in a table: a sum over its letters (FNV-1a). The words of the tables are our own, so that nobody can
    /// choose them to fall together.
    bucket: usize,
}

impl<'t> FirstWord<'t> {
    fn of(text: &'t str) -> Option<FirstWord<'t>> {
        let n_plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let rest = &text[n_plain..];
        if rest.bytes().next().is_none_or(|byte| byte.is_ascii()) {
            let word = &text[..n_plain];
            return (n_plain > 0).then(|| FirstWord { bucket: bucket(word), word: Cow::Borrowed(word) });
        }
        let end = rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| n_plain + end);
        let word = text[..end].to_lowercase();
        (end > 0).then(|| FirstWord { bucket: bucket(&word), word: Cow::Owned(word) })
    }
}

fn bucket(word: &str) -> usize {
    let add = |sum: u64, byte: u8| (sum ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, add) as usize % N_BUCKETS
}

/// The words of each language.
static TABLES: [(&str, LazyLock<Table>); 4] = [
    ("en", LazyLock::new(|| Table::of(english::PHRASES))),
    ("de", LazyLock::new(|| Table::of(german::PHRASES))),
    ("fr", LazyLock::new(|| Table::of(french::PHRASES))),
    ("es", LazyLock::new(|| Table::of(spanish::PHRASES))),
];

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
        let Some(first) = FirstWord::of(text) else { return };
        let found = self.tables.iter().flat_map(|table| table.phrases(&first));
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
        let word = trim(word);
        let is_wanted = |sense| matches!(sense, Sense::NotName | Sense::Verb | Sense::Nobody | Sense::Group);
        self.at(word, |sense| is_wanted(sense).then_some(())).is_some_and(|(_, length)| length == word.len())
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
