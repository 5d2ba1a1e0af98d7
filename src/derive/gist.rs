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
use crate::document::notes::Topic;
use crate::slug::fold_name;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stands in fewer sessions is never their form.
const MIN_ALIKE: usize = 3;
/// A title is form if it stands in more than this part of all sessions: a tenth.
const PART: usize = 10;
/// Titles are told as long as they have so many letters together.
const MAX_LETTERS: usize = 180;

/// For each session whose own first words do not tell what it was about, a line that does; empty where there is none.
pub(super) fn all(community: &Community, sessions: &[EntryId]) -> BTreeMap<EntryId, String> {
    let sessions: Vec<Talk<'_>> = sessions.par_iter().map(|id| Talk::of(community.entry(*id))).collect();
    let form = Form {
        titles: count(
            sessions.iter().flat_map(|talk| talk.titles.iter().map(|(_, folded)| &**folded).collect::<BTreeSet<_>>()),
        ),
        beginnings: count(sessions.iter().filter_map(|talk| talk.beginning.as_deref())),
        n_sessions: sessions.len(),
    };
    let untold = sessions.iter().filter(|talk| talk.entry.document.common.summary.is_none());
    untold.filter_map(|talk| Some((talk.entry.id, gist(talk, &form)?))).collect()
}

/// A session, and what was talked about in it.
struct Talk<'a> {
    entry: &'a Entry,
    /// Titles as far as this build shows them, each with its words folded.
    titles: Vec<(&'a Topic, String)>,
    /// The first paragraph, folded.
    beginning: Option<String>,
}

impl<'a> Talk<'a> {
    fn of(entry: &'a Entry) -> Talk<'a> {
        let document = &entry.document;
        let is_shown = |topic: &&Topic| !entry.hides(topic.words.at.start) && topic.words.value != document.title;
        let topics = document.notes.topics.iter().filter(is_shown);
        let titles = topics.map(|topic| (topic, fold_name(&topic.words.value))).collect();
        Talk { entry, titles, beginning: document.summary.as_deref().map(fold_name) }
    }
}

/// What sessions have in common: in how many each title stands, and how many begin with each paragraph.
struct Form<'a> {
    titles: HashMap<&'a str, usize>,
    beginnings: HashMap<&'a str, usize>,
    n_sessions: usize,
}

impl Form<'_> {
    fn has_title(&self, folded: &str) -> bool {
        let n = self.titles.get(folded).copied().unwrap_or_default();
        n >= MIN_ALIKE && n * PART > self.n_sessions
    }

    fn has_beginning(&self, folded: &str) -> bool {
        self.beginnings.get(folded).is_some_and(|n| *n >= MIN_ALIKE)
    }
}

fn count<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    counts
}

/// What is told in place of the first words of a session; nothing if these do.
fn gist(talk: &Talk<'_>, form: &Form<'_>) -> Option<String> {
    let has_own_words = talk.beginning.as_deref().is_some_and(|text| !form.has_beginning(text));
    if has_own_words && is_introduced(&talk.entry.document) {
        return None;
    }
    let own: Vec<&Topic> =
        talk.titles.iter().filter(|(_, folded)| !form.has_title(folded)).map(|(topic, _)| *topic).collect();
    let surest = own.iter().map(|topic| topic.certainty).min();
    let titles = own.iter().filter(|topic| Some(topic.certainty) == surest).map(|topic| topic.words.value.as_str());
    (!own.is_empty() || !has_own_words).then(|| row(titles))
}

/// Whether the first paragraph stands above all headings but the title.
fn is_introduced(document: &Document) -> bool {
    let Some(first) = &document.body.first_paragraph else { return false };
    let mut others =
        document.body.headings.iter().enumerate().filter(|(place, _)| Some(*place) != document.title_heading);
    others.all(|(_, heading)| heading.at.start > first.at.start)
}

/// The first few titles.
fn row<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let mut seen = BTreeSet::new();
    let mut n_letters = 0;
    let mut row = String::new();
    for title in titles.filter(|title| seen.insert(*title)) {
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
