//! A page is cut into units, and its words are numbered.
//!
//! 1. Passages that are too long are cut where a sentence ends; short ones go together until a unit is full.
//! 2. Each unit gives its words with their positions, each name its words with its place: see `format`.

use super::lexicon::{Lexicon, WordId};
use super::page::Text;
use super::words::{self, Token};
use crate::site::Passage;
use std::collections::{BTreeMap, HashMap};
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// A unit is full at about 160 words, which are so many bytes.
const FULL: usize = 160 * 7;

/// A passage is cut if it is longer than two units.
const LONG: usize = 2 * FULL;

/// A heading counts like so many words of text.
const HEADING: u8 = 3;

/// The longest name of which the length is told apart.
const MAX_NAME: usize = 15;

/// Part of a passage, or all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The passage's anchor.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// Whether the heading stands here, rather than at a piece before.
    pub has_heading: bool,
    /// The text.
    pub text: String,
}

/// What is matched at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// What is in it.
    pub pieces: Vec<Piece>,
    /// Its words.
    pub words: Vec<Occurrence>,
    /// How many positions it has.
    pub length: u32,
}

/// A word where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Which word.
    pub word: WordId,
    /// Its position in the unit.
    pub at: u16,
    /// How often it counts.
    pub weight: u8,
}

/// A word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// Which word.
    pub word: WordId,
    /// Which name.
    pub place: u32,
    /// Of how many words.
    pub length: u8,
}

/// A page as numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Its units.
    pub units: Vec<Unit>,
    /// The words of its title, of its other names and of its headings.
    pub names: Vec<NameWord>,
}

/// Cuts a page and numbers its words.
pub fn of(text: &Text, lexicon: &Lexicon) -> Words {
    let mut reader = Reader { lexicon, known: HashMap::default(), words: Words::default() };
    for (place, name) in text.names.iter().enumerate() {
        reader.name(name, place as u32);
    }
    for (n, pieces) in cut(text).into_iter().enumerate() {
        let unit = reader.unit(pieces, n, &text.names);
        reader.words.units.push(unit);
    }
    reader.words
}

/// The pieces of each unit; there is always a first.
fn cut(text: &Text) -> Vec<Vec<Piece>> {
    let mut units: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut n_bytes = 0;
    let summary = Passage { text: text.summary.clone(), ..Passage::default() };
    let is_empty = |passage: &Passage| passage.text.is_empty() && passage.heading.is_empty();
    for passage in [&summary].into_iter().chain(&text.passages).filter(|passage| !is_empty(passage)) {
        for (n, part) in parts(&passage.text).into_iter().enumerate() {
            if n_bytes > 0 && n_bytes + part.len() > FULL {
                units.push(Vec::new());
                n_bytes = 0;
            }
            n_bytes += part.len() + passage.heading.len();
            let piece = Piece {
                anchor: passage.anchor.clone(),
                heading: passage.heading.clone(),
                has_heading: n == 0 && !passage.heading.is_empty(),
                text: part.to_owned(),
            };
            units.last_mut().expect("there is a first").push(piece);
        }
    }
    if !text.facts.is_empty() {
        units[0].push(Piece { text: text.facts.clone(), ..Piece::default() });
    }
    units
}

/// A long text in parts of about a unit each.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > LONG {
        let (part, after) = rest.split_at(place_to_cut(rest));
        parts.push(part.trim());
        rest = after.trim_start();
    }
    parts.push(rest.trim());
    parts
}

/// The last end of a paragraph before the unit is full, else of a sentence, else of a word.
fn place_to_cut(text: &str) -> usize {
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (half, full) = (boundary(FULL / 2), boundary(FULL));
    let window = &text[half..full];
    let after = |found: Option<(usize, &str)>| found.map(|(at, end)| half + at + end.len());
    after(window.rmatch_indices('\n').next())
        .or_else(|| after(window.rmatch_indices(['.', '!', '?']).find(|(at, _)| is_end_of_sentence(window, *at))))
        .or_else(|| after(window.rmatch_indices(['。', '！', '？']).next()))
        .or_else(|| after(window.rmatch_indices(' ').next()))
        .unwrap_or(full)
}

fn is_end_of_sentence(text: &str, at: usize) -> bool {
    text[at + 1..].starts_with(' ')
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    /// Words of this page that were asked for.
    known: HashMap<Box<str>, Option<WordId>, Xxh3DefaultBuilder>,
    words: Words,
}

impl Reader<'_> {
    fn id(&mut self, written: &str) -> Option<WordId> {
        if let Some(id) = self.known.get(written) {
            return *id;
        }
        let id = self.lexicon.id(written);
        self.known.insert(written.into(), id);
        id
    }

    fn unit(&mut self, pieces: Vec<Piece>, number: usize, names: &[String]) -> Unit {
        let mut unit = Unit::default();
        for name in names.iter().filter(|_| number == 0) {
            self.add(name, 1, &mut unit);
            unit.length += 1;
        }
        let mut n_headings = 0;
        for piece in &pieces {
            if piece.has_heading {
                self.name(&piece.heading, 8 + 8 * number as u32 + n_headings.min(7));
                n_headings += 1;
                self.add(&piece.heading, HEADING, &mut unit);
            }
            self.add(&piece.text, 1, &mut unit);
        }
        unit.pieces = pieces;
        unit
    }

    /// The words of a text.
    fn add(&mut self, text: &str, weight: u8, unit: &mut Unit) {
        unit.length = words::each(text, unit.length, |Token { text, at, .. }| {
            if let (Some(word), Ok(at)) = (self.id(&text), u16::try_from(at)) {
                unit.words.push(Occurrence { word, at, weight });
            }
        });
    }

    /// Each word of a name with how many there are: whole words by themselves, what they are made of by all.
    fn name(&mut self, name: &str, place: u32) {
        let mut found: BTreeMap<String, (WordId, bool)> = BTreeMap::new();
        words::each(name, 0, |Token { text, share, .. }| {
            if let Some(word) = self.id(&text) {
                let known = found.entry(words::fold(&text).into_owned()).or_insert((word, false));
                known.1 |= share.is_main();
            }
        });
        let n_main = found.values().filter(|(_, is_main)| *is_main).count();
        let length = |is_main: bool| if is_main { n_main } else { found.len() }.clamp(1, MAX_NAME) as u8;
        let word = |(word, is_main): &(WordId, bool)| NameWord { word: *word, place, length: length(*is_main) };
        self.words.names.extend(found.values().map(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_where_a_sentence_ends_and_nothing_is_lost() {
        let text = "One sentence of eight words, and its end. ".repeat(200);
        let parts = parts(&text);
        assert!(parts.iter().all(|part| part.ends_with("end.") && part.len() <= LONG), "{parts:?}");
        assert_eq!(parts.join(" "), text.trim());
        let wild = "日本語".repeat(2000);
        assert_eq!(super::parts(&wild).concat(), wild);
    }
}
