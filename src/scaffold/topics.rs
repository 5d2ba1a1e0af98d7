//! Themes for a tree that has none: each folder of pages at its top is a topic that people work on.
//!
//! A theme needs a file of its own; what lies in the folder is put into it by the settings.

use super::folders::{Count, is_dated, kind_of, named};
use crate::kind::Kind;
use crate::slug::Slug;
use std::collections::BTreeMap;

/// One folder is no choice of topics, and so many are not topics.
const N_TOPICS: std::ops::RangeInclusive<usize> = 2..=40;
/// A topic has so many pages at least.
const N_PAGES: usize = 2;

/// Folders that are about the site, or hold what pages need.
const NO_TOPICS: [&str; 33] = [
    "about",
    "site-info",
    "info",
    "meta",
    "misc",
    "other",
    "admin",
    "assets",
    "asset",
    "images",
    "img",
    "media",
    "static",
    "css",
    "js",
    "scripts",
    "styles",
    "stylesheets",
    "includes",
    "layouts",
    "files",
    "attachments",
    "uploads",
    "tests",
    "test",
    "src",
    "examples",
    "pages",
    "home",
    "archive",
    "archives",
    "old",
    "index",
];

/// A folder that becomes a theme.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Topic {
    /// The folder, as it is written, in the content.
    pub(super) folder: String,
    /// The theme's file name, without its ending.
    pub(super) slug: String,
    /// What it is called.
    pub(super) title: String,
}

/// The topics of a tree without themes.
pub(super) fn topics(counts: &BTreeMap<String, Count>, kinds: &BTreeMap<String, Kind>) -> Vec<Topic> {
    let has_themes = counts.iter().any(|(folder, count)| count.files > 0 && kind_of(folder, kinds) == Kind::Theme);
    let tops = counts.keys().filter(|folder| !folder.is_empty() && !folder.contains('/'));
    let mut topics: Vec<Topic> =
        tops.filter(|folder| is_topic(folder, counts, kinds)).filter_map(|f| topic(f)).collect();
    topics.sort_by(|a, b| a.slug.cmp(&b.slug));
    topics.dedup_by(|a, b| a.slug == b.slug);
    if has_themes || !N_TOPICS.contains(&topics.len()) { Vec::new() } else { topics }
}

fn is_topic(folder: &str, counts: &BTreeMap<String, Count>, kinds: &BTreeMap<String, Kind>) -> bool {
    let name = folder.to_lowercase().replace(['_', ' '], "-");
    let is_apart =
        name.starts_with('-') || NO_TOPICS.contains(&name.as_str()) || is_dated(folder) || named(folder).is_some();
    let below = |path: &str| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let pages = counts.iter().filter(|(path, _)| below(path) && kind_of(path, kinds) == Kind::Page);
    !is_apart && kind_of(folder, kinds) == Kind::Page && pages.map(|(_, count)| count.files).sum::<usize>() >= N_PAGES
}

fn topic(folder: &str) -> Option<Topic> {
    let words = folder.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let title = letters.next()?.to_uppercase().chain(letters).collect();
    Some(Topic { folder: folder.to_owned(), slug: Slug::fold(folder)?.to_string(), title })
}
