//! Looks up the references and links of one entry.

use super::findings::{Problem, Unresolved};
use super::memory::{Asked, Resolved};
use super::names::{self, Found, Names};
use super::{Entry, EntryId, Link, Target};
use crate::document::body::{BodyLink, LinkTarget};
use crate::document::fields::Outside;
use crate::document::role::Role;
use crate::document::{Document, Reference};
use crate::kind::Kind;
use crate::path::{Address, SitePath, join, upwards};
use crate::source::SourceSet;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

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
    exact: HashMap<&'a str, Place, Xxh3DefaultBuilder>,
    /// Paths with capitals: in lower case, with the path as it is written.
    folded: HashMap<String, (&'a str, Place)>,
    addresses: HashMap<&'a str, Place, Xxh3DefaultBuilder>,
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
            exact: HashMap::with_capacity_and_hasher(n_files, Xxh3DefaultBuilder),
            folded: HashMap::new(),
            addresses: HashMap::with_capacity_and_hasher(n_files, Xxh3DefaultBuilder),
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
fn candidates<'a>(from: &'a str, path: &'a str) -> impl Iterator<Item = String> + 'a {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let page = from.rsplit_once('.').map_or(from, |(page, _)| page);
    let above = path.starts_with('/').then(|| upwards(folder));
    let inside = [folder, page].into_iter().filter_map(move |folder| join(folder, path));
    inside.chain(above.into_iter().flatten().filter_map(|folder| join(folder, path.trim_start_matches('/'))))
}

/// The links of an entry, and what fits nothing.
pub(super) fn links_of(entry: &Entry, entries: &[Entry], names: &Names<'_>, paths: &Paths<'_>) -> Resolved {
    let mut lookup = Lookup {
        entry,
        document: &entry.document,
        entries,
        names,
        paths,
        unresolved: Vec::new(),
        others: Vec::new(),
        wanted: None,
        no_words: "".into(),
        asked: Vec::new(),
    };
    let (references, body_links) = (&entry.document.references, &entry.document.body.links);
    let mut links = Vec::with_capacity(references.len() + body_links.len() + entry.document.notes.people.len());
    links.extend(references.iter().map(|reference| lookup.reference(reference)));
    lookup.notes(&mut links);
    links.extend(body_links.iter().map(|link| lookup.body_link(link)));
    Resolved { links: links.into(), unresolved: lookup.unresolved.into(), asked: lookup.asked.into() }
}

pub(super) struct Lookup<'a> {
    entry: &'a Entry,
    pub(super) document: &'a Document,
    pub(super) entries: &'a [Entry],
    pub(super) names: &'a Names<'a>,
    paths: &'a Paths<'a>,
    unresolved: Vec<Unresolved>,
    /// Less exact fits of the name looked up last.
    others: Vec<Target>,
    /// The page that was looked up last, if nobody wrote it.
    wanted: Option<Arc<str>>,
    no_words: Arc<str>,
    /// All that was asked for.
    asked: Vec<Asked>,
}

impl Lookup<'_> {
    pub(super) fn find(&mut self, name: &str, accepts: &[Kind]) -> Found {
        let name = names::folded(name);
        self.asked.push(Asked::name(&name));
        self.names.find_folded(&name, accepts)
    }

    fn reference(&mut self, reference: &Reference) -> Link {
        let target = match &reference.outside {
            Some(outside) => self.outside(reference, outside),
            None if reference.role.is_file() => self.file(reference),
            None if reference.role.accepts().is_empty() => Target::Words,
            None => self.named(reference),
        };
        Link {
            role: reference.role,
            words: reference.name.clone(),
            at: reference.at.clone(),
            defined_at: None,
            target,
            others: self.others.split_off(0),
            wanted: self.wanted.take(),
        }
    }

    /// Somebody given with an address is still the member of that name, who may have opted out.
    fn outside(&mut self, reference: &Reference, outside: &Outside) -> Target {
        match self.find(&reference.name, reference.role.accepts()) {
            Found::Entries { ids, .. } if reference.role.accepts() == [Kind::Member] => {
                Target::Entry { id: ids[0], anchor: None }
            }
            _ => outside.url.as_deref().map_or(Target::Words, |url| Target::Outside(url.into())),
        }
    }

    fn file(&mut self, reference: &Reference) -> Target {
        let (role, at) = (reference.role, reference.at.clone());
        let target = LinkTarget::parse(&reference.name);
        self.body_link(&BodyLink { role, target, at: at.clone(), target_at: at, defined_at: None }).target
    }

    fn named(&mut self, reference: &Reference) -> Target {
        let (role, at) = (reference.role, reference.at.clone());
        let problem = match self.find(&reference.name, role.accepts()) {
            Found::Entries { ids, n_best } => {
                let id = self.choose(role, at, &reference.name, ids, n_best);
                return Target::Entry { id, anchor: None };
            }
            // A word that also names an entry of another kind is still a fine word.
            _ if role.unknown().is_none() => return Target::Words,
            Found::OfAnotherKind(id) => Problem::OfAnotherKind { name: reference.name.to_string(), id },
            // In a site without any member file everybody is a guest.
            Found::Nobody if !self.names.has_any(role.accepts()) => return Target::Words,
            Found::Nobody => Problem::Unknown { name: reference.name.to_string() },
        };
        self.report(role, at, problem);
        Target::Words
    }

    /// Takes the first; others are kept for audiences that may not see it.
    fn choose(
        &mut self,
        role: Role,
        at: std::ops::Range<usize>,
        name: &str,
        ids: Vec<EntryId>,
        n_best: usize,
    ) -> EntryId {
        if n_best > 1 {
            self.report(
                role,
                at,
                Problem::Ambiguous { name: name.to_owned(), ids: ids[..n_best.min(ids.len())].to_vec(), n: n_best },
            );
        }
        let is_open = |id: &EntryId| self.entries[id.0 as usize].visibility.is_open();
        let n_needed = ids.iter().position(is_open).map_or(ids.len(), |place| place + 1);
        self.others = ids[1..n_needed.max(1)].iter().map(|id| Target::Entry { id: *id, anchor: None }).collect();
        ids[0]
    }

    fn report(&mut self, role: Role, at: std::ops::Range<usize>, problem: Problem) {
        self.wanted = problem.wanted(role, self.paths).map(Arc::from);
        self.unresolved.push(Unresolved { entry: self.entry.id, role, at, problem });
    }

    fn body_link(&mut self, link: &BodyLink) -> Link {
        let target = match &link.target {
            LinkTarget::Outside(url) => Target::Outside(url.as_str().into()),
            LinkTarget::Unsafe(url) => self.lost(link, Problem::Unsafe { url: url.clone() }),
            LinkTarget::Anchor(anchor) => self.own_anchor(link, anchor),
            LinkTarget::Path { path, anchor } => self.path(link, path, anchor.as_deref()),
            LinkTarget::Name { name, anchor } => self.wikilink(link, name, anchor.as_deref()),
            LinkTarget::Handle(handle) => match self.find(handle, link.role.accepts()) {
                Found::Entries { ids, n_best } => {
                    Target::Entry { id: self.choose(link.role, link.at.clone(), handle, ids, n_best), anchor: None }
                }
                _ => Target::Words,
            },
        };
        let words =
            if link.role.is_html() { self.document.text[link.at.clone()].into() } else { self.no_words.clone() };
        let (at, defined_at) = (link.at.clone(), link.defined_at);
        let (others, wanted) = (self.others.split_off(0), self.wanted.take());
        Link { role: link.role, words, at, defined_at, target, others, wanted }
    }

    fn lost(&mut self, link: &BodyLink, problem: Problem) -> Target {
        self.report(link.role, link.target_at.clone(), problem);
        Target::Words
    }

    fn own_anchor(&mut self, link: &BodyLink, anchor: &str) -> Target {
        // `#` and `#top` are the top of the page.
        if anchor.is_empty() || anchor == "top" {
            return Target::Anchor("".into());
        }
        match self.anchored(self.entry.id, anchor) {
            Some((id, anchor)) if id == self.entry.id => Target::Anchor(anchor.into()),
            Some((id, anchor)) => to(id, anchor),
            None => self.lost(link, Problem::NoAnchor { anchor: anchor.to_owned(), page: self.entry.id }),
        }
    }

    fn path(&mut self, link: &BodyLink, path: &str, anchor: Option<&str>) -> Target {
        let inside = self.document.path.in_content().unwrap_or_default();
        let Some((place, written)) = candidates(inside, path).find_map(|path| self.paths.find(&path)) else {
            let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
            let problem = join(folder, path).map_or(Problem::OutsideContent, |path| Problem::NoFile { path });
            return self.lost(link, problem);
        };
        if let Some(written) = written {
            self.report(link.role, link.target_at.clone(), Problem::Case { written: written.to_owned() });
        }
        match place.clone() {
            Place::Entry(id) if link.role.is_picture() => self.lost(link, Problem::NotAnImage { id }),
            Place::Entry(id) => self.entry(link, id, anchor),
            Place::Folder(folder) => self.folder(link, folder, anchor),
            Place::Asset(path) => Target::Asset(path),
            Place::LeftOut => Target::Words,
        }
    }

    /// A folder, or the heading in a file that became one, should its ending be missing.
    fn folder(&mut self, link: &BodyLink, folder: Arc<str>, anchor: Option<&str>) -> Target {
        let file = anchor.and_then(|_| self.paths.exact.get([&folder, ".md"].concat().as_str()));
        match file {
            Some(Place::Entry(id)) if self.entries[id.0 as usize].document.part.is_some() => {
                self.others = vec![Target::Folder(folder)];
                self.entry(link, *id, anchor)
            }
            _ => Target::Folder(folder),
        }
    }

    fn entry(&mut self, link: &BodyLink, id: EntryId, anchor: Option<&str>) -> Target {
        self.asked.push(Asked::entry(id));
        let Some(anchor) = anchor else { return Target::Entry { id, anchor: None } };
        let found = self.anchored(id, anchor).map(|(id, anchor)| to(id, anchor));
        if let Some(target) = found {
            // Whoever may not see the heading is led where they would be if it were not there.
            let is_one_of_many = self.entries[id.0 as usize].document.part.is_some();
            self.others.splice(..0, is_one_of_many.then_some(Target::Entry { id, anchor: None }));
            return target;
        }
        self.report(link.role, link.target_at.clone(), Problem::NoAnchor { anchor: anchor.to_owned(), page: id });
        Target::Entry { id, anchor: None }
    }

    /// The anchor as the page has it: where a file became many pages, that of the page that it came to stand on.
    fn anchored(&self, id: EntryId, anchor: &str) -> Option<(EntryId, &str)> {
        let document = &self.entries[id.0 as usize].document;
        let moved = document.part.as_ref().and_then(|part| Some((part.place, part.file.anchor(anchor)?)));
        let Some((own, moved)) = moved else { return Some((id, anchor_of(document, anchor)?)) };
        // The documents of a file follow one another.
        let place = id.0 as usize - own + moved.place;
        let entry = &self.entries[place];
        Some((entry.id, anchor_of(&entry.document, &moved.id)?))
    }

    fn wikilink(&mut self, link: &BodyLink, name: &str, anchor: Option<&str>) -> Target {
        match self.find(name, &[]) {
            Found::Entries { ids, n_best } => {
                let id = self.choose(link.role, link.target_at.clone(), name, ids, n_best);
                if !self.entries[id.0 as usize].visibility.is_open() {
                    self.point_others_at(anchor);
                    self.others.extend(self.file_or_folder(name));
                }
                self.entry(link, id, anchor)
            }
            _ => {
                self.file_or_folder(name).unwrap_or_else(|| self.lost(link, Problem::Unknown { name: name.to_owned() }))
            }
        }
    }

    /// Each leads to the anchor as its own page has it.
    fn point_others_at(&mut self, written: Option<&str>) {
        let entries = self.entries;
        for other in &mut self.others {
            if let (Target::Entry { id, anchor }, Some(written)) = (other, written) {
                let found = anchor_of(&entries[id.0 as usize].document, written);
                *anchor = found.filter(|found| !found.is_empty()).map(Arc::from);
            }
        }
    }

    fn file_or_folder(&self, name: &str) -> Option<Target> {
        match self.paths.find(name)? {
            (Place::Asset(path), _) => Some(Target::Asset(path.clone())),
            (Place::Folder(folder), _) => Some(Target::Folder(folder.clone())),
            _ => None,
        }
    }
}

/// A place on a page; its top where the anchor is empty.
fn to(id: EntryId, anchor: &str) -> Target {
    Target::Entry { id, anchor: Some(anchor.into()).filter(|anchor: &Arc<str>| !anchor.is_empty()) }
}

/// The anchor as the page has it, for whoever writes one may use capitals, as the code host allows. The title is the
/// top of the page, and so is every anchor of a page that could not be read.
fn anchor_of<'a>(document: &'a Document, anchor: &str) -> Option<&'a str> {
    let body = &document.body;
    let above = document.title_heading.map(|title| if document.is_part() { 0..=title } else { title..=title });
    let mut tops =
        above.into_iter().flatten().filter(|place| !document.prints(*place)).map(|place| &body.headings[place]);
    let alike = body.anchors.get(&anchor.to_lowercase()).map_or(&[][..], Vec::as_slice);
    let found = alike.iter().find(|found| found.value == anchor).or(alike.first());
    match found.map(|found| found.value.as_str()) {
        Some(id) if !tops.any(|heading| heading.id == id) => Some(id),
        None if !document.is_broken => None,
        _ => Some(""),
    }
}
