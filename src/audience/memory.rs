//! What an audience was shown the last time.

use super::Viewer;
use crate::community::{EntryId, Link};
use crate::config::Level;
use crate::path::SitePath;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The links of entries as they were projected the last time.
#[derive(Default)]
pub struct Memory {
    basis: Option<Basis>,
    /// For each entry, by its id before, its links before and after.
    links: Vec<Option<[Arc<[Link]>; 2]>>,
}

/// What decides what becomes of links, beside the links themselves: those are looked up anew where it changes who may see an
/// entry, or what can be found in one that they lead to.
#[derive(PartialEq)]
pub(super) struct Basis {
    pub(super) viewer: Viewer,
    /// For each entry, by its id before, its id after.
    pub(super) new_ids: Vec<Option<EntryId>>,
    /// The texts that something is cut out of, and the parts that are.
    pub(super) cut: Vec<(EntryId, Arc<str>, Vec<Range<usize>>)>,
    pub(super) kept_back: BTreeSet<SitePath>,
    pub(super) folders: Vec<Arc<str>>,
    pub(super) asset_levels: BTreeMap<SitePath, Level>,
}

impl Memory {
    /// Forgets everything unless the basis is the same.
    pub(super) fn compare(&mut self, basis: Basis) {
        if self.basis.as_ref() != Some(&basis) {
            *self = Memory { basis: Some(basis), links: Vec::new() };
        }
    }

    /// What becomes of the links of an entry, if they are those of the last time.
    pub(super) fn of(&self, entry: EntryId, before: &Arc<[Link]>) -> Option<Arc<[Link]>> {
        let [known, after] = self.links.get(entry.0 as usize)?.as_ref()?;
        Arc::ptr_eq(known, before).then(|| after.clone())
    }

    pub(super) fn keep(&mut self, before: &[Arc<[Link]>], after: impl Iterator<Item = (EntryId, Arc<[Link]>)>) {
        self.links = vec![None; before.len()];
        for (entry, after) in after {
            let place = entry.0 as usize;
            self.links[place] = Some([before[place].clone(), after]);
        }
    }
}
