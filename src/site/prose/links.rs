//! Links, `[[links]]`, `@mentions` and bare addresses: looked up in the link table by their place.

use super::{At, Writer};
use crate::community::Target;
use crate::document::content::alternative;

/// `[[target|label]]` as it stands in a text.
pub(super) struct Wikilink<'a> {
    pub(super) target: &'a str,
    pub(super) label: &'a str,
    pub(super) has_label: bool,
    pub(super) is_shown: bool,
}

impl Writer<'_> {
    /// Opens a link to where the table says that the link at this place goes.
    pub(super) fn open_link(&mut self, at: usize, title: &str) {
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

    pub(super) fn close_link(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.markup("</a>");
        }
    }

    pub(super) fn href(&self, target: &Target) -> Option<String> {
        self.around.href(target)
    }

    pub(super) fn wikilink(&mut self, written: &Wikilink<'_>, at: At) {
        let Wikilink { target, label, has_label, is_shown } = *written;
        let picture = self.links.get(&at.start).and_then(|link| link.target.picture()).filter(|_| is_shown);
        if let Some(path) = picture {
            return self.own_picture(path, if has_label { alternative(label) } else { "" });
        }
        self.open_link(at.start, "");
        let is_link = self.open_links.last() == Some(&true);
        let title = self.title_for(label, at.start).filter(|_| !has_label);
        let mark = if is_shown { "!" } else { "" };
        match is_link || self.around.site.uses_wikilinks {
            true => self.text(title.as_deref().unwrap_or(label)),
            false if has_label => self.text(&format!("{mark}[[{target}|{label}]]")),
            false => self.text(&format!("{mark}[[{target}]]")),
        }
        self.close_link();
    }

    fn title_for(&self, written: &str, at: usize) -> Option<String> {
        self.around.site.title_for(&self.links.get(&at)?.target, written)
    }

    pub(super) fn mention(&mut self, handle: &str, at: &At) {
        self.open_link(at.start, "");
        let target = self.links.get(&at.start).map(|link| &link.target);
        let name = match target {
            Some(Target::Entry { id, .. }) => self.around.site.community.entry(*id).document.title.clone(),
            _ => format!("@{handle}"),
        };
        self.text(&name);
        self.close_link();
    }

    pub(super) fn bare_url(&mut self, written: &str) {
        let scheme =
            if written.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) { "https://" } else { "" };
        self.markup("<a");
        self.attribute("href", &format!("{scheme}{written}"));
        self.markup(">");
        self.text(written);
        self.markup("</a>");
    }
}
