//! Every list of entries that has a page of its own: what is in it, where it lives, what it is called.

use super::relation::Relation;
use super::split::{Group, MAX_LISTED, Part, split};
use crate::community::{Entry, EntryId};
use crate::derive::Named;
use crate::document::letters;
use crate::kind::{Grouping, KINDS, Kind};
use crate::path::Address;
use crate::site::{Site, plan};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A list of entries with a page of its own; a long one has more pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Roll {
    /// All entries of a kind.
    Kind(Kind),
    /// What is in a folder, by its address.
    Folder(Arc<str>),
    /// What has a tag: its place in the list of tags.
    Tag(usize),
    /// The sessions of a series: its place in the list of series.
    Series(usize),
    /// Who knows about a theme.
    KnowsAbout(EntryId),
    /// Who works for or belongs to an organisation: its place in the list of organisations.
    Organisation(usize),
    /// Who lives in a place: its place in the list of locations.
    Location(usize),
    /// A list on the page of an entry that is too long for that page.
    Of(EntryId, Relation),
    /// Every entry, by name.
    Everything,
}

/// Where the facets of a kind's index live below it.
pub(super) fn below(kind: Kind, rest: &str) -> String {
    format!("{}/{rest}", kind.spec().folder)
}

impl Roll {
    /// Every list of the site, but for the folders that somebody introduces.
    pub(in crate::site) fn all(site: &Site) -> Vec<Roll> {
        let derived = &site.derived;
        let mut all: Vec<Roll> =
            KINDS.iter().filter(|spec| plan::has_index(site, spec.kind)).map(|spec| Roll::Kind(spec.kind)).collect();
        all.extend((0..derived.tags.len()).map(Roll::Tag));
        all.extend((0..derived.series.len()).map(Roll::Series));
        if !derived.of_kind(Kind::Member).is_empty() {
            all.extend(derived.of_kind(Kind::Theme).iter().map(|theme| Roll::KnowsAbout(*theme)));
        }
        all.extend((0..derived.organisations.len()).map(Roll::Organisation));
        all.extend((0..derived.locations.len()).map(Roll::Location));
        let rests = |entry: &Entry| {
            let relations = Relation::of(entry.document.kind).iter().copied();
            let rests = relations.filter(|one| site.has_rest(entry.id, *one)).map(|one| Roll::Of(entry.id, one));
            rests.collect::<Vec<Roll>>()
        };
        all.par_extend(site.community.entries.par_iter().flat_map_iter(rests));
        if !derived.by_name.is_empty() {
            all.push(Roll::Everything);
        }
        all
    }

    /// What is in it.
    pub(super) fn ids(&self, site: &Site) -> Vec<EntryId> {
        let derived = &site.derived;
        match self {
            Roll::Kind(kind) => derived.of_kind(*kind).to_vec(),
            Roll::Folder(address) => site.inside(address),
            Roll::Tag(place) => derived.tags[*place].entries.clone(),
            Roll::Series(place) => derived.series[*place].entries.clone(),
            Roll::KnowsAbout(theme) => derived.hubs[theme].people.iter().map(|person| person.id).collect(),
            Roll::Organisation(place) => derived.organisations[*place].entries.clone(),
            Roll::Location(place) => derived.locations[*place].entries.clone(),
            Roll::Of(id, relation) => site.related(*id, *relation),
            Roll::Everything => derived.by_name.clone(),
        }
    }

    /// The address of its first page.
    pub(super) fn address(&self, site: &Site) -> Address {
        let entry = |address: String| Address::Entry(address.into());
        let member = |facet: &str, named: &Named| entry(below(Kind::Member, &format!("{facet}/{}", named.slug)));
        let derived = &site.derived;
        match self {
            Roll::Kind(kind) => Address::Folder(kind.spec().folder.into()),
            Roll::Folder(address) => Address::Folder(address.clone()),
            Roll::Tag(place) => entry(format!("tags/{}", derived.tags[*place].slug)),
            Roll::Series(place) => entry(below(Kind::Session, &format!("series/{}", derived.series[*place].slug))),
            Roll::KnowsAbout(theme) => {
                let own = site.community.entry(*theme).address.as_str();
                let own = own.strip_prefix("themes/").unwrap_or(own);
                entry(below(Kind::Member, &format!("theme/{own}")))
            }
            Roll::Organisation(place) => member("organisation", &derived.organisations[*place]),
            Roll::Location(place) => member("location", &derived.locations[*place]),
            Roll::Of(id, relation) => {
                entry(format!("{}/{}", site.community.entry(*id).address.as_str(), relation.name()))
            }
            Roll::Everything => Address::Folder("a-z".into()),
        }
    }

    /// What it is called.
    pub(super) fn title(&self, site: &Site) -> String {
        let derived = &site.derived;
        let title_of = |id: &EntryId| site.community.entry(*id).document.title.as_str();
        match self {
            Roll::Kind(kind) => site.folder_title(kind.spec().folder),
            Roll::Folder(address) => site.folder_title(address),
            Roll::Tag(place) => derived.tags[*place].name.clone(),
            Roll::Series(place) => derived.series[*place].name.clone(),
            Roll::KnowsAbout(theme) => site.strings().say("who_knows").replace("{theme}", title_of(theme)),
            Roll::Organisation(place) => derived.organisations[*place].name.clone(),
            Roll::Location(place) => derived.locations[*place].name.clone(),
            Roll::Of(id, relation) => part_title(site, title_of(id), &relation.title(site)),
            Roll::Everything => site.strings().say("a_z").to_owned(),
        }
    }

    /// The kind of all that is in it; `None` if there may be several.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Roll::Kind(kind) => Some(*kind),
            Roll::Series(_) => Some(Kind::Session),
            Roll::KnowsAbout(_) | Roll::Organisation(_) | Roll::Location(_) => Some(Kind::Member),
            Roll::Of(_, relation) => relation.kind(),
            Roll::Folder(_) | Roll::Tag(_) | Roll::Everything => None,
        }
    }

    /// What it is split by, should it be too long.
    pub(super) fn group(&self, site: &Site, id: EntryId) -> Group {
        let document = &site.community.entry(id).document;
        match self {
            // A folder has an order of its own.
            Roll::Folder(_) => Group::Whole("page"),
            _ if self.is_by_year() => Group::Year(document.date.map(|moment| moment.date.year())),
            _ => Group::Letter(letters::first_letter(&document.sort_key)),
        }
    }

    /// Whether it is in the order of days, the newest first.
    pub(super) fn is_by_year(&self) -> bool {
        self.kind().is_some_and(|kind| kind.spec().grouping == Grouping::Year)
    }

    /// Its parts, if it is too long for a page.
    pub(super) fn split(&self, site: &Site) -> Vec<Part<EntryId>> {
        let mut parts = split(&self.ids(site), |id| self.group(site, id));
        if let (Roll::Kind(kind), false) = (self, parts.is_empty()) {
            keep_clear_of_folders(site, kind.spec().folder, &mut parts);
        }
        parts
    }

    /// How many are in it.
    pub(super) fn count(&self, site: &Site) -> usize {
        site.long
            .entries
            .get(self)
            .map_or_else(|| self.ids(site).len(), |parts| parts.iter().map(|p| p.items.len()).sum())
    }
}

/// `Soil: Sessions`, `Sessions: 2026`
pub(super) fn part_title(site: &Site, list: &str, part: &str) -> String {
    site.strings().say("part_of_list").replace("{part}", part).replace("{list}", list)
}

/// Where the content has a folder for a year, its page is the year's page if it holds all of the year; else the year
/// lives beside it. An entry keeps its address too.
fn keep_clear_of_folders(site: &Site, folder: &str, parts: &mut [Part<EntryId>]) {
    let folders: BTreeSet<&str> = site.community.folders.values().map(Address::as_str).collect();
    let entries: BTreeSet<&str> = site.community.entries.iter().map(|entry| entry.address.as_str()).collect();
    for part in parts.iter_mut().filter(|part| matches!(part.group, Group::Year(_))) {
        let year = part.address.split('/').next().unwrap_or_default();
        let address = format!("{folder}/{year}");
        let is_folder = folders.contains(address.as_str());
        if (is_folder || entries.contains(address.as_str())) && !holds(site, &address, &part.items) {
            part.address = format!("year/{}", part.address);
        }
    }
}

/// Whether the page of a folder lists these and fits on a page.
pub(super) fn holds(site: &Site, address: &str, ids: &[EntryId]) -> bool {
    let Some(contents) = site.contents.get(address).filter(|contents| contents.entries.len() <= MAX_LISTED) else {
        return false;
    };
    let inside: BTreeSet<EntryId> = contents.entries.iter().copied().collect();
    ids.iter().all(|id| inside.contains(id))
}

impl Site {
    /// The page of a series, from the root, by its place in the list of series.
    pub(in crate::site) fn series_path(&self, place: usize) -> String {
        Roll::Series(place).address(self).href(self.config.urls)
    }
}
