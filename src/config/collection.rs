//! Rules for folders: which kind their documents are, what their front matter starts from.

use super::reader::Reader;
use super::settings::{self, Setting, choice};
use crate::kind::{KINDS, Kind};
use crate::path::upwards;
use crate::schema::Shape;
use crate::yaml::{Node, Pair, Value, fold_key};
use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use serde_json::json;
use std::collections::BTreeMap;

/// How a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// By title.
    Title,
    /// By `weight`, then title.
    Weight,
}

/// What a site says of one folder (a path or a glob below `content/`) and all that is in it.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The folder as written.
    pub folder: String,
    matcher: GlobMatcher,
    /// The kind of its documents.
    pub kind: Option<Kind>,
    /// The title of its folder page.
    pub title: Option<String>,
    /// The order of its folder page.
    pub order: Option<Order>,
    /// Front matter for documents that do not say otherwise.
    pub defaults: Option<Node>,
    /// Their name of a field → ours.
    pub fields: BTreeMap<String, String>,
    /// Whether a file that holds many dated headings is as many documents.
    pub split: Option<bool>,
}

impl Collection {
    /// Whether the file or folder `path` (below `content/`) is the folder or inside it.
    pub fn holds(&self, path: &str) -> bool {
        upwards(path).any(|path| self.matcher.is_match(path))
    }
}

const ORDERS: [(&str, Option<Order>); 4] = [
    ("newest", Some(Order::Newest)),
    ("oldest", Some(Order::Oldest)),
    ("title", Some(Order::Title)),
    ("weight", Some(Order::Weight)),
];

const SPLIT: [(&str, Option<bool>); 2] = [("on", Some(true)), ("off", Some(false))];

/// What can be said of a folder.
pub(super) const KEYS: [Setting<Collection>; 6] = [
    Setting {
        name: "kind",
        doc: "What its documents are.",
        usual: "",
        example: "session",
        shape: || choice(&kinds()),
        read: |collection, node, reader| reader.choice(node, &mut collection.kind, &kinds()),
    },
    Setting {
        name: "title",
        doc: "The title of the folder's page.",
        usual: "",
        example: "Minutes",
        shape: Shape::text,
        read: |collection, node, _| collection.title = node.text().map(str::to_owned),
    },
    Setting {
        name: "order",
        doc: "The order of the folder's page.",
        usual: "",
        example: "newest",
        shape: || choice(&ORDERS),
        read: |collection, node, reader| reader.choice(node, &mut collection.order, &ORDERS),
    },
    Setting {
        name: "defaults",
        doc: "Front matter for documents that do not say otherwise.",
        usual: "",
        example: "{audience: members}",
        shape: || Shape::new(json!({"type": "object"})),
        read: |collection, node, _| collection.defaults = Some(with_folded_keys(node)),
    },
    Setting {
        name: "fields",
        doc: "What the front matter here calls a field, and what guildbook calls it.",
        usual: "",
        example: "{chair: facilitators}",
        shape: || Shape::new(json!({"type": "object", "additionalProperties": Shape::text().or_nothing().json()})),
        read: |collection, node, _| {
            let names = node.pairs().iter().filter_map(|pair| Some((fold_key(&pair.key), fold_key(pair.node.text()?))));
            collection.fields = names.collect();
        },
    },
    Setting {
        name: "split",
        doc: "Whether a file that holds many sessions, each below a heading with its day, becomes as many pages.",
        usual: "off",
        example: "true",
        shape: || choice(&SPLIT),
        read: |collection, node, reader| reader.choice(node, &mut collection.split, &SPLIT),
    },
];

fn kinds() -> [(&'static str, Option<Kind>); KINDS.len()] {
    KINDS.map(|spec| (spec.name, Some(spec.kind)))
}

pub(super) fn read(node: &Node, reader: &mut Reader) -> Vec<Collection> {
    let mut collections = Vec::new();
    for pair in node.pairs() {
        let folder = pair.key.trim_matches('/').to_owned();
        let Ok(glob) = glob(&folder) else {
            reader.invalid(
                &pair.node,
                format!("`{folder}` is not a folder or a pattern of folders"),
                "write `meetings` or `*/minutes`",
            );
            continue;
        };
        let mut collection = Collection {
            folder,
            matcher: glob.compile_matcher(),
            kind: None,
            title: None,
            order: None,
            defaults: None,
            fields: BTreeMap::new(),
            split: None,
        };
        settings::read(&KEYS, &mut collection, &pair.node, reader);
        collections.push(collection);
    }
    collections
}

/// Front matter keys are the same however they are spelt; whoever looks one up finds it.
fn with_folded_keys(node: &Node) -> Node {
    let pairs = node.pairs().iter().map(|pair| Pair { key: fold_key(&pair.key), ..pair.clone() });
    Node { value: Value::Map(pairs.collect()), at: node.at.clone() }
}

pub(super) fn globs(node: &Node, reader: &mut Reader) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for item in node.items() {
        match item.text().map(glob) {
            Some(Ok(glob)) => drop(set.add(glob)),
            _ => reader.invalid(item, "this is not a pattern of files".into(), "write one such as `**/template.md`"),
        }
    }
    set.build().unwrap_or_default()
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}
