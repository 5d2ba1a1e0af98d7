//! Blocks: cards of pages with the text of their units, as results show them.

use super::format::{Sort, call, json, number, run_of, sort};
use super::page::Card;
use super::units::{Piece, Words};
use crate::slug::heading_id;
use rayon::prelude::*;
use serde_json::{Value, json as value};
use std::sync::Arc;

/// A block is full at so many bytes of text, in a small site and in a large one.
const FULL: std::ops::RangeInclusive<usize> = 6_000..=9_000;

/// Blocks of a small site are about so many. Fewer would pack better, but each result costs a reader one of them.
const FEW: usize = 400;

/// Those of a large one grow rather than be more than about this many, but not beyond [`LARGEST`].
const MANY: usize = 3_700;

/// The largest a block gets.
const LARGEST: usize = 24_000;

/// Which units of a page are in a block.
struct Share {
    page: usize,
    units: std::ops::Range<usize>,
}

/// The files, and what the manifest tells of them.
pub fn of(language: &str, cards: &[Card], pages: &[Arc<Words>]) -> (Sort, Value) {
    let blocks = pack(pages);
    let block = |(n, shares): (usize, &Vec<Share>)| {
        let shares: Vec<Value> = shares.iter().map(|share| of_page(share, cards, pages)).collect();
        call(&format!("{language}/d{n}"), &[json(&shares)])
    };
    let contents: Vec<Vec<u8>> = blocks.par_iter().enumerate().map(block).collect();
    let n = contents.len();
    let sort = sort('d', 0..n, contents, run_of(n));
    let told = value!({"n": n, "at": directory(&blocks), "run": sort.run, "h": sort.hashes});
    (sort, told)
}

fn of_page(share: &Share, cards: &[Card], pages: &[Arc<Words>]) -> Value {
    let card = &cards[share.page];
    let units = &pages[share.page].units[share.units.clone()];
    let units: Value = units.iter().map(|unit| unit.pieces.iter().map(piece).collect::<Value>()).collect();
    value!([share.page, card.path, card.title, card.kind.name(), card.date, card.note, share.units.start, units])
}

fn piece(piece: &Piece) -> Value {
    let Piece { anchor, heading, has_heading, text } = piece;
    match *has_heading || heading.is_empty() {
        true if heading.is_empty() && anchor.is_empty() => value!(text),
        // Only of plain letters, of which Rust and every browser know the same.
        true if heading.is_ascii() && *anchor == heading_id(heading) => value!([heading, text]),
        true => value!([heading, text, anchor]),
        false => value!(["", text, anchor, heading]),
    }
}

/// How much a unit takes in a block.
fn size(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.anchor.len() + piece.heading.len() + piece.text.len() + 10).sum()
}

fn pack(pages: &[Arc<Words>]) -> Vec<Vec<Share>> {
    let sizes: Vec<Vec<usize>> =
        pages.iter().map(|page| page.units.iter().map(|unit| size(&unit.pieces)).collect()).collect();
    let total: usize = sizes.iter().flatten().sum();
    let full = (total / FEW).clamp(*FULL.start(), *FULL.end()).max((total / MANY).min(LARGEST));
    let mut blocks: Vec<Vec<Share>> = Vec::new();
    let mut held = usize::MAX;
    for (page, sizes) in sizes.iter().enumerate() {
        for (unit, size) in sizes.iter().enumerate() {
            if held.saturating_add(*size) > full {
                blocks.push(Vec::new());
                held = 0;
            }
            held += size;
            let block = blocks.last_mut().expect("there is one");
            match block.last_mut().filter(|share| share.page == page) {
                Some(share) => share.units.end = unit + 1,
                None => block.push(Share { page, units: unit..unit + 1 }),
            }
        }
    }
    blocks
}

/// Where each block begins.
fn directory(blocks: &[Vec<Share>]) -> String {
    let mut out = String::new();
    let mut before = 0;
    for first in blocks.iter().map(|block| &block[0]) {
        let goes_on = first.units.start > 0;
        number(&mut out, ((first.page - before) * 2) as u32 + u32::from(goes_on));
        if goes_on {
            number(&mut out, first.units.start as u32);
        }
        before = first.page;
    }
    out
}
