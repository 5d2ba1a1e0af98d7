//! What a site puts out beside its pages, as bytes: one file for each format.
//!
//! 1. `site::export` has planned which files there are, and where.
//! 2. Each is made when it is asked for, from the site alone, by something that knows its format: nothing is put
//!    together by hand that has an escaper of its own.
//!
//! Everything here comes from the visible community, so nothing hidden can be in it. Ways to write to people, such as
//! e-mail addresses, stay on the pages.

mod atom;
mod data;
mod hosts;
mod llms;
mod manifest;
mod open_search;
mod sitemap;
mod source;
mod xml;

use crate::site::{Export, Site};

/// The bytes of one export.
pub fn bytes(site: &Site, export: &Export) -> Vec<u8> {
    match export {
        Export::Feed(feed) => atom::feed(site, *feed),
        Export::Sitemap => sitemap::whole(site),
        Export::SitemapPart(part) => sitemap::part(site, *part),
        Export::Robots => hosts::robots(site).into(),
        Export::Data(kind) => data::of_kind(site, *kind),
        Export::Tags => data::tags(site),
        Export::OpenSearch => open_search::description(site),
        Export::Llms => llms::index(site).into(),
        Export::Source(id) => source::markdown(site, *id).into(),
        Export::Redirects => hosts::redirects(site).into(),
        Export::Headers => hosts::headers(site).into(),
        Export::NoJekyll => Vec::new(),
        Export::Manifest => manifest::manifest(site),
    }
}

/// The whole address of a path from the root where it is known, else the path.
fn address(site: &Site, path: &str) -> String {
    site.whole(path).unwrap_or_else(|| path.to_owned())
}

/// One line, whatever its author wrote.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in which Markdown sees no markup.
fn escaped(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_markup = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '#' | '-' | '+' => at == 0,
            '&' => is_entity(&text[at..]),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The longest name of a letter: `&CounterClockwiseContourIntegral;`
const MAX_ENTITY: usize = 32;

/// `&amp;`, `&#38;`
fn is_entity(text: &str) -> bool {
    let name = &text.as_bytes()[1..];
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
    let length = name.iter().take(MAX_ENTITY).take_while(is_name).count();
    name.get(length) == Some(&b';')
}
