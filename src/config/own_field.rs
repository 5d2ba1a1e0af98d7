//! The community's own fields of front matter: what they are called, what they take, and which kinds have them.

use super::reader::Reader;
use super::settings::{self, Setting, choice};
use crate::diagnostic::Spanned;
use crate::kind::{KINDS, Kind};
use crate::schema::Shape;
use crate::yaml::{Node, Value, fold_key};

/// What a field of the community's own takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnType {
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// A number.
    Number,
    /// A day.
    Date,
    /// `true` or `false`.
    Boolean,
    /// An address of another site.
    Address,
    /// Names of entries of a kind.
    Names(Kind),
}

/// A field that the community added.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnField {
    /// Its name in front matter, folded, and where the settings declare it.
    pub name: Spanned<String>,
    /// What pages call it.
    pub title: String,
    /// What it takes.
    pub takes: OwnType,
    /// The kinds that have it; none means all.
    pub kinds: Vec<Kind>,
}

impl OwnField {
    /// Whether documents of `kind` have the field.
    pub fn is_for(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// The most fields; references keep their place in a byte.
const MAX_FIELDS: usize = 100;
const TYPES: [(&str, OwnType); 6] = [
    ("text", OwnType::Text),
    ("list", OwnType::List),
    ("number", OwnType::Number),
    ("date", OwnType::Date),
    ("boolean", OwnType::Boolean),
    ("address", OwnType::Address),
];

/// What can be said of a field.
pub(super) const KEYS: [Setting<OwnField>; 3] = [
    Setting {
        name: "type",
        doc: "What it takes. The plural of a kind (`members`) takes names of its entries.",
        usual: "text",
        example: "members",
        shape: types,
        read: |field, node, reader| reader.choice(node, &mut field.takes, &all_types()),
    },
    Setting {
        name: "title",
        doc: "What pages call it; without it, its name.",
        usual: "",
        example: "Cost in euros",
        shape: Shape::text,
        read: |field, node, reader| reader.text(node, &mut field.title),
    },
    Setting {
        name: "kinds",
        doc: "The kinds that have it; without it, all.",
        usual: "",
        example: "[session]",
        shape: || Shape::words(&KINDS.map(|spec| spec.name)).or_list(),
        read: |field, node, reader| {
            for item in node.items() {
                let mut kind = None;
                reader.choice(item, &mut kind, &KINDS.map(|spec| (spec.name, Some(spec.kind))));
                field.kinds.extend(kind);
            }
        },
    },
];

/// The words for what a field takes.
pub(super) fn types() -> Shape {
    choice(&all_types())
}

fn all_types() -> Vec<(&'static str, OwnType)> {
    let names = KINDS.iter().map(|spec| (spec.plural, OwnType::Names(spec.kind)));
    TYPES.into_iter().chain(names).collect()
}

/// Reads `name: type`, or `name: {type, title, kinds}`.
pub(super) fn read(node: &Node, reader: &mut Reader) -> Vec<OwnField> {
    let mut fields: Vec<OwnField> = Vec::new();
    for pair in node.pairs() {
        let name = Spanned { value: fold_key(&pair.key), at: pair.key_at.clone() };
        let title = pair.key.replace(['_', '-'], " ");
        let mut field = OwnField { name, title, takes: OwnType::Text, kinds: Vec::new() };
        match &pair.node.value {
            Value::Map(_) => settings::read(&KEYS, &mut field, &pair.node, reader),
            _ => reader.choice(&pair.node, &mut field.takes, &all_types()),
        }
        match fields.len() < MAX_FIELDS {
            true => fields.push(field),
            false => reader.invalid(node, format!("these are more than {MAX_FIELDS} fields"), "declare fewer fields"),
        }
    }
    fields
}
