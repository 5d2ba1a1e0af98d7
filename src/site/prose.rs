//! A body becomes HTML.
//!
//! 1. The pieces of the body are read again, without what this build may not see.
//! 2. Links are looked up in the link table by their place, and written relative to the page.
//! 3. Headings are shifted below the page's title, without a jump; the one that is the title is left out.
//! 4. The first use of each term is explained; bodies that are shown in this one are written in the same way.
//! 5. Footnotes go to the end.
//! 6. A body with raw HTML goes through the sanitiser, last; then what of ours it does not know is put in its place.
//!
//! Text is escaped where it enters HTML: in `text` and `attribute`, nowhere else.

mod blocks;
mod glossary;
mod links;
mod marks;
mod media;
mod moments;
mod page;
mod tags;
mod text;
mod transclusion;

pub(super) use glossary::Glossary;
pub use text::Passage;

use super::sanitise;
use crate::community::{Entry, Link, Target};
use crate::config::RawHtml;
use crate::document::markdown::{self, Piece, Reading};
use crate::path::Urls;
use crate::skin::strings::Strings;
use links::Wikilink;
use page::{Seen, Slots};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use std::collections::BTreeMap;
use transclusion::Part;

/// A body as HTML.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// Safe to put into a page as it is.
    pub html: String,
    /// Its headings, for a list of contents.
    pub sections: Vec<Section>,
}

/// A heading of a body, as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// 2 to 6.
    pub level: u8,
    /// Its text without markup.
    pub title: String,
    /// Its anchor.
    pub id: String,
}

/// What prose needs to know of the site: how the settings want it, and where things are.
pub(super) struct Surroundings<'a> {
    pub(super) site: &'a super::Site,
    /// The words of the interface in the language of the page.
    pub(super) strings: &'a Strings,
    /// The way from the page to the site's root.
    pub(super) root: &'a str,
}

/// Renders the body of `entry` for a page whose way to the root is `root`.
pub(super) fn render(surroundings: &Surroundings<'_>, entry: &Entry) -> Prose {
    let (html, sections, _) = write(surroundings, &Part::whole(entry), Seen::default());
    Prose { html, sections }
}

/// Writes a body, or a part of one, on a page that has seen something already.
fn write(around: &Surroundings<'_>, part: &Part<'_>, seen: Seen) -> (String, Vec<Section>, Seen) {
    let entry = part.entry;
    let prepared = entry.prepared();
    let pieces = markdown::pieces(&prepared, Reading::of(&around.site.config.markdown));
    let mut writer = Writer::new(around, part, seen);
    match part.section {
        Some(heading) => {
            transclusion::section(pieces, heading).into_iter().for_each(|(piece, at)| writer.piece(piece, at))
        }
        None => pieces.for_each(|(piece, at)| writer.piece(piece, at)),
    }
    writer.finish()
}

type At = std::ops::Range<usize>;

/// Where text goes while a piece collects it for itself.
enum Collecting {
    /// Nothing collects; text is written.
    Nothing,
    /// A picture collects its alternative text. The number counts pictures inside pictures.
    Picture { at: At, alt: String, depth: usize },
    /// A block of code collects its lines.
    Code { language: String, code: String },
    /// The heading that is the title is swallowed.
    Title,
}

struct Writer<'a> {
    around: &'a Surroundings<'a>,
    entry: &'a Entry,
    links: BTreeMap<usize, &'a Link>,
    out: String,
    sections: Vec<Section>,
    collecting: Collecting,
    /// For each open link whether it became one.
    open_links: Vec<bool>,
    /// For each open admonition the tag that closes it.
    open_boxes: Vec<&'static str>,
    /// The level that headings stand below, and how many levels lower than written they are: one more if the body has
    /// level-one headings of its own.
    floor: u8,
    offset: i16,
    last_level: u8,
    n_headings: usize,
    in_heading: bool,
    /// The words of the nearest heading.
    place: &'a str,
    /// Whether a comment of raw HTML is open.
    in_comment: bool,
    /// How many links of raw HTML are open, and whether a tag of raw HTML stands in this paragraph.
    n_raw_links: usize,
    has_raw_tag: bool,
    footnotes: blocks::Footnotes,
    table: tags::Table,
    seen: Seen,
    slots: Slots,
    marks: marks::Marks,
}

impl<'a> Writer<'a> {
    fn new(around: &'a Surroundings<'a>, part: &Part<'a>, mut seen: Seen) -> Self {
        let entry = part.entry;
        seen.open.push(entry.id);
        let links = around.site.community.links_from(entry.id).iter();
        let headings = entry.document.body.headings.iter().enumerate();
        let has_own_first_level = headings
            .filter(|(place, _)| entry.document.prints(*place))
            .any(|(_, heading)| heading.level == 1 && !heading.text.is_empty() && !entry.hides(heading.at.start));
        let floor = i16::from(part.floor);
        let offset = match part.section {
            Some(heading) => floor - i16::from(heading.level),
            None => floor - 1 + i16::from(has_own_first_level),
        };
        let is_sanitised = entry.has_html() && around.site.config.markdown.html == RawHtml::Sanitise;
        Writer {
            around,
            entry,
            links: links.filter(|link| !link.role.is_field()).map(|link| (link.at.start, link)).collect(),
            out: String::with_capacity(entry.document.body.at.len() * 5 / 4),
            sections: Vec::new(),
            collecting: Collecting::Nothing,
            open_links: Vec::new(),
            open_boxes: Vec::new(),
            floor: part.floor,
            offset,
            last_level: part.floor,
            n_headings: 0,
            in_heading: false,
            place: part.section.map_or(&entry.document.title, |heading| &heading.text),
            in_comment: false,
            n_raw_links: 0,
            has_raw_tag: false,
            footnotes: blocks::Footnotes::default(),
            table: tags::Table::default(),
            marks: if seen.open.len() == 1 { Writer::marks_of(around, entry) } else { marks::Marks::default() },
            seen,
            slots: Slots::new(is_sanitised),
        }
    }

    fn unmarked(&mut self, piece: Piece<'_>, at: At) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { target, label, has_label, is_shown } => {
                self.wikilink(&Wikilink { target, label, has_label, is_shown }, at)
            }
            Piece::Transclusion { target, label } => self.transclusion(target, label, at),
            Piece::Mention(handle) => self.mention(handle, &at),
            Piece::BareUrl(written) => self.bare_url(written),
            Piece::AdmonitionStart(admonition) => self.open_admonition(&admonition),
            Piece::AdmonitionEnd => self.close_admonition(),
        }
    }

    fn finish(mut self) -> (String, Vec<Section>, Seen) {
        self.write_footnotes();
        let html = if self.slots.are_used() { sanitise::clean(&self.out) } else { self.out };
        self.seen.open.pop();
        (self.slots.fill(html), self.sections, self.seen)
    }

    /// The language of the body.
    fn language(&self) -> &'a str {
        self.entry.document.common.lang.as_deref().unwrap_or(&self.around.site.config.language)
    }

    /// Whether this is running text, in which a link may begin.
    fn explains_terms(&self) -> bool {
        matches!(self.collecting, Collecting::Nothing)
            && self.open_links.is_empty()
            && self.n_raw_links == 0
            && !self.has_raw_tag
            && !self.in_heading
            && !self.footnotes.is_open()
    }

    /// Text on its way to a reader.
    fn text(&mut self, text: &str) {
        match &mut self.collecting {
            Collecting::Nothing => escape_html_body_text(&mut self.out, text).expect("writing to a string cannot fail"),
            Collecting::Picture { alt, .. } => alt.push_str(text),
            Collecting::Code { code, .. } => code.push_str(text),
            Collecting::Title => {}
        }
    }

    /// Markup of our own.
    fn markup(&mut self, html: &str) {
        if matches!(self.collecting, Collecting::Nothing) {
            self.out.push_str(html);
        }
    }

    /// Markup of our own that is whole, and that the sanitiser does not know.
    fn own(&mut self, html: String, element: &str) {
        if matches!(self.collecting, Collecting::Nothing) {
            let html = self.slots.put(html, element);
            self.out.push_str(&html);
        }
    }

    /// ` name="value"`
    fn attribute(&mut self, name: &str, value: &str) {
        if matches!(self.collecting, Collecting::Nothing) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_html(&mut self.out, value).expect("writing to a string cannot fail");
            self.out.push('"');
        }
    }
}

impl super::Site {
    /// A slug or a path is how files are called; readers are shown the title. Other names are words of the sentence.
    pub fn title_for(&self, target: &Target, written: &str) -> Option<String> {
        let Target::Entry { id, anchor: None } = target else { return None };
        let document = &self.community.entry(*id).document;
        (written.contains('/') || written == document.slugs.own || written == document.path.stem())
            .then(|| document.title.clone())
    }

    /// Whether `[[…]]` that lead nowhere were meant as links.
    pub fn uses_wikilinks(&self) -> bool {
        self.uses_wikilinks
    }
}

impl Surroundings<'_> {
    /// Where a link of this page leads, if it leads anywhere.
    pub(super) fn href(&self, target: &Target) -> Option<String> {
        let path = match target {
            Target::Words => return None,
            Target::Outside(url) => return Some(url.to_string()),
            Target::Anchor(anchor) => return Some(format!("#{anchor}")),
            target => self.site.path_to(target)?,
        };
        Some(format!("{}{path}", self.root))
    }
}

/// Percent-encodes what a path may hold and an address may not.
pub fn encode_path(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b']')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'\\')
        .add(b'|')
        .add(b'^');
    utf8_percent_encode(path, UNSAFE).to_string()
}

/// The address of a page in a link: `sessions/compost/#notes`.
pub(super) fn page_href(address: &crate::path::Address, urls: Urls, anchor: Option<&str>) -> String {
    let path = address.href(urls);
    match anchor {
        Some(anchor) => format!("{path}#{}", encode_path(anchor)),
        None => path,
    }
}
