//! Looks up the references and links of one entry.
//!
//! 1. Each reference in the front matter is a name, a file, or an address outside.
//! 2. So is each link in the body; whom the notes name is looked up between the two (`people`).
//! 3. What fits less exactly is kept beside, for audiences that may not see what fits best.

use super::findings::{Problem, Unresolved};
use super::memory::{Asked, Resolved};
use super::names::{self, Found, Names};
use super::paths::{Paths, Place, candidates};
use super::{Entry, EntryId, Link, Target};
use crate::document::body::BodyLink;
use crate::document::fields::Outside;
use crate::document::role::Role;
use crate::document::{Document, LinkTarget, Reference};
use crate::kind::Kind;
use crate::path::join;
use std::sync::Arc;

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
            // In a site without any member file everybody is a guest, also who is called like a page.
            _ if !self.names.has_any(role.accepts()) => return Target::Words,
            Found::OfAnotherKind(id) => Problem::OfAnotherKind { name: reference.name.to_string(), id },
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
        let file = anchor.and_then(|_| self.paths.beside(&folder));
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
