//! The parts of a body that its page shows, as ranges of bytes.

use super::At;
use crate::document::markdown::Piece;
use pulldown_cmark::{Event, Tag};

pub(super) struct Parts<'a> {
    text: &'a str,
    parts: Vec<At>,
    /// How many blocks that hold only text are open.
    depth: usize,
    /// Text that stands in an item without a block of its own.
    line: Option<At>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Parts { text, parts: Vec::new(), depth: 0, line: None }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>, at: &At) {
        match piece {
            // In front of a paragraph, and no part of it.
            Piece::Event(Event::TaskListMarker(_)) => self.parts.push(at.clone()),
            Piece::Event(Event::Start(tag)) if holds_text(tag) => {
                self.end_line();
                if self.depth == 0 {
                    self.parts.push(at.clone());
                }
                self.depth += 1;
            }
            Piece::Event(Event::End(tag)) if ends_text(tag) => self.depth = self.depth.saturating_sub(1),
            Piece::AdmonitionStart(_) | Piece::Event(Event::Start(Tag::BlockQuote(Some(_)))) => {
                self.end_line();
                self.parts.push(self.opening(at.start));
            }
            _ if self.depth > 0 => {}
            Piece::Event(Event::Start(tag)) if is_inline(tag) => self.add(at),
            Piece::Event(Event::Start(_)) => self.end_line(),
            Piece::Event(Event::End(tag)) if is_inline_end(tag) => self.add(at),
            Piece::Event(Event::End(_)) => self.end_line(),
            Piece::Event(Event::Rule | Event::Html(_)) => {
                self.end_line();
                self.parts.push(at.clone());
            }
            Piece::Transclusion { .. } => {
                self.end_line();
                self.parts.push(at.clone());
            }
            Piece::AdmonitionEnd => self.end_line(),
            _ => self.add(at),
        }
    }

    /// The line that opens a box: `!!! note "Title"`, or what stands after the marks in `> [!NOTE]- Title`. A title that
    /// might name a file is left out.
    fn opening(&self, at: usize) -> At {
        let line = self.text[at..].lines().next().unwrap_or_default();
        let mark = line.find("[!").and_then(|open| Some((open, open + line[open..].find(']')? + 1)));
        match mark {
            Some((open, close)) if line[..open].chars().all(|c| "> \t".contains(c)) => {
                let is_plain = !line[close..].contains(['[', '<', '(']);
                at + open..at + if is_plain { line.len() } else { close }
            }
            _ if line.starts_with("!!!") || line.starts_with("???") => at..at + line.len(),
            _ => at..at,
        }
    }

    /// Text goes on; what stands between two pieces of a line belongs to it.
    fn add(&mut self, at: &At) {
        let is_escaped = self.text[..at.start].ends_with('\\');
        let start = at.start - usize::from(is_escaped);
        let line = self.line.get_or_insert(start..at.end);
        line.start = line.start.min(start);
        line.end = line.end.max(at.end);
    }

    fn end_line(&mut self) {
        self.parts.extend(self.line.take());
    }

    /// In order, without those that lie in others.
    pub(super) fn finish(mut self) -> Vec<At> {
        self.end_line();
        self.parts.sort_by_key(|part| (part.start, usize::MAX - part.end));
        let mut apart: Vec<At> = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            let done = apart.last().map_or(0, |last| last.end);
            if part.end > done {
                apart.push(part.start.max(done)..part.end);
            }
        }
        apart
    }
}

/// Blocks whose every byte the page shows.
fn holds_text(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_))
}

fn ends_text(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
