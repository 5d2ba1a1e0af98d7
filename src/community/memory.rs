//! What was looked up the last time.
//!
//! 1. Each lookup notes what it asked for: names, and entries that a path led to.
//! 2. Where every entry lives where it lived, and the same files are there, only what leads to a document that was read
//!    anew may lead elsewhere now.
//! 3. So an entry has the links that it had, unless its own document was read anew, or it asked for one that was, by what
//!    that is called or was called.

use super::findings::Unresolved;
use super::{Entry, EntryId, Link};
use crate::document::Document;
use crate::path::SitePath;
use crate::source::{SourceSet, hash};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What lookups gave for one entry.
#[derive(Clone)]
pub(super) struct Resolved {
    /// Its links.
    pub(super) links: Arc<[Link]>,
    /// What fits nothing.
    pub(super) unresolved: Arc<[Unresolved]>,
    /// What was asked for.
    pub(super) asked: Arc<[Asked]>,
}

/// The hash of what a lookup asks for. Two that fall together only cost a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked(u64);

impl Asked {
    /// Whatever has a name, folded.
    pub(super) fn name(folded: &str) -> Asked {
        Asked(hash(folded.as_bytes()))
    }

    /// An entry, however it was come upon.
    pub(super) fn entry(id: EntryId) -> Asked {
        Asked(hash(&id.0.to_le_bytes()))
    }
}

/// What was looked up the last time, and in what.
#[derive(Default)]
pub struct Memory {
    entries: Vec<Known>,
    assets: Vec<SitePath>,
    left_out: BTreeSet<SitePath>,
    /// What may lead elsewhere now, in order.
    changed: Vec<Asked>,
}

struct Known {
    document: Arc<Document>,
    is_open: bool,
    is_unlisted: bool,
    resolved: Resolved,
}

impl Known {
    fn is_same(&self, entry: &Entry) -> bool {
        Arc::ptr_eq(&self.document, &entry.document)
    }

    fn stands_like(&self, entry: &Entry) -> bool {
        self.is_open == entry.visibility.is_open()
            && self.is_unlisted == entry.visibility.is_unlisted
            && (self.is_same(entry) || self.document.lives_like(&entry.document))
    }
}

impl Memory {
    /// Forgets everything unless all entries and files are where they were; else learns which documents were read anew.
    pub(super) fn compare(&mut self, entries: &[Entry], sources: &SourceSet) {
        let is_same = self.left_out == sources.left_out
            && self.assets.iter().eq(sources.assets.keys())
            && self.entries.len() == entries.len()
            && self.entries.iter().zip(entries).all(|(known, entry)| known.stands_like(entry));
        if !is_same {
            *self = Memory::default();
        }
        let anew = self.entries.iter().zip(entries).filter(|(known, entry)| !known.is_same(entry));
        let keys = anew.flat_map(|(known, entry)| {
            let names = known.document.names.iter().chain(&entry.document.names);
            names.map(|(_, name)| Asked::name(name)).chain([Asked::entry(entry.id)])
        });
        self.changed = keys.collect();
        self.changed.sort_unstable();
    }

    /// What lookups would give again for an entry.
    pub(super) fn of(&self, entry: &Entry) -> Option<Resolved> {
        let known = self.entries.get(entry.id.0 as usize).filter(|known| known.is_same(entry))?;
        let has_changed = |asked: &Asked| self.changed.binary_search(asked).is_ok();
        (!known.resolved.asked.iter().any(has_changed)).then(|| known.resolved.clone())
    }

    pub(super) fn keep(&mut self, entries: &[Entry], resolved: Vec<Resolved>, sources: &SourceSet) {
        let known = |(entry, resolved): (&Entry, Resolved)| Known {
            document: entry.document.clone(),
            is_open: entry.visibility.is_open(),
            is_unlisted: entry.visibility.is_unlisted,
            resolved,
        };
        *self = Memory {
            entries: entries.iter().zip(resolved).map(known).collect(),
            assets: sources.assets.keys().cloned().collect(),
            left_out: sources.left_out.clone(),
            changed: Vec::new(),
        };
    }
}
