//! Findings as people and programs read them. The only module that names `annotate_snippets`.
//!
//! What hosts of repositories read is in `github`, `gitlab` and `sarif`.
//!
//! 1. Findings of one code with one message in many files become one, with a count.
//! 2. Bytes become lines and columns, counted in characters from 1.
//! 3. Text that authors wrote is printed without control characters.

mod fingerprint;
mod github;
mod gitlab;
mod sarif;

pub use github::{github, summary_table};
pub use gitlab::gitlab;
pub use sarif::sarif;

use super::{Diagnostic, Severity, Span};
use crate::path::SitePath;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// So many findings with one message are still printed one by one.
const MAX_ALIKE: usize = 3;

/// So many bytes on each side of a place are shown of a line without end.
const MAX_SHOWN: usize = 1_000;
/// Columns are counted from marks so many bytes apart.
const MARK: usize = 4_096;

/// The texts that findings point into.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<SitePath, Text>);

/// A text, and where its lines are, once somebody asks.
#[derive(Debug)]
struct Text {
    text: Arc<str>,
    marks: OnceLock<Vec<Mark>>,
}

/// The position of a byte: one at the start of each line, and more of them inside long lines.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    line: usize,
    column: usize,
}

impl Texts {
    /// Takes the texts of all files that findings may point into.
    pub fn new(texts: impl IntoIterator<Item = (SitePath, Arc<str>)>) -> Self {
        let text = |text| Text { text, marks: OnceLock::new() };
        Texts(texts.into_iter().map(|(path, of_file)| (path, text(of_file))).collect())
    }

    /// Line and column of byte `at`, both from 1.
    pub fn position(&self, file: &SitePath, at: usize) -> (usize, usize) {
        self.0.get(file).map_or((1, 1), |text| text.position(at))
    }

    /// The first line that a range touches, and the characters of it that are marked, as bytes of that line.
    pub fn excerpt(&self, span: &Span) -> Option<(&str, Range<usize>)> {
        let (lines, start) = self.lines(span).filter(|_| span.start < span.end)?;
        let line = lines.lines().next().unwrap_or_default();
        let from = boundary(line, (span.start - start).min(line.len()));
        let to = boundary(line, (span.end - start).clamp(from, line.len()));
        Some((line, from..to))
    }

    /// The text of a range; empty where there is none.
    fn marked(&self, span: &Span) -> &str {
        self.0.get(&span.file).and_then(|text| text.text.get(span.range())).unwrap_or_default()
    }

    /// The lines that a range touches, or what is near it of lines that are long, and the byte where that begins.
    fn lines(&self, span: &Span) -> Option<(&str, usize)> {
        let text = &*self.0.get(&span.file)?.text;
        let first = span.start.min(text.len());
        let last = span.end.clamp(first, (first + MAX_SHOWN).min(text.len()));
        let (earliest, latest) =
            (boundary(text, first.saturating_sub(MAX_SHOWN)), boundary(text, (last + MAX_SHOWN).min(text.len())));
        let (first, last) = (boundary(text, first), boundary(text, last));
        let start = text[earliest..first].rfind('\n').map_or(earliest, |end| earliest + end + 1);
        let end = text[last..latest].find('\n').map_or(latest, |end| last + end);
        Some((&text[start..end], start))
    }
}

impl Text {
    fn position(&self, at: usize) -> (usize, usize) {
        let marks = self.marks.get_or_init(|| marks(&self.text));
        let at = boundary(&self.text, at.min(self.text.len()));
        let mark = marks[marks.partition_point(|mark| mark.at <= at) - 1];
        (mark.line, mark.column + self.text[mark.at..at].chars().count())
    }
}

fn marks(text: &str) -> Vec<Mark> {
    let mut last = Mark { at: 0, line: 1, column: 1 };
    let mut marks = vec![last];
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if c == '\n' {
            last = Mark { at: next, line: last.line + 1, column: 1 };
            marks.push(last);
        } else if next - last.at >= MARK {
            last = Mark { at: next, column: last.column + text[last.at..next].chars().count(), ..last };
            marks.push(last);
        }
    }
    marks
}

/// The nearest byte at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
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
        let mut group = level
            .primary_title(printable(&one.finding.message))
            .id(code)
            .elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
        if let Some(span) = &one.finding.span {
            group = with_place(group, span, texts, prefix);
        }
        for (span, why) in &one.finding.related {
            let (line, column) = texts.position(&span.file, span.start);
            let place = if span.start == span.end {
                format!("{prefix}{}", span.file)
            } else {
                format!("{prefix}{}:{line}:{column}", span.file)
            };
            group = group.element(Level::NOTE.message(printable(&format!("{why}: {place}"))));
        }
        if one.n > 1 {
            group = group
                .element(Level::NOTE.message(format!("{} times in {} files; this is the first", one.n, one.n_files)));
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
            let (line, column) = texts.position(&span.file, span.start);
            // Control characters become spaces of the same length, so that the mark stays under its word.
            let shown: String = lines
                .chars()
                .flat_map(|c| if is_foul(c) && c != '\n' && c != '\t' { [' '].repeat(c.len_utf8()) } else { vec![c] })
                .collect();
            let at = span.start - start..span.end - start;
            let annotation = AnnotationKind::Primary.span(at.start.min(shown.len())..at.end.min(shown.len()));
            let snippet = Snippet::source(shown).line_start(line).annotation(annotation);
            match texts.position(&span.file, start) {
                (_, 1) => group.element(snippet.path(path)),
                _ => group.element(Origin::path(path).line(line).char_column(column)).element(snippet),
            }
        }
        None => group.element(Origin::path(path)),
    }
}

/// Without control characters, so that no file name or word can move the cursor or forge a line.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_foul(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a character controls the terminal, or turns the direction of what follows.
fn is_foul(c: char) -> bool {
    c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Where a host shows a finding: a path from the root of the repository, and lines and columns from 1.
struct Place {
    path: String,
    start: (usize, usize),
    end: (usize, usize),
}

fn place(finding: &Diagnostic, texts: &Texts, prefix: &str) -> Place {
    place_of(finding.span.as_ref(), texts, prefix)
}

/// What is about the whole site stands at the top of its settings.
fn place_of(span: Option<&Span>, texts: &Texts, prefix: &str) -> Place {
    let at = |span: &Span, byte| texts.position(&span.file, byte);
    match span {
        Some(span) => {
            Place { path: format!("{prefix}{}", span.file), start: at(span, span.start), end: at(span, span.end) }
        }
        None => Place { path: format!("{prefix}{}", crate::path::SETTINGS_FILE), start: (1, 1), end: (1, 1) },
    }
}

fn with_line_break(json: &serde_json::Value) -> String {
    format!("{json:#}\n")
}

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u8,
    findings: Vec<JsonFinding<'a>>,
}

/// A finding as a value for JSON.
#[derive(Serialize)]
pub struct JsonFinding<'a> {
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
    let mut json = serde_json::to_string_pretty(&JsonReport { version: 1, findings })
        .expect("findings hold only text and numbers");
    json.push('\n');
    json
}

/// A finding with its places in lines and columns, both from 1.
pub fn json_finding<'a>(finding: &'a Diagnostic, texts: &Texts) -> JsonFinding<'a> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn report(text: &str, at: std::ops::Range<usize>) -> String {
        let path = SitePath::new("content/x.md");
        let texts = Texts::new([(path.clone(), text.into())]);
        human(&[Diagnostic::new(Code::BrokenLink, Span::new(&path, at), "m")], &texts, "", false)
    }

    #[test]
    fn a_place_in_a_long_line_keeps_its_column() {
        for n in [0, 10, 999, 1_000, 1_001, 5_000, 50_000] {
            let text = format!("a\n{}x{}\nb", "é".repeat(n), "é".repeat(n));
            let report = report(&text, 2 + 2 * n..3 + 2 * n);
            assert!(report.contains(&format!("content/x.md:2:{}\n", n + 1)), "{report}");
            assert!(report.contains('^') && report.len() < 20_000, "{n}: {}", report.len());
        }
    }

    #[test]
    fn what_controls_a_terminal_is_not_printed() {
        let report = report("a\u{1b}[2J\u{85}\u{202e}\r b\n", 0..1);
        assert!(!report.contains(['\u{1b}', '\u{85}', '\u{202e}', '\r']), "{report:?}");
    }
}
