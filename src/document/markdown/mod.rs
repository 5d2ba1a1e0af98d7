//! Markdown as a stream of pieces with positions.
//!
//! 1. `prepare` rewrites what CommonMark does not know (`!!!` admonitions, audience blocks, template code in
//!    link targets) into what it does, and keeps a map back to the file.
//! 2. pulldown-cmark reads the result: CommonMark and GFM.
//! 3. `inline` finds `[[links]]`, `@mentions` and bare addresses in the text between, and joins lines of raw HTML.
//! 4. `alerts` makes boxes of the quotes that `prepare` put in, and of quotes with titles of their own.
//! 5. A paragraph that only holds `![[name]]` is a transclusion.
//!
//! Facts about a body and its HTML are both made from this stream, so their positions always agree.
//! The only module that names `pulldown_cmark`'s parser.

mod alerts;
mod definitions;
mod inline;
mod marks;
pub mod math;
mod prepare;
mod template_code;

pub use prepare::{Admonition, AudienceBlock, Fold, Prepared, is_within, prepare, prepare_with, resembles_audience};

use alerts::Alerts;
use inline::Inline;

use crate::config::{self, Wikilinks};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// The deepest nesting of lists, quotes and other containers.
pub const MAX_NESTING: usize = 64;

type Ranged<T> = (T, Range<usize>);

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether `[[…]]` means a link.
    pub wikilinks: bool,
    /// Whether what stands between `$` is mathematics.
    pub math: bool,
}

impl Reading {
    /// As the settings want it.
    pub fn of(settings: &config::Markdown) -> Reading {
        Reading { wikilinks: settings.wikilinks != Wikilinks::Off, math: settings.math }
    }
}

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
        /// Whether an exclamation mark stands before it.
        is_shown: bool,
    },
    /// A paragraph that holds `![[target|label]]` and nothing else.
    Transclusion {
        /// What stands before `|`.
        target: &'a str,
        /// What the reader sees where nothing can be shown.
        label: &'a str,
    },
    /// `@handle`, without the `@`.
    Mention(&'a str),
    /// An address in the text: what it leads to, and as it is written.
    BareUrl(&'a str),
    /// `!!! kind "title"`
    AdmonitionStart(Admonition),
    /// The end of it.
    AdmonitionEnd,
}

fn options(prepared: &Prepared<'_>, reading: Reading) -> Options {
    let on = |is_on: bool, option: Options| if is_on { option } else { Options::empty() };
    on(reading.math, Options::ENABLE_MATH)
        | on(prepared.has_definitions, Options::ENABLE_DEFINITION_LIST)
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The pieces of a prepared body, each with its bytes in the file.
pub fn pieces<'a>(prepared: &'a Prepared<'a>, reading: Reading) -> impl Iterator<Item = Ranged<Piece<'a>>> {
    let events = Parser::new_ext(&prepared.text, options(prepared, reading)).into_offset_iter();
    let pieces = transclusions(Alerts::new(prepared, Inline::new(prepared, events, reading.wikilinks)));
    pieces.map(|(piece, at)| (piece, prepared.in_file(at)))
}

/// A paragraph of one `![[name]]` and nothing else becomes a transclusion.
fn transclusions<'a>(pieces: impl Iterator<Item = Ranged<Piece<'a>>>) -> impl Iterator<Item = Ranged<Piece<'a>>> {
    let is_end = |piece: &Piece<'_>| matches!(piece, Piece::Event(Event::End(TagEnd::Paragraph)));
    let mut pieces = pieces.peekable();
    let mut ready: VecDeque<Ranged<Piece<'a>>> = VecDeque::new();
    std::iter::from_fn(move || {
        let (piece, at) = ready.pop_front().or_else(|| pieces.next())?;
        if !ready.is_empty() || !matches!(piece, Piece::Event(Event::Start(Tag::Paragraph))) {
            return Some((piece, at));
        }
        let Some((shown, place)) = pieces.next_if(|(next, _)| matches!(next, Piece::Wikilink { is_shown: true, .. }))
        else {
            return Some((piece, at));
        };
        match shown {
            Piece::Wikilink { target, label, .. } if pieces.next_if(|(next, _)| is_end(next)).is_some() => {
                Some((Piece::Transclusion { target, label }, place))
            }
            shown => {
                ready.push_back((shown, place));
                Some((piece, at))
            }
        }
    })
}

/// Where a label leads, as `[label]: https://example.org` defines it.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The place of the definition in the file.
    pub at: Range<usize>,
    /// The destination.
    pub to: String,
}

/// What `[links][label]` lead to, each by its label folded by [`fold_label`].
pub fn definitions(prepared: &Prepared<'_>, reading: Reading) -> BTreeMap<String, Definition> {
    let parser = Parser::new_ext(&prepared.text, options(prepared, reading));
    let definitions = parser.reference_definitions().iter();
    definitions
        .map(|(label, found)| {
            let at = prepared.in_file(found.span.clone());
            (fold_label(label), Definition { at, to: found.dest.to_string() })
        })
        .collect()
}

/// Labels are the same regardless of letter case and of how much white space is in them.
pub fn fold_label(label: &str) -> String {
    squeeze(label).to_lowercase()
}

/// A text of so many letters at most: cut behind a word, with a sign that it goes on.
pub(crate) fn cut_at_word(text: &str, max: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(max) else { return text.to_owned() };
    let head = &text[..cut];
    format!("{} …", head.rsplit_once(' ').map_or(head, |(words, _)| words))
}

/// A text with one space wherever it has some.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
