//! The page of a folder that nobody introduces, and what is in a folder.

use super::{Roll, Tally, names, parts_of};
use crate::community::EntryId;
use crate::kind::Kind;
use crate::site::view::{CardView, Frame, LinkView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;

/// What is in a folder.
#[derive(Clone, Debug, Serialize)]
pub struct FolderView {
    /// The page.
    pub page: Frame,
    /// Folders in it; the first of them, if there are many.
    pub folders: Vec<LinkView>,
    /// Entries in it; the first of them, if there are many.
    pub cards: Vec<CardView>,
    /// The pages that a long list of folders has.
    pub folder_parts: Vec<PartView>,
    /// The pages that a long list of entries has.
    pub parts: Vec<PartView>,
}

pub(super) fn folder(site: &Site, page: &Page, address: &str) -> FolderView {
    let tally = Tally::Folders(address.into());
    let (ids, parts) = site.first_inside(address);
    FolderView {
        folders: names::folders(site, address, &names::shown(site, &tally, None)),
        cards: site.cards(&ids),
        folder_parts: names::parts(site, &tally, Some(0)),
        parts,
        page: site.frame(page, &site.folder_title(address), ""),
    }
}

impl Site {
    /// The entries in a folder, by its address, in its order.
    pub(super) fn inside(&self, address: &str) -> Vec<EntryId> {
        let mut ids = self.contents.get(address).map_or_else(Vec::new, |contents| contents.entries.clone());
        self.order_folder(address, &mut ids);
        ids
    }

    /// As many of them as its own page shows, and the pages that a long list has.
    pub(in crate::site) fn first_inside(&self, address: &str) -> (Vec<EntryId>, Vec<PartView>) {
        let roll = Roll::Folder(address.into());
        let ids = match self.long.entries.get(&roll) {
            Some(parts) => parts[0].items.clone(),
            None => self.inside(address),
        };
        (ids, parts_of(self, &roll, Some(0)))
    }

    /// In the order of its collection; else sessions newest first, and the rest by title.
    fn order_folder(&self, address: &str, ids: &mut [EntryId]) {
        use crate::config::Order;
        let document = |id: &EntryId| &self.community.entry(*id).document;
        let path = self.folder_path(address).unwrap_or_default();
        let order = self
            .config
            .collections
            .iter()
            .rev()
            .filter(|collection| collection.holds(path))
            .find_map(|collection| collection.order);
        let usual = if ids.iter().any(|id| document(id).kind == Kind::Session) { Order::Newest } else { Order::Title };
        ids.sort_by_cached_key(|id| (crate::derive::title_of(document(id)), *id));
        match order.unwrap_or(usual) {
            Order::Title => {}
            Order::Newest => ids.sort_by_key(|id| std::cmp::Reverse(document(id).date)),
            Order::Oldest => ids.sort_by_key(|id| document(id).date),
            Order::Weight => ids.sort_by_key(|id| document(id).common.weight.unwrap_or(i64::MAX)),
        }
    }
}
