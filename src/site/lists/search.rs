//! The page to search from.
//!
//! Where scripts run, the box stands on it and answers in the page. What is here does without: every way into the site,
//! by letter, kind, theme, person, tag and year.

use super::split::Group;
use super::{Roll, Tally, parts_of};
use crate::community::Entry;
use crate::kind::{Grouping, Kind};
use crate::path::Address;
use crate::site::view::{CountView, Frame, LinkView};
use crate::site::{Page, Site};
use crate::slug;
use serde::Serialize;
use std::collections::BTreeSet;

/// The page to search from.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The page.
    pub page: Frame,
    /// How many entries of each kind there are, with their index pages.
    pub counts: Vec<CountView>,
    /// The letters of all names, the themes, people, tags and years; each only where there are any.
    pub ways: Vec<WayView>,
}

/// One way into the site: names that lead on.
#[derive(Clone, Debug, Serialize)]
pub struct WayView {
    /// Which one: `a_z`, `theme`, `member`, `tag` or `session`, which goes by years.
    pub by: &'static str,
    /// What it is called.
    pub title: String,
    /// The page that has all of it, from the root.
    pub path: String,
    /// How many names there are.
    pub count: usize,
    /// The first of them.
    pub names: Vec<LinkView>,
}

/// So many names of one way are shown; the rest is a page away.
const N_NAMES: usize = 40;

/// The folder that the page stands for; the index lies in it.
const FOLDER: &str = "search";

/// Where the page lives instead, if somebody wrote a page with that address.
const FOLDER_BESIDE: &str = "find";

/// Where the page lives.
pub(super) fn address(site: &Site) -> Address {
    let is_there = |entry: &Entry| site.has_page(entry) && entry.address.as_str() == FOLDER;
    let is_taken = site.community.entries.iter().any(is_there);
    Address::Folder(if is_taken { FOLDER_BESIDE } else { FOLDER }.into())
}

/// Whether the page to search from lives at the address of a folder.
pub(in crate::site) fn is_search(site: &Site, folder: &str) -> bool {
    site.config.search.is_on && [FOLDER, FOLDER_BESIDE].contains(&folder) && address(site).as_str() == folder
}

impl Site {
    /// The page to search from, from the root, unless the settings turn search off.
    pub fn search_path(&self) -> Option<String> {
        self.config.search.is_on.then(|| address(self).href(self.config.urls))
    }
}

pub(super) fn search(site: &Site, page: &Page) -> SearchView {
    let ways = [
        groups(site, "a_z", Roll::Everything),
        entries(site, Kind::Theme),
        entries(site, Kind::Member),
        tags(site),
        groups(site, "session", Roll::Kind(Kind::Session)),
    ];
    SearchView {
        counts: site.counts(),
        ways: ways.into_iter().filter(|way| !way.names.is_empty()).collect(),
        page: site.frame(page, site.strings().say("find.title"), ""),
    }
}

fn way(by: &'static str, title: String, address: &Address, site: &Site, mut names: Vec<LinkView>) -> WayView {
    let count = names.len();
    names.truncate(N_NAMES);
    WayView { by, title, path: address.href(site.config.urls), count, names }
}

/// The entries of a kind, in their own order.
fn entries(site: &Site, kind: Kind) -> WayView {
    let roll = Roll::Kind(kind);
    let link = |id: &_| {
        let entry = site.community.entry(*id);
        LinkView { title: entry.document.title.clone(), path: entry.address.href(site.config.urls) }
    };
    let names = site.derived.of_kind(kind).iter().map(link).collect();
    way(kind.name(), roll.title(site), &roll.address(site), site, names)
}

/// The tags that are used most.
fn tags(site: &Site) -> WayView {
    let tally = Tally::Tags;
    let link = |row: CountView| LinkView { title: row.title, path: row.path };
    let names = tally.most(site, N_NAMES).into_iter().map(link).collect();
    WayView { count: tally.len(site), ..way("tag", tally.title(site), &tally.address(), site, names) }
}

/// The letters or years under which a list stands: parts of its page, or pages of their own where it is long.
fn groups(site: &Site, by: &'static str, roll: Roll) -> WayView {
    let parts = parts_of(site, &roll, None);
    let names = match parts.is_empty() {
        true => headings(site, &roll),
        false => parts.into_iter().map(|part| LinkView { title: part.title, path: part.path }).collect(),
    };
    WayView { count: 0, ..way(by, roll.title(site), &roll.address(site), site, names) }
}

/// The headings on the page of a list that is not long.
fn headings(site: &Site, roll: &Roll) -> Vec<LinkView> {
    let is_grouped = roll.kind().is_none_or(|kind| kind.spec().grouping != Grouping::None);
    let is_to_come: BTreeSet<_> = match roll {
        Roll::Kind(_) => site.derived.upcoming.iter().copied().collect(),
        _ => BTreeSet::new(),
    };
    let ids = roll.ids(site).into_iter().filter(|id| is_grouped && !is_to_come.contains(id));
    let mut titles: Vec<String> = ids.map(|id| Group::title(roll.group(site, id), site.strings())).collect();
    titles.dedup();
    let path = roll.address(site).href(site.config.urls);
    let link = |title: String| LinkView { path: format!("{path}#{}", Site::group_id(&title)), title };
    titles.into_iter().map(link).collect()
}

impl Site {
    /// The anchor of a group of a list, by its title.
    pub(in crate::site) fn group_id(title: &str) -> String {
        format!("Gb-{}", slug::heading_id(title))
    }
}
