//! Findings as people and programs read them. The only module that names `annotate_snippets`.
//!
//! 1. Findings of one code with one message in many files become one, with a count.
//! 2. Bytes become lines and columns, counted in characters from 1.
//! 3. Text that authors wrote is printed without control characters.

use super::{Diagnostic, Severity, Span};
use crate::path::SitePath;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// So many findings with one message are still printed one by one.
const MAX_ALIKE: usize = 3;

/// The texts that findings point into.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<SitePath, Arc<str>>);

impl Texts {
    /// Takes the texts of all files that findings may point into.
    pub fn new(texts: impl IntoIterator<Item = (SitePath, Arc<str>)>) -> Self {
        Texts(texts.into_iter().collect())
    }

    /// Line and column of byte `at`, both from 1.
    pub fn position(&self, file: &SitePath, at: usize) -> (usize, usize) {
        let Some(text) = self.0.get(file) else { return (1, 1) };
        let before = &text.as_bytes()[..at.min(text.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let column = text.get(start..at.min(text.len())).map_or(1, |line| 1 + line.chars().count());
        (line, column)
    }

    /// The lines that a range touches, and the bytes where they begin.
    fn lines(&self, span: &Span) -> Option<(&str, usize)> {
        let text = self.0.get(&span.file)?;
        let start = text[..span.start.min(text.len())].rfind('\n').map_or(0, |end| end + 1);
        let last = span.end.min(text.len()).max(span.start.min(text.len()));
        let end = text[last..].find('\n').map_or(text.len(), |end| last + end);
        text.get(start..end).map(|lines| (lines, start))
    }
}

/// A finding that stands for `n` with the same message.
struct Alike<'a> {
    finding: &'a Diagnostic,
    n: usize,
    n_files: usize,
}

fn alike(findings: &[Diagnostic]) -> Vec<Alike<'_>> {
    let mut files: BTreeMap<(super::Code, &str), (usize, BTreeSet<&SitePath>)> = BTreeMap::new();
    for finding in findings {
        let (n, in_files) = files.entry((finding.code, &finding.message)).or_default();
        *n += 1;
        in_files.extend(finding.span.as_ref().map(|span| &span.file));
    }
    let mut printed = BTreeSet::new();
    let mut kept = Vec::new();
    for finding in findings {
        let key = (finding.code, finding.message.as_str());
        let (n, in_files) = &files[&key];
        match *n > MAX_ALIKE {
            true if !printed.insert(key) => {}
            true => kept.push(Alike { finding, n: *n, n_files: in_files.len() }),
            false => kept.push(Alike { finding, n: 1, n_files: 1 }),
        }
    }
    kept
}

/// For a person at a terminal. `prefix` is the way to the site's folder, with a slash at its end.
pub fn human(findings: &[Diagnostic], texts: &Texts, prefix: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for one in alike(findings) {
        let code = one.finding.code.name();
        let level = match one.finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Advice => Level::INFO.with_name("advice"),
        };
        let mut group = level.primary_title(printable(&one.finding.message)).id(code).elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
        if let Some(span) = &one.finding.span {
            group = with_place(group, span, texts, prefix);
        }
        for (span, why) in &one.finding.related {
            let (line, column) = texts.position(&span.file, span.start);
            let place = if span.start == span.end { format!("{prefix}{}", span.file) } else { format!("{prefix}{}:{line}:{column}", span.file) };
            group = group.element(Level::NOTE.message(printable(&format!("{why}: {place}"))));
        }
        if one.n > 1 {
            group = group.element(Level::NOTE.message(format!("{} times in {} files; this is the first", one.n, one.n_files)));
        }
        if let Some(help) = &one.finding.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}

fn with_place<'a>(group: Group<'a>, span: &Span, texts: &Texts, prefix: &str) -> Group<'a> {
    let path = printable(&format!("{prefix}{}", span.file));
    match texts.lines(span).filter(|(lines, _)| span.start < span.end && !lines.is_empty()) {
        Some((lines, start)) => {
            let (line, _) = texts.position(&span.file, span.start);
            // Control characters become spaces of the same length, so that the mark stays under its word.
            let shown: String = lines.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect();
            let (shown, at) = match shown.len() == lines.len() {
                true => (shown, span.start - start..span.end - start),
                false => (lines.to_owned(), span.start - start..span.end - start),
            };
            let annotation = AnnotationKind::Primary.span(at.start.min(shown.len())..at.end.min(shown.len()));
            group.element(Snippet::source(shown).line_start(line).path(path).annotation(annotation))
        }
        None => group.element(Origin::path(path)),
    }
}

/// Without control characters, so that no file name or word can move the cursor or forge a line.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c) { '\u{fffd}' } else { c }).collect()
}

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u8,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// One JSON document: `{"version": 1, "findings": [{"code", "severity", "message", "file", "line", "column", …}]}`.
pub fn json(findings: &[Diagnostic], texts: &Texts) -> String {
    let findings = findings.iter().map(|finding| json_finding(finding, texts)).collect();
    let mut json = serde_json::to_string_pretty(&JsonReport { version: 1, findings }).expect("findings hold only text and numbers");
    json.push('\n');
    json
}

fn json_finding<'a>(finding: &'a Diagnostic, texts: &Texts) -> JsonFinding<'a> {
    let span = finding.span.as_ref();
    let start = span.map(|span| texts.position(&span.file, span.start));
    let end = span.map(|span| texts.position(&span.file, span.end));
    let related = finding.related.iter().map(|(span, message)| {
        let (line, column) = texts.position(&span.file, span.start);
        JsonRelated { file: span.file.as_str(), line, column, message }
    });
    JsonFinding {
        code: finding.code.name(),
        severity: finding.severity.name(),
        message: &finding.message,
        file: span.map(|span| span.file.as_str()),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        help: finding.help.as_deref(),
        related: related.collect(),
    }
}

/// Workflow commands of GitHub's runners. Hosts show about ten of each kind, so the most severe come first.
pub fn github(findings: &[Diagnostic], texts: &Texts, prefix: &str) -> String {
    let mut sorted = alike(findings);
    sorted.sort_by_key(|one| one.finding.severity);
    sorted.iter().map(|one| github_line(one, texts, prefix)).collect()
}

fn github_line(one: &Alike<'_>, texts: &Texts, prefix: &str) -> String {
    let finding = one.finding;
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let place = finding.span.as_ref().map_or_else(String::new, |span| {
        let (line, column) = texts.position(&span.file, span.start);
        let (end_line, end_column) = texts.position(&span.file, span.end);
        let file = github_property(&format!("{prefix}{}", span.file));
        format!("file={file},line={line},col={column},endLine={end_line},endColumn={end_column},")
    });
    let times = if one.n > 1 { format!(" ({} times in {} files)", one.n, one.n_files) } else { String::new() };
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let message = github_text(&format!("{}{times}{help}", finding.message));
    format!("::{command} {place}title={}::{message}\n", finding.code)
}

fn github_text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn github_property(text: &str) -> String {
    github_text(text).replace(':', "%3A").replace(',', "%2C")
}

/// A table in Markdown for a code host's summary of a run.
pub fn summary_table(findings: &[Diagnostic], texts: &Texts) -> String {
    let mut table = "| | code | where | what |\n| --- | --- | --- | --- |\n".to_owned();
    for one in alike(findings).iter().take(100) {
        let finding = one.finding;
        let place = finding.span.as_ref().map_or_else(String::new, |span| format!("{}:{}", span.file, texts.position(&span.file, span.start).0));
        let cell = |text: &str| printable(text).replace('|', "\\|").replace('<', "&lt;");
        let _ = writeln!(table, "| {} | {} | {} | {} |", finding.severity, finding.code, cell(&place), cell(&finding.message));
    }
    table
}

/// `2 errors, 1 warning`; nothing if there is nothing to say.
pub fn counts(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let words = |n: usize, one: &str, many: &str| (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { many }));
    let parts = [
        words(count(Severity::Error), "error", "errors"),
        words(count(Severity::Warning), "warning", "warnings"),
        words(count(Severity::Advice), "piece of advice", "pieces of advice"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
