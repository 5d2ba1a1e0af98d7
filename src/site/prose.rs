//! A body becomes HTML.
//!
//! 1. The pieces of the body are read again, without what this build may not see.
//! 2. Links are looked up in the link table by their place, and written relative to the page.
//! 3. Headings are shifted below the page's title, without a jump; the one that is the title is left out.
//! 4. Footnotes go to the end.
//! 5. A body with raw HTML goes through the sanitiser, last.
//!
//! Text is escaped where it enters HTML: in `text` and `attribute`, nowhere else.

mod blocks;
mod media;
mod tags;

use super::sanitise;
use crate::community::{Entry, Link, Target};
use crate::config::RawHtml;
use crate::document::markdown::{self, Piece};
use crate::path::Urls;
use crate::skin::strings::Strings;
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use std::collections::BTreeMap;

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
    let document = &entry.document;
    let config = &surroundings.site.config;
    let prepared = markdown::prepare(&document.text, document.body.at.clone(), &entry.hidden);
    let mut writer = Writer::new(surroundings, entry);
    for (piece, at) in markdown::pieces(&prepared, config.markdown.wikilinks != crate::config::Wikilinks::Off) {
        writer.piece(piece, at);
    }
    let (mut html, sections) = writer.finish();
    if entry.has_html() && config.markdown.html == RawHtml::Sanitise {
        html = sanitise::clean(&html);
    }
    Prose { html, sections }
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
    /// Headings begin one level lower if the body has level-one headings of its own.
    shift: u8,
    last_level: u8,
    n_headings: usize,
    /// Whether a comment of raw HTML is open.
    in_comment: bool,
    footnotes: blocks::Footnotes,
    table: tags::Table,
}

impl<'a> Writer<'a> {
    fn new(around: &'a Surroundings<'a>, entry: &'a Entry) -> Self {
        let links = around.site.community.links_from(entry.id).iter();
        let title = entry.document.title_heading;
        let headings = entry.document.body.headings.iter().enumerate();
        let has_own_first_level = headings
            .filter(|(place, _)| Some(*place) != title)
            .any(|(_, heading)| heading.level == 1 && !heading.text.is_empty() && !entry.hides(heading.at.start));
        Writer {
            around,
            entry,
            links: links.filter(|link| !link.role.is_field()).map(|link| (link.at.start, link)).collect(),
            out: String::with_capacity(entry.document.body.at.len() * 5 / 4),
            sections: Vec::new(),
            collecting: Collecting::Nothing,
            open_links: Vec::new(),
            open_boxes: Vec::new(),
            shift: u8::from(has_own_first_level),
            last_level: 1,
            n_headings: 0,
            in_comment: false,
            footnotes: blocks::Footnotes::default(),
            table: tags::Table::default(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>, at: At) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { target, label, has_label } => self.wikilink(target, label, has_label, at),
            Piece::Mention(handle) => self.mention(handle, &at),
            Piece::BareUrl(written) => self.bare_url(written),
            Piece::AdmonitionStart(admonition) => self.open_admonition(admonition),
            Piece::AdmonitionEnd => self.close_admonition(),
        }
    }

    fn finish(mut self) -> (String, Vec<Section>) {
        self.write_footnotes();
        (self.out, self.sections)
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

    /// Opens a link to where the table says that the link at this place goes.
    fn open_link(&mut self, at: usize, title: &str) {
        let href = self.links.get(&at).and_then(|link| self.href(&link.target));
        self.open_links.push(href.is_some());
        if let Some(href) = href {
            self.markup("<a");
            self.attribute("href", &href);
            if !title.is_empty() {
                self.attribute("title", title);
            }
            self.markup(">");
        }
    }

    fn close_link(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.markup("</a>");
        }
    }

    fn href(&self, target: &Target) -> Option<String> {
        self.around.href(target)
    }

    fn wikilink(&mut self, target: &str, label: &str, has_label: bool, at: At) {
        self.open_link(at.start, "");
        let is_link = self.open_links.last() == Some(&true);
        let title = self.title_for(label, at.start).filter(|_| !has_label);
        match is_link || self.around.site.uses_wikilinks {
            true => self.text(title.as_deref().unwrap_or(label)),
            false if has_label => self.text(&format!("[[{target}|{label}]]")),
            false => self.text(&format!("[[{target}]]")),
        }
        self.close_link();
    }

    fn title_for(&self, written: &str, at: usize) -> Option<String> {
        self.around.site.title_for(&self.links.get(&at)?.target, written)
    }

    fn mention(&mut self, handle: &str, at: &At) {
        self.open_link(at.start, "");
        let target = self.links.get(&at.start).map(|link| &link.target);
        let name = match target {
            Some(Target::Entry { id, .. }) => self.around.site.community.entry(*id).document.title.clone(),
            _ => format!("@{handle}"),
        };
        self.text(&name);
        self.close_link();
    }

    fn bare_url(&mut self, written: &str) {
        let scheme =
            if written.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) { "https://" } else { "" };
        self.markup("<a");
        self.attribute("href", &format!("{scheme}{written}"));
        self.markup(">");
        self.text(written);
        self.markup("</a>");
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
pub(super) fn encode_path(path: &str) -> String {
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
