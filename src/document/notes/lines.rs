//! Plain lines of a body, each letter with its place in the file.
//!
//! 1. [`LineReader`](super::LineReader) goes through the pieces of a body once. Headings, items, rows, and what a break ends in a paragraph
//!    become lines; markup is gone from their text, and remembered as spans over it.
//! 2. [`Lines::join`] gives lines that are only wrapped back to the line before.
//!
//! All lines stand in one text, a line break between them, so that a longer line is a longer range of it.

use std::ops::Range;

/// What a line is in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A heading of this level.
    Heading(u8),
    /// The first line of an item of a list.
    Item,
    /// Any other line of a paragraph.
    Text,
    /// What is defined by the lines below it.
    Term,
    /// The first row of a table.
    Head,
    /// Any other row.
    Row,
    /// A line of code.
    Code,
}

/// What stands between a line and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Another paragraph, item or row.
    Block,
    /// A line break that the author may have made only to wrap the text.
    Soft,
    /// A line break that is meant.
    Hard,
}

/// So many spans before a place may reach into it.
const LOOK_BACK: usize = 16;

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub form: Form,
    /// How many lists it is in.
    pub depth: usize,
    /// The number of the outermost list that it is in.
    pub list: usize,
    /// The mark of a task item, and whether it is ticked.
    pub ticked: Option<bool>,
    pub after: Break,
    /// Whether a line across the page parts it from the one before.
    pub is_behind_rule: bool,
    /// Whether it is the rest of an item without being as far in as the item.
    pub is_lazy: bool,
    /// Its place in the text of all lines.
    pub text: Range<usize>,
    /// The cells of a row, by their places in [`Lines::cells`].
    pub cells: Range<usize>,
    /// Its bytes in the file.
    pub at: Range<usize>,
}

/// What markup says of a part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Bold.
    Strong,
    /// Struck through.
    Struck,
    /// A link that begins at this byte of the file.
    Link(usize),
    /// An e-mail address.
    Mail,
}

/// So much of the text stands in the file at these bytes.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub text: usize,
    pub file: Range<usize>,
    /// Whether it is written in the file as it reads.
    pub is_verbatim: bool,
}

/// Every line of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// Their text.
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    pub(super) cells: Vec<Range<usize>>,
    /// Parts of the text with markup, by where they begin.
    pub(super) styles: Vec<(Range<usize>, Style)>,
    /// Where the links of `styles` lead, if that is outside of the site: the place of the link, and its address.
    pub(super) targets: Vec<(usize, String)>,
    pub(super) chunks: Vec<Chunk>,
}

/// The lines of a body, those of its parts for a narrower audience apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllLines {
    /// The lines outside of all such parts.
    pub outside: Lines,
    /// For each part where it begins, and its lines.
    pub inside: Vec<(usize, Lines)>,
}

impl Lines {
    /// The text of a line.
    pub(super) fn text_of(&self, line: &Line) -> &str {
        &self.text[line.text.clone()]
    }

    /// The cells of a row.
    pub(super) fn cells_of(&self, line: &Line) -> impl Iterator<Item = &str> {
        self.cells[line.cells.clone()].iter().map(|cell| self.text[cell.clone()].trim())
    }

    /// The place in the text of all lines of a part of it.
    pub(super) fn place(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }

    /// The bytes in the file of a part of the text.
    pub(super) fn in_file(&self, part: &str) -> Range<usize> {
        self.file_range(self.place(part))
    }

    /// The bytes in the file of a place in the text.
    pub(super) fn file_range(&self, place: Range<usize>) -> Range<usize> {
        let chunk = |at: usize| {
            let next = self.chunks.partition_point(|chunk| chunk.text <= at);
            self.chunks.get(next.saturating_sub(1))
        };
        let Some(first) = chunk(place.start) else { return 0..0 };
        let start = match first.is_verbatim {
            true => (first.file.start + place.start.saturating_sub(first.text)).min(first.file.end),
            false => first.file.start,
        };
        let last = chunk(place.end.max(place.start + 1) - 1).unwrap_or(first);
        let end = match last.is_verbatim {
            true => (last.file.start + (place.end.saturating_sub(last.text))).min(last.file.end),
            false => last.file.end,
        };
        start..end.max(start)
    }

    /// Spans of markup over a part of the text.
    pub(super) fn styles_in(&self, place: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, Style)> {
        let from = self.styles.partition_point(|(at, _)| at.start < place.start);
        let end = place.end;
        self.styles[from..].iter().take_while(move |(at, _)| at.start < end)
    }

    /// Whether all letters of a part of the text are in spans of a style.
    pub(super) fn is_all(&self, part: &str, style: Style) -> bool {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let place = self.place(part);
        let mut done = place.start;
        // What began before may reach into it; spans of one style rarely lie in each other.
        let from = self.styles.partition_point(|(at, _)| at.start <= place.start).saturating_sub(LOOK_BACK);
        let spans = self.styles[from..].iter().take_while(|(at, _)| at.start < place.end);
        for (at, _) in spans.filter(|(at, found)| *found == style && at.end > place.start) {
            if self.text.get(done..at.start).is_some_and(|gap| gap.contains(char::is_alphanumeric)) {
                return false;
            }
            done = done.max(at.end);
        }
        !part.is_empty() && done >= place.end
    }

    /// Gives wrapped lines back to the line before, unless `begins` says of their text that a line begins there.
    pub(super) fn join(&mut self, begins: impl Fn(&str) -> bool) {
        let mut joined: Vec<Line> = Vec::with_capacity(self.lines.len());
        // Whether all breaks of the paragraph so far look as if they were made for the length of its lines.
        let mut is_wrapped = true;
        for line in std::mem::take(&mut self.lines) {
            let text = self.text_of(&line);
            let above = joined.last().map_or("", |before| self.text[before.text.clone()].trim_end());
            is_wrapped = line.after == Break::Block || is_wrapped && is_full(above, text);
            match joined.last_mut() {
                Some(before) if goes_on(before, above, &line, text, is_wrapped) && !begins(text) => {
                    before.text.end = line.text.end;
                    before.at.end = line.at.end.max(before.at.end);
                }
                _ => joined.push(line),
            }
        }
        self.lines = joined;
    }
}

/// Lines of so many letters, with the first word of the next one, may have been wrapped for their length.
const WRAPPED: std::ops::RangeInclusive<usize> = 72..=120;

/// Whether the last line of `above` is so long that the first word of the next one had no place in it.
fn is_full(above: &str, text: &str) -> bool {
    let last = &above[above.rfind('\n').map_or(0, |end| end + 1)..];
    WRAPPED.contains(&(last.len() + text.find(' ').unwrap_or(text.len())))
}

/// Whether a line is the rest of the one before.
fn goes_on(before: &Line, above: &str, line: &Line, text: &str, is_wrapped: bool) -> bool {
    let is_open = !above.ends_with(['.', ':', '?', '!', ';']);
    let is_rest = is_open && (text.starts_with(char::is_lowercase) || is_wrapped);
    // In an item a line further in is meant as the rest of it.
    let is_inside = line.depth > 0 && !line.is_lazy;
    line.after == Break::Soft && line.form == Form::Text && before.depth == line.depth && (is_inside || is_rest)
}
