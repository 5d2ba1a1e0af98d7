//! What the site holds, for language models: `llms.txt`, by llmstxt.org.
//!
//! The site's name, what it is for, and a section for each kind. A link leads to the Markdown of an entry where that is
//! published, else to its page.

use super::{address, escaped};
use crate::community::EntryId;
use crate::kind::KINDS;
use crate::site::Site;
use std::fmt::Write;

pub(super) fn index(site: &Site) -> String {
    let config = &site.config;
    let mut text = format!("# {}\n", escaped(&config.title));
    if !config.description.is_empty() {
        let _ = write!(text, "\n> {}\n", escaped(&config.description));
    }
    for spec in &KINDS {
        let ids = site.derived.of_kind(spec.kind);
        if !ids.is_empty() {
            let _ = write!(text, "\n## {}\n\n", escaped(&site.index_title(spec.kind)));
            ids.iter().for_each(|id| line(site, *id, &mut text));
        }
    }
    text
}

fn line(site: &Site, id: EntryId, text: &mut String) {
    let entry = site.community.entry(id);
    let path = site.source(id).unwrap_or_else(|| entry.address.href(site.config.urls));
    let _ = write!(text, "- [{}]({})", escaped(&entry.document.title), address(site, &path));
    if let Some(summary) = site.summary(id) {
        let _ = write!(text, ": {}", escaped(summary));
    }
    text.push('\n');
}
