//! The values of the fields that the community added.

use super::fields::{FieldReader, FieldSpec, FieldValue, WebAddress, names_privacy, shape_of_references};
use super::kinds::{CommonFields, Fields};
use super::moment::Moment;
use super::role::Role;
use crate::config::{Config, OwnField, OwnType, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::kind::{KINDS, Kind};
use crate::path::SitePath;
use crate::schema::Shape;
use crate::yaml::Node;

/// One such field of a document, in the order of the settings.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnValue {
    /// Its place among the fields of the settings.
    pub field: usize,
    /// What it holds.
    pub content: OwnContent,
}

/// What such a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnContent {
    /// Texts, as they are written.
    Texts(Vec<String>),
    /// A day.
    Date(Moment),
    /// `true` or `false`.
    Boolean(bool),
    /// An address that is safe to link.
    Address(String),
    /// Names of entries, which are references of this role.
    Names(Role),
}

/// A number as it is written.
struct Number(String);

impl FieldValue for Number {
    const TAKES: &'static str = "a number";
    fn shape() -> Shape {
        Shape::number()
    }
    fn read(node: &Node) -> Option<Self> {
        let text = node.text()?;
        text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| Number(text.to_owned()))
    }
}

/// Takes the fields that documents of `kind` have out of the front matter.
pub(super) fn read(fields: &[OwnField], kind: Kind, reader: &mut FieldReader<'_>) -> Vec<OwnValue> {
    let own = fields.iter().enumerate().filter(|(_, field)| field.is_for(kind));
    own.filter_map(|(place, field)| Some(OwnValue { field: place, content: content(place, field, reader)? })).collect()
}

fn content(place: usize, field: &OwnField, reader: &mut FieldReader<'_>) -> Option<OwnContent> {
    let name = field.name.value.as_str();
    Some(match field.takes {
        OwnType::Text => OwnContent::Texts(vec![reader.field(name, &[])?]),
        OwnType::List => OwnContent::Texts(reader.field(name, &[])?),
        OwnType::Number => OwnContent::Texts(vec![reader.field::<Number>(name, &[])?.0]),
        OwnType::Date => OwnContent::Date(reader.field(name, &[])?),
        OwnType::Boolean => OwnContent::Boolean(reader.field(name, &[])?),
        OwnType::Address => OwnContent::Address(reader.field::<WebAddress>(name, &[])?.0),
        OwnType::Names(kind) => {
            let role = Role::Own { field: u8::try_from(place).ok()?, kind };
            reader.references(role, name, &[]);
            OwnContent::Names(role)
        }
    })
}

/// What a field of this type takes: in words, as an example, for editors.
pub(super) fn takes(takes: OwnType) -> (&'static str, &'static str, Shape) {
    fn of<T: FieldValue>(example: &'static str) -> (&'static str, &'static str, Shape) {
        (T::TAKES, example, T::shape())
    }
    match takes {
        OwnType::Text => of::<String>("Old town"),
        OwnType::List => of::<Vec<String>>("[first, second]"),
        OwnType::Number => of::<Number>("12.50"),
        OwnType::Date => of::<Moment>("2026-03-05"),
        OwnType::Boolean => of::<bool>("true"),
        OwnType::Address => of::<WebAddress>("https://example.org/"),
        OwnType::Names(kind) => (Role::Own { field: 0, kind }.takes(), "[a-name]", shape_of_references()),
    }
}

/// Fields of the settings that cannot be had: guildbook has them, or they look as if they decided who sees a page.
pub fn check(config: &Config) -> Vec<Diagnostic> {
    config.fields.iter().filter_map(finding).collect()
}

fn finding(field: &OwnField) -> Option<Diagnostic> {
    let name = field.name.value.as_str();
    let is_named = |spec: &FieldSpec| spec.name == name || spec.aliases.contains(&name);
    let kinds = KINDS.iter().filter(|spec| field.is_for(spec.kind));
    let owner = kinds.into_iter().find(|spec| Fields::specs(spec.kind).iter().any(is_named));
    let (message, help) = match owner {
        _ if CommonFields::SPECS.iter().any(is_named) => {
            (format!("every document has a field `{name}` already"), "use it, or choose another name")
        }
        Some(spec) => (format!("a {} has a field `{name}` already", spec.name), "use it, or choose another name"),
        None if names_privacy(name) => {
            (format!("`{name}` looks as if it decided who sees a page, but it would not"), "choose another name")
        }
        None => return None,
    };
    let span = Span::new(&SitePath::new(SETTINGS_FILE), field.name.at.clone());
    Some(Diagnostic::new(Code::InvalidSetting, span, message).help(help))
}
