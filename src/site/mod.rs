//! Every page of the site: its address, its layout, and what it shows.
//!
//! 1. Pages are planned: one for each entry, folder, kind and tag, the home page, and the page for what is missing.
//! 2. Files that are copied, and those of the skin, join them in one table by output path; two that would share a
//!    path are a finding.
//! 3. What is put out beside pages joins them: feeds, data, sources. The module `exports` makes it.
//! 4. The view of a page is made when it is asked for, from the site alone.

mod about;
mod cards;
pub mod entries;
pub mod export;
mod faces;
mod frame;
pub mod head;
mod highlight;
pub mod lists;
mod news;
mod outcomes;
mod plan;
mod prose;
mod recording;
mod repository;
mod sanitise;
mod searchable;
mod series;
mod standing;
mod themes;
mod transcript;
pub mod view;
mod weave;

pub use export::{Export, Feed};
pub use frame::place_in_site;
pub use lists::List;
pub use plan::plan;
pub use prose::{Passage, Prose, Section, encode_path};
pub use searchable::{Searchable, Share, index_folder};
pub use view::View;

use view::RedirectView;

use crate::audience::Visible;
use crate::community::{Community, Entry, EntryId, Target};
use crate::config::Config;
use crate::derive::Derived;
use crate::path::{Address, OutputPath, Urls};
use crate::skin::Skin;
use crate::source::Asset;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that will be published, for one audience.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// How it looks.
    pub skin: Arc<Skin>,
    /// What this audience may see.
    pub community: Visible<Community>,
    /// What follows from it.
    pub derived: Derived,
    /// Every file of the output.
    pub outputs: BTreeMap<OutputPath, Output>,
    /// The audience, where it is not everybody.
    pub audience: Option<String>,
    uses_wikilinks: bool,
    /// The colours of the series of its sessions.
    threads: series::Threads,
    /// The faces of its members.
    faces: BTreeMap<EntryId, view::FaceView>,
    /// The words that pages explain.
    glossary: prose::Glossary,
    /// For each address of a folder the entry that introduces it.
    introductions: BTreeMap<Arc<str>, EntryId>,
    /// For each address of a folder its path below `content/`.
    folder_paths: BTreeMap<Arc<str>, Arc<str>>,
    /// For each address of a folder what is in it.
    contents: BTreeMap<String, Contents>,
    /// The parts of lists that are too long for a page.
    long: lists::Long,
}

/// What is in a folder.
#[derive(Debug, Default)]
struct Contents {
    /// The addresses of its folders.
    folders: BTreeSet<String>,
    /// Its entries in the order of their files.
    entries: Vec<EntryId>,
}

/// One file of the output.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// A page, rendered when it is asked for.
    Page(Page),
    /// A file that is copied.
    Asset(Arc<Asset>),
    /// A file that is made of the whole site or of an entry, and is no page.
    Export(Export),
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Where it is.
    pub address: Address,
    /// The layout that prints it.
    pub layout: String,
    /// What it shows.
    pub subject: Subject,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// An entry.
    Entry(EntryId),
    /// What is not an entry: a list, or the page for what is missing.
    List(List),
    /// What was said in a session.
    Transcript(EntryId),
    /// Nothing but the way to the entry that was here before.
    Redirect(EntryId),
}

impl Site {
    /// The path from the site's root to where a link goes; `None` for what is not a part of the site.
    pub fn path_to(&self, target: &Target) -> Option<String> {
        let urls = self.config.urls;
        match target {
            Target::Entry { id, anchor } => {
                Some(prose::page_href(&self.community.entry(*id).address, urls, anchor.as_deref()))
            }
            Target::Folder(folder) => self.community.folders.get(folder).map(|address| address.href(urls)),
            Target::Asset(path) => self.community.assets.get(path).map(|asset| prose::encode_path(asset_path(asset))),
            _ => None,
        }
    }

    /// The entry that introduces the page of a folder, by the folder's address.
    fn introduction(&self, address: &str) -> Option<EntryId> {
        self.introductions.get(address).copied()
    }

    /// The page at an address, be it that of a folder or of an entry.
    fn page_at(&self, address: &str) -> Option<&Page> {
        let page = |address: Address| match self.outputs.get(&address.output(self.config.urls)) {
            Some(Output::Page(page)) => Some(page),
            _ => None,
        };
        // Only where addresses end in `.html` do the two differ.
        let in_file = match self.config.urls {
            Urls::Directory => None,
            Urls::File => page(Address::Entry(address.into())),
        };
        in_file.or_else(|| page(Address::Folder(address.into())))
    }

    /// The path from the root to the page at an address; empty if there is none.
    fn page_href(&self, address: &str) -> String {
        self.page_at(address).map_or_else(String::new, |page| page.address.href(self.config.urls))
    }

    /// The path below `content/` of the folder with this address.
    fn folder_path(&self, address: &str) -> Option<&str> {
        self.folder_paths.get(address).map(|path| &**path)
    }

    /// The path from the root to the page of a folder, by the folder's address.
    fn folder_href(&self, address: &str) -> String {
        let is_entry = self.outputs.contains_key(&Address::Entry(address.into()).output(self.config.urls));
        let address = if is_entry && self.config.urls == Urls::File {
            Address::Entry(address.into())
        } else {
            Address::Folder(address.into())
        };
        address.href(self.config.urls)
    }

    /// The language in which the skin speaks on a page.
    pub fn interface_language(&self, page: &Page) -> &str {
        let strings = match &page.subject {
            Subject::Entry(id) | Subject::Transcript(id) | Subject::Redirect(id) => {
                self.strings_of(self.community.entry(*id))
            }
            Subject::List(_) => self.strings(),
        };
        &strings.language
    }

    /// Whether an entry has a page of its own: the introductions of the home page and of indexes are a part of those.
    fn has_page(&self, entry: &Entry) -> bool {
        entry.introduces().is_none_or(|folder| !folder.is_empty() && plan::index_kind(self, folder).is_none())
    }

    fn redirect(&self, page: &Page, id: EntryId) -> RedirectView {
        let entry = self.community.entry(id);
        let path = entry.address.href(self.config.urls);
        RedirectView {
            title: entry.document.title.clone(),
            whole: self.whole(&path),
            page: self.frame(page, self.strings_of(entry).say("moved"), ""),
            path,
        }
    }

    /// The view of a page: everything its layout can show.
    pub fn view(&self, page: &Page) -> View {
        match &page.subject {
            Subject::Entry(id) => View::Entry(entries::view(self, page, *id)),
            Subject::List(list) => View::List(lists::view(self, page, list)),
            Subject::Transcript(id) => View::Transcript(self.transcript(page, *id)),
            Subject::Redirect(id) => View::Redirect(self.redirect(page, *id)),
        }
    }
}

/// Where a copied file lies in the output.
fn asset_path(asset: &Asset) -> &str {
    let path = asset.path.as_str();
    path.strip_prefix("static/").or_else(|| asset.path.in_content()).unwrap_or(path)
}

/// `social media` is `Social media`.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
