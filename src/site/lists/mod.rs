//! Pages that list: home, indexes, folders, tags, people by what they know, names from A to Z, the page to search from,
//! and the page for what is missing.
//!
//! 1. Every list of entries is a [`Roll`], every list of names with counts a [`Tally`]: what is in it, where it lives.
//! 2. One that is too long for a page is split (`split.rs`), once, before pages are planned.
//! 3. The lists on the page of an entry are relations (`relation.rs`), which go on as rolls.
//! 4. Each view stands before the function that fills it, in a file for each sort of page.

mod entries;
mod folder;
mod home;
mod index;
mod names;
mod register;
mod register_view;
mod relation;
mod roll;
mod search;
pub mod split;
mod tags;
mod tally;

pub use entries::EntriesView;
pub use folder::FolderView;
pub use home::HomeView;
pub use index::IndexView;
pub use names::NamesView;
pub use register::{Of, Register, What};
pub use register_view::{ActionsView, DecisionsView};
pub(super) use relation::N_ON_THEME;
pub use relation::Relation;
pub use roll::Roll;
pub(super) use search::is_search;
pub use search::{SearchView, WayView};
pub use tags::{TagView, TagsView};
pub use tally::Tally;

use super::view::{EntryView, Frame, PartView};
use super::{Page, Site, plan};
use crate::community::EntryId;
use crate::path::Address;
use rayon::prelude::*;
use serde::Serialize;
use split::{Group, Part};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page that lists.
#[derive(Clone, Debug, PartialEq)]
pub enum List {
    /// The home page.
    Home,
    /// The first page of a list of entries, or the only one.
    Roll(Roll),
    /// A further page of a long one: its place among the parts.
    RollPart(Roll, usize),
    /// The first page of a list of names, or the only one.
    Tally(Tally),
    /// A further page of a long one: its place among the parts.
    TallyPart(Tally, usize),
    /// The first page of a register, or the only one.
    Register(Register),
    /// A further page of a long one: its place among the parts.
    RegisterPart(Register, usize),
    /// The page to search from.
    Search,
    /// The page for addresses that lead nowhere.
    NotFound,
}

/// The file that is shown at addresses that lead nowhere.
pub const NOT_FOUND_FILE: &str = "404.html";

/// A layout, and what messages call the page that it prints.
type Row = (&'static str, &'static str);

const HOME: Row = ("home", "the home page");
const INDEX: Row = ("index", "the list of all entries of a kind");
const FOLDER: Row = ("folder", "the list of a folder");
const TAGS: Row = ("tags", "the list of tags");
const TAG: Row = ("tag", "the page of a tag");
const ENTRIES: Row = ("entries", "a list of entries");
const NAMES: Row = ("names", "a list of names");
const ACTIONS: Row = ("actions", "the register of actions");
const DECISIONS: Row = ("decisions", "the log of decisions");
const SEARCH: Row = ("search", "the page to search from");
const NOT_FOUND: Row = ("404", "the page for what is missing");

/// The layouts of pages that list, which show what no entry has.
const ROWS: [Row; 11] = [HOME, INDEX, FOLDER, TAGS, TAG, ENTRIES, NAMES, ACTIONS, DECISIONS, SEARCH, NOT_FOUND];

impl List {
    fn row(&self) -> Row {
        match self {
            List::Home => HOME,
            List::Roll(Roll::Kind(_)) => INDEX,
            List::Roll(Roll::Folder(_)) => FOLDER,
            List::Roll(Roll::Tag(_)) => TAG,
            List::Roll(_) | List::RollPart(..) => ENTRIES,
            List::Tally(Tally::Tags) => TAGS,
            List::Tally(_) | List::TallyPart(..) => NAMES,
            List::Register(register) | List::RegisterPart(register, _) if register.what == What::Decisions => DECISIONS,
            List::Register(_) | List::RegisterPart(..) => ACTIONS,
            List::Search => SEARCH,
            List::NotFound => NOT_FOUND,
        }
    }

    /// Whether a page at its address that somebody wrote takes its place.
    pub(super) fn yields(&self) -> bool {
        matches!(self, List::Register(_) | List::RegisterPart(..))
    }

    /// The layout that prints it.
    pub(super) fn layout(&self) -> &'static str {
        self.row().0
    }

    /// What messages call it.
    pub(super) fn words(&self) -> &'static str {
        self.row().1
    }

    /// What the page is called.
    pub(super) fn title(&self, site: &Site) -> String {
        match self {
            List::Home => site.config.title.clone(),
            List::Roll(roll) => roll.title(site),
            List::RollPart(roll, place) => {
                let part = &site.long.entries[roll][*place];
                roll::part_title(site, &roll.title(site), &part.title(site.strings()))
            }
            List::Tally(tally) => tally.title(site),
            List::TallyPart(tally, place) => {
                let part = &site.long.names[tally][*place];
                roll::part_title(site, &tally.title(site), &part.title(site.strings()))
            }
            List::Register(register) => register_view::title(site, *register, None),
            List::RegisterPart(register, place) => register_view::title(site, *register, Some(*place)),
            List::Search => site.strings().say("find.title").to_owned(),
            List::NotFound => site.strings().say("not_found").to_owned(),
        }
    }
}

/// Whether a layout is for pages that list.
pub(super) fn is_for_list(layout: &str) -> bool {
    ROWS.iter().any(|(name, _)| *name == layout)
}

/// The parts of every list that is too long for a page.
#[derive(Debug, Default)]
pub(super) struct Long {
    pub(super) entries: BTreeMap<Roll, Vec<Part<EntryId>>>,
    pub(super) names: BTreeMap<Tally, Vec<Part<usize>>>,
    pub(super) registers: BTreeMap<Register, Vec<Part<usize>>>,
}

impl Long {
    pub(super) fn of(site: &Site, rolls: &[Roll], registers: &[Register]) -> Long {
        // The home page and the index of a kind list in their own way.
        let is_index = |address: &str| address.is_empty() || plan::index_kind(site, address).is_some();
        let folders = site.contents.keys().filter(|address| !is_index(address));
        let folders: Vec<Arc<str>> = folders.map(|address| address.as_str().into()).collect();
        let rolls = rolls.iter().cloned().chain(folders.iter().cloned().map(Roll::Folder));
        let rolls: Vec<Roll> = rolls.collect();
        let tallies = Tally::all(site).into_iter().chain(folders.iter().cloned().map(Tally::Folders));
        let long_roll = |roll: Roll| Some((roll.split(site), roll)).filter(|(parts, _)| !parts.is_empty());
        let long_tally = |tally: Tally| Some((tally.split(site), tally)).filter(|(parts, _)| !parts.is_empty());
        let long_register = |one: &Register| Some((*one, one.split(site))).filter(|(_, parts)| !parts.is_empty());
        Long {
            registers: registers.par_iter().filter_map(long_register).collect(),
            entries: rolls.into_par_iter().filter_map(long_roll).map(|(parts, roll)| (roll, parts)).collect(),
            names: tallies.filter_map(long_tally).map(|(parts, tally)| (tally, parts)).collect(),
        }
    }
}

/// Every page that lists, with its address, out of all lists of entries; but for the first pages of folders and what is on every site.
pub(super) fn pages(site: &Site, rolls: Vec<Roll>, registers: Vec<Register>) -> Vec<(Address, List)> {
    let mut pages: Vec<(Address, List)> = Vec::new();
    pages.extend(rolls.into_iter().map(|roll| (roll.address(site), List::Roll(roll))));
    pages.extend(Tally::all(site).into_iter().map(|tally| (tally.address(), List::Tally(tally))));
    if site.config.search.is_on {
        pages.push((search::address(site), List::Search));
    }
    pages.extend(registers.into_iter().map(|register| (register.address(site), List::Register(register))));
    let folders: BTreeSet<&str> = site.community.folders.values().map(Address::as_str).collect();
    for (register, parts) in &site.long.registers {
        let own = further(parts, &register.address(site), &folders).into_iter();
        pages.extend(own.map(|(place, address)| (address, List::RegisterPart(*register, place))));
    }
    for (roll, parts) in &site.long.entries {
        let own = further(parts, &roll.address(site), &folders).into_iter();
        pages.extend(own.map(|(place, address)| (address, List::RollPart(roll.clone(), place))));
    }
    for (tally, parts) in &site.long.names {
        let own = further(parts, &tally.address(), &folders).into_iter();
        pages.extend(own.map(|(place, address)| (address, List::TallyPart(tally.clone(), place))));
    }
    pages
}

/// The parts that have pages of their own: not what the first page shows, nor what is the page of a folder.
fn further<T>(parts: &[Part<T>], list: &Address, folders: &BTreeSet<&str>) -> Vec<(usize, Address)> {
    let address = |part: &Part<T>| format!("{}/{}", list.as_str(), part.address);
    let is_folder = |part: &Part<T>| matches!(part.group, Group::Year(_)) && folders.contains(address(part).as_str());
    let own = parts.iter().enumerate().filter(|(_, part)| !part.address.is_empty() && !is_folder(part));
    own.map(|(place, part)| (place, Address::Entry(address(part).into()))).collect()
}

/// The way to each part of a long list; `here` is the one that is shown.
fn parts_view<T>(site: &Site, list: &Address, parts: &[Part<T>], here: Option<usize>) -> Vec<PartView> {
    let path = |part: &Part<T>| match part.address.as_str() {
        "" => list.href(site.config.urls),
        address => site.page_href(&format!("{}/{address}", list.as_str())),
    };
    let view = |(place, part): (usize, &Part<T>)| PartView {
        title: part.title(site.strings()),
        path: path(part),
        count: part.items.len(),
        is_here: here == Some(place),
    };
    parts.iter().enumerate().map(view).collect()
}

/// The way to each part of a list of entries, if it is long.
fn parts_of(site: &Site, roll: &Roll, here: Option<usize>) -> Vec<PartView> {
    let parts = site.long.entries.get(roll).map_or(&[][..], Vec::as_slice);
    parts_view(site, &roll.address(site), parts, here)
}

/// The view of a page that lists.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "a view is made for one page and rendered at once")]
pub enum ListView {
    /// `home.html`
    Home(HomeView),
    /// `index.html`
    Index(IndexView),
    /// `folder.html`
    Folder(FolderView),
    /// `tags.html`
    Tags(TagsView),
    /// `tag.html`
    Tag(TagView),
    /// `entries.html`
    Entries(EntriesView),
    /// `names.html`
    Names(NamesView),
    /// `actions.html`
    Actions(ActionsView),
    /// `decisions.html`
    Decisions(DecisionsView),
    /// `search.html`
    Search(SearchView),
    /// `404.html`
    NotFound(NotFoundView),
}

pub(super) fn view(site: &Site, page: &Page, list: &List) -> ListView {
    match list {
        List::Home => ListView::Home(home::home(site, page)),
        List::Roll(Roll::Kind(kind)) => ListView::Index(index::index(site, page, *kind)),
        List::Roll(Roll::Folder(address)) => ListView::Folder(folder::folder(site, page, address)),
        List::Roll(Roll::Tag(place)) => ListView::Tag(tags::tag(site, page, *place)),
        List::Roll(roll) => ListView::Entries(entries::entries(site, page, roll, None)),
        List::RollPart(roll, place) => ListView::Entries(entries::entries(site, page, roll, Some(*place))),
        List::Tally(Tally::Tags) => ListView::Tags(tags::tags(site, page)),
        List::Tally(tally) => ListView::Names(names::names(site, page, tally, None)),
        List::TallyPart(tally, place) => ListView::Names(names::names(site, page, tally, Some(*place))),
        List::Register(one) if one.what == What::Decisions => {
            ListView::Decisions(register_view::decisions(site, page, *one, None))
        }
        List::RegisterPart(one, place) if one.what == What::Decisions => {
            ListView::Decisions(register_view::decisions(site, page, *one, Some(*place)))
        }
        List::Register(one) => ListView::Actions(register_view::actions(site, page, *one, None)),
        List::RegisterPart(one, place) => ListView::Actions(register_view::actions(site, page, *one, Some(*place))),
        List::Search => ListView::Search(search::search(site, page)),
        List::NotFound => ListView::NotFound(not_found(site, page)),
    }
}

/// The text that introduces a folder.
fn introduction(site: &Site, address: &str, root: &str) -> Option<EntryView> {
    site.introduction(address).map(|id| site.entry_view(id, root))
}

fn has_code(site: &Site, address: &str) -> bool {
    site.introduction(address).is_some_and(|id| site.shows_code(id))
}

/// The page for addresses that lead nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The page; its root is absolute, because it is shown at any address.
    pub page: Frame,
}

fn not_found(site: &Site, page: &Page) -> NotFoundView {
    NotFoundView { page: site.frame(page, site.strings().say("not_found"), "") }
}
