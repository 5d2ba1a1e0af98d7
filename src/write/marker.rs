//! The marker: a file in the output that says what it is and lists what guildbook wrote.
//!
//! Its first line names the format; then comes one path a line, sorted. It depends on nothing but
//! the set of paths, so a build that adds and removes no file leaves it as it is. Only what it
//! lists is ever removed. So it is read strictly: what guildbook would not have written like
//! this, byte for byte, is no marker.

use std::collections::BTreeSet;
use std::path::{Component, Path};

/// The marker's name in the output folder.
pub(super) const MARKER: &str = crate::path::OUTPUT_MARKER;

const FIRST_LINE: &str = "guildbook output, format 1";

/// The marker's text for these paths.
pub(super) fn print<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut text = format!("{FIRST_LINE}\n");
    for name in names {
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// The paths a marker lists, or nothing where the text is not a marker as [`print()`] makes it.
pub(super) fn parse(text: &str) -> Option<BTreeSet<String>> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    if lines.next() != Some(FIRST_LINE) {
        return None;
    }
    let names: Vec<&str> = lines.collect();
    let strict = names.iter().all(|name| is_writable(name) && !is_reserved(name)) && names.is_sorted_by(|a, b| a < b);
    strict.then(|| names.into_iter().map(str::to_owned).collect())
}

/// Whether a name leads to a place inside the output folder and fits on a line.
///
/// Names from the outside were checked when they became output paths. Those from a marker were
/// not, and on Windows `a\..\..\b` or `c:x` lead out: there the standard library sees another
/// number of parts than there are between the slashes.
pub(super) fn is_writable(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let plain = parts.all(|part| matches!(part, Component::Normal(_)));
    let n_parts = Path::new(name).components().count();
    plain && n_parts == name.split('/').count() && !name.contains(char::is_control)
}

/// Whether a name is the marker's own or lies below it, also on disks that ignore case.
pub(super) fn is_reserved(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or(name);
    first.eq_ignore_ascii_case(MARKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_parses_to_the_same_names() {
        let names = ["404.html", "a b/ü.html", "a/index.html", "a/x~.png"];
        let parsed = parse(&print(names.into_iter())).unwrap();
        assert!(parsed.iter().map(String::as_str).eq(names));
        assert_eq!(parse(&print([].into_iter())), Some(BTreeSet::new()));
    }

    #[test]
    fn anything_but_a_marker_is_refused() {
        let with = |names: &str| format!("{FIRST_LINE}\n{names}");
        let refused = [
            String::new(),
            FIRST_LINE.to_owned(),
            "guildbook output, format 2\n".to_owned(),
            with("a"),
            with("\n"),
            with("b\na\n"),
            with("a\na\n"),
            with("a\n\nb\n"),
            with("a\r\n"),
            with("/etc/passwd\n"),
            with("../a\n"),
            with("a/../../b\n"),
            with("a/..\n"),
            with("./a\n"),
            with("a/./b\n"),
            with("a//b\n"),
            with("a/\n"),
            with(".\n"),
            with("..\n"),
            with("a\0b\n"),
            with(".guildbook\n"),
            with(".Guildbook/a\n"),
        ];
        for text in refused {
            assert_eq!(parse(&text), None, "{text:?}");
        }
    }
}
