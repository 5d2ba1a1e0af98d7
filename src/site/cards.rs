//! The small parts that many views share: frames, cards, names, dates.

use super::about;
use super::lists::Relation;
use super::view::{
    CardView, CountView, DateView, EntryView, Frame, GroupView, HeadingView, LinkView, NameView, NavigationView,
    SiteView,
};
use super::{Page, Site, Subject, capitalised, plan, prose};
use crate::community::{Entry, EntryId, Link, Target};
use crate::document::Moment;
use crate::document::kinds::SessionStatus;
use crate::document::role::Role;
use crate::kind::{KINDS, Kind};
use crate::path::{Address, Urls};
use crate::skin::strings::{self, Strings};
use jiff::civil::Date;

/// What the policy allows: nothing that is not the site's own, but pictures from elsewhere where the settings keep them.
const POLICY: &str =
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

impl Site {
    /// The view of the site itself, the same for every page.
    pub fn site_view(&self) -> SiteView {
        let config = &self.config;
        let pictures = if config.markdown.keeps_remote_images { "; img-src 'self' https: http:" } else { "" };
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            timezone: config.timezone.clone(),
            home: Address::home().href(config.urls),
            navigation: self.navigation(),
            a_z: self.page_at("a-z").map(|page| page.address.href(config.urls)),
            tags: self.page_at("tags").map(|page| page.address.href(config.urls)),
            audience: self.audience.clone(),
            policy: format!("{POLICY}{pictures}"),
        }
    }

    fn navigation(&self) -> Vec<NavigationView> {
        if self.config.navigation.is_empty() {
            return self.kinds().map(|(title, path, _)| NavigationView { title, path, is_outside: false }).collect();
        }
        let item = |item: &crate::config::NavigationItem| NavigationView {
            title: item.title.clone(),
            path: item.to.trim_start_matches('/').to_owned(),
            is_outside: crate::url::is_outside(&item.to),
        };
        self.config.navigation.iter().map(item).collect()
    }

    /// Each kind with an index page: its title, the page's path, and how many entries there are.
    fn kinds(&self) -> impl Iterator<Item = (String, String, usize)> {
        let kinds = KINDS.iter().filter(|spec| plan::has_index(self, spec.kind));
        kinds.map(|spec| {
            (
                self.index_title(spec.kind),
                Address::Folder(spec.folder.into()).href(self.config.urls),
                self.derived.of_kind(spec.kind).len(),
            )
        })
    }

    pub(super) fn counts(&self) -> Vec<CountView> {
        self.kinds().map(|(title, path, count)| CountView { title, path, count }).collect()
    }

    /// The way from a page to the root. The page for what is missing is shown at any address, so its way is absolute.
    fn root(&self, address: &Address) -> String {
        match address {
            Address::File(_) if self.config.urls == Urls::Directory => self.config.base.path().to_owned(),
            address => address.to_root(self.config.urls),
        }
    }

    pub(super) fn frame(&self, page: &Page, title: &str, description: &str) -> Frame {
        let urls = self.config.urls;
        let crumbs = self.crumbs(&page.address);
        let section = page.address.as_str().split('/').next().unwrap_or_default();
        Frame {
            title: title.to_owned(),
            description: description.to_owned(),
            language: self.config.language.clone(),
            direction: strings::direction(&self.config.language),
            root: self.root(&page.address),
            path: page.address.href(urls),
            section: if section.is_empty() { String::new() } else { self.folder_href(section) },
            crumbs,
            has_code: false,
        }
    }

    /// The pages above an address, outermost first, without the home page.
    fn crumbs(&self, address: &Address) -> Vec<LinkView> {
        let parts: Vec<&str> = address.as_str().split('/').collect();
        let parents = (1..parts.len()).map(|n| parts[..n].join("/"));
        let crumb = |parent: String| {
            let page = self.page_at(&parent)?;
            Some(LinkView { title: self.page_title(page), path: page.address.href(self.config.urls) })
        };
        parents.filter_map(crumb).collect()
    }

    fn page_title(&self, page: &Page) -> String {
        match &page.subject {
            Subject::Entry(id) => self.community.entry(*id).document.title.clone(),
            Subject::List(list) => list.title(self),
        }
    }

    /// The words of the interface in the site's language.
    pub(super) fn strings(&self) -> &Strings {
        self.skin.strings(&self.config.language, &self.config.language)
    }

    /// The words of the interface on the page of an entry.
    pub(super) fn strings_of(&self, entry: &Entry) -> &Strings {
        let language = entry.document.common.lang.as_ref().unwrap_or(&self.config.language);
        self.skin.strings(language, &self.config.language)
    }

    /// The title of the page that lists a kind.
    pub(super) fn index_title(&self, kind: Kind) -> String {
        self.strings().say(&format!("indexes.{kind}")).to_owned()
    }

    /// What the page of a folder is called.
    pub(super) fn folder_title(&self, address: &str) -> String {
        if let Some(kind) = plan::index_kind(self, address) {
            return self
                .introduction(address)
                .map_or_else(|| self.index_title(kind), |id| self.community.entry(id).document.title.clone());
        }
        if let Some(id) = self.introduction(address) {
            return self.community.entry(id).document.title.clone();
        }
        let path = self.folder_path(address);
        let named = self.config.collections.iter().rev().find(|collection| path == Some(collection.folder.as_str()));
        named
            .and_then(|collection| collection.title.clone())
            .unwrap_or_else(|| words_of(address.rsplit('/').next().unwrap_or(address)))
    }

    pub(super) fn card(&self, id: EntryId) -> CardView {
        let summary = self.community.entry(id).document.summary.clone();
        CardView { summary: summary.unwrap_or_default(), ..self.brief_card(id) }
    }

    /// A card with no more than title and day.
    pub(super) fn brief_card(&self, id: EntryId) -> CardView {
        let entry = self.community.entry(id);
        let document = &entry.document;
        CardView {
            title: document.title.clone(),
            path: entry.address.href(self.config.urls),
            kind: document.kind.name(),
            summary: String::new(),
            date: document.date.map(date_view),
            is_cancelled: document.session().is_some_and(|session| session.status == Some(SessionStatus::Cancelled)),
            about: None,
        }
    }

    /// A card that also tells what its kind has to tell.
    pub(super) fn told_card(&self, id: EntryId) -> CardView {
        CardView { about: about::about(self, id), ..self.card(id) }
    }

    pub(super) fn told_cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.told_card(*id)).collect()
    }

    pub(super) fn cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    /// Brief cards, for lists that say where else to look.
    pub(super) fn brief_cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.brief_card(*id)).collect()
    }

    /// Entries under titles, each title where it first occurs.
    pub(super) fn under_titles(
        &self,
        ids: &[EntryId],
        title: impl Fn(EntryId) -> String,
        card: impl Fn(EntryId) -> CardView,
    ) -> Vec<GroupView> {
        let mut groups: Vec<GroupView> = Vec::new();
        for id in ids {
            let title = title(*id);
            match groups.iter_mut().rfind(|group| group.title == title) {
                Some(group) => group.cards.push(card(*id)),
                None => groups.push(GroupView {
                    id: format!("Gb-{}", crate::slug::heading_id(&title)),
                    title,
                    cards: vec![card(*id)],
                }),
            }
        }
        groups
    }

    /// The names that an entry's front matter gives in one role.
    pub(super) fn names(&self, id: EntryId, role: Role) -> Vec<NameView> {
        self.community.links_as(id, role).map(|link| self.name(link)).collect()
    }

    fn name(&self, link: &Link) -> NameView {
        let name = match &link.target {
            Target::Entry { id, .. } => self.community.entry(*id).document.title.clone(),
            Target::Asset(path) => path.file_name().to_owned(),
            _ => link.words.to_string(),
        };
        let url = match &link.target {
            Target::Outside(url) => Some(url.to_string()),
            _ => None,
        };
        NameView { name, path: self.path_to(&link.target), url }
    }

    /// The first file that an entry names in one role, from the root.
    pub(super) fn file(&self, id: EntryId, role: Role) -> Option<String> {
        self.community.links_as(id, role).find_map(|link| self.path_to(&link.target))
    }

    /// What every entry has, for a page whose way to the root is `root`.
    pub(super) fn entry_view(&self, id: EntryId, root: &str) -> EntryView {
        let entry = self.community.entry(id);
        let document = &entry.document;
        let strings = self.strings_of(entry);
        let prose = prose::render(&prose::Surroundings { site: self, strings, root }, entry);
        let contents = prose.sections.into_iter().map(|section| HeadingView {
            level: section.level,
            title: section.title,
            id: section.id,
        });
        EntryView {
            kind: document.kind.name(),
            title: document.title.clone(),
            summary: document.common.summary.clone().unwrap_or_default(),
            date: document.date.map(date_view),
            updated: document.common.updated.map(date_view),
            authors: self.names(id, Role::Author),
            owner: self.names(id, Role::Owner),
            themes: self.names(id, Role::Theme),
            tags: self.tags_of(entry),
            image: self.file(id, Role::Picture),
            html: prose.html,
            contents: contents.collect(),
            backlinks: self.brief_cards(&self.first_related(id, Relation::Mentions)),
            rests: self.rests(id),
        }
    }

    fn tags_of(&self, entry: &Entry) -> Vec<LinkView> {
        let mut tags: Vec<LinkView> = Vec::new();
        for name in entry.document.common.tags.iter().flatten() {
            let Some(slug) = crate::slug::Slug::fold(name) else { continue };
            let path = Address::Entry(format!("tags/{slug}").into()).href(self.config.urls);
            if !tags.iter().any(|tag| tag.path == path) {
                tags.push(LinkView { title: name.trim().to_owned(), path });
            }
        }
        tags
    }

    pub(super) fn is_of_kind(&self, id: EntryId, kind: Kind) -> bool {
        self.community.entry(id).document.kind == kind
    }
}

/// `social-media` is "Social media".
fn words_of(slug: &str) -> String {
    capitalised(&slug.replace(['-', '_'], " "))
}

pub(super) fn date_view(moment: Moment) -> DateView {
    day_view(moment.date)
}

pub(super) fn day_view(date: Date) -> DateView {
    DateView {
        iso: date.to_string(),
        day: date.day(),
        month: date.month(),
        year: date.year(),
        weekday: date.weekday().to_monday_one_offset(),
    }
}
