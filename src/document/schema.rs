//! The front matter of a kind as JSON Schema, for editors.
//!
//! 1. The common fields and those of the kind become keys, each under all of its names.
//! 2. Inside a site its own come in addition: fields of the settings, names that collections use, audiences.
//! 3. Keys are the same regardless of case, `-` and `_`; a key in another spelling is left to `guildbook check`.

use super::fields::FieldSpec;
use super::kinds::{CommonFields, Fields};
use super::own;
use crate::config::Config;
use crate::kind::Kind;
use crate::schema::{Shape, document, object, property};
use serde_json::{Map, Value as Json, json};

/// Keys that are not written as the fields are: `Review-By`.
const OTHER_SPELLINGS: &str = "[A-Z -]";

/// The schema of the front matter of `kind`; of a site's, where its settings are given.
pub fn of(kind: Kind, site: Option<&Config>) -> Json {
    let mut keys = Map::new();
    for spec in CommonFields::SPECS.iter().chain(Fields::specs(kind)) {
        add_field(&mut keys, spec);
    }
    if let Some(config) = site {
        add_own(&mut keys, kind, config);
    }
    let mut root = object(keys);
    root.insert("patternProperties".into(), json!({OTHER_SPELLINGS: {}}));
    let description = "What may stand between the lines `---` at the top of a Markdown file. Every key can be left \
                       out. `guildbook check` finds what no schema can.";
    document(&format!("Front matter of a {}", kind.name()), description, root)
}

fn add_field(keys: &mut Map<String, Json>, spec: &FieldSpec) {
    let shape = (spec.shape)().or_list_of_one();
    let shape = || if spec.may_be_empty { shape.clone().or_empty() } else { shape.clone() };
    let description = format!("{} Write {}.", spec.doc.trim(), spec.takes);
    keys.insert(spec.name.to_owned(), property(&description, spec.example, shape()));
    for alias in spec.aliases {
        let description = format!("The same as `{}`: {description}", spec.name);
        keys.insert((*alias).to_owned(), property(&description, spec.example, shape()));
    }
}

fn add_own(keys: &mut Map<String, Json>, kind: Kind, config: &Config) {
    for field in config.fields.iter().filter(|field| field.is_for(kind)) {
        let (takes, example, shape) = own::takes(field.takes);
        let shape = shape.or_list_of_one().or_empty();
        let description = format!("{}, a field of this community. Write {takes}.", field.title);
        keys.insert(field.name.value.clone(), property(&description, example, shape));
    }
    keys.insert("audience".into(), audience(config));
    for collection in config.collections.iter().filter(|collection| collection.kind.is_none_or(|of| of == kind)) {
        for (theirs, ours) in &collection.fields {
            if let Some(property) = keys.get(ours).cloned() {
                keys.insert(theirs.clone(), renamed(property, theirs, ours, &collection.folder));
            }
        }
    }
}

/// Who may see it, by the names that the site has for them, which are written exactly so.
fn audience(config: &Config) -> Json {
    let names: Vec<&str> = config.audiences.names().collect();
    let description = format!("Who may see it. Write one of: {}.", names.join(", "));
    let narrowest = names.last().copied().unwrap_or_default();
    property(&description, narrowest, Shape::new(json!({"enum": names})).or_list_of_one())
}

fn renamed(mut property: Json, theirs: &str, ours: &str, folder: &str) -> Json {
    let usual = property["description"].as_str().unwrap_or_default();
    property["description"] = format!("`{theirs}` in `{folder}` is `{ours}`: {usual}").into();
    property
}
