//! The sections of a site as documents for a search service, for those whose community outgrows an index of files.
//!
//! 1. Every passage of every page that can be found is a document; what front matter says goes with the first.
//! 2. Documents are lines of JSON, as the service takes them. What it has to be told of them first is its mapping.

use super::facets;
use super::page::{self, Card, Text};
use crate::site::{Passage, Searchable, Site};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

/// Who takes the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Anybody: documents, one a line.
    Any,
    /// OpenSearch and its like, by their bulk interface.
    OpenSearch,
    /// Meilisearch.
    Meilisearch,
    /// Typesense.
    Typesense,
}

/// A section of a page.
#[derive(Serialize)]
struct Document<'a> {
    /// The same as long as the section keeps its address; letters and digits.
    id: String,
    /// The address of the section: whole where the site's is known, else from its root.
    url: String,
    anchor: &'a str,
    title: &'a str,
    heading: &'a str,
    text: String,
    lang: &'a str,
    kind: &'static str,
    theme: &'a [String],
    member: &'a [String],
    org: &'a [String],
    tags: &'a [String],
    date: &'a str,
    audience: &'a str,
}

/// Every section as a document, one a line.
pub fn documents(site: &Site, service: Service) -> String {
    let pages: Vec<Searchable<'_>> = site.searchable().collect();
    let pages: Vec<String> = pages.par_iter().map(|page| of_page(site, page, service)).collect();
    pages.concat()
}

fn of_page(site: &Site, page: &Searchable<'_>, service: Service) -> String {
    let card = page::card(site, page);
    let text = page::text(site, page);
    let titles = |facet: &str| facets::values(site, &card, facet).into_iter().map(|(_, title)| title).collect();
    let [theme, member, org, tags]: [Vec<String>; 4] = ["theme", "member", "organisation", "tag"].map(titles);
    let is_shown =
        |(n, passage): &(usize, &Passage)| *n == 0 || !passage.heading.is_empty() || !passage.text.is_empty();
    let shown = text.passages.iter().enumerate().filter(is_shown);
    let mut lines = String::new();
    for (n, passage) in shown {
        let document = Document {
            id: format!("{:032x}", xxh3_128(format!("{}#{}", card.path, passage.anchor).as_bytes())),
            url: address(site, &card, &passage.anchor),
            anchor: &passage.anchor,
            title: &card.title,
            heading: &passage.heading,
            text: if n == 0 { first(&text) } else { passage.text.clone() },
            lang: page.entry.document.common.lang.as_deref().unwrap_or(&site.config.language),
            kind: card.kind.name(),
            theme: &theme,
            member: &member,
            org: &org,
            tags: &tags,
            date: &card.date,
            audience: site.audience.as_deref().unwrap_or("public"),
        };
        if service == Service::OpenSearch {
            lines.push_str(&json!({"index": {"_id": document.id}}).to_string());
            lines.push('\n');
        }
        lines.push_str(&super::format::json(&document));
        lines.push('\n');
    }
    lines
}

/// What stands before any heading, with what the front matter says.
fn first(text: &Text) -> String {
    let body = text.passages.first().map_or("", |passage| &passage.text);
    let parts = [&text.summary, body, &text.facts];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn address(site: &Site, card: &Card, anchor: &str) -> String {
    let path = if anchor.is_empty() { card.path.clone() } else { format!("{}#{anchor}", card.path) };
    site.whole(&path).unwrap_or(path)
}

/// The fields that are filtered by, counted and shown as they are.
const KEYWORDS: [&str; 7] = ["lang", "kind", "theme", "member", "org", "tags", "audience"];

/// The fields that are searched, the weightiest first.
const TEXTS: [&str; 3] = ["title", "heading", "text"];

/// What a service has to be told of the documents before it gets them; nothing for those that find out.
pub fn mapping(service: Service) -> Option<String> {
    let mapping = match service {
        Service::Any => return None,
        Service::OpenSearch => of_opensearch(),
        Service::Meilisearch => json!({
            "searchableAttributes": TEXTS,
            "filterableAttributes": KEYWORDS.iter().chain(&["date"]).collect::<Vec<_>>(),
            "sortableAttributes": ["date"],
        }),
        Service::Typesense => of_typesense(),
    };
    Some(serde_json::to_string_pretty(&mapping).expect("texts can be written as JSON") + "\n")
}

fn of_opensearch() -> Value {
    let mut properties: serde_json::Map<String, Value> = serde_json::Map::new();
    let fields = TEXTS.iter().map(|name| (*name, json!({"type": "text"})));
    let keywords = KEYWORDS.iter().map(|name| (*name, json!({"type": "keyword"})));
    let others = [
        ("id", json!({"type": "keyword"})),
        ("url", json!({"type": "keyword", "index": false})),
        ("anchor", json!({"type": "keyword", "index": false})),
        // An empty day is no day.
        ("date", json!({"type": "date", "format": "strict_date", "ignore_malformed": true})),
    ];
    properties.extend(fields.chain(keywords).chain(others).map(|(name, field)| (name.to_owned(), field)));
    json!({"mappings": {"dynamic": false, "properties": properties}})
}

fn of_typesense() -> Value {
    let list = |name: &str| matches!(name, "theme" | "member" | "org" | "tags");
    let texts = TEXTS.iter().map(|name| json!({"name": name, "type": "string"}));
    let keywords = KEYWORDS
        .iter()
        .map(|name| json!({"name": name, "type": if list(name) { "string[]" } else { "string" }, "facet": true}));
    let date = json!({"name": "date", "type": "string", "sort": true});
    let shown = ["url", "anchor"].map(|name| json!({"name": name, "type": "string", "index": false, "optional": true}));
    let fields: Vec<Value> = texts.chain(keywords).chain([date]).chain(shown).collect();
    json!({"name": "guildbook", "fields": fields})
}
