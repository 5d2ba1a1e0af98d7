//! SARIF 2.1.0, which hosts and editors read.
//!
//! 1. The most severe findings come first; past 5,000, the most that hosts take, a notification tells how many more.
//! 2. Each code that occurs is a rule, with its reason and its examples.
//! 3. Paths are relative to the repository; columns are counted in characters.

use super::fingerprint::fingerprints;
use super::{Place, Texts, place, place_of, with_line_break};
use crate::diagnostic::{Code, Diagnostic, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most results that hosts take.
const MAX_RESULTS: usize = 5_000;

/// One SARIF log with one run.
pub fn sarif(findings: &[Diagnostic], texts: &Texts, prefix: &str) -> String {
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.severity);
    let n_left_out = sorted.len().saturating_sub(MAX_RESULTS);
    sorted.truncate(MAX_RESULTS);
    let codes: BTreeSet<Code> = sorted.iter().map(|finding| finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let fingerprints = fingerprints(&sorted, texts);
    let results = sorted.iter().zip(fingerprints).map(|(finding, fingerprint)| {
        let rule = codes.binary_search(&finding.code).unwrap_or_default();
        result(finding, rule, &fingerprint, texts, prefix)
    });
    with_line_break(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "guildbook",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Value>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": left_out(n_left_out)}],
            "results": results.collect::<Value>(),
        }],
    }))
}

fn left_out(n: usize) -> Value {
    let text = format!("{n} more findings are left out; `guildbook check` lists all");
    if n == 0 { json!([]) } else { json!([{"level": "note", "message": {"text": text}}]) }
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let text = format!("Not so:\n{}\n\nBut so:\n{}", explanation.wrong, explanation.right);
    let fence = |text: &str| format!("````\n{text}\n````");
    let markdown = format!("Not so:\n\n{}\n\nBut so:\n\n{}", fence(explanation.wrong), fence(explanation.right));
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.name().replace('-', " ")},
        "fullDescription": {"text": explanation.reason},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(finding: &Diagnostic, rule: usize, fingerprint: &str, texts: &Texts, prefix: &str) -> Value {
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let related = finding.related.iter().enumerate().map(|(n, (span, why))| {
        let mut location = location(&place_of(Some(span), texts, prefix));
        location["id"] = json!(n + 1);
        location["message"] = json!({"text": why});
        location
    });
    json!({
        "ruleId": finding.code.name(),
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": format!("{}{help}", finding.message)},
        "locations": [location(&place(finding, texts, prefix))],
        "relatedLocations": related.collect::<Value>(),
        "partialFingerprints": {"guildbook/v1": fingerprint},
    })
}

fn location(place: &Place) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": address(&place.path), "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": place.start.0,
            "startColumn": place.start.1,
            "endLine": place.end.0,
            "endColumn": place.end.1,
        },
    }})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a relative address.
fn address(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}
