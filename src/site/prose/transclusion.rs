//! `![[name]]` on its own: the body of another entry, shown in this one.
//!
//! 1. The target is looked up by its place, as that of any link. What cannot be shown stays a link, or its words.
//! 2. Its body is written by a writer of its own, with its own links, its own cuts and its own sanitiser; its headings
//!    go below the heading that it stands under.
//! 3. Every id in it gets a prefix, so that none stands twice.
//! 4. It is put into a frame that says where it comes from.

use super::links::Wikilink;
use super::{At, Writer, write};
use crate::community::transclusion::{MAX_BYTES, MAX_DEPTH, MAX_SHOWN};
use crate::community::{Entry, EntryId, Target};
use crate::document::Heading;
use crate::document::markdown::Piece;
use crate::document::role::Role;
use crate::site::Site;
use crate::skin::strings::direction;
use pulldown_cmark::{Event, Tag, TagEnd};
use pulldown_cmark_escape::escape_html;
use std::collections::BTreeSet;

/// What of an entry is written, and where.
pub(super) struct Part<'a> {
    pub(super) entry: &'a Entry,
    /// Only what stands below this heading.
    pub(super) section: Option<&'a Heading>,
    /// The level of the heading that it stands under.
    pub(super) floor: u8,
}

impl<'a> Part<'a> {
    pub(super) fn whole(entry: &'a Entry) -> Self {
        Part { entry, section: None, floor: 1 }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn transclusion(&mut self, target: &str, label: &str, at: At) {
        let Some(link) = self.links.get(&at.start) else { return self.in_paragraph(target, label, at) };
        let shown = match &link.target {
            Target::Entry { id, anchor } => self.shown(*id, anchor.as_deref()),
            _ => None,
        };
        match shown {
            Some(html) => self.own(html, "div"),
            None => self.in_paragraph(target, label, at),
        }
    }

    fn in_paragraph(&mut self, target: &str, label: &str, at: At) {
        self.markup("<p>");
        self.wikilink(&Wikilink { target, label, has_label: target != label, is_shown: true }, at);
        self.markup("</p>\n");
    }

    /// The body of an entry in its frame, if it may be shown here and is not empty.
    fn shown(&mut self, id: EntryId, anchor: Option<&str>) -> Option<String> {
        let entry = self.around.site.community.entry(id);
        let section = match anchor {
            Some(anchor) => Some(entry.headings().find(|heading| heading.id == anchor && !heading.text.is_empty())?),
            None => None,
        };
        let seen = &mut self.seen;
        let n_bytes = seen.n_bytes + entry.n_shown();
        let is_open = seen.open.contains(&id);
        if is_open || seen.open.len() > MAX_DEPTH || seen.n_shown >= MAX_SHOWN || n_bytes > MAX_BYTES {
            return None;
        }
        (seen.n_shown, seen.n_bytes) = (seen.n_shown + 1, n_bytes);
        let prefix = format!("Gb-t{}-", seen.n_shown);
        let part = Part { entry, section, floor: self.last_level };
        let (html, _, seen) = write(self.around, &part, std::mem::take(&mut self.seen));
        self.seen = seen;
        let address = self.around.href(&Target::Entry { id, anchor: None })?;
        (!html.trim().is_empty()).then(|| self.framed(entry, section, &rebased(&html, &prefix, &address)))
    }

    fn framed(&self, entry: &Entry, section: Option<&Heading>, html: &str) -> String {
        let mut out = "<section class=\"transcluded\"".to_owned();
        let own = entry.document.common.lang.as_ref().filter(|own| *own != self.language());
        if let Some(own) = own {
            out.push_str(" lang=\"");
            escape_html(&mut out, own).expect("writing to a string cannot fail");
            out.push_str(&format!("\" dir=\"{}\"", direction(own)));
        }
        let anchor = section.map(|heading| heading.id.as_str().into());
        let mut link = "<a href=\"".to_owned();
        let href = self.around.href(&Target::Entry { id: entry.id, anchor }).unwrap_or_default();
        escape_html(&mut link, &href).expect("writing to a string cannot fail");
        link.push_str("\">");
        let title = section.map_or(entry.document.title.as_str(), |heading| heading.text.as_str());
        escape_html(&mut link, title).expect("writing to a string cannot fail");
        link.push_str("</a>");
        let mut from = String::new();
        escape_html(&mut from, self.around.strings.say("transcluded_from")).expect("writing to a string cannot fail");
        out.push_str(&format!(
            ">\n{html}<p class=\"transcluded-from\">{}</p>\n</section>\n",
            from.replace("{title}", &link)
        ));
        out
    }
}

impl Site {
    /// Whether code in a named language is left in the body of an entry, or in one that it shows.
    pub(in crate::site) fn shows_code(&self, id: EntryId) -> bool {
        let mut seen = BTreeSet::from([id]);
        let mut next = vec![id];
        while let Some(id) = next.pop() {
            if self.community.entry(id).has_code() {
                return self.config.markdown.highlight;
            }
            let shown = self.community.links_as(id, Role::Transclusion).filter_map(|link| link.target.entry());
            next.extend(shown.filter(|id| seen.insert(*id)));
        }
        false
    }
}

/// The pieces below a heading that stands in no list or quote, as far as the next one that is not below it; footnotes
/// stand wherever they like.
pub(super) fn section<'p>(pieces: impl Iterator<Item = (Piece<'p>, At)>, of: &Heading) -> Vec<(Piece<'p>, At)> {
    let mut kept = Vec::new();
    let (mut depth, mut is_inside, mut in_heading, mut in_footnote) = (0usize, false, false, false);
    for (piece, at) in pieces {
        if depth == 0 {
            in_footnote = matches!(piece, Piece::Event(Event::Start(Tag::FootnoteDefinition(_))));
            if let Piece::Event(Event::Start(Tag::Heading { level, .. })) = &piece {
                in_heading = at.start == of.at.start;
                is_inside = in_heading || (is_inside && *level as u8 > of.level);
            }
        }
        depth = match &piece {
            Piece::Event(Event::Start(_)) | Piece::AdmonitionStart(_) => depth + 1,
            Piece::Event(Event::End(_)) | Piece::AdmonitionEnd => depth.saturating_sub(1),
            _ => depth,
        };
        let ends_heading = in_heading && matches!(piece, Piece::Event(Event::End(TagEnd::Heading(_))));
        if (is_inside && !in_heading) || in_footnote {
            kept.push((piece, at));
        }
        in_heading &= !ends_heading;
    }
    kept
}

/// Gives a prefix to every id of a body, and to what leads to one. What leads to an id of the same entry that is not
/// here leads to its page.
fn rebased(html: &str, prefix: &str, address: &str) -> String {
    let ids: BTreeSet<&str> =
        attributes(html).filter(|attribute| matches!(attribute.name, "id" | "name")).map(|id| id.value).collect();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut done = 0;
    for Attribute { name, value, at } in attributes(html) {
        let before = match (name, value.strip_prefix('#')) {
            ("id" | "name" | "aria-describedby" | "aria-labelledby" | "for", _) => prefix.to_owned(),
            ("href", Some("")) => continue,
            ("href", Some(anchor)) if ids.contains(anchor) => format!("#{prefix}"),
            ("href", Some(_)) => format!("{address}#"),
            _ => continue,
        };
        out.push_str(&html[done..at]);
        out.push_str(&before);
        done = at + usize::from(name == "href");
    }
    out.push_str(&html[done..]);
    out
}

/// One attribute of HTML that was written by us or the sanitiser: in double quotes, in lower case.
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    /// Where its value begins.
    at: usize,
}

/// Every attribute. In such HTML `<` is only where a tag begins, and `"` inside a tag only around a value.
fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut at = 0;
    let mut in_tag = false;
    std::iter::from_fn(move || {
        loop {
            let rest = &html[at..];
            if !in_tag {
                at += rest.find('<')?;
                in_tag = true;
                continue;
            }
            let stop = rest.find(['"', '>'])?;
            if rest.as_bytes()[stop] == b'>' {
                at += stop + 1;
                in_tag = false;
                continue;
            }
            let value_at = at + stop + 1;
            let length = html[value_at..].find('"')?;
            let name = rest[..stop].trim_end_matches('=').rsplit([' ', '\n']).next().unwrap_or_default();
            at = value_at + length + 1;
            return Some(Attribute { name, value: &html[value_at..value_at + length], at: value_at });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_get_a_prefix_and_links_to_them_too() {
        let html = "<h2 id=\"a\">id=\"x\"</h2><a href=\"#a\" id=\"b\">1</a><a href=\"#z\">2</a><a href=\"#\">3</a><p title=\"> id=\">4</p>";
        assert_eq!(
            rebased(html, "t-", "../x/"),
            "<h2 id=\"t-a\">id=\"x\"</h2><a href=\"#t-a\" id=\"t-b\">1</a><a href=\"../x/#z\">2</a><a href=\"#\">3</a><p title=\"> id=\">4</p>"
        );
    }
}
