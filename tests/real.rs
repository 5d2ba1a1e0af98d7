//! Two real communities' trees, built as they are. `GUILDBOOK_CORPORA` names the folder that holds them; without it
//! each test says by name what it did not run.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use guildbook::compile::{Compiler, Options, judge};
use guildbook::config::Config;
use guildbook::diagnostic::{Diagnostic, Severity};
use guildbook::kind::Kind;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A corpus laid beside its settings in a folder of its own.
struct Real {
    folder: tempfile::TempDir,
    compilation: guildbook::compile::Compilation,
    findings: Vec<Diagnostic>,
}

fn real(name: &str) -> Option<Real> {
    let Some(corpora) = std::env::var_os("GUILDBOOK_CORPORA") else {
        // Written past the test runner, which would keep it to itself.
        let _ = writeln!(
            std::io::stderr(),
            "not run: the corpus {name}; set GUILDBOOK_CORPORA to the folder that holds it"
        );
        return None;
    };
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    copy(&Path::new(&corpora).join(name).join("content"), &folder.path().join("content"));
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real").join(name).join("guildbook.yaml");
    let text = fs::read_to_string(settings).expect("the corpus has settings");
    assert!(text.lines().count() <= 25, "the settings of {name} are longer than 25 lines");
    fs::write(folder.path().join("guildbook.yaml"), text).expect("the folder can be written");
    let read = guildbook::read::site(folder.path(), None).expect("the corpus can be read");
    let compilation = Compiler::default().compile(&read.value, &Options::on(support::today()));
    let findings = judge([compilation.findings.clone(), read.findings].concat(), &Config::default());
    Some(Real { folder, compilation, findings })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())).flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a file can be copied")),
        }
    }
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path, end)),
            path if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(end)) => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}

fn count(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    findings.iter().fold(BTreeMap::new(), |mut counts, finding| {
        *counts.entry(finding.code.name()).or_default() += 1;
        counts
    })
}

fn assert_no_error(findings: &[Diagnostic]) {
    let errors: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_note_of_a_council_is_a_session_with_its_day_and_title() {
    let Some(real) = real("openjs-cpc") else { return };
    assert_no_error(&real.findings);
    let site = real.compilation.site.as_ref().expect("the site can be built");
    let notes = files(&real.folder.path().join("content/meetings"), "md");
    let sessions = site.derived.of_kind(Kind::Session);
    assert_eq!((notes.len(), sessions.len()), (213, 213));
    for id in sessions {
        let document = &site.community.entry(*id).document;
        let stem = document.path.stem();
        assert_eq!(document.date.expect("each note has a day").date.to_string(), &stem[..10]);
        let first = document
            .text
            .lines()
            .find_map(|line| line.trim_start_matches('*').strip_prefix("# "))
            .expect("each note has a first heading");
        let plain: String = first.chars().filter(|c| !"*_`#".contains(*c)).collect();
        assert_eq!(document.title, plain.split_whitespace().collect::<Vec<_>>().join(" "), "{}", document.path);
    }
    let expected = [
        ("broken-anchor", 4),
        ("broken-link", 4),
        ("contradicting-date", 2),
        ("heading-jump", 2),
        ("missing-image", 2),
        ("no-extension", 1),
        ("unsafe-link", 2),
        ("vague-link", 4),
    ];
    assert_eq!(count(&real.findings), BTreeMap::from(expected));
}

#[test]
fn every_page_of_a_knowledge_base_is_there_with_tags_boxes_and_pictures() {
    let Some(real) = real("nhs-rap-cop") else { return };
    assert_no_error(&real.findings);
    let site = real.compilation.site.as_ref().expect("the site can be built");
    let notes = files(&real.folder.path().join("content"), "md");
    assert_eq!((notes.len(), site.community.entries.len()), (78, 78));
    assert_eq!(site.derived.tags.len(), 73);
    let (outputs, findings) = support::outputs(&real.compilation);
    assert!(findings.is_empty(), "{findings:?}");
    let pages: String = outputs
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    let boxes: usize = notes
        .iter()
        .map(|path| fs::read_to_string(path).expect("it is text"))
        .map(|text| text.lines().filter(|line| is_box(line)).count())
        .sum();
    assert_eq!(pages.matches("class=\"admonition ").count(), boxes, "every box of the files is a box of the pages");
    assert!(pages.matches("<img ").count() > 90, "pictures are shown");
    let expected = [
        ("broken-anchor", 3),
        ("broken-link", 21),
        ("heading-jump", 4),
        ("missing-alt", 22),
        ("missing-image", 32),
        ("no-extension", 1),
        ("unknown-field", 6),
        ("vague-link", 16),
    ];
    assert_eq!(count(&real.findings), BTreeMap::from(expected));
}

fn is_box(line: &str) -> bool {
    let line = line.trim_start();
    ["!!! ", "??? ", "???+ "].iter().any(|mark| line.starts_with(mark)) || line.starts_with("> [!")
}
