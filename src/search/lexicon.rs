//! Every word that was ever met, with a number: what is kept of a page is numbers.
//!
//! Numbers are given in the order in which threads come along, so nothing that is written may depend on them.

use super::words;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};
use xxhash_rust::xxh3::{Xxh3DefaultBuilder, xxh3_64};

/// So many threads can ask at once without waiting for each other.
const SHELVES: usize = 64;

/// The number of a word.
pub type WordId = u32;

/// A word as it is looked up, and as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Folded.
    pub form: Box<str>,
    /// In lower case with its marks, where that is something else: stems are found by it.
    pub marked: Option<Box<str>>,
}

impl Entry {
    /// What the stem is found by.
    pub fn spelling(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.form)
    }
}

/// All words.
pub struct Lexicon {
    shelves: [Mutex<Shelf>; SHELVES],
    entries: RwLock<Vec<Entry>>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon { shelves: std::array::from_fn(|_| Mutex::default()), entries: RwLock::default() }
    }
}

type Shelf = HashMap<Box<str>, Option<WordId>, Xxh3DefaultBuilder>;

impl Lexicon {
    /// The number of a word as it is written; none for what is too long to be one.
    pub fn id(&self, written: &str) -> Option<WordId> {
        let shelf = &self.shelves[(xxh3_64(written.as_bytes()) % SHELVES as u64) as usize];
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = shelf.get(written) {
            return *id;
        }
        let id = self.enter(written);
        shelf.insert(written.into(), id);
        id
    }

    /// `Soil` and `soil` may come at once by two threads: the same word then has two numbers, which is no harm.
    fn enter(&self, written: &str) -> Option<WordId> {
        let form = words::fold(written);
        if !words::is_word(&form) {
            return None;
        }
        let lower = written.to_lowercase();
        let marked = (lower != form).then(|| lower.as_str().into());
        let entry = Entry { form: form.as_ref().into(), marked };
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry);
        Some((entries.len() - 1) as WordId)
    }

    /// Every word by its number. Nobody can add one until the guard is gone.
    pub fn entries(&self) -> RwLockReadGuard<'_, Vec<Entry>> {
        self.entries.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }
}
