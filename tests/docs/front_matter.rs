//! The fields of front matter, from the tables that the program reads them by.

use super::{cell, doc, keep};
use guildbook::document::{CommonFields, FieldSpec, Fields};
use guildbook::kind::{KINDS, Kind, KindSpec};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use syn::Item;

const PAGE: &str = "docs/content/front-matter.md";

const HEAD: &str = "---
title: Front matter
summary: Every field that may stand at the top of a file, for each kind, with an example.
weight: 16
---

<!-- Written by `UPDATE_DOCS=1 cargo test --test docs` from the tables in `src/document/kinds.rs`; change it there. -->

What stands between two lines `---` at the top of a file is its front matter, in YAML:

```yaml
---
title: Compost for beginners
date: 2026-03-05
attendees: [ana, ben]
---
```

All of it can be left out. `Review By`, `review-by` and `review_by` are the same field. Where a list is asked for, one value
will do; where a name is asked for, it is that of a file, its title, one of its `aliases`, or for people a handle. A site can have
[fields of its own](settings.md#fields), and [other names for these](settings.md#collections). What fits no field is reported.
";

#[test]
fn front_matter_is_documented_as_it_is_read() {
    keep(PAGE, &page());
}

fn page() -> String {
    let docs = docs();
    let mut out = HEAD.to_owned();
    section(&mut out, "Every kind", "Any file may have these.", CommonFields::SPECS);
    for spec in &KINDS {
        section(&mut out, &capital(spec.plural), &intro(spec, &docs), Fields::specs(spec.kind));
    }
    out
}

fn section(out: &mut String, title: &str, intro: &str, fields: &[FieldSpec]) {
    let head = "| field | what it says | takes | example |\n| --- | --- | --- | --- |";
    let rows: String = fields.iter().map(row).collect();
    write!(out, "\n## {title}\n\n{intro}\n\n{head}\n{rows}").expect("writing to a string cannot fail");
}

fn row(field: &FieldSpec) -> String {
    let others: String = field.aliases.iter().map(|alias| format!(", `{alias}`")).collect();
    let FieldSpec { name, takes, example, .. } = field;
    format!("| `{name}`{others} | {} | {} | `{}` |\n", cell(field.doc), cell(takes), cell(example))
}

/// What a kind is, and which files are of it.
fn intro(spec: &KindSpec, docs: &BTreeMap<String, String>) -> String {
    let place = match spec.kind {
        Kind::Page => "Files in any other folder".to_owned(),
        _ => format!("Files in `content/{}/`", spec.folder),
    };
    format!("{} {place}.", docs[&capital(spec.name)])
}

/// What the table of kinds says of each.
fn docs() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kind.rs");
    let source = syn::parse_file(&fs::read_to_string(path).expect("sources are text")).expect("sources are Rust");
    let kinds = source.items.into_iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == "Kind" => Some(item.variants),
        _ => None,
    });
    let kinds = kinds.expect("there is an enum of kinds");
    kinds.iter().map(|kind| (kind.ident.to_string(), doc(&kind.attrs))).collect()
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
