//! The transcripts with times that sessions name, and the members among those who speak in them.
//!
//! 1. A session's reference to a file leads to its transcript, if that is one with times.
//! 2. Each voice is looked up as a name in notes is: by handle, then by name; first with all that a program wrote behind it.
//!
//! Who may be seen is decided by `audience`, as for every other name.

use super::names::{Found, Names};
use super::{Entry, EntryId, Link, Person, Target};
use crate::document::role::Role;
use crate::document::transcript::{Cue, Transcript};
use crate::kind::Kind;
use crate::path::SitePath;
use crate::slug::fold_name;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A transcript as a session names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where the session's file names it.
    pub at: usize,
    /// Its file.
    pub path: SitePath,
    /// What is said.
    pub cues: Arc<[Cue]>,
    /// For each voice of the cues who that is; nobody where the name must not be told.
    pub voices: Vec<Option<Arc<Person>>>,
    /// A hash of the text.
    pub print: u64,
}

/// Every transcript by its file.
pub type Transcripts = BTreeMap<SitePath, Arc<Transcript>>;

/// What a name is looked up in.
pub(super) struct People<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) names: &'a Names<'a>,
}

impl People<'_> {
    /// The transcripts that an entry names.
    pub(super) fn said(&self, entry: &Entry, links: &[Link], transcripts: &Transcripts) -> Vec<Said> {
        if entry.document.kind != Kind::Session {
            return Vec::new();
        }
        let said = |link: &Link| {
            let Target::Asset(path) = &link.target else { return None };
            let transcript = transcripts.get(path)?;
            let opted_out = self.first_names_of_unlisted(links);
            let voice = |name: &String| Some(Arc::new(self.person(name, &opted_out)));
            Some(Said {
                at: link.at.start,
                path: path.clone(),
                cues: transcript.cues.clone(),
                voices: transcript.voices.iter().map(voice).collect(),
                print: transcript.print,
            })
        };
        links.iter().filter(|link| link.role == Role::Attachment).filter_map(said).collect()
    }

    fn person(&self, name: &str, opted_out: &BTreeSet<String>) -> Person {
        let name = name.trim_start_matches('@');
        let found = |key| match self.names.find(key, &[Kind::Member]) {
            Found::Entries { ids, .. } => ids,
            _ => Vec::new(),
        };
        let members: Vec<EntryId> = keys(name).flat_map(found).collect();
        let is_unlisted = members.iter().any(|id| self.is_unlisted(*id))
            || (members.is_empty() && keys(name).any(|key| opted_out.contains(&fold_name(key))));
        Person { name: name.to_owned(), members, is_unlisted }
    }

    /// What those who were there and opted out may be called for short.
    fn first_names_of_unlisted(&self, links: &[Link]) -> BTreeSet<String> {
        let unlisted = links.iter().filter_map(|link| link.target.entry()).filter(|id| self.is_unlisted(*id));
        let titles = unlisted.map(|id| fold_name(&self.entries[id.0 as usize].document.title));
        titles.filter_map(|title| Some(title.split('-').next()?.to_owned())).collect()
    }

    fn is_unlisted(&self, id: EntryId) -> bool {
        self.entries[id.0 as usize].visibility.is_unlisted
    }
}

/// What a voice is looked up by: the name as it is written, then without what programs put behind it, as in
/// `Ana Lima (she/her)` and `Ana Lima | Green Street`.
fn keys(name: &str) -> impl Iterator<Item = &str> {
    let ends = [" (", " [", " |", " / ", " - ", " – "].into_iter().filter_map(|sign| name.find(sign));
    let head = ends.min().map(|end| &name[..end]);
    [Some(name), head].into_iter().flatten().filter(|key| !key.is_empty())
}
