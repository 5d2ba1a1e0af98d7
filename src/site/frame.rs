//! What frames every page: the menu, the kinds, the way to a page, the words of the interface.

use super::export::OPEN_SEARCH;
use super::lists::NOT_FOUND_FILE;
use super::view::{CountView, Frame, IconView, LinkView, NavigationView, SiteView};
use super::{Page, Site, Subject, capitalised, plan, prose};
use crate::community::Entry;
use crate::kind::{KINDS, Kind};
use crate::path::{Address, OutputPath, Urls};
use crate::skin::strings::{self, Strings};

/// What the policy allows: nothing that is not the site's own, but pictures from elsewhere where the settings keep them.
const POLICY: &str =
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

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
}

/// The path from the root that an entry of the menu names: `/sessions/#past` is `sessions`.
pub fn place_in_site(to: &str) -> &str {
    to.split(['#', '?']).next().unwrap_or_default().trim_matches('/')
}

/// `social-media` is "Social media".
fn words_of(slug: &str) -> String {
    capitalised(&slug.replace(['-', '_'], " "))
}
