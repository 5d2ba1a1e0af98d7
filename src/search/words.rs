//! The words of a text, as `format` says: folded, compounds with their parts, scripts without spaces in pairs.
//!
//! 1. The text is brought into NFKC, without what only tells how letters are set.
//! 2. Stretches of letters and digits are cut where a script without spaces begins or ends.
//! 3. Each gives words with positions; what they are in the index, [`fold`] tells.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A compound of more parts has no whole.
const MAX_PARTS: usize = 8;

/// One word on its way into the index.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'t> {
    /// As written, but for step 1.
    pub text: Cow<'t, str>,
    /// Its position.
    pub at: u32,
    /// What of its stretch it is.
    pub share: Share,
}

/// What of its stretch a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    All,
    /// A compound, whole.
    Whole,
    /// A part of a compound.
    Part,
    /// Two letters of a run, or its only one.
    Pair,
    /// One letter of several in a run.
    Letter,
}

impl Share {
    /// Whether the word, with others like it, makes up the text.
    pub fn is_main(self) -> bool {
        matches!(self, Share::All | Share::Whole | Share::Pair)
    }
}

/// Calls `found` with every word of a text, and gives the position after the last one. The first is at `at`.
pub fn each(text: &str, at: u32, mut found: impl FnMut(Token<'_>)) -> u32 {
    let text = settled(text);
    let mut next = at;
    let mut rest = &*text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let (stretch, after) = rest.split_at(end_of_stretch(rest));
        let suffix = ["++", "#"]
            .into_iter()
            .find(|suffix| after.strip_prefix(suffix).is_some_and(|after| !after.starts_with(char::is_alphanumeric)));
        next = match suffix.filter(|_| is_letter(stretch)) {
            Some(suffix) => {
                found(Token { text: Cow::Owned(format!("{stretch}{suffix}")), at: next, share: Share::Whole });
                found(Token { text: Cow::Borrowed(stretch), at: next, share: Share::Part });
                next + 1
            }
            None if is_simple(stretch) => {
                found(Token { text: Cow::Borrowed(stretch), at: next, share: Share::All });
                next + 1
            }
            None => of_stretch(stretch, next, &mut found),
        };
        rest = after;
    }
    next
}

/// Whether a stretch is one letter, and of no run.
fn is_letter(stretch: &str) -> bool {
    stretch.chars().count() == 1 && !stretch.starts_with(is_of_run)
}

/// NFKC, without what only tells how letters are set.
fn settled(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_settled = is_nfkc_quick(text.chars()) == IsNormalized::Yes && !text.contains(is_ignored);
    if is_settled { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().filter(|c| !is_ignored(*c)).collect()) }
}

fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{640}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Marks that people leave out when they type.
fn is_loose_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a letter is of a script that is written without spaces.
pub fn is_of_run(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312f}' | '\u{3130}'..='\u{318f}' | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '\'' | '’' | '‐')
}

/// Whether a stretch is one word at first sight, as most are.
fn is_simple(stretch: &str) -> bool {
    stretch.bytes().skip(1).all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && stretch.as_bytes()[0].is_ascii_alphanumeric()
}

fn end_of_stretch(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let goes_on = letter.is_alphanumeric() || (!letter.is_ascii() && is_combining_mark(letter));
        let mut joins = || is_sign(letter) && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !goes_on && !joins() {
            return at;
        }
    }
    text.len()
}

fn of_stretch<'t>(stretch: &'t str, at: u32, found: &mut impl FnMut(Token<'t>)) -> u32 {
    let (mut rest, mut next) = (stretch, at);
    while let Some(first) = rest.chars().next() {
        let is_run = is_of_run(first);
        let end = rest.find(|c| is_of_run(c) != is_run).unwrap_or(rest.len());
        let (one, after) = rest.split_at(end);
        next = if is_run { run(one, next, found) } else { compound(one, next, found) };
        rest = after;
    }
    next
}

/// Overlapping pairs, and every letter.
fn run<'t>(run: &'t str, at: u32, found: &mut impl FnMut(Token<'t>)) -> u32 {
    let ends: Vec<usize> = run.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
    if ends.len() == 1 {
        found(Token { text: Cow::Borrowed(run), at, share: Share::Pair });
        return at + 1;
    }
    let mut start = 0;
    for (n, end) in ends.iter().enumerate() {
        let at = at + n as u32;
        if let Some(end) = ends.get(n + 1) {
            found(Token { text: Cow::Borrowed(&run[start..*end]), at, share: Share::Pair });
        }
        found(Token { text: Cow::Borrowed(&run[start..*end]), at, share: Share::Letter });
        start = *end;
    }
    at + ends.len() as u32
}

fn compound<'t>(text: &'t str, at: u32, found: &mut impl FnMut(Token<'t>)) -> u32 {
    let parts = parts(text);
    if let [only] = parts[..] {
        found(Token { text: Cow::Borrowed(only.text), at, share: Share::All });
        return at + 1;
    }
    if (2..=MAX_PARTS).contains(&parts.len()) {
        found(Token { text: Cow::Owned(whole(&parts)), at, share: Share::Whole });
    }
    let mut next = at;
    for part in &parts {
        found(Token { text: Cow::Borrowed(part.text), at: next, share: Share::Part });
        next += 1;
    }
    next
}

#[derive(Clone, Copy)]
struct Part<'t> {
    text: &'t str,
    /// The sign before it.
    sign: Option<char>,
}

/// What signs and letter case separate, without what folds to nothing.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut sign = None;
    for piece in text.split_inclusive(is_sign) {
        let word = piece.trim_end_matches(is_sign);
        for text in humps(word).into_iter().filter(|text| !text.chars().all(is_loose_mark)) {
            parts.push(Part { text, sign: sign.take() });
        }
        sign = piece[word.len()..].chars().next();
    }
    parts
}

/// `camelCase` is `camel` and `Case`.
fn humps(word: &str) -> Vec<&str> {
    if !word.contains(char::is_uppercase) {
        return vec![word];
    }
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let is_lower = |n: usize| letters.get(n).is_some_and(|(_, letter)| letter.is_lowercase());
    let is_upper = |n: usize| letters.get(n).is_some_and(|(_, letter)| letter.is_uppercase());
    let begins =
        |n: &usize| is_upper(*n) && (is_lower(*n - 1) || (is_upper(*n - 1) && is_lower(*n + 1) && is_lower(*n + 2)));
    let mut words = Vec::new();
    let mut start = 0;
    for cut in (1..letters.len()).filter(begins).map(|n| letters[n].0) {
        words.push(&word[start..cut]);
        start = cut;
    }
    words.push(&word[start..]);
    words
}

/// The parts in a row, folded; a sign stays between digits.
fn whole(parts: &[Part<'_>]) -> String {
    let mut whole = String::new();
    for part in parts {
        let folded = fold(part.text);
        let is_between = whole.ends_with(char::is_numeric) && folded.starts_with(char::is_numeric);
        whole.extend(part.sign.filter(|_| is_between));
        whole.push_str(&folded);
    }
    whole
}

/// A word as it is looked up: without marks that people leave out, in lower case.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(word.to_ascii_lowercase()),
            false => Cow::Borrowed(word),
        };
    }
    let bare: String = word.nfkd().filter(|c| !is_loose_mark(*c)).nfc().collect();
    let mut folded = String::with_capacity(bare.len());
    for letter in bare.to_lowercase().chars() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ς' => folded.push('σ'),
            letter => folded.push(letter),
        }
    }
    Cow::Owned(folded)
}

/// Whether a folded word is short enough for one.
pub fn is_word(folded: &str) -> bool {
    !folded.is_empty() && (folded.len() <= super::format::MAX_WORD || units(folded) <= super::format::MAX_WORD)
}

/// How long a text is in JavaScript.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
