//! Quotes that are boxes: those that `prepare` made of `!!! kind`, and those that begin with `[!kind]`, which may have a
//! title of their own, fold, and be of kinds that GitHub has not.
//!
//! 1. The first line of a quote is read ahead; what is no such line is given on as it came.
//! 2. `[!tip]- Title` gives the kind, whether it folds (`-` closed, `+` open) and the title, which is plain text.
//! 3. The quote is an admonition from there on, without that line.

use super::prepare::Prepared;
use super::{Admonition, Fold, Piece, Ranged};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::VecDeque;
use std::iter::Peekable;

/// The most pieces that a first line may have to be a title: what is read ahead is read twice.
const MAX_AHEAD: usize = 64;

pub(super) struct Alerts<'a, I: Iterator<Item = Ranged<Piece<'a>>>> {
    prepared: &'a Prepared<'a>,
    pieces: Peekable<I>,
    /// Read ahead, and to be given on.
    ready: VecDeque<Ranged<Piece<'a>>>,
    /// For each open quote whether it is a box.
    open: Vec<bool>,
}

impl<'a, I: Iterator<Item = Ranged<Piece<'a>>>> Alerts<'a, I> {
    pub(super) fn new(prepared: &'a Prepared<'a>, pieces: I) -> Self {
        Alerts { prepared, pieces: pieces.peekable(), ready: VecDeque::new(), open: Vec::new() }
    }

    /// Reads the first line of a quote, and gives its alert.
    fn open_quote(&mut self) -> Option<Admonition> {
        let (paragraph, at) = self.pieces.next_if(|(piece, _)| is_start(piece))?;
        let mut line = String::new();
        let mut ahead = VecDeque::from([(paragraph, at.clone())]);
        while ahead.len() <= MAX_AHEAD
            && let Some((piece, at)) = self.pieces.next_if(|(piece, _)| !is_line_end(piece))
        {
            // The mark itself is plain text, and in one piece.
            let is_mark = matches!(&piece, Piece::Event(Event::Text(text)) if text.starts_with("[!"));
            let is_first = ahead.len() == 1;
            line.push_str(words(&piece));
            ahead.push_back((piece, at));
            if is_first && !is_mark {
                break;
            }
        }
        let is_whole = self.pieces.peek().is_some_and(|(piece, _)| is_line_end(piece));
        let Some(alert) = alert(&line).filter(|_| is_whole) else {
            self.ready = ahead;
            return None;
        };
        // The paragraph goes on after the line, or it was that line.
        if let Some((Piece::Event(Event::SoftBreak | Event::HardBreak), _)) = self.pieces.next() {
            self.ready = ahead.drain(..1).collect();
        }
        Some(alert)
    }
}

impl<'a, I: Iterator<Item = Ranged<Piece<'a>>>> Iterator for Alerts<'a, I> {
    type Item = Ranged<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (piece, at) = self.ready.pop_front().or_else(|| self.pieces.next())?;
        let piece = match piece {
            Piece::Event(Event::Start(Tag::BlockQuote(kind))) => {
                let made = self.prepared.admonitions.get(&at.start).cloned();
                let alert = if made.is_none() && kind.is_none() { self.open_quote() } else { made };
                self.open.push(alert.is_some());
                alert.map_or(Piece::Event(Event::Start(Tag::BlockQuote(kind))), Piece::AdmonitionStart)
            }
            Piece::Event(Event::End(TagEnd::BlockQuote(kind))) => match self.open.pop() {
                Some(true) => Piece::AdmonitionEnd,
                _ => Piece::Event(Event::End(TagEnd::BlockQuote(kind))),
            },
            piece => piece,
        };
        Some((piece, at))
    }
}

fn is_start(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Event(Event::Start(Tag::Paragraph)))
}

fn is_line_end(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Event(Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph)))
}

fn words<'p>(piece: &'p Piece<'_>) -> &'p str {
    match piece {
        Piece::Event(Event::Text(text) | Event::Code(text)) | Piece::Event(Event::InlineMath(text)) => text,
        Piece::Wikilink { label, .. } => label,
        Piece::Mention(handle) => handle,
        Piece::BareUrl(written) => written,
        _ => "",
    }
}

/// `[!kind]`, `[!kind] Title`, `[!kind]- Title`, `[!kind]+`.
fn alert(line: &str) -> Option<Admonition> {
    let (kind, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
    let (fold, rest) = match rest.strip_prefix(['-', '+']) {
        Some(title) if rest.starts_with('-') => (Fold::Closed, title),
        Some(title) => (Fold::Open, title),
        None => (Fold::None, rest),
    };
    let title = rest.trim();
    let is_apart = title.is_empty() || rest.starts_with([' ', '\t']);
    (is_kind && is_apart).then(|| Admonition {
        kind: kind.to_lowercase(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        fold,
    })
}
