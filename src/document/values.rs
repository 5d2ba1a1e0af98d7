//! The types that fields of front matter can have, each with how it is read and what it takes in words.

use crate::diagnostic::{Code, Spanned};
use crate::schema::{Shape, property};
use crate::yaml::{Node, Value};
use serde_json::json;

/// A type that a field can have.
pub trait FieldValue: Sized {
    /// What the field takes, in words: `a whole number`.
    const TAKES: &'static str;
    /// The finding for a value that does not fit.
    const CODE: Code = Code::InvalidValue;
    /// Whether nothing may stand after the colon, which then says nothing.
    const MAY_BE_EMPTY: bool = true;
    /// What the field takes, for editors.
    fn shape() -> Shape;
    /// Reads a value; `None` if it does not fit.
    fn read(node: &Node) -> Option<Self>;
    /// The part that does not fit.
    fn misfit(node: &Node) -> &Node {
        node
    }
}

impl FieldValue for String {
    const TAKES: &'static str = "a text";
    fn shape() -> Shape {
        Shape::text()
    }
    fn read(node: &Node) -> Option<Self> {
        node.text().map(str::to_owned)
    }
}

impl FieldValue for i64 {
    const TAKES: &'static str = "a whole number";
    fn shape() -> Shape {
        Shape::whole_number()
    }
    fn read(node: &Node) -> Option<Self> {
        node.text()?.parse().ok()
    }
}

impl FieldValue for bool {
    const TAKES: &'static str = "`true` or `false`";
    fn shape() -> Shape {
        Shape::boolean()
    }
    fn read(node: &Node) -> Option<Self> {
        match node.text()?.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }
}

impl FieldValue for Vec<String> {
    const TAKES: &'static str = "a list of texts";
    fn shape() -> Shape {
        Shape::text().or_list()
    }
    fn read(node: &Node) -> Option<Self> {
        node.items().map(String::read).collect()
    }
    fn misfit(node: &Node) -> &Node {
        node.items().find(|item| String::read(item).is_none()).unwrap_or(node)
    }
}

/// A time of day, as `moment::time_of` reads it.
const TIME: &str = "(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9](?::[0-5]?[0-9](?:[.:].*)?)?";

impl FieldValue for super::moment::Moment {
    const TAKES: &'static str = "a day such as `2026-03-05`";
    const CODE: Code = Code::InvalidDate;
    fn shape() -> Shape {
        let day = "[0-9]{4}[-/._](?:0?[1-9]|1[0-2])[-/._](?:0?[1-9]|[12][0-9]|3[01])";
        Shape::like(&format!("{day}(?:[Tt ]\\s*{TIME}(?:[ +Z-].*)?)?"))
    }
    fn read(node: &Node) -> Option<Self> {
        super::moment::Moment::parse(node.text()?)
    }
}

impl FieldValue for jiff::civil::Time {
    const TAKES: &'static str = "a time such as `18:30`";
    fn shape() -> Shape {
        Shape::like(TIME)
    }
    fn read(node: &Node) -> Option<Self> {
        super::moment::time_of(node.text()?)
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minutes(pub u32);

impl FieldValue for Minutes {
    const TAKES: &'static str = "a length such as `90`, `90 min` or `1h30`";
    fn shape() -> Shape {
        let minutes = Shape::new(json!({"type": "integer", "minimum": 1, "maximum": super::moment::MAX_MINUTES}));
        minutes.or(Shape::like("\\+?[0-9]+\\s*[A-GI-Za-gi-z.\\s]*|\\+?[0-9]+\\s*[Hh:][A-Za-z\\s]*[0-9]*[A-Za-z.\\s]*"))
    }
    fn read(node: &Node) -> Option<Self> {
        super::moment::minutes_of(node.text()?).map(Minutes)
    }
}

/// The name of one audience. Whether the site has it is known later.
#[derive(Clone, Debug, PartialEq)]
pub struct AudienceName(pub String);

impl FieldValue for AudienceName {
    const TAKES: &'static str = "the name of one audience, such as `members`";
    // Silence would publish.
    const MAY_BE_EMPTY: bool = false;
    fn shape() -> Shape {
        Shape::text()
    }
    fn read(node: &Node) -> Option<Self> {
        String::read(node).map(AudienceName)
    }
}

/// An address that may be linked.
#[derive(Clone, Debug, PartialEq)]
pub struct WebAddress(pub String);

impl FieldValue for WebAddress {
    const TAKES: &'static str = "an address such as `https://example.org/`";
    const CODE: Code = Code::UnsafeLink;
    fn shape() -> Shape {
        Shape::address()
    }
    fn read(node: &Node) -> Option<Self> {
        // Without a scheme it would be read as a path from whatever page shows it.
        node.text()
            .filter(|url| crate::url::is_outside(url) && crate::url::is_safe(url))
            .map(|url| WebAddress(url.to_owned()))
    }
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct TitledLink {
    /// The words; the address itself where none were given.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

impl FieldValue for Vec<TitledLink> {
    const TAKES: &'static str = "a list of addresses, or of `{title, url}`";
    const CODE: Code = Code::UnsafeLink;
    fn shape() -> Shape {
        let address = Shape::address().json();
        let words = property("The words of the link.", "Allotment diary", Shape::text().or_empty());
        let leads = property("Where it leads.", "https://example.org/diary", Shape::address());
        let with_words = |url: &str| {
            let keys = json!({"title": words, "name": words, url: leads});
            Shape::new(json!({"type": "object", "properties": keys, "required": [url]}))
        };
        let by_words = json!({"type": "object", "additionalProperties": address, "not": {"required": ["url"]}});
        let one = Shape::address().or(with_words("url"));
        // Alone, a map without `url` is one of words and addresses.
        one.clone().or(Shape::new(by_words)).or(one.or(with_words("href")).list())
    }
    fn read(node: &Node) -> Option<Self> {
        match &node.value {
            Value::Map(pairs) if node.get("url").is_none() => {
                pairs.iter().map(|pair| titled(&pair.key, &pair.node)).collect()
            }
            _ => node.items().map(read_link).collect(),
        }
    }
    fn misfit(node: &Node) -> &Node {
        let values = || node.pairs().iter().map(|pair| &pair.node).find(|url| WebAddress::read(url).is_none());
        match &node.value {
            Value::Map(_) if node.get("url").is_none() => values().unwrap_or(node),
            _ => node.items().find(|item| read_link(item).is_none()).map_or(node, link_url),
        }
    }
}

fn link_url(node: &Node) -> &Node {
    node.get("url").or(node.get("href")).unwrap_or(node)
}

fn read_link(node: &Node) -> Option<TitledLink> {
    let url = link_url(node);
    let title = node.get("title").or(node.get("name")).and_then(Node::text).or(url.text())?;
    titled(title, url)
}

fn titled(title: &str, url: &Node) -> Option<TitledLink> {
    let url = WebAddress::read(url)?.0;
    Some(TitledLink { title: title.to_owned(), url })
}

/// Anything at all, handed on as it is.
impl FieldValue for Node {
    const TAKES: &'static str = "anything";
    fn shape() -> Shape {
        Shape::anything()
    }
    fn read(node: &Node) -> Option<Self> {
        Some(node.clone())
    }
}

impl<T: FieldValue> FieldValue for Spanned<T> {
    const TAKES: &'static str = T::TAKES;
    const CODE: Code = T::CODE;
    const MAY_BE_EMPTY: bool = T::MAY_BE_EMPTY;
    fn shape() -> Shape {
        T::shape()
    }
    fn read(node: &Node) -> Option<Self> {
        T::read(node).map(|value| Spanned { value, at: node.at.clone() })
    }
    fn misfit(node: &Node) -> &Node {
        T::misfit(node)
    }
}
