//! Attributes in raw HTML, with their places: what it links to, and what can be linked to in it.
//!
//! A reader of attributes, not of HTML: what it finds is only looked up. What is published goes through the
//! sanitiser, which parses properly.

use std::ops::Range;

/// `name="value"`
#[derive(Debug, PartialEq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// Entities decoded as far as addresses need it.
    pub value: String,
    /// The value's bytes.
    pub at: Range<usize>,
}

/// An opening tag.
#[derive(Debug, PartialEq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// Its bytes, from `<` to `>`.
    pub at: Range<usize>,
    /// What it says about itself.
    pub attributes: Vec<Attribute>,
}

/// Every quoted or bare attribute of the tags in `html`. Comments hold none.
pub fn attributes(html: &str) -> Vec<Attribute> {
    tags(html).into_iter().flat_map(|tag| tag.attributes).collect()
}

/// Every tag in `html`; the name of a closing one begins with a slash.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let rest = &html[open..];
        at = match rest.starts_with("<!--") {
            true => open + rest.find("-->").map_or(rest.len(), |end| end + 3),
            false => {
                let slash = usize::from(rest[1..].starts_with('/'));
                let end = end_of(html.as_bytes(), open + 1 + slash, |b| !b.is_ascii_alphanumeric());
                let mut attributes = Vec::new();
                let after = tag(html, end, &mut attributes);
                let name = html[open + 1..end].to_ascii_lowercase();
                found.push(Tag { name, at: open..(after + 1).min(html.len()), attributes });
                after
            }
        };
    }
    found
}

/// Reads one tag and gives the place after it.
fn tag(html: &str, mut at: usize, found: &mut Vec<Attribute>) -> usize {
    let bytes = html.as_bytes();
    while at < bytes.len() && bytes[at] != b'>' {
        if bytes[at].is_ascii_whitespace() || bytes[at] == b'/' {
            at += 1;
            continue;
        }
        let name_end = end_of(bytes, at, |b| b.is_ascii_whitespace() || b"=>/".contains(&b)).max(at + 1);
        let name = at..name_end;
        let equals = end_of(bytes, name_end, |b| !b.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = name_end;
            continue;
        }
        let value = value(bytes, end_of(bytes, equals + 1, |b| !b.is_ascii_whitespace()));
        at = value.end + usize::from(matches!(bytes.get(value.end), Some(b'"' | b'\'')));
        if let (Some(name), Some(text)) = (html.get(name), html.get(value.clone())) {
            found.push(Attribute { name: name.to_ascii_lowercase(), value: decode(text), at: value });
        }
    }
    at.min(html.len())
}

fn value(bytes: &[u8], at: usize) -> Range<usize> {
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => at + 1..end_of(bytes, at + 1, |b| b == *quote),
        _ => at..end_of(bytes, at, |b| b.is_ascii_whitespace() || b == b'>'),
    }
}

fn end_of(bytes: &[u8], at: usize, stop: impl Fn(u8) -> bool) -> usize {
    (at..bytes.len()).find(|place| stop(bytes[*place])).unwrap_or(bytes.len())
}

/// Addresses hide behind numbers: `&#109;ailto:` is a way to write to people, `&#106;avascript:` is not.
fn decode(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';').and_then(|(number, rest)| Some((letter(number)?, rest))) {
            Some((letter, rest)) => out.extend([letter.to_string().as_str(), rest]),
            None => out.extend(["&#", part]),
        }
    }
    out.replace("&quot;", "\"").replace("&colon;", ":").replace("&amp;", "&")
}

fn letter(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_with_their_places() {
        let html = "<!-- <a href=no> --><a name='top'></a><img alt=x src=\"a&amp;b.png\"/>é<p";
        let found: Vec<_> = attributes(html).into_iter().map(|a| (a.name, a.value, html[a.at].to_owned())).collect();
        let expected = [("name", "top", "top"), ("alt", "x", "x"), ("src", "a&b.png", "a&amp;b.png")];
        assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }
}
