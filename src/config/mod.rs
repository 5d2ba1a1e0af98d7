//! The settings of a site: `guildbook.yaml` as typed values.
//!
//! 1. The text becomes a tree of nodes with positions.
//! 2. Each known key is read by the row of its name in `settings`; what does not fit is a finding and leaves the default.
//! 3. Unknown keys are findings with the nearest known one.

mod collection;
mod colour;
mod own_field;
mod reader;
mod repository;
mod schema;
mod search;
mod serve;
mod settings;
mod words;

pub use crate::path::SETTINGS_FILE;
pub use collection::{Collection, Order};
pub use colour::Colour;
pub use own_field::{OwnField, OwnType};
pub use repository::{Host, Repository};
pub use schema::schema;
pub use search::Search;
pub use serve::{Editor, Serve};
pub use settings::usual_values;
pub use words::{Idea, Words, primary};

use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span, Spanned, did_you_mean};
use crate::kind::Kind;
use crate::path::{CONTENT, SitePath, Urls, join};
use crate::source::Source;
use crate::yaml::{self, Node};
use globset::GlobSet;
use reader::Reader;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every setting, with its default where the file says nothing.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// What the site is for, in one sentence.
    pub description: String,
    /// Where the site is published.
    pub base: BaseUrl,
    /// The language of the site, as in HTML's `lang`.
    pub language: String,
    /// The time zone in which the community lives, by its IANA name.
    pub timezone: String,
    /// The colour of what is chosen, where the settings name one.
    pub accent: Option<Accent>,
    /// The picture that stands for the site, by its path below `content/` or `static/`.
    pub icon: Option<Spanned<String>>,
    /// The bundled skin, and where the settings name it.
    pub skin: Spanned<String>,
    /// The menu; empty means one entry for each kind that has documents.
    pub navigation: Vec<NavigationItem>,
    /// How addresses look.
    pub urls: Urls,
    /// The folder of the site that holds the content: `content`, `docs`; empty for the site's folder itself.
    pub content: String,
    /// Rules for folders, in the order of the file.
    pub collections: Vec<Collection>,
    /// The community's own fields of front matter, in the order of the file.
    pub fields: Vec<OwnField>,
    /// Files of `content/` that are left alone.
    pub ignore: GlobSet,
    /// Who a build can be for, widest first.
    pub audiences: Ladder,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// What can be followed.
    pub feeds: Feeds,
    /// Which pages have their Markdown beside them.
    pub sources: Sources,
    /// Further words that notes use, by language.
    pub words: Words,
    /// What can be searched, and what is found first.
    pub search: Search,
    /// Where the site's files are kept.
    pub repository: Option<Repository>,
    /// What a new document of a kind starts from, where the site has a text of its own for it. The settings do not hold
    /// these: they are files of `archetypes/`.
    pub archetypes: BTreeMap<Kind, Arc<str>>,
    /// How the preview is served.
    pub serve: Serve,
    /// Severities that differ from the usual ones; `None` is `off`.
    pub findings: BTreeMap<Code, Option<Severity>>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: String::new(),
            description: String::new(),
            base: BaseUrl::default(),
            language: "en".into(),
            timezone: "UTC".into(),
            accent: None,
            icon: None,
            skin: Spanned { value: "commons".into(), at: 0..0 },
            navigation: Vec::new(),
            urls: Urls::default(),
            content: CONTENT.into(),
            collections: Vec::new(),
            fields: Vec::new(),
            ignore: GlobSet::empty(),
            audiences: Ladder::default(),
            markdown: Markdown::default(),
            feeds: Feeds::default(),
            sources: Sources::default(),
            words: Words::new(),
            search: Search::default(),
            repository: None,
            archetypes: BTreeMap::new(),
            serve: Serve::default(),
            findings: BTreeMap::new(),
        }
    }
}

impl Config {
    /// The strictest audience that the settings name for the file or folder `path` below `content/`.
    pub fn folder_level(&self, path: &str) -> Option<Level> {
        let collections = self.collections.iter().filter(|collection| collection.holds(path));
        let named = collections.filter_map(|collection| collection.defaults.as_ref()?.get("audience"));
        named.map(|node| self.audiences.level(node.text().unwrap_or_default()).unwrap_or(Level::NOBODY)).max()
    }

    /// The folder of the content in words: "the folder `content/`".
    pub fn content_folder(&self) -> String {
        match self.content.as_str() {
            "" => "the site's folder".into(),
            folder => format!("the folder `{folder}/`"),
        }
    }

    /// Where a file lies on the disk: inside the program the folder of the content is always called `content/`.
    pub fn on_disk(&self, path: &SitePath) -> SitePath {
        match path.in_content() {
            Some(inside) if self.content.is_empty() => SitePath::new(inside),
            Some(inside) => SitePath::new([&self.content, "/", inside].concat()),
            None => path.clone(),
        }
    }

    /// Findings with the paths that people see in their folders.
    pub fn findings_on_disk(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for finding in &mut findings {
            for span in finding.span.iter_mut().chain(finding.related.iter_mut().map(|(span, _)| span)) {
                span.file = self.on_disk(&span.file);
            }
        }
        findings
    }
}

/// Where a site is published: `https://example.org/guild/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseUrl {
    url: Option<String>,
}

impl BaseUrl {
    /// Takes an `http` or `https` address; anything else is `None`. The path gets a slash at its end.
    pub fn parse(url: &str) -> Option<BaseUrl> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let is_plain =
            !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', '"', '<', '>', ' ', '\\']);
        let slash = if rest.contains('/') && url.ends_with('/') { "" } else { "/" };
        is_plain.then(|| BaseUrl { url: Some(format!("{url}{slash}")) })
    }

    /// The whole address, if it is known.
    pub fn as_str(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The path with a slash at both ends: `/guild/`, or `/` if nothing is known.
    pub fn path(&self) -> &str {
        let Some(url) = &self.url else { return "/" };
        let host = url.find("://").map_or(0, |at| at + 3);
        url[host..].find('/').map_or("/", |slash| &url[host + slash..])
    }
}

/// The colour of what is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Accent {
    /// On light grounds.
    pub light: Spanned<Colour>,
    /// On dark grounds, where it is not left to the program.
    pub dark: Option<Spanned<Colour>>,
}

/// One entry of the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct NavigationItem {
    /// What it says.
    pub title: String,
    /// Where it leads: an address of the site (`sessions/`) or of elsewhere (`https://…`).
    pub to: String,
    /// Its place in the settings.
    pub at: std::ops::Range<usize>,
}

/// Who a build can be for, widest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder(Vec<String>);

/// A step of the ladder; 0 is the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Level(usize);

impl Level {
    /// Narrower than every step: what stands here is in no build.
    pub const NOBODY: Level = Level(usize::MAX);
}

impl Default for Ladder {
    fn default() -> Self {
        Ladder(["public", "members", "stewards"].map(String::from).to_vec())
    }
}

impl Ladder {
    /// The step with exactly this name.
    pub fn level(&self, name: &str) -> Option<Level> {
        self.0.iter().position(|step| step == name).map(Level)
    }

    /// The narrowest audience, which sees everything but drafts.
    pub fn narrowest(&self) -> Level {
        Level(self.0.len() - 1)
    }

    /// The names, widest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// What happens to raw HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// It goes through an allow-list.
    #[default]
    Sanitise,
    /// It is shown as text.
    Escape,
    /// It is published as it is; for sites whose every author is trusted.
    Trust,
}

/// How Markdown is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Markdown {
    /// Raw HTML.
    pub html: RawHtml,
    /// Whether code is highlighted.
    pub highlight: bool,
    /// Whether pictures from other sites are shown (and fetched by every reader) rather than linked.
    pub keeps_remote_images: bool,
    /// What `[[…]]` means.
    pub wikilinks: Wikilinks,
    /// Whether `$…$` and `$$…$$` are formulas. Notes hold prices far more often than formulas, so usually not.
    pub math: bool,
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown {
            html: RawHtml::default(),
            highlight: true,
            keeps_remote_images: false,
            wikilinks: Wikilinks::default(),
            math: false,
        }
    }
}

/// What can be followed by a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feeds {
    /// The whole site.
    pub site: bool,
    /// Each theme.
    pub themes: bool,
    /// Each member.
    pub members: bool,
}

impl Feeds {
    /// None at all.
    pub const OFF: Feeds = Feeds { site: false, themes: false, members: false };
}

impl Default for Feeds {
    fn default() -> Self {
        Feeds { site: true, themes: true, members: false }
    }
}

/// Which pages have their Markdown beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sources {
    /// Templates, which are there to be copied.
    #[default]
    Templates,
    /// Every entry.
    All,
    /// None.
    Nothing,
}

/// What `[[…]]` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Wikilinks {
    /// A link if it resolves; text if not, and a finding once some other one of the site resolves.
    #[default]
    Auto,
    /// A link; a finding if it does not resolve.
    On,
    /// Text.
    Off,
}

/// Reads the settings. A site without the file has the defaults, and no title.
pub fn parse(source: &Source) -> Outcome<Config> {
    match yaml::parse(&source.text, 0) {
        Ok(root) => read(&source.path, &root),
        Err(error) => {
            let finding = Diagnostic::new(Code::SettingsSyntax, Span::new(&source.path, error.at), error.message)
                .help("see the example in `guildbook explain settings-syntax`");
            Outcome::new(Config::default(), vec![finding])
        }
    }
}

fn read(path: &SitePath, root: &Node) -> Outcome<Config> {
    let mut config = Config::default();
    let mut reader = Reader::new(path);
    settings::read(&settings::SETTINGS, &mut config, root, &mut reader);
    reader.colour_is_no_comment(root);
    reader.audiences_exist(&config.collections, &config.audiences);
    if config.title.is_empty() && reader.findings.is_empty() {
        let missing = Diagnostic::new(Code::InvalidSetting, Span::file(path), "the site has no `title`");
        reader.findings.push(missing.help("add a line such as `title: Our guild`"));
    }
    Outcome::new(config, reader.findings)
}

fn language(tag: &str) -> Option<String> {
    let is_tag = tag.len() <= 35
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    is_tag.then(|| tag.to_owned())
}

/// A folder inside the site's own, without a slash at its ends.
fn folder(path: &str) -> Option<String> {
    let is_inside = !path.starts_with('/') && !path.contains(['\\', ':']) && !path.chars().any(char::is_control);
    join("", path).filter(|inside| is_inside && !inside.split('/').any(|part| part.starts_with('.')))
}

fn timezone(name: &str) -> Option<String> {
    jiff::tz::TimeZone::get(name).ok().map(|_| name.to_owned())
}

/// The finding for a key that nobody knows.
fn unknown_key(path: &SitePath, key: &str, at: std::ops::Range<usize>, known: &[&str]) -> Diagnostic {
    let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(|| format!("known here: {}", known.join(", ")));
    Diagnostic::new(Code::UnknownSetting, Span::new(path, at), format!("there is no setting `{key}`")).help(help)
}
