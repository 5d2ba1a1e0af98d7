//! What the settings and the folder's name say of a file: its kind, other names of fields, defaults.

use super::folders::Standing;
use crate::config::Config;
use crate::diagnostic::Spanned;
use crate::kind::{KINDS, Kind};
use crate::path::SitePath;
use crate::yaml::{Node, Pair};
use std::collections::BTreeMap;

/// What the settings say of the folders a file is in.
pub(super) struct Rules {
    pub(super) kind: Kind,
    /// Whether a file that holds many sessions is to become as many documents.
    pub(super) splits: bool,
    pub(super) defaults: Vec<Pair>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) audiences: Vec<Spanned<String>>,
    /// Whether a folder holds drafts, whatever its files say.
    pub(super) are_drafts: bool,
}

impl Rules {
    pub(super) fn of(path: &SitePath, config: &Config, standing: Standing) -> Rules {
        let inside = path.in_content().unwrap_or(path.as_str());
        let mut rules = Rules {
            kind: usual_kind(inside),
            splits: false,
            defaults: Vec::new(),
            fields: BTreeMap::new(),
            audiences: Vec::new(),
            are_drafts: false,
        };
        for collection in config.collections.iter().filter(|collection| collection.holds(inside)) {
            rules.kind = collection.kind.unwrap_or(rules.kind);
            rules.splits = collection.split.unwrap_or(rules.splits);
            rules.fields.extend(collection.fields.clone());
            for pair in collection.defaults.iter().flat_map(Node::pairs) {
                rules.add_default(pair);
            }
        }
        if standing != Standing::Usual {
            rules.splits = false;
        }
        // An index that becomes many documents is read as one of them; `parts` makes a page of what is left.
        if standing == Standing::InSession || standing == Standing::Usual && is_index_file(path) && !rules.splits {
            rules.kind = Kind::Page;
        }
        rules
    }

    /// A default has no place in the file. What narrows adds to what the file says: the stricter counts.
    fn add_default(&mut self, pair: &Pair) {
        let pair = Pair { key_at: 0..0, node: without_places(&pair.node), ..pair.clone() };
        if pair.key == "audience" {
            let text = pair.node.text().unwrap_or_default().to_owned();
            self.audiences.push(Spanned { value: text, at: 0..0 });
        } else {
            let is_so = |wanted| <bool as super::fields::FieldValue>::read(&pair.node) == Some(wanted);
            self.are_drafts |= pair.key == "draft" && is_so(true) || pair.key == "published" && is_so(false);
            self.defaults.retain(|other| other.key != pair.key);
            self.defaults.push(pair);
        }
    }
}

fn without_places(node: &Node) -> Node {
    use crate::yaml::Value;
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(without_places).collect()),
        Value::Map(pairs) => Value::Map(
            pairs
                .iter()
                .map(|pair| Pair { key: pair.key.clone(), key_at: 0..0, node: without_places(&pair.node) })
                .collect(),
        ),
        scalar => scalar.clone(),
    };
    Node { value, at: 0..0 }
}

/// The kind of what lies beside a file, by its path below `content/`.
pub(super) fn kind_of(path: &str, config: &Config) -> Kind {
    let rules = config.collections.iter().rev().filter(|collection| collection.holds(path));
    rules.into_iter().find_map(|collection| collection.kind).unwrap_or_else(|| usual_kind(path))
}

fn usual_kind(path: &str) -> Kind {
    let folder = path.split_once('/').map_or("", |(folder, _)| folder);
    KINDS.iter().find(|spec| spec.folder == folder.to_lowercase()).map_or(Kind::Page, |spec| spec.kind)
}

/// Whether a file is called `index`, `_index` or `README`.
pub fn is_index_file(path: &SitePath) -> bool {
    matches!(path.stem().to_lowercase().as_str(), "index" | "_index" | "readme")
}
