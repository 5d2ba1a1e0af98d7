//! Where a file's front matter ends and its body begins.
//!
//! YAML stands between lines of `---`, TOML between lines of `+++`; a BOM and blank lines may come before.
//! Rows of dashes that hold no `key: value` are text.

use crate::yaml::{self, Node, SyntaxError, Value};
use std::ops::Range;

/// The largest front matter, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// A file in two parts.
#[derive(Debug)]
pub struct Split {
    /// The front matter: a map, `None` if the file has none, or why it cannot be read.
    pub front_matter: Option<Result<Node, SyntaxError>>,
    /// The bytes of the body.
    pub body: Range<usize>,
}

/// Splits a file's text.
pub fn split(text: &str) -> Split {
    let start = first_line_with_text(text);
    let Some(fence) = Fence::opening(&text[start..]) else { return without(text, start) };
    let inside = next_line(text, start);
    match closing(text, inside, fence) {
        Some((end, body)) => between(text, fence, inside..end, body, start),
        None if looks_like_keys(first_paragraph(&text[inside..])) => {
            Split { front_matter: Some(Err(never_closed(fence, start))), body: text.len()..text.len() }
        }
        None => without(text, start),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Fence {
    Yaml,
    Toml,
}

impl Fence {
    fn opening(rest: &str) -> Option<Fence> {
        match rest.lines().next()?.trim_end() {
            "---" => Some(Fence::Yaml),
            "+++" => Some(Fence::Toml),
            _ => None,
        }
    }

    fn is_closed_by(self, line: &str) -> bool {
        match self {
            Fence::Yaml => matches!(line.trim_end(), "---" | "..."),
            Fence::Toml => line.trim_end() == "+++",
        }
    }
}

fn without(text: &str, start: usize) -> Split {
    Split { front_matter: None, body: start..text.len() }
}

fn first_line_with_text(text: &str) -> usize {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut start = bom;
    while start < text.len() {
        let end = next_line(text, start);
        if !text[start..end].trim().is_empty() {
            return start;
        }
        start = end;
    }
    bom
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Where the front matter ends and where the body begins.
fn closing(text: &str, mut at: usize, fence: Fence) -> Option<(usize, usize)> {
    while at < text.len() {
        let end = next_line(text, at);
        if fence.is_closed_by(&text[at..end]) {
            return Some((at, end));
        }
        at = end;
    }
    None
}

fn between(text: &str, fence: Fence, inside: Range<usize>, body: usize, start: usize) -> Split {
    let block = &text[inside.clone()];
    if block.len() > MAX_FRONT_MATTER {
        let message = format!("the front matter is larger than {} KiB", MAX_FRONT_MATTER / 1024);
        let error = SyntaxError { message, at: start..inside.start, is_limit: true };
        return Split { front_matter: Some(Err(error)), body: body..text.len() };
    }
    let parsed = match fence {
        Fence::Yaml => yaml::parse(block, inside.start),
        Fence::Toml => yaml::parse_toml(block, inside.start),
    };
    let is_front_matter = match &parsed {
        Ok(node) => matches!(node.value, Value::Map(_) | Value::Null),
        Err(error) => error.is_limit || fence == Fence::Toml || looks_like_keys(block),
    };
    match is_front_matter {
        true => Split { front_matter: Some(parsed), body: body..text.len() },
        false => without(text, start),
    }
}

fn never_closed(fence: Fence, start: usize) -> SyntaxError {
    let line = if fence == Fence::Yaml { "---" } else { "+++" };
    SyntaxError {
        message: format!("the front matter opens here and is never closed by a line `{line}`"),
        at: start..start + 3,
        is_limit: false,
    }
}

fn first_paragraph(text: &str) -> &str {
    let end = text.find("\n\n").or_else(|| text.find("\n\r\n")).unwrap_or(text.len());
    &text[..end]
}

/// Whether some line reads `word: …` or `word = …`.
fn looks_like_keys(block: &str) -> bool {
    block.lines().any(|line| {
        let key = line.trim_end().split_once(": ").map(|(key, _)| key).or_else(|| line.trim_end().strip_suffix(':'));
        let key = key.or_else(|| line.split_once(" = ").map(|(key, _)| key));
        key.is_some_and(|key| {
            !key.is_empty() && key.len() <= 40 && key.chars().all(|c| c.is_alphanumeric() || "_-\"'".contains(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_toml_bom_blank_lines_and_crlf_are_read() {
        for text in ["---\ntitle: A\n---\nB", "+++\ntitle = \"A\"\n+++\nB", "\u{feff}\n---\r\ntitle: A\r\n---\r\nB"] {
            let split = split(text);
            assert_eq!(split.front_matter.unwrap().unwrap().get("title").and_then(Node::text), Some("A"), "{text:?}");
            assert_eq!(&text[split.body], "B");
        }
    }

    #[test]
    fn rows_of_dashes_are_text() {
        for text in ["---\n\nHello\n\n---\n", "---\n", "---\nJust words\n---\n"] {
            assert!(split(text).front_matter.is_none(), "{text:?}");
        }
    }

    #[test]
    fn front_matter_that_never_ends_is_an_error_and_not_text() {
        assert!(split("---\naudience: members\n\nSecret").front_matter.unwrap().is_err());
    }

    #[test]
    fn the_size_limit_holds_at_the_limit_and_just_past_it() {
        let text = |n: usize| format!("---\na: \"{}\"\n---\n", "x".repeat(n - "a: \"\"\n".len()));
        assert!(split(&text(MAX_FRONT_MATTER)).front_matter.unwrap().is_ok());
        assert!(split(&text(MAX_FRONT_MATTER + 1)).front_matter.unwrap().unwrap_err().is_limit);
    }
}
