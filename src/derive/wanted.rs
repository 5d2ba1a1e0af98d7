//! Pages that somebody links to and nobody wrote.
//!
//! Only a name or path that fits nothing in the whole community is wanted, so that what is hidden is never among them;
//! and only what stands in a part that this audience sees is looked at.

use super::{Derived, order};
use crate::community::{Community, EntryId, Link};
use crate::document::role::Role;
use crate::slug::fold_name;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A page that nobody wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Its name or path, as it is written where it occurs first.
    pub name: String,
    /// Who links to it, in the order of their files.
    pub by: Vec<EntryId>,
}

/// What is wanted, most wanted first. `wikilinks_count` says whether `[[…]]` is meant as a link.
pub(super) fn all(community: &Community, derived: &Derived, wikilinks_count: bool) -> Vec<Wanted> {
    let mut all: BTreeMap<String, Wanted> = BTreeMap::new();
    for entry in &community.entries {
        for link in community.links_from(entry.id) {
            let Some(name) = link.wanted.as_deref().filter(|_| is_meant(link, derived, wikilinks_count)) else {
                continue;
            };
            let new = || Wanted { name: name.to_owned(), by: Vec::new() };
            let wanted = all.entry(fold_name(without_ending(name))).or_insert_with(new);
            if wanted.by.last() != Some(&entry.id) {
                wanted.by.push(entry.id);
            }
        }
    }
    let mut all: Vec<Wanted> = all.into_values().collect();
    all.sort_by_cached_key(|wanted| (Reverse(wanted.by.len()), order::by_title(&wanted.name)));
    all
}

/// Where this audience sees no entry that a field could name, its names are guests.
fn is_meant(link: &Link, derived: &Derived, wikilinks_count: bool) -> bool {
    match link.role {
        Role::Wikilink => wikilinks_count,
        role if role.is_field() => role.accepts().iter().any(|kind| !derived.of_kind(*kind).is_empty()),
        _ => true,
    }
}

fn without_ending(name: &str) -> &str {
    let endings = [".md", ".markdown", ".html", ".htm", "/"];
    endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
