//! Pages that list: home, indexes, folders, tags, and the page for what is missing.

use super::view::{
    CountView, EntryView, FolderView, GroupView, HomeView, IndexView, LinkView, NotFoundView, TagView, TagsView,
};
use super::{Page, Site};
use crate::community::EntryId;
use crate::kind::{Grouping, KINDS, Kind};
use crate::path::Address;

/// How many sessions the home page shows of each sort.
const N_ON_HOME: usize = 5;

pub(super) fn home(site: &Site, page: &Page) -> HomeView {
    let mut frame = site.frame(page, &site.config.title, &site.config.description);
    let intro = introduction(site, "", &frame.root);
    frame.has_code = has_code(site, "");
    let upcoming = &site.derived.upcoming;
    let past = site.derived.of_kind(Kind::Session).iter().filter(|id| site.derived.held.contains(id)).take(N_ON_HOME);
    let past: Vec<EntryId> = past.copied().collect();
    HomeView {
        intro,
        upcoming: site.cards(&upcoming[..upcoming.len().min(N_ON_HOME)]),
        recent: site.cards(&past),
        themes: site.cards(site.derived.of_kind(Kind::Theme)),
        counts: site.counts(),
        page: frame,
    }
}

/// The text that introduces a folder.
fn introduction(site: &Site, address: &str, root: &str) -> Option<EntryView> {
    site.introduction(address).map(|id| site.entry_view(id, root))
}

fn has_code(site: &Site, address: &str) -> bool {
    let has_code = |id| site.community.entry(id).has_code();
    site.config.markdown.highlight && site.introduction(address).is_some_and(has_code)
}

pub(super) fn index(site: &Site, page: &Page, kind: Kind) -> IndexView {
    let spec = kind.spec();
    let title = site.folder_title(spec.plural);
    let mut frame = site.frame(page, &title, "");
    frame.has_code = has_code(site, spec.plural);
    let ids = site.derived.of_kind(kind);
    let upcoming: &[EntryId] = if kind == Kind::Session { &site.derived.upcoming } else { &[] };
    let past: Vec<EntryId> = ids.iter().filter(|id| !upcoming.contains(id)).copied().collect();
    IndexView {
        kind: spec.name,
        count: ids.len(),
        intro: introduction(site, spec.plural, &frame.root),
        upcoming: site.cards(upcoming),
        groups: site.groups(&past, spec.grouping),
        page: frame,
    }
}

pub(super) fn folder(site: &Site, page: &Page, address: &str) -> FolderView {
    let (folders, ids) = site.inside(address);
    let link = |folder: &String| LinkView { title: site.folder_title(folder), path: site.folder_href(folder) };
    FolderView {
        page: site.frame(page, &site.folder_title(address), ""),
        folders: folders.iter().map(link).collect(),
        cards: site.cards(&ids),
    }
}

pub(super) fn tags(site: &Site, page: &Page) -> TagsView {
    let tag = |tag: &crate::derive::Tag| CountView {
        title: tag.name.clone(),
        path: Address::Entry(format!("tags/{}", tag.slug).into()).href(site.config.urls),
        count: tag.entries.len(),
    };
    TagsView { page: site.frame(page, "Tags", ""), tags: site.derived.tags.iter().map(tag).collect() }
}

pub(super) fn tag(site: &Site, page: &Page, place: usize) -> TagView {
    let tag = &site.derived.tags[place];
    let of_kind =
        |kind: Kind| -> Vec<EntryId> { tag.entries.iter().filter(|id| site.is_of_kind(**id, kind)).copied().collect() };
    let groups = KINDS.iter().map(|spec| (spec.title, of_kind(spec.kind))).filter(|(_, ids)| !ids.is_empty());
    TagView {
        page: site.frame(page, &tag.name, ""),
        name: tag.name.clone(),
        groups: groups.map(|(title, ids)| named_group(site, title, &ids)).collect(),
    }
}

fn named_group(site: &Site, title: &str, ids: &[EntryId]) -> GroupView {
    let group = site.groups(ids, Grouping::None).pop().expect("a group is made of at least one entry");
    GroupView { title: title.to_owned(), id: format!("Gb-{}", title.to_lowercase()), cards: group.cards }
}

pub(super) fn not_found(site: &Site, page: &Page) -> NotFoundView {
    NotFoundView { page: site.frame(page, "Page not found", "") }
}
