//! Each bundled skin renders each of its layouts, full and bare, in every language that it speaks; and says in each
//! language all that it says in English.
#![allow(clippy::disallowed_methods, reason = "tests look into folders")]

mod support;

use guildbook::compile::Options;
use guildbook::site::Output;
use guildbook::source::SourceSet;
use guildbook::yaml::{self, Node, Value};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use support::html::{Tag, faults, headings, tags};

/// Layouts that are parts of others.
fn is_part(layout: &str) -> bool {
    layout == "base" || layout.contains('/')
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every bundled skin with each language that it speaks.
fn skins() -> Vec<(String, String)> {
    let languages = |skin: &String| names_in(&folder().join(skin).join("strings"));
    let of = |skin: String| {
        let languages = languages(&skin).into_iter().map(|file| file.trim_end_matches(".yaml").to_owned());
        languages.map(|language| (skin.clone(), language)).collect::<Vec<_>>()
    };
    names_in(&folder()).into_iter().flat_map(of).collect()
}

// Two sites.

const LONG: &str = "A title that goes on for as long as anybody would ever let it, and then a little further, with \
    Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen in the middle and <angle> & \"quotes\" at its end";

fn settings(skin: &str, language: &str) -> String {
    format!("title: Fettle & friends\ndescription: We mend.\nskin: {skin}\nlanguage: {language}\n")
}

/// The front matter of one document of each kind, with every field set.
const FULL: [(&str, &str); 12] = [
    (
        "themes/soil.md",
        "aliases: [/old/earth/]\nstewards: [ana]\nparent: ground\nstage: active\nproposed_by: [bo]\nthemes: [ground]\n",
    ),
    ("themes/ground.md", "stage: dormant\n"),
    (
        "sessions/2026-03-10-full.md",
        "start: '18:30'\nend: '20:00'\nduration: 90\ntimezone: Europe/Berlin\nplace: The shed\nurl: https://example.org/room\n\
         mode: hybrid\nseries: Thursday table\ngroup: listeners\nfacilitators: [ana]\npresenters: [bo]\nhost: ana\nnotes_by: bo\n\
         attendees: [ana, bo]\nregrets: [ana]\nguests: [Somebody Else]\ntemplates: [agenda]\nwhy: So that nobody has to ask.\n\
         recording: https://example.org/film\ntranscript: said.vtt\naccess: A ramp.\nstatus: held\nattribution: none\nthemes: [soil]\n",
    ),
    (
        "sessions/2026-03-30-soon.md",
        "series: Thursday table\nurl: https://example.org/room\nthemes: [soil]\nrecording: https://example.org/film.mp4\n\
         transcript: talk.srt\n",
    ),
    (
        "members/ana.md",
        "name: Ana\nhandles: [ana]\npronouns: she/her\norganisation: Shed\nsector: craft\nrole: Mender\nlocation: Town\n\
         languages: [English, Arabic]\njoined: 2020-01-02\ninvolvement: alumni\nexpertise: [soil, kettles]\noffers: [Time]\nasks: [Tea]\n\
         links: [{title: Home, url: 'https://example.org/ana'}]\navatar: ana.svg\nthemes: [soil]\n",
    ),
    ("members/bo.md", "name: Bo van der Berg\ninvolvement: core\n"),
    (
        "templates/agenda.md",
        "version: 3\nlicence: CC BY-SA 4.0\nadapted_from: [old, {title: Handbook, url: 'https://example.org/h', author: Cem}]\n\
         made_in: [2026-03-10-full]\nfiles: [agenda.odt]\nstatus: agreed\nthemes: [soil]\n",
    ),
    ("templates/old.md", "status: retired\nadapted_from: agenda\n"),
    (
        "stories/week.md",
        "outcome: promising practice\neffort: Two evenings\npeople: [ana]\ntried_by: [bo]\nwhy: It worked.\nthemes: [soil]\n",
    ),
    ("questions/van.md", "asked_by: [ana]\nstatus: answered\nanswer: [agenda]\nthemes: [soil]\n"),
    (
        "resources/book.md",
        "url: https://example.org/book\nformat: a book\nby: Dee\nadded_by: ana\noutside: true\nthemes: [soil]\n",
    ),
    ("groups/listeners.md", "lead: [ana]\nmembers: [ana, bo]\ncadence: Every month\nthemes: [soil]\n"),
];

/// What every document may have.
const COMMON: &str = "summary: One sentence, and <b>another</b>.\nupdated: 2026-03-12\nauthors: [ana, bo]\nowner: bo\n\
    tags: [open data, tea]\nimage: /ana.svg\nfeatured: true\nreview_by: 2027-01-01\nextra: {a: 1}\n";

const BODY: &str = "\nSee [[soil]] and @ana.\n\n## First\n\nText.\n\n### Deeper\n\n- [ ] do\n- [x] done\n\n## Second\n\n\
    > [!NOTE]\n> Mind.\n\n## Third\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n\nA note[^1].\n\n[^1]: Below.\n";

fn full(skin: &str, language: &str) -> SourceSet {
    let mut sources = support::sources(&[]);
    let mut add = |path: &str, text: &str| support::add(&mut sources, path, text);
    add("guildbook.yaml", &settings(skin, language));
    add("content/index.md", &format!("---\ntitle: '{LONG}'\nsummary: Why we are here.\n---\n{BODY}"));
    for (path, fields) in FULL {
        let date = if path.starts_with("sessions") || path.starts_with("members") { "" } else { "date: 2026-03-01\n" };
        add(&format!("content/{path}"), &format!("---\ntitle: '{LONG}'\n{date}{COMMON}{fields}---\n{BODY}"));
    }
    add(
        "content/glossary/kettle.md",
        &format!(
            "---\ntitle: Kettle\naka: [pot]\nformerly: [urn]\nstatus: disputed\ndiscussed_in: [2026-03-10-full]\nsee_also: [tea]\n{COMMON}---\n{BODY}"
        ),
    );
    add("content/glossary/tea.md", "# Tea\n");
    for standing in ["charter", "norms", "sponsors", "procedure", "own"] {
        let fields = format!("type: {standing}\nagreed_in: 2026-03-10-full\nweight: 3\n{COMMON}");
        add(&format!("content/pages/{standing}.md"), &format!("---\ntitle: '{LONG}'\n{fields}---\n{BODY}"));
    }
    add("content/papers/2025/letter.md", "# Letter\n");
    for n in 0..60 {
        let (year, month, day) = (2021 + n / 12, 1 + n % 12, 1 + n % 28);
        let fields = format!("series: Series {}\nthemes: [soil]\nattendees: [ana]\n", n % 5);
        add(
            &format!("content/sessions/{year}-{month:02}-{day:02}-s.md"),
            &format!("---\n{fields}---\n# Session {n}\n"),
        );
    }
    for name in ["ana.svg", "members/ana.svg"] {
        add(&format!("content/{name}"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"></svg>");
    }
    add("content/templates/agenda.odt", "a sheet");
    add(
        "content/sessions/said.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>So.\n\n1:00:02.000 --> 1:00:03.000\n<v Bo>\n",
    );
    let spoken = ["ana: So.", "Nobody Here: Well.", "bo: Then.", "eli: I see."];
    let cue = |(n, said): (usize, &&str)| format!("00:00:0{n},000 --> 00:00:0{n},900\n{said}\n\n");
    add("content/sessions/talk.srt", &spoken.iter().enumerate().map(cue).collect::<String>());
    add("content/members/eli.md", "---\nlisted: false\n---\n");
    sources
}

/// Nothing but titles; and folders that are introduced and empty.
fn bare(skin: &str, language: &str) -> SourceSet {
    let mut sources = support::sources(&[("content/papers/2025/letter.md", "# Letter\n")]);
    let mut add = |path: &str, text: &str| support::add(&mut sources, path, text);
    add("guildbook.yaml", &format!("title: T\nskin: {skin}\nlanguage: {language}\n"));
    for folder in ["sessions", "templates", "stories", "questions", "resources", "groups", "glossary", "pages"] {
        add(&format!("content/{folder}/a.md"), "");
    }
    add("content/sessions/a.md", "---\ntranscript: a.vtt\n---\n");
    add("content/sessions/a.vtt", "00:00.000 --> 00:00.000\n.");
    for folder in ["themes", "members"] {
        add(&format!("content/{folder}/index.md"), "");
    }
    add("content/more/x.md", "---\ntags: [x]\naliases: [/x/]\n---\n");
    add("content/theme/a.md", "");
    add("content/member/a.md", "");
    let collections = "collections:\n  theme: {kind: theme}\n  member: {kind: member}\n";
    add("guildbook.yaml", &format!("title: T\nskin: {skin}\nlanguage: {language}\n{collections}"));
    sources
}

/// One with nothing in it: every index is empty.
fn empty(skin: &str, language: &str) -> SourceSet {
    let mut sources = support::sources(&[("guildbook.yaml", &settings(skin, language))]);
    for spec in guildbook::kind::KINDS {
        support::add(&mut sources, &format!("content/{}/index.md", spec.folder), "");
    }
    sources
}

type Build = fn(&str, &str) -> SourceSet;

const SITES: [(&str, Build); 3] = [("full", full), ("bare", bare), ("empty", empty)];

// What must hold.

#[test]
fn each_skin_renders_each_layout_full_and_bare_in_each_language() {
    let mut wrong = String::new();
    for (skin, language) in skins() {
        for (what, build) in SITES {
            let compilation = support::compile(&build(&skin, &language), &Options::on(support::today()));
            let (files, findings) = support::outputs(&compilation);
            let severe = |finding: &&guildbook::diagnostic::Diagnostic| {
                finding.severity == guildbook::diagnostic::Severity::Error
            };
            for finding in compilation.findings.iter().chain(&findings).filter(severe) {
                let _ = writeln!(wrong, "{skin} {language} {what}: {} {}", finding.code, finding.message);
            }
            let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
            for (path, bytes) in pages {
                for fault in faults_of(&String::from_utf8_lossy(bytes), &language) {
                    let _ = writeln!(wrong, "{skin} {language} {what} {path}: {fault}");
                }
            }
            if what != "empty" {
                let missing = layouts_not_used(&compilation);
                assert!(missing.is_empty(), "{skin} {language} {what}: no page has the layouts {missing:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn layouts_not_used(compilation: &guildbook::compile::Compilation) -> Vec<String> {
    let site = compilation.site.as_ref().expect("the site is built");
    let used = site.outputs.values().filter_map(|output| match output {
        Output::Page(page) => Some(page.layout.as_str()),
        Output::Asset(_) | Output::Export(_) => None,
    });
    let used: BTreeSet<&str> = used.collect();
    let all = site.skin.layout_names().filter(|layout| !is_part(layout) && !used.contains(layout));
    all.map(str::to_owned).collect()
}

fn faults_of(html: &str, language: &str) -> Vec<String> {
    let tags = tags(html);
    let mut found = faults(html);
    found.extend(faults_of_landmarks(&tags));
    found.extend(faults_of_headings(html));
    found.extend(faults_of_attributes(&tags));
    let root = tags.iter().find(|tag| tag.name == "html").expect("a page has a root");
    let expected = if language == "ar" { Some("rtl") } else { None };
    if attribute(root, "lang") != Some(language) || attribute(root, "dir") != expected {
        found.push(format!("<html> is {:?}", root.attributes));
    }
    found
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attributes.get(name).map(String::as_str)
}

fn faults_of_landmarks(tags: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    // A page that only leads on has no more than the way.
    let leads_on = tags.iter().any(|tag| attribute(tag, "http-equiv") == Some("refresh"));
    for name in ["main", "footer", "h1", "title"].into_iter().filter(|name| !(leads_on && *name == "footer")) {
        if count(name) != 1 {
            found.push(format!("there are {} <{name}>", count(name)));
        }
    }
    if !leads_on && (count("header") == 0 || count("nav") == 0) {
        found.push("there is no <header>, or no <nav>".to_owned());
    }
    let mut names = BTreeSet::new();
    for nav in tags.iter().filter(|tag| tag.name == "nav") {
        match attribute(nav, "aria-label").or(attribute(nav, "aria-labelledby")).filter(|name| !name.is_empty()) {
            Some(name) if names.insert(name) => {}
            name => found.push(format!("a <nav> is called {name:?}, which says nothing or is another's name")),
        }
    }
    found
}

fn faults_of_headings(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = 0;
    for (level, text) in headings(html) {
        if text.is_empty() {
            found.push(format!("an <h{level}> is empty"));
        }
        if level > before + 1 {
            found.push(format!("`{text}` is an <h{level}> below an <h{before}>"));
        }
        before = level;
    }
    found
}

fn faults_of_attributes(tags: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in tags {
        let names = tag.attributes.keys();
        found.extend(names.filter(|name| *name == "style" || name.starts_with("on")).map(|name| format!("a {name}=")));
        // Facts for programs are data, which no browser runs.
        let is_data = attribute(tag, "type") == Some("application/ld+json");
        let is_script = tag.name == "script" && !is_data && !tag.attributes.contains_key("src");
        let is_inline = tag.name == "style" || is_script;
        found.extend(is_inline.then(|| format!("an inline <{}>", tag.name)));
        if let Some(id) = attribute(tag, "id") {
            *ids.entry(id).or_default() += 1;
        }
    }
    found.extend(ids.iter().filter(|(_, n)| **n > 1).map(|(id, n)| format!("{n} elements have the id {id}")));
    let named = tags.iter().filter_map(|tag| attribute(tag, "aria-labelledby").or(attribute(tag, "data-copy")));
    found.extend(named.filter(|id| !ids.contains_key(id)).map(|id| format!("there is no id {id} to name anything")));
    found
}

// Words.

/// Every text of a file of strings, by its key; the forms of a plural are keys below it.
fn texts(skin: &str, language: &str) -> BTreeMap<String, Node> {
    let path = folder().join(skin).join("strings").join(format!("{language}.yaml"));
    let text = fs::read_to_string(path).expect("strings can be read");
    let mut texts = BTreeMap::new();
    flatten(&yaml::parse(&text, 0).expect("strings are YAML"), "", &mut texts);
    texts
}

fn flatten(node: &Node, key: &str, texts: &mut BTreeMap<String, Node>) {
    if node.pairs().is_empty() || is_plural(node) {
        texts.insert(key.to_owned(), node.clone());
        return;
    }
    for pair in node.pairs() {
        let key = if key.is_empty() { pair.key.clone() } else { format!("{key}.{}", pair.key) };
        flatten(&pair.node, &key, texts);
    }
}

fn is_plural(node: &Node) -> bool {
    node.pairs().iter().any(|pair| pair.key == "other")
}

#[test]
fn every_language_says_all_that_english_says() {
    for (skin, language) in skins() {
        let (english, own) = (texts(&skin, "en"), texts(&skin, &language));
        let keys = |texts: &BTreeMap<String, Node>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&own), keys(&english), "{skin} {language}");
        for (key, text) in &own {
            let wrong = faults_of_text(text, &english[key], &language);
            assert!(wrong.is_empty(), "{skin} {language}: `{key}` {}", wrong.join(", "));
        }
    }
}

fn faults_of_text(own: &Node, english: &Node, language: &str) -> Vec<String> {
    if is_plural(own) != is_plural(english) {
        return vec!["has forms in one language only".to_owned()];
    }
    if is_plural(own) {
        let given: BTreeSet<&str> = own.pairs().iter().map(|pair| pair.key.as_str()).collect();
        let needed = forms_of(language);
        return if given == needed { Vec::new() } else { vec![format!("has {given:?} and needs {needed:?}")] };
    }
    match (&own.value, &english.value) {
        (Value::List(own), Value::List(english)) if own.len() == english.len() => Vec::new(),
        (Value::Scalar { text: own, .. }, Value::Scalar { text: english, .. }) => {
            let fits = places(own) == places(english) && !own.is_empty();
            if fits { Vec::new() } else { vec!["has other places to fill".to_owned()] }
        }
        _ => vec!["has another shape".to_owned()],
    }
}

/// What is filled in: `{n}`.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// The forms that whole numbers take in a language.
fn forms_of(language: &str) -> BTreeSet<&'static str> {
    let tag: unic_langid::LanguageIdentifier = language.parse().expect("files of strings are called by a language");
    let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).expect("the language is known");
    let form = |n: usize| match rules.select(n) {
        Ok(PluralCategory::ZERO) => "zero",
        Ok(PluralCategory::ONE) => "one",
        Ok(PluralCategory::TWO) => "two",
        Ok(PluralCategory::FEW) => "few",
        Ok(PluralCategory::MANY) => "many",
        _ => "other",
    };
    (0..200).map(form).collect()
}

/// The order of a map is another in each run, and would be in the page.
#[test]
fn layouts_walk_lists_and_no_maps() {
    let layouts = names_in(&folder()).into_iter().map(|skin| folder().join(skin).join("layouts"));
    let parts = layouts.clone().map(|layouts| layouts.join("parts"));
    let files =
        layouts.chain(parts).flat_map(|folder| names_in(&folder).into_iter().map(move |name| folder.join(name)));
    for file in files.filter(|file| file.is_file()) {
        let text = fs::read_to_string(&file).expect("layouts are text");
        for part in text.split("{%").skip(1) {
            let names = part.trim_start_matches('-').trim_start().strip_prefix("for ");
            let names = names.and_then(|rest| rest.split_once(" in ")).map(|(names, _)| names);
            assert!(names.is_none_or(|names| !names.contains(',')), "{}: for {names:?}", file.display());
        }
    }
}
