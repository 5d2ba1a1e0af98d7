//! Links of a body as Markdown that holds wherever it is copied to.

use super::{At, Edit};
use crate::community::{Entry, Link, Target};
use crate::document::content::alternative;
use crate::document::markdown::Piece;
use crate::exports::escaped;
use crate::site::Site;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;

pub(super) struct Links<'a> {
    site: &'a Site,
    entry: &'a Entry,
    table: &'a BTreeMap<usize, &'a Link>,
    root: String,
    /// Links and pictures that are open, outermost first.
    open: Vec<Open>,
    pub(super) edits: Vec<Edit>,
}

/// A link on its way to its end.
struct Open {
    at: At,
    /// Where its words begin, and how far they were seen.
    words: At,
    /// What stands after the words; `None` if only they stay.
    end: Option<String>,
    /// `<https://…>`
    is_auto: bool,
}

impl<'a> Links<'a> {
    pub(super) fn new(site: &'a Site, entry: &'a Entry, table: &'a BTreeMap<usize, &'a Link>) -> Self {
        let root = entry.address.to_root(site.config.urls);
        Links { site, entry, table, root, open: Vec::new(), edits: Vec::new() }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>, at: &At) {
        match piece {
            Piece::Event(Event::Start(Tag::Link { link_type, title, .. })) => self.start(at, *link_type, title, 1),
            Piece::Event(Event::Start(Tag::Image { link_type, title, .. })) => self.start(at, *link_type, title, 2),
            Piece::Event(Event::End(TagEnd::Link | TagEnd::Image)) => self.end(),
            Piece::Wikilink { target, label, has_label, is_shown } => {
                self.wikilink(at, target, label, *has_label, *is_shown);
            }
            Piece::Transclusion { target, label } => self.wikilink(at, target, label, target != label, true),
            Piece::Mention(_) => self.mention(at),
            _ => self.words(at),
        }
    }

    fn words(&mut self, at: &At) {
        if let Some(open) = self.open.last_mut() {
            open.words.end = open.words.end.max(at.end.min(open.at.end));
        }
    }

    fn start(&mut self, at: &At, link_type: LinkType, title: &str, n_marks: usize) {
        let is_auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
        let words = at.start + n_marks;
        let end = self.table.get(&at.start).and_then(|link| self.address(&link.target));
        let end = end.map(|address| format!("]({}{})", destination(&address), title_of(title)));
        self.open.push(Open { at: at.clone(), words: words..words, end, is_auto });
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.words(&open.at);
        let text = &self.entry.document.text;
        match (&open.end, open.is_auto) {
            (Some(_), true) => return,
            (None, true) => {
                self.cut(open.at.start..open.words.start, "");
                self.cut(open.at.end - 1..open.at.end, "");
                return;
            }
            _ => {}
        }
        let seen = open.words.end.min(open.at.end);
        let close = text[seen..open.at.end].find(']').map_or(open.at.end, |close| seen + close);
        if open.end.is_none() {
            self.cut(open.at.start..open.words.start, "");
        }
        self.cut(close..open.at.end, &open.end.unwrap_or_default());
    }

    fn cut(&mut self, at: At, text: &str) {
        self.edits.push(Edit { at, text: text.to_owned() });
    }

    /// `[[x]]` is known only here: elsewhere it is written as a link, or as its words. What `![[x]]` shows is a page of
    /// its own, unless it is a picture.
    fn wikilink(&mut self, at: &At, target: &str, label: &str, has_label: bool, is_shown: bool) {
        let link = self.table.get(&at.start);
        if let Some(picture) = link.map(|link| &link.target).filter(|target| is_shown && target.picture().is_some()) {
            let words = if has_label { alternative(label) } else { "" };
            let address = self.address(picture).unwrap_or_default();
            self.cut(at.clone(), &format!("![{}]({})", escaped(words), destination(&address)));
            return self.words(at);
        }
        let title = link.and_then(|link| self.site.title_for(&link.target, label)).filter(|_| !has_label);
        let words = escaped(title.as_deref().unwrap_or(label));
        let mark = if is_shown { "!" } else { "" };
        match link.and_then(|link| self.address(&link.target)) {
            Some(address) => self.cut(at.clone(), &format!("[{words}]({})", destination(&address))),
            None if self.site.uses_wikilinks() => self.cut(at.clone(), &words),
            None if has_label => self.cut(at.clone(), &format!("{mark}[[{target}|{label}]]")),
            None => self.cut(at.clone(), &format!("{mark}[[{target}]]")),
        }
        self.words(at);
    }

    fn mention(&mut self, at: &At) {
        if let Some(target @ Target::Entry { id, .. }) = self.table.get(&at.start).map(|link| &link.target)
            && let Some(address) = self.address(target)
        {
            let name = escaped(&self.site.community.entry(*id).document.title);
            self.cut(at.clone(), &format!("[{name}]({})", destination(&address)));
        }
        self.words(at);
    }

    fn address(&self, target: &Target) -> Option<String> {
        address(self.site, &self.root, target)
    }
}

/// Where a link leads: a whole address where the site knows its own, else the way from the page. `None` if nowhere.
pub(super) fn address(site: &Site, root: &str, target: &Target) -> Option<String> {
    match target {
        Target::Words => None,
        Target::Outside(url) => Some(url.to_string()),
        Target::Anchor(anchor) => Some(format!("#{anchor}")),
        target => {
            let path = site.path_to(target)?;
            Some(site.whole(&path).unwrap_or_else(|| format!("{root}{path}")))
        }
    }
}

/// An address that ends where it should between round brackets.
fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '"' => out.push_str("%22"),
            ' ' => out.push_str("%20"),
            letter if letter.is_control() || letter.is_whitespace() => {}
            letter => out.push(letter),
        }
    }
    out
}

fn title_of(title: &str) -> String {
    match title.is_empty() {
        true => String::new(),
        false => format!(" \"{}\"", crate::exports::line(title).replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
