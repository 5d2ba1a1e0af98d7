//! The table of settings: what each is for, what it takes, its usual value, and how it is read.

use super::reader::{ACCENT, FEEDS, NAVIGATION, Reader, SEVERITIES, protects_privacy};
use super::schema::table;
use super::{
    BaseUrl, Config, Markdown, RawHtml, Sources, Wikilinks, collection, folder, language, own_field, repository,
    search, serve, timezone, words,
};
use crate::diagnostic::{CODES, Spanned};
use crate::path::Urls;
use crate::schema::{Shape, property};
use crate::yaml::Node;
use serde_json::json;

/// One key of a map of settings, which are gathered in a `T`.
pub(super) struct Setting<T: 'static> {
    pub(super) name: &'static str,
    /// What it sets.
    pub(super) doc: &'static str,
    /// Its usual value, in YAML; empty where there is none.
    pub(super) usual: &'static str,
    /// A value, in YAML.
    pub(super) example: &'static str,
    pub(super) shape: fn() -> Shape,
    pub(super) read: fn(&mut T, &Node, &mut Reader),
}

/// Reads the known keys of a map.
pub(super) fn read<T>(rows: &[Setting<T>], into: &mut T, node: &Node, reader: &mut Reader) {
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    for (row, node) in reader.known_pairs(node, &names) {
        (rows[row].read)(into, node, reader);
    }
}

/// Every setting by its path (`markdown.math`), with its usual value in YAML.
pub fn usual_values() -> Vec<(String, &'static str)> {
    let top = SETTINGS.iter().filter(|row| row.name != MARKDOWN_KEY);
    let inside = MARKDOWN.iter().map(|row| (format!("{MARKDOWN_KEY}.{}", row.name), row.usual));
    top.map(|row| (row.name.to_owned(), row.usual)).chain(inside).collect()
}

/// Settings that a site must have.
pub(super) const REQUIRED: &[&str] = &["title"];

const MARKDOWN_KEY: &str = "markdown";
pub(super) const ON: [(&str, bool); 2] = [("on", true), ("off", false)];
const URLS: [(&str, Urls); 2] = [("directory", Urls::Directory), ("file", Urls::File)];
const SOURCES: [(&str, Sources); 3] =
    [("templates", Sources::Templates), ("all", Sources::All), ("none", Sources::Nothing)];

/// Every setting and how it is read.
pub(super) const SETTINGS: [Setting<Config>; 23] = [
    Setting {
        name: "title",
        doc: "What the site is called.",
        usual: "",
        example: "Our guild",
        shape: Shape::text,
        read: |config, node, reader| reader.text(node, &mut config.title),
    },
    Setting {
        name: "description",
        doc: "What the site is for, in one sentence.",
        usual: "",
        example: "What we learn by mending in public.",
        shape: Shape::text,
        read: |config, node, reader| reader.text(node, &mut config.description),
    },
    Setting {
        name: "base_url",
        doc: "Where the site is published. Feeds, the sitemap and cards in chats need it.",
        usual: "",
        example: "https://example.org/guild/",
        shape: || Shape::like(r#"https?://[^/?#"<> \\][^?#"<> \\]*"#),
        read: |config, node, reader| {
            let help = "write an address such as `https://example.org/guild/`";
            reader.parsed(node, &mut config.base, BaseUrl::parse, help);
        },
    },
    Setting {
        name: "language",
        doc: "The language of the site: a tag such as `en` or `de-CH`.",
        usual: "en",
        example: "de-CH",
        shape: || Shape::like("[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*"),
        read: |config, node, reader| {
            reader.parsed(node, &mut config.language, language, "write a language tag such as `en` or `de-CH`");
        },
    },
    Setting {
        name: "timezone",
        doc: "The time zone in which the community lives, by its IANA name.",
        usual: "UTC",
        example: "Europe/Berlin",
        shape: Shape::text,
        read: |config, node, reader| {
            reader.parsed(node, &mut config.timezone, timezone, "write an IANA name such as `Europe/Berlin`");
        },
    },
    Setting {
        name: "accent",
        doc: "The colour of what is chosen, in quotes; or one for light and one for dark grounds.",
        usual: "",
        example: "\"#8f2d1a\"",
        shape: || colour().or(table(&ACCENT, &["light"])),
        read: |config, node, reader| config.accent = reader.accent(node),
    },
    Setting {
        name: "icon",
        doc: "A picture that stands for the site, `.svg` or `.png`, by its path below `static/` or `content/`.",
        usual: "",
        example: "icon.svg",
        shape: Shape::text,
        read: |config, node, reader| {
            let mut path = String::new();
            reader.text(node, &mut path);
            config.icon = Some(Spanned { value: path, at: node.at.clone() });
        },
    },
    Setting {
        name: "skin",
        doc: "What the site looks like: the name of a bundled skin.",
        usual: "commons",
        example: "commons",
        shape: Shape::text,
        read: |config, node, reader| {
            reader.text(node, &mut config.skin.value);
            config.skin.at = node.at.clone();
        },
    },
    Setting {
        name: "navigation",
        doc: "The menu. Without it there is one entry for each kind that has documents.",
        usual: "",
        example: "[{title: Sessions, to: sessions/}]",
        shape: || table(&NAVIGATION, &["title", "to"]).or_list(),
        read: |config, node, reader| config.navigation = reader.navigation(node),
    },
    Setting {
        name: "urls",
        doc: "How addresses look: `directory` (`soil/`), or `file` (`soil.html`, which also opens from a disk).",
        usual: "directory",
        example: "file",
        shape: || choice(&URLS),
        read: |config, node, reader| reader.choice(node, &mut config.urls, &URLS),
    },
    Setting {
        name: "content",
        doc: "The folder of the site that holds its Markdown, or `.` for all of it.",
        usual: "content",
        example: "docs",
        shape: Shape::text,
        read: |config, node, reader| {
            let help = "write a folder of the site such as `docs`, or `.` for all of it";
            reader.parsed(node, &mut config.content, folder, help);
        },
    },
    Setting {
        name: "collections",
        doc: "What folders of `content/` hold: the folder, or a pattern of folders, and its rules.",
        usual: "",
        example: "{meetings: {kind: session, order: newest}}",
        shape: || map_of(table(&collection::KEYS, &[])),
        read: |config, node, reader| config.collections = collection::read(node, reader),
    },
    Setting {
        name: "fields",
        doc: "The community's own fields of front matter: the name, and what it takes.",
        usual: "",
        example: "{neighbourhood: text, cost: {type: number, kinds: [session]}}",
        shape: || map_of(own_field::types().or(table(&own_field::KEYS, &[]))),
        read: |config, node, reader| config.fields = own_field::read(node, reader),
    },
    Setting {
        name: "ignore",
        doc: "Files of `content/` that are left alone, as patterns.",
        usual: "[]",
        example: "[\"**/template.md\"]",
        shape: || Shape::text().or_list(),
        read: |config, node, reader| config.ignore = collection::globs(node, reader),
    },
    Setting {
        name: "audiences",
        doc: "Who a build can be for, the widest first, which is `public`.",
        usual: "[public, members, stewards]",
        example: "[public, members]",
        shape: audiences,
        read: |config, node, reader| reader.ladder(node, &mut config.audiences),
    },
    Setting {
        name: MARKDOWN_KEY,
        doc: "How Markdown is read.",
        usual: "",
        example: "{math: on}",
        shape: || table(&MARKDOWN, &[]),
        read: |config, node, reader| read(&MARKDOWN, &mut config.markdown, node, reader),
    },
    Setting {
        name: "words",
        doc: "Further words that session notes use, by language: what they call actions, decisions, who came …",
        usual: "",
        example: "{en: {actions: [homework], facilitator: captain}}",
        shape: || map_of(table(words::KEYS, &[])),
        read: |config, node, reader| config.words = words::read(node, reader),
    },
    Setting {
        name: "feeds",
        doc: "What can be followed by a feed: a list, or `off`. Feeds need `base_url`.",
        usual: "[site, themes]",
        example: "[site, themes, members]",
        shape: || {
            let off = Shape::new(json!({"enum": ["off", "none", "no", "false", false]}));
            Shape::new(json!({"enum": FEEDS.map(|(name, _)| name)})).or_list().or(off)
        },
        read: |config, node, reader| reader.feeds(node, &mut config.feeds),
    },
    Setting {
        name: "sources",
        doc: "Which pages have their Markdown beside them.",
        usual: "templates",
        example: "all",
        shape: || choice(&SOURCES),
        read: |config, node, reader| reader.choice(node, &mut config.sources, &SOURCES),
    },
    Setting {
        name: "search",
        doc: "What search finds first and what means the same; or `off`.",
        usual: "on",
        example: "{boost: {template: 2}, synonyms: [[k8s, kubernetes]]}",
        shape: search::shape,
        read: |config, node, reader| config.search = search::read(node, reader),
    },
    Setting {
        name: "repository",
        doc: "The project on a code host that holds the site, by the address of its page, or with more about it. Pages then \
              lead to their own file there, and tell when it was changed and by whom.",
        usual: "",
        example: "https://github.com/our/guild",
        shape: || repository::project_page().or(table(&repository::KEYS, &["url"])),
        read: |config, node, reader| config.repository = repository::read(node, reader),
    },
    Setting {
        name: "serve",
        doc: "How `guildbook serve` shows the site.",
        usual: "",
        example: "{editor: vscode}",
        shape: || table(&serve::KEYS, &[]),
        read: |config, node, reader| config.serve = serve::read(node, reader),
    },
    Setting {
        name: "findings",
        doc: "How much a finding matters: its code, and `error`, `warning`, `advice` or `off`.",
        usual: "",
        example: "{broken-link: error}",
        shape: findings,
        read: |config, node, reader| config.findings = reader.severities(node),
    },
];

const RAW_HTML: [(&str, RawHtml); 3] =
    [("sanitise", RawHtml::Sanitise), ("escape", RawHtml::Escape), ("trust", RawHtml::Trust)];
const REMOTE_IMAGES: [(&str, bool); 2] = [("link", false), ("keep", true)];
const WIKILINKS: [(&str, Wikilinks); 3] = [("auto", Wikilinks::Auto), ("on", Wikilinks::On), ("off", Wikilinks::Off)];

const MARKDOWN: [Setting<Markdown>; 5] = [
    Setting {
        name: "html",
        doc: "What happens to raw HTML: it goes through an allow-list, is shown as text, or is published as it is.",
        usual: "sanitise",
        example: "escape",
        shape: || choice(&RAW_HTML),
        read: |markdown, node, reader| reader.choice(node, &mut markdown.html, &RAW_HTML),
    },
    Setting {
        name: "highlight",
        doc: "Whether code is highlighted.",
        usual: "on",
        example: "off",
        shape: || choice(&ON),
        read: |markdown, node, reader| reader.choice(node, &mut markdown.highlight, &ON),
    },
    Setting {
        name: "remote_images",
        doc: "Whether pictures from other sites become links, or are shown and fetched by every reader.",
        usual: "link",
        example: "keep",
        shape: || choice(&REMOTE_IMAGES),
        read: |markdown, node, reader| reader.choice(node, &mut markdown.keeps_remote_images, &REMOTE_IMAGES),
    },
    Setting {
        name: "wikilinks",
        doc: "What `[[name]]` means: a link, text, or a link where it fits and text where it does not.",
        usual: "auto",
        example: "on",
        shape: || choice(&WIKILINKS),
        read: |markdown, node, reader| reader.choice(node, &mut markdown.wikilinks, &WIKILINKS),
    },
    Setting {
        name: "math",
        doc: "Whether what stands between dollar signs is a formula. Notes hold prices, so usually not.",
        usual: "off",
        example: "on",
        shape: || choice(&ON),
        read: |markdown, node, reader| reader.choice(node, &mut markdown.math, &ON),
    },
];

/// What `Reader::choice` takes.
pub(super) fn choice<T>(choices: &[(&str, T)]) -> Shape {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    let also = |on: &str, others: [&str; 2]| if words.contains(&on) { Shape::words(&others) } else { Shape::nothing() };
    let has_both = words.contains(&"on") && words.contains(&"off");
    let booleans = if has_both { Shape::new(json!({"type": "boolean"})) } else { Shape::nothing() };
    Shape::words(&words).or(also("on", ["true", "yes"])).or(also("off", ["false", "no"])).or(booleans)
}

pub(super) fn colour() -> Shape {
    Shape::like("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
}

/// A map whose keys are the site's own.
fn map_of(shape: Shape) -> Shape {
    Shape::new(json!({"type": "object", "additionalProperties": shape.or_nothing().json()}))
}

fn audiences() -> Shape {
    let rest = Shape::text().json();
    let list = json!({"type": "array", "items": [{"const": "public"}], "additionalItems": rest, "minItems": 1, "uniqueItems": true});
    Shape::new(list).or(Shape::new(json!({"const": "public"})))
}

/// Every code; those that keep private pages private are always errors.
fn findings() -> Shape {
    let shape = |code| choice(if protects_privacy(code) { &SEVERITIES[..1] } else { &SEVERITIES[..] });
    let key = |code: &crate::diagnostic::Code| {
        let (name, reason) = (code.name().to_owned(), code.explanation().reason);
        (name, property(reason, code.severity().name(), shape(*code)))
    };
    Shape::map(CODES.iter().map(key).collect())
}
