//! What was found, as the script of the preview shows it over a page.

use super::snapshot::{Found, Snapshot};
use crate::config::Editor;
use crate::diagnostic::report::{JsonFinding, json_finding};
use crate::diagnostic::{Diagnostic, Severity, Span};
use serde::Serialize;
use std::ops::Range;
use std::path::Path;

/// So many findings are shown: first those of the page's own file, then the worst.
const MAX_SHOWN: usize = 100;

#[derive(Serialize)]
struct Report<'a> {
    build: u64,
    is_old: bool,
    counts: Counts,
    findings: Vec<Shown<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    advice: usize,
}

/// What every report in JSON tells of a finding, its line, and the way into the editor.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    finding: JsonFinding<'a>,
    source: Option<Marked<'a>>,
    editor: Option<String>,
}

/// A line of a file; `from` and `to` count in UTF-16 units, as scripts do.
#[derive(Serialize)]
struct Marked<'a> {
    text: &'a str,
    from: usize,
    to: usize,
}

/// The findings of a snapshot as JSON, for a page that is made of the file `source`.
pub fn json(snapshot: &Snapshot, source: &str) -> Vec<u8> {
    let found = &snapshot.found;
    let is_own = |finding: &Diagnostic| finding.span.as_ref().is_some_and(|span| span.file.as_str() == source);
    let mut sorted: Vec<&Diagnostic> = found.findings.iter().collect();
    sorted.sort_by_key(|finding| (!is_own(finding), finding.severity));
    let count = |severity| found.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts =
        Counts { error: count(Severity::Error), warning: count(Severity::Warning), advice: count(Severity::Advice) };
    let report = Report {
        build: snapshot.number,
        is_old: snapshot.is_old,
        counts,
        findings: sorted.iter().take(MAX_SHOWN).map(|finding| shown(finding, found, &snapshot.root)).collect(),
        more: sorted.len().saturating_sub(MAX_SHOWN),
    };
    serde_json::to_vec(&report).expect("findings hold only text and numbers")
}

fn shown<'a>(finding: &'a Diagnostic, found: &'a Found, root: &Path) -> Shown<'a> {
    let span = finding.span.as_ref();
    let address = |(span, editor): (&Span, &Editor)| {
        let (line, column) = found.texts.position(&span.file, span.start);
        editor.address(&root.join(span.file.as_str()), line, column)
    };
    Shown {
        finding: json_finding(finding, &found.texts),
        source: span.and_then(|span| marked(found, span)),
        editor: span.zip(found.editor.as_ref()).map(address),
    }
}

fn marked<'a>(found: &'a Found, span: &Span) -> Option<Marked<'a>> {
    let (text, Range { start, end }) = found.texts.excerpt(span)?;
    let units = |text: &str| text.encode_utf16().count();
    Some(Marked { text, from: units(&text[..start]), to: units(&text[..end]) })
}
