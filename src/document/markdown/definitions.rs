//! Lines that begin as a definition does, and those that the parser would only take for one.

use super::prepare::{indent_of, is_within};
use std::ops::Range;

/// Whether some line that is not hidden begins with a colon and a space, after quote marks maybe.
pub(super) fn has_definitions(file: &str, body: Range<usize>, hidden: &[Range<usize>]) -> bool {
    let text = &file[body.clone()];
    let begins_line = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with('\n')
    };
    let is_one = |at: usize| text[at + 1..].starts_with([' ', '\t']) && begins_line(at);
    text.match_indices(':').any(|(at, _)| is_one(at) && !is_within(body.start + at, hidden))
}

/// Where a colon begins a line that explains nothing: no space follows, or nothing before it `may_be_explained`.
pub(super) fn stray_colon(line: &str, may_be_explained: bool) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let is_stray = |rest: &str| !(may_be_explained && rest.starts_with([' ', '\t']));
    (rest.strip_prefix(':').is_some_and(is_stray) && indent_of(line).0 < 4).then_some(line.len() - rest.len())
}
