//! What a path leads to: the index of files, folders and addresses.

use super::{Entry, EntryId};
use crate::path::{Address, SitePath, join, upwards};
use crate::source::SourceSet;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// What a path below `content/` leads to.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Entry(EntryId),
    Asset(SitePath),
    Folder(Arc<str>),
    /// A file that is left out, which was reported where it lies.
    LeftOut,
}

/// The index of files, folders and addresses.
pub(super) struct Paths<'a> {
    exact: HashMap<&'a str, Place>,
    /// Paths with capitals: in lower case, with the path as it is written.
    folded: HashMap<String, (&'a str, Place)>,
    addresses: HashMap<&'a str, Place>,
    /// Every file, in the order in which they were entered.
    files: Vec<&'a str>,
    /// For each file name the place of its path among the files, for files that moved or whose name was misspelt; made
    /// when somebody looks for one.
    by_file_name: OnceLock<BTreeMap<String, usize>>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(entries: &'a [Entry], sources: &'a SourceSet, folders: &'a BTreeMap<Arc<str>, Address>) -> Self {
        let n_files = entries.len() + sources.assets.len() + folders.len();
        let mut paths = Paths {
            exact: HashMap::with_capacity(n_files),
            folded: HashMap::new(),
            addresses: HashMap::with_capacity(n_files),
            files: Vec::with_capacity(n_files),
            by_file_name: OnceLock::new(),
        };
        for (folder, address) in folders {
            paths.add(folder, Place::Folder(folder.clone()));
            paths.addresses.insert(address.as_str(), Place::Folder(folder.clone()));
        }
        for path in &sources.left_out {
            paths.add(path.in_content().unwrap_or_default(), Place::LeftOut);
        }
        for asset in sources.assets.keys() {
            let inside = asset.as_str().strip_prefix("static/").or(asset.in_content());
            paths.add_file(inside.unwrap_or_default(), Place::Asset(asset.clone()));
        }
        for entry in entries {
            let place = Place::Entry(entry.id);
            // The sessions of a file have no path of their own.
            if !entry.document.is_part() {
                paths.add_file(entry.document.path.in_content().unwrap_or_default(), place.clone());
            }
            if entry.introduces().is_none() {
                paths.addresses.insert(entry.address.as_str(), place);
            }
        }
        paths
    }

    fn add(&mut self, path: &'a str, place: Place) {
        // Of paths that differ in capitals only, the one that came last has them all.
        match lower(path) {
            Cow::Borrowed(_) => drop(self.folded.remove(path)),
            Cow::Owned(folded) => drop(self.folded.insert(folded, (path, place.clone()))),
        }
        self.exact.insert(path, place);
    }

    fn add_file(&mut self, path: &'a str, place: Place) {
        self.files.push(path);
        self.add(path, place);
    }

    fn by_file_name(&self) -> &BTreeMap<String, usize> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let places = || self.files.iter().enumerate().rev().map(|(place, path)| (name(path), place));
        // The first of several with one name is found.
        self.by_file_name.get_or_init(|| places().collect())
    }

    /// The path of a file with the same name somewhere else.
    pub(super) fn moved_to(&self, path: &str) -> Option<&str> {
        let name = path.trim_end_matches('/').rsplit('/').next()?.to_lowercase();
        self.by_file_name().get(&name).map(|place| self.files[*place])
    }

    /// The path of the file whose name is most like it.
    pub(super) fn like(&self, path: &str) -> Option<&str> {
        let name = path.rsplit('/').next()?;
        let near = crate::diagnostic::nearest(name, self.by_file_name().keys().map(String::as_str))?;
        self.by_file_name().get(near).map(|place| self.files[*place])
    }

    /// What a path leads to, and the path it should have been where only its letters' case differs.
    pub(super) fn find(&self, path: &str) -> Option<(&Place, Option<&str>)> {
        self.exact.get(path).map(|place| (place, None)).or_else(|| self.find_otherwise(path))
    }

    /// The file beside a folder that has its name.
    pub(super) fn beside(&self, folder: &str) -> Option<&Place> {
        self.exact.get([folder, ".md"].concat().as_str())
    }

    fn find_otherwise(&self, path: &str) -> Option<(&Place, Option<&str>)> {
        let spellings = spellings(path);
        let exact = spellings.iter().find_map(|path| self.exact.get(path.as_str()));
        let exact = exact.or_else(|| self.addresses.get(path)).map(|place| (place, None));
        exact.or_else(|| spellings.iter().find_map(|path| self.find_folded(&path.to_lowercase())))
    }

    fn find_folded(&self, path: &str) -> Option<(&Place, Option<&str>)> {
        let folded = self.folded.get(path).map(|(written, place)| (place, Some(*written)));
        folded.or_else(|| self.exact.get_key_value(path).map(|(written, place)| (place, Some(*written))))
    }
}

/// In lower case; the same text if it is.
fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Some(text.to_lowercase()).filter(|lower| lower != text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The files that a link may mean: with and without `.md`, `.html` that is `.md` in the source, a folder's index.
fn spellings(path: &str) -> Vec<String> {
    let mut all = vec![path.to_owned(), [path, ".md"].concat(), [path, ".markdown"].concat()];
    if let Some(page) = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")) {
        all.push([page, ".md"].concat());
        all.extend(page.strip_suffix("index").map(|folder| folder.trim_end_matches('/').to_owned()));
    }
    all
}

/// Where a link of the file `from` may lead, the most likely first: from its folder, as code hosts read it; from the
/// page's own address, as a browser reads it; and, if it begins with a slash, from each folder above.
pub(super) fn candidates<'a>(from: &'a str, path: &'a str) -> impl Iterator<Item = String> + 'a {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let page = from.rsplit_once('.').map_or(from, |(page, _)| page);
    let above = path.starts_with('/').then(|| upwards(folder));
    let inside = [folder, page].into_iter().filter_map(move |folder| join(folder, path));
    inside.chain(above.into_iter().flatten().filter_map(|folder| join(folder, path.trim_start_matches('/'))))
}
