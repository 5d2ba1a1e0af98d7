//! Which part of a body is asked for.

use std::ops::Range;

/// What a header `Range` asks of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it: no part was asked for, or one that this server does not know to give.
    Whole,
    /// These bytes, which are in the body and at least one.
    Slice(Range<u64>),
    /// Bytes that it does not have.
    Outside,
}

/// The part of a body of so many bytes that the value of `Range` asks for. Only one range of bytes is understood.
pub fn part(value: &str, length: u64) -> Part {
    match ends(value) {
        Some((Some(first), _)) if first >= length => Part::Outside,
        Some((Some(first), Some(last))) => Part::Slice(first..last.saturating_add(1).min(length)),
        Some((Some(first), None)) => Part::Slice(first..length),
        Some((None, Some(n))) if n == 0 || length == 0 => Part::Outside,
        Some((None, Some(n))) => Part::Slice(length.saturating_sub(n)..length),
        Some((None, None)) | None => Part::Whole,
    }
}

/// The numbers before and after the hyphen: the first byte and the last, or how many at the end.
fn ends(value: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = value.split_once('=')?;
    let (first, last) = range.trim_matches([' ', '\t']).split_once('-')?;
    let ends = (number(first)?, number(last)?);
    let is_backwards = matches!(ends, (Some(first), Some(last)) if first > last);
    (unit.eq_ignore_ascii_case("bytes") && !is_backwards).then_some(ends)
}

/// A number that is too large for any file is as good as any that is; nothing is no number.
fn number(digits: &str) -> Option<Option<u64>> {
    match digits {
        "" => Some(None),
        _ if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(Some(digits.parse().unwrap_or(u64::MAX))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_range_of_bytes_is_a_slice() {
        for (value, slice) in [
            ("bytes=0-0", 0..1),
            ("bytes=0-9", 0..10),
            ("bytes=3-5", 3..6),
            ("Bytes= 3-5\t", 3..6),
            ("bytes=3-", 3..10),
            ("bytes=9-99", 9..10),
            ("bytes=0-99999999999999999999999", 0..10),
            ("bytes=0-18446744073709551615", 0..10),
            ("bytes=-1", 9..10),
            ("bytes=-10", 0..10),
            ("bytes=-99999999999999999999999", 0..10),
        ] {
            assert_eq!(part(value, 10), Part::Slice(slice), "{value}");
        }
    }

    #[test]
    fn what_the_body_does_not_have_is_outside() {
        for value in ["bytes=10-", "bytes=10-10", "bytes=99999999999999999999-", "bytes=-0"] {
            assert_eq!(part(value, 10), Part::Outside, "{value}");
        }
        for value in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            assert_eq!(part(value, 0), Part::Outside, "{value}");
        }
    }

    #[test]
    fn anything_else_gives_all_of_it() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-3",
            "bytes=0-1,3-4",
            "bytes=0-1,",
            "bytes=+1-2",
            "bytes=0x1-2",
            "bytes=1 - 2",
            "bytes=--1",
            "bytes=1-2-3",
            "bytes =0-1",
            "bytes:0-1",
            "lines=0-1",
            "bytes=٣-٥",
        ] {
            assert_eq!(part(value, 10), Part::Whole, "{value}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_slice_is_within_the_body_whatever_is_asked(
            value in prop_oneof!["\\PC{0,20}", "bytes=[0-9]{0,21}-[0-9]{0,21}", "bytes=[-, 0-9]{0,8}"],
            length in prop_oneof![0_u64..20, any::<u64>()],
        ) {
            if let Part::Slice(slice) = part(&value, length) {
                prop_assert!(slice.start < slice.end && slice.end <= length, "{:?}", slice);
            }
        }

        #[test]
        fn a_slice_has_the_bytes_that_were_asked_for(first in 0_u64..50, more in 0_u64..50, beyond in 1_u64..50) {
            let (last, length) = (first + more, first + more + beyond);
            prop_assert_eq!(part(&format!("bytes={first}-{last}"), length), Part::Slice(first..last + 1));
            prop_assert_eq!(part(&format!("bytes=-{beyond}"), length), Part::Slice(length - beyond..length));
        }
    }
}
