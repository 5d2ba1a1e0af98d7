//! All tags, and the page of one.

use super::tally::N_IN_FACET;
use super::{Roll, Tally, names, parts_of};
use crate::community::EntryId;
use crate::kind::{KINDS, Kind};
use crate::site::view::{CountView, Frame, GroupView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;

/// All tags.
#[derive(Clone, Debug, Serialize)]
pub struct TagsView {
    /// The page.
    pub page: Frame,
    /// Each tag with how often it is used, by name; none if there are too many for a page.
    pub tags: Vec<CountView>,
    /// The tags that are used most, where there are so many that it helps.
    pub most: Vec<CountView>,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
}

/// From so many tags on the most used ones are shown first.
const MANY: usize = 40;

pub(super) fn tags(site: &Site, page: &Page) -> TagsView {
    let tally = Tally::Tags;
    let places = names::shown(site, &tally, None);
    TagsView {
        tags: places.into_iter().map(|place| tally.row(site, place)).collect(),
        most: if tally.len(site) >= MANY { tally.most(site, N_IN_FACET) } else { Vec::new() },
        parts: names::parts(site, &tally, None),
        page: site.frame(page, &tally.title(site), ""),
    }
}

/// What has one tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The page.
    pub page: Frame,
    /// The tag.
    pub name: String,
    /// What has it, grouped by kind; none if there is too much for a page.
    pub groups: Vec<GroupView>,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
}

pub(super) fn tag(site: &Site, page: &Page, place: usize) -> TagView {
    let tag = &site.derived.tags[place];
    let roll = Roll::Tag(place);
    let is_long = site.long.entries.contains_key(&roll);
    let of_kind =
        |kind: Kind| -> Vec<EntryId> { tag.entries.iter().filter(|id| site.is_of_kind(**id, kind)).copied().collect() };
    let groups = KINDS.iter().filter(|_| !is_long).map(|spec| (spec.kind, of_kind(spec.kind)));
    let groups = groups.filter(|(_, ids)| !ids.is_empty()).map(|(kind, ids)| kind_group(site, kind, &ids));
    TagView {
        name: tag.name.clone(),
        groups: groups.collect(),
        parts: parts_of(site, &roll, None),
        page: site.frame(page, &tag.name, ""),
    }
}

fn kind_group(site: &Site, kind: Kind, ids: &[EntryId]) -> GroupView {
    GroupView { title: site.index_title(kind), id: format!("Gb-{}", kind.spec().plural), cards: site.cards(ids) }
}
