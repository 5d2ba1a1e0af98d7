//! Where links lead, as their authors wrote it.

/// Where a link leads, as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A path inside the site, with an anchor.
    Path {
        /// Percent-decoded, without query and anchor.
        path: String,
        /// What stands after `#`.
        anchor: Option<String>,
    },
    /// A heading of the same page.
    Anchor(String),
    /// Another site.
    Outside(String),
    /// A scheme that is not linked.
    Unsafe(String),
    /// `[[name#anchor]]`
    Name {
        /// A slug, path, title or alias.
        name: String,
        /// What stands after `#`.
        anchor: Option<String>,
    },
    /// `@handle`
    Handle(String),
}

impl LinkTarget {
    /// Reads a link's destination, entities already decoded.
    pub fn parse(destination: &str) -> LinkTarget {
        let plain =
            destination.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{a0}'));
        if crate::url::is_outside(plain) {
            return match crate::url::is_safe(plain) {
                true => LinkTarget::Outside(plain.to_owned()),
                false => LinkTarget::Unsafe(plain.to_owned()),
            };
        }
        let (path, anchor) = split_anchor(plain);
        let path = path.split('?').next().unwrap_or(path);
        match (path.is_empty(), anchor) {
            (true, anchor) => LinkTarget::Anchor(anchor.unwrap_or_default()),
            (false, anchor) => LinkTarget::Path { path: decode(path), anchor },
        }
    }

    /// Reads what stands between `[[` and `]]`, without the label.
    pub fn wiki(target: &str) -> LinkTarget {
        match split_anchor(target) {
            ("", Some(anchor)) => LinkTarget::Anchor(crate::slug::heading_id(&anchor)),
            (name, anchor) => LinkTarget::Name {
                name: name.trim().to_owned(),
                anchor: anchor.map(|anchor| crate::slug::heading_id(&anchor)),
            },
        }
    }
}

fn split_anchor(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (target, None),
    }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
