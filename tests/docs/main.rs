//! Pages of the handbook that say what the program's own tables say. `UPDATE_DOCS=1` writes them anew.
#![allow(clippy::disallowed_methods, reason = "tests read sources, run the program and write documentation")]

mod commands;
mod front_matter;
mod settings;
mod views;

use std::fs;
use std::path::Path;
use syn::{Attribute, Expr, Lit, Meta};

/// A page is as it was written last; or it is written, where that is asked for.
fn keep(page: &str, written: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, written).expect("the page can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == written, "{page} is not what the program says: run `UPDATE_DOCS=1 cargo test --test docs`");
}

/// What can stand in a cell of a table.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

/// The comment above an item.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}
