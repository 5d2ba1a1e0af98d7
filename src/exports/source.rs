//! The Markdown of an entry, to copy and to read by programs: its body as it was written, as far as its page shows it.
//!
//! 1. The pieces of the body are read, as for the page: without what this build may not see.
//! 2. Each block that makes up the page is a part to keep. What stands between the parts shows nowhere (parts for fewer
//!    people, their fences, definitions of links) and is left out, save the marks of quotes and lists.
//! 3. Links become addresses of the site; those that lead nowhere keep only their words. A link by a label gets its
//!    address inline, because the definitions are gone.
//! 4. Comments go, and attributes of raw HTML that could name a file.
//! 5. The title stands above as a heading, where the body has none.
//!
//! Nothing is kept because it was not recognised: what no piece of the page vouches for is gone.

mod links;
mod parts;
mod raw;

use super::escaped;
use crate::community::{Entry, EntryId, Link};
use crate::document::markdown::{self, Reading};
use crate::site::Site;
use links::Links;
use parts::Parts;
use std::collections::BTreeMap;
use std::ops::Range;

type At = Range<usize>;

/// What takes the place of some bytes of the file.
struct Edit {
    at: At,
    text: String,
}

pub(super) fn markdown(site: &Site, id: EntryId) -> String {
    let entry = site.community.entry(id);
    let document = &entry.document;
    let prepared = entry.prepared();
    let table = site.community.links_from(id).iter().filter(|link| !link.role.is_field());
    let table: BTreeMap<usize, &Link> = table.map(|link| (link.at.start, link)).collect();
    let mut parts = Parts::new(&document.text);
    let mut links = Links::new(site, entry, &table);
    let mut raw = raw::Html::new(site, entry, &table);
    for (piece, at) in markdown::pieces(&prepared, Reading::of(&site.config.markdown)) {
        parts.piece(&piece, &at);
        raw.piece(&piece, &at);
        links.piece(&piece, &at);
    }
    let title = heading(entry);
    let replaced = title.iter().filter_map(|title| title.replaces.clone());
    let mut edits: Vec<Edit> = replaced.map(|at| Edit { at, text: String::new() }).collect();
    // A heading without words is on no page, nor is a year above the heading of one of many sessions.
    let above = document.title_heading.filter(|_| document.is_part()).unwrap_or_default();
    let over = (0..above).filter(|place| !document.prints(*place)).map(|place| &document.body.headings[place]);
    let empty = entry.headings().filter(|heading| heading.text.is_empty());
    edits.extend(empty.chain(over).map(|heading| Edit { at: heading.at.clone(), text: String::new() }));
    edits.extend(fences(entry).into_iter().chain(links.edits).chain(raw.edits));
    // What lies inside another comes after it, and is passed over.
    edits.sort_by_key(|edit| (edit.at.start, usize::MAX - edit.at.end));
    let body = apply(entry, &parts.finish(), &edits);
    let above = title.map_or_else(String::new, |title| format!("# {}\n\n", title.text));
    format!("{above}{}", trimmed(&body)).trim_end().to_owned() + "\n"
}

/// A heading to put above the body.
struct Title {
    text: String,
    /// The heading of a lower level that said the same.
    replaces: Option<At>,
}

fn heading(entry: &Entry) -> Option<Title> {
    let document = &entry.document;
    let own = document.title_heading.and_then(|place| document.body.headings.get(place));
    let has_title = entry.headings().any(|heading| heading.level == 1 && !heading.text.is_empty());
    let text = || escaped(&document.title);
    match own {
        Some(heading) if heading.level > 1 || document.is_part() => {
            Some(Title { text: text(), replaces: Some(heading.at.clone()) })
        }
        _ if has_title => None,
        _ => Some(Title { text: text(), replaces: None }),
    }
}

/// The lines that begin and end parts for an audience, and those parts that this one may not see.
fn fences(entry: &Entry) -> Vec<Edit> {
    let text = &entry.document.text;
    let mut edits = Vec::new();
    let gap = |at: At| Edit { at, text: "\n".into() };
    for (block, _) in &entry.visibility.blocks {
        if entry.hides(block.start) {
            edits.push(gap(block.clone()));
            continue;
        }
        let first = text[block.clone()].find('\n').map_or(block.end, |end| block.start + end + 1);
        let last = text[block.clone()].trim_end().rfind('\n').map_or(block.start, |end| block.start + end + 1);
        edits.push(gap(block.start..first));
        edits.push(gap(last.max(first)..block.end));
    }
    edits
}

/// Writes the parts of the body with the edits in them, and of what is between them no more than marks.
fn apply(entry: &Entry, parts: &[At], edits: &[Edit]) -> String {
    let (text, body) = (&entry.document.text, &entry.document.body.at);
    let mut writer = Writer { text, parts, part: 0, out: String::with_capacity(body.len()) };
    let mut done = body.start;
    for edit in edits {
        // What lies inside something that is gone is gone with it.
        if edit.at.start >= done {
            writer.copy(done..edit.at.start);
            match edit.text.trim().is_empty() {
                true => writer.gap(&edit.text),
                false => writer.out.push_str(&edit.text),
            }
            done = edit.at.end;
        }
    }
    writer.copy(done..body.end);
    writer.out
}

struct Writer<'a> {
    text: &'a str,
    parts: &'a [At],
    /// The first part that does not end before the place that is written.
    part: usize,
    out: String,
}

impl Writer<'_> {
    fn copy(&mut self, at: At) {
        let mut done = at.start;
        while done < at.end {
            while self.parts.get(self.part).is_some_and(|part| part.end <= done) {
                self.part += 1;
            }
            let part = self.parts.get(self.part).cloned().unwrap_or(usize::MAX..usize::MAX);
            let gap = done..part.start.clamp(done, at.end);
            self.gap(&marks(&self.text[gap.clone()]));
            let kept = gap.end..part.end.clamp(gap.end, at.end);
            match &self.text[kept.clone()] {
                blank if blank.trim().is_empty() => self.gap(blank),
                text => self.out.push_str(text),
            }
            done = kept.end;
        }
    }

    /// Where something was cut, one empty line is enough.
    fn gap(&mut self, gap: &str) {
        for line in gap.split_inclusive('\n') {
            let is_another = line.ends_with('\n') && line.trim().is_empty() && self.out.ends_with("\n\n");
            if !is_another {
                self.out.push_str(line);
            }
        }
    }
}

/// Of each line no more than what begins a quote, an item, a definition or a footnote.
fn marks(gap: &str) -> String {
    let mut out = String::new();
    for line in gap.split_inclusive('\n') {
        let mut rest = line;
        while let Some(mark) = mark(rest) {
            out.push_str(&rest[..mark]);
            rest = &rest[mark..];
        }
        if !rest.is_empty() && line.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// How many bytes of a line are white space, or a mark that begins a quote, an item or a footnote.
fn mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends_mark = |at: usize| line[at..].is_empty() || line[at..].starts_with([' ', '\t', '\n', '\r']);
    match first {
        '>' => Some(1),
        first if first.is_ascii_whitespace() => Some(1),
        '-' | '*' | '+' | ':' if ends_mark(1) => Some(1),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) && ends_mark(digits + 1) => Some(digits + 1),
        '[' if line.starts_with("[^") => line.find("]:").map(|end| end + 2),
        _ => None,
    }
}

/// Without empty lines at its ends; indented code keeps its indent.
fn trimmed(body: &str) -> &str {
    let first = body.find(|c: char| !c.is_whitespace()).unwrap_or(body.len());
    let start = body[..first].rfind('\n').map_or(0, |end| end + 1);
    body[start..].trim_end()
}
