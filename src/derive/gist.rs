//! What a session was about, in a line, where nobody wrote that.
//!
//! 1. A paragraph that introduces the notes tells it.
//! 2. Else what was talked about does: titles in a row. Those of many sessions are their form ("Announcements", "Any other
//!    business") and tell nothing.
//! 3. Else the first paragraph, wherever it stands.
//!
//! Paragraphs with which several sessions begin tell nothing either.

use crate::community::{Community, Entry, EntryId};
use crate::document::Document;
use crate::document::notes::{Certainty, Topic};
use crate::slug::fold_name;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stands in fewer sessions is never their form.
const MIN_ALIKE: usize = 3;
/// A title is form if it stands in more than the tenth part of all sessions.
const FORM: usize = 10;
/// Titles are told as long as they have so many letters together.
const MAX_LETTERS: usize = 180;

/// For each session whose own first words do not tell what it was about, a line that does; empty where there is none.
pub(super) fn all(community: &Community, sessions: &[EntryId]) -> BTreeMap<EntryId, String> {
    let entries: Vec<&Entry> = sessions.iter().map(|id| community.entry(*id)).collect();
    let untold = entries.iter().filter(|entry| entry.document.common.summary.is_none());
    let titles = count(entries.iter().flat_map(|entry| titles_of(entry)));
    let beginnings = count(entries.iter().filter_map(|entry| entry.document.summary.clone()));
    let is_form = |title: &str| {
        let n = titles.get(&fold_name(title)).copied().unwrap_or_default();
        n >= MIN_ALIKE && n * FORM > entries.len()
    };
    let is_alike = |text: &str| beginnings.get(&fold_name(text)).is_some_and(|n| *n >= MIN_ALIKE);
    untold.filter_map(|entry| Some((entry.id, gist(entry, &is_form, &is_alike)?))).collect()
}

/// How often each text occurs, regardless of letter case.
fn count(texts: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    texts.for_each(|text| *counts.entry(fold_name(&text)).or_default() += 1);
    counts
}

/// The titles of a session, each once.
fn titles_of(entry: &Entry) -> BTreeSet<String> {
    topics(entry).map(|topic| fold_name(&topic.words.value)).collect()
}

/// What was talked about, as far as this build shows it.
fn topics(entry: &Entry) -> impl Iterator<Item = &Topic> {
    let is_shown = |topic: &&Topic| !entry.hides(topic.words.at.start) && topic.words.value != entry.document.title;
    entry.document.notes.topics.iter().filter(is_shown)
}

/// What is told in place of the first words of a session; nothing if these do.
fn gist(entry: &Entry, is_form: &dyn Fn(&str) -> bool, is_alike: &dyn Fn(&str) -> bool) -> Option<String> {
    let first = entry.document.summary.as_deref().filter(|text| !is_alike(text));
    if first.is_some() && is_introduced(&entry.document) {
        return None;
    }
    let own = |certainty: Certainty| {
        let own = topics(entry).filter(move |topic| topic.certainty == certainty);
        own.map(|topic| topic.words.value.as_str()).filter(|title| !is_form(title)).collect::<Vec<&str>>()
    };
    let in_turn = [Certainty::Told, Certainty::Listed, Certainty::Likely].into_iter().map(own);
    let titles = in_turn.into_iter().find(|titles| !titles.is_empty()).unwrap_or_default();
    match (titles.is_empty(), first) {
        (true, Some(_)) => None,
        _ => Some(row(&titles)),
    }
}

/// Whether the first paragraph stands above all headings but the title.
fn is_introduced(document: &Document) -> bool {
    let Some(first) = &document.body.first_paragraph else { return false };
    let mut others =
        document.body.headings.iter().enumerate().filter(|(place, _)| Some(*place) != document.title_heading);
    others.all(|(_, heading)| heading.at.start > first.at.start)
}

/// The first few titles.
fn row(titles: &[&str]) -> String {
    let mut seen = BTreeSet::new();
    let mut n_letters = 0;
    let mut row = String::new();
    for title in titles.iter().filter(|title| seen.insert(**title)) {
        n_letters += title.chars().count();
        if n_letters > MAX_LETTERS && !row.is_empty() {
            row.push_str(" …");
            break;
        }
        row.push_str(if row.is_empty() { "" } else { " · " });
        row.push_str(title);
    }
    row
}
