//! Standing pages: what a community has agreed on and everybody should find from everywhere.

use super::Site;
use super::view::LinkView;
use crate::community::Entry;
use crate::document::Fields;

/// The types of pages that every footer links, in its order.
const STANDING: [&str; 4] = ["charter", "norms", "procedure", "sponsors"];

impl Site {
    /// Pages whose `type` says that they stand, by type, then by weight and title.
    pub(super) fn standing(&self) -> Vec<LinkView> {
        let placed = self.community.entries.iter().filter_map(|entry| Some((place(entry)?, entry)));
        let mut placed: Vec<_> = placed.collect();
        placed.sort_by_cached_key(|(place, entry)| {
            let document = &entry.document;
            (*place, document.common.weight.unwrap_or(i64::MAX), crate::derive::title_of(document), entry.id)
        });
        let link = |(_, entry): (usize, &Entry)| LinkView {
            title: entry.document.title.clone(),
            path: entry.address.href(self.config.urls),
        };
        placed.into_iter().map(link).collect()
    }
}

fn place(entry: &Entry) -> Option<usize> {
    let Fields::Page(fields) = &entry.document.fields else { return None };
    let own = fields.r#type.as_deref()?.trim().to_lowercase();
    STANDING.iter().position(|standing| *standing == own)
}
