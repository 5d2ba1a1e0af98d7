//! The settings as JSON Schema, for editors.

use super::settings::{REQUIRED, SETTINGS, Setting};
use crate::schema::{Shape, document, object, property, yaml_as_json};
use serde_json::{Map, Value as Json};

/// The schema of `guildbook.yaml`.
pub fn schema() -> Json {
    let description =
        "What `guildbook.yaml` may hold; only `title` is needed. `guildbook check` finds what no schema can.";
    document("Settings of a guildbook site", description, root(&SETTINGS, REQUIRED))
}

/// What a map of settings takes.
pub(super) fn table<T>(rows: &[Setting<T>], required: &[&str]) -> Shape {
    Shape::new(Json::Object(root(rows, required)))
}

fn root<T>(rows: &[Setting<T>], required: &[&str]) -> Map<String, Json> {
    let keys = rows.iter().map(|row| (row.name.to_owned(), key(row, required.contains(&row.name))));
    let mut root = object(keys.collect());
    if !required.is_empty() {
        root.insert("required".into(), required.into());
    }
    root
}

fn key<T>(row: &Setting<T>, is_required: bool) -> Json {
    let shape = (row.shape)();
    let mut key = property(row.doc, row.example, if is_required { shape } else { shape.or_nothing() });
    if !row.usual.is_empty() {
        key["default"] = yaml_as_json(row.usual);
    }
    key
}
