//! Workflow commands of GitHub's runners, and the table below a run.

use super::{Alike, Texts, alike, counts, place, printable};
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write;

/// So many rows of the table are shown.
const MAX_ROWS: usize = 100;

/// A line for each finding and one with their number. Hosts show about ten of each kind, so the most severe come first.
pub fn github(findings: &[Diagnostic], texts: &Texts, prefix: &str) -> String {
    let total = if findings.is_empty() { String::new() } else { format!("{}\n", counts(findings)) };
    let lines: String = by_severity(findings).iter().map(|one| line(one, texts, prefix)).collect();
    lines + &total
}

fn by_severity(findings: &[Diagnostic]) -> Vec<Alike<'_>> {
    let mut sorted = alike(findings);
    sorted.sort_by_key(|one| one.finding.severity);
    sorted
}

fn line(one: &Alike<'_>, texts: &Texts, prefix: &str) -> String {
    let finding = one.finding;
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let place = place(finding, texts, prefix);
    let file = property(&place.path);
    // GitHub takes columns only where a finding is within one line.
    let columns = match place.end.0 == place.start.0 {
        true => format!("col={},endColumn={}", place.start.1, place.end.1),
        false => format!("endLine={}", place.end.0),
    };
    let times = if one.n > 1 { format!(" ({} times in {} files)", one.n, one.n_files) } else { String::new() };
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let message = text(&format!("{}{times}{help}", finding.message));
    format!("::{command} file={file},line={},{columns},title={}::{message}\n", place.start.0, finding.code)
}

fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(name: &str) -> String {
    text(name).replace(':', "%3A").replace(',', "%2C")
}

/// A table in Markdown for a code host's summary of a run; nothing where there is nothing to say.
pub fn summary_table(findings: &[Diagnostic], texts: &Texts, prefix: &str) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let rows = by_severity(findings);
    let head = "| | code | where | what |\n| --- | --- | --- | --- |\n";
    let mut table = format!("### guildbook: {}\n\n{head}", counts(findings));
    for one in rows.iter().take(MAX_ROWS) {
        let finding = one.finding;
        let place = place(finding, texts, prefix);
        let place = code(&format!("{}:{}", place.path, place.start.0));
        let _ = writeln!(table, "| {} | {} | {place} | {} |", finding.severity, finding.code, cell(&finding.message));
    }
    if rows.len() > MAX_ROWS {
        let _ = writeln!(table, "\n… and {} more.", rows.len() - MAX_ROWS);
    }
    table
}

fn cell(text: &str) -> String {
    printable(text).replace('|', "\\|").replace('<', "&lt;")
}

/// A file's name is never taken for Markdown.
fn code(name: &str) -> String {
    format!("`{}`", printable(name).replace('`', "'").replace('|', "\\|"))
}
