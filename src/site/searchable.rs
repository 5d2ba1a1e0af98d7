//! Which pages search finds, and in whose language.

use super::Site;
use crate::community::Entry;
use crate::path::Address;
use std::collections::BTreeMap;

/// The folder of the output with the index of a language.
pub fn index_folder(language: &str) -> String {
    format!("search/{language}")
}

/// The language in whose index a page is: the first part of its tag.
fn index_language(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let is_plain = (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_plain { first } else { "und".into() }
}

/// What of an entry search finds on a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The entry itself.
    Own,
    /// What was said in it, if it is a session.
    Transcript,
}

/// A page that search finds.
#[derive(Clone, Copy, Debug)]
pub struct Searchable<'a> {
    /// The entry that it is about.
    pub entry: &'a Entry,
    /// What of it is there.
    pub share: Share,
    /// Where it is.
    pub address: &'a Address,
}

impl Site {
    /// The pages that search finds, in the order of their files; behind a session what was said in it.
    pub fn searchable(&self) -> impl Iterator<Item = Searchable<'_>> {
        let is_on = self.config.search.is_on;
        let entries = self.community.entries.iter();
        let entries = entries.filter(move |entry| is_on && entry.document.common.search != Some(false));
        entries.flat_map(|entry| {
            let own = Searchable { entry, share: Share::Own, address: &entry.address };
            let transcript = self.transcript_page(entry.id);
            let transcript =
                transcript.map(|page| Searchable { entry, share: Share::Transcript, address: &page.address });
            [Some(own), transcript].into_iter().flatten()
        })
    }

    /// The language in whose index an entry is.
    pub fn index_language(&self, entry: &Entry) -> String {
        index_language(entry.document.common.lang.as_deref().unwrap_or(&self.config.language))
    }

    /// The languages that have an index, with how many pages are in it: those of the pages, and the site's own. None
    /// where search is off.
    pub fn index_languages(&self) -> BTreeMap<String, usize> {
        let mut languages = BTreeMap::new();
        if self.config.search.is_on {
            languages.insert(index_language(&self.config.language), 0);
        }
        for page in self.searchable() {
            *languages.entry(self.index_language(page.entry)).or_default() += 1;
        }
        languages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_for_the_first_part_of_a_language_tag() {
        let tags = [("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("DE", "de"), ("", "und"), ("../x", "und")];
        for (tag, name) in tags {
            assert_eq!(index_language(tag), name);
        }
    }
}
