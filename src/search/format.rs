//! The files of a search index: what is in them, how it is written. The client reads what is said here, and nothing else.
//!
//! # Files
//!
//! One index for each language of the site's pages, below `search/<lang>/`. `<lang>` is the first part of the pages'
//! `lang` in lower case: `en-GB` is found in `en`; what is no such word is `und`. The site's own language has an index in any case, be
//! it empty. Each file is one call in UTF-8, so that it can be fetched (the text between the first comma
//! and the last `)` is JSON, if `[` and `]` are put round it) or put into a page with `<script>`, also from `file:`:
//!
//! ```js
//! gbs("en/s17", "…", "…", "…")
//! ```
//!
//! | name | path below `search/en/` | arguments after the name |
//! | --- | --- | --- |
//! | `m` manifest | `m.js` | the object below |
//! | `l<i>` leaf | `l<i div 256>/<i>-<hash>.js` | keys, hashes of 32 shards |
//! | `s<i>` shard | `s<i div 256>/<i>-<hash>.js` | dictionary, postings, elsewhere |
//! | `x<i>` the rest of a shard | `x<i div 256>/<i>-<hash>.js` | postings |
//! | `p<i>` positions | `p<i div 256>/<i>-<hash>.js` | one text for each of the shards 4·i … 4·i+3 that there are |
//! | `r<i>` reversed lexicon | `r<i div 256>/<i>-<hash>.js` | words |
//! | `d<i>` block | `d<i div 256>/<i>-<hash>.js` | an array of cards with their text |
//! | `f<name>` facet | `f<name>-<hash>.js` | values, lists |
//!
//! # Numbers
//!
//! A number is written in digits of five bits, the lowest first, in the letters [`DIGITS`]; a digit that is followed by
//! another has 32 added: 0 is `0`, 31 is `v`, 32 is `w1`, 1000 is `Ev`. No number is 2³⁰ or more. *Gaps* of an ascending
//! list are each number less the one before it less one; the first is written as it is: 3, 4, 9 has the gaps 3, 0, 4.
//!
//! What there is much of is written in *bits*. Their letters are the 91 from `#` to `~` without `\`, counted from 0: two
//! letters, a and b, are a + 91·b, and that is thirteen bits, the lowest first. A text of bits ends with zeros. `n`:`k` is a number `n` that is
//! about 2ᵏ: if n + 2ᵏ has w bits below its highest, these are w − k zeros, a one, and the w bits. 0:0 is
//! `1`, 1:0 is `010`, 0:2 is `100`, 3:2 is `111`, 4:2 is `01000`. (Exponential Golomb codes; `a|b` is a in b bits.)
//!
//! # Texts
//!
//! Order and length of texts are those of JavaScript: UTF-16 code units. A *front-coded* list is one in which each text
//! begins with one digit (in [`DIGITS`], at most 63) that tells how much of the text before it is kept, and goes on with the rest: `soil`,
//! `soils`, `sun` is `0soil`, `4s`, `1un`.
//!
//! # Manifest
//!
//! ```json
//! { "v": 1, "lang": "en", "langs": {"de": 12, "en": 1379}, "n": 1379,
//!   "s": {"n": 310, "k": "0 2ab 1c …", "run": 2, "h": "0a1b2c…"},
//!   "l": {"n": 0, "k": "", "run": 1, "h": ""},
//!   "p": {"n": 78, "run": 1, "h": "…"},
//!   "r": {"n": 30, "k": "…", "run": 1, "h": "…"},
//!   "x": {"at": "…", "h": "…"},
//!   "d": {"n": 1200, "at": "…", "run": 8, "h": "…"},
//!   "f": [["kind", 6, "0a1b2c"], ["year", 4, "3d4e5f"]],
//!   "e": "ed/ing /s y/ies",
//!   "y": [["ci", "continuous integration"]],
//!   "b": [[2, "0030…"]] }
//! ```
//!
//! - `n` pages. `langs`: each index there is, with its pages.
//! - For each sort of file, `n` tells how many there are. `h` holds their hashes, six letters each, one for every
//!   `run` files: the hash of file `i` is letters `6·(i div run) …`.
//! - `k` keys, front-coded, separated by spaces. A word is looked for in the last file whose key is not greater than it; the first
//!   key is the empty text.
//! - `l`: a site with [`MAX_KEYS`] shards or more has leaves: `s.k` and `s.h` are empty then, `l.k` holds the keys of the
//!   leaves. Leaf `i` is of the shards 32·i … 32·i+31; its keys are written like `k` (the list begins anew), its hashes like `h` with a run of 1.
//! - `x.at`: gaps of the shards that have a rest; `x.h`: their hashes, in this order. Both are empty on most sites.
//! - `d.at`: where each block begins: the page, as difference from the page at which the block before began (0 for the
//!   first), doubled, plus 1 if it does not begin with the page's first unit; then follows the unit.
//! - `f`: the facets there are: name, number of values, hash. A facet without values is not there.
//! - `e`: pairs of endings that words of one meaning have here, the commonest first: `ed/ing`; one may be empty.
//! - `y`: words that mean the same where at least one is of several words, as folded words with spaces between them. (Single words that
//!   mean the same are forms of one group.)
//! - `b`: pages that count more or less: a factor, and the gaps of its pages. Left out pages have 1.
//!
//! # Pages, units, places
//!
//! Pages are numbered from the newest to the oldest (what has no date is last, by address), so the lower number is the
//! newer page. A page has units from 0: one section, neighbouring small ones together, or a part of a long one. A unit has *pieces*.
//! *Places* are names: 0 is the title of the page, 1 to 7 are its other names (`aka`, `formerly`, handles,
//! `search_terms`); 8 + 8·unit + i is the heading of the piece of that unit that is the `i`th to have one, from 0; those
//! after the eighth share 7.
//!
//! # Shard
//!
//! The dictionary has one line a group: words that mean the same (one stem). The forms of a group are sorted, separated
//! by spaces, and front-coded through the whole text, line after line. Groups are sorted by their first form.
//!
//! Postings: bits. For each group the number of its bits, :4, and then so much:
//!
//! ```text
//! group  = (df − 1):0, [(n − 1000):0, if df > 1000], entry × n         (n is df, if it is not more)
//! entry  = (gap of page):k, named|1, page impact|4,
//!          [(mask − 1):1 of the forms that the page holds, if the group has more than one: bit i is form i],
//!          unit…, [name…, if named]
//! unit   = (gap of unit):0, unit impact|2, last|1
//! name   = (gap of place):3, (length − 1):1, last|1
//! ```
//!
//! `k` is what gaps of `n` among all pages may be about: one less than the whole part of log₂ (pages div n), but not less than 0.
//! Impacts of pages (1 to 15) hold the frequency of the whole group, saturated, and the length of the page. Those of units, on the same
//! scale, are 3, 7, 11 or 15, written as 0 to 3: nothing is found worse for it. `length` is the number of
//! different words in the name, at most 15, so that the reciprocals of all words of a name add up to 1. The parts of a compound count it with
//! all parts and wholes. Title and names are words of unit 0 too, so a page that is named is always there.
//! A group on more than [`MAX_PAGES`] pages is capped: its entries are all pages that have it in a name, and those of the greatest
//! impact up to that number; the others, if there are any, are in `x`, for phrases and for what must not be there. `x` is in bits, too: for each group that has
//! a rest, in the order of the shard, its number of bits, :4, and `df − n` times `(gap of page):k`, for as many entries, and of each unit `(gap of unit):0, last|1`.
//!
//! Elsewhere: lines `form number`: a form that would be looked for here, and the shard in which its group is (in digits). Sorted by form.
//!
//! # Positions
//!
//! Bits, again: for each group of the shard their number, :4, then for each entry (those of the shard, then those of `x`), for
//! each unit:
//!
//! ```text
//! unit = (count − 1):0, spot × count
//! spot = (difference of position):k, form|b
//! ```
//!
//! `k` is 6 less the whole part of log₂ count, but not less than 0. `form` is the place of the form among those that the page holds, or among all if the group is
//! capped; `b` is how many bits tell so many apart: none for one, 1 for two, 2 for three. In a unit the words of a heading are
//! counted, then those of the text, piece after piece: a phrase may go on from one to the next. The title comes before the
//! first piece of unit 0, then one free place; other names after it, with one free place after each.
//!
//! # Reversed lexicon
//!
//! One text: forms of four letters and more without digits and not of runs (below), each turned round by code points, sorted,
//! front-coded, separated by line feeds. Keys (`r.k`) are the first letters of the first word of a file.
//!
//! # Blocks
//!
//! ```json
//! [[17, "sessions/soil/", "Soil", "session", "2026-03-05", "Spring · online", 0,
//!   [["What we did.", ["Notes", "Much."], ["Notes", "More notes.", "notes-1"]], [["", "Still more.", "notes-1", "Notes"]]]]]
//! ```
//!
//! Page, address from the root of the site, title, kind, date or nothing, a line that tells more or nothing, number of the first unit here, units. A unit is an array of pieces:
//! heading or nothing, text, in which a line feed stands between paragraphs, and the anchor. The anchor is left out where it follows from a
//! heading in ASCII: without blanks at both ends, in lower case, of letters, digits, `-`, `_` and spaces only, each space as `-`. What has
//! neither heading nor anchor is its text. Where a section goes on in another piece, the heading is in the fourth
//! place, for showing: it is no word of this piece. The card of a page is repeated in every block that holds units of it, so one block
//! is enough for a result.
//!
//! # Facets
//!
//! `gbs("en/ftheme", [["soil", "Soil care"], …], "…")`: the values, each with the key that filters use and what readers are shown, sorted by key; then for each how many pages, and their gaps.
//! Facets are `kind`, `theme`, `member`, `organisation`, `year`, `tag`.
//!
//! # Words
//!
//! The client finds the words of a query as the index found those of a page; `tests/search/words.json` shows it.
//!
//! 1. The text in NFKC, without what only tells how letters are set: `[\u00ad\u0640\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]`.
//! 2. A *stretch* is `[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}]*`, and goes on over one of `- _ . ' ’ ‐` if a letter or digit
//!    follows. It is cut where a script without spaces begins and ends: Thai, Lao, Myanmar, Khmer, Kana, Bopomofo, Han, Hangul:
//!    `[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]`. A letter is a code point.
//! 3. Of such a script it is a *run*: its overlapping pairs of letters are words, or the single letter. (In the index
//!    every letter of a run is a word, too.)
//! 4. All other is a *compound*: its parts are what the signs separate, and what `camelCase` does: before an
//!    upper-case letter (`\p{Uppercase}`) after a lower-case one (`\p{Lowercase}`), and before the last of several upper-case letters if two lower-case ones follow it.
//! 5. Each part is folded: NFKD; without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic, `[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]`;
//!    NFC; lower case; then `ß æ œ ø đ ð ł þ ı ħ ς` are `ss ae oe o d d l th i h σ`. Vowel signs of other scripts stay. A part of which nothing is left is not there.
//! 6. One part is a word. Of several, the *whole* is a word beside them: all parts in a row, and with the sign only where
//!    digits are on both sides of it: `e-mail` is `email`, `1.6` stays. More than eight parts have no whole.
//! 7. A stretch of one letter (no run) before `++` or `#` that no letter or digit follows (`C++`, `F#`) is a compound of the whole `c++` and the part `c`.
//! 8. What is longer than [`MAX_WORD`] is no word.
//!
//! Positions: a part takes one each; the whole has that of its first part. A run takes one for each letter, a pair that
//! of its first. What is too long takes one.

use serde::Serialize;
use std::cmp::Ordering;
use xxhash_rust::xxh3::Xxh3Default;

/// The letters of numbers.
pub const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// How many shards need leaves.
pub const MAX_KEYS: usize = 1_000;

/// On how many pages a group is before it is capped.
pub const MAX_PAGES: usize = 1_000;

/// How long a word is at most, in UTF-16 code units.
pub const MAX_WORD: usize = 64;

/// How many files lie in a folder at most.
pub const MAX_IN_FOLDER: usize = 256;

/// How great numbers of each sort usually are: the `k` with which they are written.
pub mod about {
    /// Lengths in bits.
    pub const LENGTH: u32 = 4;
    /// Pages of a group, less one.
    pub const PAGES: u32 = 0;
    /// How many more entries a capped group has than [`MAX_PAGES`](super::MAX_PAGES).
    pub const NAMED: u32 = 0;
    /// Forms on a page.
    pub const MASK: u32 = 1;
    /// How many bits an impact of a page has; the first of them are that of a unit.
    pub const IMPACT: u32 = 4;
    /// How many bits an impact of a unit has.
    pub const UNIT_IMPACT: u32 = 2;
    /// Gaps of units.
    pub const UNIT: u32 = 0;
    /// Gaps of places.
    pub const PLACE: u32 = 3;
    /// Words of a name, less one.
    pub const NAME: u32 = 1;
    /// Positions in a unit, less one.
    pub const COUNT: u32 = 0;

    /// Gaps of pages, of which there are so many.
    pub fn page(n_pages: usize, n_entries: usize) -> u32 {
        (n_pages / n_entries).ilog2().saturating_sub(1)
    }

    /// Differences of positions, of which there are so many.
    pub fn position(count: usize) -> u32 {
        6u32.saturating_sub(count.ilog2())
    }

    /// How many bits tell one of so many forms.
    pub fn form(n_forms: u32) -> u32 {
        (n_forms - 1).checked_ilog2().map_or(0, |log| log + 1)
    }
}

/// How many letters a hash has.
const HASH: usize = 6;

/// So many hashes of one sort are in the manifest at most: beyond that, files share one.
const MAX_HASHES: usize = 256;

/// Adds a number to a text.
pub fn number(out: &mut String, mut number: u32) {
    loop {
        let (digit, rest) = ((number & 31) as usize, number >> 5);
        out.push(DIGITS[digit | if rest > 0 { 32 } else { 0 }] as char);
        number = rest;
        if number == 0 {
            return;
        }
    }
}

/// Adds the gaps of an ascending list.
pub fn gaps(out: &mut String, numbers: impl IntoIterator<Item = u32>) {
    let mut next = 0;
    for one in numbers {
        number(out, one - next);
        next = one + 1;
    }
}

/// The order of texts in JavaScript.
pub fn in_order(one: &str, other: &str) -> Ordering {
    match one.is_ascii() && other.is_ascii() {
        true => one.cmp(other),
        false => one.encode_utf16().cmp(other.encode_utf16()),
    }
}

/// A front-coded list that goes on.
#[derive(Default)]
pub struct FrontCoded {
    before: String,
}

impl FrontCoded {
    /// Adds a text.
    pub fn add(&mut self, out: &mut String, text: &str) {
        let mut kept = (0, 0);
        for (a, b) in self.before.chars().zip(text.chars()) {
            let n_units = kept.0 + a.len_utf16();
            if a != b || n_units > 63 {
                break;
            }
            kept = (n_units, kept.1 + a.len_utf8());
        }
        out.push(DIGITS[kept.0] as char);
        out.push_str(&text[kept.1..]);
        text.clone_into(&mut self.before);
    }
}

/// A front-coded list of all texts, with something between them.
pub fn front_coded<'a>(texts: impl IntoIterator<Item = &'a str>, between: char) -> String {
    let mut coder = FrontCoded::default();
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push(between);
        }
        coder.add(&mut out, text);
    }
    out
}

/// A file: one call with its name and what it holds, as JSON.
pub fn call(name: &str, arguments: &[String]) -> Vec<u8> {
    format!("gbs({},{})\n", json(name), arguments.join(",")).into_bytes()
}

/// A value as JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

/// What tells a file from one of the same name that holds something else.
pub fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut hasher = Xxh3Default::new();
    contents.into_iter().for_each(|content| hasher.update(content));
    let mut rest = hasher.digest();
    let letter = |_| {
        let letter = LETTERS[(rest % 36) as usize] as char;
        rest /= 36;
        letter
    };
    (0..HASH).map(letter).collect()
}

/// The files of one sort, with their paths below the folder of the index.
pub struct Sort {
    /// Paths and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// How many files share a hash.
    pub run: usize,
    /// The hashes, one after the other.
    pub hashes: String,
}

/// Gives files of a sort their names. `numbers` are those that the names carry.
pub fn sort(letter: char, numbers: impl IntoIterator<Item = usize>, contents: Vec<Vec<u8>>, run: usize) -> Sort {
    let hashes: Vec<String> = contents.chunks(run).map(|files| hash(files.iter().map(Vec::as_slice))).collect();
    let path =
        |place: usize, number: usize| format!("{letter}{}/{number}-{}.js", number / MAX_IN_FOLDER, hashes[place / run]);
    let paths: Vec<String> = numbers.into_iter().enumerate().map(|(place, number)| path(place, number)).collect();
    Sort { files: paths.into_iter().zip(contents).collect(), run, hashes: hashes.concat() }
}

/// So many files share a hash that the manifest stays small.
pub fn run_of(n_files: usize) -> usize {
    n_files.div_ceil(MAX_HASHES).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_of_five_bits() {
        let written = |n| {
            let mut out = String::new();
            number(&mut out, n);
            out
        };
        assert_eq!([0, 31, 32, 1000].map(written), ["0", "v", "w1", "Ev"]);
        let mut out = String::new();
        gaps(&mut out, [3, 4, 9]);
        assert_eq!(out, "304");
    }

    #[test]
    fn texts_are_coded_against_the_one_before() {
        assert_eq!(front_coded(["soil", "soils", "sun"], ' '), "0soil 4s 1un");
        assert_eq!(front_coded(["\u{1f331}a", "\u{1f331}b", "\u{1f332}"], ' '), "0\u{1f331}a 2b 0\u{1f332}");
        let long = "a".repeat(80);
        assert_eq!(front_coded([long.as_str(), &long], ' '), format!("0{long} _{}", "a".repeat(17)));
    }

    #[test]
    fn files_are_calls() {
        assert_eq!(
            String::from_utf8(call("en/x", &[json("é\u{1f331}\""), json(&[1, 2])])).as_deref(),
            Ok("gbs(\"en/x\",\"é\u{1f331}\\\"\",[1,2])\n")
        );
    }

    #[test]
    fn the_order_is_that_of_utf_16() {
        assert_eq!(in_order("\u{1f331}", "\u{ff5e}"), Ordering::Less);
        assert_eq!(in_order("a", "ab"), Ordering::Less);
    }
}
