//! Names in addresses, and the ids of headings.
//!
//! A [`Slug`] is made of lower-case ASCII letters, digits and single hyphens. Heading ids follow GitHub's
//! rule, so that anchors work on the code host and on the site alike.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// The longest slug; file systems stop at 255 bytes.
pub const MAX_SLUG: usize = 120;

/// One checked part of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Folds any text to a slug. `None` if nothing is left, or if the name is one that some systems
    /// keep for devices (`con`, `nul`, `com1` …).
    pub fn fold(text: &str) -> Option<Slug> {
        let folded = hyphenate(text);
        (!folded.is_empty() && !is_device(&folded)).then(|| Slug(folded.into()))
    }

    /// The text of the slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn hyphenate(text: &str) -> String {
    let mut out = String::new();
    for word in deunicode::deunicode(text).split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word.to_ascii_lowercase());
    }
    out.truncate(MAX_SLUG);
    out.trim_end_matches('-').to_owned()
}

fn is_device(name: &str) -> bool {
    let numbered = |stem| name.strip_prefix(stem).is_some_and(|n| n.len() == 1 && n != "0");
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Folds a name for comparing: letter case, accents, and the difference between space, `-` and `_` go.
pub fn fold_name(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return text.to_owned();
    }
    hyphenate_whole(text)
}

fn hyphenate_whole(text: &str) -> String {
    let plain = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode::deunicode(text)) };
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(['-', '_', ' ', '\t', '\u{a0}']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out.make_ascii_lowercase();
    out
}

/// GitHub's anchor for a heading's text: lower case, punctuation gone, spaces to hyphens.
pub fn heading_id(text: &str) -> String {
    text.trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() || is_mark(c) => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Hands out heading ids: the second `notes` of a page becomes `notes-1`, as on GitHub.
#[derive(Default)]
pub struct HeadingIds {
    seen: HashMap<String, usize>,
}

impl HeadingIds {
    /// An id for a heading with this text, different from all ids given before.
    pub fn next(&mut self, text: &str) -> String {
        let base = heading_id(text);
        self.take(if base.is_empty() { "section".into() } else { base })
    }

    /// Keeps `id` if it is still free, else numbers it.
    pub fn take(&mut self, id: String) -> String {
        let mut candidate = id.clone();
        while self.seen.contains_key(&candidate) {
            let count = self.seen.entry(id.clone()).or_insert(0);
            *count += 1;
            candidate = format!("{id}-{count}");
        }
        self.seen.insert(candidate.clone(), 0);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_fold_to_a_checked_alphabet() {
        assert_eq!(Slug::fold("Été à la ferme!").map(|s| s.to_string()).as_deref(), Some("ete-a-la-ferme"));
        assert_eq!(Slug::fold("2026.03.05").map(|s| s.to_string()).as_deref(), Some("2026-03-05"));
        assert_eq!(Slug::fold("../.."), None);
        assert_eq!(Slug::fold("con"), None);
    }

    #[test]
    fn heading_ids_are_githubs() {
        assert_eq!(heading_id("What's *next*, then?"), "whats-next-then");
        assert_eq!(heading_id("Q&A, Other"), "qa-other");
        assert_eq!(heading_id("Größe – Maß"), "größe--maß");
        let mut ids = HeadingIds::default();
        assert_eq!([ids.next("Notes"), ids.next("Notes"), ids.next("Notes-1")], ["notes", "notes-1", "notes-1-1"]);
    }
}
