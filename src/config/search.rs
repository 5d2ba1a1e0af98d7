//! What search finds first, and what means the same.

use super::reader::Reader;
use super::settings::{self, ON, Setting, choice};
use crate::kind::{KINDS, Kind};
use crate::schema::{Shape, property};
use crate::yaml::{Node, Value};
use serde_json::json;
use std::collections::BTreeMap;

/// The settings of search.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Whether there is an index.
    pub is_on: bool,
    /// Kinds whose pages count more than others, or less: by how much.
    pub boost: BTreeMap<Kind, f64>,
    /// Words and phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

impl Default for Search {
    fn default() -> Self {
        Search { is_on: true, boost: BTreeMap::new(), synonyms: Vec::new() }
    }
}

/// By so much pages of a kind can count more, or less.
const BOOST: std::ops::RangeInclusive<f64> = 0.1..=10.0;

/// The keys of search.
pub(super) const KEYS: [Setting<Search>; 2] = [
    Setting {
        name: "boost",
        doc: "Kinds whose pages count more than others: the kind, and how many times as much, from 0.1 to 10.",
        usual: "",
        example: "{template: 2}",
        shape: || {
            let key = |spec: &crate::kind::KindSpec| {
                let doc = format!("How many times as much a {} counts.", spec.name);
                (spec.name.to_owned(), property(&doc, "2", Shape::number()))
            };
            Shape::map(KINDS.iter().map(key).collect())
        },
        read: |search, node, reader| search.boost = boost(node, reader),
    },
    Setting {
        name: "synonyms",
        doc: "Words that mean the same, in lists of two or more.",
        usual: "",
        example: "[[k8s, kubernetes], [CI, continuous integration]]",
        shape: || Shape::new(json!({"type": "array", "items": Shape::text().or_list().json()})),
        read: |search, node, reader| search.synonyms = synonyms(node, reader),
    },
];

/// `on`, `off`, or a map of [`KEYS`].
pub(super) fn shape() -> Shape {
    choice(&ON).or(super::schema::table(&KEYS, &[]))
}

/// Reads `off`, or a map of [`KEYS`].
pub(super) fn read(node: &Node, reader: &mut Reader) -> Search {
    let mut search = Search::default();
    match &node.value {
        Value::Scalar { .. } => reader.choice(node, &mut search.is_on, &ON),
        _ => settings::read(&KEYS, &mut search, node, reader),
    }
    search
}

fn boost(node: &Node, reader: &mut Reader) -> BTreeMap<Kind, f64> {
    let names: Vec<&str> = KINDS.iter().map(|spec| spec.name).collect();
    let mut boost = BTreeMap::new();
    for (place, node) in reader.known_pairs(node, &names) {
        let factor = |text: &str| text.parse().ok().filter(|factor| BOOST.contains(factor));
        let mut value = 1.0;
        reader.parsed(node, &mut value, factor, "write a number from 0.1 to 10");
        boost.insert(KINDS[place].kind, value);
    }
    boost
}

fn synonyms(node: &Node, reader: &mut Reader) -> Vec<Vec<String>> {
    let mut sets = Vec::new();
    for item in node.items() {
        let set: Vec<String> = item.items().filter_map(Node::text).map(str::to_owned).collect();
        match set.len() > 1 {
            true => sets.push(set),
            false => reader.invalid(
                item,
                "one word alone means the same as nothing".into(),
                "write lists of two or more: `[[k8s, kubernetes]]`",
            ),
        }
    }
    sets
}
