//! For each group the pages that hold it: how much it says there, in which units, in which names, at which positions.
//!
//! 1. Groups are taken in ranges of about as many occurrences, so that little has to be held at once.
//! 2. For each range, the pages are gone through in order, and what they hold of its groups is laid side by side.
//! 3. What a group says of a page and of each unit is worked out from all forms together, and written as `format` says.

use super::format::{MAX_PAGES, number};
use super::groups::{Groups, Place};
use super::units::Words;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// How soon more of a word in a unit says no more, and how much the length of the unit counts.
const UNIT: Saturation = Saturation { soon: 1.2, length: 0.6, most: 15.0 };

/// The same for pages: more of a word says more for longer, and a long page has much of every word.
const PAGE: Saturation = Saturation { soon: 1.6, length: 0.85, most: 16.0 };

/// How many occurrences are laid side by side at once, by each thread.
const RANGE: usize = 1 << 21;

/// What is written of a group.
#[derive(Debug, Default, PartialEq)]
pub struct Record {
    /// Its postings, with the length before them.
    pub postings: String,
    /// Those of the pages that are too many, if there are any.
    pub rest: Option<String>,
    /// Its positions, with the length before them.
    pub positions: String,
}

/// BM25, without the rarity of the word.
struct Saturation {
    soon: f64,
    length: f64,
    most: f64,
}

impl Saturation {
    /// 1 to 15: what `frequency` says in a text of some length, where `mean` is the usual one.
    fn impact(&self, frequency: u32, length: u32, mean: f64) -> u32 {
        let frequency = f64::from(frequency);
        let norm = 1.0 - self.length + self.length * f64::from(length) / mean;
        let impact = self.most * frequency / (frequency + self.soon * norm);
        impact.round().clamp(1.0, 15.0) as u32
    }
}

/// Lengths, by which impacts are worked out.
struct Lengths {
    pages: Vec<u32>,
    /// Those of all units, page after page, and where each page has its first: they are asked for in no order.
    units: Vec<u32>,
    first_units: Vec<usize>,
    mean_page: f64,
    mean_unit: f64,
}

impl Lengths {
    fn of(pages: &[Arc<Words>]) -> Lengths {
        let mut lengths = Lengths {
            pages: Vec::with_capacity(pages.len()),
            units: Vec::new(),
            first_units: Vec::with_capacity(pages.len()),
            mean_page: 1.0,
            mean_unit: 1.0,
        };
        for page in pages {
            lengths.first_units.push(lengths.units.len());
            lengths.units.extend(page.units.iter().map(|unit| unit.length));
            lengths.pages.push(page.units.iter().map(|unit| unit.length).sum());
        }
        let total: f64 = lengths.units.iter().map(|length| f64::from(*length)).sum();
        let mean = |count: usize| (total / count.max(1) as f64).max(1.0);
        (lengths.mean_page, lengths.mean_unit) = (mean(lengths.pages.len()), mean(lengths.units.len()));
        lengths
    }
}

/// One word of a group where it stands.
#[derive(Clone, Copy, Default)]
struct Standing {
    page: u32,
    unit: u32,
    /// Position and form, as one number.
    spot: u32,
    weight: u8,
}

/// One word of a group in a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    group: u32,
    page: u32,
    place: u32,
    length: u8,
}

/// The record of every group.
pub fn of(pages: &[Arc<Words>], groups: &Groups) -> Vec<Record> {
    let lengths = Lengths::of(pages);
    let counts = counts(pages, groups);
    let records: Vec<Vec<Record>> = ranges(&counts)
        .into_par_iter()
        .map(|range| of_range(pages, groups, &counts[range.clone()], range.start, &lengths))
        .collect();
    records.into_iter().flatten().collect()
}

/// How often each group occurs.
fn counts(pages: &[Arc<Words>], groups: &Groups) -> Vec<u32> {
    let mut counts = vec![0; groups.forms.len()];
    for occurrence in pages.iter().flat_map(|page| &page.units).flat_map(|unit| &unit.words) {
        if let Some(place) = groups.places[occurrence.word as usize] {
            counts[place.group as usize] += 1;
        }
    }
    counts
}

/// Groups in ranges of about as many occurrences.
fn ranges(counts: &[u32]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (group, count) in counts.iter().enumerate() {
        held += *count as usize;
        if held >= RANGE {
            ranges.push(start..group + 1);
            (start, held) = (group + 1, 0);
        }
    }
    ranges.push(start..counts.len());
    ranges
}

/// The records of `counts.len()` groups from `first`.
fn of_range(pages: &[Arc<Words>], groups: &Groups, counts: &[u32], first: usize, lengths: &Lengths) -> Vec<Record> {
    let mut ends = Vec::with_capacity(counts.len());
    let mut total = 0usize;
    for count in counts {
        ends.push(total);
        total += *count as usize;
    }
    let mut standings = vec![Standing::default(); total];
    let mut names: Vec<Named> = Vec::new();
    let inside =
        |place: Option<Place>| place.filter(|place| (first..first + counts.len()).contains(&(place.group as usize)));
    for (number, page) in (0..).zip(pages) {
        for (unit, words) in (0..).zip(&page.units) {
            for occurrence in &words.words {
                let Some(place) = inside(groups.places[occurrence.word as usize]) else { continue };
                let group = place.group as usize;
                let spot = u32::from(occurrence.at) * groups.forms[group].len() as u32 + u32::from(place.form);
                let end = &mut ends[group - first];
                standings[*end] = Standing { page: number, unit, spot, weight: occurrence.weight };
                *end += 1;
            }
        }
        names.extend(page.names.iter().filter_map(|name| {
            let group = inside(groups.places[name.word as usize])?.group;
            Some(Named { group, page: number, place: name.place, length: name.length })
        }));
    }
    names.sort_unstable();
    names.dedup_by_key(|name| (name.group, name.page, name.place));
    let record = |n: usize| {
        let group = (first + n) as u32;
        let standings = &standings[ends[n] - counts[n] as usize..ends[n]];
        let from = names.partition_point(|name| name.group < group);
        let to = names.partition_point(|name| name.group <= group);
        record(standings, &names[from..to], groups.forms[first + n].len() as u32, lengths)
    };
    (0..counts.len()).map(record).collect()
}

/// What is written of a group on one page.
struct Entry {
    page: u32,
    impact: u32,
    is_named: bool,
    /// What follows the number of the page, its units without more, and its positions: places in what is written of
    /// the group.
    text: Range<usize>,
    units: Range<usize>,
    positions: Range<usize>,
}

/// What is written of the pages of a group, one after the other.
#[derive(Default)]
struct Written {
    texts: String,
    units: String,
    positions: String,
}

fn record(standings: &[Standing], names: &[Named], n_forms: u32, lengths: &Lengths) -> Record {
    let mut names = names;
    let mut written = Written::default();
    let entries = standings.chunk_by(|a, b| a.page == b.page).map(|standings| {
        let page = standings[0].page;
        let n_before = names.partition_point(|name| name.page < page);
        let n_here = names[n_before..].partition_point(|name| name.page == page);
        let here = &names[n_before..n_before + n_here];
        names = &names[n_before + n_here..];
        entry(standings, here, n_forms, lengths, &mut written)
    });
    let (kept, rest) = capped(entries.collect());
    let n_pages = (kept.len() + rest.len()) as u32;
    let mut body = String::new();
    number(&mut body, n_pages * 2 + u32::from(!rest.is_empty()));
    if !rest.is_empty() {
        number(&mut body, kept.len() as u32);
    }
    write_entries(&mut body, &kept, &written);
    let mut tail = String::new();
    write_rest(&mut tail, &rest, &written);
    let positions: String = kept.iter().chain(&rest).map(|entry| &written.positions[entry.positions.clone()]).collect();
    Record {
        postings: with_length(&body),
        rest: (!rest.is_empty()).then(|| with_length(&tail)),
        positions: with_length(&positions),
    }
}

fn entry(standings: &[Standing], names: &[Named], n_forms: u32, lengths: &Lengths, written: &mut Written) -> Entry {
    let page = standings[0].page;
    let frequency = |standings: &[Standing]| standings.iter().map(|standing| u32::from(standing.weight)).sum::<u32>();
    let impact = PAGE.impact(frequency(standings), lengths.pages[page as usize], lengths.mean_page);
    let Written { texts: text, units, positions } = written;
    let (text_at, units_at, positions_at) = (text.len(), units.len(), positions.len());
    if n_forms > 1 {
        number(text, standings.iter().fold(0, |mask, standing| mask | 1 << (standing.spot % n_forms)));
    }
    let last_unit = standings[standings.len() - 1].unit;
    let mut next = 0;
    for here in standings.chunk_by(|a, b| a.unit == b.unit) {
        let unit = here[0].unit;
        let length = lengths.units[lengths.first_units[page as usize] + unit as usize];
        let impact = UNIT.impact(frequency(here), length, lengths.mean_unit);
        let is_last = u32::from(unit == last_unit);
        number(text, ((unit - next) * 16 + impact) * 2 + is_last);
        number(units, (unit - next) * 2 + is_last);
        next = unit + 1;
        write_spots(positions, here);
    }
    let mut next = 0;
    for (n, name) in names.iter().enumerate() {
        let is_last = u32::from(n + 1 == names.len());
        number(text, ((name.place - next) * 16 + u32::from(name.length)) * 2 + is_last);
        next = name.place + 1;
    }
    let (text, units) = (text_at..text.len(), units_at..units.len());
    Entry { page, impact, is_named: !names.is_empty(), text, units, positions: positions_at..positions.len() }
}

/// Where.
fn write_spots(out: &mut String, standings: &[Standing]) {
    let mut spots: Vec<u32> = standings.iter().map(|standing| standing.spot).collect();
    spots.sort_unstable();
    spots.dedup();
    let mut next = 0;
    for (n, spot) in spots.iter().enumerate() {
        number(out, (spot - next) * 2 + u32::from(n + 1 == spots.len()));
        next = spot + 1;
    }
}

/// Of very many pages those that have the group in a name, and those of which it says most; and the others.
fn capped(entries: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>) {
    if entries.len() <= MAX_PAGES {
        return (entries, Vec::new());
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|n| (Reverse(entries[*n].is_named), Reverse(entries[*n].impact), *n));
    let n_named = entries.iter().filter(|entry| entry.is_named).count();
    let mut is_kept = vec![false; entries.len()];
    order.into_iter().take(n_named.max(MAX_PAGES)).for_each(|n| is_kept[n] = true);
    let (kept, rest): (Vec<_>, Vec<_>) = entries.into_iter().zip(is_kept).partition(|(_, is_kept)| *is_kept);
    let entries = |pairs: Vec<(Entry, bool)>| pairs.into_iter().map(|(entry, _)| entry).collect();
    (entries(kept), entries(rest))
}

fn write_entries(out: &mut String, entries: &[Entry], written: &Written) {
    let mut next = 0;
    for entry in entries {
        number(out, ((entry.page - next) * 2 + u32::from(entry.is_named)) * 16 + entry.impact);
        out.push_str(&written.texts[entry.text.clone()]);
        next = entry.page + 1;
    }
}

/// Pages that nobody ranks, and where the group is in them.
fn write_rest(out: &mut String, entries: &[Entry], written: &Written) {
    let mut next = 0;
    for entry in entries {
        number(out, entry.page - next);
        out.push_str(&written.units[entry.units.clone()]);
        next = entry.page + 1;
    }
}

fn with_length(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 3);
    number(&mut out, text.len() as u32);
    out.push_str(text);
    out
}
