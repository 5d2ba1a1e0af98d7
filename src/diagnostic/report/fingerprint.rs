//! What a finding is known by from one run to the next, wherever its line moves.

use super::Texts;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3Default;

/// A name for each finding: of its code, its file and the text it marks, and which of several alike it is.
pub(super) fn fingerprints(findings: &[&Diagnostic], texts: &Texts) -> Vec<String> {
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let fingerprint = |finding: &&Diagnostic| {
        let name = name(finding, texts);
        let ordinal = seen.entry(name).or_default();
        *ordinal += 1;
        format!("{name:016x}:{ordinal}")
    };
    findings.iter().map(fingerprint).collect()
}

/// What marks no text is told apart by its message.
fn name(finding: &Diagnostic, texts: &Texts) -> u64 {
    let span = finding.span.as_ref();
    let marked = span.map(|span| texts.marked(span)).filter(|text| !text.is_empty());
    let file = span.map_or("", |span| span.file.as_str());
    let mut hasher = Xxh3Default::new();
    for part in [finding.code.name(), file, marked.unwrap_or(&finding.message)] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.digest()
}
