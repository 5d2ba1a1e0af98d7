//! Tags: free words, folded so that `Open data` and `open-data` are one.

use crate::community::{Community, EntryId};
use crate::slug::Slug;
use std::collections::{BTreeMap, HashMap};

/// A tag and what has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// As it is written where it occurs first.
    pub name: String,
    /// Its part of the address.
    pub slug: Slug,
    /// What has it, by title.
    pub entries: Vec<EntryId>,
}

pub(super) fn all(community: &Community) -> Vec<Tag> {
    let mut tags: BTreeMap<Slug, Tag> = BTreeMap::new();
    let mut slugs: HashMap<&str, Option<Slug>> = HashMap::new();
    for entry in &community.entries {
        for name in entry.document.common.tags.iter().flatten() {
            let Some(slug) = slugs.entry(name).or_insert_with(|| Slug::fold(name)).clone() else { continue };
            let tag = tags.entry(slug.clone()).or_insert_with(|| Tag {
                name: name.trim().to_owned(),
                slug,
                entries: Vec::new(),
            });
            tag.entries.push(entry.id);
        }
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    for tag in &mut tags {
        super::order::sort_by_title(community, &mut tag.entries);
    }
    tags.sort_by_cached_key(|tag| (super::order::by_title(&tag.name), tag.slug.clone()));
    tags
}
