//! The reversed lexicon: words turned round, for mistakes near their beginning.

use super::format::{Sort, call, front_coded, in_order, json, run_of, sort};
use super::groups::Groups;
use super::shards::{shortest_above, told};
use super::words::is_of_run;
use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

/// A file is full at so many bytes.
const FULL: usize = 10_000;

/// Shorter words are not mended.
const SHORTEST: usize = 4;

/// The files, and what the manifest tells of them.
pub fn of(language: &str, groups: &Groups) -> (Sort, Value) {
    let words = words(groups);
    let files = pack(&words);
    let file = |(n, words): (usize, &Vec<&str>)| {
        call(&format!("{language}/r{n}"), &[json(&front_coded(words.iter().copied(), '\n'))])
    };
    let contents: Vec<Vec<u8>> = files.iter().enumerate().map(file).collect();
    let keys: Vec<&str> = (0..files.len())
        .map(|n| match n {
            0 => "",
            n => shortest_above(files[n][0], files[n - 1].last().expect("no file is empty")),
        })
        .collect();
    let sort = sort('r', 0..files.len(), contents, run_of(files.len()));
    let told = told(&sort, Some(&keys), files.len());
    (sort, told)
}

/// Forms of letters alone, turned round, sorted.
fn words(groups: &Groups) -> Vec<String> {
    let is_mended = |form: &&str| {
        let is_letter = |c: char| (c.is_alphabetic() || is_combining_mark(c)) && !is_of_run(c);
        form.chars().count() >= SHORTEST && form.chars().all(is_letter)
    };
    let mut words: Vec<String> = groups
        .forms
        .iter()
        .flatten()
        .map(|form| &**form)
        .filter(is_mended)
        .map(|form| form.chars().rev().collect())
        .collect();
    words.sort_unstable_by(|one, other| in_order(one, other));
    words
}

fn pack(words: &[String]) -> Vec<Vec<&str>> {
    let mut files: Vec<Vec<&str>> = Vec::new();
    let mut size = FULL;
    for word in words {
        if size >= FULL {
            files.push(Vec::new());
            size = 0;
        }
        size += word.len();
        files.last_mut().expect("there is one").push(word);
    }
    files
}
