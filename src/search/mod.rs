//! The search index: files that the browser asks for words, so that no service has to.
//!
//! 1. Pages that can be found are read as plain text, cut into units, and their words numbered (`page`, `units`, `words`,
//!    `lexicon`). What has not changed since the last time is taken from [`Memory`].
//! 2. For each language, pages get numbers, newest first, and words with one stem become groups (`stems`, `groups`).
//! 3. What each group says of each page is worked out (`postings`) and packed into files (`shards`, `reversed`,
//!    `blocks`, `facets`), which the manifest lists.
//!
//! `format` says what is in the files. Everything here comes from the visible community, so nothing hidden can be in it.

mod bits;
mod blocks;
mod documents;
mod facets;
pub mod format;
mod groups;
mod lexicon;
mod page;
mod postings;
mod reversed;
mod shards;
mod stems;
mod units;
pub mod words;

pub use documents::{Service, documents, mapping};
pub use page::without_mail;

use crate::document::Fields;
use crate::path::{Address, OutputPath};
use crate::site::{Searchable, Site, index_folder};
use format::{call, gaps, json};
use groups::{Groups, Synonyms};
use lexicon::Lexicon;
use page::Card;
use rayon::prelude::*;
use serde_json::{Map, Value, json as value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use stems::Stems;
use units::Words;

/// The script that searches. It finds the indexes beside itself.
pub const CLIENT: &str = "search/client.js";

/// A memory with more words than this that no page holds any more starts anew.
const MAX_FORGOTTEN: usize = 1 << 20;

/// The words of pages as they were numbered the last time, so that an edit numbers one page again.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    lexicon: Arc<Lexicon>,
    /// How many words the lexicon had at first.
    n_words: usize,
    pages: HashMap<Address, (u128, Arc<Words>)>,
}

/// Every file of every index, by its path.
pub type Files = BTreeMap<OutputPath, Vec<u8>>;

/// The client as readers get it: without the comments and blanks that are for who reads it here.
fn client() -> String {
    let lines = include_str!("client.js").lines().map(str::trim_start);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/**"));
    code.flat_map(|line| [line, "\n"]).collect()
}

/// A page on its way into an index.
struct Found {
    language: String,
    card: Card,
    words: Arc<Words>,
}

/// Makes every index of a site.
pub fn index(site: &Site, memory: &Memory) -> Files {
    let languages = site.index_languages();
    if languages.is_empty() {
        return Files::new();
    }
    let (mut found, lexicon) = memory.read(site);
    found.sort_by(|one, other| order(&one.card).cmp(&order(&other.card)));
    let mut files = Files::new();
    for language in languages.keys() {
        let pages: Vec<&Found> = found.iter().filter(|found| found.language == *language).collect();
        let of_language = of_language(site, language, &languages, &pages, &lexicon);
        let path = |path: String| OutputPath::new(format!("{}/{path}", index_folder(language)));
        files.extend(of_language.into_iter().map(|(name, bytes)| (path(name), bytes)));
    }
    files.insert(OutputPath::new(CLIENT), client().into_bytes());
    files
}

/// The newest first; what has no day last, by address.
fn order(card: &Card) -> (bool, Reverse<&str>, &str) {
    (card.date.is_empty(), Reverse(&card.date), &card.path)
}

impl Memory {
    /// The pages of a site with their words; those that changed are read again.
    fn read(&self, site: &Site) -> (Vec<Found>, Arc<Lexicon>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forget_if_full();
        let pages: Vec<Searchable<'_>> = site.searchable().collect();
        let lexicon = kept.lexicon.clone();
        let read = |page: &Searchable<'_>| {
            let print = page::fingerprint(site, page);
            let known = kept.pages.get(page.address).filter(|(known, _)| *known == print);
            let words = known.map(|(_, words)| words.clone());
            (print, words.unwrap_or_else(|| Arc::new(units::of(&page::text(site, page), &lexicon))))
        };
        let words: Vec<(u128, Arc<Words>)> = pages.par_iter().map(read).collect();
        let addresses = pages.iter().map(|page| page.address.clone());
        kept.pages = addresses.zip(words.iter().cloned()).collect();
        if kept.n_words == 0 {
            kept.n_words = lexicon.len();
        }
        let found = pages.into_iter().zip(words).map(|(page, (_, words))| Found {
            language: site.index_language(page.entry),
            card: page::card(site, &page),
            words,
        });
        (found.collect(), lexicon)
    }
}

impl Kept {
    /// Words that were written once and are gone stay in the lexicon; after very many edits it starts anew.
    fn forget_if_full(&mut self) {
        if self.lexicon.len() > self.n_words + MAX_FORGOTTEN {
            *self = Kept::default();
        }
    }
}

/// The files of one index, by their paths in its folder, and what its manifest tells of them.
#[derive(Default)]
struct Index {
    files: Vec<(String, Vec<u8>)>,
    told: Map<String, Value>,
}

impl Index {
    fn tell(&mut self, key: &str, value: impl Into<Value>) {
        self.told.insert(key.to_owned(), value.into());
    }

    /// Adds the words of the pages: what they are found by.
    fn add_words(&mut self, language: &str, words: &[Arc<Words>], groups: &Groups) {
        let shards = shards::of(language, groups, &postings::of(words, groups));
        shards.told.into_iter().for_each(|(key, value)| self.tell(key, value));
        self.files.extend(shards.files);
        let (reversed, told) = reversed::of(language, groups);
        self.tell("r", told);
        self.files.extend(reversed.files);
        self.tell("e", groups.endings().join(" "));
    }

    /// Adds what results show, and what they are sorted out by.
    fn add_pages(&mut self, site: &Site, language: &str, cards: &[Card], words: &[Arc<Words>]) {
        let (blocks, told) = blocks::of(language, cards, words);
        self.tell("d", told);
        self.files.extend(blocks.files);
        let (facets, told) = facets::of(language, site, cards);
        self.tell("f", told);
        self.files.extend(facets);
        self.tell("b", boosts(site, cards));
    }
}

fn of_language(
    site: &Site,
    language: &str,
    languages: &BTreeMap<String, usize>,
    pages: &[&Found],
    lexicon: &Lexicon,
) -> Vec<(String, Vec<u8>)> {
    let cards: Vec<Card> = pages.iter().map(|found| found.card.clone()).collect();
    let words: Vec<Arc<Words>> = pages.iter().map(|found| found.words.clone()).collect();
    let synonyms = synonyms(site, &cards);
    let groups = Groups::of(&words, &lexicon.entries(), &Stems::of(language), &synonyms.single);
    let mut index = Index::default();
    index.tell("v", 1);
    index.tell("lang", language);
    index.tell("langs", value!(languages));
    index.tell("n", pages.len());
    index.tell("y", synonyms.several);
    index.add_words(language, &words, &groups);
    index.add_pages(site, language, &cards, &words);
    let manifest = call(&format!("{language}/m"), &[json(&index.told)]);
    index.files.push(("m.js".into(), manifest));
    index.files
}

/// Words that mean the same: by the settings, and by the other names of terms.
fn synonyms(site: &Site, cards: &[Card]) -> Synonyms {
    let of_settings = site.config.search.synonyms.iter().map(|set| set.iter().map(String::as_str).collect());
    let terms = cards.iter().filter_map(|card| {
        let document = &site.community.entry(card.id).document;
        let Fields::Term(term) = &document.fields else { return None };
        let others = [&term.aka, &term.formerly].into_iter().flatten().flatten();
        Some([&document.title].into_iter().chain(others).map(String::as_str).collect())
    });
    Synonyms::of(of_settings.chain(terms))
}

/// For each factor the pages that count so many times as much.
fn boosts(site: &Site, cards: &[Card]) -> Value {
    let boosts = site.config.search.boost.iter().map(|(kind, factor)| {
        let mut pages = String::new();
        gaps(&mut pages, (0..).zip(cards).filter(|(_, card)| card.kind == *kind).map(|(page, _)| page));
        value!([factor, pages])
    });
    boosts.collect()
}
