//! The community's own words, explained where they are first used. The only module that names `aho_corasick`.
//!
//! 1. Once for each build the words of all visible terms go into one automaton, each with a mark at both ends.
//! 2. A text gets the same marks wherever a word begins or ends, so that what is found is made of whole words.
//! 3. The first use of a term on a page becomes a link, with the definition beside it.
//!
//! A site without terms does none of this.

use super::Writer;
use crate::community::{Community, Entry, EntryId, Target};
use crate::kind::Kind;
use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use std::collections::BTreeMap;

/// Stands where a word begins or ends; no text holds it.
const EDGE: char = '\0';

/// Every term that pages can explain.
#[derive(Debug, Default)]
pub(in crate::site) struct Glossary {
    words: Option<AhoCorasick>,
    /// For each pattern of the automaton its term.
    terms: Vec<EntryId>,
}

impl Glossary {
    /// Whether no term has a definition that everybody of this build sees.
    pub(in crate::site) fn is_empty(&self) -> bool {
        self.words.is_none()
    }

    /// The terms of a community that have a definition; where two share a word, the first has it.
    pub(in crate::site) fn of(community: &Community) -> Glossary {
        let is_term = |entry: &&Entry| entry.document.kind == Kind::Term && entry.introduces().is_none();
        let mut patterns: BTreeMap<String, EntryId> = BTreeMap::new();
        for entry in community.entries.iter().filter(is_term).filter(|entry| entry.document.summary.is_some()) {
            for word in std::iter::once(&entry.document.title).chain(entry.document.other_words()) {
                for pattern in spellings(word) {
                    patterns.entry(pattern).or_insert(entry.id);
                }
            }
        }
        if patterns.is_empty() {
            return Glossary::default();
        }
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns.keys());
        // More words than an automaton can hold are no glossary.
        Glossary { words: words.ok(), terms: patterns.into_values().collect() }
    }

    /// Every use of a term in a text: its bytes, and the term.
    fn uses(&self, text: &str) -> Vec<(std::ops::Range<usize>, EntryId)> {
        let Some(words) = &self.words else { return Vec::new() };
        let (marked, edges) = with_edges(text);
        // What stands before a place in the marked text, less the marks.
        let place = |at: usize| at - edges.partition_point(|edge| *edge < at);
        let uses = words
            .find_iter(&marked)
            .map(|found| (place(found.start())..place(found.end()), self.terms[found.pattern().as_usize()]));
        uses.collect()
    }
}

/// A word as it is written, and as it is written where a sentence begins, both with marks.
fn spellings(word: &str) -> Vec<String> {
    let word = word.trim();
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return Vec::new() };
    let rest = letters.as_str();
    // A single letter is a word of every sentence.
    if rest.is_empty() || !first.is_alphanumeric() {
        return Vec::new();
    }
    let mut all: Vec<String> = [first.to_string(), first.to_lowercase().collect(), first.to_uppercase().collect()]
        .into_iter()
        .map(|first| with_edges(&format!("{first}{rest}")).0)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The text with a mark wherever a word begins or ends, and where the marks stand.
fn with_edges(text: &str) -> (String, Vec<usize>) {
    let mut marked = String::with_capacity(text.len() * 4 / 3);
    let mut edges = Vec::new();
    let mut was_word = false;
    for c in text.chars() {
        let is_word = c.is_alphanumeric() || matches!(c, '-' | '_');
        if is_word != was_word {
            edges.push(marked.len());
            marked.push(EDGE);
        }
        was_word = is_word;
        // Nobody else's mark is one.
        marked.push(if c == EDGE { ' ' } else { c });
    }
    if was_word {
        edges.push(marked.len());
        marked.push(EDGE);
    }
    (marked, edges)
}

impl Writer<'_> {
    /// Running text, in which terms are explained.
    pub(super) fn running_text(&mut self, text: &str) {
        if self.around.site.glossary.words.is_none() || !self.explains_terms() {
            return self.text(text);
        }
        let site = self.around.site;
        let mut done = 0;
        for (at, id) in site.glossary.uses(text) {
            if self.seen.open.contains(&id) || self.seen.terms.contains(&id) || !self.is_in_language_of(id) {
                continue;
            }
            self.seen.terms.insert(id);
            self.text(&text[done..at.start]);
            let html = self.term(id, &text[at.clone()]);
            self.own(html, "span");
            done = at.end;
        }
        self.text(&text[done..]);
    }

    fn is_in_language_of(&self, id: EntryId) -> bool {
        let term = &self.around.site.community.entry(id).document;
        let language = term.common.lang.as_ref().unwrap_or(&self.around.site.config.language);
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        primary(language) == primary(self.language())
    }

    fn term(&self, id: EntryId, word: &str) -> String {
        let number = self.seen.terms.len();
        let href = self.around.href(&Target::Entry { id, anchor: None }).unwrap_or_default();
        let definition = self.around.site.community.entry(id).document.summary.as_deref().unwrap_or_default();
        let mut out = "<span class=\"term\"><a class=\"term-word\" href=\"".to_owned();
        escape_html(&mut out, &href).expect("writing to a string cannot fail");
        out.push_str(&format!("\" aria-describedby=\"Gb-def-{number}\">"));
        escape_html_body_text(&mut out, word).expect("writing to a string cannot fail");
        out.push_str(&format!("</a><span class=\"term-note\" role=\"tooltip\" id=\"Gb-def-{number}\">"));
        escape_html_body_text(&mut out, definition).expect("writing to a string cannot fail");
        out.push_str("</span></span>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<String> {
        let patterns: Vec<String> = words.iter().flat_map(|word| spellings(word)).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).unwrap();
        let glossary = Glossary { words: Some(automaton), terms: vec![EntryId(0); patterns.len()] };
        glossary.uses(text).into_iter().map(|(at, _)| text[at].to_owned()).collect()
    }

    #[test]
    fn only_whole_words_are_found_and_the_longest_first() {
        let words = ["repair", "repair café", "Öl", "op", "C++"];
        assert_eq!(
            found(&words, "Repair cafés, a repair café; repairs, öl? co-op C++!"),
            ["Repair", "repair café", "öl", "C++"]
        );
        assert_eq!(found(&words, "REPAIR \u{0}op\u{0}repair_x"), ["op"]);
    }
}
