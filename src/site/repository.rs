//! Where people change files and add new ones: pages of the code host that the settings name.
//!
//! 1. A file has the address of its editor. Only entries that the build shows have one.
//! 2. A kind has the address of a new file in its folder, with a name and, where the host takes it, a text to start
//!    from.

use super::Site;
use crate::archetype;
use crate::community::EntryId;
use crate::config::{Host, Repository};
use crate::kind::{Grouping, Kind};
use crate::path::{CONTENT, SitePath};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Longer addresses are refused by hosts and by what stands before them.
const MAX_ADDRESS: usize = 6000;
/// What stands between the parts of an address as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const PATH: &AsciiSet = &VALUE.remove(b'/');
/// What stands where a day belongs in the name of a new file.
const DAY: &str = "YYYY-MM-DD";

impl Site {
    /// Where the file of an entry is changed.
    pub(super) fn edit_href(&self, id: EntryId) -> Option<String> {
        let repository = self.config.repository.as_ref()?;
        Some(edit(repository, self.config.on_disk(&self.community.entry(id).document.path).as_str()))
    }

    /// Where a new document of a kind is begun.
    pub(super) fn add_href(&self, kind: Kind) -> Option<String> {
        let repository = self.config.repository.as_ref()?;
        let folder = self.config.on_disk(&SitePath::new([CONTENT, "/", self.folder_of(kind)].concat()));
        let own = self.config.archetypes.get(&kind).map_or(archetype::builtin(kind), |text| text);
        // Nothing is known of it yet but what it is.
        let title = format!("New {kind}");
        let places = archetype::PLACES.map(|place| match place {
            "title" => (place, Some(title.as_str())),
            "date" => (place, Some(DAY)),
            _ => (place, None),
        });
        let text = archetype::fill(own, &places);
        Some(add(repository, folder.as_str(), &file_name(kind), &text))
    }

    /// The folder in which documents of a kind are written: the one that the settings name for it, where something of it
    /// can be seen, else the usual one.
    fn folder_of(&self, kind: Kind) -> &str {
        let named = self.config.collections.iter().rev().filter(|collection| collection.kind == Some(kind));
        let mut seen = named.map(|collection| collection.folder.as_str());
        seen.find(|folder| self.community.folders.contains_key(*folder)).unwrap_or(kind.spec().folder)
    }
}

/// Whether documents of a kind are told by their day.
fn is_dated(kind: Kind) -> bool {
    kind.spec().grouping == Grouping::Year
}

fn file_name(kind: Kind) -> String {
    if is_dated(kind) { format!("{DAY}-new-{kind}.md") } else { format!("new-{kind}.md") }
}

fn edit(repository: &Repository, file: &str) -> String {
    let at = place(repository, file);
    let url = &repository.url;
    match repository.host {
        Host::GitHub => format!("{url}/edit/{at}"),
        Host::GitLab => format!("{url}/-/edit/{at}"),
        Host::Gitea => format!("{url}/_edit/{at}"),
        Host::Bitbucket => format!("{url}/src/{at}?mode=edit"),
    }
}

fn add(repository: &Repository, folder: &str, name: &str, text: &str) -> String {
    let at = place(repository, folder);
    let url = &repository.url;
    let name = utf8_percent_encode(name, VALUE);
    let with_text = |address: String| {
        let whole = format!("{address}&value={}", utf8_percent_encode(text, VALUE));
        if whole.len() < MAX_ADDRESS { whole } else { address }
    };
    match repository.host {
        // With a folder in the path it would forget the last part of it.
        Host::GitHub => {
            let branch = utf8_percent_encode(&repository.branch, PATH);
            let file = utf8_percent_encode(&in_repository(repository, folder), VALUE).to_string();
            with_text(format!("{url}/new/{branch}?filename={file}%2F{name}"))
        }
        Host::Gitea => with_text(format!("{url}/_new/{at}?filename={name}")),
        // It takes the name, and no text.
        Host::GitLab => format!("{url}/-/new/{at}?file_name={name}"),
        // It has no such page.
        Host::Bitbucket => format!("{url}/src/{at}"),
    }
}

/// The branch and the path inside the repository, as a part of an address.
fn place(repository: &Repository, path: &str) -> String {
    utf8_percent_encode(&format!("{}/{}", repository.branch, in_repository(repository, path)), PATH).to_string()
}

fn in_repository(repository: &Repository, path: &str) -> String {
    if repository.path.is_empty() { path.to_owned() } else { format!("{}/{path}", repository.path) }
}
