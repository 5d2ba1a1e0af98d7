//! What the tests share: small sites on the disk and in memory, and findings as one line each.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]
#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod command;
pub mod edits;
pub mod git;
pub mod html;
pub mod notes;
pub mod preview;
pub mod random;
pub mod search;

use guildbook::compile::{Compilation, Compiler, Content, Options};
use guildbook::diagnostic::Diagnostic;
use guildbook::diagnostic::report::Texts;
use guildbook::path::{OutputPath, SitePath};
use guildbook::source::{Asset, AssetContent, Source, SourceSet, is_timed_transcript};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The day on which tests take place.
pub fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 3, 20)
}

/// A site in memory, from paths and texts. Paths that do not end in `.md` are assets, save for settings and layouts.
pub fn sources(files: &[(&str, &str)]) -> SourceSet {
    let mut sources =
        SourceSet { settings: Some(Arc::new(Source::new("guildbook.yaml", "title: Test\n"))), ..SourceSet::default() };
    for (path, text) in files {
        add(&mut sources, path, text);
    }
    sources
}

/// Adds a file to a site in memory, or replaces it.
pub fn add(sources: &mut SourceSet, path: &str, text: &str) {
    let at = SitePath::new(path);
    match at.extension().as_str() {
        _ if path.starts_with("archetypes/") => drop(sources.archetypes.insert(at, Arc::new(Source::new(path, text)))),
        _ if path == "guildbook.yaml" => sources.settings = Some(Arc::new(Source::new(path, text))),
        "md" | "markdown" => drop(sources.documents.insert(at, Arc::new(Source::new(path, text)))),
        _ if path.starts_with("skin/layouts/") => drop(sources.layouts.insert(at, Arc::new(Source::new(path, text)))),
        _ if path.starts_with("skin/strings/") => drop(sources.strings.insert(at, Arc::new(Source::new(path, text)))),
        _ if path.starts_with("skin/static/") => {
            drop(sources.skin_assets.insert(at, Arc::new(Asset::from_bytes(path, text.as_bytes()))))
        }
        _ => {
            if is_timed_transcript(&at) && at.in_content().is_some() {
                sources.transcripts.insert(at.clone(), Arc::new(Source::new(path, text)));
            }
            sources.assets.insert(at, Arc::new(Asset::from_bytes(path, text.as_bytes())));
        }
    }
}

/// Compiles a site once.
pub fn compile(sources: &SourceSet, options: &Options) -> Compilation {
    Compiler::default().compile(sources, options)
}

/// Every output of a site, by its path, and what was found while making them.
pub fn outputs(compilation: &Compilation) -> (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>) {
    let mut files = BTreeMap::new();
    let mut findings = Vec::new();
    for path in compilation.outputs() {
        let outcome = compilation.bytes(path).expect("every path of the table has an output");
        findings.extend(outcome.findings);
        files.insert(path.to_string(), bytes(outcome.value));
    }
    (files, findings)
}

fn bytes(content: Content) -> Vec<u8> {
    match content {
        Content::Bytes(bytes) => bytes,
        Content::Asset(asset) => match &asset.content {
            AssetContent::Bytes(bytes) => bytes.to_vec(),
            AssetContent::File(path) => std::fs::read(path).expect("the asset was read a moment ago"),
        },
    }
}

/// One page as text.
pub fn page(compilation: &Compilation, path: &str) -> String {
    let outcome = compilation.bytes(&OutputPath::new(path)).unwrap_or_else(|| panic!("no output {path}"));
    String::from_utf8(bytes(outcome.value)).expect("pages are UTF-8")
}

/// The texts that findings point into.
pub fn texts(sources: &SourceSet) -> Texts {
    let all = sources.settings.iter().chain(sources.documents.values());
    let all = all.chain(sources.transcripts.values()).chain(sources.layouts.values());
    Texts::new(all.map(|source| (source.path.clone(), source.text.clone())))
}

/// `error[unknown-member] content/x.md:4:13: no member is called …`
pub fn line(finding: &Diagnostic, texts: &Texts) -> String {
    let place = finding.span.as_ref().map_or_else(String::new, |span| match span.start == span.end {
        true => format!(" {}", span.file),
        false => {
            let (line, column) = texts.position(&span.file, span.start);
            let (end_line, end_column) = texts.position(&span.file, span.end);
            let end = if end_line == line { format!("{end_column}") } else { format!("{end_line}:{end_column}") };
            format!(" {}:{line}:{column}-{end}", span.file)
        }
    });
    format!("{}[{}]{place}: {}", finding.severity, finding.code, finding.message)
}
