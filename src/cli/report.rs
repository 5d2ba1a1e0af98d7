//! `guildbook report WHAT`: what a site tells those who look after it, as text, JSON or CSV.
//!
//! 1. The site is compiled for the audience that was asked for; what is wrong in it is no part of a report.
//! 2. The report is made as rows of named cells, the same for every format.
//! 3. The rows are printed.
//!
//! A new report is a variant of `What` in `args.rs`, its line in [`rows`], and the function that makes its rows.

use super::args::{Format, Global, Report, ReportFormat, Scope, What};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::derive::tidy;
use crate::diagnostic::report::printable;
use crate::site::Site;
use serde::Serialize;

pub(super) fn run(report: &Report, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let scope = Scope { choice: report.choice.clone(), strict: false, format: Format::Human };
    let compilation = {
        let mut session = Session::open(&scope, global, terminal)?;
        let compilation = session.compile();
        if compilation.site.is_none() {
            return Ok(session.report(&compilation.findings));
        }
        compilation
    };
    if let Some(site) = &compilation.site {
        let rows = rows(report.what, site);
        terminal.answer(&match report.format {
            ReportFormat::Text => text(&rows),
            ReportFormat::Json => in_json(report.what, &rows)?,
            ReportFormat::Csv => csv(&rows)?,
        });
    }
    Ok(Ending::Done)
}

/// One row of a report.
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

fn rows(what: What, site: &Site) -> Vec<Row> {
    match what {
        What::Tidy => tidy_rows(site),
    }
}

fn tidy_rows(site: &Site) -> Vec<Row> {
    let path = |id: &crate::community::EntryId| {
        let path = &site.community.entry(*id).document.path;
        site.config.on_disk(path).to_string()
    };
    let row = |untidy: tidy::Untidy| Row {
        what: untidy.what.name(),
        heading: untidy.what.meaning(),
        advice: untidy.what.advice(),
        title: untidy.title,
        files: untidy.entries.iter().map(path).collect(),
    };
    tidy::all(&site.community, &site.derived, site.uses_wikilinks()).into_iter().map(row).collect()
}

/// For people: rows of one sort under a heading that says what to do.
fn text(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "There is nothing to report.\n".into();
    }
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

#[derive(Serialize)]
struct Json<'a> {
    version: u8,
    report: &'static str,
    rows: &'a [Row],
}

fn in_json(what: What, rows: &[Row]) -> Result<String, Trouble> {
    let json = serde_json::to_string_pretty(&Json { version: 1, report: what.name(), rows })?;
    Ok(json + "\n")
}

/// One line for each file, so that a table can be sorted by it.
fn csv(rows: &[Row]) -> Result<String, Trouble> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["what", "title", "file", "advice"])?;
    for row in rows {
        for file in &row.files {
            writer.write_record([row.what, &harmless(&row.title), &harmless(file), row.advice])?;
        }
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
}

/// No spreadsheet takes the cell for a formula, and no terminal for a command.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("{}{}", if is_formula { "'" } else { "" }, printable(cell))
}
