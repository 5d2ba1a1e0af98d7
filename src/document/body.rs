//! The facts of a body: headings, links, pictures, mentions, transclusions, and where its audience blocks are.
//!
//! One pass over the pieces of [`markdown`]. Nothing is resolved here: a [`LinkTarget`] is what
//! the author wrote.

use super::content::{self, Content};
use super::markdown::{self, AudienceBlock, MAX_NESTING, Piece, Prepared, Reading, is_within, squeeze};
use super::notes::{AllLines, LineReader, Lines};
use super::raw_html;
use super::role::Role;
use crate::config::{self, RawHtml};
use crate::diagnostic::Spanned;
use crate::slug::HeadingIds;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};
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
    pub first_paragraph: Option<String>,
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

/// Where a link leads, as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A path inside the site, with an anchor.
    Path {
        /// Percent-decoded, without query and anchor.
        path: String,
        /// What stands after `#`.
        anchor: Option<String>,
    },
    /// A heading of the same page.
    Anchor(String),
    /// Another site.
    Outside(String),
    /// A scheme that is not linked.
    Unsafe(String),
    /// `[[name#anchor]]`
    Name {
        /// A slug, path, title or alias.
        name: String,
        /// What stands after `#`.
        anchor: Option<String>,
    },
    /// `@handle`
    Handle(String),
}

impl LinkTarget {
    /// Reads a link's destination, entities already decoded.
    pub fn parse(destination: &str) -> LinkTarget {
        let plain =
            destination.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{a0}'));
        if crate::url::is_outside(plain) {
            return match crate::url::is_safe(plain) {
                true => LinkTarget::Outside(plain.to_owned()),
                false => LinkTarget::Unsafe(plain.to_owned()),
            };
        }
        let (path, anchor) = split_anchor(plain);
        let path = path.split('?').next().unwrap_or(path);
        match (path.is_empty(), anchor) {
            (true, anchor) => LinkTarget::Anchor(anchor.unwrap_or_default()),
            (false, anchor) => LinkTarget::Path { path: decode(path), anchor },
        }
    }

    /// Reads what stands between `[[` and `]]`, without the label.
    pub fn wiki(target: &str) -> LinkTarget {
        match split_anchor(target) {
            ("", Some(anchor)) => LinkTarget::Anchor(crate::slug::heading_id(&anchor)),
            (name, anchor) => LinkTarget::Name {
                name: name.trim().to_owned(),
                anchor: anchor.map(|anchor| crate::slug::heading_id(&anchor)),
            },
        }
    }
}

fn split_anchor(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (target, None),
    }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
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
    let mut facts = Facts::new(file, &prepared);
    if !prepared.blocks.is_empty() {
        facts.definitions = markdown::definitions(&prepared, Reading::of(settings));
        facts.definitions.retain(|_, at| markdown::is_within(at.start, &facts.blocks));
    }
    facts.shows_html = settings.html != RawHtml::Escape;
    for (piece, at) in markdown::pieces(&prepared, Reading::of(settings)) {
        facts.content.piece(&piece, &at);
        reader(&piece, &at);
        facts.piece(&piece, at);
    }
    let Facts { body, raw_anchors, content, .. } = facts;
    let mut body = Body { at, borrowed, blocks: prepared.blocks.clone(), content: content.finish(), ..body };
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

fn places(blocks: &[AudienceBlock]) -> Vec<Range<usize>> {
    blocks.iter().map(|block| block.at.clone()).collect()
}

struct Facts<'a> {
    file: &'a str,
    blocks: Vec<Range<usize>>,
    raw_anchors: Vec<Spanned<String>>,
    shows_html: bool,
    n_tags: usize,
    /// Link definitions inside audience blocks.
    definitions: BTreeMap<String, Range<usize>>,
    body: Body,
    content: content::Reader,
    depth: usize,
    /// The text of the heading or first paragraph that is open.
    text: Option<String>,
    explicit_id: Option<String>,
    in_code: bool,
}

impl<'a> Facts<'a> {
    fn new(file: &'a str, prepared: &Prepared<'_>) -> Self {
        Facts {
            file,
            blocks: places(&prepared.blocks),
            raw_anchors: Vec::new(),
            shows_html: true,
            n_tags: 0,
            definitions: BTreeMap::new(),
            body: Body::default(),
            content: content::Reader::default(),
            depth: 0,
            text: None,
            explicit_id: None,
            in_code: false,
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, at: Range<usize>) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { target, label, .. } => {
                self.add_text(label);
                self.link(Role::Wikilink, LinkTarget::wiki(target), at, target);
            }
            Piece::Transclusion { target, .. } => self.link(Role::Transclusion, LinkTarget::wiki(target), at, target),
            Piece::Mention(handle) => {
                self.add_text(&format!("@{handle}"));
                self.link(Role::Mention, LinkTarget::Handle((*handle).to_owned()), at, handle);
            }
            Piece::BareUrl(written) => self.add_text(written),
            Piece::AdmonitionStart(_) => self.enter(at),
            Piece::AdmonitionEnd => self.depth = self.depth.saturating_sub(1),
        }
    }

    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag, at),
            Event::Text(text) => {
                self.fence(text, at.start);
                self.add_text(text);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.add_text(text),
            Event::SoftBreak | Event::HardBreak => self.add_text(" "),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, at),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Heading { id, .. } => {
                self.text = Some(String::new());
                self.explicit_id = id.as_ref().map(|id| id.to_string()).filter(|id| is_own_id(id));
            }
            Tag::Paragraph if self.depth == 0 && self.body.first_paragraph.is_none() && !self.in_block(at.start) => {
                self.text = Some(String::new())
            }
            Tag::Link { link_type, dest_url, id, .. } => {
                self.written_link(Role::Link, *link_type, dest_url, id, at.clone())
            }
            Tag::Image { link_type, dest_url, id, .. } => {
                self.written_link(Role::Image, *link_type, dest_url, id, at.clone())
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if !info.trim().is_empty() => self.body.code_at.push(at.start),
            _ => {}
        }
        self.in_code = self.in_code || matches!(tag, Tag::CodeBlock(_));
        if is_container(tag) {
            self.enter(at);
        }
    }

    fn enter(&mut self, at: Range<usize>) {
        self.depth += 1;
        if self.depth > MAX_NESTING && self.body.too_deep.is_none() {
            let length = self.file[at.start..].chars().next().map_or(0, char::len_utf8);
            self.body.too_deep = Some(at.start..at.start + length);
        }
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => self.heading(level, at),
            TagEnd::Paragraph if self.depth == 0 => {
                let text = self.text.take().filter(|text| !text.trim().is_empty());
                self.body.first_paragraph = self.body.first_paragraph.take().or(text.map(|text| squeeze(&text)));
            }
            TagEnd::CodeBlock => self.in_code = false,
            tag if is_container_end(tag) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel, at: Range<usize>) {
        let text = squeeze(&self.text.take().unwrap_or_default());
        let id = self.explicit_id.take().unwrap_or_default();
        self.body.headings.push(Heading { level: level as u8, text, id, at, is_outermost: self.depth == 0 });
    }

    fn add_text(&mut self, text: &str) {
        if let Some(open) = &mut self.text {
            open.push_str(text);
        }
    }

    /// Notes a line that begins with `::`, which an audience block might have been meant to.
    fn fence(&mut self, line: &str, at: usize) {
        let words = line.trim_start().trim_start_matches(':');
        let n_colons = line.trim_start().len() - words.len();
        if n_colons >= 2 && !self.in_code {
            self.body.fences.push(Spanned { value: words.trim().to_owned(), at: at..at + line.trim_end().len() });
        }
    }

    fn in_block(&self, at: usize) -> bool {
        is_within(at, &self.blocks)
    }

    fn written_link(&mut self, role: Role, link_type: LinkType, destination: &str, id: &str, at: Range<usize>) {
        // `<https://…>` and `<ana@example.org>` are what they say; the second lacks its scheme.
        let target = match link_type {
            LinkType::Email => LinkTarget::Outside(format!("mailto:{destination}")),
            _ => LinkTarget::parse(destination),
        };
        self.link(role, target, at, destination);
        let label = markdown::fold_label(id);
        if let (Some(link), Some(at)) = (self.body.links.last_mut(), self.definitions.get(&label)) {
            link.defined_at = Some(at.start);
        }
    }

    fn link(&mut self, role: Role, target: LinkTarget, at: Range<usize>, written: &str) {
        let place = self.file.get(at.clone()).and_then(|link| link.rfind(written)).filter(|_| !written.is_empty());
        let target_at = place.map_or(at.clone(), |place| at.start + place..at.start + place + written.len());
        self.body.links.push(BodyLink { role, target, at, target_at, defined_at: None });
    }

    fn html(&mut self, html: &str, at: Range<usize>) {
        // Where something was put in for the parser, only the file's own text has its places.
        let html = if html.len() == at.len() { html } else { &self.file[at.clone()] };
        self.body.html_at.push(at.start);
        self.n_tags += html.matches('<').count();
        if self.n_tags > MAX_TAGS && self.body.too_much_html.is_none() {
            self.body.too_much_html = Some(at.clone());
        }
        for line in html.lines() {
            self.fence(line, at.start + (line.as_ptr() as usize - html.as_ptr() as usize));
        }
        // Shown as text, it neither links nor can be linked to.
        let html = if self.shows_html { html } else { "" };
        self.content.html(html, at.start);
        for attribute in raw_html::attributes(html) {
            let place = at.start + attribute.at.start..at.start + attribute.at.end;
            match attribute.name.as_str() {
                "id" | "name" if is_own_id(&attribute.value) => {
                    self.raw_anchors.push(Spanned { value: attribute.value, at: place })
                }
                "href" => self.html_link(Role::Html, &attribute.value, place),
                "src" => self.html_link(Role::HtmlImage, &attribute.value, place),
                _ => {}
            }
        }
    }

    fn html_link(&mut self, role: Role, destination: &str, at: Range<usize>) {
        let target = LinkTarget::parse(destination);
        self.body.links.push(BodyLink { role, target, at: at.clone(), target_at: at, defined_at: None });
    }
}

/// Ids that begin with `Gb-` belong to layouts.
pub fn is_own_id(id: &str) -> bool {
    !id.is_empty() && !id.starts_with("Gb-") && !id.contains(|c: char| c.is_whitespace())
}

fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) | Tag::DefinitionListDefinition
    )
}

fn is_container_end(tag: TagEnd) -> bool {
    use TagEnd::*;
    matches!(tag, BlockQuote(_) | List(_) | FootnoteDefinition | Table | DefinitionListDefinition)
}
