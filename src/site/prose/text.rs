//! A body as plain text, in passages: what search finds.
//!
//! 1. The pieces of the body are read again, without what this build may not see, as for its HTML.
//! 2. What readers see is kept: the names that links show, alternative texts, code, formulas as they are written.
//!    Bodies that are shown here are left out: they are found on their own pages.
//! 3. A body with raw HTML is written as such, with a mark where each passage begins, and goes through the sanitiser.

use super::links::Wikilink;
use super::{At, media};
use crate::community::{Entry, EntryId, Link, Target};
use crate::config::RawHtml;
use crate::document::Heading;
use crate::document::content::alternative;
use crate::document::markdown::{self, Piece, Reading};
use crate::site::{Site, sanitise};
use pulldown_cmark::{Event, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;
use std::collections::{BTreeMap, BTreeSet};

/// The mark before each passage of a body with raw HTML. Authors cannot write it.
const MARK: char = '\u{e000}';

/// A heading and what stands under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// The anchor; empty before the first heading.
    pub anchor: String,
    /// The heading without markup; empty before the first.
    pub heading: String,
    /// The text. Paragraphs are on lines of their own.
    pub text: String,
}

impl Site {
    /// The body of an entry as plain text. The first passage is what stands before any heading.
    pub fn passages(&self, id: EntryId) -> Vec<Passage> {
        let entry = self.community.entry(id);
        let prepared = entry.prepared();
        let mut writer = Writer::new(self, entry);
        for (piece, at) in markdown::pieces(&prepared, Reading::of(&self.config.markdown)) {
            writer.piece(piece, at);
        }
        writer.finish()
    }

    /// What links of a body show that is not written in it, and what decides whether they do: its text changes with it.
    pub fn shown_names(&self, id: EntryId) -> impl Iterator<Item = &str> {
        let links = self.community.links_from(id).iter().filter(|link| !link.role.is_field());
        links.flat_map(|link| match &link.target {
            Target::Entry { id, anchor } => {
                let document = &self.community.entry(*id).document;
                [document.title.as_str(), document.path.as_str(), &document.slugs.own, anchor.as_deref().unwrap_or("")]
            }
            Target::Words => [""; 4],
            _ => ["-"; 4],
        })
    }
}

struct Writer<'a> {
    site: &'a Site,
    entry: &'a Entry,
    links: BTreeMap<usize, &'a Link>,
    is_html: bool,
    passages: Vec<Passage>,
    out: String,
    n_headings: usize,
    /// Whether what comes is a heading, whose words are known.
    in_heading: bool,
    in_comment: bool,
    /// For each definition of a footnote that is open its name, and what was written before it.
    open_notes: Vec<(String, String)>,
    notes: BTreeMap<String, (usize, String)>,
    referred: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn new(site: &'a Site, entry: &'a Entry) -> Self {
        let links = site.community.links_from(entry.id).iter().filter(|link| !link.role.is_field());
        Writer {
            site,
            entry,
            links: links.map(|link| (link.at.start, link)).collect(),
            is_html: entry.has_html() && site.config.markdown.html != RawHtml::Escape,
            passages: vec![Passage::default()],
            out: String::new(),
            n_headings: 0,
            in_heading: false,
            in_comment: false,
            open_notes: Vec::new(),
            notes: BTreeMap::new(),
            referred: BTreeSet::new(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>, at: At) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { target, label, has_label, is_shown } => {
                self.wikilink(&Wikilink { target, label, has_label, is_shown }, &at)
            }
            Piece::Transclusion { target, label } => self.transclusion(target, label, &at),
            Piece::Mention(handle) => self.mention(handle, &at),
            Piece::BareUrl(written) => self.text(written),
            Piece::AdmonitionStart(admonition) => {
                self.text(admonition.title.as_deref().unwrap_or_default());
                self.end_line();
            }
            Piece::AdmonitionEnd => self.end_line(),
        }
    }

    fn event(&mut self, event: Event<'_>, at: At) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.open_heading(&at),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.open_notes.push((name.to_string(), std::mem::take(&mut self.out)));
            }
            Event::Start(tag) if !is_inline(&tag) => self.end_line(),
            Event::Start(_) => {}
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text)
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html),
            Event::FootnoteReference(name) => drop(self.referred.insert(name.to_string())),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak | Event::Rule => self.end_line(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::TableCell | TagEnd::Image => self.text(" "),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.end_line(),
        }
    }

    /// A heading that stands in the list of facts begins a passage; the title and what is in lists of footnotes do not.
    fn open_heading(&mut self, at: &At) {
        self.end_line();
        self.in_heading = true;
        let headings = &self.entry.document.body.headings;
        while headings.get(self.n_headings).is_some_and(|heading| heading.at.start < at.start) {
            self.n_headings += 1;
        }
        let heading = headings.get(self.n_headings).filter(|heading| heading.at.start == at.start);
        let document = &self.entry.document;
        if let Some(heading) = heading.filter(|heading| document.prints(self.n_headings) && !heading.text.is_empty()) {
            match self.open_notes.is_empty() {
                true => self.begin(heading),
                false => self.in_heading = false,
            }
        }
    }

    /// In a body with raw HTML all is one text until the end; a mark that ends up in a place that nobody sees takes
    /// nothing else with it, because each is numbered.
    fn begin(&mut self, heading: &Heading) {
        match self.is_html {
            true => self.out.push_str(&format!("{MARK}{}{MARK}", self.passages.len())),
            false => self.close_passage(),
        }
        let (anchor, heading) = (heading.id.clone(), heading.text.clone());
        self.passages.push(Passage { anchor, heading, text: String::new() });
    }

    fn close_passage(&mut self) {
        let text = std::mem::take(&mut self.out);
        self.passages.last_mut().expect("there is a first passage").text = text;
    }

    fn close_note(&mut self) {
        if let Some((name, before)) = self.open_notes.pop() {
            let text = std::mem::replace(&mut self.out, before);
            self.notes.entry(name).or_insert((self.passages.len() - 1, text));
        }
    }

    fn text(&mut self, text: &str) {
        match (self.in_heading, self.is_html) {
            (true, _) => {}
            (false, false) => self.out.push_str(text),
            (false, true) => {
                escape_html_body_text(&mut self.out, &text.replace(MARK, "")).expect("writing to a string cannot fail")
            }
        }
    }

    fn end_line(&mut self) {
        self.text("\n");
    }

    fn raw_html(&mut self, html: &str) {
        for part in media::outside_comments(html, &mut self.in_comment) {
            match self.is_html && !self.in_heading {
                true => self.out.push_str(&html[part].replace(MARK, "")),
                false => self.text(&html[part]),
            }
        }
    }

    fn wikilink(&mut self, written: &Wikilink<'_>, at: &At) {
        let Wikilink { target, label, has_label, is_shown } = *written;
        let link = self.links.get(&at.start);
        if is_shown && link.is_some_and(|link| link.target.picture().is_some()) {
            return self.text(if has_label { alternative(label) } else { "" });
        }
        let leads = link.is_some_and(|link| link.target != Target::Words);
        let title = link.filter(|_| !has_label).and_then(|link| self.site.title_for(&link.target, label));
        match (leads || self.site.uses_wikilinks(), has_label) {
            (true, _) => self.text(title.as_deref().unwrap_or(label)),
            (false, true) => self.text(&format!("[[{target}|{label}]]")),
            (false, false) => self.text(&format!("[[{target}]]")),
        }
    }

    fn transclusion(&mut self, target: &str, label: &str, at: &At) {
        let is_shown = self.links.get(&at.start).is_some_and(|link| link.target.entry().is_some());
        if !is_shown {
            self.wikilink(&Wikilink { target, label, has_label: target != label, is_shown: true }, at);
        }
        self.end_line();
    }

    fn mention(&mut self, handle: &str, at: &At) {
        match self.links.get(&at.start).and_then(|link| link.target.entry()) {
            Some(id) => self.text(&self.site.community.entry(id).document.title.clone()),
            None => self.text(&format!("@{handle}")),
        }
    }

    /// The words of a body with raw HTML, to the passages that their marks name.
    fn share_out(&mut self) {
        let words = sanitise::words(&self.out);
        let mut place = 0;
        for (n, text) in words.split(MARK).enumerate() {
            match n % 2 {
                0 => self.passages[place].text.push_str(text),
                _ => place = text.parse().ok().filter(|place| *place < self.passages.len()).unwrap_or(place),
            }
        }
    }

    /// Footnotes that something refers to belong to the passage that they are written in.
    fn finish(mut self) -> Vec<Passage> {
        let notes = std::mem::take(&mut self.notes);
        match self.is_html {
            true => self.share_out(),
            false => self.close_passage(),
        }
        for (_, (place, text)) in notes.into_iter().filter(|(name, _)| self.referred.contains(name)) {
            let text = if self.is_html { sanitise::words(&text) } else { text };
            self.passages[place].text.extend(["\n", &text]);
        }
        for passage in &mut self.passages {
            passage.text = in_lines(&passage.text);
        }
        self.passages
    }
}

/// Whether what begins here goes on in its line. A list in an item, say, does not.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::TableCell
    )
}

/// Single spaces, and no empty lines.
fn in_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let start = out.len();
        for word in line.split_whitespace() {
            if out.len() > start {
                out.push(' ');
            } else if start > 0 {
                out.push('\n');
            }
            out.push_str(word);
        }
    }
    out
}
