//! The facts of a body: headings, links, pictures, mentions, transclusions, and where its audience blocks are.
//!
//! 1. One pass over the pieces of [`markdown`] gathers them (`facts`).
//! 2. Headings get their ids, and every anchor is entered by its name in lower case.
//!
//! Nothing is resolved here: a [`LinkTarget`] is what the author wrote.

use super::content::Content;
use super::facts::{Facts, places};
use super::link_target::LinkTarget;
use super::markdown::{self, AudienceBlock, Piece, Reading, is_within};
use super::notes::{AllLines, LineReader, Lines};
use super::role::Role;
use crate::config;
use crate::diagnostic::Spanned;
use crate::slug::HeadingIds;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most tags of raw HTML in one body: reading them as browsers do takes time by the square of how deep they nest.
pub const MAX_TAGS: usize = 10_000;

/// What a body holds.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Its bytes in the file.
    pub at: Range<usize>,
    /// Definitions of links elsewhere in the file that it uses.
    pub borrowed: Vec<Range<usize>>,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its links, pictures and mentions in order.
    pub links: Vec<BodyLink>,
    /// What links can lead to, by its name in lower case: headings with text, then ids and names in raw HTML.
    pub anchors: BTreeMap<String, Vec<Spanned<String>>>,
    /// The text of its first paragraph outside of any audience block.
    pub first_paragraph: Option<Spanned<String>>,
    /// Parts for a narrower audience.
    pub blocks: Vec<AudienceBlock>,
    /// Other lines that begin with `::`, and the words after it.
    pub fences: Vec<Spanned<String>>,
    /// Where raw HTML occurs.
    pub html_at: Vec<usize>,
    /// Where code in a named language occurs.
    pub code_at: Vec<usize>,
    /// Where nesting passed the limit.
    pub too_deep: Option<Range<usize>>,
    /// Where raw HTML passed the limit.
    pub too_much_html: Option<Range<usize>>,
    /// What some readers get less from than others.
    pub content: Content,
    /// Its lines, until its notes are read.
    pub(crate) lines: AllLines,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its anchor.
    pub id: String,
    /// Its bytes.
    pub at: Range<usize>,
    /// Whether it stands in no quote, list or box.
    pub is_outermost: bool,
}

/// A link, picture or mention as written.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyLink {
    /// What it is: link, wikilink, picture, raw HTML, mention.
    pub role: Role,
    /// Where it leads.
    pub target: LinkTarget,
    /// Its bytes; the start names it in the link table.
    pub at: Range<usize>,
    /// The bytes of the target inside it.
    pub target_at: Range<usize>,
    /// Where its destination is defined, if that is inside an audience block.
    pub defined_at: Option<usize>,
}

/// Reads the facts of the bytes `at` of a file, which use the definitions `borrowed`, as the settings want Markdown read.
pub fn read(file: &str, at: Range<usize>, borrowed: Vec<Range<usize>>, settings: &config::Markdown) -> Body {
    read_with(file, at, borrowed, settings, |_, _| {})
}

/// The same with the lines of it, for who wants to know what they say.
///
/// Where a body has parts for a narrower audience, the lines outside of them are read as if they were not there, and those
/// of each part on their own: what stands in one never decides how another is read.
pub(crate) fn read_lines(
    file: &str,
    at: Range<usize>,
    borrowed: Vec<Range<usize>>,
    settings: &config::Markdown,
) -> Body {
    let mut lines = LineReader::new(file);
    let body = read_with(file, at.clone(), borrowed, settings, |piece, at| lines.piece(piece, at));
    let blocks = body.block_places();
    if blocks.is_empty() {
        return Body { lines: AllLines { outside: lines.finish(), inside: Vec::new() }, ..body };
    }
    let outside = lines_of(file, at, &blocks, settings);
    let inside = blocks.into_iter().map(|block| (block.start, lines_of(file, block, &[], settings))).collect();
    Body { lines: AllLines { outside, inside }, ..body }
}

/// The lines of the bytes `at` of a file, without those that are `hidden`.
fn lines_of(file: &str, at: Range<usize>, hidden: &[Range<usize>], settings: &config::Markdown) -> Lines {
    let prepared = markdown::prepare(file, at, hidden);
    let mut lines = LineReader::new(file);
    markdown::pieces(&prepared, Reading::of(settings)).for_each(|(piece, at)| lines.piece(&piece, &at));
    lines.finish()
}

fn read_with(
    file: &str,
    at: Range<usize>,
    borrowed: Vec<Range<usize>>,
    settings: &config::Markdown,
    mut reader: impl FnMut(&Piece<'_>, &Range<usize>),
) -> Body {
    let prepared = markdown::prepare_with(file, at.clone(), &[], &borrowed);
    let mut facts = Facts::new(file, (at.clone(), &borrowed), &prepared, settings);
    for (piece, at) in markdown::pieces(&prepared, Reading::of(settings)) {
        reader(&piece, &at);
        facts.piece(&piece, at);
    }
    let (gathered, raw_anchors) = facts.finish();
    let mut body = Body { at, borrowed, blocks: prepared.blocks.clone(), ..gathered };
    give_ids(&mut body);
    body.anchors = anchors(&body.headings, raw_anchors);
    body
}

fn anchors(headings: &[Heading], raw: Vec<Spanned<String>>) -> BTreeMap<String, Vec<Spanned<String>>> {
    let headings = headings.iter().filter(|heading| !heading.text.is_empty());
    let headings = headings.map(|heading| Spanned { value: heading.id.clone(), at: heading.at.clone() });
    let mut anchors: BTreeMap<String, Vec<Spanned<String>>> = BTreeMap::new();
    for anchor in headings.chain(raw) {
        anchors.entry(anchor.value.to_lowercase()).or_default().push(anchor);
    }
    anchors
}

/// Headings inside audience blocks come last, so that no number behind an anchor tells of a heading that is hidden.
fn give_ids(body: &mut Body) {
    let mut ids = HeadingIds::default();
    let blocks = body.block_places();
    let (open, narrowed): (Vec<_>, Vec<_>) =
        body.headings.iter_mut().partition(|heading| !is_within(heading.at.start, &blocks));
    for heading in open.into_iter().chain(narrowed) {
        heading.id = match heading.id.is_empty() {
            true => ids.next(&heading.text),
            false => ids.take(std::mem::take(&mut heading.id)),
        };
    }
}

impl Body {
    /// Where its parts for a narrower audience are, in order.
    pub fn block_places(&self) -> Vec<Range<usize>> {
        places(&self.blocks)
    }
}

/// Ids that begin with `Gb-` belong to layouts.
pub fn is_own_id(id: &str) -> bool {
    !id.is_empty() && !id.starts_with("Gb-") && !id.contains(|c: char| c.is_whitespace())
}
