//! `guildbook report WHAT`: what a site tells those who look after it, as text, JSON or CSV.
//!
//! 1. The site is compiled for the audience that was asked for; what is wrong in it is no part of a report.
//! 2. The report is made: rows of named cells, the same for JSON and CSV, and a text for people.
//! 3. It is printed.
//!
//! A new report is a variant of `What` in `args.rs`, its line in [`made`], and its file in `report/`.

mod notes;
mod tidy;

use super::args::{Format, Global, Report, ReportFormat, Scope, What};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::diagnostic::report::printable;
use crate::site::Site;
use serde::Serialize;
use serde_json::Value;

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
        let made = made(report.what, site);
        terminal.answer(&match report.format {
            ReportFormat::Text if made.rows.is_empty() => "There is nothing to report.\n".into(),
            ReportFormat::Text => made.text,
            ReportFormat::Json => in_json(report.what, &made.rows)?,
            ReportFormat::Csv => csv(&made)?,
        });
    }
    Ok(Ending::Done)
}

/// A report.
struct Made {
    /// For people.
    text: String,
    /// For programs: each row an object.
    rows: Vec<Value>,
    /// The names of the columns of a table.
    columns: &'static [&'static str],
    /// The rows of the table.
    table: Vec<Vec<String>>,
}

fn made(what: What, site: &Site) -> Made {
    match what {
        What::Actions => notes::actions(site),
        What::Attendance => notes::attendance(site),
        What::Decisions => notes::decisions(site),
        What::Tidy => tidy::tidy(site),
    }
}

/// A row as an object.
fn value(row: &impl Serialize) -> Value {
    serde_json::to_value(row).expect("texts and lists are always JSON")
}

#[derive(Serialize)]
struct Json<'a> {
    version: u8,
    report: &'static str,
    rows: &'a [Value],
}

fn in_json(what: What, rows: &[Value]) -> Result<String, Trouble> {
    let json = serde_json::to_string_pretty(&Json { version: 1, report: what.name(), rows })?;
    Ok(json + "\n")
}

fn csv(made: &Made) -> Result<String, Trouble> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(made.columns)?;
    for row in &made.table {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
}

/// No spreadsheet takes the cell for a formula, and no terminal for a command.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("{}{}", if is_formula { "'" } else { "" }, printable(cell))
}
