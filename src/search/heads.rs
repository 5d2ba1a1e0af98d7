//! Heads: the best pages for each beginning of a word, shown with the first key pressed.

use super::blocks;
use super::format::{call, hash, in_order, json, number};
use super::page::Card;
use super::words::{self, Token};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How much is told, from most to least: beginnings of how many letters, and how many pages for each.
const STEPS: [(usize, usize); 7] = [(3, 12), (3, 8), (2, 12), (2, 8), (2, 5), (1, 8), (1, 5)];

/// The file has at most so many bytes, if that can be.
const FULL: usize = 14_000;

/// A title's word that begins so: how good the page is for it. The least is the best.
type Rank = (usize, usize, u32);

/// The file with its path, and its hash.
pub fn of(language: &str, cards: &[Card], names: &[Vec<String>]) -> (String, Vec<u8>, String) {
    let mut beginnings: BTreeMap<String, BTreeSet<Rank>> = BTreeMap::new();
    for (page, names) in (0..).zip(names) {
        for name in names {
            enter(&mut beginnings, name, page);
        }
    }
    let mut content = Vec::new();
    for step in STEPS {
        content = file(language, cards, &beginnings, step);
        if content.len() <= FULL {
            break;
        }
    }
    let hash = hash([content.as_slice()]);
    (format!("h-{hash}.js"), content, hash)
}

/// Enters the beginnings of a name's words: the first words are best, then short names.
fn enter(beginnings: &mut BTreeMap<String, BTreeSet<Rank>>, name: &str, page: u32) {
    let mut found: Vec<(String, usize)> = Vec::new();
    words::each(name, 0, |Token { text, at, share }| {
        if share.is_main() {
            found.push((words::fold(&text).into_owned(), at as usize));
        }
    });
    for (word, at) in &found {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(3);
        for end in ends {
            beginnings.entry(word[..end].to_owned()).or_default().insert((*at, found.len(), page));
        }
    }
}

fn file(
    language: &str,
    cards: &[Card],
    beginnings: &BTreeMap<String, BTreeSet<Rank>>,
    (n_letters, n_pages): (usize, usize),
) -> Vec<u8> {
    let mut kept: Vec<(&str, Vec<u32>)> = Vec::new();
    for (beginning, ranks) in beginnings.iter().filter(|(text, _)| text.chars().count() <= n_letters) {
        let mut seen = BTreeSet::new();
        let pages = ranks.iter().map(|(_, _, page)| *page).filter(|page| seen.insert(*page)).take(n_pages);
        kept.push((beginning, pages.collect()));
    }
    kept.sort_by(|one, other| in_order(one.0, other.0));
    let pages: BTreeSet<u32> = kept.iter().flat_map(|(_, pages)| pages).copied().collect();
    let places: BTreeMap<u32, u32> = pages.iter().copied().zip(0..).collect();
    let line = |(beginning, pages): &(&str, Vec<u32>)| {
        let mut line = format!("{beginning} ");
        pages.iter().for_each(|page| number(&mut line, places[page]));
        line
    };
    let lines: Vec<String> = kept.iter().map(line).collect();
    let cards: Vec<Vec<Value>> =
        pages.iter().map(|page| blocks::card(*page as usize, &cards[*page as usize])).collect();
    call(&format!("{language}/h"), &[json(&cards), json(&lines.join("\n"))])
}
