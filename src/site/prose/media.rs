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
        for part in outside_comments(html, &mut self.in_comment) {
            let html = &html[part.clone()];
            match self.around.site.config.markdown.html {
                RawHtml::Escape => self.text(html),
                RawHtml::Sanitise | RawHtml::Trust => {
                    let written = self.with_links(html, at.start + part.start);
                    self.markup(&written);
                    self.n_raw_links = links_open(self.n_raw_links, html);
                }
            }
        }
    }

    /// Raw HTML with its links looked up in the table, as all others are.
    fn with_links(&self, html: &str, start: usize) -> String {
        let end = start + html.len();
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        let (mut n_links, mut counted) = (self.n_raw_links, 0);
        for (_, link) in self.links.range(start..end).filter(|(_, link)| link.role.is_html()) {
            let (from, to) = (link.at.start - start, link.at.end - start);
            let Some(before) = html.get(done..from).filter(|_| to <= html.len()) else { continue };
            let open = before.rfind('<').map_or(counted, |open| done + open);
            n_links = links_open(n_links, &html[counted..open]);
            counted = open;
            match self.html_href(link) {
                Some(href) => {
                    self.before_source(html, done..from, link, &mut out);
                    escape_html(&mut out, &href).expect("writing to a string cannot fail");
                    done = to;
                }
                None if link.role == Role::HtmlImage => {
                    let is_in_link = n_links > 0 || !self.open_links.is_empty();
                    done = without_tag(html, done..from, &link.target, is_in_link, &mut out);
                }
                None => done = without_attribute(html, done..from, to, &mut out),
            }
        }
        out.push_str(html.get(done..).unwrap_or_default());
        out
    }

    /// Writes what stands before the source of a picture or another file; one of the site's own pictures gets the size
    /// that its author did not give.
    fn before_source(&self, html: &str, before: At, link: &Link, out: &mut String) {
        let Some(open) =
            html[before.clone()].rfind('<').map(|open| before.start + open).filter(|open| is_picture(&html[*open..]))
        else {
            return out.push_str(&html[before]);
        };
        let close = html[before.end..].find('>').map_or(html.len(), |close| before.end + close);
        let given = raw_html::attributes(&html[open..close]);
        let is_given = |name: &str| given.iter().any(|attribute| attribute.name == name);
        let asset = link.target.picture().and_then(|path| self.around.site.community.assets.get(path));
        let name_end = open + "<img".len();
        out.push_str(&html[before.start..name_end]);
        if let Some((width, height)) = asset.and_then(|asset| asset.dimensions)
            && !is_given("width")
            && !is_given("height")
        {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if !is_given("loading") {
            out.push_str(" loading=\"lazy\"");
        }
        out.push_str(&html[name_end..before.end]);
    }

    /// Where a link of raw HTML leads; `None` for one that leads nowhere, and for a picture that cannot be shown.
    fn html_href(&self, link: &Link) -> Option<String> {
        let is_remote =
            matches!(link.target, Target::Outside(_)) && !self.around.site.config.markdown.keeps_remote_images;
        self.href(&link.target).filter(|_| !(link.role == Role::HtmlImage && is_remote))
    }
}

/// The parts of raw HTML that are no comment, which is published in no mode. A comment may go on in the next piece.
pub(super) fn outside_comments(html: &str, in_comment: &mut bool) -> Vec<At> {
    let mut parts = Vec::new();
    let mut done = 0;
    while done < html.len() {
        let rest = &html[done..];
        let mark = if *in_comment { "-->" } else { "<!--" };
        let found = rest.find(mark).map(|at| done + at);
        let end = found.unwrap_or(html.len());
        if !*in_comment && end > done {
            parts.push(done..end);
        }
        done = found.map_or(html.len(), |at| at + if *in_comment { mark.len() } else { 0 });
        *in_comment ^= found.is_some();
    }
    parts
}

/// Writes what stands before the tag at the end of `before`, and its alternative text in its place; of a picture
/// elsewhere a link to it, unless it stands in one.
fn without_tag(html: &str, before: At, target: &Target, is_in_link: bool, out: &mut String) -> usize {
    let open = html[before.clone()].rfind('<').map_or(before.start, |open| before.start + open);
    let close = html[before.end..].find('>').map_or(html.len(), |close| before.end + close + 1);
    out.push_str(&html[before.start..open]);
    let alt = raw_html::attributes(&html[open..close]).into_iter().find(|attribute| attribute.name == "alt");
    let alt = alt.map(|alt| alt.value).unwrap_or_default();
    let url = match target {
        Target::Outside(url) if is_picture(&html[open..]) => Some(url),
        _ => None,
    };
    if let Some(url) = url.filter(|_| !is_in_link) {
        out.push_str("<a href=\"");
        escape_html(&mut *out, url).expect("writing to a string cannot fail");
        out.push_str("\">");
    }
    let words = url.filter(|_| alt.trim().is_empty()).map_or(alt.as_str(), |url| url);
    escape_html_body_text(&mut *out, words).expect("writing to a string cannot fail");
    if url.is_some() && !is_in_link {
        out.push_str("</a>");
    }
    close
}

fn is_picture(tag: &str) -> bool {
    tag.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<img"))
}

/// How many links are open after some raw HTML, where so many were open before it.
fn links_open(before: usize, html: &str) -> usize {
    if !html.contains(['a', 'A']) {
        return before;
    }
    raw_html::tags(html).iter().fold(before, |n, tag| match tag.name.as_str() {
        "a" => n + 1,
        "/a" => n.saturating_sub(1),
        _ => n,
    })
}

/// Writes what stands before the attribute whose value begins at the end of `before`, and gives the place after it.
fn without_attribute(html: &str, before: At, end: usize, out: &mut String) -> usize {
    let kept = html[before].trim_end_matches(['"', '\'', '=', ' ', '\n', '\t']);
    out.push_str(kept.trim_end_matches(|c: char| c.is_ascii_alphanumeric()));
    end + usize::from(html[end..].starts_with(['"', '\'']))
}
