//! The one place where a build's audience decides what it may see.
//!
//! 1. Entries that the audience may not see are dropped: by level, drafts, unlisted members, broken files.
//! 2. Parts of bodies that it may not see are cut, with the links in them.
//! 3. Links to what is gone become words, exactly as for a missing target; front matter that names an unlisted
//!    member loses the name.
//! 4. What the repository tells of an entry's file goes with the entry, and also where a part of it was cut: it would
//!    tell of that part. Of who changed the file nobody is left who opted out; who has no page here is a name.
//! 5. Of transcripts those stay whose file this audience may have and whose reference it may see. Where what was said is
//!    not tied to names, no voice is left; nor is the file, which has them all. The same holds for the voice of somebody
//!    who opted out, and the file with it.
//! 6. Assets and folders stay only where something that is left refers to them or lies in them.
//!
//! The result is a [`Visible`] community, which only this module can make: nothing after it can reach an entry, link,
//! folder or asset that is gone. Parts that are cut stay in the text of their document; who reads a body goes through
//! [`Entry::hides`].

mod memory;

pub use memory::Memory;

use crate::community::{Community, Entry, EntryId, Link, Past, Person, Said, Target};
use crate::config::Level;
use crate::document::kinds::Attribution;
use crate::document::markdown::is_within;
use crate::document::role::Role;
use crate::path::{Address, SitePath, upwards};
use crate::slug::fold_name;
use crate::source::{Asset, is_timed_transcript};
use memory::Basis;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What is left for one audience.
#[derive(Clone, Debug)]
pub struct Visible<T>(T);

impl<T> Deref for Visible<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Who a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Viewer {
    /// The audience.
    pub level: Level,
    /// Whether drafts are shown.
    pub sees_drafts: bool,
}

impl Viewer {
    /// Whether this viewer may see the entry.
    pub fn may_see(&self, entry: &Entry) -> bool {
        let seen = &entry.visibility;
        seen.level <= self.level && (self.sees_drafts || !seen.is_draft) && !seen.is_unlisted && !seen.is_broken
    }
}

/// Projects a community to what `viewer` may see. What was projected last time is taken from `memory` where nothing else
/// can come of it.
pub fn project(community: &Community, viewer: Viewer, memory: &mut Memory) -> Visible<Community> {
    let projection = Projection::new(community, viewer);
    let kept: Vec<&Entry> = community.entries.iter().filter(|entry| projection.new_id(entry.id).is_some()).collect();
    let folders = projection.folders(&kept);
    memory.compare(projection.basis(&folders));
    let all = community.shared_links();
    let links_of = |entry: &&Entry| {
        let own = &all[entry.id.0 as usize];
        memory.of(entry.id, own).unwrap_or_else(|| projection.links(entry, &folders).into())
    };
    let links: Vec<Arc<[Link]>> = kept.par_iter().map(links_of).collect();
    memory.keep(all, kept.iter().map(|entry| entry.id).zip(links.iter().cloned()));
    let entries: Vec<Entry> = kept.into_par_iter().map(|entry| projection.entry(entry)).collect();
    let assets = projection.assets(&links);
    Visible(Community::from_parts(entries, links, assets, folders, projection.icon()))
}

struct Projection<'a> {
    community: &'a Community,
    viewer: Viewer,
    /// For each old id the new one, where the entry stays.
    new_ids: Vec<Option<EntryId>>,
    /// For each old id the parts of its body that are cut.
    hidden: Vec<Vec<Range<usize>>>,
    /// Transcripts whose voices are not told.
    nameless: BTreeSet<SitePath>,
    /// Transcripts that hold names which are not told.
    kept_back: BTreeSet<SitePath>,
}

impl<'a> Projection<'a> {
    fn new(community: &'a Community, viewer: Viewer) -> Self {
        let mut next = 0..;
        let new_ids = community
            .entries
            .iter()
            .map(|entry| viewer.may_see(entry).then(|| next.next().map(EntryId)).flatten())
            .collect();
        let hidden = community.entries.iter().map(|entry| hidden(entry, viewer)).collect();
        // Only what this viewer may see decides, so that nothing hidden shows by what is missing.
        let has_any = community.assets.keys().any(is_timed_transcript);
        let seen = community.entries.iter().filter(|entry| has_any && viewer.may_see(entry));
        let said: Vec<(&Entry, &SitePath)> =
            seen.flat_map(|entry| files_of(community, entry).map(move |path| (entry, path))).collect();
        let nameless: BTreeSet<SitePath> =
            said.iter().filter(|(entry, _)| is_unattributed(entry)).map(|(_, path)| (*path).clone()).collect();
        let names_unlisted = |(entry, path): &&(&Entry, &SitePath)| {
            let mut voices = entry.said.iter().filter(|said| said.path == **path).flat_map(|said| &said.voices);
            voices.any(|voice| voice.as_ref().is_some_and(|person| person.is_unlisted))
        };
        let unlisted = said.iter().filter(names_unlisted).map(|(_, path)| (*path).clone());
        let kept_back = unlisted.chain(nameless.iter().cloned()).collect();
        Projection { community, viewer, new_ids, hidden, nameless, kept_back }
    }

    /// All that decides what becomes of links.
    fn basis(&self, folders: &BTreeMap<Arc<str>, Address>) -> Basis {
        let cut = self.community.entries.iter().zip(&self.hidden).filter(|(_, hidden)| !hidden.is_empty());
        Basis {
            viewer: self.viewer,
            new_ids: self.new_ids.clone(),
            cut: cut.map(|(entry, hidden)| (entry.id, entry.document.text.clone(), hidden.clone())).collect(),
            kept_back: self.kept_back.clone(),
            folders: folders.keys().cloned().collect(),
            asset_levels: self.community.asset_levels.clone(),
        }
    }

    fn new_id(&self, old: EntryId) -> Option<EntryId> {
        self.new_ids[old.0 as usize]
    }

    fn entry(&self, entry: &Entry) -> Entry {
        let hidden = &self.hidden[entry.id.0 as usize];
        Entry {
            id: self.new_id(entry.id).expect("only entries that stay are projected"),
            document: entry.document.clone(),
            address: entry.address.clone(),
            visibility: entry.visibility.clone(),
            hidden: hidden.clone(),
            is_whole: self.shows_all(entry),
            past: entry.past.as_ref().filter(|_| self.shows_all(entry)).map(|past| self.past(past)),
            said: entry.said.iter().filter(|said| self.may_read(entry.id, said)).map(|said| self.said(said)).collect(),
        }
    }

    fn may_read(&self, from: EntryId, said: &Said) -> bool {
        self.is_for_viewer(&said.path) && !self.hides(from, said.at)
    }

    /// A transcript with the voices that may be told.
    fn said(&self, said: &Said) -> Said {
        let is_told = !self.nameless.contains(&said.path);
        let voice = |person: &Option<Arc<Person>>| {
            let person = person.as_ref().filter(|_| is_told)?;
            self.contributor(person).map(Arc::new)
        };
        Said { voices: said.voices.iter().map(voice).collect(), ..said.clone() }
    }

    /// Whether nothing is cut out of what the file of an entry holds.
    fn shows_all(&self, entry: &Entry) -> bool {
        let (place, n_parts) = entry.document.part.as_ref().map_or((0, 0), |part| (part.place, part.file.n_parts));
        let first = entry.id.0 as usize - place;
        self.hidden[first..=first + n_parts].iter().all(Vec::is_empty)
    }

    /// Who changed a file, each once.
    fn past(&self, past: &Past) -> Arc<Past> {
        let mut seen = BTreeSet::new();
        let people = past.contributors.iter().filter_map(|person| self.contributor(person));
        let key = |person: &Person| match person.members.first() {
            Some(member) => (Some(*member), String::new()),
            None => (None, fold_name(&person.name)),
        };
        let contributors = people.filter(|person| seen.insert(key(person))).map(Arc::new).collect();
        Arc::new(Past { contributors, ..past.clone() })
    }

    /// A member who has a page here; else words, unless they are an address to write to.
    fn contributor(&self, person: &Person) -> Option<Person> {
        let member = person.members.iter().find_map(|member| self.new_id(*member));
        let is_shown = !person.is_unlisted && (member.is_some() || !person.name.contains(['@', '＠']));
        is_shown.then(|| Person {
            name: person.name.clone(),
            members: member.into_iter().collect(),
            is_unlisted: false,
        })
    }

    fn hides(&self, id: EntryId, at: usize) -> bool {
        is_within(at, &self.hidden[id.0 as usize])
    }

    fn links(&self, entry: &Entry, folders: &BTreeMap<Arc<str>, Address>) -> Vec<Link> {
        let is_cut = |at| self.hides(entry.id, at);
        let is_kept = |link: &&Link| {
            !is_cut(link.at.start)
                && !link.defined_at.is_some_and(is_cut)
                && !self.names_unlisted(link)
                && !self.names_kept_back(link)
        };
        let all = self.community.links_from(entry.id);
        let link = |link: &Link| Link {
            role: link.role,
            words: link.words.clone(),
            at: link.at.clone(),
            defined_at: link.defined_at,
            target: self.target(entry.id, link, folders),
            others: Vec::new(),
            wanted: link.wanted.clone(),
        };
        let mut links = Vec::with_capacity(all.len());
        links.extend(all.iter().filter(is_kept).map(link));
        links
    }

    fn names_unlisted(&self, link: &Link) -> bool {
        let unlisted = |id: EntryId| self.community.entry(id).visibility.is_unlisted;
        link.role.is_field() && matches!(&link.target, Target::Entry { id, .. } if unlisted(*id))
    }

    /// A field that names a file which is kept back, whose name may hold names too.
    fn names_kept_back(&self, link: &Link) -> bool {
        link.role.is_field() && matches!(&link.target, Target::Asset(path) if self.kept_back.contains(path))
    }

    /// Where a link goes for this audience: as if what it may not see had never been there.
    fn target(&self, from: EntryId, link: &Link, folders: &BTreeMap<Arc<str>, Address>) -> Target {
        let targets = std::iter::once(&link.target).chain(&link.others);
        targets
            .map(|target| self.seen(from, target, folders))
            .find(|target| *target != Target::Words)
            .unwrap_or(Target::Words)
    }

    fn seen(&self, from: EntryId, target: &Target, folders: &BTreeMap<Arc<str>, Address>) -> Target {
        let hides = |id: EntryId, anchor: &Option<Arc<str>>| {
            anchor.as_ref().is_some_and(|anchor| !self.shows_anchor(id, anchor))
        };
        match target {
            // The page that a heading came to stand on would tell of the heading.
            Target::Entry { id, anchor } if self.is_one_of_many(*id) && hides(*id, anchor) => Target::Words,
            Target::Entry { id, anchor } => match self.new_id(*id) {
                Some(new) => {
                    Target::Entry { id: new, anchor: anchor.clone().filter(|anchor| self.shows_anchor(*id, anchor)) }
                }
                None => Target::Words,
            },
            Target::Asset(path) if !self.may_have(path) => Target::Words,
            Target::Anchor(anchor) if !self.shows_anchor(from, anchor) => Target::Words,
            Target::Folder(folder) if !folders.contains_key(folder) => Target::Words,
            target => target.clone(),
        }
    }

    /// Whether an entry is one of several from its file.
    fn is_one_of_many(&self, id: EntryId) -> bool {
        self.community.entry(id).document.part.is_some()
    }

    fn may_have(&self, asset: &SitePath) -> bool {
        self.is_for_viewer(asset) && !self.kept_back.contains(asset)
    }

    fn is_for_viewer(&self, asset: &SitePath) -> bool {
        self.community.asset_levels.get(asset).is_none_or(|level| *level <= self.viewer.level)
    }

    /// The site's icon, unless it lies where this audience may not look.
    fn icon(&self) -> Option<SitePath> {
        self.community.icon.clone().filter(|path| self.may_have(path))
    }

    /// What is inside a part that is cut cannot be led to.
    fn shows_anchor(&self, id: EntryId, anchor: &str) -> bool {
        let anchors = self.community.entry(id).document.body.anchors.get(&anchor.to_lowercase());
        let mut places =
            anchors.into_iter().flatten().filter(|found| found.value == anchor).map(|found| found.at.start);
        anchor.is_empty() || places.any(|at| !self.hides(id, at))
    }

    /// Folders in which something is left.
    fn folders(&self, kept: &[&Entry]) -> BTreeMap<Arc<str>, Address> {
        let mut alive: BTreeSet<&str> = BTreeSet::new();
        for entry in kept {
            alive.extend(upwards(entry.document.path.folder_in_content()));
            alive.extend(entry.document.as_folder());
        }
        alive.insert("");
        let folders = self.community.folders.iter().filter(|(folder, _)| alive.contains(&***folder));
        folders.map(|(folder, address)| (folder.clone(), address.clone())).collect()
    }

    /// Assets that something refers to, the icon, and those of `static/`, which are published as they are unless a name
    /// in them must not be told.
    fn assets(&self, links: &[Arc<[Link]>]) -> BTreeMap<SitePath, Arc<Asset>> {
        let linked = links.iter().flat_map(|links| &**links).filter_map(|link| match &link.target {
            Target::Asset(path) => Some(path.clone()),
            _ => None,
        });
        let used: BTreeSet<SitePath> = linked.chain(self.icon()).collect();
        let is_static = |path: &SitePath| path.as_str().starts_with("static/") && !self.kept_back.contains(path);
        let is_public = |path: &SitePath| is_static(path) || used.contains(path);
        self.community
            .assets
            .iter()
            .filter(|(path, _)| is_public(path))
            .map(|(path, asset)| (path.clone(), asset.clone()))
            .collect()
    }
}

fn hidden(entry: &Entry, viewer: Viewer) -> Vec<Range<usize>> {
    let blocks = entry.visibility.blocks.iter();
    blocks.filter(|(_, level)| *level > viewer.level).map(|(at, _)| at.clone()).collect()
}

/// The transcripts with times that an entry names, be they read or only published as they are.
fn files_of<'a>(community: &'a Community, entry: &'a Entry) -> impl Iterator<Item = &'a SitePath> {
    let links = community.links_as(entry.id, Role::Attachment).filter(|_| entry.document.session().is_some());
    let files = links.filter_map(|link| match &link.target {
        Target::Asset(path) => Some(path),
        _ => None,
    });
    files.filter(|path| is_timed_transcript(path))
}

fn is_unattributed(entry: &Entry) -> bool {
    entry.document.session().is_some_and(|session| session.attribution == Some(Attribution::None))
}
