//! What a value may be, as JSON Schema (draft-07), for editors.
//!
//! 1. The tables of fields and settings say of each key what it takes, as a [`Shape`], and show an example in YAML.
//! 2. [`property`] makes one key of a schema of it, [`object`] a map of keys.
//!
//! A schema refuses nothing that the program reads, save lists in lists, which the program forgives. What only the
//! program can tell (that February has no 30th day) it lets pass.

use crate::yaml::{self, Node, Value};
use serde_json::{Map, Value as Json, json};

/// What a value may be: one of these schemas.
#[derive(Clone, Debug)]
pub struct Shape(Vec<Json>);

impl Shape {
    /// What this schema allows.
    pub fn new(schema: Json) -> Self {
        Shape(vec![schema])
    }

    /// Anything at all.
    pub fn anything() -> Self {
        Shape::new(json!({}))
    }

    /// None at all, to be joined with others.
    pub fn nothing() -> Self {
        Shape(Vec::new())
    }

    /// A text. Numbers and `true` are texts, too, where nobody asks for more.
    pub fn text() -> Self {
        Shape::new(json!({"type": ["string", "number", "boolean"]}))
    }

    /// A text of this form, with spaces around it or none.
    pub fn like(pattern: &str) -> Self {
        Shape::new(json!({"type": "string", "pattern": format!("^\\s*(?:{pattern})\\s*$")}))
    }

    /// A whole number, with or without quotes.
    pub fn whole_number() -> Self {
        Shape::new(json!({"type": "integer"})).or(Shape::like("[+-]?[0-9]+"))
    }

    /// A number, with or without quotes.
    pub fn number() -> Self {
        Shape::new(json!({"type": "number"})).or(Shape::like("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"))
    }

    /// `true` or `false`, and the other words that YAML has for them.
    pub fn boolean() -> Self {
        Shape::new(json!({"type": "boolean"})).or(Shape::like(&any_case(&["true", "false", "yes", "no", "on", "off"])))
    }

    /// One of these words, in whatever case; a space may be written `-` or `_`.
    pub fn words(words: &[&str]) -> Self {
        Shape::new(json!({"enum": words})).or(Shape::like(&any_case(words)))
    }

    /// An address that may be linked.
    pub fn address() -> Self {
        let schemes: Vec<String> = crate::url::SCHEMES.map(|scheme| any_case(&[scheme])).to_vec();
        Shape::like(&format!("(?:{}):.*|[/\\\\]{{2}}.*", schemes.join("|")))
    }

    /// A map with these keys and no others.
    pub fn map(keys: Map<String, Json>) -> Self {
        Shape::new(Json::Object(object(keys)))
    }

    /// This, or else the other.
    #[must_use]
    pub fn or(mut self, other: Shape) -> Self {
        self.0.extend(other.0);
        self
    }

    /// A list of these. What is empty in it is passed over.
    #[must_use]
    pub fn list(self) -> Self {
        Shape::new(json!({"type": "array", "items": self.or_empty().json()}))
    }

    /// One of these, or a list of them.
    #[must_use]
    pub fn or_list(self) -> Self {
        self.clone().or(self.list())
    }

    /// This alone, also as the only item of a list.
    #[must_use]
    pub fn or_list_of_one(self) -> Self {
        let takes_lists = self.0.iter().any(|schema| schema["type"] == "array" || schema == &json!({}));
        let items = self.clone().or_empty().json();
        if takes_lists { self } else { self.or(Shape::new(json!({"type": "array", "items": items, "maxItems": 1}))) }
    }

    /// This, or nothing after the colon.
    #[must_use]
    pub fn or_nothing(self) -> Self {
        self.or(Shape::new(json!({"type": "null"})))
    }

    /// This, or what says nothing: nothing after the colon, a text without letters, an empty list or map.
    #[must_use]
    pub fn or_empty(self) -> Self {
        let kinds = ["null", "string", "array", "object"];
        self.or(Shape::new(json!({"type": kinds, "pattern": "^\\s*$", "maxItems": 0, "maxProperties": 0})))
    }

    /// The schema.
    pub fn json(mut self) -> Json {
        match self.0.len() {
            1 => self.0.remove(0),
            _ => json!({"anyOf": self.0}),
        }
    }
}

/// A pattern for any of these words.
fn any_case(words: &[&str]) -> String {
    let letter = |c: char| match c {
        ' ' => "[-_ ]".to_owned(),
        c if c.is_ascii_alphabetic() => format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase()),
        c => c.to_string(),
    };
    words.iter().map(|word| word.chars().map(letter).collect::<String>()).collect::<Vec<_>>().join("|")
}

/// One key of a schema: what it is for, an example in YAML, what it takes.
pub fn property(description: &str, example: &str, shape: Shape) -> Json {
    let mut property = match shape.json() {
        Json::Object(schema) => schema,
        _ => Map::new(),
    };
    property.insert("description".into(), description.trim().into());
    property.insert("examples".into(), json!([yaml_as_json(example)]));
    Json::Object(property)
}

/// A schema of a map with these keys and no others.
pub fn object(keys: Map<String, Json>) -> Map<String, Json> {
    let object = [("type", json!("object")), ("properties", keys.into()), ("additionalProperties", false.into())];
    object.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A whole schema: what it describes, and the map at its root.
pub fn document(title: &str, description: &str, mut root: Map<String, Json>) -> Json {
    root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    root.insert("title".into(), title.into());
    root.insert("description".into(), description.into());
    Json::Object(root)
}

/// A text in YAML as JSON; `null` if it is none.
pub fn yaml_as_json(text: &str) -> Json {
    // What stands after a colon is read best behind one.
    let node = yaml::parse(&format!("value: {text}"), 0).ok();
    node.as_ref().and_then(|node| node.get("value")).map_or(Json::Null, in_json)
}

/// A node as editors see it: by the rules of YAML 1.2, where `5` is a number and `no` a text.
pub fn in_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, quoted: true } => text.as_str().into(),
        Value::Scalar { text, quoted: false } => plain(text),
        Value::List(items) => items.iter().map(in_json).collect(),
        Value::Map(pairs) => pairs.iter().map(|pair| (pair.key.clone(), in_json(&pair.node))).collect(),
    }
}

fn plain(text: &str) -> Json {
    let is_number = || text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    match text {
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        text => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) if is_number() && number.is_finite() => number.into(),
            _ => text.into(),
        },
    }
}
