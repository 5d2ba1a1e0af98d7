//! GitLab's report of code quality: one JSON array.

use super::fingerprint::fingerprints;
use super::{Texts, place, with_line_break};
use crate::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

/// An entry for each finding.
pub fn gitlab(findings: &[Diagnostic], texts: &Texts, prefix: &str) -> String {
    let findings: Vec<&Diagnostic> = findings.iter().collect();
    let fingerprints = fingerprints(&findings, texts);
    let entries = findings.iter().zip(fingerprints).map(|(finding, fingerprint)| {
        let place = place(finding, texts, prefix);
        json!({
            "description": finding.message,
            "check_name": finding.code.name(),
            "fingerprint": fingerprint,
            "severity": severity(finding.severity),
            "location": {"path": place.path, "lines": {"begin": place.start.0}},
        })
    });
    with_line_break(&entries.collect::<Value>())
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}
