//! Markdown as a stream of pieces with positions.
//!
//! 1. `prepare` rewrites what CommonMark does not know (`!!!` admonitions, audience blocks, template code in
//!    link targets) into what it does, and keeps a map back to the file.
//! 2. pulldown-cmark reads the result: CommonMark and GFM.
//! 3. `inline` finds `[[links]]`, `@mentions` and bare addresses in the text between.
//!
//! Facts about a body and its HTML are both made from this stream, so their positions always agree.
//! The only module that names `pulldown_cmark`'s parser.

mod inline;
mod prepare;
mod template_code;

pub use prepare::{Admonition, AudienceBlock, Fold, Prepared, is_within, prepare, resembles_audience};

use pulldown_cmark::{Event, Options, Parser};
use std::collections::BTreeMap;
use std::ops::Range;

/// The deepest nesting of lists, quotes and other containers.
pub const MAX_NESTING: usize = 64;

/// One piece of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'a> {
    /// What CommonMark and GFM know.
    Event(Event<'a>),
    /// `[[target|label]]`
    Wikilink {
        /// What stands before `|`.
        target: &'a str,
        /// What the reader sees.
        label: &'a str,
        /// Whether a label was written.
        has_label: bool,
    },
    /// `@handle`, without the `@`.
    Mention(&'a str),
    /// An address in the text: what it leads to, and as it is written.
    BareUrl(&'a str),
    /// `!!! kind "title"`
    AdmonitionStart(&'a Admonition),
    /// The end of it.
    AdmonitionEnd,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The pieces of a prepared body, each with its bytes in the file. `wikilinks` says whether `[[…]]` means a link.
pub fn pieces<'a>(prepared: &'a Prepared<'a>, wikilinks: bool) -> impl Iterator<Item = (Piece<'a>, Range<usize>)> {
    let events = Parser::new_ext(&prepared.text, options()).into_offset_iter();
    let pieces = inline::Inline::new(&prepared.text, events, wikilinks);
    admonitions(prepared, joined_html(prepared, pieces)).map(|(piece, at)| (piece, prepared.in_file(at)))
}

/// Where the destinations of `[links][label]` are defined: each label folded by [`fold_label`], and its place in the file.
pub fn definitions(prepared: &Prepared<'_>) -> BTreeMap<String, usize> {
    let parser = Parser::new_ext(&prepared.text, options());
    let definitions = parser.reference_definitions();
    definitions
        .iter()
        .map(|(label, definition)| (fold_label(label), prepared.in_file(definition.span.clone()).start))
        .collect()
}

/// Labels are the same regardless of letter case and of how much white space is in them.
pub fn fold_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Lines of raw HTML that follow each other become one piece, because a tag may run over several.
fn joined_html<'a>(
    prepared: &'a Prepared<'a>,
    pieces: impl Iterator<Item = (Piece<'a>, Range<usize>)>,
) -> impl Iterator<Item = (Piece<'a>, Range<usize>)> {
    let is_html = |piece: &Piece<'_>| matches!(piece, Piece::Event(Event::Html(_)));
    let mut pieces = pieces.peekable();
    std::iter::from_fn(move || {
        let (first, at) = pieces.next()?;
        let mut end = at.end;
        while is_html(&first)
            && let Some((_, next)) = pieces.next_if(|(piece, next)| {
                is_html(piece) && next.start == end && prepared.runs_straight(at.start..next.end)
            })
        {
            end = next.end;
        }
        if end == at.end {
            return Some((first, at));
        }
        Some((Piece::Event(Event::Html(prepared.text[at.start..end].into())), at.start..end))
    })
}

/// Quotes that `prepare` made of admonitions become admonitions again.
fn admonitions<'a>(
    prepared: &'a Prepared<'a>,
    pieces: impl Iterator<Item = (Piece<'a>, Range<usize>)>,
) -> impl Iterator<Item = (Piece<'a>, Range<usize>)> {
    use pulldown_cmark::{Tag, TagEnd};
    let mut open: Vec<bool> = Vec::new();
    pieces.map(move |(piece, at)| match piece {
        Piece::Event(Event::Start(Tag::BlockQuote(kind))) => {
            let admonition = prepared.admonitions.get(&at.start);
            open.push(admonition.is_some());
            (admonition.map_or(Piece::Event(Event::Start(Tag::BlockQuote(kind))), Piece::AdmonitionStart), at)
        }
        Piece::Event(Event::End(TagEnd::BlockQuote(kind))) => match open.pop() {
            Some(true) => (Piece::AdmonitionEnd, at),
            _ => (Piece::Event(Event::End(TagEnd::BlockQuote(kind))), at),
        },
        piece => (piece, at),
    })
}
