//! Lines that begin as a definition does, and those that the parser would only take for one.

use super::prepare::{indent_of, is_within};
use std::ops::Range;

/// Whether some line that is not hidden begins with a colon and a space, after quote marks maybe.
pub(super) fn has_definitions(file: &str, body: Range<usize>, hidden: &[Range<usize>]) -> bool {
    let is_one = |line: &str| {
        line.trim_start_matches([' ', '\t', '>']).strip_prefix(':').is_some_and(|rest| rest.starts_with([' ', '\t']))
    };
    let mut next = body.start;
    file[body].split_inclusive('\n').any(|line| {
        let at = next;
        next += line.len();
        is_one(line) && !is_within(at, hidden)
    })
}

/// Where a colon begins a line that explains nothing: no space follows, or nothing before it `may_be_explained`.
pub(super) fn stray_colon(line: &str, may_be_explained: bool) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let is_stray = |rest: &str| !(may_be_explained && rest.starts_with([' ', '\t']));
    (rest.strip_prefix(':').is_some_and(is_stray) && indent_of(line).0 < 4).then_some(line.len() - rest.len())
}
