//! What could be tidier.

use super::{Made, printable, value};
use crate::derive::tidy::{self, Untidy};
use crate::site::Site;
use serde::Serialize;

#[derive(Serialize)]
struct Row {
    /// What it is about, by a name that stays.
    what: &'static str,
    /// What rows of this sort are, as a heading for people.
    #[serde(skip)]
    heading: &'static str,
    /// The page, by its title.
    title: String,
    /// The files that it is about.
    files: Vec<String>,
    /// What to do about it.
    advice: &'static str,
}

pub(super) fn tidy(site: &Site) -> Made {
    let all = tidy::all(&site.community, &site.derived, site.uses_wikilinks());
    let rows: Vec<Row> = all.into_iter().map(|untidy| row(site, untidy)).collect();
    Made {
        text: text(&rows),
        columns: &["what", "title", "file", "advice"],
        table: rows.iter().flat_map(lines).collect(),
        rows: rows.iter().map(value).collect(),
    }
}

fn row(site: &Site, untidy: Untidy) -> Row {
    let path = |id: &crate::community::EntryId| {
        let path = &site.community.entry(*id).document.path;
        site.config.on_disk(path).to_string()
    };
    Row {
        what: untidy.what.name(),
        heading: untidy.what.meaning(),
        advice: untidy.what.advice(),
        title: untidy.title,
        files: untidy.entries.iter().map(path).collect(),
    }
}

/// One line of the table for each file, so that it can be sorted by it.
fn lines(row: &Row) -> impl Iterator<Item = Vec<String>> {
    row.files.iter().map(|file| vec![row.what.into(), row.title.clone(), file.clone(), row.advice.into()])
}

/// Rows of one sort under a heading that says what to do.
fn text(rows: &[Row]) -> String {
    let mut out = String::new();
    for section in rows.chunk_by(|a, b| a.what == b.what) {
        let first = &section[0];
        let gap = if out.is_empty() { "" } else { "\n" };
        out += &format!("{gap}{} ({}): {}\n", first.heading, section.len(), first.advice);
        for row in section {
            out += &format!("  {}: {}\n", printable(&row.title), printable(&row.files.join(", ")));
        }
    }
    out
}
