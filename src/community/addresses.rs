//! Where entries and folders live.

use super::Entry;
use crate::path::{Address, SitePath};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// Where an entry lives depends only on the entries it lives with: of several introductions to one folder, one is
/// the folder's page. Where `x.md` stands beside the folder `x`, it is the page of that folder.
pub(super) fn give_addresses(entries: &mut [Entry]) {
    let introductions = introductions(entries);
    let owns = entries.iter().map(|entry| &entry.document.slugs).filter(|slugs| !slugs.introduces_folder);
    let beside = owns.map(|slugs| &slugs.whole).filter(|own| introductions.contains_key(&***own));
    let beside: BTreeSet<Arc<str>> = beside.cloned().collect();
    for entry in entries {
        let slugs = &entry.document.slugs;
        // Of the documents of one file, one introduces.
        let is_first = || introductions.get(&slugs.folder) == Some(&entry.document.path);
        entry.address = match slugs.introduces_folder && is_first() && !beside.contains(slugs.folder.as_str()) {
            true => Address::Folder(slugs.folder.as_str().into()),
            false => Address::Entry(slugs.whole.clone()),
        };
    }
}

/// A folder whose address is that of an entry has the entry for its page.
pub(super) fn with_pages_of_entries(
    folders: BTreeMap<Arc<str>, Address>,
    entries: &[Entry],
) -> BTreeMap<Arc<str>, Address> {
    let addresses: HashSet<&str> = folders.values().map(Address::as_str).collect();
    let owns = entries.iter().filter(|entry| entry.introduces().is_none()).map(|entry| entry.address.as_str());
    let taken: HashSet<String> = owns.filter(|own| addresses.contains(own)).map(str::to_owned).collect();
    let address = |address: Address| match address {
        Address::Folder(path) if taken.contains(&*path) => Address::Entry(path),
        address => address,
    };
    folders.into_iter().map(|(folder, own)| (folder, address(own))).collect()
}

/// For each folder's address the file that introduces it: `index` before `_index` before `README`.
fn introductions(entries: &[Entry]) -> BTreeMap<String, SitePath> {
    let mut best: BTreeMap<String, (usize, SitePath)> = BTreeMap::new();
    let documents = entries.iter().map(|entry| &entry.document);
    for document in documents.filter(|document| document.slugs.introduces_folder) {
        let rank = match document.path.stem().to_lowercase().as_str() {
            "index" => 1,
            "_index" => 2,
            "readme" => 3,
            // The page of a file that holds many documents stands beside the folder.
            _ => 0,
        };
        let candidate = (rank, document.path.clone());
        let folder = best.entry(document.slugs.folder.clone()).or_insert_with(|| candidate.clone());
        if candidate < *folder {
            *folder = candidate;
        }
    }
    best.into_iter().map(|(folder, (_, path))| (folder, path)).collect()
}

/// Every folder that holds a document somewhere inside, with its address.
pub(super) fn folders(entries: &[Entry]) -> BTreeMap<Arc<str>, Address> {
    let mut folders = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for entry in entries {
        let document = &entry.document;
        let path = document.path.folder_in_content();
        match document.as_folder() {
            Some(own) => add_folders(&mut folders, own, &document.slugs.folder),
            None if !document.is_part() && seen.insert(path) => add_folders(&mut folders, path, &document.slugs.folder),
            None => {}
        }
    }
    folders
}

fn add_folders(folders: &mut BTreeMap<Arc<str>, Address>, path: &str, address: &str) {
    let (mut path, mut address) = (path, address);
    loop {
        folders.insert(path.into(), Address::Folder(address.into()));
        if path.is_empty() {
            return;
        }
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        address = address.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}
