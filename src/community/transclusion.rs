//! Bodies that show others: where that never ends, or is more than a page can hold.
//!
//! For each entry its transclusions are followed in the order of its page, with the limits that its page has.

use super::{Community, Entry, EntryId, Target};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::role::Role;
use std::collections::BTreeMap;
use std::ops::Range;

/// How deep bodies may show others.
pub const MAX_DEPTH: usize = 8;
/// How many bodies a page may show beside its own.
pub const MAX_SHOWN: usize = 100;
/// How many bytes they may have together.
pub const MAX_BYTES: usize = 1 << 20;

/// Where the pages of a community show each other in a circle, or too much.
pub(super) fn findings(community: &Community) -> Vec<Diagnostic> {
    let mut found = BTreeMap::new();
    for entry in &community.entries {
        let mut walk = Walk { community, open: vec![entry.id], n_shown: 0, n_bytes: 0, found: &mut found };
        walk.body(entry);
    }
    found.into_values().collect()
}

struct Walk<'a> {
    community: &'a Community,
    /// The entries whose bodies are open, outermost first.
    open: Vec<EntryId>,
    n_shown: usize,
    n_bytes: usize,
    /// For each place one finding, whichever page it was met on first.
    found: &'a mut BTreeMap<(EntryId, usize), Diagnostic>,
}

impl Walk<'_> {
    fn body(&mut self, entry: &Entry) {
        for link in self.community.links_as(entry.id, Role::Transclusion) {
            if let Target::Entry { id, .. } = link.target {
                self.shown(entry, &link.at, id);
            }
        }
    }

    fn shown(&mut self, from: &Entry, at: &Range<usize>, id: EntryId) {
        let entry = self.community.entry(id);
        let n_bytes = self.n_bytes + entry.n_shown();
        if self.open.contains(&id) {
            let message = format!("`{}` is shown inside itself", entry.document.path.file_name());
            return self.report(from, at, Code::TransclusionCycle, message);
        }
        if self.open.len() > MAX_DEPTH || self.n_shown >= MAX_SHOWN || n_bytes > MAX_BYTES {
            let message = "this shows more than a page can hold".to_owned();
            return self.report(from, at, Code::TransclusionLimit, message);
        }
        (self.n_shown, self.n_bytes) = (self.n_shown + 1, n_bytes);
        self.open.push(id);
        self.body(entry);
        self.open.pop();
    }

    fn report(&mut self, from: &Entry, at: &Range<usize>, code: Code, message: String) {
        let new = || {
            Diagnostic::new(code, Span::new(&from.document.path, at.clone()), message)
                .help("leave out the `!` to link to it")
        };
        self.found.entry((from.id, at.start)).or_insert_with(new);
    }
}
