//! A page that lists names with how many entries each has.

use super::{List, Tally, parts_view};
use crate::site::view::{CountView, Frame, LinkView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;

/// Names with counts.
#[derive(Clone, Debug, Serialize)]
pub struct NamesView {
    /// The page.
    pub page: Frame,
    /// How many there are in the whole list.
    pub count: usize,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
    /// The names with how many entries each has; none on the first page of a long list.
    pub names: Vec<CountView>,
    /// Folders, where the list is of such.
    pub folders: Vec<LinkView>,
}

pub(super) fn names(site: &Site, page: &Page, tally: &Tally, place: Option<usize>) -> NamesView {
    let list = match place {
        Some(place) => List::TallyPart(tally.clone(), place),
        None => List::Tally(tally.clone()),
    };
    let shown = shown(site, tally, place);
    let (names, folders) = match tally {
        Tally::Folders(address) => (Vec::new(), folders(site, address, &shown)),
        _ => (shown.iter().map(|place| tally.row(site, *place)).collect(), Vec::new()),
    };
    NamesView {
        count: tally.len(site),
        parts: parts(site, tally, place),
        names,
        folders,
        page: site.frame(page, &list.title(site), ""),
    }
}

/// The way to each part of a list of names, if it is long.
pub(super) fn parts(site: &Site, tally: &Tally, here: Option<usize>) -> Vec<PartView> {
    let parts = site.long.names.get(tally).map_or(&[][..], Vec::as_slice);
    parts_view(site, &tally.address(), parts, here)
}

/// The places of the names that a page shows.
pub(super) fn shown(site: &Site, tally: &Tally, place: Option<usize>) -> Vec<usize> {
    match (site.long.names.get(tally), place) {
        (Some(parts), Some(place)) => parts[place].items.clone(),
        (Some(parts), None) if parts[0].address.is_empty() => parts[0].items.clone(),
        (Some(_), None) => Vec::new(),
        (None, _) => (0..tally.len(site)).collect(),
    }
}

/// The folders of a folder at these places.
pub(super) fn folders(site: &Site, address: &str, places: &[usize]) -> Vec<LinkView> {
    let all: Vec<&String> = site.contents.get(address).into_iter().flat_map(|contents| &contents.folders).collect();
    let link = |place: &usize| LinkView { title: site.folder_title(all[*place]), path: site.folder_href(all[*place]) };
    places.iter().map(link).collect()
}
