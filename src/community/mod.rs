//! Names become ids: all documents joined into one community.
//!
//! 1. Every document becomes an entry with an address; where several introduce one folder, one of them does.
//! 2. Who may see each entry is worked out from the file, its folders' introductions and the settings.
//! 3. Everything an entry can be called is entered into an index of names, every file into an index of paths.
//! 4. Names in front matter and links in bodies are looked up, entry by entry.
//! 5. Those who changed a file, by what the repository tells, and those who speak in a transcript are looked up among
//!    the members.
//! 6. What fits nothing becomes words, and a finding; so is what shows itself, or too much.
//!
//! After this, nothing in the program refers to an entry by name.

mod addresses;
mod findings;
mod history;
mod lookup;
mod memory;
mod names;
mod paths;
mod people;
pub mod transclusion;
mod transcripts;
mod visibility;

pub use history::{Past, Person};
pub use memory::Memory;
pub use transcripts::{Said, Transcripts};
use visibility::FolderLevels;
pub use visibility::Visibility;

use crate::config::{Config, Ladder, Level, SETTINGS_FILE, Wikilinks};
use crate::diagnostic::report::Texts;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::document::content::is_picture;
use crate::document::markdown::{self, Prepared, is_within};
use crate::document::role::Role;
use crate::document::{Document, Heading, Moment};
use crate::kind::Kind;
use crate::path::{Address, SitePath};
use crate::source::{Asset, SourceSet};
use addresses::{folders, give_addresses, with_pages_of_entries};
use memory::Resolved;
use names::Names;
use paths::Paths;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// An entry's place in [`Community::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A document in the community.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// What its file says.
    pub document: Arc<Document>,
    /// Its page's address.
    pub address: Address,
    /// Who may see it.
    pub visibility: Visibility,
    /// Parts of its body that are cut out. Only the audience stage fills this.
    pub hidden: Vec<Range<usize>>,
    /// Whether nothing is cut out of its whole file, of which it may be a part.
    pub is_whole: bool,
    /// What the repository tells of its file.
    pub past: Option<Arc<Past>>,
    /// The transcripts with times that it names, if it is a session.
    pub said: Vec<Said>,
}

impl Entry {
    /// The folder that the entry introduces, if it introduces one.
    pub fn introduces(&self) -> Option<&str> {
        match &self.address {
            Address::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Whether it only introduces its folder. A session that is a folder of files does not: it is an entry like others.
    pub fn is_introduction(&self) -> bool {
        self.introduces().is_some() && self.document.kind == Kind::Page
    }

    /// The day it last changed: what its author says, else what the repository tells. Everything that tells when
    /// something changed goes by this.
    pub fn updated(&self) -> Option<Moment> {
        let told = || self.past.as_ref().map(|past| Moment::day(past.changed));
        self.document.common.updated.or_else(told)
    }

    /// The day its file came, as far as the repository tells.
    pub fn created(&self) -> Option<Moment> {
        self.past.as_ref().map(|past| Moment::day(past.created))
    }

    /// Its headings, without those that are cut out.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.document.body.headings.iter().filter(|heading| !self.hides(heading.at.start))
    }

    /// Whether raw HTML is left in its body.
    pub fn has_html(&self) -> bool {
        self.document.body.html_at.iter().any(|at| !self.hides(*at))
    }

    /// Whether code in a named language is left in its body.
    pub fn has_code(&self) -> bool {
        self.document.body.code_at.iter().any(|at| !self.hides(*at))
    }

    /// What is left of its body, ready for the Markdown parser.
    pub fn prepared(&self) -> Prepared<'_> {
        let body = &self.document.body;
        markdown::prepare_with(&self.document.text, body.at.clone(), &self.hidden, &body.borrowed)
    }

    /// How many bytes of its body are left.
    pub fn n_shown(&self) -> usize {
        self.document.body.at.len() - self.hidden.iter().map(Range::len).sum::<usize>()
    }

    /// Whether the byte `at` of its file is cut out.
    pub fn hides(&self, at: usize) -> bool {
        is_within(at, &self.hidden)
    }
}

/// One row of the link table: what an entry's front matter or body refers to, and where that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Why it refers to it.
    pub role: Role,
    /// The words in the front matter or the raw HTML; empty for other links in the body, whose words stand there.
    pub words: Arc<str>,
    /// Its bytes in the file.
    pub at: Range<usize>,
    /// Where its destination is defined, if that is inside an audience block.
    pub defined_at: Option<usize>,
    /// Where it goes.
    pub target: Target,
    /// Where it would go if the target were not there: what else the name fits, less exactly, as far as the first that
    /// everybody sees.
    pub others: Vec<Target>,
    /// The name or path of a page that nobody wrote: it fits nothing, be it hidden or not.
    pub wanted: Option<Arc<str>>,
}

/// Where a link goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A page of an entry, or a heading in it.
    Entry {
        /// Which.
        id: EntryId,
        /// The heading.
        anchor: Option<Arc<str>>,
    },
    /// The page of a folder that nobody introduces, by its path below `content/`.
    Folder(Arc<str>),
    /// A heading of the same page.
    Anchor(Arc<str>),
    /// A file that is copied.
    Asset(SitePath),
    /// Another site, by an address that is safe to link.
    Outside(Arc<str>),
    /// Nowhere: a guest, a missing file, or something this build may not see.
    Words,
}

impl Target {
    /// The entry whose page it is.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Target::Entry { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The file, if it is a picture.
    pub fn picture(&self) -> Option<&SitePath> {
        match self {
            Target::Asset(path) if is_picture(path.as_str()) => Some(path),
            _ => None,
        }
    }
}

/// Everything a community wrote, joined.
#[derive(Clone, Debug, Default)]
pub struct Community {
    /// Every entry, in the order of their files.
    pub entries: Vec<Entry>,
    /// For each entry its links, in the order of the file: the one table of links.
    links: Vec<Arc<[Link]>>,
    /// Every file that can be copied.
    pub assets: BTreeMap<SitePath, Arc<Asset>>,
    /// Every folder of `content/` that holds a document, and the folder's address.
    pub folders: BTreeMap<Arc<str>, Address>,
    /// Assets that not everybody may have.
    pub asset_levels: BTreeMap<SitePath, Level>,
    /// The picture that the settings name for the site.
    pub icon: Option<SitePath>,
}

impl Community {
    /// An entry by its id.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The links of an entry.
    pub fn links_from(&self, id: EntryId) -> &[Link] {
        &self.links[id.0 as usize]
    }

    /// The links of every entry, as they are shared.
    pub(crate) fn shared_links(&self) -> &[Arc<[Link]>] {
        &self.links
    }

    /// The links of an entry with one role.
    pub fn links_as(&self, id: EntryId, role: Role) -> impl Iterator<Item = &Link> {
        self.links_from(id).iter().filter(move |link| link.role == role)
    }

    /// The texts of the files of some entries, to tell lines in.
    pub fn texts_of<'a>(&self, ids: impl IntoIterator<Item = &'a EntryId>) -> Texts {
        let documents = ids.into_iter().map(|id| &self.entry(*id).document);
        Texts::new(documents.map(|document| (document.path.clone(), document.text.clone())))
    }

    /// Joins entries with the links of each.
    pub(crate) fn from_parts(
        mut entries: Vec<Entry>,
        links: Vec<Arc<[Link]>>,
        assets: BTreeMap<SitePath, Arc<Asset>>,
        folders: BTreeMap<Arc<str>, Address>,
        icon: Option<SitePath>,
    ) -> Self {
        give_addresses(&mut entries);
        let folders = with_pages_of_entries(folders, &entries);
        Community { entries, links, assets, folders, asset_levels: BTreeMap::new(), icon }
    }

    /// Whether some `[[…]]` resolves, so that the others were meant as links too.
    pub fn uses_wikilinks(&self) -> bool {
        has_wikilink(&self.links)
    }
}

/// Joins documents, which come in the order of their paths, with the assets of the sources and the transcripts among them.
/// What was looked up last time is taken from `memory` where nothing else can come of it.
pub fn resolve(
    documents: Vec<Arc<Document>>,
    transcripts: &Transcripts,
    sources: &SourceSet,
    config: &Config,
    memory: &mut Memory,
) -> Outcome<Community> {
    let mut findings = Vec::new();
    let assets = sources.assets.clone();
    let folder_levels = visibility::of_folders(&documents, &sources.left_out, &config.audiences);
    let asset_levels = visibility::of_assets(assets.keys(), &folder_levels, config);
    let mut entries = entries(documents, &folder_levels, &config.audiences, &mut findings);
    give_addresses(&mut entries);
    history::enter(&sources.history, &mut entries, config);
    let folders = folders(&entries);
    let (names, paths) = rayon::join(|| Names::of(&entries), || Paths::of(&entries, sources, &folders));
    memory.compare(&entries, sources);
    let look_up = |entry: &Entry| memory.of(entry).unwrap_or_else(|| lookup::links_of(entry, &entries, &names, &paths));
    let resolved: Vec<Resolved> = entries.par_iter().map(look_up).collect();
    let links: Vec<Arc<[Link]>> = resolved.iter().map(|resolved| resolved.links.clone()).collect();
    let unresolved = resolved.iter().flat_map(|resolved| &*resolved.unresolved);
    let wikilinks_count = config.markdown.wikilinks == Wikilinks::On || has_wikilink(&links);
    findings.extend(findings::report(unresolved, &entries, &names, &paths, config, wikilinks_count));
    let people = transcripts::People { entries: &entries, names: &names };
    let said: Vec<Vec<Said>> =
        entries.iter().zip(&links).map(|(entry, links)| people.said(entry, links, transcripts)).collect();
    drop((names, paths));
    memory.keep(&entries, resolved, sources);
    entries.iter_mut().zip(said).for_each(|(entry, said)| entry.said = said);
    let folders = with_pages_of_entries(folders, &entries);
    let icon = icon(config, &assets, &mut findings);
    let community = Community { entries, links, assets, folders, asset_levels, icon };
    findings.extend(transclusion::findings(&community));
    Outcome::new(community, findings)
}

/// The file that the settings name as the site's icon: one that browsers show as such.
fn icon(config: &Config, assets: &BTreeMap<SitePath, Arc<Asset>>, findings: &mut Vec<Diagnostic>) -> Option<SitePath> {
    let named = config.icon.as_ref()?;
    let inside = named.value.trim_start_matches('/');
    let places = ["", "static/", "content/"].map(|folder| SitePath::new(format!("{folder}{inside}")));
    let found = places.into_iter().find(|path| assets.contains_key(path));
    let found = found.filter(|path| matches!(path.extension().as_str(), "svg" | "png"));
    if found.is_none() {
        let span = Span::new(&SitePath::new(SETTINGS_FILE), named.at.clone());
        let message = format!("there is no picture `{}` for the icon", named.value);
        let finding = Diagnostic::new(Code::InvalidSetting, span, message);
        findings.push(finding.help("name a file of `static/` or `content/` that ends in .svg or .png"));
    }
    found
}

fn has_wikilink(links: &[Arc<[Link]>]) -> bool {
    links.iter().flat_map(|links| &**links).any(|link| link.role.is_wikilink() && link.target != Target::Words)
}

fn entries(
    documents: Vec<Arc<Document>>,
    folders: &FolderLevels,
    ladder: &Ladder,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let ids = (0u32..).map(EntryId);
    let entry = |(document, id): (Arc<Document>, EntryId)| {
        let visibility = visibility::of(&document, folders, ladder, findings);
        let (address, hidden, said) = (Address::home(), Vec::new(), Vec::new());
        Entry { id, document, address, visibility, hidden, is_whole: true, past: None, said }
    };
    documents.into_iter().zip(ids).map(entry).collect()
}
