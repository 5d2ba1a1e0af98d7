//! The community for programs: a JSON file for each kind, and one for tags. `docs/content/data.md` says what is in them.
//!
//! 1. What every entry has comes first, then the fields of its kind.
//! 2. A reference is a name, and the path of what it leads to.
//! 3. What is not known is left out, and so is every way to write to somebody.
//!
//! The shape is a promise: what others read stays where it is. What changes it changes [`VERSION`].

mod kinds;
mod notes;

use crate::community::EntryId;
use crate::diagnostic::report::Texts;
use crate::document::Moment;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::path::Address;
use crate::site::Site;
use crate::site::view::NameView;
use crate::url::is_web;
use kinds::KindRecord;
use serde::Serialize;

/// The version of the shape. A new field does not change it; a field that goes or means something else does.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<T> {
    version: u32,
    kind: &'static str,
    entries: Vec<T>,
}

/// Somebody or something by its name.
#[derive(Serialize)]
struct Reference {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// What every entry has.
#[derive(Serialize)]
struct Record<'a> {
    path: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owner: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    themes: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(flatten)]
    of_kind: KindRecord<'a>,
}

#[derive(Serialize)]
struct TagRecord<'a> {
    name: &'a str,
    path: String,
    entries: Vec<Reference>,
}

pub(super) fn of_kind(site: &Site, kind: Kind) -> Vec<u8> {
    let all = site.derived.of_kind(kind);
    let texts = site.community.texts_of(all);
    let entries = all.iter().map(|id| record(site, &texts, *id));
    json(&File { version: VERSION, kind: kind.name(), entries: entries.collect() })
}

pub(super) fn tags(site: &Site) -> Vec<u8> {
    let entry = |id: &EntryId| {
        let entry = site.community.entry(*id);
        Reference { name: entry.document.title.clone(), path: Some(entry.address.href(site.config.urls)), url: None }
    };
    let tags = site.derived.tags.iter().map(|tag| TagRecord {
        name: &tag.name,
        path: Address::Entry(format!("tags/{}", tag.slug).into()).href(site.config.urls),
        entries: tag.entries.iter().map(entry).collect(),
    });
    json(&File { version: VERSION, kind: "tag", entries: tags.collect() })
}

fn json(file: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(file).expect("texts and lists are always JSON")
}

fn record<'a>(site: &'a Site, texts: &Texts, id: EntryId) -> Record<'a> {
    let entry = site.community.entry(id);
    let document = &entry.document;
    let day = |moment: Moment| moment.date.to_string();
    let tag = |tag: crate::site::view::LinkView| Reference { name: tag.title, path: Some(tag.path), url: None };
    Record {
        path: entry.address.href(site.config.urls),
        title: &document.title,
        summary: site.summary(id),
        date: document.date.map(day),
        created: entry.created().map(day),
        updated: entry.updated().map(day),
        language: document.common.lang.as_deref(),
        authors: references(site, id, Role::Author),
        owner: references(site, id, Role::Owner),
        themes: references(site, id, Role::Theme),
        tags: site.tags_of(entry).into_iter().map(tag).collect(),
        image: site.file(id, Role::Picture),
        source: site.source(id),
        of_kind: kinds::record(site, texts, entry),
    }
}

fn references(site: &Site, id: EntryId, role: Role) -> Vec<Reference> {
    let reference = |NameView { name, path, url, .. }| Reference { name, path, url: url.filter(|url| is_web(url)) };
    site.names(id, role).into_iter().map(reference).collect()
}
