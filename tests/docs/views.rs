//! What each layout receives, from the types of views.

use super::{cell, doc, keep};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Fields, Item, Meta, Type};

const PAGE: &str = "docs/content/views.md";

const HEAD: &str = "---
title: Views
summary: What each layout of a skin can show.
weight: 30
---

<!-- Written by `UPDATE_DOCS=1 cargo test --test docs` from the types in `src/site/`; change it there. -->

A layout receives one view: the variables below, and nothing else. Beside them every layout has `site` (a
[SiteView](#siteview)) and `t`, the words of the interface in the language of the page.

Paths are relative to the root of the site: write `{{ page.root }}{{ card.path }}`. Everything is text that is
escaped when it is printed, except `html` and what is said here to be safe: print those with `| safe`.
";

#[test]
fn views_are_documented_as_they_are() {
    keep(PAGE, &page(&types(Path::new(env!("CARGO_MANIFEST_DIR")))));
}

/// What is said of one type.
struct View {
    doc: String,
    /// For a struct its variables; for an enum what it can be.
    rows: Vec<Row>,
    is_enum: bool,
}

struct Row {
    name: String,
    takes: String,
    doc: String,
}

/// Every public type of the views, by its name.
fn types(root: &Path) -> BTreeMap<String, View> {
    let files = sources(&root.join("src/site")).into_iter().filter(|path| is_of_views(path));
    let texts = files.map(|path| fs::read_to_string(path).expect("sources are text"));
    let items = texts.flat_map(|text| syn::parse_file(&text).expect("sources are Rust").items);
    items.filter_map(view).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// What the head says for programs is JSON of its own, which no layout looks into.
fn is_of_views(path: &Path) -> bool {
    !path.to_string_lossy().contains("linked_data")
}

fn view(item: Item) -> Option<(String, View)> {
    match item {
        Item::Struct(item) if is_serialized(&item.attrs) => {
            let Fields::Named(fields) = item.fields else { return None };
            let row =
                |field: syn::Field| Row { name: name_of(&field), takes: words(&field.ty), doc: doc(&field.attrs) };
            Some((
                item.ident.to_string(),
                View { doc: doc(&item.attrs), rows: fields.named.into_iter().map(row).collect(), is_enum: false },
            ))
        }
        Item::Enum(item) if is_serialized(&item.attrs) => {
            let row = |variant: syn::Variant| Row {
                name: variant.ident.to_string(),
                takes: variant.fields.iter().map(|field| words(&field.ty)).collect::<Vec<_>>().join(", "),
                doc: doc(&variant.attrs),
            };
            Some((
                item.ident.to_string(),
                View { doc: doc(&item.attrs), rows: item.variants.into_iter().map(row).collect(), is_enum: true },
            ))
        }
        _ => None,
    }
}

fn name_of(field: &syn::Field) -> String {
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    name.trim_start_matches("r#").to_owned()
}

fn is_serialized(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("derive") => list.tokens.to_string().contains("Serialize"),
        _ => false,
    })
}

/// A type in the words of somebody who writes layouts.
fn words(of: &Type) -> String {
    let Type::Path(path) = of else { return "text".into() };
    let Some(last) = path.path.segments.last() else { return "text".into() };
    let inner = || match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => list.args.iter().find_map(|argument| match argument {
            syn::GenericArgument::Type(inner) => Some(words(inner)),
            _ => None,
        }),
        _ => None,
    };
    match last.ident.to_string().as_str() {
        "Option" => format!("{} or `none`", inner().unwrap_or_default()),
        "Vec" => format!("list of {}", inner().unwrap_or_default()),
        "Box" => inner().unwrap_or_default(),
        "String" | "str" | "Arc" | "char" => "text".into(),
        "bool" => "boolean".into(),
        name if name.starts_with(['u', 'i', 'f']) => "number".into(),
        name => format!("[{name}](#{})", name.to_lowercase()),
    }
}

fn page(types: &BTreeMap<String, View>) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n## Layouts\n\n| layout | view |\n| --- | --- |\n");
    for row in
        types.values().filter(|view| view.is_enum).flat_map(|view| &view.rows).filter(|row| row.doc.contains(".html"))
    {
        writeln!(out, "| {} | {} |", row.doc.trim_end_matches('.'), row.takes)
            .expect("writing to a string cannot fail");
    }
    let is_of_layouts = |view: &View| view.is_enum && view.rows.iter().all(|row| row.doc.contains(".html"));
    for (name, view) in types.iter().filter(|(name, view)| *name != "View" && !is_of_layouts(view)) {
        section(&mut out, name, view);
    }
    out
}

fn section(out: &mut String, name: &str, view: &View) {
    let head = if view.is_enum { "one of | holds | what" } else { "variable | holds | what" };
    writeln!(out, "\n## {name}\n\n{}\n\n| {head} |\n| --- | --- | --- |", view.doc)
        .expect("writing to a string cannot fail");
    for row in &view.rows {
        writeln!(out, "| `{}` | {} | {} |", row.name, row.takes, cell(&row.doc))
            .expect("writing to a string cannot fail");
    }
}
