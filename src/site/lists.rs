//! Pages that list: home, indexes, folders, tags, and the page for what is missing. Each view stands before the
//! function that fills it.

use super::cards::date_view;
use super::news::NewsView;
use super::themes::{LaneView, ThemeCardView};
use super::view::{CardView, CountView, DateView, EntryView, Frame, GroupView, LinkView, NameView};
use super::weave::WeaveView;
use super::{Page, Site};
use crate::community::EntryId;
use crate::document::kinds::Involvement;
use crate::document::role::Role;
use crate::kind::{Grouping, KINDS, Kind};
use crate::path::Address;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page that lists.
#[derive(Clone, Debug, PartialEq)]
pub enum List {
    /// The home page.
    Home,
    /// All entries of a kind.
    Index(Kind),
    /// What is in a folder that nobody introduces, by its address.
    Folder(Arc<str>),
    /// All tags.
    Tags,
    /// What has one tag: its place in the list of tags.
    Tag(usize),
    /// The page for addresses that lead nowhere.
    NotFound,
}

/// The file that hosts show for addresses that lead nowhere.
pub(super) const NOT_FOUND: &str = "404.html";

/// A layout, and what messages call the page that it prints.
type Row = (&'static str, &'static str);

const HOME: Row = ("home", "the home page");
const INDEX: Row = ("index", "the list of all entries of a kind");
const FOLDER: Row = ("folder", "the list of a folder");
const TAGS: Row = ("tags", "the list of tags");
const TAG: Row = ("tag", "the page of a tag");
const LOST: Row = ("404", "the page for what is missing");

/// The layouts of pages that list, which show what no entry has.
const ROWS: [Row; 6] = [HOME, INDEX, FOLDER, TAGS, TAG, LOST];

impl List {
    fn row(&self) -> Row {
        match self {
            List::Home => HOME,
            List::Index(_) => INDEX,
            List::Folder(_) => FOLDER,
            List::Tags => TAGS,
            List::Tag(_) => TAG,
            List::NotFound => LOST,
        }
    }

    /// The layout that prints it.
    pub(super) fn layout(&self) -> &'static str {
        self.row().0
    }

    /// What messages call it.
    pub(super) fn words(&self) -> &'static str {
        self.row().1
    }
}

/// Whether a layout is for pages that list.
pub(super) fn is_for_list(layout: &str) -> bool {
    ROWS.iter().any(|(name, _)| *name == layout)
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
    /// `404.html`
    NotFound(NotFoundView),
}

/// How much the home page shows of each sort.
const N_UPCOMING: usize = 4;
const N_NEWS: usize = 8;
const N_THEMES: usize = 6;
const N_FACES: usize = 40;

pub(super) fn view(site: &Site, page: &Page, list: &List) -> ListView {
    match list {
        List::Home => ListView::Home(home(site, page)),
        List::Index(kind) => ListView::Index(index(site, page, *kind)),
        List::Folder(address) => ListView::Folder(folder(site, page, address)),
        List::Tags => ListView::Tags(tags(site, page)),
        List::Tag(place) => ListView::Tag(tag(site, page, *place)),
        List::NotFound => ListView::NotFound(not_found(site, page)),
    }
}

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: Frame,
    /// The text of `content/index.md`.
    pub intro: Option<EntryView>,
    /// The next session.
    pub next: Option<NextView>,
    /// The sessions after it.
    pub upcoming: Vec<CardView>,
    /// All sessions as a drawing.
    pub weave: Option<WeaveView>,
    /// How many sessions there were.
    pub n_held: usize,
    /// The day of the first session.
    pub since: Option<DateView>,
    /// What is new.
    pub news: Vec<NewsView>,
    /// What authors want shown first, beside themes.
    pub featured: Vec<CardView>,
    /// Themes.
    pub themes: Vec<ThemeCardView>,
    /// Members, who carries the community first.
    pub people: Vec<NameView>,
    /// How many more there are.
    pub n_more_people: usize,
    /// How many entries of each kind there are, with their index pages.
    pub counts: Vec<CountView>,
    /// The page of all sessions.
    pub sessions_path: Option<String>,
    /// The page of all themes.
    pub themes_path: Option<String>,
    /// The page of all members.
    pub members_path: Option<String>,
}

/// The next session, with what one needs to come.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// The session.
    pub card: CardView,
    /// `18:30`, `18:30–20:00`; nothing if no time is known.
    pub time: Option<String>,
    /// Its time zone, where a time is known.
    pub timezone: String,
    /// Where people meet.
    pub place: Option<String>,
    /// Where to join.
    pub url: Option<String>,
    /// How people meet, in a word.
    pub mode: Option<&'static str>,
    /// Who leads it.
    pub facilitators: Vec<NameView>,
}

fn home(site: &Site, page: &Page) -> HomeView {
    let mut frame = site.frame(page, &site.config.title, &site.config.description);
    frame.has_code = has_code(site, "");
    let sessions = site.derived.of_kind(Kind::Session);
    let upcoming = &site.derived.upcoming;
    let (people, n_more_people) = people(site);
    HomeView {
        intro: introduction(site, "", &frame.root),
        next: upcoming.first().and_then(|id| next(site, *id)),
        upcoming: site.cards(&upcoming[upcoming.len().min(1)..upcoming.len().min(N_UPCOMING)]),
        weave: site.weave(sessions, sessions),
        n_held: site.derived.held.len(),
        since: sessions.iter().rev().find_map(|id| site.community.entry(*id).document.date).map(date_view),
        news: site.newest(N_NEWS),
        featured: featured(site),
        themes: site.themes_to_show(N_THEMES),
        people,
        n_more_people,
        counts: site.counts(),
        sessions_path: site.index_href(Kind::Session),
        themes_path: site.index_href(Kind::Theme),
        members_path: site.index_href(Kind::Member),
        page: frame,
    }
}

fn next(site: &Site, id: EntryId) -> Option<NextView> {
    let fields = site.community.entry(id).document.session()?;
    let (time, timezone) = super::entries::when(site, id, fields);
    Some(NextView {
        card: site.card(id),
        time,
        timezone,
        place: fields.place.clone(),
        url: fields.url.as_ref().map(|url| url.0.clone()),
        mode: fields.mode.map(|mode| mode.word()),
        facilitators: site.names(id, Role::Facilitator),
    })
}

/// Those who have not left, who carries the community first, each by name; and how many more there are.
fn people(site: &Site) -> (Vec<NameView>, usize) {
    let is_here = |id: &&EntryId| {
        let member = site.community.entry(**id).document.member();
        member.and_then(|member| member.involvement) != Some(Involvement::Alumni)
    };
    let here = site.derived.of_kind(Kind::Member).iter().filter(is_here);
    let mut people: Vec<NameView> = here.map(|id| site.name_of(*id)).collect();
    let n_more = people.len().saturating_sub(N_FACES);
    people.sort_by_key(|person| !person.face.as_ref().is_some_and(|face| face.is_core));
    people.truncate(N_FACES);
    (people, n_more)
}

fn featured(site: &Site) -> Vec<CardView> {
    let ids = KINDS.iter().filter(|spec| spec.kind != Kind::Theme).flat_map(|spec| site.derived.of_kind(spec.kind));
    ids.filter(|id| site.is_featured(**id)).map(|id| site.card(*id)).collect()
}

/// The text that introduces a folder.
fn introduction(site: &Site, address: &str, root: &str) -> Option<EntryView> {
    site.introduction(address).map(|id| site.entry_view(id, root))
}

fn has_code(site: &Site, address: &str) -> bool {
    site.introduction(address).is_some_and(|id| site.shows_code(id))
}

/// All entries of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// The page.
    pub page: Frame,
    /// The name of the kind: `session`.
    pub kind: &'static str,
    /// Its name for many: `sessions`.
    pub plural: &'static str,
    /// What the groups go by: `year` or `letter`; empty if there is only one group.
    pub grouping: &'static str,
    /// How many there are.
    pub count: usize,
    /// The text that introduces the folder.
    pub intro: Option<EntryView>,
    /// Sessions to come; empty for other kinds.
    pub upcoming: Vec<CardView>,
    /// The entries, by year, by letter, or all in one group without a title.
    pub groups: Vec<GroupView>,
    /// Sessions as a drawing; nothing for other kinds.
    pub weave: Option<WeaveView>,
    /// Themes by how far they have come; empty for other kinds.
    pub board: Vec<LaneView>,
}

fn index(site: &Site, page: &Page, kind: Kind) -> IndexView {
    let spec = kind.spec();
    let title = site.folder_title(spec.folder);
    let mut frame = site.frame(page, &title, "");
    frame.has_code = has_code(site, spec.folder);
    let ids = site.derived.of_kind(kind);
    let upcoming: &[EntryId] = if kind == Kind::Session { &site.derived.upcoming } else { &[] };
    let is_upcoming: BTreeSet<EntryId> = upcoming.iter().copied().collect();
    let past: Vec<EntryId> = ids.iter().filter(|id| !is_upcoming.contains(id)).copied().collect();
    IndexView {
        kind: spec.name,
        plural: spec.plural,
        grouping: grouping_word(spec.grouping),
        count: ids.len(),
        intro: introduction(site, spec.folder, &frame.root),
        upcoming: site.cards(upcoming),
        groups: site.groups(&past, spec.grouping),
        weave: if kind == Kind::Session { site.weave(ids, ids) } else { None },
        board: if kind == Kind::Theme { site.board() } else { Vec::new() },
        page: frame,
    }
}

fn grouping_word(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::None => "",
        Grouping::Letter => "letter",
        Grouping::Year => "year",
    }
}

/// What is in a folder.
#[derive(Clone, Debug, Serialize)]
pub struct FolderView {
    /// The page.
    pub page: Frame,
    /// Folders in it.
    pub folders: Vec<LinkView>,
    /// Entries in it.
    pub cards: Vec<CardView>,
}

fn folder(site: &Site, page: &Page, address: &str) -> FolderView {
    let (folders, ids) = site.inside(address);
    let link = |folder: &String| LinkView { title: site.folder_title(folder), path: site.folder_href(folder) };
    FolderView {
        page: site.frame(page, &site.folder_title(address), ""),
        folders: folders.iter().map(link).collect(),
        cards: site.cards(&ids),
    }
}

/// All tags.
#[derive(Clone, Debug, Serialize)]
pub struct TagsView {
    /// The page.
    pub page: Frame,
    /// Each tag with how often it is used.
    pub tags: Vec<CountView>,
}

fn tags(site: &Site, page: &Page) -> TagsView {
    let tag = |tag: &crate::derive::Tag| CountView {
        title: tag.name.clone(),
        path: Address::Entry(format!("tags/{}", tag.slug).into()).href(site.config.urls),
        count: tag.entries.len(),
        kind: None,
    };
    TagsView {
        page: site.frame(page, site.strings().say("tags"), ""),
        tags: site.derived.tags.iter().map(tag).collect(),
    }
}

/// What has one tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The page.
    pub page: Frame,
    /// The tag.
    pub name: String,
    /// What has it, grouped by kind.
    pub groups: Vec<GroupView>,
}

fn tag(site: &Site, page: &Page, place: usize) -> TagView {
    let tag = &site.derived.tags[place];
    let of_kind =
        |kind: Kind| -> Vec<EntryId> { tag.entries.iter().filter(|id| site.is_of_kind(**id, kind)).copied().collect() };
    let groups = KINDS.iter().map(|spec| (spec.kind, of_kind(spec.kind))).filter(|(_, ids)| !ids.is_empty());
    TagView {
        page: site.frame(page, &tag.name, ""),
        name: tag.name.clone(),
        groups: groups.map(|(kind, ids)| kind_group(site, kind, &ids)).collect(),
    }
}

fn kind_group(site: &Site, kind: Kind, ids: &[EntryId]) -> GroupView {
    GroupView { title: site.index_title(kind), id: format!("Gb-{}", kind.spec().plural), cards: site.cards(ids) }
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

impl Site {
    /// What is in a folder, by its address: folders, and entries in its order.
    pub(super) fn inside(&self, address: &str) -> (Vec<String>, Vec<EntryId>) {
        let contents = self.contents.get(address);
        let mut ids = contents.map_or_else(Vec::new, |contents| contents.entries.clone());
        self.order_folder(address, &mut ids);
        let folders = contents.into_iter().flat_map(|contents| contents.folders.iter().cloned()).collect();
        (folders, ids)
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
        ids.sort_by_cached_key(|id| (crate::derive::by_title(&document(id).title), *id));
        match order.unwrap_or(usual) {
            Order::Title => {}
            Order::Newest => ids.sort_by_key(|id| std::cmp::Reverse(document(id).date)),
            Order::Oldest => ids.sort_by_key(|id| document(id).date),
            Order::Weight => ids.sort_by_key(|id| document(id).common.weight.unwrap_or(i64::MAX)),
        }
    }
}
