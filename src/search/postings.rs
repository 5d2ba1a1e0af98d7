//! For each group the pages that hold it: how much it says there, in which units, in which names, at which positions.
//!
//! 1. Groups are taken in ranges of about as many occurrences, so that little has to be held at once.
//! 2. For each range, the pages are gone through in order, and what they hold of its groups is laid side by side.
//! 3. What a group says of a page and of each unit is worked out from all forms together, and written as `format` says.

use super::bits::Bits;
use super::format::{MAX_PAGES, about};
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
    pub postings: Bits,
    /// Those of the pages that are too many, if there are any.
    pub rest: Option<Bits>,
    /// Its positions, with the length before them.
    pub positions: Bits,
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
    /// What follows the head, the units without more, and the positions: places in what is written of the group.
    text: Range<usize>,
    units: Range<usize>,
    positions: Range<usize>,
}

/// What is written of the pages of a group, one after the other.
#[derive(Default)]
struct Written {
    texts: Bits,
    units: Bits,
    positions: Bits,
}

fn record(standings: &[Standing], names: &[Named], n_forms: u32, lengths: &Lengths) -> Record {
    let mut names = names;
    let mut written = Written::default();
    let is_capped = standings.chunk_by(|a, b| a.page == b.page).count() > MAX_PAGES;
    let entries = standings.chunk_by(|a, b| a.page == b.page).map(|standings| {
        let page = standings[0].page;
        let n_before = names.partition_point(|name| name.page < page);
        let n_here = names[n_before..].partition_point(|name| name.page == page);
        let here = &names[n_before..n_before + n_here];
        names = &names[n_before + n_here..];
        entry(standings, here, Forms { n: n_forms, is_capped }, lengths, &mut written)
    });
    let (kept, rest) = capped(entries.collect());
    let mut positions = Bits::default();
    kept.iter().chain(&rest).for_each(|entry| positions.extend(&written.positions, entry.positions.clone()));
    Record {
        postings: with_length(&write_kept(&kept, rest.len(), &written, lengths), about::LENGTH),
        rest: (!rest.is_empty()).then(|| with_length(&write_rest(&rest, &written, lengths), about::LENGTH)),
        positions: with_length(&positions, about::LENGTH),
    }
}

/// How many forms a group has, and whether pages of it are told without which they hold.
#[derive(Clone, Copy)]
struct Forms {
    n: u32,
    is_capped: bool,
}

fn entry(standings: &[Standing], names: &[Named], forms: Forms, lengths: &Lengths, written: &mut Written) -> Entry {
    let page = standings[0].page;
    let frequency = |standings: &[Standing]| standings.iter().map(|standing| u32::from(standing.weight)).sum::<u32>();
    let impact = PAGE.impact(frequency(standings), lengths.pages[page as usize], lengths.mean_page);
    let Written { texts: text, units, positions } = written;
    let (text_at, units_at, positions_at) = (text.len(), units.len(), positions.len());
    let mask = standings.iter().fold(0, |mask, standing| mask | 1 << (standing.spot % forms.n));
    if forms.n > 1 {
        text.number(mask - 1, about::MASK);
    }
    let told = if forms.is_capped { (1 << forms.n) - 1 } else { mask };
    let last_unit = standings[standings.len() - 1].unit;
    let mut next = 0;
    for here in standings.chunk_by(|a, b| a.unit == b.unit) {
        let unit = here[0].unit;
        let length = lengths.units[lengths.first_units[page as usize] + unit as usize];
        let impact = UNIT.impact(frequency(here), length, lengths.mean_unit);
        let is_last = u64::from(unit == last_unit);
        text.number(unit - next, about::UNIT);
        text.push(u64::from(impact >> (about::IMPACT - about::UNIT_IMPACT)), about::UNIT_IMPACT);
        text.push(is_last, 1);
        units.number(unit - next, about::UNIT);
        units.push(is_last, 1);
        next = unit + 1;
        write_spots(positions, here, forms.n, told);
    }
    write_names(text, names);
    Entry {
        page,
        impact,
        is_named: !names.is_empty(),
        text: text_at..text.len(),
        units: units_at..units.len(),
        positions: positions_at..positions.len(),
    }
}

fn write_names(out: &mut Bits, names: &[Named]) {
    let mut next = 0;
    for (n, name) in names.iter().enumerate() {
        out.number(name.place - next, about::PLACE);
        out.number(u32::from(name.length) - 1, about::NAME);
        out.push(u64::from(n + 1 == names.len()), 1);
        next = name.place + 1;
    }
}

/// Where, and which form of those that there can be.
fn write_spots(out: &mut Bits, standings: &[Standing], n_forms: u32, mask: u32) {
    let mut spots: Vec<u32> = standings.iter().map(|standing| standing.spot).collect();
    spots.sort_unstable();
    spots.dedup();
    out.number(spots.len() as u32 - 1, about::COUNT);
    let k = about::position(spots.len());
    let width = about::form(mask.count_ones());
    let mut before = 0;
    for spot in spots {
        let (position, form) = (spot / n_forms, spot % n_forms);
        out.number(position - before, k);
        out.push(u64::from((mask & ((1 << form) - 1)).count_ones()), width);
        before = position;
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

fn write_kept(entries: &[Entry], n_rest: usize, written: &Written, lengths: &Lengths) -> Bits {
    let n_pages = entries.len() + n_rest;
    let mut out = Bits::default();
    out.number(n_pages as u32 - 1, about::PAGES);
    if n_pages > MAX_PAGES {
        out.number((entries.len() - MAX_PAGES) as u32, about::NAMED);
    }
    let k = about::page(lengths.pages.len(), entries.len());
    let mut next = 0;
    for entry in entries {
        out.number(entry.page - next, k);
        out.push(u64::from(entry.is_named), 1);
        out.push(u64::from(entry.impact), about::IMPACT);
        out.extend(&written.texts, entry.text.clone());
        next = entry.page + 1;
    }
    out
}

/// Pages that nobody ranks, and where the group is in them.
fn write_rest(entries: &[Entry], written: &Written, lengths: &Lengths) -> Bits {
    let mut out = Bits::default();
    let k = about::page(lengths.pages.len(), entries.len());
    let mut next = 0;
    for entry in entries {
        out.number(entry.page - next, k);
        out.extend(&written.units, entry.units.clone());
        next = entry.page + 1;
    }
    out
}

fn with_length(bits: &Bits, k: u32) -> Bits {
    let mut out = Bits::default();
    out.number(bits.len() as u32, k);
    out.append(bits);
    out
}
