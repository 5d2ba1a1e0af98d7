//! Schemas say what the reader reads: no more and no less, as far as a schema can.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

use guildbook::config::{self, Config};
use guildbook::diagnostic::{Code, Diagnostic};
use guildbook::document::{self, CommonFields, Fields, front_matter};
use guildbook::kind::{KINDS, Kind};
use guildbook::schema::in_json;
use guildbook::source::Source;
use guildbook::yaml;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::meta::validate(schema).expect("it is a schema");
    jsonschema::draft7::new(schema).expect("it can be used")
}

fn of(kind: Kind) -> Validator {
    validator(&document::schema::of(kind, None))
}

/// What a validator says of a value.
fn misfits(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path());
    let files = entries.flat_map(|path| if path.is_dir() { markdown_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}

/// The front matter of a text, as an editor sees it.
fn front_matter_of(text: &str) -> Option<Value> {
    Some(in_json(&front_matter::split(text).front_matter?.expect("it can be read")))
}

#[test]
fn every_front_matter_of_the_example_fits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/content");
    let settings = root.parent().expect("the site").join("guildbook.yaml");
    let settings = fs::read_to_string(settings).expect("settings");
    let config = config::parse(&Source::new(config::SETTINGS_FILE, &settings)).value;
    let mut n_fitting = 0;
    for path in markdown_files(&root) {
        let inside = path.strip_prefix(&root).expect("it lies there").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).expect("it is text");
        let source = Source::new(&format!("content/{inside}"), &text);
        let kind = document::parse(&source, &config).value.kind;
        if let Some(value) = front_matter_of(&text) {
            let schema = validator(&document::schema::of(kind, Some(&config)));
            assert_eq!(misfits(&schema, &value), Vec::<String>::new(), "{inside}");
            n_fitting += 1;
        }
    }
    assert!(n_fitting > 50, "{n_fitting}");
    let settings = yaml::parse(&settings, 0).expect("YAML");
    assert_eq!(misfits(&validator(&config::schema()), &in_json(&settings)), Vec::<String>::new());
}

/// Every schema below a key, with the way to it.
fn keys<'a>(schema: &'a Value, way: &str, found: &mut Vec<(String, &'a Value)>) {
    for (name, key) in schema["properties"].as_object().into_iter().flatten() {
        let way = format!("{way}/{name}");
        keys(key, &way, found);
        found.push((way, key));
    }
    for inside in ["additionalProperties", "items"].iter().filter_map(|place| schema.get(place)) {
        keys(inside, way, found);
    }
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        keys(choice, way, found);
    }
}

#[test]
fn every_key_has_a_description_and_examples_that_fit() {
    let schemas = KINDS.iter().map(|spec| document::schema::of(spec.kind, None)).chain([config::schema()]);
    for schema in schemas {
        let mut found = Vec::new();
        keys(&schema, "", &mut found);
        for (way, key) in found {
            assert!(key["description"].as_str().is_some_and(|text| text.len() > 10), "{way}");
            let examples = key["examples"].as_array().unwrap_or_else(|| panic!("{way} has no example"));
            assert!(!examples.is_empty() && !examples.contains(&Value::Null), "{way}");
            for value in examples.iter().chain(key.get("default")) {
                assert_eq!(misfits(&validator(key), value), Vec::<String>::new(), "{way}");
            }
        }
    }
}

#[test]
fn every_key_of_the_settings_is_told_down_to_the_last() {
    let schema = config::schema();
    let mut found = Vec::new();
    keys(&schema, "", &mut found);
    for (way, key) in &found {
        assert!(key["description"].is_string() && key["examples"].is_array(), "{way}");
    }
    let ways: BTreeSet<&str> = found.iter().map(|(way, _)| way.as_str()).collect();
    for way in [
        "/accent/light",
        "/navigation/to",
        "/collections/kind",
        "/collections/defaults",
        "/fields/type",
        "/markdown/math",
        "/findings/broken-link",
    ] {
        assert!(ways.contains(way), "{way}");
    }
}

/// What the reader finds in the front matter of a document of a kind.
fn findings(kind: Kind, front_matter: &str) -> Vec<Diagnostic> {
    let path = format!("content/{}/2026-01-01-x.md", kind.spec().folder);
    document::parse(&Source::new(&path, &format!("---\n{front_matter}\n---\n")), &Config::default()).findings
}

#[test]
fn the_reader_takes_every_key_and_every_example_and_no_key_more() {
    for kind in KINDS.map(|spec| spec.kind) {
        let schema = document::schema::of(kind, None);
        let keys = schema["properties"].as_object().expect("keys");
        let specs = CommonFields::SPECS.iter().chain(Fields::specs(kind));
        let known: BTreeSet<&str> =
            specs.clone().flat_map(|spec| std::iter::once(spec.name).chain(spec.aliases.iter().copied())).collect();
        assert_eq!(keys.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "{kind}");
        for spec in specs {
            for name in std::iter::once(&spec.name).chain(spec.aliases) {
                let found = findings(kind, &format!("{name}: {}", spec.example));
                let is_about_it = |finding: &&Diagnostic| finding.code != Code::MissingTranscript;
                assert_eq!(found.iter().find(is_about_it), None, "{kind} {name}");
            }
        }
    }
}

#[test]
fn the_reader_takes_every_example_of_the_settings() {
    let schema = config::schema();
    for (name, key) in schema["properties"].as_object().expect("keys") {
        let example = key["examples"][0].to_string();
        let title = if name == "title" { "" } else { "title: Test\n" };
        let outcome = config::parse(&Source::new("guildbook.yaml", &format!("{title}{name}: {example}\n")));
        assert_eq!(outcome.findings, [], "{name}: {example}");
    }
    let unknown = config::parse(&Source::new("guildbook.yaml", "title: T\nthis: 1\n")).findings;
    let help = unknown[0].help.as_deref().expect("known keys are told");
    let known: BTreeSet<&str> = help.strip_prefix("known here: ").expect("a list").split(", ").collect();
    assert_eq!(
        schema["properties"].as_object().expect("keys").keys().map(String::as_str).collect::<BTreeSet<_>>(),
        known
    );
}

#[test]
fn usual_values_are_what_is_so_without_them() {
    let show = |text: &str| {
        let outcome = config::parse(&Source::new("guildbook.yaml", text));
        assert_eq!(outcome.findings, [], "{text}");
        let shown = format!("{:?}", outcome.value);
        // Where a value stands is no part of it.
        shown
            .split("at: ")
            .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'))
            .collect::<String>()
    };
    for (name, usual) in config::usual_values().into_iter().filter(|(_, usual)| !usual.is_empty()) {
        let written = match name.split_once('.') {
            Some((map, key)) => format!("{map}: {{{key}: {usual}}}"),
            None => format!("{name}: {usual}"),
        };
        assert_eq!(show(&format!("title: T\n{written}\n")), show("title: T\n"), "{name}");
    }
}

/// Values as authors write them, and whether they fit: the reader and the schema must agree.
const VALUES: [(Kind, &str, bool); 74] = [
    (Kind::Page, "title: 2026", true),
    (Kind::Page, "title: [One]", true),
    (Kind::Page, "title:", true),
    (Kind::Page, "title: \"\"", true),
    (Kind::Page, "title: [One, Two]", false),
    (Kind::Page, "title: {de: Eins}", false),
    (Kind::Page, "tags: one", true),
    (Kind::Page, "tags: [one, 2, ]", true),
    (Kind::Page, "tags: [[one], two]", false),
    (Kind::Page, "weight: 10", true),
    (Kind::Page, "weight: \"-3\"", true),
    (Kind::Page, "weight: heavy", false),
    (Kind::Page, "weight: 1.5", false),
    (Kind::Page, "draft: true", true),
    (Kind::Page, "draft: Yes", true),
    (Kind::Page, "draft: \"off\"", true),
    (Kind::Page, "draft: maybe", false),
    (Kind::Page, "audience: members", true),
    (Kind::Page, "audience: [members]", true),
    (Kind::Page, "audience:", false),
    (Kind::Page, "audience: [public, members]", false),
    (Kind::Page, "date: 2026-03-05", true),
    (Kind::Page, "date: 2026/3/5", true),
    (Kind::Page, "date: 2022-02-24 14:00:00 -0500", true),
    (Kind::Page, "date: 2022-02-24T14:00", true),
    (Kind::Page, "date: 5 March 2026", false),
    (Kind::Page, "date: 2026-13-01", false),
    (Kind::Page, "date: 2022-02-24 late", false),
    (Kind::Page, "date: 2026", false),
    (Kind::Page, "Review-By: 2026-03-05", true),
    (Kind::Page, "extra: {any: [thing, 1]}", true),
    (Kind::Page, "themes: soil", true),
    (Kind::Page, "themes: [soil, {slug: worms}]", true),
    (Kind::Page, "authors: [{name: Sam, url: \"https://example.org/\"}]", true),
    (Kind::Page, "authors: [{url: \"https://example.org/\"}]", false),
    (Kind::Page, "authors: [{name: Sam, url: \"javascript:alert(1)\"}]", false),
    (Kind::Page, "atuhors: [ana]", false),
    (Kind::Page, "listed: false", false),
    (Kind::Page, "type: [charter]", true),
    (Kind::Session, "duration: 90", true),
    (Kind::Session, "duration: 90 min", true),
    (Kind::Session, "duration: 1h30", true),
    (Kind::Session, "duration: 1:30", true),
    (Kind::Session, "duration: 2 Hours", true),
    (Kind::Session, "duration: 1 h 15 min", true),
    (Kind::Session, "duration: a while", false),
    (Kind::Session, "duration: 0", false),
    (Kind::Session, "duration: -5", false),
    (Kind::Session, "duration: 1.5", false),
    (Kind::Session, "start: \"18:30\"", true),
    (Kind::Session, "start: 9:05:00", true),
    (Kind::Session, "start: 25:00", false),
    (Kind::Session, "start: evening", false),
    (Kind::Session, "mode: in person", true),
    (Kind::Session, "mode: In-Person", true),
    (Kind::Session, "mode: in_person", true),
    (Kind::Session, "mode: somewhere", false),
    (Kind::Session, "status: [held]", true),
    (Kind::Session, "attribution: none", true),
    (Kind::Session, "url: https://example.org/", true),
    (Kind::Session, "url: HTTPS://example.org/", true),
    (Kind::Session, "url: //example.org/", true),
    (Kind::Session, "url: example.org", false),
    (Kind::Session, "url: javascript:alert(1)", false),
    (Kind::Member, "listed: no", true),
    (Kind::Member, "links: https://example.org/", true),
    (Kind::Member, "links: [{title: Site, url: \"https://example.org/\"}, \"mailto:a@example.org\"]", true),
    (Kind::Member, "links: {site: \"https://example.org/\"}", true),
    (Kind::Member, "links: {name: Site, href: \"https://example.org/\"}", false),
    (Kind::Member, "links: [{title: Site, href: \"https://example.org/\"}]", true),
    (Kind::Member, "links: [{title: Site}]", false),
    (Kind::Member, "links: {site: example}", false),
    (Kind::Template, "adapted_from: opening-circle", true),
    (Kind::Template, "adapted_from: {title: Circle, url: \"https://example.org/\", author: Sam}", true),
];

/// Values of every sort, for every field, save lists in lists: the reader forgives them, and an editor should not.
const ANYTHING: [&str; 46] = [
    "one",
    "2026",
    "1.5",
    "-0",
    "\"+5\"",
    ".5",
    "007",
    "true",
    "No",
    "OFF",
    "\"\"",
    "\"  \"",
    "~",
    "[]",
    "{}",
    "[~]",
    "[\"\"]",
    "[one]",
    "[~, one]",
    "[2026, true]",
    "{a: b}",
    "{title: x}",
    "{name: x, url: y}",
    "{slug: x, url: \"\"}",
    "{title: x, author: ~}",
    "[{name: x, more: y}]",
    "{url: \"https://a.org\"}",
    "[{url: \"https://a.org\", title: ~}]",
    "{x: \"https://a.org\"}",
    "[{href: \"https://a.org\"}]",
    "https://a.org",
    "\"mailto:a@b.org\"",
    "//a.org",
    "[\"TEL:1\"]",
    "2026-3-5",
    "2026.03.05",
    "2026_3_05",
    "2026-03-05 9:00",
    "2026-03-05T10:00:00.5Z",
    "2026-03-05 10:00:00 +0200",
    "\" 10:00 \"",
    "1:2:3",
    "[1h]",
    "2 Hrs.",
    "IN-PERSON",
    "\" held \"",
];

#[test]
fn a_schema_refuses_nothing_that_is_read() {
    let mut refused = Vec::new();
    for kind in KINDS.map(|spec| spec.kind) {
        let validator = of(kind);
        let common = CommonFields::SPECS.iter().filter(|_| kind == Kind::Page);
        for (spec, written) in common.chain(Fields::specs(kind)).flat_map(|spec| ANYTHING.map(|value| (spec, value))) {
            let written = format!("{}: {written}", spec.name);
            let value = in_json(&yaml::parse(&written, 0).expect("YAML"));
            let found = findings(kind, &written);
            if found.iter().all(|finding| finding.code == Code::MissingTranscript) && !validator.is_valid(&value) {
                refused.push(format!("{kind} `{written}`"));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn reader_and_schema_agree_on_values() {
    let mut wrong = Vec::new();
    for (kind, written, fits) in VALUES {
        let found = findings(kind, written);
        let value = in_json(&yaml::parse(written, 0).expect("YAML"));
        let misfits = misfits(&of(kind), &value);
        if found.is_empty() != fits || misfits.is_empty() != fits {
            let read: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
            wrong
                .push(format!("{kind} `{written}` should {}fit: {read:?} {misfits:?}", if fits { "" } else { "not " }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Settings that fit beside a title, and some that do not.
const SETTINGS: [(&str, bool); 40] = [
    ("base_url: https://example.org", true),
    ("base_url: example.org", false),
    ("language: de-CH", true),
    ("language: German, please", false),
    ("accent: \"#8f2d1a\"", true),
    ("accent: {light: \"#8f2\", dark: \"#f4a68f\"}", true),
    ("accent: {dark: \"#f4a68f\"}", false),
    ("accent: {light: \"#8f2\", drak: \"#f4a68f\"}", false),
    ("accent: red", false),
    ("navigation: [{title: A, to: a/}]", true),
    ("navigation: {title: A, to: a/}", true),
    ("navigation: [{title: A}]", false),
    ("urls: file", true),
    ("urls: File", true),
    ("urls: files", false),
    ("collections: {meetings: {kind: session, order: newest, fields: {chair: facilitators}}}", true),
    ("collections: {meetings:}", true),
    ("collections: {meetings: {kind: sessions}}", false),
    ("collections: {meetings: {knd: session}}", false),
    ("collections: {meetings: session}", false),
    ("fields: {cost: number, mentors: members}", true),
    ("fields: {cost: {type: number, title: Cost, kinds: [session]}}", true),
    ("fields: {cost: {kinds: session}}", true),
    ("fields: {cost: money}", false),
    ("fields: {cost: {kinds: [sesion]}}", false),
    ("ignore: \"**/template.md\"", true),
    ("audiences: [public, members]", true),
    ("audiences: [members, public]", false),
    ("audiences: [public, members, members]", false),
    ("markdown: {math: on, html: escape, highlight: false}", true),
    ("markdown: {html: yes}", false),
    ("markdown: {maths: on}", false),
    ("feeds: off", true),
    ("feeds: [site, members]", true),
    ("feeds: [everything]", false),
    ("sources: none", true),
    ("findings: {broken-link: off, vague-link: warning}", true),
    ("findings: {broken-lnik: off}", false),
    ("findings: {unclear-audience: warning}", false),
    ("description:", true),
];

#[test]
fn reader_and_schema_agree_on_settings() {
    let validator = validator(&config::schema());
    let mut wrong = Vec::new();
    for (written, fits) in SETTINGS {
        let text = format!("title: T\n{written}\n");
        let found = config::parse(&Source::new("guildbook.yaml", &text)).findings;
        let misfits = misfits(&validator, &in_json(&yaml::parse(&text, 0).expect("YAML")));
        if found.is_empty() != fits || misfits.is_empty() != fits {
            wrong.push(format!("`{written}` should {}fit: {found:?} {misfits:?}", if fits { "" } else { "not " }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!validator.is_valid(&json!({"language": "en"})), "a title is needed");
}

#[test]
fn a_site_adds_its_own_fields_and_names() {
    let settings = "title: T\naudiences: [public, friends]\nfields: {cost: {type: number, kinds: [session]}}\n\
                    collections: {minutes: {kind: session, fields: {chair: facilitators}}}\n";
    let config = config::parse(&Source::new("guildbook.yaml", settings)).value;
    let session = validator(&document::schema::of(Kind::Session, Some(&config)));
    assert!(session.is_valid(&json!({"cost": 12.5, "chair": ["ana"], "audience": "friends"})));
    assert!(!session.is_valid(&json!({"cost": "much"})));
    assert!(!session.is_valid(&json!({"audience": "members"})));
    let member = validator(&document::schema::of(Kind::Member, Some(&config)));
    assert!(!member.is_valid(&json!({"cost": 12.5})));
    assert!(!member.is_valid(&json!({"chair": "ana"})));
}
