//! What a site puts out beside its pages: which files, and where they lie.
//!
//! A feed, a map of the site or a source is planned here like any page, so that two outputs at one address are found
//! before anything is made. The module `exports` makes their bytes.
//!
//! Feeds, the map, canonical addresses and previews need whole addresses: readers keep them apart from the site, where a
//! relative address leads nowhere. They are left out where `base_url` is not set, and from a build for fewer people than
//! everybody, which nothing should find.

use super::{Output, Page, Site, Subject};
use crate::community::EntryId;
use crate::config::Sources;
use crate::derive::changed;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::path::Address;
use std::collections::BTreeSet;

/// How many addresses a map of a site may hold, by the rules of sitemaps.org.
pub const MAX_SITEMAP: usize = 50_000;

/// How many entries a feed holds.
const MAX_NEWS: usize = 30;

/// In these roles somebody did something that their feed tells of.
const DEEDS: [Role; 10] = [
    Role::Author,
    Role::Facilitator,
    Role::Presenter,
    Role::Host,
    Role::NotesBy,
    Role::Person,
    Role::TriedBy,
    Role::AskedBy,
    Role::AddedBy,
    Role::ProposedBy,
];

/// A file that is no page.
#[derive(Clone, Debug, PartialEq)]
pub enum Export {
    /// What is new, for feed readers.
    Feed(Feed),
    /// All addresses, for search engines; where there are too many for one file, the list of the files.
    Sitemap,
    /// One of the files that hold the addresses, counted from 0.
    SitemapPart(usize),
    /// What crawlers may look at.
    Robots,
    /// All entries of a kind, for programs.
    Data(Kind),
    /// All tags, for programs.
    Tags,
    /// How the site is searched, for browsers.
    OpenSearch,
    /// What the site holds, for language models.
    Llms,
    /// The Markdown of an entry.
    Source(EntryId),
    /// Former addresses, for hosts.
    Redirects,
    /// What hosts should send along with the files.
    Headers,
    /// Nothing; tells one host to publish the files as they are.
    NoJekyll,
    /// The site as an application.
    Manifest,
}

/// Whose news a feed tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// The whole site's.
    Site,
    /// A theme's: what its page gathers.
    Theme(EntryId),
    /// A member's: what they wrote, led and told.
    Member(EntryId),
}

impl Export {
    /// What messages call it.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Export::Feed(Feed::Site) => "the feed of the site",
            Export::Feed(Feed::Theme(_)) => "the feed of a theme",
            Export::Feed(Feed::Member(_)) => "the feed of a member",
            Export::Sitemap | Export::SitemapPart(_) => "the list of all addresses for search engines",
            Export::Robots => "the file that tells crawlers what to look at",
            Export::Data(_) | Export::Tags => "a file of data",
            Export::OpenSearch => "the file that tells browsers how to search",
            Export::Llms => "the list of all pages for language models",
            Export::Source(_) => "the Markdown of a page",
            Export::Redirects => "the list of former addresses for hosts",
            Export::Headers => "the list of headers for hosts",
            Export::NoJekyll => "the file that keeps a host from changing the site",
            Export::Manifest => "the description of the site for devices",
        }
    }

    /// Whether a file of `static/` takes its place: it speaks to a host or a crawler, and holds nothing of the
    /// community that would be lost.
    pub(super) fn yields(&self) -> bool {
        matches!(
            self,
            Export::Robots | Export::OpenSearch | Export::Llms | Export::Headers | Export::NoJekyll | Export::Manifest
        )
    }
}

/// Where browsers are told how to search.
pub(super) const OPEN_SEARCH: &str = "opensearch.xml";

/// Every export of a site whose pages are planned, with its path.
pub(super) fn plan(site: &Site, n_pages: usize, has_redirects: bool) -> Vec<(String, Export)> {
    let mut exports = Vec::new();
    let mut add = |path: String, export: Export| exports.push((path, export));
    let is_findable = site.is_findable();
    if is_findable {
        for feed in feeds(site) {
            add(site.feed_path(feed), Export::Feed(feed));
        }
        add("sitemap.xml".into(), Export::Sitemap);
        for part in 0..n_pages.div_ceil(MAX_SITEMAP) {
            if n_pages > MAX_SITEMAP {
                add(sitemap_part(part), Export::SitemapPart(part));
            }
        }
    }
    if is_findable || site.audience.is_some() {
        add("robots.txt".into(), Export::Robots);
    }
    if site.describes_search() {
        add(OPEN_SEARCH.into(), Export::OpenSearch);
    }
    for spec in &crate::kind::KINDS {
        add(format!("data/{}.json", spec.plural), Export::Data(spec.kind));
    }
    add("data/tags.json".into(), Export::Tags);
    if site.audience.is_none() {
        add("llms.txt".into(), Export::Llms);
    }
    for entry in site.community.entries.iter().filter(|entry| site.keeps_source(entry.id)) {
        add(site.source_path(entry.id), Export::Source(entry.id));
    }
    if has_redirects {
        add("_redirects".into(), Export::Redirects);
    }
    add("_headers".into(), Export::Headers);
    add(".nojekyll".into(), Export::NoJekyll);
    add("site.webmanifest".into(), Export::Manifest);
    exports
}

/// Where a part of the list of addresses lies.
pub fn sitemap_part(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// The feeds that the settings want and that have something to tell.
fn feeds(site: &Site) -> Vec<Feed> {
    let wanted = site.config.feeds;
    let of = |kind: Kind| site.derived.of_kind(kind).iter().copied();
    let whole = wanted.site.then_some(Feed::Site);
    let themes = of(Kind::Theme).filter(|_| wanted.themes).map(Feed::Theme);
    let members = of(Kind::Member).filter(|_| wanted.members).map(Feed::Member);
    whole.into_iter().chain(themes).chain(members).filter(|feed| !site.news(*feed).is_empty()).collect()
}

impl Site {
    /// Whether the site is for everybody and says where it is published, so that others can lead to it.
    pub fn is_findable(&self) -> bool {
        self.audience.is_none() && self.config.base.as_str().is_some()
    }

    /// Whether browsers are told how to search the site.
    pub(super) fn describes_search(&self) -> bool {
        self.is_findable() && self.config.search.is_on
    }

    /// The whole address of a path from the root, where it is known.
    pub fn whole(&self, path: &str) -> Option<String> {
        Some(format!("{}{path}", self.config.base.as_str()?))
    }

    /// Where a feed lies.
    pub fn feed_path(&self, feed: Feed) -> String {
        match feed {
            Feed::Site => "feed.xml".into(),
            Feed::Theme(id) | Feed::Member(id) => format!("{}/feed.xml", self.community.entry(id).address.as_str()),
        }
    }

    /// What a feed tells, newest first.
    pub fn news(&self, feed: Feed) -> Vec<EntryId> {
        let recent = &self.derived.recent;
        let mut ids = match feed {
            Feed::Site => return recent.all().iter().take(MAX_NEWS).copied().collect(),
            Feed::Theme(id) => recent.among(self.derived.hubs.get(&id).into_iter().flat_map(|hub| hub.all())),
            Feed::Member(id) => recent.among(self.derived.incoming_as(id, &DEEDS).into_iter()),
        };
        ids.truncate(MAX_NEWS);
        ids
    }

    fn keeps_source(&self, id: EntryId) -> bool {
        let entry = self.community.entry(id);
        let has_page = entry.introduces().is_none() || self.has_page(entry);
        has_page
            && match self.config.sources {
                Sources::Templates => entry.document.kind == Kind::Template,
                Sources::All => true,
                Sources::Nothing => false,
            }
    }

    /// Where the Markdown of an entry lies: beside its page.
    fn source_path(&self, id: EntryId) -> String {
        let address = &self.community.entry(id).address;
        let page = address.output(self.config.urls);
        page.as_str().strip_suffix("html").map_or_else(|| format!("{page}.md"), |page| format!("{page}md"))
    }

    /// Where the Markdown of an entry lies, if it is published.
    pub fn source(&self, id: EntryId) -> Option<String> {
        Some(self.source_path(id)).filter(|path| {
            let output = self.outputs.get(&crate::path::OutputPath::new(path.as_str()));
            output == Some(&Output::Export(Export::Source(id)))
        })
    }

    /// Every page that is there to be found, in the order of the files.
    pub fn findable_pages(&self) -> impl Iterator<Item = &Page> {
        self.outputs.values().filter_map(|output| match output {
            Output::Page(page) if page.is_findable() => Some(page),
            _ => None,
        })
    }

    /// The day on which the entry of a page last changed, as far as it is known and not still to come.
    pub fn changed(&self, page: &Page) -> Option<jiff::civil::Date> {
        let Subject::Entry(id) = page.subject else { return None };
        let entry = self.community.entry(id);
        changed(entry).filter(|_| self.derived.recent.holds(id)).map(|moment| moment.date)
    }

    /// The former addresses of an entry, from the root: see [`former_address`].
    pub fn former_addresses(&self, id: EntryId) -> Vec<Address> {
        let document = &self.community.entry(id).document;
        let mut seen = BTreeSet::new();
        let addresses = document.common.aliases.iter().flatten().filter_map(|alias| former_address(alias));
        addresses.filter(|address| seen.insert(address.clone())).collect()
    }
}

/// The address that an alias stands for.
///
/// An alias with a `/` in it, or with `.html` at its end, is a former address, from the root of the site: `/old/soil/`,
/// `notes/soil`, `soil.html`. Any other is only a name for `[[links]]`, even where it could be an address: `Soil` is
/// what people say. `None` also for what cannot be a file: `../x`, `a//b`, `https://…`, spaces.
pub fn former_address(alias: &str) -> Option<Address> {
    let is_address = alias.contains('/') || is_html(alias);
    let path = alias.strip_prefix('/').unwrap_or(alias);
    let path = path.strip_suffix('/').unwrap_or(path);
    let is_plain = |c: char| c.is_alphanumeric() || "-_.~+@!$'()".contains(c);
    let is_part = |part: &str| {
        !part.is_empty()
            && part.len() <= crate::slug::MAX_SLUG
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.chars().all(is_plain)
    };
    let is_path = is_address && path.split('/').all(is_part);
    is_path.then(|| match path.strip_suffix("/index.html").or((path == "index.html").then_some("")) {
        Some(folder) => Address::Folder(folder.into()),
        None if is_html(path) => Address::File(path.into()),
        None => Address::Folder(path.into()),
    })
}

/// Whether an alias begins like an address but cannot be one of this site.
pub(super) fn is_misfit(alias: &str) -> bool {
    let looks_like_one = alias.starts_with(['/', '.']) || crate::url::is_outside(alias);
    looks_like_one && alias.contains('/') && !alias.trim_matches('/').is_empty() && former_address(alias).is_none()
}

fn is_html(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

impl Page {
    /// Whether it shows something of its own.
    pub fn is_shown(&self) -> bool {
        !matches!(self.subject, Subject::Redirect(_))
    }

    /// Whether it is a register of what came of sessions.
    pub fn is_register(&self) -> bool {
        matches!(self.subject, Subject::List(super::List::Register(_)))
    }

    /// Whether it is there to be found: not the page for what is missing, nor one that only leads on.
    pub fn is_findable(&self) -> bool {
        self.is_shown() && self.subject != Subject::List(super::List::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Urls;

    #[test]
    fn an_alias_is_an_address_if_it_looks_like_one() {
        let file = |alias| former_address(alias).map(|address| address.output(Urls::Directory).to_string());
        assert_eq!(file("/old/soil/").as_deref(), Some("old/soil/index.html"));
        assert_eq!(file("notes/soil").as_deref(), Some("notes/soil/index.html"));
        assert_eq!(file("soil.html").as_deref(), Some("soil.html"));
        assert_eq!(file("/soil/index.html").as_deref(), Some("soil/index.html"));
        for name in [
            "Soil",
            "soil-and-worms",
            "and / or",
            "../x",
            "a//b",
            "https://x.org/",
            "/",
            "",
            "/.git/x",
            "a\\b/c",
            "x/%2e",
        ] {
            assert_eq!(file(name), None, "{name}");
        }
    }
}
