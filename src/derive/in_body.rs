//! The links in the body of one entry, by where they stand.

use crate::community::{Community, EntryId, Link};
use std::ops::Range;

/// The rows of a body, in its order.
pub(super) struct InBody<'a>(Vec<&'a Link>);

impl<'a> InBody<'a> {
    pub(super) fn of(community: &'a Community, id: EntryId) -> InBody<'a> {
        let mut rows: Vec<&Link> = community.links_from(id).iter().filter(|link| !link.role.is_field()).collect();
        rows.sort_by_key(|link| link.at.start);
        InBody(rows)
    }

    /// Those that begin within a part of it.
    pub(super) fn within(&self, part: &Range<usize>) -> &[&'a Link] {
        let place = |byte: usize| self.0.partition_point(|link| link.at.start < byte);
        let first = place(part.start);
        &self.0[first..place(part.end).max(first)]
    }

    /// The one that begins at this byte.
    pub(super) fn at(&self, byte: usize) -> Option<&'a Link> {
        self.within(&(byte..byte + 1)).first().copied()
    }
}
