//! The small parts that many views share: frames, cards, names, dates.

use super::about;
use super::export::OPEN_SEARCH;
use super::lists::NOT_FOUND_FILE;
use super::lists::Relation;
use super::view::{
    CardView, CountView, DateView, EntryView, Frame, GroupView, HeadingView, IconView, LinkView, NameView,
    NavigationView, OwnView, PictureView, SiteView,
};
use super::{Page, Site, Subject, capitalised, plan, prose};
use crate::community::{Entry, EntryId, Link, Person, Target};
use crate::document::Moment;
use crate::document::own::{OwnContent, OwnValue};
use crate::document::role::Role;
use crate::kind::{KINDS, Kind};
use crate::path::{Address, OutputPath, Urls};
use crate::skin::strings::{self, Strings};
use crate::slug::fold_name;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What the policy allows: nothing that is not the site's own, but pictures from elsewhere where the settings keep them.
const POLICY: &str =
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

/// So many of those who changed a page are named.
const N_CONTRIBUTORS: usize = 3;

/// So many kinds stand in the bar; the others in the menu of a phone, and in the foot.
const N_IN_BAR: usize = 4;

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
            lists: self.lists(),
            standing: self.standing(),
            a_z: self.page_at("a-z").map(|page| page.address.href(config.urls)),
            actions: self.register_links().into_iter().find(|(name, _)| *name == "actions").map(|(_, link)| link.path),
            search: self.search_path(),
            search_description: self.describes_search().then(|| OPEN_SEARCH.into()),
            kinds: KINDS.iter().map(|spec| spec.name).collect(),
            audience: self.audience.clone(),
            explains_terms: !self.glossary.is_empty(),
            policy: format!("{POLICY}{pictures}"),
            icon: self.icon(),
        }
    }

    /// The picture that the settings name, else the skin's.
    pub(super) fn icon(&self) -> IconView {
        let own = self.community.icon.as_ref().and_then(|path| self.community.assets.get(path));
        let skin = self.skin.published().find(|asset| asset.path.as_str().starts_with("assets/icon."));
        let Some(asset) = own.or(skin) else {
            return IconView { path: String::new(), r#type: "", sizes: String::new() };
        };
        let is_png = asset.path.extension() == "png";
        IconView {
            path: prose::encode_path(super::asset_path(asset)),
            r#type: if is_png { "image/png" } else { "image/svg+xml" },
            sizes: asset
                .dimensions
                .filter(|_| is_png)
                .map_or("any".into(), |(width, height)| format!("{width}x{height}")),
        }
    }

    fn navigation(&self) -> Vec<NavigationView> {
        if self.config.navigation.is_empty() {
            let item = |(place, (kind, title, path, _)): (usize, (Kind, String, String, usize))| NavigationView {
                title,
                path,
                is_outside: false,
                kind: Some(kind.name()),
                is_minor: place >= N_IN_BAR,
            };
            let register = |(place, (name, link)): (usize, (&'static str, LinkView))| NavigationView {
                title: link.title,
                path: link.path,
                is_outside: false,
                kind: Some(name.trim_end_matches('s')),
                is_minor: place > 0,
            };
            let registers = self.register_links().into_iter().enumerate().map(register);
            return self.kinds().enumerate().map(item).chain(registers).collect();
        }
        let item = |item: &crate::config::NavigationItem| NavigationView {
            title: item.title.clone(),
            path: item.to.trim_start_matches('/').to_owned(),
            is_outside: crate::url::is_outside(&item.to),
            kind: KINDS.iter().find(|spec| spec.folder == item.to.trim_matches('/')).map(|spec| spec.name),
            is_minor: false,
        };
        self.config.navigation.iter().filter(|item| self.leads_somewhere(&item.to)).map(item).collect()
    }

    /// Whether an entry of the menu leads out of the site, or to something in it that this build shows.
    pub fn leads_somewhere(&self, to: &str) -> bool {
        let path = place_in_site(to);
        let is_file = || self.outputs.contains_key(&OutputPath::new(path));
        crate::url::is_outside(to) || self.page_at(path).is_some() || is_file()
    }

    /// Every page that lists all of something.
    fn lists(&self) -> Vec<LinkView> {
        let kinds = self.kinds().map(|(_, title, path, _)| LinkView { title, path });
        kinds.chain(self.register_links().into_iter().map(|(_, link)| link)).chain(self.tags_link()).collect()
    }

    /// The page of all tags, if there are any.
    fn tags_link(&self) -> Option<LinkView> {
        let path = self.folder_href("tags");
        let title = self.strings().say("tags").to_owned();
        (!self.derived.tags.is_empty()).then_some(LinkView { title, path })
    }

    /// Each kind with an index page: its title, the page's path, and how many entries there are.
    fn kinds(&self) -> impl Iterator<Item = (Kind, String, String, usize)> {
        let kinds = KINDS.iter().filter(|spec| plan::has_index(self, spec.kind));
        kinds.map(|spec| {
            (
                spec.kind,
                self.index_title(spec.kind),
                Address::Folder(spec.folder.into()).href(self.config.urls),
                self.derived.of_kind(spec.kind).len(),
            )
        })
    }

    /// The page that lists a kind, from the root; nothing if there is none.
    pub(super) fn index_href(&self, kind: Kind) -> Option<String> {
        let folder = kind.spec().folder;
        plan::has_index(self, kind).then(|| Address::Folder(folder.into()).href(self.config.urls))
    }

    pub(super) fn counts(&self) -> Vec<CountView> {
        self.kinds()
            .map(|(kind, title, path, count)| CountView { title, path, count, kind: Some(kind.name()) })
            .collect()
    }

    /// The way from a page to the root. The page for what is missing is shown at any address, so its way is absolute.
    fn root(&self, address: &Address) -> String {
        match address {
            Address::File(path) if &**path == NOT_FOUND_FILE && self.config.urls == Urls::Directory => {
                self.config.base.path().to_owned()
            }
            address => address.to_root(self.config.urls),
        }
    }

    pub(super) fn frame(&self, page: &Page, title: &str, description: &str) -> Frame {
        let urls = self.config.urls;
        let crumbs = if page.is_findable() { self.crumbs(&page.address) } else { Vec::new() };
        let section = page.address.as_str().split('/').next().unwrap_or_default();
        Frame {
            title: title.to_owned(),
            description: description.to_owned(),
            language: self.config.language.clone(),
            direction: strings::direction(&self.config.language),
            root: self.root(&page.address),
            path: page.address.href(urls),
            head: self.head(page, title, description, &crumbs),
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
            Subject::Transcript(id) => self.transcript_title(*id),
            Subject::Redirect(_) => self.strings().say("moved").to_owned(),
        }
    }

    /// The words of the interface in the site's language.
    pub fn strings(&self) -> &Strings {
        self.skin.strings(&self.config.language, &self.config.language)
    }

    /// The words of the interface on the page of an entry.
    pub(super) fn strings_of(&self, entry: &Entry) -> &Strings {
        let language = entry.document.common.lang.as_ref().unwrap_or(&self.config.language);
        self.skin.strings(language, &self.config.language)
    }

    /// The title of the page that lists a kind.
    pub fn index_title(&self, kind: Kind) -> String {
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
            is_cancelled: document.is_cancelled(),
            is_upcoming: document.session().is_some() && !self.derived.held.contains(&id) && !document.is_cancelled(),
            face: self.face(id),
            thread: document.session().map(|_| self.thread(id)),
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
                None => groups.push(GroupView { id: Site::group_id(&title), title, cards: vec![card(*id)] }),
            }
        }
        groups
    }

    /// The names that an entry's front matter, and its notes, give in one role; each person once.
    pub fn names(&self, id: EntryId, role: Role) -> Vec<NameView> {
        let mut names: Vec<NameView> = self.community.links_as(id, role).map(|link| self.name(link)).collect();
        if !self.community.entry(id).document.notes.people.is_empty() {
            let mut seen = BTreeSet::new();
            names.retain(|name| seen.insert(name.path.clone().unwrap_or_else(|| fold_name(&name.name))));
        }
        names
    }

    /// An entry by its title.
    pub(super) fn name_of(&self, id: EntryId) -> NameView {
        let entry = self.community.entry(id);
        let path = Some(entry.address.href(self.config.urls));
        NameView { name: entry.document.title.clone(), path, url: None, face: self.face(id) }
    }

    pub(super) fn name(&self, link: &Link) -> NameView {
        let name = match &link.target {
            Target::Entry { id, .. } => self.community.entry(*id).document.title.clone(),
            Target::Asset(path) => path.file_name().to_owned(),
            _ => link.words.to_string(),
        };
        let url = match &link.target {
            Target::Outside(url) => Some(url.to_string()),
            _ => None,
        };
        let face = match &link.target {
            Target::Entry { id, .. } => self.face(*id),
            _ => None,
        };
        NameView { name, path: self.path_to(&link.target), url, face }
    }

    /// The first file that an entry names in one role, from the root.
    pub fn file(&self, id: EntryId, role: Role) -> Option<String> {
        self.community.links_as(id, role).find_map(|link| self.path_to(&link.target))
    }

    fn picture(&self, id: EntryId) -> Option<PictureView> {
        let picture = |link: &Link| {
            let path = self.path_to(&link.target)?;
            let size = match &link.target {
                Target::Asset(file) => self.community.assets.get(file).and_then(|asset| asset.dimensions),
                _ => None,
            };
            Some(PictureView { path, width: size.map(|size| size.0), height: size.map(|size| size.1) })
        };
        self.community.links_as(id, Role::Picture).find_map(picture)
    }

    /// What every entry has, for a page whose way to the root is `root`.
    pub(super) fn entry_view(&self, id: EntryId, root: &str) -> EntryView {
        let entry = self.community.entry(id);
        let document = &entry.document;
        let strings = self.strings_of(entry);
        let contributors = entry.past.as_ref().map_or(&[][..], |past| &past.contributors);
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
            updated: entry.updated().map(date_view),
            contributors: contributors.iter().take(N_CONTRIBUTORS).map(|person| self.contributor(person)).collect(),
            n_more_contributors: contributors.len().saturating_sub(N_CONTRIBUTORS),
            edit: self.edit_href(id),
            review_by: document.common.review_by.map(date_view),
            authors: self.names(id, Role::Author),
            owner: self.names(id, Role::Owner),
            themes: self.names(id, Role::Theme),
            tags: self.tags_of(entry),
            image: self.picture(id),
            source: self.source(id),
            html: prose.html,
            contents: contents.collect(),
            own: document.own.iter().filter_map(|value| self.own_view(id, value)).collect(),
            backlinks: self.brief_cards(&self.first_related(id, Relation::Mentions)),
            rests: self.rests(id),
        }
    }

    /// Somebody who changed a file: a member, or the name that they gave themselves.
    fn contributor(&self, person: &Person) -> NameView {
        person.members.first().map_or_else(|| NameView::words(&person.name), |member| self.name_of(*member))
    }

    /// Nothing where an entry names nobody in the field, or nobody that is shown.
    fn own_view(&self, id: EntryId, value: &OwnValue) -> Option<OwnView> {
        let field = &self.config.fields[value.field];
        let (values, date, is_so) = match &value.content {
            OwnContent::Texts(texts) => (texts.iter().map(NameView::words).collect(), None, None),
            OwnContent::Address(url) => (vec![NameView { url: Some(url.clone()), ..NameView::words(url) }], None, None),
            OwnContent::Names(role) => (self.names(id, *role), None, None),
            OwnContent::Date(moment) => (Vec::new(), Some(date_view(*moment)), None),
            OwnContent::Boolean(is_so) => (Vec::new(), None, Some(*is_so)),
        };
        let says_something = !values.is_empty() || date.is_some() || is_so.is_some();
        says_something.then(|| OwnView {
            name: field.name.value.clone(),
            title: field.title.clone(),
            values,
            date,
            is_so,
        })
    }

    /// The tags of an entry, each once, with their pages.
    pub fn tags_of(&self, entry: &Entry) -> Vec<LinkView> {
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

/// The path from the root that an entry of the menu names: `/sessions/#past` is `sessions`.
pub fn place_in_site(to: &str) -> &str {
    to.split(['#', '?']).next().unwrap_or_default().trim_matches('/')
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
