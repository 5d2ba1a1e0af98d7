//! A file is cut into cues, as far as its lines tell without looking into what is said.
//!
//! 1. A line with an arrow begins a cue; an empty line ends it.
//! 2. `NOTE`, `STYLE` and `REGION`, the head of the file and the names of cues are left out, also where players would show
//!    them: a comment with times in it is still a comment to who wrote it.
//! 3. In SubRip text after an empty line belongs to the cue above.

use std::ops::Range;

/// A cue with its payload as it was written.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    /// The line with its times.
    pub(super) times: Range<usize>,
    /// What stands below it, with a line break after each line.
    pub(super) payload: String,
    /// One past its last byte.
    pub(super) end: usize,
}

/// What the next line is a part of.
#[derive(PartialEq)]
enum Part {
    /// The head of a WebVTT file.
    Head,
    /// Nothing that is shown.
    Comment,
    /// Nothing yet: an empty line came before.
    Nothing,
    /// What may be the name of a cue.
    Name,
    /// A cue.
    Cue,
}

/// The cues of a file. `is_vtt` is what its name says; its first line may know better.
pub(super) fn blocks(text: &str, is_vtt: bool) -> Vec<Block> {
    let has_head = text.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    let part = if has_head { Part::Head } else { Part::Nothing };
    let mut cutter =
        Cutter { text, is_vtt: is_vtt || has_head, part, is_open: false, held: Vec::new(), blocks: Vec::new() };
    lines(text).for_each(|at| cutter.line(at));
    cutter.release(false);
    cutter.blocks
}

/// Every line without what ends it: a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        let length = bytes.get(start..)?.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = length.map_or(bytes.len(), |length| start + length);
        let is_pair = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        next = end + 1 + usize::from(is_pair);
        (start < bytes.len()).then_some(start..end)
    })
}

struct Cutter<'t> {
    text: &'t str,
    is_vtt: bool,
    part: Part,
    /// Whether text can still be a part of the cue above: no comment came after it.
    is_open: bool,
    /// Lines of which nobody knows yet whether they belong to the cue above.
    held: Vec<Range<usize>>,
    blocks: Vec<Block>,
}

impl Cutter<'_> {
    fn line(&mut self, at: Range<usize>) {
        let line = &self.text[at.clone()];
        if line.is_empty() {
            return self.part = Part::Nothing;
        }
        match self.part {
            Part::Comment => {}
            _ if self.has_times(line) => self.begin(at),
            Part::Head => {}
            Part::Nothing if self.is_comment(line) => self.comment(),
            Part::Nothing | Part::Name => {
                self.part = Part::Name;
                self.held.push(at);
            }
            Part::Cue => self.add(&at),
        }
    }

    /// What is said may hold an arrow too.
    fn has_times(&self, line: &str) -> bool {
        let begins = line.trim_start_matches(['\u{feff}', ' ', '\t']).starts_with(|first: char| first.is_ascii_digit());
        line.contains("-->") && (begins || self.part != Part::Cue)
    }

    fn is_comment(&self, line: &str) -> bool {
        let is_note = line.strip_prefix("NOTE").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        is_note || (self.is_vtt && matches!(line.trim_end(), "STYLE" | "REGION"))
    }

    /// What comes after a comment is no part of the cue before it.
    fn comment(&mut self) {
        self.release(false);
        (self.part, self.is_open) = (Part::Comment, false);
    }

    fn begin(&mut self, times: Range<usize>) {
        // Where no empty line came between, the number of the cue looks like the end of the one before.
        if self.part == Part::Cue && !self.is_vtt {
            self.drop_number();
        }
        self.release(true);
        (self.part, self.is_open) = (Part::Cue, true);
        self.blocks.push(Block { end: times.end, times, payload: String::new() });
    }

    fn drop_number(&mut self) {
        let Some(block) = self.blocks.last_mut() else { return };
        let before = block.payload.trim_end_matches('\n');
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        if is_number(&before[start..]) && start > 0 {
            block.payload.truncate(start);
        }
    }

    /// What was held goes to the cue above, without the name of the one that begins.
    fn release(&mut self, begins: bool) {
        let held = std::mem::take(&mut self.held);
        if self.is_vtt || !self.is_open {
            return;
        }
        let has_number = begins && held.last().is_some_and(|at| is_number(&self.text[at.clone()]));
        let n_said = held.len() - usize::from(has_number);
        held[..n_said].iter().for_each(|at| self.add(at));
    }

    fn add(&mut self, at: &Range<usize>) {
        if let Some(block) = self.blocks.last_mut() {
            block.payload.push_str(&self.text[at.clone()]);
            block.payload.push('\n');
            block.end = at.end;
        }
    }
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}
