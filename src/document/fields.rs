//! Reading front matter into typed fields, tolerantly.
//!
//! 1. Keys are compared regardless of case, `-` and `_`, after the site's own names were mapped to ours.
//! 2. Each known field is read by its type; what does not fit is a finding and leaves the field out.
//! 3. What is left over is unknown; what looks like a misspelt privacy field withholds the file.
//!
//! `fields!` declares a struct of fields, the names that refer to other entries, and the table of both.

use super::role::Role;
pub use super::values::{AudienceName, FieldValue, Minutes, TitledLink, WebAddress};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean, nearest};
use crate::path::SitePath;
use crate::schema::{Shape, property};
use crate::yaml::{Node, Pair, Value, fold_key};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One field, for documentation and suggestions.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The name as written in front matter.
    pub name: &'static str,
    /// Other names that are read the same.
    pub aliases: &'static [&'static str],
    /// What it is for.
    pub doc: &'static str,
    /// What it takes, in words.
    pub takes: &'static str,
    /// A value, as authors write it after the colon.
    pub example: &'static str,
    /// What it takes, for editors.
    pub shape: fn() -> Shape,
    /// Whether nothing may stand after the colon.
    pub may_be_empty: bool,
}

/// A name in front matter that refers to another entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The field, which says what the name may refer to.
    pub role: Role,
    /// The name as written, without `[[ ]]` or `@`.
    pub name: Arc<str>,
    /// The name's bytes.
    pub at: std::ops::Range<usize>,
    /// Set where the author gave a map: somebody or something outside the community, with its address.
    pub outside: Option<Outside>,
}

/// Somebody or something outside the community.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// Its address, if it is safe to link.
    pub url: Option<String>,
    /// Who made it.
    pub author: Option<String>,
}

/// The name of a field in front matter: that of the struct's, without the mark of a raw identifier.
pub const fn field_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// An enum whose values are written as words in front matter.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident: $takes:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The word as written in front matter.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl $crate::document::fields::FieldValue for $name {
            const TAKES: &'static str = $takes;
            fn shape() -> $crate::schema::Shape {
                $crate::schema::Shape::words(&[$($word),+])
            }
            fn read(node: &$crate::yaml::Node) -> Option<Self> {
                let word = node.text()?.to_lowercase().replace(['-', '_'], " ");
                match word.as_str() { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use choices;

/// Declares a struct of fields: each `Option`, each documented, with other names after `or` and an example as authors
/// write it; and below it the fields that name other entries, each with the role it gives them.
macro_rules! fields {
    (
        $(#[$doc:meta])* $name:ident {
            $($(#[doc = $field_doc:literal])+ $field:ident $(or $($alias:literal)+)?: $type:ty = $example:literal,)*
        }
        references {
            $(#[doc = $reference_doc:literal] $reference:ident $(or $($reference_alias:literal)+)?:
                $role:ident = $reference_example:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: Option<$type>,)*
        }

        impl $name {
            /// Every field and reference, in the order they are declared.
            pub const SPECS: &'static [$crate::document::fields::FieldSpec] = &[
                $($crate::document::fields::FieldSpec {
                    name: $crate::document::fields::field_name(stringify!($field)),
                    aliases: &[$($($alias),+)?],
                    doc: concat!($($field_doc),+),
                    takes: <$type as $crate::document::fields::FieldValue>::TAKES,
                    example: $example,
                    shape: <$type as $crate::document::fields::FieldValue>::shape,
                    may_be_empty: <$type as $crate::document::fields::FieldValue>::MAY_BE_EMPTY,
                },)*
                $($crate::document::fields::FieldSpec {
                    name: stringify!($reference),
                    aliases: &[$($($reference_alias),+)?],
                    doc: $reference_doc,
                    takes: $crate::document::role::Role::$role.takes(),
                    example: $reference_example,
                    shape: $crate::document::fields::shape_of_references,
                    may_be_empty: true,
                },)*
            ];

            /// Takes this struct's fields out of the front matter.
            pub fn read(reader: &mut $crate::document::fields::FieldReader<'_>) -> Self {
                $(reader.references($crate::document::role::Role::$role, stringify!($reference), &[$($($reference_alias),+)?]);)*
                $name { $($field: reader.field($crate::document::fields::field_name(stringify!($field)), &[$($($alias),+)?]),)* }
            }
        }
    };
}
pub(crate) use fields;

/// Front matter on its way into fields. What was read is taken out; the rest is unknown.
pub struct FieldReader<'a> {
    file: &'a SitePath,
    pairs: BTreeMap<String, &'a Pair>,
    /// Names of other entries, in the order of the fields.
    pub references: Vec<Reference>,
    /// What was wrong.
    pub findings: Vec<Diagnostic>,
}

/// Fields that decide who may see something, or whose name stands beside it.
const PRIVACY_FIELDS: [&str; 5] = ["draft", "audience", "listed", "attribution", "published"];
/// Words that other tools use for the same; a guess at their meaning could publish what is private.
const OTHER_PRIVACY_WORDS: [&str; 5] = ["private", "visibility", "hidden", "unlisted", "confidential"];

/// The keys of a map that name what it stands for, the best first.
const NAMES: [&str; 3] = ["slug", "title", "name"];

impl<'a> FieldReader<'a> {
    /// Takes the pairs of a front matter, then those of the folder's defaults that the file does not have.
    pub fn new(file: &'a SitePath, own: &'a [Pair], defaults: &'a [Pair], renamed: &BTreeMap<String, String>) -> Self {
        let mut reader = FieldReader { file, pairs: BTreeMap::new(), references: Vec::new(), findings: Vec::new() };
        for pair in own {
            let key = renamed.get(&fold_key(&pair.key)).cloned().unwrap_or_else(|| fold_key(&pair.key));
            if let Some(first) = reader.pairs.insert(key.clone(), pair) {
                reader.report_duplicate(&key, first, pair);
            }
        }
        for pair in defaults {
            let key = fold_key(&pair.key);
            let is_missing = reader.pairs.get(&key).is_none_or(|own| own.node.is_absent());
            if is_missing {
                reader.pairs.insert(key, pair);
            }
        }
        reader
    }

    fn report_duplicate(&mut self, key: &str, first: &Pair, second: &Pair) {
        let is_private = PRIVACY_FIELDS.contains(&key);
        let code = if is_private { Code::DuplicatePrivacyKey } else { Code::DuplicateKey };
        let help =
            if is_private { "keep one of the two" } else { "keep one of the two; until then the last one counts" };
        let finding = Diagnostic::new(
            code,
            Span::new(self.file, second.key_at.clone()),
            format!("`{}` stands twice", second.key),
        );
        self.findings
            .push(finding.help(help).related(Span::new(self.file, first.key_at.clone()), "it stands here first"));
    }

    /// Takes a field out and reads it by its type.
    pub fn field<T: FieldValue>(&mut self, name: &str, aliases: &[&str]) -> Option<T> {
        let pair = self.take(name, aliases)?;
        if pair.node.is_absent() {
            self.report_empty::<T>(pair);
            return None;
        }
        let value = T::read(single(&pair.node)).or_else(|| T::read(&pair.node));
        if value.is_none() {
            self.report_misfit::<T>(pair);
        }
        value
    }

    /// An empty value says nothing, save where silence would publish.
    fn report_empty<T: FieldValue>(&mut self, pair: &Pair) {
        if !T::MAY_BE_EMPTY {
            let span = Span::new(self.file, pair.key_at.clone());
            let finding = Diagnostic::new(Code::UnclearAudience, span, "no audience is named here");
            self.findings.push(finding.help("name one, or leave the line out"));
        }
    }

    fn report_misfit<T: FieldValue>(&mut self, pair: &Pair) {
        let is_private = PRIVACY_FIELDS.contains(&fold_key(&pair.key).as_str());
        let code = if is_private { Code::UnclearAudience } else { T::CODE };
        let node = T::misfit(&pair.node);
        let written = node.text().map_or(node.shape().to_owned(), |text| format!("`{text}`"));
        let message = format!("{written} does not fit `{}`", pair.key);
        let span = Span::new(self.file, node.at.clone());
        // Whoever writes `status: draft` may mean that nobody should see it yet.
        let or_draft = if written == "`draft`" { "; `draft: true` keeps the page back" } else { "" };
        self.findings.push(Diagnostic::new(code, span, message).help(format!("write {}{or_draft}", T::TAKES)));
    }

    /// Takes a field out and keeps the names in it.
    pub fn references(&mut self, role: Role, name: &str, aliases: &[&str]) {
        let Some(pair) = self.take(name, aliases) else { return };
        for item in pair.node.items().flat_map(Node::items) {
            self.report_unsafe(item);
            match reference(role, item) {
                Some(reference) => self.references.push(reference),
                None => {
                    let message = format!("{} does not fit `{}`", item.shape(), pair.key);
                    let span = Span::new(self.file, item.at.clone());
                    self.findings.push(
                        Diagnostic::new(Code::InvalidValue, span, message).help(format!("write {}", role.takes())),
                    );
                }
            }
        }
    }

    /// Somebody outside loses an address that cannot be linked.
    fn report_unsafe(&mut self, item: &Node) {
        let Some((url, node)) =
            item.get("url").and_then(|node| Some((node.text()?, node))).filter(|(url, _)| !crate::url::is_safe(url))
        else {
            return;
        };
        let finding = Diagnostic::new(
            Code::UnsafeLink,
            Span::new(self.file, node.at.clone()),
            format!("`{url}` does not fit `url`"),
        );
        self.findings.push(finding.help(format!("write {}", WebAddress::TAKES)));
    }

    fn take(&mut self, name: &str, aliases: &[&str]) -> Option<&'a Pair> {
        let pair = self.pairs.remove(name);
        aliases.iter().fold(pair, |found, alias| {
            let other = self.pairs.remove(*alias);
            found.or(other)
        })
    }

    /// Reports what nobody took. `known` are the names of the fields that this kind of document has.
    pub fn finish(mut self, kind: &str, known: &[&str]) -> (Vec<Reference>, Vec<Diagnostic>) {
        for (key, pair) in std::mem::take(&mut self.pairs) {
            let finding = privacy_misspelling(self.file, &key, pair)
                .unwrap_or_else(|| unknown(self.file, kind, &key, pair, known));
            self.findings.push(finding);
        }
        (self.references, self.findings)
    }
}

/// A list of one stands for its only item where one value is asked for.
fn single(node: &Node) -> &Node {
    match &node.value {
        Value::List(items) if items.len() == 1 => &items[0],
        _ => node,
    }
}

fn reference(role: Role, node: &Node) -> Option<Reference> {
    let named = NAMES.into_iter().find_map(|key| node.get(key));
    let outside = Outside {
        url: node.get("url").and_then(Node::text).filter(|url| crate::url::is_safe(url)).map(str::to_owned),
        author: node.get("author").and_then(Node::text).map(str::to_owned),
    };
    // A map without an address or an author says no more than the name alone.
    let says_more = node.get("slug").is_none() && (outside.url.is_some() || outside.author.is_some());
    let outside = Some(outside).filter(|_| says_more);
    let node = named.unwrap_or(node);
    let name = node.text()?;
    let name = name.strip_prefix("[[").and_then(|name| name.strip_suffix("]]")).unwrap_or(name);
    let name = name.strip_prefix('@').unwrap_or(name);
    Some(Reference { role, name: name.trim().into(), at: node.at.clone(), outside })
}

/// What fields take that name entries or files: a name, or a map for somebody or something outside.
pub fn shape_of_references() -> Shape {
    let keys = [
        ("slug", "A name of an entry, as a text would be.", "opening-circle", Shape::text()),
        ("title", "What something outside is called.", "Opening circle", Shape::text()),
        ("name", "What somebody outside is called.", "Sam Roe", Shape::text()),
        ("author", "Who made it.", "Sam Roe", Shape::text()),
        ("url", "Where it is.", "https://example.org/circle", Shape::address().or(Shape::like("[^:]*"))),
    ];
    let keys = keys.map(|(key, doc, example, shape)| (key.to_owned(), property(doc, example, shape.or_empty())));
    let named: Vec<_> = NAMES.iter().map(|key| serde_json::json!({"required": [key]})).collect();
    let map = serde_json::json!({"type": "object", "properties": serde_json::Map::from_iter(keys), "anyOf": named});
    Shape::text().or(Shape::new(map)).or_list()
}

fn privacy_misspelling(file: &SitePath, key: &str, pair: &Pair) -> Option<Diagnostic> {
    let meant = PRIVACY_FIELDS.into_iter().find(|field| is_near(key, field) && may_mean(field, key, pair));
    if meant.is_none() && !OTHER_PRIVACY_WORDS.contains(&key) {
        return None;
    }
    let help = match meant {
        Some(field) if field == key => {
            "only a member's file can have it; write `audience: members` to narrow who sees this page".to_owned()
        }
        Some(field) => format!("write `{field}`"),
        None => "write `audience: members` or `draft: true`".to_owned(),
    };
    let message = format!("`{}` looks as if it decided who sees this page, but it does not", pair.key);
    Some(Diagnostic::new(Code::UnclearPrivacyField, Span::new(file, pair.key_at.clone()), message).help(help))
}

/// Whether a name is one that decides who may see something, is like one, or means the same elsewhere.
pub(super) fn names_privacy(name: &str) -> bool {
    OTHER_PRIVACY_WORDS.contains(&name) || PRIVACY_FIELDS.iter().any(|field| is_near(name, field))
}

/// A book has a `publisher` and a picture an `attribution`: only what could hide something is taken for it.
fn may_mean(field: &str, key: &str, pair: &Pair) -> bool {
    match field {
        "published" => bool::read(&pair.node) == Some(false),
        "attribution" => field != key,
        _ => true,
    }
}

/// One slip of the finger, or two in a long word.
fn is_near(key: &str, field: &str) -> bool {
    let slips = if field.len() > 6 { 2 } else { 1 };
    strsim::osa_distance(key, field) <= slips
}

fn unknown(file: &SitePath, kind: &str, key: &str, pair: &Pair, known: &[&str]) -> Diagnostic {
    let help = did_you_mean(key, nearest(key, known.iter().copied()));
    let message = format!("a {kind} has no field `{}`", pair.key);
    let finding = Diagnostic::new(Code::UnknownField, Span::new(file, pair.key_at.clone()), message);
    finding.help(help.unwrap_or_else(|| "leave it out; it has no effect and is not published".to_owned()))
}
