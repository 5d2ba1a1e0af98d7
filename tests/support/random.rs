//! Random small sites, whose documents refer to each other.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// Path → text.
pub type Files = BTreeMap<String, String>;

const NAMES: [&str; 6] = ["compost", "seeds", "soil", "water", "bees", "open-data"];
const TITLES: [&str; 6] = ["Compost", "Seeds & seedlings", "Soil", "Notes", "Open data", "Bees"];
const FOLDERS: [&str; 9] = [
    "",
    "themes/",
    "sessions/",
    "sessions/2026-03-05/",
    "members/",
    "templates/",
    "glossary/",
    "notes/",
    "notes/inner/",
];
const WORDS: [&str; 10] = ["turning", "the", "heap", "café", "worms", "日本", "a", "beds", "compost", "Soil"];
const ASSETS: [&str; 8] = [
    "content/sessions/said.vtt",
    "content/notes/said.vtt",
    "content/notes/inner/said.vtt",
    "content/notes/photo.png",
    "content/themes/photo.png",
    "content/notes/my file.pdf",
    "static/logo.svg",
    "static/a/b.txt",
];

/// A transcript in which members speak, and others.
const SAID: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bees>Turning the heap.\n\n00:0x.000 --> 00:03.000\n<v Nobody>Worms.\n\n\
    00:01.500 --> 00:01.000\n<v compost>Soil</v> 日本\n";

/// A whole site: settings, documents, assets.
pub fn site() -> impl Strategy<Value = Files> {
    (settings(), vec((path(), document()), 3..10), vec(select(&ASSETS[..]), 0..5)).prop_map(
        |(settings, documents, assets)| {
            let mut files = Files::from([("guildbook.yaml".to_owned(), settings)]);
            let bytes = |path: &str| if path.ends_with(".vtt") { SAID.to_owned() } else { format!("bytes of {path}") };
            files.extend(assets.into_iter().map(|path| (path.to_owned(), bytes(path))));
            files.extend(documents);
            files
        },
    )
}

/// Settings that change addresses, menus and what Markdown means.
pub fn settings() -> impl Strategy<Value = String> {
    let urls = select(vec!["", "urls: file\n"]);
    let base = select(vec!["", "base_url: https://example.org/guild/\n"]);
    let wikilinks = select(vec![
        "",
        "markdown: {wikilinks: on}\n",
        "markdown: {wikilinks: off, math: on}\n",
        "markdown: {html: escape}\n",
        "markdown: {math: on}\n",
    ]);
    let folders = select(vec![
        "",
        "collections: {notes: {kind: session, order: oldest}}\n",
        "collections: {notes/inner: {title: Inner, order: weight}}\n",
        "collections: {notes: {kind: session, split: true}, sessions: {split: true}}\n",
    ]);
    let exports = select(vec!["", "sources: all\nfeeds: [site, themes, members]\n", "sources: none\nfeeds: off\n"]);
    (urls, base, wikilinks, folders, exports).prop_map(|(urls, base, wikilinks, folders, exports)| {
        format!("title: Guild\n{urls}{base}{wikilinks}{folders}{exports}")
    })
}

/// Where a document may be.
pub fn path() -> impl Strategy<Value = String> {
    let stem = prop_oneof![
        6 => select(&NAMES[..]).prop_map(str::to_owned),
        2 => select(&NAMES[..]).prop_map(|name| format!("2026-03-05-{name}")),
        2 => select(vec!["index", "README"]).prop_map(str::to_owned),
        1 => Just("Größe & Maß".to_owned()),
    ];
    (select(&FOLDERS[..]), stem).prop_map(|(folder, stem)| format!("content/{folder}{stem}.md"))
}

/// A document of no particular kind; fields of other kinds are findings, and no more.
pub fn document() -> impl Strategy<Value = String> {
    (vec(field(), 0..5), vec(piece(), 0..8)).prop_map(|(fields, pieces)| {
        let front = if fields.is_empty() { String::new() } else { format!("---\n{}---\n", fields.concat()) };
        format!("{front}{}", pieces.join("\n\n"))
    })
}

fn field() -> impl Strategy<Value = String> {
    let role = select(vec![
        "themes",
        "authors",
        "attendees",
        "facilitators",
        "stewards",
        "parent",
        "expertise",
        "templates",
        "made_in",
        "adapted_from",
        "guests",
        "owner",
    ]);
    prop_oneof![
        3 => select(&TITLES[..]).prop_map(|title| format!("title: {title}\n")),
        4 => (role, vec(name(), 1..3)).prop_map(|(role, names)| format!("{role}: [{}]\n", names.join(", "))),
        2 => vec(select(&NAMES[..]), 1..3).prop_map(|names| format!("tags: [{}]\n", names.join(", "))),
        1 => name().prop_map(|name| format!("aliases: [{name}]\n")),
        1 => name().prop_map(|name| format!("aliases: [\"/old/{}/\"]\n", name.to_lowercase().replace([' ', '&'], "-"))),
        2 => select(vec!["transcript: said.vtt\n", "transcript: [compost.md, inner/said.vtt]\n", "recording: https://example.org/x.mp4\ntranscript: ../notes/said.vtt\n", "attribution: none\ntranscript: said.vtt\n"]).prop_map(str::to_owned),
        1 => select(vec!["2026-03-01", "2026-04-01 18:30", "2026-02-30"]).prop_map(|day| format!("date: {day}\n")),
        1 => select(vec!["aka: [worms, turning heap]\n", "summary: Short.\n", "weight: 3\n", "featured: true\n", "series: Weekly\n", "image: photo.png\n", "lang: de\n", "layout: page\n", "slug: other\n"]).prop_map(str::to_owned),
    ]
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => select(&NAMES[..]), 2 => select(&TITLES[2..]), 1 => Just("nobody")]
}

fn words() -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 1..5).prop_map(|words| words.join(" "))
}

/// Where a link may lead.
fn target() -> impl Strategy<Value = String> {
    let anchor = select(vec!["", "", "#notes", "#no-such", "#mine", "#2026-03-05", "#notes-1"]);
    let file = (
        select(vec!["/", "../", "./", ""]),
        select(&FOLDERS[..]),
        select(&NAMES[..]),
        select(vec![".md", "", "/", ".html"]),
        anchor,
    );
    prop_oneof![
        6 => file.prop_map(|(start, folder, name, end, anchor)| format!("{start}{folder}{name}{end}{anchor}")),
        1 => select(&FOLDERS[1..]).prop_map(|folder| format!("/{folder}")),
        3 => select(vec!["#notes", "#top", "#", "photo.png", "/notes/my%20file.pdf", "/logo.svg", "/themes/photo.png", "https://example.org/", "//example.org/x", "mailto:a@example.org", "javascript:alert(1)", "data:text/html,x", "../../../x.md", "Gr%C3%B6%C3%9Fe%20&%20Ma%C3%9F.md"]).prop_map(str::to_owned),
    ]
}

/// One block of a body.
pub fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => words(),
        2 => (1..4usize, select(vec!["Notes", "Next steps", "", "Mine {#mine}"])).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        2 => (1..4usize, select(vec!["2026-03-05", "6 May 2026: soil", "Notes of 2026-02-01"])).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        4 => (words(), target()).prop_map(|(words, target)| format!("[{words}]({target})")),
        1 => target().prop_map(|target| format!("[a][label]\n\n[label]: {target}")),
        2 => name().prop_map(|name| format!("See [[{name}]].")),
        1 => (name(), words()).prop_map(|(name, words)| format!("[[{name}#notes|{words}]]")),
        1 => select(&NAMES[..]).prop_map(|name| format!("Thanks @{name}!")),
        1 => target().prop_map(|target| format!("![a picture]({target})")),
        1 => words().prop_map(|words| format!("A note[^1].\n\n[^1]: {words}")),
        1 => (words(), target()).prop_map(|(words, target)| format!("| a | b |\n| - | :-: |\n| {words} | [x]({target}) |")),
        1 => (words(), name()).prop_map(|(words, name)| format!("!!! tip \"{words}\"\n    Inside [[{name}]]\n\n    - one\n")),
        1 => target().prop_map(|target| format!("<p id=\"mine\"><a href=\"{target}\">raw</a> <img src='photo.png'></p>")),
        1 => words().prop_map(|words| format!("- [ ] {words}\n- [x] done\n    1. deep\n")),
        1 => Just("```rust\nfn main() {}\n```".to_owned()),
        1 => words().prop_map(|words| format!("> [!NOTE]\n> {words}")),
        1 => (words(), name()).prop_map(|(words, name)| format!("> [!tip]- {words}\n> [[{name}]]")),
        2 => name().prop_map(|name| format!("![[{name}]]")),
        1 => (name(), select(vec!["notes", "no-such", "mine"])).prop_map(|(name, part)| format!("![[{name}#{part}|shown]]")),
        1 => Just("![[photo.png]]".to_owned()),
        1 => (words(), name()).prop_map(|(words, name)| format!("{words}\n: means [[{name}]]")),
        1 => words().prop_map(|words| format!("From $5 to $6: $x^2$ {words}\n\n$$\na_\n$$")),
        1 => (words(), target()).prop_map(|(words, target)| format!("::: audience members\n\n## Notes\n\n{words} [x]({target})\n\n:::")),
    ]
}
