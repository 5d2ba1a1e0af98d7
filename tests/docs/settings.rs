//! The keys of `guildbook.yaml`, from the schema that the program makes of its table of settings.

use super::{cell, keep};
use guildbook::config;
use serde_json::Value as Json;
use std::fmt::Write;

const PAGE: &str = "docs/content/settings.md";

const HEAD: &str = "---
title: Settings
summary: Every key of guildbook.yaml, what it sets, and an example.
weight: 17
---

<!-- Written by `UPDATE_DOCS=1 cargo test --test docs` from the table in `src/config/settings.rs`; change it there. -->

The file `guildbook.yaml` in the folder of a site holds its settings. One line is enough:

```yaml
title: Our guild
```

Everything else has a usual value. `guildbook check --explain-config` prints what holds for a site, and where it came from;
`guildbook schema config` prints a schema for editors, and `guildbook explain` lists the codes that `findings` takes.

## All keys
";

/// Keys that hold keys of their own, in the order of the page: what stands above their table.
const NESTED: [(&str, &str); 6] = [
    ("accent", "In place of one colour, `accent` may name one for light and one for dark grounds."),
    ("navigation", "Each entry of the menu has both."),
    (
        "collections",
        "A folder or a pattern of folders below the content, such as `meetings` or `*/minutes`, and below it:",
    ),
    ("fields", "The name of a field, and what it takes (`cost: number`), or a map with these:"),
    ("markdown", "All of them can be left out."),
    ("repository", "In place of the address alone, `repository` may say more. Only `url` is needed."),
];

#[test]
fn settings_are_documented_as_they_are_read() {
    keep(PAGE, &page(&config::schema()));
}

fn page(schema: &Json) -> String {
    let mut out = HEAD.to_owned();
    let ordered = config::usual_values().into_iter().map(|(path, _)| path.split('.').next().unwrap_or("").to_owned());
    let mut names: Vec<String> = ordered.collect();
    names.dedup();
    table(&mut out, schema, &names, linked);
    for (name, intro) in NESTED {
        let inside = map_inside(&schema["properties"][name]).expect("it holds keys");
        write!(out, "\n## {name}\n\n{intro}\n").expect("writing to a string cannot fail");
        table(&mut out, inside, &names_of(inside), code);
    }
    out
}

/// The names of a map's keys, those that are needed first.
fn names_of(map: &Json) -> Vec<String> {
    let needed = map["required"].as_array().cloned().unwrap_or_default();
    let mut names: Vec<String> = map["properties"].as_object().expect("a map has keys").keys().cloned().collect();
    names.sort_by_key(|name| !needed.contains(&name.as_str().into()));
    names
}

fn table(out: &mut String, map: &Json, names: &[String], shown: fn(&str) -> String) {
    let keys = map["properties"].as_object().expect("a map has keys");
    let missing: Vec<&String> = keys.keys().filter(|key| !names.contains(key)).collect();
    assert!(missing.is_empty(), "these have no row: {missing:?}");
    out.push_str("\n| key | what it sets | example |\n| --- | --- | --- |\n");
    for name in names {
        out.push_str(&row(&shown(name), &keys[name]));
    }
}

/// The name of a key, which leads to its section where it has one.
fn linked(name: &str) -> String {
    match NESTED.iter().any(|(nested, _)| *nested == name) {
        true => format!("[`{name}`](#{name})"),
        false => code(name),
    }
}

fn code(text: &str) -> String {
    format!("`{}`", cell(text))
}

fn row(name: &str, key: &Json) -> String {
    let doc = key["description"].as_str().unwrap_or_default();
    let usual = key.get("default").map(|value| format!(" Usually {}.", code(&yaml(value)))).unwrap_or_default();
    let example = code(&yaml(&key["examples"][0]));
    format!("| {name} | {}{}{usual} | {example} |\n", cell(doc), words(key, doc))
}

/// The words that a key takes, where its description does not name them.
fn words(key: &Json, doc: &str) -> String {
    let Some(words) = first_words(key) else { return String::new() };
    let words: Vec<String> = words.iter().filter_map(Json::as_str).map(|word| format!("`{word}`")).collect();
    let is_told = words.iter().all(|word| doc.contains(word));
    let is_list = key["anyOf"].as_array().into_iter().flatten().any(|schema| first_words(&schema["items"]).is_some());
    let many = if is_list { "One or more" } else { "One" };
    if is_told { String::new() } else { format!(" {many} of {}.", words.join(", ")) }
}

fn first_words(schema: &Json) -> Option<&Vec<Json>> {
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    schema["enum"].as_array().or_else(|| choices.into_iter().find_map(first_words))
}

/// The map with keys that a schema has in it, be it in a list or below names that a site chooses.
fn map_inside(schema: &Json) -> Option<&Json> {
    if schema["properties"].is_object() {
        return Some(schema);
    }
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    choices
        .chain([&schema["items"], &schema["additionalProperties"]].into_iter().filter(|inside| inside.is_object()))
        .find_map(map_inside)
}

/// A value as people write it on one line.
fn yaml(value: &Json) -> String {
    match value {
        Json::String(text) if is_plain(text) => text.clone(),
        Json::Array(items) => format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", ")),
        Json::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{key}: {}", yaml(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        value => value.to_string(),
    }
}

/// Whether a text needs no quotes.
fn is_plain(text: &str) -> bool {
    !text.starts_with(|c: char| "#*&!@`'\"%-?>|[{".contains(c))
        && ![": ", " #", ", "].iter().any(|mark| text.contains(mark))
}
