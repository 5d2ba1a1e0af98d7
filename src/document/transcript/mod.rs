//! What was said in a recording, with its times: WebVTT and SubRip become cues.
//!
//! 1. The file is cut into cues; what is there for programs or for other authors is left out (`blocks`).
//! 2. Times are read (`times`), and the markup of each cue tells who speaks (`text`).
//! 3. Captions that roll repeat the lines before: those are told once.
//! 4. Where no markup tells a voice, names that stand before what is said do (`voices`).
//!
//! Real files are not always what the standards ask for. All that can be read is; what cannot is kept as a fact, of which
//! [`findings`] tells. [`paragraphs`] makes cues into a text to read.

mod blocks;
mod findings;
mod paragraphs;
mod text;
mod times;
mod voices;

pub use findings::findings;
pub use paragraphs::{Paragraph, paragraphs};
pub use times::{before_name, clock, leading};

use super::markdown::squeeze;
use crate::source::{Source, hash};
use blocks::Block;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use text::Piece;

/// Captions that roll follow each other at once, give or take so many milliseconds.
const AT_ONCE: u64 = 100;
/// So many lines of a caption are compared with those before it.
const MAX_ROLLING: usize = 4;

/// What was said, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// What is shown at once, in the order of the file.
    pub cues: Arc<[Cue]>,
    /// Who speaks: each name once, in the order in which they are first heard.
    pub voices: Vec<String>,
    /// What could not be read as it was meant.
    pub faults: Faults,
    /// A hash of the text.
    pub print: u64,
}

/// What is shown at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// When it begins, in milliseconds.
    pub start: u64,
    /// When it ends.
    pub end: u64,
    /// Who says it: a place among the voices.
    pub voice: Option<usize>,
    /// What is said, in one line without markup.
    pub text: String,
    /// Its bytes in the file, from its times on.
    pub at: Range<usize>,
}

/// What could not be read as it was meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// The last letter before the file is no text any more; nothing of it where all of it is none, or too large.
    pub no_text_after: Option<Range<usize>>,
    /// Times that cannot be read.
    pub unreadable: Places,
    /// Times that lie before those above them, or end before they begin.
    pub backwards: Places,
}

/// The first place of several, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// The first.
    pub first: Option<Range<usize>>,
    /// How many.
    pub n: usize,
}

impl Places {
    fn add(&mut self, at: &Range<usize>) {
        self.first.get_or_insert_with(|| at.clone());
        self.n += 1;
    }
}

/// Reads the text of a transcript with times.
pub fn parse(source: &Source) -> Transcript {
    let mut reader = Reader::default();
    if !source.is_readable {
        let last = source.text.char_indices().next_back().map_or(0, |(at, _)| at);
        let faults = Faults { no_text_after: Some(last..source.text.len()), ..Faults::default() };
        return Transcript { faults, ..Transcript::default() };
    }
    for block in blocks::blocks(&source.text, source.path.extension() == "vtt") {
        reader.block(&source.text, block);
    }
    let mut spoken = reader.spoken;
    if spoken.iter().all(|one| one.voice.is_none()) {
        voices::from_names(&mut spoken);
    }
    let (cues, voices) = numbered(spoken);
    Transcript { cues: cues.into(), voices, faults: reader.faults, print: hash(source.text.as_bytes()) }
}

/// A cue whose voice is still a name.
struct Spoken {
    start: u64,
    end: u64,
    voice: Option<String>,
    text: String,
    at: Range<usize>,
}

/// Reads one cue after the other.
#[derive(Default)]
struct Reader {
    spoken: Vec<Spoken>,
    faults: Faults,
    last: Last,
}

/// What the cue before left behind.
#[derive(Default)]
struct Last {
    start: u64,
    end: u64,
    voice: Option<String>,
    lines: Vec<String>,
}

impl Reader {
    fn block(&mut self, text: &str, block: Block) {
        let (start, end) = self.times(text, &block.times);
        let at = block.times.start..block.end;
        for Piece { voice, text } in text::pieces(&block.payload) {
            let lines: Vec<String> = text.split('\n').map(squeeze).filter(|line| !line.is_empty()).collect();
            let is_rolling = start <= self.last.end + AT_ONCE && voice == self.last.voice;
            let n_known = if is_rolling { n_repeated(&self.last.lines, &lines) } else { 0 };
            let text = lines[n_known..].join(" ");
            if !lines.is_empty() {
                self.last = Last { start, end, voice: voice.clone(), lines };
            }
            if !text.is_empty() {
                self.spoken.push(Spoken { start, end, voice, text, at: at.clone() });
            }
        }
        (self.last.start, self.last.end) = (start, end);
    }

    /// What cannot be read takes place where the cue before ended.
    fn times(&mut self, text: &str, at: &Range<usize>) -> (u64, u64) {
        let Some((start, end)) = times::of_line(&text[at.clone()]) else {
            self.faults.unreadable.add(at);
            return (self.last.end, self.last.end);
        };
        if start < self.last.start || end < start {
            self.faults.backwards.add(at);
        }
        (start, end.max(start))
    }
}

/// How many lines at the start of a caption are those at the end of the one before.
fn n_repeated(before: &[String], lines: &[String]) -> usize {
    let most = before.len().min(lines.len()).min(MAX_ROLLING);
    (1..=most).rev().find(|n| before[before.len() - n..] == lines[..*n]).unwrap_or(0)
}

/// Names become places in the list of voices.
fn numbered(spoken: Vec<Spoken>) -> (Vec<Cue>, Vec<String>) {
    let mut voices = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut place = |name: String| {
        *places.entry(name).or_insert_with_key(|name| {
            voices.push(name.clone());
            voices.len() - 1
        })
    };
    let cues = spoken.into_iter().map(|one| {
        let Spoken { start, end, voice, text, at } = one;
        Cue { start, end, voice: voice.map(&mut place), text, at }
    });
    let cues = cues.collect();
    (cues, voices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Vec<String> {
        let transcript = parse(&Source::new(path, text));
        let line = |cue: &Cue| {
            let voice = cue.voice.map_or_else(String::new, |voice| format!("{}: ", transcript.voices[voice]));
            format!("{}-{} {voice}{}", cue.start, cue.end, cue.text)
        };
        transcript.cues.iter().map(line).collect()
    }

    #[test]
    fn captions_that_roll_are_told_once() {
        let text = "WEBVTT\nKind: captions\n\n00:00.000 --> 00:02.000 align:start\n \nwe<00:00.500><c> turn</c> it\n\n\
                    00:02.000 --> 00:02.010\nwe turn it\n \n\n00:02.010 --> 00:04.000\nwe turn it\nonce<c> a</c> week\n\n\
                    00:04.000 --> 00:04.010\nonce a week\n \n";
        assert_eq!(read("x.vtt", text), ["0-2000 we turn it", "2010-4000 once a week"]);
        let later = "WEBVTT\n\n00:00.000 --> 00:02.000\nYes.\n\n00:05.000 --> 00:06.000\nYes.\n";
        assert_eq!(read("x.vtt", later).len(), 2, "what is said again after a while is said twice");
    }

    #[test]
    fn comments_styles_and_names_of_cues_are_left_out() {
        let text = "\u{feff}WEBVTT - a title\r\nX-Key: no\r\n\r\nNOTE no\r\n00:01.000 --> 00:02.000\r\nno\r\n\r\nSTYLE\r\n::cue { no }\r\n\r\n\
                    REGION\r\nid:no\r\n\r\nno\r\n00:03.000 --> 00:04.000\r\nyes\r\nyes-->\r\n\r\nno\r\n\r\nNOTE\r\nno\r\n";
        assert_eq!(read("x.vtt", text), ["3000-4000 yes yes-->"]);
    }

    #[test]
    fn subrip_is_read_with_its_numbers_left_out() {
        let text = "1\n00:00:01,000 --> 00:00:02,500 X1:0\n{\\an8}<font color=\"red\">One</font>\n\n2\n00:00:03,000 --> 00:00:04,000\n1984\n3\n\
                    00:00:05,000 --> 00:00:06,000\n2 < 3\n\nand more\n\n4\n00:00:07,000 --> 00:00:08,000\nend";
        assert_eq!(
            read("x.srt", text),
            ["1000-2500 One", "3000-4000 1984", "5000-6000 2 < 3 and more", "7000-8000 end"]
        );
    }

    #[test]
    fn voices_are_told_by_markup_or_by_names_before_what_is_said() {
        let marked = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ana  Lima>Turn it.</v> (Noise)\n<v Bo>Why: because?";
        assert_eq!(
            read("x.vtt", marked),
            ["1000-2000 Ana Lima: Turn it.", "1000-2000 (Noise)", "1000-2000 Bo: Why: because?"]
        );
        let named = |lines: [&str; 3]| {
            let cue = |line: &str| format!("00:00:01,000 --> 00:00:02,000\n{line}\n\n");
            read("x.srt", &lines.map(cue).concat()).into_iter().map(|line| line[10..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(named(["Ana: One.", "Two.", "Bo: Three."]), ["Ana: One.", "Ana: Two.", "Bo: Three."]);
        assert_eq!(named(["One.", "Two: the end.", "Three."]), ["One.", "Two: the end.", "Three."]);
        assert_eq!(named(["Well then: we", "go on: and", "so on: Three."])[0], "Well then: we");
    }

    #[test]
    fn what_is_wrong_is_kept_as_a_fact() {
        let text = "WEBVTT\n\n00:05.000 --> 00:04.000\na\n\n0:xx --> 00:07.000\nb\n\n00:01.000 --> 00:09.000\nc";
        let transcript = parse(&Source::new("x.vtt", text));
        assert_eq!(read("x.vtt", text), ["5000-5000 a", "5000-5000 b", "1000-9000 c"]);
        assert_eq!((transcript.faults.backwards.n, transcript.faults.unreadable.n), (2, 1));
        assert_eq!(&text[transcript.faults.unreadable.first.unwrap_or_default()], "0:xx --> 00:07.000");
    }
}
