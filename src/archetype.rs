//! Archetypes: the texts that new documents start from.
//!
//! 1. Lines of the front matter that begin with `##` explain the archetype, and stay there.
//! 2. Places such as `{title}` are filled in: in front matter as YAML, below it as Markdown. Before, `{title}` is valid
//!    in both.
//! 3. A line of front matter with a place of which nothing is known becomes a comment.

use crate::kind::{KINDS, Kind};
use crate::path::SitePath;
use crate::quote;

/// The places that an archetype may have.
pub const PLACES: [&str; 11] =
    ["title", "date", "slug", "series", "start", "end", "duration", "timezone", "place", "url", "mode"];

/// What the places of an archetype stand for; `None` where nothing is known.
pub type Places<'a> = [(&'a str, Option<&'a str>)];

/// The archetype that comes with the program.
pub fn builtin(kind: Kind) -> &'static str {
    match kind {
        Kind::Theme => include_str!("archetype/theme.md"),
        Kind::Session => include_str!("archetype/session.md"),
        Kind::Member => include_str!("archetype/member.md"),
        Kind::Template => include_str!("archetype/template.md"),
        Kind::Story => include_str!("archetype/story.md"),
        Kind::Question => include_str!("archetype/question.md"),
        Kind::Resource => include_str!("archetype/resource.md"),
        Kind::Group => include_str!("archetype/group.md"),
        Kind::Term => include_str!("archetype/term.md"),
        Kind::Page => include_str!("archetype/page.md"),
    }
}

/// All of them, in the order of the table of kinds.
pub fn all() -> impl Iterator<Item = (Kind, &'static str)> {
    KINDS.iter().map(|spec| (spec.kind, builtin(spec.kind)))
}

/// Where a site keeps its own archetype of a kind.
pub fn path(kind: Kind) -> SitePath {
    SitePath::new(format!("archetypes/{kind}.md"))
}

/// Fills an archetype.
pub fn fill(archetype: &str, places: &Places<'_>) -> String {
    let text = archetype.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut lines = text.split_inclusive('\n');
    let mut out = String::new();
    if text.starts_with("---\n") {
        out.extend(lines.next());
        for line in lines.by_ref() {
            let is_end = line.trim_end() == "---";
            out += &if is_end { line.to_owned() } else { front_matter_line(line, places) };
            if is_end {
                break;
            }
        }
    }
    out + &filled(&lines.collect::<String>(), places, quote::markdown)
}

fn front_matter_line(line: &str, places: &Places<'_>) -> String {
    if line.starts_with("##") {
        return String::new();
    }
    let is_unknown = |(name, value): &(&str, Option<&str>)| value.is_none() && line.contains(&format!("{{{name}}}"));
    match places.iter().any(is_unknown) && !line.trim_start().starts_with('#') {
        true => format!("# {}\n", filled(line, places, quote::yaml).trim()),
        false => filled(line, places, quote::yaml),
    }
}

/// One pass from left to right, so that a title which holds `{date}` stays as it is.
fn filled(text: &str, places: &Places<'_>, write: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out += &rest[..at];
        rest = &rest[at..];
        let place =
            places.iter().find(|(name, _)| rest[1..].strip_prefix(name).is_some_and(|end| end.starts_with('}')));
        let length = match place {
            Some((name, value)) => {
                out += &value.map(&write).unwrap_or_default();
                name.len() + 2
            }
            None => {
                out.push('{');
                1
            }
        };
        rest = &rest[length..];
    }
    out + rest
}
