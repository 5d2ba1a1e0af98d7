//! The dictionary with its postings, in files of about one size.
//!
//! 1. Groups fill shards in their order; the beginning of a shard's first word is its key.
//! 2. A form that its key would send to another shard is told there.
//! 3. What of a shard's groups is on too many pages, and the positions of all, are in files beside them.

use super::bits::Bits;
use super::format::{FrontCoded, MAX_KEYS, Sort, call, front_coded, gaps, in_order, json, number, run_of, sort};
use super::groups::Groups;
use super::postings::Record;
use rayon::prelude::*;
use serde_json::{Value, json as value};
use std::ops::Range;

/// A shard is full at so many letters, in a small site and in a large one.
const FULL: std::ops::RangeInclusive<usize> = 3_500..=7_500;

/// Shards of a small site are about so many.
const FEW: usize = 50;

/// A letter has half a bit more.
const BITS_IN_LETTER: usize = 6;

/// So many shards have their positions in one file.
const IN_POSITIONS: usize = 4;

/// So many keys are in a leaf.
const IN_LEAF: usize = 32;

/// What is written of the dictionary: files, and what the manifest tells of them.
pub struct Shards {
    /// Paths below the folder of the index, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the manifest tells, by its keys.
    pub told: Vec<(&'static str, Value)>,
}

/// Packs groups with their records.
pub fn of(language: &str, groups: &Groups, records: &[Record]) -> Shards {
    let ranges = pack(groups, records);
    let keys = keys(groups, &ranges);
    let elsewhere = elsewhere(groups, &ranges, &keys);
    let shard = |n: usize| {
        let range = ranges[n].clone();
        let postings = joined(records[range.clone()].iter().map(|record| &record.postings));
        let arguments = [json(&dictionary(&groups.forms[range])), json(&postings), json(&elsewhere[n])];
        call(&format!("{language}/s{n}"), &arguments)
    };
    let contents: Vec<Vec<u8>> = (0..ranges.len()).into_par_iter().map(shard).collect();
    let mut files = Vec::new();
    let mut told = keyed(language, &keys, contents, &mut files);
    told.push(("p", positions(language, &ranges, records, &mut files)));
    told.push(("x", rests(language, &ranges, records, &mut files)));
    Shards { files, told }
}

/// What is written of several groups, as text.
fn joined<'a>(records: impl Iterator<Item = &'a Bits>) -> String {
    let mut all = Bits::default();
    records.for_each(|record| all.append(record));
    all.letters()
}

/// Which groups are in each shard.
fn pack(groups: &Groups, records: &[Record]) -> Vec<Range<usize>> {
    let letters = |(forms, record): (&Vec<Box<str>>, &Record)| {
        record.postings.len() / BITS_IN_LETTER + forms.iter().map(|form| form.len() / 2 + 1).sum::<usize>()
    };
    let sizes: Vec<usize> = groups.forms.iter().zip(records).map(letters).collect();
    let full = (sizes.iter().sum::<usize>() / FEW).clamp(*FULL.start(), *FULL.end());
    let mut ranges = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (n, own) in sizes.into_iter().enumerate() {
        if size > 0 && size + own > full {
            ranges.push(start..n);
            (start, size) = (n, 0);
        }
        size += own;
    }
    if start < records.len() {
        ranges.push(start..records.len());
    }
    ranges
}

/// For each shard the shortest beginning of its first word that is greater than all before.
fn keys<'a>(groups: &'a Groups, ranges: &[Range<usize>]) -> Vec<&'a str> {
    let key = |range: &Range<usize>| {
        let Some(before) = range.start.checked_sub(1).map(|before| &groups.forms[before][0]) else { return "" };
        shortest_above(&groups.forms[range.start][0], before)
    };
    ranges.iter().map(key).collect()
}

/// The shortest beginning of `word` that comes after `before`.
pub fn shortest_above<'a>(word: &'a str, before: &str) -> &'a str {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.map(|end| &word[..end]).find(|start| in_order(start, before).is_gt()).unwrap_or(word)
}

/// The last file whose key is not greater than a word.
pub fn locate(keys: &[&str], word: &str) -> usize {
    keys.partition_point(|key| in_order(key, word).is_le()).saturating_sub(1)
}

/// For each shard the forms that are looked for there and are in another.
fn elsewhere(groups: &Groups, ranges: &[Range<usize>], keys: &[&str]) -> Vec<String> {
    let mut lines: Vec<Vec<(&str, usize)>> = vec![Vec::new(); ranges.len()];
    for (shard, range) in ranges.iter().enumerate() {
        for form in groups.forms[range.clone()].iter().flatten() {
            let looked_for = locate(keys, form);
            if looked_for != shard {
                lines[looked_for].push((form, shard));
            }
        }
    }
    let text = |mut lines: Vec<(&str, usize)>| {
        lines.sort_unstable_by(|one, other| in_order(one.0, other.0));
        let line = |(form, shard): (&str, usize)| {
            let mut line = format!("{form} ");
            number(&mut line, shard as u32);
            line
        };
        lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
    };
    lines.into_iter().map(text).collect()
}

/// One line a group, its forms with spaces between them.
fn dictionary(groups: &[Vec<Box<str>>]) -> String {
    let mut coder = FrontCoded::default();
    let mut out = String::new();
    for (n, forms) in groups.iter().enumerate() {
        for (form, text) in forms.iter().enumerate() {
            match (n, form) {
                (0, 0) => {}
                (_, 0) => out.push('\n'),
                _ => out.push(' '),
            }
            coder.add(&mut out, text);
        }
    }
    out
}

/// The shards by their keys: in the manifest, or in leaves where they are many.
fn keyed(
    language: &str,
    keys: &[&str],
    contents: Vec<Vec<u8>>,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Vec<(&'static str, Value)> {
    let n = contents.len();
    if n < MAX_KEYS {
        let shards = sort('s', 0..n, contents, run_of(n));
        let told = told(&shards, Some(keys), n);
        files.extend(shards.files);
        return vec![("s", told), ("l", value!({"n": 0, "k": "", "run": 1, "h": ""}))];
    }
    let shards = sort('s', 0..n, contents, 1);
    let hashes: Vec<&str> = (0..n).map(|n| &shards.hashes[n * 6..(n + 1) * 6]).collect();
    let leaf = |(n, (keys, hashes)): (usize, (&[&str], &[&str]))| {
        let arguments = [json(&front_coded(keys.iter().copied(), ' ')), json(&hashes.concat())];
        call(&format!("{language}/l{n}"), &arguments)
    };
    let leaves = keys.chunks(IN_LEAF).zip(hashes.chunks(IN_LEAF)).enumerate().map(leaf).collect();
    let firsts: Vec<&str> = keys.iter().step_by(IN_LEAF).copied().collect();
    let leaves = sort('l', 0..firsts.len(), leaves, run_of(firsts.len()));
    let of_shards = value!({"n": n, "k": "", "run": 1, "h": ""});
    let of_leaves = told(&leaves, Some(&firsts), firsts.len());
    files.extend(shards.files.into_iter().chain(leaves.files));
    vec![("s", of_shards), ("l", of_leaves)]
}

/// What the manifest tells of a sort of files.
pub fn told(sort: &Sort, keys: Option<&[&str]>, n: usize) -> Value {
    let mut told = value!({"n": n, "run": sort.run, "h": sort.hashes});
    if let Some(keys) = keys {
        told["k"] = front_coded(keys.iter().copied(), ' ').into();
    }
    told
}

fn positions(language: &str, ranges: &[Range<usize>], records: &[Record], files: &mut Vec<(String, Vec<u8>)>) -> Value {
    let text = |range: &Range<usize>| json(&joined(records[range.clone()].iter().map(|record| &record.positions)));
    let file = |(n, ranges): (usize, &[Range<usize>])| {
        call(&format!("{language}/p{n}"), &ranges.iter().map(text).collect::<Vec<_>>())
    };
    let contents: Vec<Vec<u8>> = ranges.par_chunks(IN_POSITIONS).enumerate().map(file).collect();
    let n = contents.len();
    let sort = sort('p', 0..n, contents, run_of(n));
    let told = told(&sort, None, n);
    files.extend(sort.files);
    told
}

fn rests(language: &str, ranges: &[Range<usize>], records: &[Record], files: &mut Vec<(String, Vec<u8>)>) -> Value {
    let rest = |range: &Range<usize>| joined(records[range.clone()].iter().filter_map(|record| record.rest.as_ref()));
    let rests = ranges.iter().map(rest).enumerate().filter(|(_, rest)| !rest.is_empty());
    let (numbers, contents): (Vec<usize>, Vec<Vec<u8>>) =
        rests.map(|(n, rest)| (n, call(&format!("{language}/x{n}"), &[json(&rest)]))).unzip();
    let mut at = String::new();
    gaps(&mut at, numbers.iter().map(|n| *n as u32));
    let sort = sort('x', numbers, contents, 1);
    let told = value!({"at": at, "h": sort.hashes});
    files.extend(sort.files);
    told
}
