//! Everything a document can be called, folded for comparing.

use super::Document;
use crate::kind::Kind;
use crate::slug::fold_name;

/// How exactly a name fits; the most exact wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HowExactly {
    /// The path of the file, or the end of it.
    Path,
    /// The slug or the file's stem.
    Slug,
    /// The title, the name, or a handle.
    Title,
    /// An alias, or the file's stem without its date.
    Alias,
}

/// Every name of a document, each once.
pub(super) fn of(document: &Document) -> Vec<(HowExactly, String)> {
    let mut names = Vec::new();
    let mut add = |how, name: &str| {
        let name = fold_name(name);
        // More exact names come first.
        if !name.is_empty() && !names.iter().any(|(_, known)| *known == name) {
            names.push((how, name));
        }
    };
    if document.is_part() {
        add(HowExactly::Path, &document.slugs.whole);
        add(HowExactly::Slug, &document.slugs.own);
        add(HowExactly::Title, &document.title);
        return names;
    }
    let inside = document.path.in_content().unwrap_or_default();
    let stem = document.path.stem();
    add(HowExactly::Path, inside.rsplit_once('.').map_or(inside, |(path, _)| path));
    if !document.slugs.introduces_folder {
        add(HowExactly::Slug, &document.slugs.own);
        add(HowExactly::Slug, stem);
    }
    if document.slugs.introduces_folder && document.kind != Kind::Page {
        // A session that is a folder of files is called as the folder.
        add(HowExactly::Path, &document.slugs.folder);
        add(HowExactly::Slug, document.slugs.folder.rsplit('/').next().unwrap_or_default());
    }
    add(HowExactly::Title, &document.title);
    for handle in document.member().and_then(|member| member.handles.as_ref()).into_iter().flatten() {
        add(HowExactly::Title, handle.trim_start_matches('@'));
    }
    if !document.slugs.introduces_folder {
        add(HowExactly::Alias, stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'));
    }
    for alias in document.common.aliases.iter().flatten().chain(document.other_words()) {
        add(HowExactly::Alias, alias);
    }
    names
}
