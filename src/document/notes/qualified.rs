//! Titles that tell at their end what stands below them: "Voting members present", "Previous action items".
//!
//! Lists of people and of actions are called so. Before other words, or before these in a sentence, what stands before may
//! turn the sense: "GitHub actions", "how to be present".

use super::words::{Sense, Vocabulary, trim, words_of};
use crate::config::Idea;

/// So many words may stand before.
const MAX_WORDS: usize = 4;

/// What such a title is about.
pub(super) fn idea(title: &str, words: &Vocabulary<'_>) -> Option<Idea> {
    let end = |at: usize| {
        let (found, length) = words.at(&title[at..], always).or_else(|| words.at(&title[at..], of_actions))?;
        // Several words in a row say the same wherever they stand: "Opening, welcome and roll call".
        let is_plain = title[at..].contains(' ') || !is_sentence(&title[..at], words);
        let is_meant = length == title.len() - at && is_plain && !is_nothing(&title[..at], words);
        is_meant.then(|| found.of(&title[..at], words)).flatten()
    };
    words_of(title).skip(1).take(MAX_WORDS).find_map(end)
}

/// What a title may end with.
#[derive(Clone, Copy)]
enum End {
    /// It is that, whatever stands before.
    Always(Idea),
    /// It is about actions only if they are those of an earlier session.
    Actions,
}

fn always(sense: Sense) -> Option<End> {
    match sense {
        Sense::Ending(idea) => Some(End::Always(idea)),
        _ => None,
    }
}

fn of_actions(sense: Sense) -> Option<End> {
    (sense == Sense::Idea(Idea::Actions)).then_some(End::Actions)
}

impl End {
    fn of(self, before: &str, words: &Vocabulary<'_>) -> Option<Idea> {
        let is_earlier = words.has(before, Sense::Earlier);
        match self {
            End::Actions | End::Always(Idea::Actions) if is_earlier => Some(Idea::Review),
            End::Actions => None,
            End::Always(idea) => Some(idea),
        }
    }
}

/// "No action items".
fn is_nothing(before: &str, words: &Vocabulary<'_>) -> bool {
    let nothing = |sense| (sense == Sense::Idea(Idea::Nothing)).then_some(());
    let is_no = words.is(before, Sense::NotName) && trim(before).chars().count() <= 3;
    is_no || words.at(trim(before), nothing).is_some()
}

/// Whether what stands before is no name of a group.
fn is_sentence(before: &str, words: &Vocabulary<'_>) -> bool {
    let is_small = |word: &str| {
        words.is(word, Sense::And) || !(words.is(word, Sense::NotName) || words.is(word, Sense::Nobody) || word == "to")
    };
    !words.has(before, Sense::Earlier) && !before.split_whitespace().map(trim).all(is_small)
}
