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
        walk.body(entry, 0..usize::MAX);
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
    fn body(&mut self, entry: &Entry, part: Range<usize>) {
        let links = self.community.links_as(entry.id, Role::Transclusion);
        for link in links.filter(|link| part.contains(&link.at.start)) {
            if let Target::Entry { id, anchor } = &link.target {
                self.shown(entry, &link.at, *id, anchor.as_deref());
            }
        }
    }

    fn shown(&mut self, from: &Entry, at: &Range<usize>, id: EntryId, anchor: Option<&str>) {
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
        self.body(entry, part(entry, anchor));
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

/// The bytes of a body that are shown: all, or what stands below a heading.
fn part(entry: &Entry, anchor: Option<&str>) -> Range<usize> {
    let headings = &entry.document.body.headings;
    let Some(place) = headings.iter().position(|heading| Some(heading.id.as_str()) == anchor) else {
        return 0..usize::MAX;
    };
    let next = headings[place + 1..].iter().find(|heading| heading.level <= headings[place].level);
    headings[place].at.start..next.map_or(usize::MAX, |heading| heading.at.start)
}
