//! What a page has seen so far, in its own body and in those that it shows; and what of ours waits for the sanitiser.

use crate::community::EntryId;
use std::collections::{BTreeMap, BTreeSet};

/// Counted over the whole page, whichever bodies it is made of.
#[derive(Default)]
pub(super) struct Seen {
    /// The entries whose bodies are open, outermost first.
    pub(super) open: Vec<EntryId>,
    /// How many bodies of others were shown, and the bytes of their texts.
    pub(super) n_shown: usize,
    pub(super) n_bytes: usize,
    /// How many tables stand below a heading of these words.
    pub(super) tables: BTreeMap<String, usize>,
    /// The terms that were explained.
    pub(super) terms: BTreeSet<EntryId>,
    pub(super) has_picture: bool,
}

/// Markup of ours that the sanitiser does not know stands apart until it is done, and an empty element in its place.
///
/// Authors cannot make more of such an element than an empty one: each is filled once, and in an attribute or a text it
/// would be written with entities.
#[derive(Default)]
pub(super) struct Slots(Option<Vec<String>>);

impl Slots {
    /// Slots for a body that goes through the sanitiser; for any other markup stays where it is.
    pub(super) fn new(is_sanitised: bool) -> Self {
        Slots(is_sanitised.then(Vec::new))
    }

    /// Whether the body goes through the sanitiser.
    pub(super) fn are_used(&self) -> bool {
        self.0.is_some()
    }

    /// What stands for `html` meanwhile, as a `div` or a `span`.
    pub(super) fn put(&mut self, html: String, element: &str) -> String {
        match &mut self.0 {
            Some(waiting) => {
                waiting.push(html);
                format!("<{element} id=\"Gb-slot-{}\"></{element}>", waiting.len() - 1)
            }
            None => html,
        }
    }

    /// Puts everything where it belongs. What is left of the elements goes.
    pub(super) fn fill(self, html: String) -> String {
        let Some(mut waiting) = self.0.filter(|waiting| !waiting.is_empty()) else { return html };
        let mut out = String::with_capacity(html.len() * 2);
        let mut rest = html.as_str();
        while let Some(at) = rest.find(MARK) {
            let (before, after) = (&rest[..at], &rest[at + MARK.len()..]);
            match slot(before, after) {
                Some((before, number, after)) => {
                    out.push_str(before);
                    out.push_str(&waiting.get_mut(number).map(std::mem::take).unwrap_or_default());
                    rest = after;
                }
                None => {
                    out.push_str(&rest[..at + MARK.len()]);
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// What stands in every slot, and hardly anywhere else.
const MARK: &str = " id=\"Gb-slot-";

/// The slot around a mark: what is before it, its number, and what is after it.
fn slot<'a>(before: &'a str, after: &'a str) -> Option<(&'a str, usize, &'a str)> {
    let (number, after) = after.split_once('"')?;
    let number = number.parse().ok()?;
    ["div", "span"].into_iter().find_map(|element| {
        let before = before.strip_suffix(element)?.strip_suffix('<')?;
        Some((before, number, after.strip_prefix("></")?.strip_prefix(element)?.strip_prefix('>')?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once_and_forged_ones_stay_empty() {
        let mut slots = Slots::new(true);
        let slot = slots.put("<math>".into(), "span");
        let html = format!("a{slot}b{slot}c<div id=\"Gb-slot-7\"></div><p id=\"Gb-slot-0\">d</p> id=\"Gb-slot-0\" e");
        assert_eq!(slots.fill(html), "a<math>bc<p id=\"Gb-slot-0\">d</p> id=\"Gb-slot-0\" e");
    }
}
