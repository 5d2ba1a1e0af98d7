//! The words of a task as they are compared with those of others: folded, each once, and in an order that has nothing to
//! do with the sentence.

use crate::slug::fold_name;
use crate::source::hash;

/// Shorter words tell nothing.
const MIN_LETTERS: usize = 3;

/// The words of a text: their hashes in order, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms(Vec<u64>);

impl Terms {
    pub(super) fn of(text: &str) -> Terms {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().nth(MIN_LETTERS - 1).is_some());
        let mut hashes: Vec<u64> = long.map(|word| hash(fold_name(word).as_bytes())).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Terms(hashes)
    }

    /// Whether of all the words of two texts at least this part, from 0 to 1, is in both (the Jaccard index).
    pub fn are_like(&self, other: &Terms, part: f32) -> bool {
        let (n_fewest, n_most) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        // At best the shorter is in the longer.
        if n_most == 0 || (n_fewest as f32) < part * n_most as f32 {
            return false;
        }
        let n_both = self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count();
        n_both as f32 / (self.0.len() + other.0.len() - n_both) as f32 >= part
    }
}
