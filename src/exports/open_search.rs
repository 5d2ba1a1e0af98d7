//! How the site is searched, for browsers that search where people type addresses: OpenSearch 1.1.

use super::{line, xml};
use crate::site::Site;

const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://a9.com/-/spec/opensearch/1.1/")];

/// A short name has no more letters, a description no more either, by the rules of OpenSearch.
const MAX_NAME: usize = 16;
const MAX_DESCRIPTION: usize = 1024;

pub(super) fn description(site: &Site) -> Vec<u8> {
    let title = line(&site.config.title);
    let about = line(&site.config.description);
    let page = site.search_path().and_then(|path| site.whole(&path)).unwrap_or_default();
    xml::document("OpenSearchDescription", &NAMESPACE, |xml| {
        xml.text("ShortName", &short(&title));
        xml.text(
            "Description",
            &if about.is_empty() { &title } else { &about }.chars().take(MAX_DESCRIPTION).collect::<String>(),
        );
        xml.text("InputEncoding", "UTF-8");
        xml.empty("Url", &[("type", "text/html"), ("template", &format!("{page}?q={{searchTerms}}"))]);
    })
}

/// As many whole words as there is room for; of a word that is too long alone, its beginning.
fn short(title: &str) -> String {
    let mut short = String::new();
    for word in title.split(' ') {
        if short.chars().count() + word.chars().count() >= MAX_NAME {
            break;
        }
        short = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
    }
    if short.is_empty() { title.chars().take(MAX_NAME).collect() } else { short }
}
