//! Raw HTML of a body: without comments, with its links looked up, and with no attribute that could name a file.

use super::links::address;
use super::{At, Edit};
use crate::community::{Entry, Link};
use crate::document::markdown::Piece;
use crate::document::raw_html;
use crate::site::Site;
use pulldown_cmark::Event;
use pulldown_cmark_escape::escape_html;
use std::collections::BTreeMap;

/// Attributes that stay, beside `href` and `src`, which the table of links knows.
const KEPT: [&str; 22] = [
    "alt", "title", "id", "name", "class", "width", "height", "align", "valign", "colspan", "rowspan", "scope",
    "start", "type", "value", "open", "checked", "disabled", "controls", "lang", "dir", "role",
];

pub(super) struct Html<'a> {
    site: &'a Site,
    text: &'a str,
    table: &'a BTreeMap<usize, &'a Link>,
    root: String,
    /// How the comment ends that is open.
    open: Option<&'static str>,
    pub(super) edits: Vec<Edit>,
}

impl<'a> Html<'a> {
    pub(super) fn new(site: &'a Site, entry: &'a Entry, table: &'a BTreeMap<usize, &'a Link>) -> Self {
        let root = entry.address.to_root(site.config.urls);
        Html { site, text: &entry.document.text, table, root, open: None, edits: Vec::new() }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>, at: &At) {
        let Piece::Event(Event::Html(html) | Event::InlineHtml(html)) = piece else { return };
        match self.text.get(at.clone()) == Some(html) {
            true => self.html(html, at.start),
            // What does not stand in the file as it is read cannot be looked through.
            false => self.cut(at.clone()),
        }
    }

    fn cut(&mut self, at: At) {
        self.edits.push(Edit { at, text: String::new() });
    }

    /// Cuts what is no element, and looks at the tags between.
    fn html(&mut self, html: &str, start: usize) {
        let mut done = 0;
        while done < html.len() {
            let rest = &html[done..];
            if let Some(end) = self.open {
                let close = rest.find(end).map(|at| done + at + end.len());
                self.open = self.open.filter(|_| close.is_none());
                let close = close.unwrap_or(html.len());
                self.cut(start + done..start + close);
                done = close;
                continue;
            }
            let mut marks = rest.match_indices('<').map(|(at, _)| at);
            let next = marks.find(|at| rest[at + 1..].starts_with(['!', '?']));
            let next = next.map_or(html.len(), |at| done + at);
            self.tags(&html[done..next], start + done);
            self.open = html.get(next..).filter(|rest| !rest.is_empty()).map(end_of);
            done = next;
        }
    }

    fn tags(&mut self, html: &str, start: usize) {
        for attribute in raw_html::attributes(html) {
            let at = start + attribute.at.start..start + attribute.at.end;
            let link = self.table.get(&at.start);
            match link.and_then(|link| address(self.site, &self.root, &link.target)) {
                Some(address) => {
                    let mut text = String::new();
                    escape_html(&mut text, &address.replace(char::is_whitespace, "%20"))
                        .expect("writing to a string cannot fail");
                    self.edits.push(Edit { at, text });
                }
                None if KEPT.contains(&attribute.name.as_str()) => {}
                None if link.is_some_and(|link| link.role.is_picture()) => self.picture(html, start, &attribute.at),
                None => self.cut(without(html, start, &attribute.at)),
            }
        }
    }

    /// A picture that cannot be shown is what stands in for it.
    fn picture(&mut self, html: &str, start: usize, value: &At) {
        let open = html[..value.start].rfind('<').unwrap_or(value.start);
        let close = html[value.end..].find('>').map_or(html.len(), |close| value.end + close + 1);
        let alt = raw_html::attributes(&html[open..close]).into_iter().find(|attribute| attribute.name == "alt");
        let mut text = String::new();
        escape_html(&mut text, &alt.map(|alt| alt.value).unwrap_or_default()).expect("writing to a string cannot fail");
        // Attributes before the one that was found were looked at already.
        while self.edits.pop_if(|edit| edit.at.start >= start + open).is_some() {}
        self.edits.push(Edit { at: start + open..start + close, text });
    }
}

/// How something ends that begins like this and is no element.
fn end_of(rest: &str) -> &'static str {
    match rest {
        rest if rest.starts_with("<!--") => "-->",
        rest if rest.starts_with("<![CDATA[") => "]]>",
        rest if rest.starts_with("<?") => "?>",
        _ => ">",
    }
}

/// The bytes of a whole attribute, by those of its value.
fn without(html: &str, start: usize, value: &At) -> At {
    let before = html[..value.start].trim_end_matches(['"', '\'']).trim_end();
    let before = before.strip_suffix('=').unwrap_or(before).trim_end();
    let name = before.trim_end_matches(|c: char| !c.is_whitespace() && !matches!(c, '/' | '<'));
    let end = value.end + usize::from(html[value.end..].starts_with(['"', '\'']));
    start + name.trim_end().len()..start + end
}
