//! Settings and front matter as a tree of values with positions.
//!
//! 1. YAML is read as events, TOML as a table; both become the same [`Node`]s.
//! 2. Every node keeps its bytes in the whole file, so that any later finding can point at it.
//! 3. Limits are checked while reading: nesting, number of values (aliases count each time they are used).
//!
//! Scalars keep the text as it was written: `2018-10-26`, `no` and `007` are not numbers, dates or booleans
//! until a field asks for one. The only module that names `serde_yaml` and `toml`.

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle};
use std::collections::HashMap;
use std::ops::Range;

/// The most values one front matter or settings file may hold, with aliases counted where they are used.
pub const MAX_VALUES: usize = 10_000;
/// The deepest nesting of lists and maps.
pub const MAX_DEPTH: usize = 32;

/// A value and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes in the file.
    pub at: Range<usize>,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// Text as written, and whether it stood in quotes.
    Scalar {
        /// The text without its quotes.
        text: String,
        /// In quotes, `true` and `5` are text.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file; a key may stand twice.
    Map(Vec<Pair>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The key as written.
    pub key: String,
    /// The key's bytes.
    pub key_at: Range<usize>,
    /// What it is set to.
    pub node: Node,
}

impl Node {
    /// The text of a scalar, trimmed. `None` for everything else and for the empty text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Null, `""` and `[]` all mean that nothing was said.
    pub fn is_absent(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Node::is_absent),
            Value::Map(pairs) => pairs.is_empty(),
        }
    }

    /// A list's items, or the one value that stands where a list could. Absent items are left out.
    pub fn items(&self) -> impl Iterator<Item = &Node> {
        let items = match &self.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(self),
        };
        items.iter().filter(|item| !item.is_absent())
    }

    /// The pairs of a map; none for everything else.
    pub fn pairs(&self) -> &[Pair] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The last value of `key` in a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pairs().iter().rev().find(|pair| pair.key == key).map(|pair| &pair.node)
    }

    /// What it is, in words for a message.
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// Keys are the same regardless of case, `-`, `_` and spaces.
pub fn fold_key(key: &str) -> String {
    key.trim().to_lowercase().replace(['-', ' '], "_")
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxError {
    /// In plain words.
    pub message: String,
    /// Where in the file.
    pub at: Range<usize>,
    /// Whether a limit was passed, rather than a rule of the language broken.
    pub is_limit: bool,
}

/// Reads YAML that starts at byte `base` of its file. Empty text is an empty map.
pub fn parse(text: &str, base: usize) -> Result<Node, SyntaxError> {
    let mut builder = Builder { text, base, parser: Parser::new_from_str(text), anchors: HashMap::new(), n_values: 0 };
    builder.document()
}

struct Builder<'a> {
    text: &'a str,
    base: usize,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    n_values: usize,
}

type At = Range<usize>;

impl<'a> Builder<'a> {
    fn document(&mut self) -> Result<Node, SyntaxError> {
        loop {
            let (event, at) = self.next()?;
            match event {
                Event::StreamEnd | Event::DocumentEnd => return Ok(self.empty_map()),
                Event::StreamStart | Event::DocumentStart(..) => {}
                event => {
                    let root = self.node(event, at, 0)?;
                    self.nothing_follows()?;
                    return Ok(root);
                }
            }
        }
    }

    fn empty_map(&self) -> Node {
        Node { value: Value::Map(Vec::new()), at: self.base..self.base }
    }

    fn nothing_follows(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd, _) => {}
                (_, at) => return Err(self.error("a second document starts here; only one is read", at)),
            }
        }
    }

    /// The next event, with its bytes in the file.
    fn next(&mut self) -> Result<(Event<'a>, At), SyntaxError> {
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, self.end())),
            Some(Err(error)) => Err(self.syntax_error(&error)),
            Some(Ok((event, span))) => {
                let at = span.byte_range().unwrap_or(0..0);
                Ok((event, self.base + at.start..self.base + at.end))
            }
        }
    }

    fn end(&self) -> At {
        let end = self.base + self.text.len();
        end..end
    }

    fn node(&mut self, event: Event<'a>, at: At, depth: usize) -> Result<Node, SyntaxError> {
        self.count(1, &at)?;
        if depth > MAX_DEPTH {
            return Err(limit(format!("more than {MAX_DEPTH} levels of lists and maps"), at));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (scalar(&text, style, at), anchor),
            Event::SequenceStart(_, anchor, _) => (self.list(at, depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.map(at, depth)?, anchor),
            Event::Alias(anchor) => return self.alias(anchor, at),
            _ => return Err(self.error("a value is missing here", at)),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, start: At, depth: usize) -> Result<Node, SyntaxError> {
        let mut items = Vec::new();
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(Node { value: Value::List(items), at: start.start..at.end });
            }
            items.push(self.node(event, at, depth + 1)?);
        }
    }

    fn map(&mut self, start: At, depth: usize) -> Result<Node, SyntaxError> {
        let mut pairs = Vec::new();
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Node { value: Value::Map(pairs), at: start.start..at.end });
            }
            let key = self.node(event, at, depth + 1)?;
            let (event, at) = self.next()?;
            let node = self.node(event, at, depth + 1)?;
            match key.value {
                Value::Scalar { text, .. } => pairs.push(Pair { key: text, key_at: key.at, node }),
                Value::Null => pairs.push(Pair { key: String::new(), key_at: key.at, node }),
                _ => return Err(self.error("a key must be a word, not a list or a map", key.at)),
            }
        }
    }

    /// An alias is the anchored value once more; it counts with everything inside it.
    fn alias(&mut self, anchor: usize, at: At) -> Result<Node, SyntaxError> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(self.error("this alias names nothing that stands before it", at));
        };
        let (n_inside, node) = (n_values(node), Node { at: at.clone(), ..node.clone() });
        self.count(n_inside, &at)?;
        Ok(node)
    }

    fn count(&mut self, n: usize, at: &At) -> Result<(), SyntaxError> {
        self.n_values += n;
        match self.n_values > MAX_VALUES {
            true => Err(limit(format!("more than {MAX_VALUES} values"), at.clone())),
            false => Ok(()),
        }
    }

    fn syntax_error(&self, error: &granit_parser::ScanError) -> SyntaxError {
        let start = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let start = floor_char_boundary(self.text, start);
        let length = self.text[start..].chars().next().map_or(0, char::len_utf8);
        self.error(&error.to_string(), self.base + start..self.base + start + length)
    }

    fn error(&self, message: &str, at: At) -> SyntaxError {
        SyntaxError { message: in_plain_words(message), at, is_limit: false }
    }
}

fn limit(message: String, at: At) -> SyntaxError {
    SyntaxError { message, at, is_limit: true }
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn n_values(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(n_values).sum(),
        Value::Map(pairs) => pairs.iter().map(|pair| 1 + n_values(&pair.node)).sum(),
        _ => 0,
    }
}

fn scalar(text: &str, style: ScalarStyle, at: At) -> Node {
    let quoted = style != ScalarStyle::Plain;
    let is_null = !quoted && matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let value = if is_null { Value::Null } else { Value::Scalar { text: text.to_owned(), quoted } };
    Node { value, at }
}

/// The parser's words, without the position that the finding prints itself.
fn in_plain_words(message: &str) -> String {
    let message = [" at byte ", " at char ", " at line "]
        .into_iter()
        .fold(message, |message, place| message.split(place).next().unwrap_or(message));
    let known = [
        ("mapping values are not allowed", "a second `:` in the line; put the value in quotes"),
        ("found a tab", "a tab; use spaces instead"),
        ("illegal placement of ':'", "a `:` where none can stand; a bracket or a quote before it may be open"),
        ("unclosed bracket", "a bracket is opened here and never closed"),
    ];
    known
        .into_iter()
        .find(|(part, _)| message.contains(part))
        .map_or_else(|| message.to_lowercase(), |(_, words)| words.into())
}

/// Reads TOML that starts at byte `base` of its file.
pub fn parse_toml(text: &str, base: usize) -> Result<Node, SyntaxError> {
    match toml::de::DeTable::parse(text) {
        Ok(table) => Ok(from_table(table.get_ref(), base..base + text.len(), base)),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            Err(SyntaxError {
                message: error.message().to_lowercase(),
                at: base + at.start..base + at.end,
                is_limit: false,
            })
        }
    }
}

fn from_table(table: &toml::de::DeTable<'_>, at: At, base: usize) -> Node {
    let pairs = table.iter().map(|(key, value)| Pair {
        key: key.get_ref().to_string(),
        key_at: base + key.span().start..base + key.span().end,
        node: from_toml(value.get_ref(), base + value.span().start..base + value.span().end, base),
    });
    Node { value: Value::Map(pairs.collect()), at }
}

fn from_toml(value: &toml::de::DeValue<'_>, at: At, base: usize) -> Node {
    use toml::de::DeValue;
    let plain = |text: String| Value::Scalar { text, quoted: false };
    let value = match value {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), quoted: true },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(yes) => plain(yes.to_string()),
        DeValue::Datetime(moment) => plain(moment.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| from_toml(item.get_ref(), base + item.span().start..base + item.span().end, base))
                .collect(),
        ),
        DeValue::Table(table) => return from_table(table, at, base),
    };
    Node { value, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_the_text_as_written_and_their_place() {
        let text = "date: 2018-10-26\nno: [yes, 007]\n";
        let node = parse(text, 4).unwrap();
        let date = node.get("date").unwrap();
        assert_eq!((date.text(), date.at.clone()), (Some("2018-10-26"), 10..20));
        let words: Vec<_> = node.get("no").unwrap().items().filter_map(Node::text).collect();
        assert_eq!(words, ["yes", "007"]);
    }

    #[test]
    fn a_bomb_of_aliases_is_refused_at_its_place() {
        let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for i in 1..9 {
            text.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(",")));
        }
        let error = parse(&text, 0).unwrap_err();
        assert!(error.is_limit && error.at.start > 0);
    }

    #[test]
    fn limits_hold_at_the_limit_and_just_past_it() {
        let list = |n: usize| format!("[{}]", vec!["x"; n].join(","));
        assert!(parse(&list(MAX_VALUES - 1), 0).is_ok());
        assert!(parse(&list(MAX_VALUES), 0).unwrap_err().is_limit);
        let deep = |n: usize| format!("{}x{}", "[".repeat(n), "]".repeat(n));
        assert!(parse(&deep(MAX_DEPTH), 0).is_ok());
        assert!(parse(&deep(MAX_DEPTH + 1), 0).unwrap_err().is_limit);
    }

    #[test]
    fn toml_becomes_the_same_nodes() {
        let node = parse_toml("title = \"Compost\"\ndate = 2026-03-05\n[extra]\nrows = [1, 2]\n", 0).unwrap();
        assert_eq!(node.get("title").and_then(Node::text), Some("Compost"));
        assert_eq!(node.get("date").and_then(Node::text), Some("2026-03-05"));
        assert_eq!(node.get("extra").unwrap().get("rows").unwrap().items().count(), 2);
    }
}
