//! Lists of names with how many entries each has: tags, themes that people know about, series …

use super::roll::{Roll, below};
use super::split::{Group, Part, split};
use crate::document::letters;
use crate::kind::Kind;
use crate::path::Address;
use crate::site::Site;
use crate::site::view::{CountView, FacetView};
use std::cmp::Reverse;
use std::sync::Arc;

/// A list of names with a page of its own; a long one has more pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tally {
    /// All tags.
    Tags,
    /// All series of sessions.
    Series,
    /// All themes, with the people who know about them.
    Themes,
    /// All organisations of members.
    Organisations,
    /// All places where members live.
    Locations,
    /// The folders in a folder, by its address. Only its further pages are of this list.
    Folders(Arc<str>),
}

use Tally::{Folders, Locations, Organisations, Series, Tags, Themes};

/// So many names are shown where the whole list is a page away.
pub(super) const N_IN_FACET: usize = 8;

impl Tally {
    /// Every list of names that has anything in it.
    pub(super) fn all(site: &Site) -> Vec<Tally> {
        let all = [Tags, Series, Themes, Organisations, Locations];
        all.into_iter().filter(|tally| tally.len(site) > 0).collect()
    }

    pub(super) fn len(&self, site: &Site) -> usize {
        let derived = &site.derived;
        match self {
            Tags => derived.tags.len(),
            Series => derived.series.len(),
            Themes if derived.of_kind(Kind::Member).is_empty() => 0,
            Themes => derived.of_kind(Kind::Theme).len(),
            Organisations => derived.organisations.len(),
            Locations => derived.locations.len(),
            Folders(address) => site.contents.get(&**address).map_or(0, |contents| contents.folders.len()),
        }
    }

    fn roll(&self, site: &Site, place: usize) -> Roll {
        match self {
            Tags => Roll::Tag(place),
            Series => Roll::Series(place),
            Themes => Roll::KnowsAbout(site.derived.of_kind(Kind::Theme)[place]),
            Organisations => Roll::Organisation(place),
            Locations => Roll::Location(place),
            Folders(_) => Roll::Folder(self.folder(site, place).into()),
        }
    }

    /// The address of the folder at a place of the list.
    fn folder<'a>(&self, site: &'a Site, place: usize) -> &'a str {
        let contents = site.contents.get(self.address().as_str());
        contents.and_then(|contents| contents.folders.iter().nth(place)).map_or("", String::as_str)
    }

    /// The name at a place of the list.
    fn name(&self, site: &Site, place: usize) -> String {
        let derived = &site.derived;
        match self {
            Themes => site.community.entry(derived.of_kind(Kind::Theme)[place]).document.title.clone(),
            _ => self.roll(site, place).title(site),
        }
    }

    fn n_entries(&self, site: &Site, place: usize) -> usize {
        let derived = &site.derived;
        match self {
            Tags => derived.tags[place].entries.len(),
            Series => derived.series[place].entries.len(),
            Themes => derived.hubs[&derived.of_kind(Kind::Theme)[place]].people.len(),
            Organisations => derived.organisations[place].entries.len(),
            Locations => derived.locations[place].entries.len(),
            Folders(_) => site.contents.get(self.folder(site, place)).map_or(0, |contents| contents.entries.len()),
        }
    }

    pub(super) fn row(&self, site: &Site, place: usize) -> CountView {
        CountView {
            title: self.name(site, place),
            path: self.roll(site, place).address(site).href(site.config.urls),
            count: self.n_entries(site, place),
            kind: None,
        }
    }

    /// The address of its first page.
    pub(super) fn address(&self) -> Address {
        let folder = |address: String| Address::Folder(address.into());
        match self {
            Tags => folder("tags".into()),
            Series => folder(below(Kind::Session, "series")),
            Themes => folder(below(Kind::Member, "theme")),
            Organisations => folder(below(Kind::Member, "organisation")),
            Locations => folder(below(Kind::Member, "location")),
            Folders(address) => Address::Folder(address.clone()),
        }
    }

    /// What it is called.
    pub(super) fn title(&self, site: &Site) -> String {
        let key = match self {
            Tags => "tags",
            Series => "facets.series",
            Themes => "facets.theme",
            Organisations => "facets.organisation",
            Locations => "facets.location",
            Folders(address) => return site.folder_title(address),
        };
        site.strings().say(key).to_owned()
    }

    /// Its parts, if it is too long for a page.
    pub(super) fn split(&self, site: &Site) -> Vec<Part<usize>> {
        let places: Vec<usize> = (0..self.len(site)).collect();
        split(&places, |place| match self {
            Folders(_) => Group::Whole("folders"),
            _ => Group::Letter(letters::letter(&self.name(site, place))),
        })
    }

    /// The names with most entries, and the way to all.
    pub(super) fn facet(&self, site: &Site) -> FacetView {
        FacetView {
            title: self.title(site),
            path: self.address().href(site.config.urls),
            count: self.len(site),
            names: self.most(site, N_IN_FACET),
        }
    }

    /// So many names with most entries.
    pub(super) fn most(&self, site: &Site, n: usize) -> Vec<CountView> {
        let mut places: Vec<usize> = (0..self.len(site)).collect();
        places.sort_by_key(|place| (Reverse(self.n_entries(site, *place)), *place));
        places.into_iter().take(n).map(|place| self.row(site, place)).collect()
    }
}
