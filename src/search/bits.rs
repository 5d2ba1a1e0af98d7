//! Numbers in bits: what postings and positions are written in, as `format` says.

use std::ops::Range;

/// So many bits are in two letters.
const IN_PAIR: u32 = 13;

/// How many letters there are.
const N_LETTERS: u64 = 91;

/// Bits, the first one lowest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds the lowest `width` bits of a value that has no others, at most 57.
    pub fn push(&mut self, value: u64, width: u32) {
        let shift = self.len % 64;
        match self.words.last_mut() {
            Some(last) if shift > 0 => *last |= value << shift,
            _ => self.words.push(value),
        }
        if shift > 0 && shift + width as usize > 64 {
            self.words.push(value >> (64 - shift));
        }
        self.len += width as usize;
        self.words.truncate(self.len.div_ceil(64));
    }

    /// Adds a number that is about 2^k, in the shorter a way the less it is.
    pub fn number(&mut self, number: u32, k: u32) {
        let sum = u64::from(number) + (1 << k);
        let width = sum.ilog2();
        self.push(1 << (width - k), width - k + 1);
        self.push(sum - (1 << width), width);
    }

    /// Adds some of others.
    pub fn extend(&mut self, others: &Bits, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let width = (range.end - at).min(57);
            self.push(others.get(at, width as u32), width as u32);
            at += width;
        }
    }

    /// Adds all of others.
    pub fn append(&mut self, others: &Bits) {
        self.extend(others, 0..others.len);
    }

    /// The same in letters.
    pub fn letters(&self) -> String {
        let mut letters = String::with_capacity(self.len / 6);
        for at in (0..self.len).step_by(IN_PAIR as usize) {
            let pair = self.get(at, IN_PAIR);
            letters.push(letter(pair % N_LETTERS));
            letters.push(letter(pair / N_LETTERS));
        }
        letters
    }

    /// `width` bits, at most 57; beyond the end there are zeros.
    fn get(&self, at: usize, width: u32) -> u64 {
        let (word, shift) = (at / 64, at % 64);
        let low = self.words[word] >> shift;
        let high = self.words.get(word + 1).filter(|_| shift > 0).map_or(0, |next| next << (64 - shift));
        (low | high) & ((1 << width) - 1)
    }
}

/// `#` to `~`, without the one that JSON would write as two.
fn letter(value: u64) -> char {
    let code = b'#' + value as u8;
    char::from(code + u8::from(code >= b'\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: u32, k: u32) -> String {
        let mut bits = Bits::default();
        bits.number(number, k);
        (0..bits.len()).map(|at| if bits.get(at, 1) == 1 { '1' } else { '0' }).collect()
    }

    #[test]
    fn small_numbers_are_short() {
        assert_eq!([0, 1, 2, 3, 6].map(|n| written(n, 0)), ["1", "010", "011", "00100", "00111"]);
        assert_eq!([0, 3, 4, 11, 12].map(|n| written(n, 2)), ["100", "111", "01000", "01111", "0010000"]);
        assert_eq!(written(u32::MAX, 0).len(), 65);
    }

    #[test]
    fn letters_need_no_escapes() {
        let mut bits = Bits::default();
        (0..1 << IN_PAIR).for_each(|pair| bits.push(pair, IN_PAIR));
        let letters = bits.letters();
        assert!(letters.bytes().all(|letter| (b'#'..=b'~').contains(&letter) && letter != b'\\'));
        assert_eq!(&letters[..4], "##$#");
        let mut pairs: Vec<&[u8]> = letters.as_bytes().chunks(2).collect();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), 1 << IN_PAIR);
    }

    #[test]
    fn what_is_joined_is_what_would_have_been_written() {
        let number = |n: u32| (n.wrapping_mul(2_654_435_761) >> (n % 23 + 9), n % 7);
        let mut whole = Bits::default();
        let mut joined = Bits::default();
        for start in (0..600).step_by(37) {
            let mut part = Bits::default();
            part.push(1, 3);
            for n in start..start + 37 {
                let (number, k) = number(n);
                whole.number(number, k);
                part.number(number, k);
            }
            joined.extend(&part, 3..part.len());
        }
        assert_eq!(joined, whole);
    }
}
