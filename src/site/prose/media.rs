//! Pictures, and raw HTML: what shows or fetches something.

use super::{At, Writer};
use crate::community::{Link, Target};
use crate::config::RawHtml;
use crate::document::raw_html;
use crate::document::role::Role;
use crate::path::SitePath;
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

impl Writer<'_> {
    pub(super) fn picture(&mut self, at: &At, alt: &str) {
        let Some(link) = self.links.get(&at.start) else { return self.text(alt) };
        match &link.target {
            Target::Asset(path) => self.own_picture(&path.clone(), alt),
            Target::Outside(url) if self.around.site.config.markdown.keeps_remote_images => {
                self.image_tag(&url.clone(), alt, None)
            }
            Target::Outside(url) => self.picture_link(&url.clone(), alt),
            _ => self.text(alt),
        }
    }

    /// A picture elsewhere is a link: showing it would tell its host about every reader.
    fn picture_link(&mut self, url: &str, alt: &str) {
        let inside_link = self.open_links.contains(&true);
        let words = if alt.trim().is_empty() { url } else { alt };
        if inside_link {
            return self.text(words);
        }
        self.markup("<a");
        self.attribute("href", url);
        self.markup(">");
        self.text(words);
        self.markup("</a>");
    }

    pub(super) fn own_picture(&mut self, path: &SitePath, alt: &str) {
        let size = self.around.site.community.assets.get(path).and_then(|asset| asset.dimensions);
        let href = self.around.href(&Target::Asset(path.clone())).unwrap_or_default();
        self.image_tag(&href, alt, size);
    }

    fn image_tag(&mut self, src: &str, alt: &str, size: Option<(u32, u32)>) {
        self.markup("<img");
        self.attribute("src", src);
        self.attribute("alt", alt);
        if let Some((width, height)) = size {
            self.attribute("width", &width.to_string());
            self.attribute("height", &height.to_string());
        }
        // The first picture of a page is most likely in sight at once.
        let is_first = !std::mem::replace(&mut self.seen.has_picture, true);
        self.markup(if is_first { ">" } else { " loading=\"lazy\">" });
    }

    pub(super) fn raw_html(&mut self, html: &str, at: &At) {
        for part in self.outside_comments(html) {
            let html = &html[part.clone()];
            self.count_links(html);
            match self.around.site.config.markdown.html {
                RawHtml::Escape => self.text(html),
                RawHtml::Sanitise | RawHtml::Trust => {
                    let html = self.with_links(html, at.start + part.start);
                    self.markup(&html);
                }
            }
        }
    }

    /// Keeps in mind whether a link of raw HTML is open, in which no other may begin.
    fn count_links(&mut self, html: &str) {
        if !html.contains(['a', 'A']) || self.around.site.config.markdown.html == RawHtml::Escape {
            return;
        }
        for tag in raw_html::tags(html) {
            match tag.name.as_str() {
                "a" => self.n_raw_links += 1,
                "/a" => self.n_raw_links = self.n_raw_links.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// The parts of raw HTML that are no comment, which is published in no mode. A comment may go on in the next piece.
    fn outside_comments(&mut self, html: &str) -> Vec<At> {
        let mut parts = Vec::new();
        let mut done = 0;
        while done < html.len() {
            let rest = &html[done..];
            let mark = if self.in_comment { "-->" } else { "<!--" };
            let found = rest.find(mark).map(|at| done + at);
            let end = found.unwrap_or(html.len());
            if !self.in_comment && end > done {
                parts.push(done..end);
            }
            done = found.map_or(html.len(), |at| at + if self.in_comment { mark.len() } else { 0 });
            self.in_comment ^= found.is_some();
        }
        parts
    }

    /// Raw HTML with its links looked up in the table, as all others are.
    fn with_links(&self, html: &str, start: usize) -> String {
        let end = start + html.len();
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        for (_, link) in self.links.range(start..end).filter(|(_, link)| link.role.is_html()) {
            let (from, to) = (link.at.start - start, link.at.end - start);
            let Some(before) = html.get(done..from).filter(|_| to <= html.len()) else { continue };
            match self.html_href(link) {
                Some(href) => {
                    out.push_str(before);
                    escape_html(&mut out, &href).expect("writing to a string cannot fail");
                    done = to;
                }
                None if link.role == Role::HtmlImage => done = self.without_tag(html, done..from, &mut out),
                None => done = without_attribute(html, done..from, to, &mut out),
            }
        }
        out.push_str(html.get(done..).unwrap_or_default());
        out
    }

    /// Where a link of raw HTML leads; `None` for one that leads nowhere, and for a picture that cannot be shown.
    fn html_href(&self, link: &Link) -> Option<String> {
        let is_remote =
            matches!(link.target, Target::Outside(_)) && !self.around.site.config.markdown.keeps_remote_images;
        self.href(&link.target).filter(|_| !(link.role == Role::HtmlImage && is_remote))
    }

    /// Writes what stands before the tag at the end of `before`, and its alternative text in its place.
    fn without_tag(&self, html: &str, before: At, out: &mut String) -> usize {
        let open = html[before.clone()].rfind('<').map_or(before.start, |open| before.start + open);
        let close = html[before.end..].find('>').map_or(html.len(), |close| before.end + close + 1);
        out.push_str(&html[before.start..open]);
        let alt = raw_html::attributes(&html[open..close]).into_iter().find(|attribute| attribute.name == "alt");
        escape_html_body_text(out, &alt.map(|alt| alt.value).unwrap_or_default())
            .expect("writing to a string cannot fail");
        close
    }
}

/// Writes what stands before the attribute whose value begins at the end of `before`, and gives the place after it.
fn without_attribute(html: &str, before: At, end: usize, out: &mut String) -> usize {
    let kept = html[before].trim_end_matches(['"', '\'', '=', ' ', '\n', '\t']);
    out.push_str(kept.trim_end_matches(|c: char| c.is_ascii_alphanumeric()));
    end + usize::from(html[end..].starts_with(['"', '\'']))
}
