//! Gathers the facts of a body, piece by piece: each adds to what is known, and none is looked at twice.

use super::body::{Body, BodyLink, Heading, MAX_TAGS, is_own_id};
use super::content;
use super::link_target::LinkTarget;
use super::markdown::{self, AudienceBlock, Definition, MAX_NESTING, Piece, Prepared, Reading, is_within, squeeze};
use super::raw_html;
use super::role::Role;
use crate::config::{self, RawHtml};
use crate::diagnostic::Spanned;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the parts of a body for a narrower audience are, in order.
pub(super) fn places(blocks: &[AudienceBlock]) -> Vec<Range<usize>> {
    blocks.iter().map(|block| block.at.clone()).collect()
}

/// What is gathered while a body is gone through, piece by piece.
pub(super) struct Facts<'a> {
    file: &'a str,
    blocks: Vec<Range<usize>>,
    /// Ids in raw HTML.
    raw_anchors: Vec<Spanned<String>>,
    shows_html: bool,
    n_tags: usize,
    /// Link definitions inside audience blocks.
    definitions: BTreeMap<String, Definition>,
    /// Those outside of all of them, by which links outside go as if the blocks were not there.
    open: BTreeMap<String, Definition>,
    body: Body,
    content: content::Reader,
    /// How many quotes, lists and boxes are open.
    depth: usize,
    /// The text of the heading or first paragraph that is open.
    text: Option<String>,
    explicit_id: Option<String>,
    in_code: bool,
}

impl<'a> Facts<'a> {
    /// Nothing yet of a body of this file, which is read as the settings want it.
    pub(super) fn new(
        file: &'a str,
        body: (Range<usize>, &[Range<usize>]),
        prepared: &Prepared<'_>,
        settings: &config::Markdown,
    ) -> Self {
        let blocks = places(&prepared.blocks);
        let definitions = match blocks.is_empty() {
            true => BTreeMap::new(),
            false => markdown::definitions(prepared, Reading::of(settings)),
        };
        let is_inside = |definition: &Definition| is_within(definition.at.start, &blocks);
        let definitions: BTreeMap<String, Definition> =
            definitions.into_iter().filter(|(_, definition)| is_inside(definition)).collect();
        let (at, borrowed) = body;
        let open = match definitions.is_empty() {
            true => BTreeMap::new(),
            false => {
                let open = markdown::prepare_with(file, at, &blocks, borrowed);
                markdown::definitions(&open, Reading::of(settings))
            }
        };
        Facts {
            file,
            blocks,
            raw_anchors: Vec::new(),
            shows_html: settings.html != RawHtml::Escape,
            n_tags: 0,
            definitions,
            open,
            body: Body::default(),
            content: content::Reader::default(),
            depth: 0,
            text: None,
            explicit_id: None,
            in_code: false,
        }
    }

    /// The body with all that was gathered; its headings have no ids yet but those that are written.
    pub(super) fn finish(self) -> (Body, Vec<Spanned<String>>) {
        (Body { content: self.content.finish(), ..self.body }, self.raw_anchors)
    }

    /// Gathers what one piece says, at its bytes in the file.
    pub(super) fn piece(&mut self, piece: &Piece<'_>, at: Range<usize>) {
        self.content.piece(piece, &at);
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
                let first = || text.map(|text| Spanned { value: squeeze(&text), at });
                self.body.first_paragraph = self.body.first_paragraph.take().or_else(first);
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
        let label = markdown::fold_label(id);
        let inside = self.definitions.get(&label).map(|definition| definition.at.start);
        let open = self.open.get(&label).filter(|_| inside.is_some() && !self.in_block(at.start));
        let (destination, inside) = match open.map(|definition| definition.to.clone()) {
            Some(open) => (Cow::Owned(open), None),
            None => (Cow::Borrowed(destination), inside),
        };
        // `<https://…>` and `<ana@example.org>` are what they say; the second lacks its scheme.
        let target = match link_type {
            LinkType::Email => LinkTarget::Outside(format!("mailto:{destination}")),
            _ => LinkTarget::parse(&destination),
        };
        self.link(role, target, at, &destination);
        if let Some(link) = self.body.links.last_mut() {
            link.defined_at = inside;
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
